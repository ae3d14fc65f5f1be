"""Whether strangers can write in the name of a mail domain: what it says of senders in SPF and DMARC. Pure; nothing is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from auditor import urls
from auditor.analysis.links.reserved_names import reserved
from auditor.model import ContactDetail, ContactKind, DnsOutcome, DnsRecord, Snapshot
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
        return Senders(Guard.UNKNOWN, "the domain does not exist, which is told elsewhere")
    policy, trouble = _policy(snapshot, domain)
    if trouble:
        return Senders(Guard.UNKNOWN, trouble)
    listed = evaluate(snapshot.dns, domain)
    records = listed.records + policy
    faults = [fault for fault in (_spf_fault(listed), _dmarc_fault(snapshot, domain, policy)) if fault]
    weak = [fault for fault in (_spf_weakness(listed), _dmarc_weakness(snapshot, domain, policy)) if fault]
    if faults or (len(weak) > 1 and listed.result == "?"):
        return Senders(Guard.OPEN, " and ".join(faults or weak), records)
    if listed.failed:
        return Senders(Guard.UNKNOWN, f"its SPF refers to {listed.failed}, which could not be looked up", records)
    if weak:
        return Senders(Guard.WATCHED, " and ".join(weak), records)
    return Senders(Guard.GUARDED, "has a list of senders (SPF) and a DMARC policy that is enforced", records)


def _unsaid(snapshot: Snapshot, record: DnsRecord | None) -> str:
    if record is not None and record.detail:
        return record.detail
    why = snapshot.missing.get("dns", "")
    return f"its records could not be looked up{f' ({why})' if why else ''}"


def _policy(snapshot: Snapshot, domain: str) -> tuple[tuple[str, ...], str]:
    """Return the DMARC records that apply: the domain's own, else its organisation's (6.6.3); and why that can't be told."""
    for name in dict.fromkeys((domain, urls.registrable(domain))):
        record = snapshot.dns.get((f"_dmarc.{name}", "TXT"))
        if record is None or record.outcome is DnsOutcome.FAILED:
            return (), _unsaid(snapshot, record)
        if found := tuple(value for value in record.values if _DMARC.match(value)):
            return found, ""
    return (), ""


def _spf_fault(listed: Spf) -> str:
    if not listed.records:
        return "names no senders (no SPF record)"
    if len(listed.records) > 1:
        return "has several SPF records, which receivers take for none (RFC 7208, 4.5)"
    if listed.problem:
        return f"has an SPF record that {listed.problem}"
    if listed.result == "+":
        return "lets anybody send in its name (SPF ends in +all, or includes a list that does)"
    if listed.result == "?" and not _ALL.search(listed.records[0]):
        return "says nothing of all other senders (SPF without all)"
    return ""


def _spf_weakness(listed: Spf) -> str:
    if listed.result == "?":
        return "its SPF says nothing of all other senders (?all)"
    if listed.void > MOST_VOID:
        return (
            f"its SPF names {listed.void} hosts without an address: past {MOST_VOID}, receivers may take it for none"
            " (RFC 7208, 4.6.4)"
        )
    return ""


def _dmarc_fault(snapshot: Snapshot, domain: str, policy: tuple[str, ...]) -> str:
    if len(policy) > 1:
        return "has several DMARC records, which receivers take for none (RFC 7489, 6.6.3)"
    if policy:
        known = _tags(policy[0])
        # Without a policy that can be read, receivers act as for `none` where reports are asked for (6.6.3), else not at all.
        readable = known.get("p") in {"none", *_ENFORCED} or ("p" in known and "rua" in known)
        return "" if readable else "has a DMARC record without a policy"
    record = snapshot.dns.get((f"_dmarc.{domain}", "TXT"))
    if record is not None and record.values:
        return f"has a DMARC record that receivers take for none, since it does not begin with v=DMARC1 (“{record.values[0][:60]}”)"
    return "has no DMARC policy"


def _dmarc_weakness(snapshot: Snapshot, domain: str, policy: tuple[str, ...]) -> str:
    """Return what keeps the policy from being enforced: `none`, a trial, a share of the mail, subdomains left out."""
    if len(policy) != 1:
        return ""
    tags = _tags(policy[0])
    asked = _asks(policy[0], domain, snapshot)
    if asked not in _ENFORCED:
        said = (
            f"its DMARC policy is p={asked or 'none'}"
            if asked in {"", "none"}
            else f"its DMARC policy “{asked}” is none of those defined"
        )
        return f"{said}: forged mail is reported, and delivered"
    if tags.get("t") == "y":
        return f"its DMARC policy {asked} is marked as a test (t=y): receivers do less than it says (RFC 9989)"
    share = tags.get("pct", "")
    if share.isascii() and share.isdecimal() and int(share[:4]) < 100:
        return f"its DMARC policy {asked} is asked for {int(share[:4])} % of forged mail alone (pct={share[:4]}); the rest is delivered"
    spared = tags.get("sp", "") == "none" and tags.get("np", "none") not in _ENFORCED
    if spared and domain == urls.registrable(domain):
        return "its DMARC policy leaves out whatever lies below it (sp=none): anybody can write as news@mail." + domain
    return ""


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
