"""What status pages say, in the shapes that their software hands out → posts. Pure.

Statuspage and what copies its interface, Cachet, and feeds of incidents. Built from documentation, never run against the services.
The text of each begins with what the page calls the state, such as `Resolved: Broadband in Rivermouth`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from auditor.collect.sources import fields
from auditor.collect.sources.base import Errand
from auditor.collect.sources.feed_entries import Entry, Feed
from auditor.collect.sources.markup import Markup
from auditor.model import Post, PostKind
from auditor.resources import facts

_PLANNED = frozenset({"scheduled", "in_progress", "verifying", "completed"})
"""States of maintenance, which is no fault."""
_CACHET = {"0": "Scheduled", "1": "Investigating", "2": "Identified", "3": "Monitoring", "4": "Resolved"}
_MONTHS = {
    name: place
    for place, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_WRITTEN = re.compile(r"\b([A-Z][a-z]{2})\s+(\d{1,2}),\s+(\d{1,2}):(\d{2})\s+([A-Z]{2,5})\b")
"""How a feed of Statuspage heads each update: `Nov 20, 10:05 UTC`."""
_HALF_A_YEAR = timedelta(days=183)


def statuspage(errand: Errand, data: Any) -> Iterator[Post]:
    """Yield the updates of `incidents.json`, those of maintenance left out."""
    for incident in fields.rows(data, "incidents"):
        key, name = fields.text(incident, "id", most=80), fields.line(incident, "name")
        link = fields.line(incident, "shortlink", most=2_000)
        for update in fields.rows(incident, "incident_updates"):
            state, at = (
                fields.line(update, "status"),
                fields.moment(update, "display_at") or fields.moment(update, "created_at"),
            )
            body = Markup(fields.text(update, "body")).text
            if state in _PLANNED or fields.line(incident, "impact") == "maintenance":
                errand.skip("maintenance")
            elif post := _post(errand, key, fields.text(update, "id", most=80), at, state, name, body, link):
                yield post


def cachet(errand: Errand, data: Any) -> Iterator[Post]:
    """Yield the incidents of Cachet's interface (versions 1 and 3) and their updates."""
    for row in fields.rows(data, "data"):
        incident = fields.find(row, "attributes") if isinstance(fields.find(row, "attributes"), dict) else row
        key, name = fields.text(row, "id", most=80), fields.line(incident, "name")
        link = fields.line(incident, "permalink", most=2_000)
        told = (incident, *fields.rows(incident, "updates"))
        for place, update in enumerate(told):
            at = next((at for when in ("occurred_at", "created_at") if (at := _cachet_time(update, when))), None)
            body = Markup(fields.text(update, "message")).text
            state = _cachet_state(update)
            number = fields.text(update, "id", most=80)
            if state == "Scheduled":
                errand.skip("maintenance")
            elif post := _post(errand, key, key if not place else f"{key}-{number}", at, state, name, body, link):
                yield post


def feed(errand: Errand, entries: Feed) -> Iterator[Post]:
    """Yield what a feed of incidents says, each update by itself where an entry heads them with their times."""
    for entry in entries.entries:
        yield from _updates(errand, entry)


def _updates(errand: Errand, entry: Entry) -> Iterator[Post]:
    if entry.at is None:
        errand.skip("no-date")
        return
    name, _, rest = entry.text.partition("\n")
    heads = list(_WRITTEN.finditer(rest))
    if not heads:
        yield from filter(None, [_post(errand, entry.id, entry.id, entry.at, "", name, rest, entry.url)])
        return
    ends = [head.start() for head in heads[1:]] + [len(rest)]
    for head, end in zip(heads, ends, strict=True):
        state, _, body = rest[head.end() : end].strip().partition(" - ")
        post = _post(errand, entry.id, f"{entry.id}#{head[0]}", _headed(head, entry.at), state, name, body, entry.url)
        if post is not None:
            yield post


def _post(
    errand: Errand, incident: str, key: str, at: datetime | None, state: str, name: str, body: str, link: str
) -> Post | None:
    if not key or at is None:
        errand.skip("no-date" if key else "no-id")
        return None
    called = state.replace("_", " ").strip().capitalize()[:40]
    head = f"{called}: {name}" if called else name
    return errand.post(
        key,
        at,
        text=fields.clean(f"{head}\n{body}"),
        author=errand.handle,
        by_brand=True,
        kind=PostKind.POST,
        thread_id=incident,
        url=link or errand.profile.url,
    )


def _cachet_state(update: dict[str, Any]) -> str:
    said = fields.line(update, "human_status") or fields.line(update, "status", "human")
    return said or _CACHET.get(fields.text(update, "status") or fields.text(update, "status", "value"), "")


def _cachet_time(update: dict[str, Any], name: str) -> datetime | None:
    return fields.moment(update, name) or fields.moment(update, name, "string")


def _headed(head: re.Match[str], about: datetime) -> datetime | None:
    """Return the time in a heading, which lacks the year: that in which it lies next to the entry's own."""
    month, hours = (
        _MONTHS.get(head[1].lower()),
        facts("collect/sources/status_pages/services.toml")["zones"].get(head[5]),
    )
    if month is None or hours is None:
        return None
    for year in (about.year, about.year - 1, about.year + 1):
        try:
            zone = timezone(timedelta(hours=hours))
            at = datetime(year, month, int(head[2]), int(head[3]), int(head[4]), tzinfo=zone).astimezone(UTC)
        except ValueError:
            continue
        if abs(at - about) < _HALF_A_YEAR:
            return at
    return None
