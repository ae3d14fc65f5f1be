"""Press pages whose newest item is long ago."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    Finding,
    LinkState,
    Page,
    Pages,
    Role,
    Severity,
    Snapshot,
    Verdict,
    check,
    evidence,
    fail,
    inconclusive,
    message,
    passed,
)

OPEN_IT = message("Open it in a browser.")


@check(
    "stale-media-page",
    category="contact",
    severity=Severity.LOW,
    needs=("pages", "links"),
    uses=("contacts", "profiles", "posts"),
    effort="hours",
    team="comms",
    title="The press pages are kept up to date",
    failing_title="The press pages look abandoned",
)
def stale_media_page(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge, for each language, the newest day that any press page names: one page that is up to date is enough."""
    by_language: dict[str, list[Page]] = {}
    for page in Pages(snapshot).living(Role.MEDIA):
        by_language.setdefault(page.lang[:2], []).append(page)
    for press in by_language.values():
        yield from _judge(snapshot, press)


def _judge(snapshot: Snapshot, press: Sequence[Page]) -> Iterator[Finding]:
    told = [Pages(snapshot).newest(page) for page in Pages(snapshot).with_frames(press)]
    dated = [(one.newest, one.where) for one in told if one.newest is not None]
    if not dated:
        return
    day, url = max(dated)
    age = (snapshot.taken_at.date() - day).days
    proof = evidence(snapshot, url, f"newest date: {day.isoformat()}")
    words = message(
        "The newest date on the press pages is {day}, {count} day before this audit.",
        "The newest date on the press pages is {day}, {count} days before this audit.",
        day=day,
        count=age,
    )
    if age <= snapshot.thresholds.stale_media_days:
        yield passed(url, words, proof)
    elif any(one.listed for one in told):  # only a list proves that nothing newer was published
        open_ = next((Verdict(LinkState.UNKNOWN, one.unseen, OPEN_IT) for one in told if one.unseen), None)
        if doubt := open_ or _unseen(snapshot, press):
            yield inconclusive(url, words.then(doubt.reason), proof, hint=doubt.hint)
        else:
            yield fail(url, words, proof)


def _unseen(snapshot: Snapshot, press: Sequence[Page]) -> Verdict | None:
    for page in Pages(snapshot).unread(Role.MEDIA):
        unread = message("Newer items may be on {url}, which could not be read.", url=page.url)
        return Verdict(LinkState.UNKNOWN, unread, OPEN_IT)
    for page in press:
        if Pages(snapshot).drawn_later(page):
            drawn = message("Newer items may be on {url} once its scripts have run.", url=page.url)
            return Verdict(LinkState.UNKNOWN, drawn, OPEN_IT)
    return Pages(snapshot).doubt() if snapshot.partial else None  # the list itself was read, whatever else was not
