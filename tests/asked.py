"""Made-up visits with conversations on two channels, the same each time."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from auditor import pipeline
from auditor.audit import registry
from auditor.audit.registry import Known
from auditor.model import Channel, Existence, Post, PostKind, Role, Snapshot
from auditor.model.messages import sentence
from auditor.report import ConversationSection, Report
from tests import factories as make
from tests.snapshots import FILLER, TAKEN_AT, Site

SINCE = datetime(2026, 8, 23, 9, 30, tzinfo=UTC)
CUSTOMER, FULL_NAME, EMAIL, PHONE = "jolanda_k", "Zacharias Okonedo", "jolanda.kern@mail.example", "+44 20 7946 0958"
"""Who must not be shown."""
PRIVATE = ("jolanda", "Zacharias", "Okonedo", "7946")
_ASKED = (
    f"My line has been down since yesterday, when will it work again? {EMAIL} or https://social.example/@{CUSTOMER}",
    f"Where is my order? Write to {EMAIL} or call {PHONE}.",
    "How do I change my tariff?",
    f"@acme, ask @{CUSTOMER}: why is nobody answering https://social.example/@{CUSTOMER}?",
)
_SAID = (
    f"Hi @{CUSTOMER}, a technician will be with you on Friday.",
    "Please send us a DM.",
    f"Hello Zacharias, we will look into it, {CUSTOMER} too, and get back to you.",
    "You can change it under Settings, then Tariff.",
)


def question(number: int, at: datetime, text: str, author: str = CUSTOMER, account: str = "acme") -> Post:
    """Return a customer's question on Mastodon that opens a conversation."""
    url = f"https://social.example/@acme/{number}"
    return Post(
        "mastodon", account, f"q{number}", at, text, author, kind=PostKind.MENTION, thread_id=f"t{number}", url=url
    )


def answer(number: int, at: datetime, text: str, account: str = "acme") -> Post:
    """Return the company's answer to a question."""
    url = f"https://social.example/@acme/9{number}"
    return Post(
        "mastodon", account, f"a{number}", at, text, account, True, PostKind.REPLY, f"t{number}", f"q{number}", url=url
    )


def conversations(count: int, seed: int = 1) -> list[Post]:
    """Return conversations, seven in ten with an answer, each tenth of those after days."""
    chance, posts = random.Random(seed), []
    for number in range(count):
        at = SINCE + timedelta(minutes=chance.randrange(85 * 24 * 60))
        author = chance.choice((CUSTOMER, FULL_NAME, "otto99"))
        posts.append(question(number, at, _ASKED[number % 4], author))
        if number % 10 < 7:
            wait = timedelta(minutes=chance.lognormvariate(4, 1.5)) + timedelta(days=3 * (number % 10 == 6))
            posts.append(answer(number, at + wait, _SAID[number % 4]))
    return posts


def channel(platform: str = "mastodon", account: str = "acme", **fields: Any) -> Channel:
    """Return the channel of made-up posts, of a window of ninety days."""
    fields["cut"] = sentence(fields.get("cut", ""))
    return Channel(platform, account, "made-up", since=SINCE, until=TAKEN_AT, timezone="Europe/London", **fields)


def site(count: int = 120) -> Site:
    """Return a company with a channel on Mastodon, one in its help desk, and one that nobody looked into."""
    made = Site().page("/contact", FILLER, Role.CONTACT)
    posts = conversations(count)
    desk = [_moved(post) for post in conversations(count // 2, 2)]
    made.posts(*posts, channel=channel(cannot_see=("direct",), posts=len(posts)))
    made.posts(*desk, channel=channel("zendesk", "help", skipped={"no date": 3}, cut="the file ends early"))
    made.profile("mastodon", "acme", "https://social.example/@acme", existence=Existence.LIVE, links=())
    made.profile("x", "acme", "https://x.com/acme", reason="x.com answers strangers the same")
    return made.company_profile(hours="Mon-Fri 09:00-17:00")


def _moved(post: Post) -> Post:
    return Post(
        "zendesk", "help", post.id, post.created_at, post.text, post.author, post.by_brand, post.kind, post.thread_id,
        post.parent_id,
    )  # fmt: skip


@cache
def known() -> dict[str, Known]:
    """Return the shipped checks."""
    return dict(registry.load(installed=False))


ASKING = ("unanswered-question", "unlinked-profile", "canned-reply")
"""Checks of conversations and profiles."""


def told(snapshot: Snapshot, *, internal: bool = False, checks: tuple[str, ...] = ASKING) -> Report:
    """Return the report on a visit."""
    chosen = {id_: known()[id_] for id_ in checks}
    judged = pipeline.judge_all([entry.check for entry in chosen.values()], snapshot, unmasked=internal)
    return make.make_report(judged, snapshot, chosen)


def talk(snapshot: Snapshot, *, internal: bool = False) -> ConversationSection:
    """Return what the report tells of conversations."""
    found = told(snapshot, internal=internal).talk
    assert found is not None
    return found
