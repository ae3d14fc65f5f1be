"""A public web archive's index (a CDX server): which copies it holds of pages that are gone or that name people.

Written for the one of web.archive.org, by its documentation, and for pywb, which answers a line of JSON for each copy. Never run against
the service. One question at a time, with pauses; two failures in a row end it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from auditor import urls
from auditor.collect.sources import fields
from auditor.collect.sources.base import Source, SourceError
from auditor.collect.sources.clients import Base, SourceContext
from auditor.collect.sources.feed import asked_path
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.team import together
from auditor.collect.sources.venues.nobody import nobody
from auditor.collect.sources.workers import Broken
from auditor.config.mentions import ArchiveSettings
from auditor.model import NOTHING, Role, message
from auditor.model.archive import Capture
from auditor.snapshot.writer import Store

_NEWEST = -5
"""How many copies are asked for, the newest."""
_GIVEN_UP = 2
"""Failures in a row after which the archive is left alone. Our default."""
_GONE = "SELECT fetch.url FROM fetch JOIN role ON role.url = fetch.url WHERE method = 'GET' AND (status IS NULL OR status >= 400) GROUP BY fetch.url"
_THERE = "SELECT fetch.url, group_concat(role) FROM fetch JOIN role ON role.url = fetch.url WHERE method = 'GET' AND status = 200 GROUP BY fetch.url"
_FIRST = (Role.CONTACT.value, Role.MEDIA.value)

SOURCE = Source(name="web-archive", platforms=(), base=lambda page: page.url, profile=nobody)


def candidates(store: Store) -> Iterator[str]:
    """Yield addresses of the site worth asking for, the most important first: pages that are gone, pages that people use, files."""
    home = store.meta("site")
    gone = [url for (url,) in store.rows(_GONE)]
    there = sorted(
        store.rows(_THERE), key=lambda row: (not any(role in row[1].split(",") for role in _FIRST), len(row[0]))
    )
    files = [document.url for document in store.documents() if document.facts]
    found = dict.fromkeys((*sorted(gone, key=len), *(url for url, _ in there), *files))
    yield from (url for url in found if urls.same_site(url, home))


async def gather(
    settings: ArchiveSettings, means: SourceContext, store: Store, *, say: Callable[[str], None] = lambda _: None
) -> None:
    """Ask the archive and store what it holds; say where it could not be asked."""
    wanted = list(candidates(store))[: settings.max_pages]
    if not settings.lookup or not wanted:
        return
    say(f"web archive at {urls.host(settings.cdx)}")
    why = NOTHING
    try:
        async with together(means, means.settings.max_seconds) as team:
            session = await team.clients.at(SOURCE, Base(f"{urls.origin(settings.cdx)}/", urls.netloc(settings.cdx)))
            failed = 0
            for place, url in enumerate(wanted):
                await asyncio.sleep(settings.delay if place else 0)
                try:
                    capture = await team.workers.run(newest, session, settings, url)
                except (SourceError, Broken) as error:
                    failed += 1
                    why = error.said if isinstance(error, SourceError) else message("Its answer could not be read.")
                    if failed == _GIVEN_UP:
                        break
                    continue
                failed = 0
                store.put_captures([capture] if capture is not None else [])
    except TimeoutError:
        why = message("There was no more time.")
    if why:
        store.put_missing("captures", message("Not every page could be looked up in the web archive.").then(why))


def newest(session: SourceSession, settings: ArchiveSettings, url: str) -> Capture | None:
    """Return the newest good copy of an address; None where there is none.

    Raises:
        SourceError: the archive did not answer.
    """
    asked = {"url": url, "output": "json", "filter": "statuscode:200", "limit": _NEWEST}
    reply = session.ask(asked_path(settings.cdx), asked, json=False)
    if not reply.ok:
        raise SourceError(reply.why)
    found = [(at, original) for at, original in map(_copy, _rows(reply.text)) if at is not None]
    if not found:
        return None
    at, original = max(found)
    return Capture(url, at, f"{settings.captures}{at:%Y%m%d%H%M%S}/{original or url}")


def _rows(text: str) -> Iterator[dict[str, Any]]:
    """Yield the copies in an answer: a list whose first row names the columns, or a line of JSON for each.

    Raises:
        SourceError: it is neither.
    """
    said = text.strip()
    try:
        if said[:1] == "[":
            table = json.loads(said)
            rows = [row for row in table if isinstance(row, list)]
            yield from (dict(zip(map(str, rows[0]), row, strict=False)) for row in rows[1:])
        elif said:
            yield from (row for line in said.splitlines() if isinstance(row := json.loads(line), dict))
    except (ValueError, RecursionError):
        raise SourceError(message("Its answer is no list of copies.")) from None


def _copy(row: dict[str, Any]) -> tuple[datetime | None, str]:
    stamp = fields.text(row, "timestamp")
    status = fields.text(row, "statuscode") or fields.text(row, "status")
    try:
        at = datetime.strptime(stamp[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        at = None
    original = fields.line(row, "original", most=4_000) or fields.line(row, "url", most=4_000)
    return (at if status in {"200", ""} else None), original
