"""Whether strangers can write in the name of a mail domain: what it says of senders in SPF and DMARC. Pure; nothing is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from auditor import names, urls
from auditor.model import ContactDetail, ContactKind, DnsOutcome, DnsRecord, Snapshot
from auditor.routes.mail import reserved
from auditor.text.mailboxes import mailbox_kind

_SPF = re.compile(r"v=spf1(?:\s|$)", re.IGNORECASE)
_DMARC = re.compile(r"v=DMARC1\s*(?:;|$)")  # RFC 7489, 6.3: letters as written
_ALL = re.compile(r"(?:^|\s)([+?~-]?)all(?:\s|$)", re.IGNORECASE)
_REDIRECT = re.compile(r"(?:^|\s)redirect=", re.IGNORECASE)
_ENFORCED = frozenset({"quarantine", "reject"})


class Guard(StrEnum):
    """How well a domain is protected."""

    GUARDED = "guarded"
    """It has a list of senders, and a policy that asks receivers to act."""
    WATCHED = "watched"
    """Its policy asks receivers for reports alone."""
    OPEN = "open"
    """It lacks one of the two, or has it in a form that receivers ignore."""
    UNKNOWN = "unknown"
    """The DNS did not say."""


@dataclass(frozen=True, slots=True)
class Senders:
    """What a domain says of who may write in its name."""

    guard: Guard
    reason: str
    """A clause."""
    records: tuple[str, ...] = ()
    """The records it was read from."""


def domains(snapshot: Snapshot) -> dict[str, tuple[ContactDetail, ...]]:
    """Return the mail domains of the published addresses that are the company's, with the addresses.

    The company's are the site's own, those with the same name under another ending, and those with one of its names; what is
    reserved for examples is nobody's, and free-mail providers look after themselves.
    """
    found: dict[str, list[ContactDetail]] = {}
    for detail in snapshot.contacts:
        domain = detail.value.rpartition("@")[2].lower().rstrip(".")
        if detail.kind is ContactKind.EMAIL and "." in domain and _is_own(snapshot, domain, detail.value):
            found.setdefault(_ascii(domain), []).append(detail)
    return {domain: tuple(found[domain]) for domain in sorted(found)}


def _is_own(snapshot: Snapshot, domain: str, address: str) -> bool:
    site = urls.host(snapshot.target.site)
    if mailbox_kind(address) == "free-mail" or reserved(snapshot, domain):
        return False
    if urls.registrable(_ascii(domain)) == urls.registrable(site):
        return True
    label = names.label(f"https://{_ascii(domain)}/")
    known = (names.label(snapshot.target.site), snapshot.target.name, *snapshot.brief.names)
    return any(names.plain(label) == names.plain(name) for name in known)


def _ascii(domain: str) -> str:
    found = urls.resolve(f"https://{domain}/", "https://x.invalid/")
    return urls.host(found.url) if found is not None else domain


def senders(snapshot: Snapshot, domain: str) -> Senders:
    """Return how well `domain` is protected, by RFC 7208 and RFC 7489."""
    spf = snapshot.dns.get((domain, "TXT"))
    if spf is None or spf.outcome is DnsOutcome.FAILED:
        return Senders(Guard.UNKNOWN, _unsaid(spf))
    if spf.outcome is DnsOutcome.NO_DOMAIN:
        return Senders(Guard.UNKNOWN, "the domain does not exist, which is told elsewhere")
    policy, trouble = _policy(snapshot, domain)
    if trouble:
        return Senders(Guard.UNKNOWN, trouble)
    lists = tuple(value for value in spf.values if _SPF.match(value))
    faults = [fault for fault in (_spf_fault(lists), _dmarc_fault(policy)) if fault]
    if faults:
        return Senders(Guard.OPEN, " and ".join(faults), lists + policy)
    if _asks(policy[0], domain, snapshot) not in _ENFORCED:
        return Senders(
            Guard.WATCHED, "its DMARC policy is p=none: forged mail is reported, and delivered", lists + policy
        )
    return Senders(Guard.GUARDED, "has a list of senders (SPF) and a DMARC policy that is enforced", lists + policy)


def _unsaid(record: DnsRecord | None) -> str:
    return (record.detail if record is not None and record.detail else "") or "its records could not be looked up"


def _policy(snapshot: Snapshot, domain: str) -> tuple[tuple[str, ...], str]:
    """Return the DMARC records that apply: the domain's own, else its organisation's (6.6.3); and why that can't be told."""
    for name in dict.fromkeys((domain, urls.registrable(domain))):
        record = snapshot.dns.get((f"_dmarc.{name}", "TXT"))
        if record is None or record.outcome is DnsOutcome.FAILED:
            return (), _unsaid(record)
        if found := tuple(value for value in record.values if _DMARC.match(value)):
            return found, ""
    return (), ""


def _spf_fault(lists: tuple[str, ...]) -> str:
    if not lists:
        return "names no senders (no SPF record)"
    if len(lists) > 1:
        return "has several SPF records, which receivers take for none (RFC 7208, 4.5)"
    rule = _ALL.search(lists[0])
    if rule is not None and rule[1] in {"", "+"}:
        return "lets anybody send in its name (SPF ends in +all)"
    if rule is None and not _REDIRECT.search(lists[0]):
        return "says nothing of all other senders (SPF without all)"
    return ""


def _dmarc_fault(policy: tuple[str, ...]) -> str:
    if not policy:
        return "has no DMARC policy"
    if len(policy) > 1:
        return "has several DMARC records, which receivers take for none (RFC 7489, 6.6.3)"
    return "" if "p" in _tags(policy[0]) else "has a DMARC record without a policy"


def _tags(record: str) -> dict[str, str]:
    pairs: Iterable[list[str]] = (part.split("=", 1) for part in record.split(";") if "=" in part)
    return {key.strip().lower(): value.strip().lower() for key, value in pairs}


def _asks(record: str, domain: str, snapshot: Snapshot) -> str:
    """Return what receivers are asked to do: `sp` where the organisation's policy covers a domain below it."""
    own = snapshot.dns.get((f"_dmarc.{domain}", "TXT"))
    inherited = own is None or record not in own.values
    tags = _tags(record)
    return tags.get("sp", tags["p"]) if inherited else tags["p"]
