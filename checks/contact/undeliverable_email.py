"""Published e-mail addresses that cannot receive anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    ContactDetail,
    ContactKind,
    ContactSource,
    Finding,
    LinkState,
    Message,
    Role,
    Severity,
    Snapshot,
    by_verdict,
    check,
    evidence,
    fail,
    graph,
    mail,
    mailbox_kind,
    message,
    pages,
    reserved_names,
    review,
    unfilled,
)

INVITING = (Role.HOME, Role.CONTACT, Role.MEDIA, Role.COMPLAINTS, Role.LEGAL)

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
    by_address: dict[str, list[ContactDetail]] = {}
    for detail in snapshot.contacts:
        if detail.kind is ContactKind.EMAIL:
            by_address.setdefault(detail.value, []).append(detail)
    for address, details in by_address.items():
        yield _judge(snapshot, address, details)
    for link, urls in unfilled.links(snapshot, "mailto:").items():
        yield _unfilled(snapshot, link, urls)


def _unfilled(snapshot: Snapshot, link: unfilled.Unfilled, urls: Sequence[str]) -> Finding:
    named = link.shown or link.href
    told = message("The link “{link}” has no address in it, so it writes to nobody.", link=named)
    if link.field:
        told = message("The link “{link}” has a template's field instead of an address.", link=named)
    told = told.then(pages.where(urls))
    proof = [evidence(snapshot, url, f"{link.shown} → {link.href}") for url in urls[:3]]
    if link.scripted:
        return review(link.href, told, *proof, variant="unfilled", hint=CLICK_IT)
    return fail(link.href, told, *proof, variant="unfilled")


def _judge(snapshot: Snapshot, address: str, details: Sequence[ContactDetail]) -> Finding:
    verdict = mail.deliverability(snapshot, address)
    first = {detail.page: detail for detail in reversed(details)}
    proof = [evidence(snapshot, page, _written(detail)) for page, detail in first.items()][:3]
    where = pages.named_on(detail.page for detail in details)
    if verdict.state is LinkState.DEAD and (misread := _misread(snapshot, address, details)):
        return review(address, verdict.reason.then(where), *proof, hint=misread)
    return by_verdict(address, verdict, *proof, note=where)


def _written(detail: ContactDetail) -> str:
    """Return an address as its page has it, and nothing of whoever is spoken of beside it."""
    shown = detail.shown or detail.value
    return f"{shown} \u2192 {detail.href}" if detail.href and detail.value not in shown else shown


def _misread(snapshot: Snapshot, address: str, details: Sequence[ContactDetail]) -> Message | None:
    """Return what to find out where an address that cannot work may not be one that visitors are asked to write to."""
    sources = {detail.source for detail in details}
    if ContactSource.LINK in sources:
        return None
    if sources == {ContactSource.OBFUSCATED} and not any(detail.href for detail in details):
        return message("It is spelled out to hide it from robots: check that a person would read it like this.")
    if reserved_names.reserved(snapshot, address.rpartition("@")[2].lower()):
        invited = any((page := graph.at(snapshot, detail.page)) and page.has(*INVITING) for detail in details)
        example = message("Check whether it is an example for readers.")
        return None if invited and mailbox_kind(address) == "role" else example
    return message("Check whether it is meant as an e-mail address.") if mail.malformed(address) else None
