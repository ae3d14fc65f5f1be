"""The world's news by GDELT's article search (DOC 2.0): headlines and addresses, no texts. It refuses often: always optional.

Built from documentation, never run against the service. It takes one request in five seconds, and says what is wrong in plain text
under the status 200.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from auditor.collect.sources import fields
from auditor.collect.sources.base import Source, SourceError, at
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.venues.nobody import nobody
from auditor.collect.sources.venues.search import Search
from auditor.model import Post, PostKind, message

VENUE = "gdeltproject.org"
_MOST = 250
_QUOTED = 200


def mentions(session: SourceSession, search: Search) -> Iterator[Post]:
    """Yield articles whose text names the company, whatever their headlines say."""
    params = {"query": _query(search), "mode": "artlist", "format": "json", "maxrecords": _MOST, "sort": "datedesc"}
    params |= {"startdatetime": _stamp(search.since), "enddatetime": _stamp(search.until)}
    reply = session.ask("doc", params, json=False)
    search.took(reply)
    search.answered = False  # its refusals come as answers too
    articles = fields.rows(_read(reply.text), "articles")
    search.answered = True
    for row in articles:
        post = _post(search, row)
        if post is not None:
            yield post
    if len(articles) >= _MOST:
        search.stop(message("The search hands out no more than {most:,} hits.", most=_MOST))


def _query(search: Search) -> str:
    names = [f'"{name}"' for name in search.queries]
    said = f"({' OR '.join(names)})" if len(names) > 1 else names[0]
    must = [f'"{word}"' for word in search.terms.must]
    wanted = f" ({' OR '.join(must)})" if len(must) > 1 else "".join(f" {word}" for word in must)
    return said + wanted + "".join(f' -"{word}"' for word in search.terms.never)


def _read(text: str) -> Any:
    """Return what GDELT answers as data.

    Raises:
        SourceError: it says in words what it did not like.
    """
    said = text.strip()
    if not said:
        return {}
    try:
        return json.loads(said, strict=False)  # headlines hold tabs and the like as they are
    except (ValueError, RecursionError):
        words = fields.clean(" ".join(said.split()), _QUOTED)
        if said[:1] in "{[":
            raise SourceError(message("The answer of the platform's interface can't be read.")) from None
        raise SourceError(message("The platform's interface turned the request down: “{words}”", words=words)) from None


def _post(search: Search, row: dict[str, Any]) -> Post | None:
    url, title = fields.line(row, "url", most=4_000), fields.line(row, "title", most=1_000)
    seen = _moment(fields.text(row, "seendate"))
    if not url.startswith(("http://", "https://")) or seen is None:
        search.skip("no-date" if url else "no-url")
        return None
    own = search.terms.links_home([url])
    # Its own search saw to `must` in the whole text, of which there is only the headline here.
    if not search.wants(seen, title, named=True, part=True):
        return None
    return search.post(
        url, seen, text=title, author=fields.line(row, "domain"), by_brand=own, kind=PostKind.MENTION, url=url
    )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%d%H%M%S")


SOURCE = Source(
    name="gdelt",
    platforms=(),
    base=at("https://api.gdeltproject.org/api/v2/doc/"),
    profile=nobody,
    mentions=mentions,
    cannot_see=("replies", "threads", "deleted", "direct", "images", "automation"),
)
