"""Press pages whose newest item is long ago."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from auditor.api import (
    Finding,
    Page,
    Role,
    Severity,
    Snapshot,
    check,
    dates,
    evidence,
    fail,
    inconclusive,
    pages,
    passed,
    soup,
    unseen,
    visible_text,
)

_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/-]|\Z)")


@check(
    "stale-media-page",
    category="contact",
    severity=Severity.LOW,
    needs=("pages", "links"),
    title="The press pages are kept up to date",
    failing_title="The press pages look abandoned",
)
def stale_media_page(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge, for each language, the newest day that any press page names: one page that is up to date is enough."""
    by_language: dict[str, list[Page]] = {}
    for page in pages.living(snapshot, Role.MEDIA):
        by_language.setdefault(page.lang[:2], []).append(page)
    for press in by_language.values():
        dated = [(day, page.url) for page in press if (day := _newest(snapshot, page)) is not None]
        if dated:
            yield _judge(snapshot, press, *max(dated))


def _judge(snapshot: Snapshot, press: Sequence[Page], day: date, url: str) -> Finding:
    age = (snapshot.taken_at.date() - day).days
    proof = evidence(snapshot, url, f"newest date: {day.isoformat()}")
    told = f"The newest date on the press pages is {day.isoformat()}, {age} days before this audit."
    if age <= snapshot.thresholds.stale_media_days:
        return passed(url, told, proof)
    if unseen := _unseen(snapshot, press):
        return inconclusive(url, f"{told} {unseen}", proof)
    return fail(url, told, proof)


def _unseen(snapshot: Snapshot, press: Sequence[Page]) -> str:
    for page in pages.unsettled(snapshot, Role.MEDIA):
        return f"Newer ones may stand on {page.url}, which could not be read. Open it in a browser."
    for page in press:
        if unseen.drawn_later(snapshot, page):
            return f"Newer ones may be on {page.url} once its scripts have run. Open it in a browser."
    return pages.doubt(snapshot)


def _newest(snapshot: Snapshot, page: Page) -> date | None:
    """Return the newest day named by text, by `time` elements or by the addresses of the items listed."""
    today = snapshot.taken_at.date()
    tree = soup(page)
    stamps = " ".join(str(node.get("datetime"))[:10] for node in tree.find_all("time", datetime=True, limit=500))
    found = [dates.newest(text, page.lang, until=today) for text in (visible_text(page.read()), stamps)]
    days = [one.day for one in found if one is not None]
    days += [day for link in _links(snapshot, page) if (day := _in_path(link)) is not None and day <= today]
    return max(days, default=None)


def _links(snapshot: Snapshot, page: Page) -> Iterator[str]:
    return (link.url for link in pages.links_on(snapshot, page.url))


def _in_path(url: str) -> date | None:
    """Return the day in an address such as `/2026/05/04/launch`; the first of the month where it names no day."""
    match = _IN_PATH.search(url)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None
