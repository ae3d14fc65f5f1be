"""Mastodon and what speaks its interface (Pleroma, GoToSocial, snac …), each host for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from auditor.collect.sources import fields
from auditor.collect.sources.base import Errand, Source, host_of, live, missing, moved, suspended, unknown
from auditor.collect.sources.markup import Markup
from auditor.collect.sources.mastodon_posts import Reader, id_of
from auditor.collect.sources.paging import by_last_id, by_link
from auditor.collect.sources.replies import ABSENT, Problem, Reply
from auditor.collect.sources.session import SourceSession
from auditor.model import NOTHING, Message, Post, PostKind, Profile, message, phrase

_PAGE = 40


def profile(session: SourceSession, asked: Profile) -> Profile:
    """Look an account up; where the interface knows nothing or is closed, its host is asked for it by WebFinger (RFC 7033)."""
    reply = _account(session, asked.handle)
    if reply.ok and id_of(reply.data):
        return _described(asked, reply)
    finger = session.ask("/.well-known/webfinger", {"resource": f"acct:{asked.handle}"})
    if finger.ok and fields.text(finger.data, "subject"):
        return live(asked, finger, message("The server names it, and shows strangers nothing more."))
    if finger.problem in ABSENT and reply.problem in ABSENT:
        return missing(asked, finger, message("Neither the server's interface nor its WebFinger knows it."))
    if finger.problem in ABSENT and reply.problem is Problem.UNAUTHORISED:
        return by_its_page(session, asked) or unknown(asked, reply, phrase("an account"))
    return unknown(asked, reply, phrase("an account"))


def address(session: SourceSession, handle: str) -> str:
    """Return where an account is shown to visitors, as its server says; empty where it does not."""
    return fields.line(_account(session, handle).data, "url", most=2_000)


def by_its_page(session: SourceSession, asked: Profile) -> Profile | None:
    """Return a profile as missing whose page is not there for visitors either; None where that is not so.

    Where the interface is closed to strangers, WebFinger's "not found" proves nothing by itself: it lies at the root of a domain, and not
    every proxy in front of such a server passes it on.
    """
    name = asked.handle.rpartition("/")[2].partition("@")[0]
    page = session.ask(urlsplit(asked.url).path or f"/@{name}")
    if page.problem not in ABSENT:
        return None
    return missing(asked, page, message("Neither the server's WebFinger knows it, nor is there a page of it."))


def speaks(session: SourceSession) -> Message:
    """Return why a host does not seem to be such a server: it tells neither of itself nor of its software."""
    reply = session.ask("api/v2/instance")
    for path in ("api/v1/instance", "/.well-known/nodeinfo"):
        if reply.ok and isinstance(reply.data, dict) and reply.data:
            return NOTHING
        reply = session.ask(path)
    return (
        NOTHING
        if reply.ok and fields.rows(reply.data, "links")
        else reply.why or message("It does not say which software it runs.")
    )


def _account(session: SourceSession, handle: str) -> Reply:
    name, _, host = handle.rpartition("@")
    here = session.base.partition("://")[2].rstrip("/") == host
    return session.ask("api/v1/accounts/lookup", {"acct": name if here else handle}, anew=False)


def _described(asked: Profile, reply: Reply) -> Profile:
    data = reply.data
    note = Markup(fields.text(data, "note"))
    entries = [
        (Markup(fields.text(row, "value")), fields.moment(row, "verified_at")) for row in fields.rows(data, "fields")
    ]
    avatar = fields.line(data, "avatar", most=2_000)
    count, last = fields.count(data, "statuses_count"), fields.moment(data, "last_status_at")
    facts = {
        "name": fields.line(data, "display_name"),
        "bio": note.text[: fields.BIO_LENGTH],
        "links": tuple(dict.fromkeys((*note.links, *(link for entry, _ in entries for link in entry.links)))),
        "verified_links": tuple(link for entry, verified in entries if verified for link in entry.links),
        "avatar": "" if avatar.endswith("/missing.png") else avatar,
        "created_at": fields.moment(data, "created_at"),
        "last_post_at": last,
        "posts": None if last and count == 0 else count,  # snac counts none
    }
    if fields.find(data, "suspended") is True:
        return suspended(asked, reply, message("The platform's interface says that the account is suspended."), **facts)
    successor = fields.line(data, "moved", "url", most=2_000)
    if successor:
        return moved(asked, reply, message("The platform's interface names a successor."), successor, **facts)
    return live(
        asked,
        reply,
        message("The platform's interface shows the account {handle}.", handle=fields.line(data, "acct")),
        **facts,
    )


def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
    """Yield each post of the account with the conversation around it, then what begins with its mention."""
    reply = _account(session, errand.handle)
    account = id_of(reply.data)
    if not account:
        errand.lacks("inbound", "replies", "threads", "mentions")
        errand.stop(reply.why or message("The platform's interface shows no account."))
        return
    reader = Reader(session, errand)
    for status in _own(session, errand, account):
        for post in reader.around(status):
            yield post
    for status in _mentions(session, errand, account):
        for post in reader.around(status, PostKind.MENTION):
            yield post


def _own(session: SourceSession, errand: Errand, account: str) -> Iterator[dict[str, Any]]:
    """Yield what the account wrote in the window, newest first; what it boosted is not its own."""
    path, params = "api/v1/accounts/{id}/statuses", {"limit": _PAGE, "exclude_reblogs": "true"}
    for status in errand.rows(session, path, params, follow=follow, size=_PAGE, written=fields.created_at, id=account):
        if isinstance(fields.find(status, "reblog"), dict):
            errand.skip("spread from others")
        else:
            yield status


def _mentions(session: SourceSession, errand: Errand, account: str) -> Iterator[dict[str, Any]]:
    """Yield statuses that name the account: only its own token shows them."""
    own = session.ask("api/v1/accounts/verify_credentials") if session.authorised else None
    if own is None or not own.ok or id_of(own.data) != account:
        errand.lacks("mentions")
        return
    params = {"types[]": "mention", "limit": _PAGE}
    for row in errand.rows(
        session,
        "api/v1/notifications",
        params,
        follow=follow,
        size=_PAGE,
        written=lambda row: fields.moment(row, "status", "created_at"),
    ):
        if isinstance(status := fields.find(row, "status"), dict):
            yield status


def follow(reply: Reply, number: int) -> Mapping[str, object] | str | None:
    """Follow the Link header; without one, a page that is just full may have another behind it."""
    full = len(fields.rows(reply.data)) == _PAGE
    return by_link(reply, number) or (by_last_id("max_id")(reply, number) if full else None)


SOURCE = Source(
    name="mastodon",
    platforms=("mastodon",),
    base=lambda profile: f"https://{host}/" if (host := host_of(profile.handle)) else "",
    profile=profile,
    posts=posts,
    cannot_see=("deleted", "direct"),
    speaks=speaks,
    many_hosts=True,
)
