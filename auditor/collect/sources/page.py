"""Profiles told by their pages or by oEmbed, as the marks in platforms.toml say; and their posts where such a page names a feed.

Every rule of this kind is built from documentation, never run against the service: the handles that are known to be there, and
not to be, decide on every visit whether it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor import urls
from auditor.collect.sources import feed, feed_entries, fields
from auditor.collect.sources.base import Errand, Source, live, missing, unknown
from auditor.collect.sources.feed import asked_path
from auditor.collect.sources.replies import Reply
from auditor.collect.sources.session import SourceSession
from auditor.model import Post, Profile, message, phrase
from auditor.platforms import parse
from auditor.platforms.catalogue import Mark, Platform, catalogue
from auditor.platforms.parse import Found

_BY = ("page", "oembed")


def profile(session: SourceSession, asked: Profile) -> Profile:
    """Hold the platform's answer against its marks: what fits none, or both kinds, tells nothing."""
    platform = catalogue().platforms.get(asked.platform)
    reply = _asked(session, asked, platform)
    if platform is None or reply is None:
        return asked
    rule = platform.existence
    if reply.status is None or reply.status == 429 or reply.status >= 500:
        return unknown(asked, reply)
    if _fits(rule.wall, reply):
        return unknown(asked, reply, reason=message("It asked visitors to log in instead of showing the profile."))
    is_there, is_not = _fits(rule.live, reply), _fits(rule.missing, reply)
    what = phrase("oEmbed answer") if rule.by == "oembed" else phrase("page")
    if is_not and not is_there:
        return missing(
            asked,
            reply,
            message("Its {what} is that of a profile that is not there ({status}).", what=what, status=reply.status),
        )
    if is_there and not is_not:
        name = fields.line(reply.data, "author_name") if rule.by == "oembed" else ""
        return live(
            asked, reply, message("Its {what} is that of a profile.", what=what), **({"name": name} if name else {})
        )
    return unknown(
        asked,
        reply,
        reason=message("Its {what} has none of the marks that tell ({status}).", what=what, status=reply.status),
    )


def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
    """Yield what the feed of a profile holds: the one that its address tells, else the one that its page names."""
    url = feed.address(errand.profile)
    if not url:
        reply = _asked(session, errand.profile, catalogue().platforms.get(errand.profile.platform))
        html, at = (reply.text, _landed(reply)) if reply is not None else ("", "")
        named = feed_entries.announced(html, at) if html else ()
        url = next((one for one in named if urls.origin(one) == urls.origin(at)), "")
    yield from feed.entries(session, errand, url)


def _asked(session: SourceSession, asked: Profile, platform: Platform | None) -> Reply | None:
    url = _address(asked, platform)
    if platform is None or not url:
        return None
    return session.ask(asked_path(url), json=platform.existence.by == "oembed", anew=False)


def _address(asked: Profile, platform: Platform | None) -> str:
    """Return what is asked; empty for a handle that the platform can't have."""
    if platform is None:
        return ""
    found: Found | None = parse.profile_of(asked.url) if asked.url else None
    if found is None or (found.platform, found.handle) != (asked.platform, asked.handle):
        found = parse.profile_named(asked.platform, asked.handle)
    return parse.existence_url(platform, found) if found is not None else ""


def _fits(marks: Iterable[Mark], reply: Reply) -> bool:
    host = urls.host(_landed(reply))
    return any(mark.fits(reply.status, reply.text, host) for mark in marks)


def _landed(reply: Reply) -> str:
    return str(getattr(reply, "final_url", "") or reply.url)


def _base(asked: Profile) -> str:
    url = _address(asked, catalogue().platforms.get(asked.platform))
    return f"{urls.origin(url)}/" if url else ""


def _platforms(*, with_feed: bool) -> tuple[str, ...]:
    found = (one for one in catalogue().platforms.values() if one.existence.by in _BY)
    return tuple(one.id for one in found if any(path.feed for path in one.profile) is with_feed)


SOURCE = Source(name="page", platforms=_platforms(with_feed=False), base=_base, profile=profile)
WITH_FEED = Source(
    name="feed",
    platforms=_platforms(with_feed=True),
    base=_base,
    profile=profile,
    posts=posts,
    cannot_see=feed.CANNOT_SEE,
)
