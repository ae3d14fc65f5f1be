"""Discourse forums, each host for itself: members, and the topics they write in; on a forum of the company's own, all topics.

Built from documentation, never run against the service.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from auditor import urls
from auditor.collect.sources import fields
from auditor.collect.sources.base import Errand, Source, host_of, live, missing, suspended, unknown
from auditor.collect.sources.discourse_topics import Topics
from auditor.collect.sources.markup import Markup
from auditor.collect.sources.replies import Problem, Reply
from auditor.collect.sources.session import SourceSession
from auditor.model import NOTHING, Message, Post, Profile, message, phrase

_PAGE = 30
"""Entries on a page of topics or of actions, as Discourse has it."""
_NEW_TOPICS, _REPLIES = 4, 5
"""Kinds of a member's actions (`UserAction::TYPES`)."""


def profile(session: SourceSession, asked: Profile) -> Profile:
    """Look a member up."""
    reply = _member(session, asked.handle)
    user = fields.find(reply.data, "user")
    if reply.problem is Problem.NOT_FOUND and fields.text(reply.data, "error_type") == "not_found":
        return missing(asked, reply, message("The platform's interface knows nobody by this name."))
    if not reply.ok or not fields.line(user, "username"):
        return unknown(asked, reply, phrase("a member"))
    about = Markup(fields.text(user, "bio_cooked") or fields.text(user, "bio_excerpt"))
    website, picture = fields.line(user, "website", most=2_000), fields.line(user, "avatar_template", most=2_000)
    place = urls.resolve(picture.replace("{size}", "240"), session.base) if picture else None
    hidden = fields.find(user, "profile_hidden") is True
    facts = {
        "name": fields.line(user, "name") or fields.line(user, "username"),
        "bio": None if hidden else about.text[: fields.BIO_LENGTH],
        "links": None if hidden else tuple(dict.fromkeys([*fields.links_in(website), *about.links])),
        "avatar": place.url if place is not None else "",
        "created_at": fields.moment(user, "created_at"),
        "last_post_at": fields.moment(user, "last_posted_at"),
    }
    until = fields.moment(user, "suspended_till")
    if until is not None and until > reply.at:
        return suspended(asked, reply, message("The platform's interface says that the member is suspended."), **facts)
    return live(
        asked,
        reply,
        message("The platform's interface shows the member {name}.", name=fields.line(user, "username")),
        **facts,
    )


def speaks(session: SourceSession) -> Message:
    """Return why a host does not seem to be a forum of this kind: it does not tell of itself as one."""
    reply = session.ask("site/basic-info.json")
    if reply.ok and fields.line(reply.data, "title"):
        return NOTHING
    reply = session.ask("about.json")
    if reply.ok and isinstance(fields.find(reply.data, "about"), dict):
        return NOTHING
    return reply.why or message("It does not say that it is a Discourse forum.")


def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
    """Yield the topics in which the member wrote in the window; all topics of the window where the member runs the forum.

    On a forum that the account administers, whoever is staff speaks for the company. Elsewhere staff are strangers.
    """
    reply = _member(session, errand.handle)
    runs_it = fields.find(reply.data, "user", "admin") is True
    topics = Topics(session, errand, runs_it=runs_it)
    listed = _latest(session, errand) if runs_it else _written_in(session, errand)
    for topic in listed:
        yield from topics.read(topic)


def _member(session: SourceSession, handle: str) -> Reply:
    return session.ask("u/{name}.json", name=handle.rpartition("@")[0], anew=False)


def _latest(session: SourceSession, errand: Errand) -> Iterator[str]:
    """Yield the topics in which something was said in the window, the latest first; pinned ones stand out of order."""
    at = "topic_list", "topics"
    asked = {"order": "activity", "page": 0}
    follow = _by_page("page", 1, *at)
    for topic in errand.rows(session, "latest.json", asked, follow=follow, at=at, size=_PAGE, written=_bumped):
        said = fields.moment(topic, "last_posted_at") or fields.moment(topic, "bumped_at")
        if said is None or said >= errand.since:
            yield fields.text(topic, "id", most=40)


def _bumped(topic: dict[str, Any]) -> datetime | None:
    pinned = fields.find(topic, "pinned") is True
    return None if pinned else fields.moment(topic, "last_posted_at") or fields.moment(topic, "bumped_at")


def _written_in(session: SourceSession, errand: Errand) -> Iterator[str]:
    params = {"username": errand.handle.rpartition("@")[0], "filter": f"{_NEW_TOPICS},{_REPLIES}", "offset": 0}
    at, follow = ("user_actions",), _by_page("offset", _PAGE, "user_actions")
    for action in errand.rows(
        session, "user_actions.json", params, follow=follow, at=at, size=_PAGE, written=fields.created_at
    ):
        yield fields.text(action, "topic_id", most=40)


def _by_page(name: str, step: int, *rows: str) -> Any:
    """Follow pages that are counted from 0 for as long as they are full."""

    def follow(reply: Reply, number: int) -> Mapping[str, object] | None:
        return {name: number * step} if len(fields.rows(reply.data, *rows)) >= _PAGE else None

    return follow


def _base(asked: Profile) -> str:
    """Return the forum's address: forums may lie below a path, which the profile's address tells."""
    where = asked.url.partition("/u/")[0] if asked.url else ""
    return f"{where or 'https://' + host}/" if (host := host_of(asked.handle)) else ""


SOURCE = Source(
    name="discourse",
    platforms=("discourse",),
    base=_base,
    profile=profile,
    posts=posts,
    cannot_see=("deleted", "direct", "images"),
    speaks=speaks,
    many_hosts=True,
)
