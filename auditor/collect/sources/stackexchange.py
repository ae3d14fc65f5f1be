"""Stack Exchange sites, by interface 2.3: numbered profiles, their questions and answers with all said below them.

Built from documentation, never run against the service. A key (not secret, it only lifts the 300 requests a day) is sent as `key`.
"""

from __future__ import annotations

from auditor.collect.sources import fields
from auditor.collect.sources.adapter import as_parameter
from auditor.collect.sources.base import Source, at, host_of, live, missing, unknown
from auditor.collect.sources.markup import Markup
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.stackexchange_posts import COLLECTIVE, posts
from auditor.model import Profile, message, phrase


def profile(session: SourceSession, asked: Profile) -> Profile:
    """Look a number up, or a collective: nobody is an empty list."""
    handle, site = asked.handle.rpartition("@")[0], host_of(asked.handle)
    path = "collectives/{name}" if handle.startswith(COLLECTIVE) else "users/{name}"
    reply = session.ask(path, {"site": site}, name=handle.removeprefix(COLLECTIVE))
    items = fields.find(reply.data, "items")
    if reply.ok and items == []:
        return missing(asked, reply, message("The platform's interface knows nobody by this number."))
    user = fields.find(items, 0)
    if not reply.ok or not isinstance(user, dict):
        return unknown(asked, reply, phrase("an account"))
    if fields.text(user, "user_type") == "does_not_exist":
        return missing(asked, reply, message("The platform's interface says that the account was deleted."))
    about = Markup(fields.text(user, "about_me") or fields.text(user, "description"))
    website = fields.line(user, "website_url", most=2_000)
    return live(
        asked,
        reply,
        message("The platform's interface shows it."),
        name=Markup(fields.line(user, "display_name") or fields.line(user, "name")).text,
        links=tuple(dict.fromkeys([*fields.links_in(website), *about.links])),
        avatar=fields.line(user, "profile_image", most=2_000),
        created_at=fields.moment(user, "creation_date"),
        bio=about.text[: fields.BIO_LENGTH] if about.text else None,  # only shown to those who ask for more than usual
    )


SOURCE = Source(
    name="stackexchange",
    platforms=("stackexchange",),
    base=at("https://api.stackexchange.com/2.3/"),
    profile=profile,
    posts=posts,
    cannot_see=("deleted", "direct", "images", "automation"),
    carry=as_parameter("key"),
)
