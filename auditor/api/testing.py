"""Try a check on a made-up visit: for tests of checks, wherever they live."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bs4 import BeautifulSoup

from auditor.audit import registry, runner
from auditor.model import CheckResult, Fetch, Page, Post, PostKind, Reach, Role, Snapshot, Target, Venue
from auditor.model.messages import as_message

SITE = "https://www.company.example/"
TAKEN_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
_HOME = "<title>Company</title><h1>Company</h1><p>We make things that people need, and have done so for years.</p>"


def page(path: str, html: str, *roles: Role, status: int = 200) -> Page:
    """Return a page of the made-up site as the visit would have kept it.

    Args:
        path: Its address, relative to the home page.
        html: The whole document.
        roles: What it is for.
        status: What the server answered.
    """
    url, digest = SITE + path.lstrip("/"), hashlib.sha256(html.encode()).hexdigest()
    fetch = Fetch(url, url, Reach.RESPONDED, TAKEN_AT, status, (), "text/html", digest, "utf-8", len(html))
    document = BeautifulSoup(html, "lxml")
    title, heading = (found.get_text(" ", strip=True) if found else "" for found in map(document.find, ("title", "h1")))
    length = len(document.get_text(" ", strip=True))
    made = Page(url, fetch, tuple(sorted(roles)), found_by=("link",), depth=1, title=title, heading=heading)
    return replace(made, text_length=length, read=lambda: html)


def visit(pages: Iterable[Page] = (), **fields: Any) -> Snapshot:
    """Return a visit that met these pages, and saw everything else there is: what is not among them does not exist.

    Args:
        pages: Its pages. A home page, from which a visit learns of all others, is added where none is among them.
        fields: Other fields of `Snapshot`, such as `links`, `posts` or `missing` (the reasons as messages, or as sentences of your own).
    """
    met = list(pages)
    if SITE not in {page.url for page in met}:
        met.append(replace(page("/", _HOME, Role.HOME), depth=0))
    sorted_pages = tuple(sorted(met, key=lambda page: page.url))
    bodies = {page.fetch: page.read for page in sorted_pages}
    facts: dict[str, Any] = {
        "target": Target("Company", SITE),
        "taken_at": TAKEN_AT,
        "pages": sorted_pages,
        "fetches": MappingProxyType({page.url: page.fetch for page in sorted_pages}),
        "read": lambda fetch: bodies[fetch]() if fetch in bodies else "",
    }
    missing = {name: as_message(why) for name, why in fields.pop("missing", {}).items()}
    return Snapshot(**{**facts, **fields, "missing": MappingProxyType(missing)})


def mention(id: str, at: datetime, text: str, **fields: Any) -> Post:
    """Return what somebody said of the company on Hacker News.

    Args:
        id: What names it there.
        at: When it was said, with zone.
        text: The words.
        fields: Other fields of `Post`, such as `platform` and `account` (the venue's), or `kind=PostKind.REPLY` with `parent_id`.
    """
    place = {"platform": "hackernews", "account": "news.ycombinator.com", "kind": PostKind.MENTION}
    return Post(**{**place, "author": "somebody", "source": "hackernews", **fields}, id=id, created_at=at, text=text)


def elsewhere(*mentions: Post, **of_venues: Any) -> dict[str, Any]:
    """Return `mentions` and the `venues` they come from, to be given to `visit`.

    Args:
        mentions: See `mention`.
        of_venues: Fields of `Venue` to set for each, such as `cannot_see`.
    """
    places = sorted({(post.platform, post.account, post.source) for post in mentions})
    counts = {place: sum((p.platform, p.account) == place[:2] for p in mentions) for place in places}
    venues = tuple(Venue(*place, **{"mentions": counts[place], **of_venues}) for place in places)
    ordered = sorted(mentions, key=lambda post: (post.platform, post.account, post.created_at, post.id))
    return {"mentions": tuple(ordered), "venues": venues}


def run(path: Path, snapshot: Snapshot) -> CheckResult:
    """Return what the check in a file says of a visit, told as an audit would: masked, and with ERROR where it breaks.

    Raises:
        CheckLoadError: the file or its page is not as it should be.
    """
    return runner.run(registry.one(path).check, snapshot)
