"""Numbers and addresses that one page gives and another contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from auditor.api import (
    ContactDetail,
    ContactKind,
    Contacts,
    Evidence,
    Finding,
    Message,
    Pages,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    message,
    passed,
    review,
)
from auditor.api.types import (
    ContactSource,
    Purpose,
)

WORDS = {ContactKind.EMAIL: "e-mail address", ContactKind.PHONE: "telephone number", ContactKind.FAX: "fax number"}
SEVERAL = 3
LOCAL, LONGEST = 7, 15
"""Digits of a number without its country, from as many as are no other number's to all that a number has (E.164). The first is our default."""
_WHOSE = message("Check whether they belong to different places or teams.")
_SHOWN = {
    ContactKind.EMAIL: message("Structured data and pages agree on the e-mail address."),
    ContactKind.PHONE: message("Structured data and pages agree on the telephone number."),
}


def _only_stated(kind: ContactKind, value: str) -> Message:
    if kind is ContactKind.EMAIL:
        return message(
            "Structured data gives search engines an e-mail address that no page shows: {value}.", value=value
        )
    return message("Structured data gives search engines a telephone number that no page shows: {value}.", value=value)


def _local(value: str) -> str:
    """Return a number of no known country without what is dialled before it: `01179655188` is `+441179655188` abroad."""
    local = value.lstrip("0") if value.isdecimal() else ""
    return local if len(local) >= LOCAL else ""


def _has_end(stated: str, ends: Set[str]) -> bool:
    """Return whether a number with its country's code ends like one of those without."""
    return stated.startswith("+") and any(stated[-length:] in ends for length in range(LOCAL, LONGEST + 1))


def _agree(pages: int, value: str) -> Message:
    return message("{count:,} page gives {value}.", "{count:,} pages give {value}.", count=pages, value=value)


def _differ(purpose: Purpose, values: Sequence[str]) -> Message:
    purpose_, shown, more = Message(purpose.name), ", ".join(values[:SEVERAL]), len(values) - SEVERAL
    if purpose.kind is ContactKind.EMAIL:
        said = message("Pages give different e-mail addresses for {purpose}: {values}.", purpose=purpose_, values=shown)
    elif purpose.kind is ContactKind.FAX:
        said = message("Pages give different fax numbers for {purpose}: {values}.", purpose=purpose_, values=shown)
    else:
        said = message(
            "Pages give different telephone numbers for {purpose}: {values}.", purpose=purpose_, values=shown
        )
    if more <= 0:
        return said
    return said.then(message("There is {count:,} more.", "There are {count:,} more.", count=more))


@check(
    "conflicting-contact-details",
    category="consistency",
    severity=Severity.MEDIUM,
    needs=("pages", "contacts"),
    effort="hours",
    team="web",
    title="Every page gives the same contact details",
    failing_title="Pages contradict each other about contact details",
)
def conflicting_contact_details(snapshot: Snapshot) -> Iterator[Finding]:
    """Compare what pages of one language give for one purpose, and what structured data states with what visitors read."""
    for purpose, details in Contacts(snapshot).by_purpose().items():
        if len({detail.page for detail in details}) > 1:
            yield _same_everywhere(snapshot, purpose, details)
    yield from _stated(snapshot)


def _same_everywhere(snapshot: Snapshot, purpose: Purpose, details: Sequence[ContactDetail]) -> Finding:
    by_page: dict[str, list[ContactDetail]] = {}
    for detail in details:
        by_page.setdefault(detail.page, []).append(detail)
    subject = f"{purpose.name} ({WORDS[purpose.kind]}{', ' + purpose.lang if purpose.lang else ''})"
    common = set.intersection(*({one.value for one in found} for found in by_page.values()))
    if common:
        value = min(common)
        return passed(subject, _agree(len(by_page), value), *_proof(snapshot, details))
    values = list(dict.fromkeys(detail.value for detail in details))
    said = _differ(purpose, values)
    if len(values) >= SEVERAL or _abroad(details):
        return review(subject, said, *_proof(snapshot, details), hint=_WHOSE)
    return fail(subject, said, *_proof(snapshot, details))


def _abroad(details: Sequence[ContactDetail]) -> bool:
    """Return whether numbers are of several countries: those of one company in two countries do not contradict each other."""
    return len({detail.value[:3] for detail in details if detail.value.startswith("+")}) > 1


def _proof(snapshot: Snapshot, details: Sequence[ContactDetail]) -> Iterator[Evidence]:
    """Return one place for each value."""
    first = {detail.value: detail for detail in reversed(details)}
    return (evidence(snapshot, detail.page, detail.context) for detail in list(first.values())[::-1][:SEVERAL])


def _stated(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what structured data of the company states and no page shows, where pages show another."""
    for kind in (ContactKind.PHONE, ContactKind.EMAIL):
        shown = {one.value: one for one in reversed(snapshot.contacts) if _is_shown(one, kind)}
        stated = {one.value: one for one in reversed(snapshot.contacts) if _is_stated(one, kind)}
        ends = set(filter(None, map(_local, shown)))
        for value, detail in sorted(stated.items()):
            proof = evidence(snapshot, detail.page, f"{detail.context}: {detail.shown or value}")
            if value in shown or _has_end(value, ends):
                yield passed(value, _SHOWN[kind], proof)
            elif shown and (doubt := Pages(snapshot).unread_doubt()):
                yield inconclusive(value, doubt.reason, proof, hint=doubt.hint, variant="structured")
            elif shown:
                yield fail(value, _only_stated(kind, value), proof, variant="structured")


def _is_shown(detail: ContactDetail, kind: ContactKind) -> bool:
    return detail.kind is kind and detail.source is not ContactSource.STRUCTURED


def _is_stated(detail: ContactDetail, kind: ContactKind) -> bool:
    return detail.kind is kind and detail.source is ContactSource.STRUCTURED and "Person" not in detail.context
