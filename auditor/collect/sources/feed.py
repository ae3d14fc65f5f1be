"""Feeds as channels: the site's own, those of profiles, and what others wrote that Google Alerts gathered.

Run against feeds of WordPress, Mezzanine and snac, and on files that Google Alerts and YouTube once sent. Flickr, Pinterest,
Reddit, Medium, Vimeo, Tumblr and Substack: built from documentation, never run against the service.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from auditor import urls
from auditor.collect.sources import feed_entries
from auditor.collect.sources.base import Errand, Source, unknown
from auditor.collect.sources.feed_entries import Entry, Feed
from auditor.collect.sources.session import SourceSession
from auditor.model import Post, PostKind, Profile, message
from auditor.platforms import parse

WEBSITE = "website"
"""`Channel.platform` of what the site itself publishes; the account is the feed's address."""
ALERTS = "google-alerts"
"""The same of feeds of Google Alerts: others' words about the company."""
CANNOT_SEE = ("inbound", "replies", "threads", "deleted", "direct", "images", "automation")
_FULL = 10
"""Entries from which on a feed that does not reach back to the window's start is taken to be cut. Our default."""
_AHEAD = timedelta(days=1)
"""How far clocks and time zones may be wrong. Our default."""
_SHARED = ("r/", "groups/")
"""Beginnings of handles under which everybody can post: Reddit's communities, Flickr's groups."""


def profile(session: SourceSession, asked: Profile) -> Profile:
    """Tell nothing: that there is a feed proves no profile."""
    reply = session.ask(asked_path(address(asked)), json=False)
    return unknown(asked, reply, reason=message("Whether there is a feed proves nothing about the profile."))


def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
    """Yield what the account's feed holds."""
    yield from entries(session, errand, address(errand.profile))


def entries(session: SourceSession, errand: Errand, url: str) -> Iterator[Post]:
    """Yield the entries of the feed at `url`, in its order; `errand.profile` then says when the newest of all was written."""
    feed = _feed(session, errand, url)
    dated = [(entry, at) for entry in feed.entries if (at := _time(errand, entry)) is not None]
    own = [at for entry, at in dated if _by_brand(errand, entry)]
    if own:
        errand.profile = replace(errand.profile, last_post_at=max(own))
    for entry, at in dated:
        if at >= errand.since:
            yield _post(errand, entry, at, feed.lang)
    if len(dated) >= _FULL and min(at for _, at in dated) > errand.since:
        errand.stop(message("The feed shows only the newest {number:,} entries.", number=len(feed.entries)))


def _time(errand: Errand, entry: Entry) -> datetime | None:
    if entry.at is None:
        errand.skip("without a date")
    elif entry.at > errand.until + _AHEAD:
        errand.skip("dated in the future")
        return None
    return entry.at


def address(profile: Profile) -> str:
    """Return where an account's posts can be read as a feed; empty where nowhere is known."""
    if profile.platform in {WEBSITE, ALERTS}:
        return profile.handle
    found = parse.profile_of(profile.url) or parse.profile_named(profile.platform, profile.handle)
    return found.feed if found is not None and found.platform == profile.platform else ""


def asked_path(url: str) -> str:
    """Return of an address what is asked for below a base: path and query."""
    return "./" + url.removeprefix(urls.origin(url)).lstrip("/")


def _feed(session: SourceSession, errand: Errand, url: str) -> Feed:
    reply = session.ask(asked_path(url), json=False) if url else None
    if reply is None or not reply.ok:
        errand.stop(reply.why if reply is not None else message("No feed of it is known."))
        return Feed(())
    if len(reply.text) > feed_entries.LONGEST:
        errand.stop(message("Only the first {most:,} characters of its feed were read.", most=feed_entries.LONGEST))
    found = feed_entries.read(reply.text, url)
    if found is None:
        errand.stop(message("The address of its feed does not lead to a feed."))
    return found or Feed(())


def _post(errand: Errand, entry: Entry, at: datetime, lang: str) -> Post:
    own = _by_brand(errand, entry)
    shared = errand.profile.platform == ALERTS or errand.handle.startswith(_SHARED)
    author = entry.author if shared else "" if errand.profile.platform == WEBSITE else errand.handle
    return errand.post(
        entry.id,
        at,
        text=entry.text,
        author=author,
        by_brand=own,
        kind=PostKind.POST if own else PostKind.MENTION,
        lang=lang,
        urls=entry.links,
        url=entry.url,
        edited_at=entry.edited_at,
    )


def _by_brand(errand: Errand, entry: Entry) -> bool:
    if errand.profile.platform == ALERTS:
        return False
    if errand.handle.startswith(_SHARED):
        name = entry.author.removeprefix("/u/")
        return bool(name) and (errand.is_brand(name) or errand.is_brand(f"user/{name}"))
    return True


SOURCE = Source(
    name="feed",
    platforms=(),
    base=lambda asked: f"{urls.origin(url)}/" if (url := address(asked)) else "",
    profile=profile,
    posts=posts,
    cannot_see=CANNOT_SEE,
    many_hosts=True,
)
