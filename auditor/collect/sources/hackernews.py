"""Hacker News: accounts by its own interface (Firebase), conversations by the search of Algolia.

Built from documentation, never run against the service.
"""

from __future__ import annotations

from auditor.collect.sources import fields
from auditor.collect.sources.base import Source, at, live, missing, unknown
from auditor.collect.sources.hackernews_posts import posts
from auditor.collect.sources.markup import Markup
from auditor.collect.sources.session import SourceSession
from auditor.model import NOTHING, Profile, message, phrase

_CANNOT_SEE = ("deleted", "direct", "images", "automation")


def profile(session: SourceSession, asked: Profile) -> Profile:
    """Look an account up: who is not there, or never posted, is `null`."""
    reply = session.ask("user/{name}.json", name=asked.handle)
    if reply.ok and reply.text.strip() == "null":
        return missing(
            asked, reply, message("The platform's interface knows nobody by this name, or nobody who has ever posted.")
        )
    if not reply.ok or not fields.line(reply.data, "id"):
        return unknown(asked, reply, phrase("an account"))
    about = Markup(fields.text(reply.data, "about"))
    return live(
        asked,
        reply,
        message("The platform's interface shows it."),
        name=fields.line(reply.data, "id"),
        bio=about.text[: fields.BIO_LENGTH],
        links=about.links,
        created_at=fields.moment(reply.data, "created"),
    )


def searched(session: SourceSession, asked: Profile) -> Profile:
    """Look an account up where its posts are searched."""
    reply = session.ask("users/{name}", name=asked.handle)
    if reply.ok and fields.line(reply.data, "username"):
        return live(asked, reply, message("The search knows it."))
    return unknown(asked, reply, reason=message("The search does not know it.") if reply.ok else NOTHING)


SOURCE = Source(
    name="hackernews", platforms=("hackernews",), base=at("https://hacker-news.firebaseio.com/v0/"), profile=profile
)
SEARCH = Source(
    name="hackernews-search",
    platforms=(),
    base=at("https://hn.algolia.com/api/v1/"),
    profile=searched,
    posts=posts,
    cannot_see=_CANNOT_SEE,
)
"""Conversations of accounts that are there."""
