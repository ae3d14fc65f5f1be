"""Whether strangers can write in the name of a mail domain: what it says of senders in SPF and DMARC. Pure; nothing is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from auditor import urls
from auditor.analysis import lookups
from auditor.analysis.links.reserved_names import reserved
from auditor.model import ContactDetail, ContactKind, DnsOutcome, DnsRecord, Message, Snapshot, message
from auditor.model.messages import NOTHING
from auditor.text import company_names
from auditor.text.mailboxes import mailbox_kind
from auditor.text.spf import MOST_VOID, Spf, evaluate

_DMARC = re.compile(r"[vV]\s*=\s*DMARC1\s*(?:;|$)")  # RFC 7489, 6.3: the version's letters as written
_ALL = re.compile(r"\s[+?~-]?all(?:\s|$)", re.IGNORECASE)
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
    reason: Message
    """Why."""
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
    label = company_names.label(f"https://{_ascii(domain)}/")
    known = (company_names.label(snapshot.target.site), snapshot.target.name, *snapshot.company_profile.names)
    return any(company_names.plain(label) == company_names.plain(name) for name in known)


def _ascii(domain: str) -> str:
    found = urls.resolve(f"https://{domain}/", "https://x.invalid/")
    return urls.host(found.url) if found is not None else domain


def senders(snapshot: Snapshot, domain: str) -> Senders:
    """Return how well `domain` is protected, by RFC 7208, 7489 and 9989."""
    spf = snapshot.dns.get((domain, "TXT"))
    if spf is None or spf.outcome is DnsOutcome.FAILED:
        return Senders(Guard.UNKNOWN, _unsaid(snapshot, spf))
    if spf.outcome is DnsOutcome.NO_DOMAIN:
        return Senders(Guard.UNKNOWN, message("The domain does not exist; another check reports that."))
    policy, trouble = _policy(snapshot, domain)
    if trouble:
        return Senders(Guard.UNKNOWN, trouble)
    listed = evaluate(snapshot.dns, domain)
    records = listed.records + policy
    faults = [fault for fault in (_spf_fault(listed), _dmarc_fault(snapshot, domain, policy)) if fault]
    weak = [fault for fault in (_spf_weakness(listed), _dmarc_weakness(snapshot, domain, policy)) if fault]
    if faults or (len(weak) > 1 and listed.result == "?"):
        return Senders(Guard.OPEN, NOTHING.then(*(faults or weak)), records)
    if listed.failed:
        failed = message("Its SPF record refers to {name}, which could not be looked up.", name=listed.failed)
        return Senders(Guard.UNKNOWN, failed, records)
    if weak:
        return Senders(Guard.WATCHED, NOTHING.then(*weak), records)
    return Senders(Guard.GUARDED, message("The domain lists its senders (SPF) and enforces a DMARC policy."), records)


def _unsaid(snapshot: Snapshot, record: DnsRecord | None) -> Message:
    unsaid = message("The records of the domain could not be looked up.")
    return unsaid.then(lookups.why_failed(snapshot, [record]))


def _policy(snapshot: Snapshot, domain: str) -> tuple[tuple[str, ...], Message]:
    """Return the DMARC records that apply: the domain's own, else its organisation's (6.6.3); and why that can't be told."""
    for name in dict.fromkeys((domain, urls.registrable(domain))):
        record = snapshot.dns.get((f"_dmarc.{name}", "TXT"))
        if record is None or record.outcome is DnsOutcome.FAILED:
            return (), _unsaid(snapshot, record)
        if found := tuple(value for value in record.values if _DMARC.match(value)):
            return found, NOTHING
    return (), NOTHING


def _spf_fault(listed: Spf) -> Message:
    if not listed.records:
        return message("The domain names no senders (no SPF record).")
    if len(listed.records) > 1:
        return message("The domain has several SPF records, so receivers ignore them all (RFC 7208, 4.5).")
    if listed.problem:
        return listed.problem
    if listed.result == "+":
        return message("Its SPF record lets anybody send in its name (it ends in +all, or includes a list that does).")
    if listed.result == "?" and not _ALL.search(listed.records[0]):
        return message("Its SPF record says nothing about all other senders (it has no all).")
    return NOTHING


def _spf_weakness(listed: Spf) -> Message:
    if listed.result == "?":
        return message("Its SPF record says nothing about all other senders (?all).")
    if listed.void > MOST_VOID:
        return message(
            "Its SPF record names {count} host without an address; above {most}, receivers may ignore it (RFC 7208, 4.6.4).",
            "Its SPF record names {count} hosts without an address; above {most}, receivers may ignore it (RFC 7208, 4.6.4).",
            count=listed.void,
            most=MOST_VOID,
        )
    return NOTHING


def _dmarc_fault(snapshot: Snapshot, domain: str, policy: tuple[str, ...]) -> Message:
    if len(policy) > 1:
        return message("The domain has several DMARC records, so receivers ignore them all (RFC 7489, 6.6.3).")
    if policy:
        known = _tags(policy[0])
        # Without a policy that can be read, receivers act as for `none` where reports are asked for (6.6.3), else not at all.
        readable = known.get("p") in {"none", *_ENFORCED} or ("p" in known and "rua" in known)
        return NOTHING if readable else message("Its DMARC record has no policy.")
    record = snapshot.dns.get((f"_dmarc.{domain}", "TXT"))
    if record is not None and record.values:
        return message(
            "Receivers ignore its DMARC record, because it does not begin with v=DMARC1 (“{record}”).",
            record=record.values[0][:60],
        )
    return message("The domain has no DMARC policy.")


def _dmarc_weakness(snapshot: Snapshot, domain: str, policy: tuple[str, ...]) -> Message:
    """Return what keeps the policy from being enforced: `none`, a trial, a share of the mail, subdomains left out."""
    if len(policy) != 1:
        return NOTHING
    tags = _tags(policy[0])
    asked = _asks(policy[0], domain, snapshot)
    if asked in {"", "none"}:
        return message("Its DMARC policy is p=none: forged mail is reported, but still delivered.")
    if asked not in _ENFORCED:
        return message(
            "Its DMARC policy “{policy}” is not a defined one: forged mail is reported, but still delivered.",
            policy=asked,
        )
    if tags.get("t") == "y":
        return message(
            "Its DMARC policy {policy} is marked as a test (t=y), so receivers do less than it says (RFC 9989).",
            policy=asked,
        )
    share = tags.get("pct", "")
    if share.isascii() and share.isdecimal() and int(share[:4]) < 100:
        return message(
            "Its DMARC policy {policy} applies to only {share}% of forged mail (pct={share}); the rest is delivered.",
            policy=asked,
            share=int(share[:4]),
        )
    spared = tags.get("sp", "") == "none" and tags.get("np", "none") not in _ENFORCED
    if spared and domain == urls.registrable(domain):
        return message(
            "Its DMARC policy leaves out its subdomains (sp=none): anybody can write as news@mail.{domain}.",
            domain=domain,
        )
    return NOTHING


def _tags(record: str) -> dict[str, str]:
    pairs: Iterable[list[str]] = (part.split("=", 1) for part in record.split(";") if "=" in part)
    return {key.strip().lower(): value.strip().lower() for key, value in pairs}


def _asks(record: str, domain: str, snapshot: Snapshot) -> str:
    """Return what receivers are asked to do: `sp` where the organisation's policy covers a domain below it."""
    own = snapshot.dns.get((f"_dmarc.{domain}", "TXT"))
    inherited = own is None or record not in own.values
    tags = _tags(record)
    own_policy = tags.get("p", "")
    return tags.get("sp", own_policy) if inherited else own_policy
