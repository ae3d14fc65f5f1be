"""What is made of an answer before it is stored: text to read, facts to keep, a name for what is no page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from auditor.collect.crawl.parse_page import HTML, Reading, Text
from auditor.collect.http.client import Answer
from auditor.model import Cause, Fetch, Page, Reach

_NOTHING_SENT = frozenset({204, 205})
"""With these a browser stays where it is: no page, and no empty one either."""


def text_of(answer: Answer, home: str, region: str = "", *, whole: bool = False) -> Text | None:
    """Return what there is to read of an answer; None where no answer came."""
    fetch = answer.fetch
    if fetch.reach is not Reach.RESPONDED or fetch.status is None:
        return None
    where = (fetch.encoding, fetch.content_type, fetch.status, answer.headers, fetch.final_url)
    return Text(answer.body, *where, home=home, region=region, whole=whole)


def is_readable(fetch: Fetch) -> bool:
    """Return whether an answer is a web page that came whole."""
    status = fetch.status or 0
    is_page = 200 <= status < 300 and status not in _NOTHING_SENT
    return is_page and fetch.reach is Reach.RESPONDED and fetch.content_type in HTML


def page_facts(fetch: Fetch, said: Reading) -> Page:
    """Return what is kept of a page besides its body."""
    return Page(
        url=fetch.url,
        fetch=fetch,
        title=said.title,
        heading=said.heading,
        lang=said.lang,
        text_length=said.text_length,
        needs_script=said.needs_script,
    )


def unasked(url: str, reach: Reach, detail: str, cause: Cause = Cause.UNSAID) -> Answer:
    """Return the answer that nobody had to be asked for."""
    return Answer(Fetch(url, url, reach, datetime.now(UTC), detail=detail, cause=cause))


def named(fetch: Fetch, said: Reading) -> Fetch:
    """Name walls and limits, and pages that cannot be read, for what they are."""
    if fetch.reach is not Reach.RESPONDED:
        return fetch
    if said.wall:
        return replace(fetch, reach=Reach.CHALLENGED, detail=said.wall, cause=said.wall_cause)
    if said.is_heavy:  # without an encoding it is no text, and no check parses it
        return replace(fetch, reach=Reach.TOO_LARGE, detail="takes more memory to read than a page may", encoding="")
    if said.trouble:
        return replace(fetch, reach=Reach.GARBLED, detail=said.trouble)
    if fetch.status == 429:
        return replace(fetch, reach=Reach.RATE_LIMITED, detail="answers 429")
    return fetch
