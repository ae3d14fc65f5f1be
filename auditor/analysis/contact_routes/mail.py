"""Whether an e-mail address can receive mail, by its form and by what the DNS said of its domain. Pure; nothing is sent."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from auditor import urls
from auditor.analysis.links.reserved_names import is_under, reserved
from auditor.analysis.links.status import LinkState, Verdict
from auditor.model import DnsOutcome, DnsRecord, Snapshot

_PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
"""RFC 1918 and 4193. What is kept for documentation and the like is not among them: nobody is told off for an example."""
_GONE = "does not exist"
_SEND_ONE = "Send a test message to find out."


@lru_cache(maxsize=8_192)
def deliverability(snapshot: Snapshot, address: str) -> Verdict:
    """Return whether `address` can receive mail, by its form and by what the DNS says of its domain."""
    domain = address.strip().rpartition("@")[2].lower().rstrip(".")
    if name := reserved(snapshot, domain):
        return _dead(f"lies under {name}, a name reserved for examples and tests where nobody can receive mail")
    if trouble := malformed(address.strip()):
        return _dead(f"is no e-mail address: {trouble}")
    return _by_dns(snapshot, _ascii(address.strip(), domain))


def malformed(address: str) -> str:
    """Return what keeps `address` from being an e-mail address, as a clause; empty where nothing does."""
    domain = address.rpartition("@")[2]
    try:
        _validate(address)
    except EmailNotValidError as error:
        return str(error).rstrip(".")
    if "." not in domain:
        return "its domain has no dot"
    return "its domain is a bare IP address" if urls.is_address(domain) else ""


def _validate(address: str) -> str:
    """Return the domain of a well-formed address as DNS knows it; whether it can take mail is the DNS's to say."""
    found = validate_email(
        address, check_deliverability=False, globally_deliverable=False, allow_quoted_local=True, test_environment=True
    )
    return (found.ascii_domain or found.domain).lower()


def _ascii(address: str, domain: str) -> str:
    try:
        return _validate(address)
    except EmailNotValidError:
        return domain


def _by_dns(snapshot: Snapshot, domain: str) -> Verdict:
    mx, a, aaaa = (snapshot.dns.get((domain, type_)) for type_ in ("MX", "A", "AAAA"))
    if _said(mx, DnsOutcome.NO_DOMAIN):
        return _dead(f"has a domain that does not exist ({domain})")
    if _said(mx, DnsOutcome.FOUND):
        return _by_mx(snapshot, domain, mx.values if mx else ())
    if _said(mx, DnsOutcome.NO_DATA) and (_said(a, DnsOutcome.FOUND) or _said(aaaa, DnsOutcome.FOUND)):
        return _alive(f"goes to {domain} itself, which names no mail server")  # RFC 5321, 5.1: the implicit MX
    if all(_said(record, DnsOutcome.NO_DATA) for record in (mx, a, aaaa)):
        return _dead(f"has a domain without a mail server and without an address ({domain}: no MX, A or AAAA record)")
    told = (record.detail for record in (mx, a, aaaa) if record is not None and record.detail)
    detail = next(told, snapshot.missing.get("dns", ""))
    return _unknown(
        f"has a domain whose mail servers could not be looked up{f' ({detail})' if detail else ''}", _SEND_ONE
    )


def _by_mx(snapshot: Snapshot, domain: str, values: tuple[str, ...]) -> Verdict:
    hosts = [value.split()[-1].rstrip(".").lower() for value in values if value.split()]
    if hosts and not any(hosts):
        return _dead(f"has a domain that says it accepts no mail ({domain}: null MX, RFC 7505)")
    faults = [_server_fault(snapshot, host) for host in hosts if host]
    if not faults or not all(faults):
        return _alive("has a domain with a mail server")
    if any(fault.state is LinkState.UNKNOWN for fault in faults if fault):
        return _unknown(f"has a domain whose mail servers could not be looked up ({hosts[0]})", _SEND_ONE)
    reason = next(fault.reason for fault in faults if fault)
    gone = any(fault.reason.endswith(_GONE) for fault in faults if fault)
    if gone and any(_said(snapshot.dns.get((domain, type_)), DnsOutcome.FOUND) for type_ in ("A", "AAAA")):
        # RFC 5321, 5.1, has senders give up here; some turn to the domain's own address all the same.
        return _alive(f"has a domain with an address, which some senders turn to, since {reason}")
    return _dead(f"has a domain without a working mail server: {reason}")


def _server_fault(snapshot: Snapshot, host: str) -> Verdict | None:
    """Return why nothing can be delivered to a mail server; None where nothing speaks against it."""
    if urls.is_address(host):
        return _dead(f"{host} stands where the name of one has to stand (RFC 5321, 2.3.5)")
    if is_under(host, "localhost"):
        return _dead(f"{host} is each sender's own machine")
    records = [snapshot.dns.get((host, type_)) for type_ in ("A", "AAAA")]
    if any(_said(record, DnsOutcome.FOUND) for record in records):
        addresses = [value for record in records if record is not None for value in record.values]
        if all(map(_is_private, addresses)) and not _is_private_site(snapshot):
            return _dead(f"{host} has an address that only its own network reaches ({addresses[0]})")
        return None
    if any(_said(record, DnsOutcome.FAILED) for record in records):
        return _unknown(f"{host} could not be looked up", _SEND_ONE)
    if any(_said(record, DnsOutcome.NO_DOMAIN) for record in records):
        return _dead(f"its mail server {host} {_GONE}")
    if all(_said(record, DnsOutcome.NO_DATA) for record in records):
        return _dead(f"its mail server {host} has no address")
    return None  # not asked: gathered before mail servers were looked up


def _is_private(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return (
        found.is_loopback
        or found.is_link_local
        or any(found in net for net in _PRIVATE if net.version == found.version)
    )


def _is_private_site(snapshot: Snapshot) -> bool:
    """Return whether the site itself is reached by private addresses, so that its mail servers may be too; or it isn't known."""
    record = snapshot.dns.get((urls.host(snapshot.target.site), "A"))
    return record is None or not record.values or any(map(_is_private, record.values))


def _said(record: DnsRecord | None, outcome: DnsOutcome) -> bool:
    return record is not None and record.outcome is outcome


def _alive(reason: str) -> Verdict:
    return Verdict(LinkState.ALIVE, reason)


def _dead(reason: str) -> Verdict:
    return Verdict(LinkState.DEAD, reason)


def _unknown(reason: str, hint: str) -> Verdict:
    return Verdict(LinkState.UNKNOWN, reason, hint)
