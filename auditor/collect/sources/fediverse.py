"""Accounts, channels and communities of the Fediverse besides Mastodon's: asked for by WebFinger (RFC 7033), which they all speak."""

from __future__ import annotations

from urllib.parse import quote

from auditor.collect.sources import fields
from auditor.collect.sources.base import Source, host_of, live, missing, unknown
from auditor.collect.sources.mastodon import by_its_page, speaks
from auditor.collect.sources.replies import ABSENT, Problem, Reply
from auditor.collect.sources.session import SourceSession
from auditor.model import NOTHING, Profile, message


def profile(session: SourceSession, asked: Profile) -> Profile:
    """Ask the host whether it has somebody of this name; all but a clear word leaves it open."""
    name = asked.handle.rpartition("/")[2]
    reply = session.ask("/.well-known/webfinger", {"resource": f"acct:{name}"})
    if reply.ok and fields.text(reply.data, "subject"):
        return live(asked, reply, message("The server's WebFinger names it."))
    if reply.problem in ABSENT:
        told = _by_its_own_interface(session, asked)
        return told or missing(asked, reply, message("The server's WebFinger knows nobody by this name."))
    return unknown(
        asked, reply, reason=message("The server's answer is not in the form of WebFinger.") if reply.ok else NOTHING
    )


def _by_its_own_interface(session: SourceSession, asked: Profile) -> Profile | None:
    """Return a profile that the software's own interface names, or that it leaves open; None where it has none, or names nobody.

    WebFinger lies at the root of a domain, and not every proxy in front of such a server passes it on.
    """
    name = asked.handle.rpartition("/")[2].partition("@")[0]
    kind = asked.handle.rpartition("/")[0]
    closed: Reply | None = None
    for path, parameter, where, (key, called) in _INTERFACES.get((asked.platform, kind), ()):
        reply = session.ask(path.format(name=quote(name)), {parameter: name} if parameter else None)
        if reply.ok and fields.text(reply.data, *where, key).casefold() == name.casefold():
            return live(
                asked, reply, message("The server's interface names it."), name=fields.line(reply.data, *where, called)
            )
        if not reply.ok and reply.problem not in ABSENT | {Problem.UNAUTHORISED}:
            return unknown(asked, reply)
        closed = reply if reply.problem is Problem.UNAUTHORISED else closed
    return None if closed is None else by_its_page(session, asked) or unknown(asked, closed)


_MASTODON_S = (("api/v1/accounts/lookup", "acct", (), ("username", "display_name")),)
_INTERFACES = {
    ("peertube", ""): (("api/v1/video-channels/{name}", "", (), ("name", "displayName")),),
    ("peertube", "a"): (("api/v1/accounts/{name}", "", (), ("name", "displayName")),),
    ("lemmy", "c"): (("api/v3/community", "name", ("community_view", "community"), ("name", "title")),),
    ("lemmy", "u"): (("api/v3/user", "username", ("person_view", "person"), ("name", "display_name")),),
    ("pixelfed", ""): _MASTODON_S,
    ("friendica", ""): _MASTODON_S,
}
"""What is asked of the software itself, by platform and kind of name: path, parameter, where the answer has the account, and what its
handle and name are called there (PeerTube's REST API, Lemmy's API of version 3 and Mastodon's, which Pixelfed and Friendica speak)."""

SOURCE = Source(
    name="fediverse",
    platforms=(
        "pixelfed",
        "peertube",
        "lemmy",
        "mbin",
        "misskey",
        "friendica",
        "mobilizon",
        "funkwhale",
        "bookwyrm",
        "writefreely",
    ),
    base=lambda profile: f"https://{host}/" if (host := host_of(profile.handle)) else "",
    profile=profile,
    speaks=speaks,
    many_hosts=True,
)
