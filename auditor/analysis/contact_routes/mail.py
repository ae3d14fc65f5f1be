"""Whether an e-mail address can receive mail, by its form and by what the DNS said of its domain. Pure; nothing is sent."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from auditor import urls
from auditor.analysis import lookups
from auditor.analysis.links import graph
from auditor.analysis.links.reserved_names import is_under, reserved
from auditor.analysis.links.verdicts import Verdict, alive, dead, unknown
from auditor.model import ContactDetail, ContactSource, DnsOutcome, DnsRecord, Message, Role, Snapshot, message
from auditor.model.messages import NOTHING, quoted
from auditor.model.remembering import remembered
from auditor.text.mailboxes import mailbox_kind
from auditor.text.shown import shows

_PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
"""RFC 1918 and 4193. What is kept for documentation and the like is not among them: nobody is told off for an example."""
_SEND_ONE = message("Send a test message to find out.")
_INVITING = (Role.HOME, Role.CONTACT, Role.MEDIA, Role.COMPLAINTS, Role.LEGAL)
"""Pages whose addresses visitors are meant to write to."""


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why nothing can be delivered to a mail server."""

    reason: Message
    sure: bool = True
    gone: bool = False
    """Its name does not exist."""


@remembered(8_192)
def deliverability(snapshot: Snapshot, address: str) -> Verdict:
    """Return whether `address` can receive mail, by its form and by what the DNS says of its domain."""
    domain = address.strip().rpartition("@")[2].lower().rstrip(".")
    if name := reserved(snapshot, domain):
        return dead(
            message(
                "The address lies under {name}, which is reserved for examples and tests: nobody receives mail there.",
                name=name,
            )
        )
    if trouble := malformed(address.strip()):
        return dead(message("Not a valid e-mail address.").then(trouble))
    return _by_dns(snapshot, _ascii(address.strip(), domain))


def malformed(address: str) -> Message:
    """Return what keeps `address` from being an e-mail address; empty where nothing does."""
    domain = address.rpartition("@")[2]
    try:
        _validate(address)
    except EmailNotValidError as error:
        return quoted(f"{str(error).rstrip('.')}.")
    if "." not in domain:
        return message("Its domain has no dot.")
    return message("Its domain is a bare IP address.") if urls.is_address(domain) else NOTHING


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
        return dead(message("The domain {domain} does not exist.", domain=domain))
    if _said(mx, DnsOutcome.FOUND):
        return _by_mx(snapshot, domain, mx.values if mx else ())
    if _said(mx, DnsOutcome.NO_DATA) and (_said(a, DnsOutcome.FOUND) or _said(aaaa, DnsOutcome.FOUND)):
        # RFC 5321, 5.1: the implicit MX
        return alive(message("Mail goes to {domain} itself, which names no mail server.", domain=domain))
    if all(_said(record, DnsOutcome.NO_DATA) for record in (mx, a, aaaa)):
        return dead(
            message("The domain {domain} has no mail server and no address (no MX, A or AAAA record).", domain=domain)
        )
    why = lookups.why_failed(snapshot, (mx, a, aaaa))
    return unknown(message("The mail servers of {domain} could not be looked up.", domain=domain).then(why), _SEND_ONE)


def _by_mx(snapshot: Snapshot, domain: str, values: tuple[str, ...]) -> Verdict:
    hosts = [value.split()[-1].rstrip(".").lower() for value in values if value.split()]
    if hosts and not any(hosts):
        return dead(message("The domain {domain} says that it accepts no mail (null MX, RFC 7505).", domain=domain))
    faults = [_server_fault(snapshot, host) for host in hosts if host]
    if not faults or not all(faults):
        return alive(message("The domain has a mail server."))
    if not all(fault.sure for fault in faults if fault):
        return unknown(message("The mail server {host} could not be looked up.", host=hosts[0]), _SEND_ONE)
    reason = next(fault.reason for fault in faults if fault)
    gone = any(fault.gone for fault in faults if fault)
    if gone and any(_said(snapshot.dns.get((domain, type_)), DnsOutcome.FOUND) for type_ in ("A", "AAAA")):
        # RFC 5321, 5.1, has senders give up here; some turn to the domain's own address all the same.
        return alive(reason.then(message("The domain has an address, to which some senders turn instead.")))
    return dead(message("The domain has no working mail server.").then(reason))


def _server_fault(snapshot: Snapshot, host: str) -> _Fault | None:
    """Return why nothing can be delivered to a mail server; None where nothing speaks against it."""
    if urls.is_address(host):
        return _Fault(
            message("The domain names {host} where the name of a mail server must be (RFC 5321, 2.3.5).", host=host)
        )
    if is_under(host, "localhost"):
        return _Fault(message("The mail server {host} is each sender's own machine.", host=host))
    records = [snapshot.dns.get((host, type_)) for type_ in ("A", "AAAA")]
    if any(_said(record, DnsOutcome.FOUND) for record in records):
        addresses = [value for record in records if record is not None for value in record.values]
        if all(map(_is_private, addresses)) and not _is_private_site(snapshot):
            told = message(
                "The mail server {host} has an address that only its own network reaches ({address}).",
                host=host,
                address=addresses[0],
            )
            return _Fault(told)
        return None
    if any(_said(record, DnsOutcome.FAILED) for record in records):
        return _Fault(message("The mail server {host} could not be looked up.", host=host), sure=False)
    if any(_said(record, DnsOutcome.NO_DOMAIN) for record in records):
        return _Fault(message("The mail server {host} does not exist.", host=host), gone=True)
    if all(_said(record, DnsOutcome.NO_DATA) for record in records):
        return _Fault(message("The mail server {host} has no address.", host=host))
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


def misread(snapshot: Snapshot, address: str, details: Sequence[ContactDetail]) -> Message:
    """Return what to find out where an address that cannot work may not be one that visitors are asked to write to.

    Args:
        snapshot: The visit.
        address: One that cannot receive mail.
        details: Every place that shows it.

    Returns:
        A sentence; empty where the address is certainly meant.
    """
    sources = {detail.source for detail in details}
    if sources <= {ContactSource.LINK, ContactSource.TEXT} and not any(_is_shown(snapshot, one) for one in details):
        return message("It stands in a part of the page that is hidden: find out whether a script ever shows it.")
    if ContactSource.LINK in sources:
        return NOTHING
    if sources == {ContactSource.OBFUSCATED} and not any(detail.href for detail in details):
        return message("It is spelled out to hide it from robots: check that a person would read it like this.")
    if reserved(snapshot, address.rpartition("@")[2].lower()):
        invited = any((page := graph.at(snapshot, detail.page)) and page.has(*_INVITING) for detail in details)
        example = message("Check whether it is an example for readers.")
        return NOTHING if invited and mailbox_kind(address) == "role" else example
    return message("Check whether it is meant as an e-mail address.") if malformed(address) else NOTHING


def _is_shown(snapshot: Snapshot, detail: ContactDetail) -> bool:
    """Return whether visitors see a detail as the page comes; what stands in no page is taken to be seen."""
    page = graph.at(snapshot, detail.page)
    html = page.read() if page is not None else ""
    return not html or shows(html, detail.value) or (bool(detail.shown) and shows(html, detail.shown))
