"""From a visit to what results keep of it besides the checks. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date

from auditor.analysis import redaction
from auditor.analysis.links.status import LinkState, judge
from auditor.audit.summary import limits, profiles, venues
from auditor.audit.summary.conversation_nouns import ConversationSection
from auditor.audit.summary.nouns import LookedAt, Summary, VisitCounts
from auditor.model import CONTACT_ROLES, Accept, Message, Page, Snapshot, message
from auditor.text.languages import language_tag

EVIDENCE = "evidence"
"""The folder beside the results that holds pictures."""
_STATE_WORDS = {LinkState.ALIVE: "read", LinkState.DEAD: "dead", LinkState.UNKNOWN: "unknown"}


def summarise(snapshot: Snapshot, outcomes: Mapping[str, str], *, internal: bool) -> Summary:
    """Return what results keep of a visit; personal details are masked but in the internal edition.

    Args:
        snapshot: The visit.
        outcomes: The outcome of each check, by id.
        internal: Whether it is for use inside the company only.
    """
    summary = Summary(
        partial=snapshot.partial or None,
        unimported=snapshot.unimported,
        counts=VisitCounts(
            len(snapshot.pages),
            len({link.url for link in snapshot.links}),
            len({(detail.kind, detail.value) for detail in snapshot.contacts}),
        ),
        pages=tuple(sorted(map(_looked_at, [snapshot] * len(snapshot.pages), snapshot.pages), key=_page_order)),
        profiles=profiles.rows(snapshot, internal=internal),
        venues=venues.rows(snapshot),
        limits=tuple(_limits(snapshot)),
        thresholds=limits.describe(snapshot.thresholds, outcomes),
        conversations=_conversations(snapshot, internal=internal),
    )
    return summary if internal else redaction.everywhere(summary, redaction.of(snapshot))


def pictures(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Yield each picture that `LookedAt.picture` names, with its bytes: JPEG, personal details in its text masked."""
    for page in snapshot.pages:
        if picture := _picture(page):
            yield _path(picture), picture


def _looked_at(snapshot: Snapshot, page: Page) -> LookedAt:
    verdict = judge(snapshot, page.fetch.url)
    picture = _picture(page)
    return LookedAt(
        url=page.url,
        title=page.title or page.heading,
        lang=language_tag(page.lang),
        roles=tuple(role.value for role in page.roles),
        outcome=_STATE_WORDS[verdict.state],
        detail=verdict.reason or None,
        rendered=page.rendered,
        picture=_path(picture) if picture else "",
    )


def _picture(page: Page) -> bytes:
    return page.picture() if page.has(*CONTACT_ROLES) else b""


def _path(picture: bytes) -> str:
    return f"{EVIDENCE}/{hashlib.sha256(picture).hexdigest()[:32]}.jpg"


def _page_order(page: LookedAt) -> tuple[bool, int]:
    return not page.roles, ("dead", "unknown", "read").index(page.outcome)


def _limits(snapshot: Snapshot) -> Iterator[Message]:
    yield from snapshot.notes
    for artifact, reason in sorted(snapshot.missing.items()):
        yield message("Not gathered: {artifact}.", artifact=artifact).then(reason)
    yield from _run_out(snapshot)


def _run_out(snapshot: Snapshot) -> Iterator[Message]:
    for accept in snapshot.accepts:
        if accept.until is not None and not accept.holds(snapshot.taken_at):
            yield _no_longer(accept, accept.until)


def _no_longer(accept: Accept, until: date) -> Message:
    reason = ": ".join(filter(None, (accept.reason, accept.note))).rstrip(".")
    if not accept.check:
        return message(
            "Findings about {pattern} were accepted until {until} ({reason}). They count again.",
            pattern=accept.pattern,
            until=until,
            reason=reason,
        )
    return message(
        "Findings about {pattern} in {check} were accepted until {until} ({reason}). They count again.",
        pattern=accept.pattern,
        check=accept.check,
        until=until,
        reason=reason,
    )


def _conversations(snapshot: Snapshot, *, internal: bool) -> ConversationSection | None:
    if not (snapshot.channels or snapshot.posts):
        return None
    from auditor.audit.summary import conversations  # noqa: PLC0415 - most of what it needs nobody else does

    return conversations.build(snapshot, internal=internal)
