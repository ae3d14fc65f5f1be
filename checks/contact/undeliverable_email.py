"""Published e-mail addresses that cannot receive anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    ContactDetail,
    ContactKind,
    ContactSource,
    Finding,
    LinkState,
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
    pages,
    reserved_names,
    review,
    sentence,
    unfilled,
)

INVITING = (Role.HOME, Role.CONTACT, Role.MEDIA, Role.COMPLAINTS, Role.LEGAL)


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
    what = "a template's field instead of an address" if link.field else "no address in it"
    told = f"The link “{link.shown or link.href}” on {pages.describe(urls)} has {what}: it writes to nobody."
    proof = [evidence(snapshot, url, f"{link.shown} → {link.href}") for url in urls[:3]]
    if link.scripted:
        return review(link.href, f"{told} Does a script fill it in? Click it to find out.", *proof, variant="unfilled")
    return fail(link.href, told, *proof, variant="unfilled")


def _judge(snapshot: Snapshot, address: str, details: Sequence[ContactDetail]) -> Finding:
    verdict = mail.deliverability(snapshot, address)
    first = {detail.page: detail for detail in reversed(details)}
    proof = [evidence(snapshot, page, _written(detail)) for page, detail in first.items()][:3]
    where = f"published on {pages.describe(detail.page for detail in details)}"
    if verdict.state is LinkState.DEAD and (misread := _misread(snapshot, address, details)):
        return review(address, f"{sentence(f'{verdict.reason}; {where}')} {misread}", *proof)
    return by_verdict(address, verdict, *proof, note=where)


def _written(detail: ContactDetail) -> str:
    """Return an address as its page has it, and nothing of whoever is spoken of beside it."""
    shown = detail.shown or detail.value
    return f"{shown} \u2192 {detail.href}" if detail.href and detail.value not in shown else shown


def _misread(snapshot: Snapshot, address: str, details: Sequence[ContactDetail]) -> str:
    """Return why an address that cannot work may not be one that visitors are asked to write to."""
    sources = {detail.source for detail in details}
    if ContactSource.LINK in sources:
        return ""
    if sources == {ContactSource.OBFUSCATED} and not any(detail.href for detail in details):
        return "It is spelled out to hide it from robots: is it what a person would read?"
    if reserved_names.reserved(snapshot, address.rpartition("@")[2].lower()):
        invited = any((page := graph.at(snapshot, detail.page)) and page.has(*INVITING) for detail in details)
        return "" if invited and mailbox_kind(address) == "role" else "Is it an example for readers?"
    return "Is it meant as an e-mail address?" if mail.malformed(address) else ""
