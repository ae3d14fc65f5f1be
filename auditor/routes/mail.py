"""Whether an e-mail address can receive mail, by its form and by what the DNS said of its domain. Pure; nothing is sent."""

from __future__ import annotations

from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from auditor import urls
from auditor.model import DnsOutcome, DnsRecord, Snapshot
from auditor.resources import facts
from auditor.truth import Life, Verdict

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


def reserved(snapshot: Snapshot, domain: str) -> str:
    """Return the reserved name that `domain` lies under; empty where the audited site itself lies there."""
    name = lies_under_reserved(domain)
    return "" if not name or _under(urls.host(snapshot.target.site), name) else name


def lies_under_reserved(domain: str) -> str:
    """Return the name kept for examples and tests that `domain` lies under; empty where it lies under none."""
    return next((str(name) for name in facts("routes/facts.toml")["reserved"] if _under(domain, name)), "")


def _under(domain: str, name: str) -> bool:
    return domain == name or domain.endswith("." + name)


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
        return _by_mx(domain, mx.values if mx else ())
    if _said(mx, DnsOutcome.NO_DATA) and (_said(a, DnsOutcome.FOUND) or _said(aaaa, DnsOutcome.FOUND)):
        return _alive(f"goes to {domain} itself, which names no mail server")  # RFC 5321, 5.1: the implicit MX
    if all(_said(record, DnsOutcome.NO_DATA) for record in (mx, a, aaaa)):
        return _dead(f"has a domain without a mail server and without an address ({domain}: no MX, A or AAAA record)")
    detail = next((record.detail for record in (mx, a, aaaa) if record is not None and record.detail), "")
    return _unknown(
        f"has a domain whose mail servers could not be looked up{f' ({detail})' if detail else ''}", _SEND_ONE
    )


def _by_mx(domain: str, values: tuple[str, ...]) -> Verdict:
    hosts = [value.split()[-1].rstrip(".") for value in values if value.split()]
    if hosts and not any(hosts):
        return _dead(f"has a domain that says it accepts no mail ({domain}: null MX, RFC 7505)")
    return _alive("has a domain with a mail server")


def _said(record: DnsRecord | None, outcome: DnsOutcome) -> bool:
    return record is not None and record.outcome is outcome


def _alive(reason: str) -> Verdict:
    return Verdict(Life.ALIVE, reason)


def _dead(reason: str) -> Verdict:
    return Verdict(Life.DEAD, reason)


def _unknown(reason: str, hint: str) -> Verdict:
    return Verdict(Life.UNKNOWN, reason, hint)
