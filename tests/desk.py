"""A company's account that customers write to: made-up questions and answers, as checks of conversations see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from auditor.model import Channel, CheckResult, Post, PostKind
from tests.snapshots import TAKEN_AT, Site, run

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=TAKEN_AT.tzinfo)
HOUR = timedelta(hours=1)
QUESTION = "My broadband has been down since this morning. When will it be back?"
ANSWER = "Hello! A cable was cut in your street. It will be mended by six tonight, and you need not do anything."
CHANNEL = Channel("mastodon", "acme", "mastodon", since=MONDAY - timedelta(days=30), until=TAKEN_AT)
DESK = "acme (mastodon)"
"""What findings call the account: no profile of it is known."""
PLACES = (
    "Harbour",
    "Mill",
    "Church",
    "Station",
    "Market",
    "Bridge",
    "Castle",
    "Garden",
    "Orchard",
    "Windmill",
    "Ferry",
)
"""Words that make texts differ."""


def ask(n: int, text: str = QUESTION, at: datetime | None = None, **fields: Any) -> Post:
    """Return a customer's question, five hours after the one before."""
    when = at or MONDAY + n * 5 * HOUR
    shared = {"kind": PostKind.MENTION, "lang": "en", "url": url(f"q{n}"), **fields}
    return Post("mastodon", "acme", f"q{n}", when, text, f"customer{n}", **shared)


def reply(n: int, text: str = ANSWER, after: timedelta = HOUR, **fields: Any) -> Post:
    """Return the company's reply to question `n`, so long after it."""
    when = fields.pop("at", MONDAY + n * 5 * HOUR) + after
    id_ = fields.pop("id", f"a{n}")
    shared = {"kind": PostKind.REPLY, "by_brand": True, "parent_id": f"q{n}", "lang": "en", "url": url(id_), **fields}
    return Post("mastodon", "acme", id_, when, text, "acme", **shared)


def own(n: int, text: str, at: datetime | None = None, **fields: Any) -> Post:
    """Return a post of the company's that answers nobody, an hour after the one before."""
    shared = {"by_brand": True, "lang": "en", "url": url(f"o{n}"), **fields}
    return Post("mastodon", "acme", f"o{n}", at or MONDAY + n * HOUR, text, "acme", **shared)


def url(id_: str) -> str:
    """Return the address of a post."""
    return f"https://social.example/@acme/{id_}"


def asked(n: int, **fields: Any) -> list[Post]:
    """Return so many questions."""
    return [ask(number, **fields) for number in range(n)]


def answered(n: int, **fields: Any) -> list[Post]:
    """Return replies to the first so many questions."""
    return [reply(number, **fields) for number in range(n)]


def desk(*groups: Iterable[Post], channel: Channel = CHANNEL) -> Site:
    """Return the visit at which the account was read."""
    return Site().posts(*(post for group in groups for post in group), channel=channel)


def check(id: str, *groups: Iterable[Post], channel: Channel = CHANNEL) -> CheckResult:
    """Return what a check says of the account."""
    return run(id, desk(*groups, channel=channel).snapshot())
