"""Made-up histories of own accounts, for checks of what is unlike them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from auditor.model import Channel, Existence, Post, PostKind
from tests.snapshots import TAKEN_AT, Site

URL = "https://bsky.app/profile/acme.example"
PLATFORM, HANDLE = "bluesky", "acme.example"
BEGIN = datetime(2026, 8, 24, 10, 0, tzinfo=UTC)
"""A Monday, 89 days before the visit."""
FRIDAY = datetime(2026, 11, 13, 17, 40, tzinfo=UTC)
EVIL = "https://free-anvils.example/login"
_SAID = (
    "Our anvils are back in stock in all sizes, come and see them in the shop this week",
    "The rocket workshop opens at nine, and there is coffee for everybody who comes early",
    "We have answered the ten questions that you ask most about rubber bands on our site",
    "Thank you to all who came to the open day, we hope that you had as much fun as we had",
    "Deliveries to the islands take a day longer this week because of the storm, sorry",
)


def own(id: str, at: datetime, text: str, **more: Any) -> Post:
    """Return a post of the company's."""
    return Post(PLATFORM, HANDLE, id, at, text, HANDLE, by_brand=True, **more)


def other(id: str, at: datetime, text: str, author: str, **more: Any) -> Post:
    """Return a post by somebody else below the company's."""
    return Post(PLATFORM, HANDLE, id, at, text, author, kind=PostKind.REPLY, **more)


def history(count: int = 60, *, every: float = 1.0, client: str = "") -> list[Post]:
    """Return ordinary posts, one each `every` days between ten and two o'clock on working days; every third links the company's site."""
    found: list[Post] = []
    day = BEGIN
    while len(found) < count:
        if day.weekday() < 5:
            number = len(found)
            link = f" https://www.acme.example/news/{number}" if number % 3 == 0 else ""
            text = f"{_SAID[number % 5]}, number {number}{link}"
            found.append(own(f"p{number}", day + timedelta(hours=number % 5), text, client=client))
        day += timedelta(days=every)
    return found


def site(*posts: Post, **fields: Any) -> Site:
    """Return a visit of a company with one account that wrote `posts`; `fields` of its profile."""
    shown = {"name": "Acme", "bio": "Anvils", "links": ("https://www.acme.example/",), **fields}
    channel = Channel(PLATFORM, HANDLE, "bluesky", URL, BEGIN, TAKEN_AT)
    return (
        Site().profile(PLATFORM, HANDLE, URL, **{"existence": Existence.LIVE, **shown}).posts(*posts, channel=channel)
    )
