"""Published e-mail addresses that cannot receive anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    ContactDetail,
    ContactKind,
    Contacts,
    Finding,
    LinkState,
    Pages,
    Severity,
    Snapshot,
    by_verdict,
    check,
    evidence,
    fail,
    message,
    review,
)
from auditor.api.types import (
    Unfilled,
)

CLICK_IT = message("A script may fill it in: click the link to find out.")


@check(
    "undeliverable-email",
    category="contact",
    severity=Severity.HIGH,
    needs=("contacts",),
    uses=("pages", "dns", "profiles"),
    effort="hours",
    team="IT",
    title="Published e-mail addresses can receive mail",
    failing_title="A published e-mail address cannot receive mail",
)
def undeliverable_email(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every published address once, by its form and by what the DNS says of its domain."""
    for address, details in Contacts(snapshot).by_value(ContactKind.EMAIL).items():
        yield _judge(snapshot, address, details)
    for link, urls in Contacts(snapshot).unfilled("mailto:").items():
        yield _unfilled(snapshot, link, urls)


def _unfilled(snapshot: Snapshot, link: Unfilled, urls: Sequence[str]) -> Finding:
    named = link.shown or link.href
    told = message("The link “{link}” has no address in it, so it writes to nobody.", link=named)
    if link.field:
        told = message("The link “{link}” has a template's field instead of an address.", link=named)
    told = told.then(Pages.where(urls))
    proof = [evidence(snapshot, url, f"{link.shown} → {link.href}") for url in urls[:3]]
    if link.scripted:
        return review(link.href, told, *proof, variant="unfilled", hint=CLICK_IT)
    return fail(link.href, told, *proof, variant="unfilled")


def _judge(snapshot: Snapshot, address: str, details: Sequence[ContactDetail]) -> Finding:
    verdict = Contacts(snapshot).deliverability(address)
    first = {detail.page: detail for detail in reversed(details)}
    proof = [evidence(snapshot, page, _written(detail)) for page, detail in first.items()][:3]
    where = Pages.named_on(detail.page for detail in details)
    if verdict.state is LinkState.DEAD and (misread := Contacts(snapshot).misread(address, details)):
        return review(address, verdict.reason.then(where), *proof, hint=misread)
    return by_verdict(address, verdict, *proof, note=where)


def _written(detail: ContactDetail) -> str:
    """Return an address as its page has it, and nothing of whoever is spoken of beside it."""
    shown = detail.shown or detail.value
    return f"{shown} \u2192 {detail.href}" if detail.href and detail.value not in shown else shown
