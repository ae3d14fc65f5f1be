"""GitHub accounts, by its REST interface (version 2022-11-28). Built from documentation, never run against the service."""

from __future__ import annotations

from auditor import urls
from auditor.collect.sources import fields
from auditor.collect.sources.base import Source, at, bio, live, missing, suspended, unknown
from auditor.collect.sources.replies import Problem
from auditor.collect.sources.session import SourceSession
from auditor.model import Profile, message, phrase


def profile(session: SourceSession, asked: Profile) -> Profile:
    """Look an account up. Strangers may ask 60 times an hour; a token allows more."""
    reply = session.ask("users/{name}", name=asked.handle)
    if reply.problem is Problem.NOT_FOUND and reply.message == "Not Found":
        return missing(asked, reply, message("The platform's interface knows nobody by this name."))
    login = fields.line(reply.data, "login")
    if not reply.ok or not login:
        return unknown(asked, reply, phrase("an account"))
    about, site = bio(reply.data, "bio"), fields.line(reply.data, "blog", most=2_000)
    named = [found] if site and (found := urls.normalise(site)) is not None else []
    facts = {
        "name": fields.line(reply.data, "name"),
        "bio": about,
        "links": tuple(dict.fromkeys([*named, *fields.links_in(about)])),
        "avatar": fields.line(reply.data, "avatar_url", most=2_000),
        "created_at": fields.moment(reply.data, "created_at"),
    }
    if fields.moment(reply.data, "suspended_at") is not None:
        return suspended(asked, reply, message("The platform's interface says that the account is suspended."), **facts)
    return live(asked, reply, message("The platform's interface shows the account {login}.", login=login), **facts)


SOURCE = Source(name="github", platforms=("github",), base=at("https://api.github.com/"), profile=profile)
