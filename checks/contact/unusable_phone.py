"""Telephone links that ring nobody, or somebody else than they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    ContactDetail,
    Contacts,
    Evidence,
    Finding,
    LinkState,
    Pages,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    message,
    passed,
    review,
)
from auditor.api.types import (
    Unfilled,
)

CLICK_IT = message("A script may fill it in: click the link to find out.")
SWAPPED = message("A script on the page swaps numbers to count calls: check that the link dials what the screen shows.")


@check(
    "unusable-phone",
    category="contact",
    severity=Severity.HIGH,
    needs=("contacts",),
    uses=("pages", "profiles"),
    effort="minutes",
    team="web",
    title="Telephone links dial the number they show",
    failing_title="A telephone link dials no number, or not the one it shows",
)
def unusable_phone(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every telephone link once, and again for every other number shown with it; then those without any number."""
    for number, details in Contacts(snapshot).phone_links().items():
        yield from _judge(snapshot, number, details)
    for link, urls in Contacts(snapshot).unfilled("tel:", "sms:").items():
        yield _unfilled(snapshot, link, urls)


def _unfilled(snapshot: Snapshot, link: Unfilled, urls: Sequence[str]) -> Finding:
    named = link.shown or link.href
    told = message("The link “{link}” has no number in it, so it rings nobody.", link=named)
    if link.field:
        told = message("The link “{link}” has a template's field instead of a number.", link=named)
    told = told.then(Pages.where(urls))
    proof = [evidence(snapshot, url, f"{link.shown} → {link.href}") for url in urls[:3]]
    if link.scripted:
        return review(link.href, told, *proof, variant="unfilled", hint=CLICK_IT)
    return fail(link.href, told, *proof, variant="unfilled")


def _judge(snapshot: Snapshot, number: str, details: Sequence[ContactDetail]) -> Iterator[Finding]:
    verdict, subject = Contacts.dialability(details[0]), f"tel:{number}"
    said = verdict.reason.then(Pages.linked_on(detail.page for detail in details))
    proof = _proof(snapshot, details)
    if verdict.state is LinkState.DEAD:
        yield fail(subject, said, *proof, variant="impossible")
        return
    otherwise = {shown: detail for detail in details if (shown := Contacts.shown_otherwise(detail))}
    for shown, detail in otherwise.items():
        told = message("Visitors read {shown}, but the link dials {number}.", shown=shown, number=number)
        told = told.then(Pages.linked_on([detail.page]))
        page = Pages(snapshot).at(detail.page)
        if page is not None and Contacts.swaps_numbers(page):
            yield review(shown, told, *_proof(snapshot, [detail]), variant="shown-differs", hint=SWAPPED)
            continue
        yield fail(shown, told, *_proof(snapshot, [detail]), variant="shown-differs")
    if verdict.state is LinkState.UNKNOWN:
        yield review(subject, said, *proof, variant="doubtful", hint=verdict.hint)
    elif not otherwise:
        yield passed(subject, said, *proof[:1])


def _proof(snapshot: Snapshot, details: Sequence[ContactDetail]) -> list[Evidence]:
    first = {detail.page: detail for detail in reversed(details)}
    return [evidence(snapshot, page, f"{detail.shown} → {detail.href}") for page, detail in first.items()][:3]
