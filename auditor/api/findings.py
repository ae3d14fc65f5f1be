"""Declaring a check, and building what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from auditor.analysis.links.verdicts import LinkState, Verdict
from auditor.model import (
    NOTHING,
    Check,
    Document,
    Effort,
    Evidence,
    Finding,
    Link,
    Message,
    Outcome,
    Severity,
    Snapshot,
    Team,
)

EXCERPT = 300
"""Characters of a page that evidence quotes."""


def check(  # noqa: PLR0913 - keywords, each a part of the declaration
    id: str,
    *,
    category: str,
    severity: Severity,
    needs: tuple[str, ...],
    title: str,
    failing_title: str,
    uses: tuple[str, ...] = (),
    effort: Effort | None = None,
    team: Team | None = None,
    interface: int = 1,
) -> Callable[[Callable[[Snapshot], Iterator[Finding]]], Check]:
    """Declare a check. Returns a value; registers nothing.

    Args:
        id: A noun for the fault, words joined by dashes; the file has the same name with underscores.
        category: Id of the chapter it belongs to.
        severity: Of its findings, unless one says otherwise.
        needs: Fields of the snapshot without which nothing can be said. Where one is missing, the check does not run.
        title: What is true when it passes.
        failing_title: What is true when it fails.
        uses: Fields of the snapshot that help. Where one is missing, the findings that hang on it have to say so.
        effort: How long it takes to fix a fault: `minutes`, `hours` (up to a day) or `project`.
        team: Who usually fixes it: `web`, `comms`, `support` or `IT`.
        interface: Version of this API that it was written for.
    """

    def declare(run: Callable[[Snapshot], Iterator[Finding]]) -> Check:
        return Check(id, category, severity, title, failing_title, needs, run, uses, effort, team, interface)

    return declare


def passed(
    subject: str,
    message: Message = NOTHING,
    *proof: Evidence,
    variant: str = "",
    data: Mapping[str, str | int | float] | None = None,
) -> Finding:
    """Return a finding that says that the subject passed.

    Args:
        subject: What was judged: the URL of a page, an address, the site.
        message: What is in order.
        proof: Where to look.
        variant: Tells apart two findings of one check about one subject; not shown.
        data: The facts behind it, for programs and for later audits.
    """
    return Finding(Outcome.PASS, subject, _sentence(message), proof, variant=variant, data=dict(data or {}))


def fail(
    subject: str,
    message: Message,
    *proof: Evidence,
    severity: Severity | None = None,
    variant: str = "",
    hint: Message = NOTHING,
    data: Mapping[str, str | int | float] | None = None,
) -> Finding:
    """Return a finding that says that the subject failed.

    Args:
        subject: What was judged: the URL of a page, an address, the site.
        message: What is wrong.
        proof: Where to look.
        severity: Where it differs from the check's own.
        variant: Tells apart two findings of one check about one subject; not shown.
        hint: What to do about it, where it is not what the check's page says.
        data: The facts behind it, for programs and for later audits.
    """
    said, what = _sentence(message), _sentence(hint)
    return Finding(Outcome.FAIL, subject, said, proof, severity, variant=variant, hint=what, data=dict(data or {}))


def review(subject: str, message: Message, *proof: Evidence, variant: str = "", hint: Message = NOTHING) -> Finding:
    """Return a finding that a person must judge; it is never scored. `hint` says what to find out."""
    return Finding(Outcome.REVIEW, subject, _sentence(message), proof, variant=variant, hint=_sentence(hint))


def inconclusive(
    subject: str, message: Message, *proof: Evidence, variant: str = "", hint: Message = NOTHING
) -> Finding:
    """Return a finding that says why it could not be verified (`message`), and how to find out (`hint`)."""
    return Finding(Outcome.INCONCLUSIVE, subject, _sentence(message), proof, variant=variant, hint=_sentence(hint))


def rated(subject: str, message: Message, value: float, *proof: Evidence, ok: bool, variant: str = "") -> Finding:
    """Return a finding for something that is more or less in order.

    Args:
        subject: What was judged.
        message: What was measured, and what it means.
        value: 0 to 1, as it goes into the score.
        proof: Where to look.
        ok: Whether it passes.
        variant: As in `fail`.
    """
    outcome = Outcome.PASS if ok else Outcome.FAIL
    return Finding(outcome, subject, _sentence(message), proof, value=value, variant=variant)


def by_verdict(
    subject: str,
    verdict: Verdict,
    *proof: Evidence,
    note: Message = NOTHING,
    remedy: Message = NOTHING,
    severity: Severity | None = None,
    variant: str = "",
) -> Finding:
    """Return the finding a verdict amounts to: alive passes, dead fails, unknown is inconclusive.

    Args:
        subject: What was judged.
        verdict: What became of it.
        proof: Where to look.
        note: What is said besides the reason, such as who links it; not where it is unknown, so that equal reasons read
            equal and can be told together.
        remedy: What helps to fix it where it is dead, besides what the check's page says.
        severity: Where it differs from the check's own.
        variant: As in `fail`.
    """
    if verdict.state is LinkState.UNKNOWN:
        open_ = inconclusive(subject, verdict.reason, *proof, variant=variant, hint=verdict.hint)
        return replace(open_, severity=severity)
    said = verdict.reason.then(_sentence(note))
    if verdict.state is LinkState.ALIVE:
        return passed(subject, said, *proof)
    return fail(subject, said, *proof, severity=severity, variant=variant, hint=remedy)


def evidence(snapshot: Snapshot, url: str, excerpt: str = "") -> Evidence:
    """Return where `url` was read, and when, with words or mark-up from it. Personal details in them are masked later."""
    fetch = snapshot.fetches.get(url)
    short = " ".join(excerpt.split())
    short = short if len(short) <= EXCERPT else short[: EXCERPT - 1] + "…"
    if fetch is None:
        return Evidence(url, short)
    return Evidence(url, short, fetch.at.strftime("%Y-%m-%dT%H:%M:%SZ"), fetch.body_sha256)


def file_evidence(snapshot: Snapshot, document: Document, excerpt: str = "") -> Evidence:
    """Return where a published file was read, with the hash of the file, whose body is not kept, and words from its metadata."""
    found = evidence(snapshot, document.url, excerpt)
    return replace(found, body_sha256="".join(document.facts.get("sha256", ())[:1]))


def link_evidence(snapshot: Snapshot, links: Iterable[Link], most: int = 3) -> tuple[Evidence, ...]:
    """Return where the first links stand, one a page, as a visitor sees them and as they are written."""
    by_page: dict[str, Link] = {}
    for link in links:
        by_page.setdefault(link.page, link)
    return tuple(
        evidence(snapshot, page, f"{link.text or link.kind.value} → {link.raw or link.url}")
        for page, link in list(by_page.items())[:most]
    )


def _sentence(words: Message) -> Message:
    """Return a message; of anything else say how to make one, so that it does not break where nobody looks."""
    if not isinstance(words, Message):
        raise TypeError(f'{words!r} is no message; write message("…") around it, whole sentences, values in braces')
    return words
