"""`auditor init`: one look at a site, and the auditor.toml that a person then looks over."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from auditor import disk, urls
from auditor.analysis import pages
from auditor.analysis.profiles import profiles as presences
from auditor.collect.crawl.profile_discovery import Discovery, survey
from auditor.collect.http.retry_policy import Pace, Progress
from auditor.collect.http.stand_ins import StandIns
from auditor.collect.run import collect
from auditor.config import load
from auditor.config.load import ConfigError
from auditor.config.schema import Settings
from auditor.model import (
    NOTHING,
    Existence,
    Message,
    Owner,
    Page,
    Place,
    Profile,
    ProfileMention,
    ProfileSource,
    Role,
    Target,
    message,
    phrase,
)
from auditor.platforms import owner_sentences
from auditor.platforms.catalogue import platform
from auditor.resources import facts
from auditor.snapshot import reader
from auditor.snapshot.writer import Store

_BOUNDS = {"max_pages": 40, "max_links": 0, "max_seconds": 120}
"""One look, not an audit."""
_ROLES = (Role.CONTACT, Role.MEDIA, Role.SUPPORT, Role.COMPLAINTS)
_MOST_PAGES, _MOST_PROFILES, _MOST_OTHERS, _LONGEST = 5, 60, 20, 160


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one look at a site showed."""

    target: Target
    country: str = ""
    """Two letters, where the address leaves no doubt."""
    pages: tuple[Page, ...] = ()
    """Living pages for contact, press, support and complaints."""
    profiles: Discovery = field(default_factory=Discovery)
    titled: str = ""
    """What the site calls itself in its titles."""


def refuse_existing(path: Path) -> None:
    """Raise ConfigError where there is a file already: nothing that somebody wrote is overwritten."""
    if path.exists():
        raise ConfigError(f"{path} exists already. Remove it, or name another file with --output.")


def look(site: str, progress: Progress, *, around: StandIns | None = None, pace: Pace | None = None) -> Sighting:
    """Visit a site within narrow bounds and return what was found; the visit itself is not kept.

    Raises:
        ConfigError: `site` is no web address.
        CollectError: there is nothing to look at.
    """
    settings = load.for_site(site)
    crawl = settings.crawl.model_copy(update=_BOUNDS)
    sources = settings.sources.model_copy(update={"profiles": False, "posts": False})
    settings = settings.model_copy(update={"crawl": crawl, "sources": sources})
    with tempfile.TemporaryDirectory(prefix="auditor-init-", ignore_cleanup_errors=True) as folder:
        collect(settings, Path(folder), progress, around=around, pace=pace)
        return _seen(Path(folder), settings)


def _seen(folder: Path, settings: Settings) -> Sighting:
    store = Store(folder)
    try:
        found = survey(store, settings)
    finally:
        store.close()
    visit = reader.load(folder)
    listed = tuple(page for page in pages.living(visit, *_ROLES) if not page.has(Role.HOME))
    return Sighting(visit.target, country_of(visit.target.site), listed, found, next(iter(presences.titled(visit)), ""))


def country_of(site: str) -> str:
    """Return the country that a site's address names: only by an ending that one country's companies use; else empty."""
    ending = urls.host(site).rstrip(".").rpartition(".")[2]
    known = facts("collect/extract/regions.toml")
    if ending in known["top_level"] and len(ending) == 2:
        return str(known["top_level"][ending])
    if len(ending) != 2 or not ending.isalpha() or ending in {"eu", *known["worldwide"]["domains"]}:
        return ""
    return ending.upper()


def counted(sighting: Sighting) -> str:
    """Return how many pages and profiles were found."""
    seen, own = len(sighting.pages), len(sighting.profiles.own)
    pages_ = phrase("{count} page", "{count} pages", count=seen)
    profiles = phrase("{count} profile", "{count} profiles", count=own)
    return phrase("{pages} and {profiles}", pages=pages_, profiles=profiles).text


def save(path: Path, text: str) -> None:
    """Write a new file.

    Raises:
        ConfigError: there is one already.
    """
    try:
        with disk.named(path), path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        refuse_existing(path)
        raise
    except OSError:
        with suppress(OSError):
            path.unlink()  # half of one would be in the way
        raise


def write(sighting: Sighting, on: date) -> str:
    """Return an auditor.toml with what was found, each entry with where it was found."""
    parts = _head(sighting, on), _target(sighting), _pages(sighting), _mentions(), _profiles(sighting)
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(sighting: Sighting, on: date) -> Iterator[str]:
    yield f"# What `auditor init` found at {comment(sighting.target.site)} on {on.isoformat()}."
    yield "# Review it: remove what is not yours, add what is missing, then run: auditor run auditor.toml"
    yield ""


def _target(sighting: Sighting) -> Iterator[str]:
    yield "[target]"
    yield f"site = {quoted(sighting.target.site)}"
    unnamed = sighting.target.name == urls.netloc(sighting.target.site).removeprefix("www.")
    if not unnamed:
        yield f"name = {quoted(sighting.target.name)}"
    elif sighting.titled:
        yield f"name = {quoted(sighting.titled)}  # as the site calls itself in its titles"
    else:
        yield '# name = "the company\'s name"'
    if sighting.country:
        ending = urls.host(sighting.target.site).rpartition(".")[2]
        yield f"country = {quoted(sighting.country)}  # by the ending .{comment(ending)}"
    else:
        yield '# country = "GB"  # two letters; for phone numbers without a country code'
    yield '# names = ["other names it goes by"]'
    yield '# timezone = "Europe/London"'
    yield '# jurisdiction = "DE"  # only where the law of one country asks for an imprint'
    yield ""


def _pages(sighting: Sighting) -> Iterator[str]:
    yield "# Pages that must be there: each is judged even when nothing links to it any more."
    yield "[pages]"
    for role in _ROLES:
        listed = [page for page in sighting.pages if page.has(role)][:_MOST_PAGES]
        if not listed:
            yield f"# {role.value} = []  # none was found"
            continue
        yield f"{role.value} = ["
        for page in listed:
            reason = page.role_reasons[0] if page.role_reasons else page.title
            yield f"  {quoted(urls.relative(page.url, sighting.target.site))},  # {comment(reason)}"
        yield "]"
    yield ""


def _profiles(sighting: Sighting) -> Iterator[str]:
    found = sighting.profiles
    closed = [one for one in found.own if one.existence is Existence.CLOSED]
    own = [one for one in found.own if one.existence is not Existence.CLOSED]
    if own:
        yield '# Profiles of the company. Only those whose owner is "ours" are judged: change each owner to "ours" or "other",'
        yield "# and add profiles that the site does not link to."
    else:
        yield "# No profile of the company was found. Add yours like this:"
        yield "# [[profile]]"
        yield '# url = "https://x.com/company"'
    for one in sorted(own, key=lambda one: one.owner is not Owner.CERTAIN)[:_MOST_PROFILES]:
        yield from _entry(one, sighting)
        yield '# purpose = "support"  # or "news"'
    theirs = [one for one in found.others if one.owner is Owner.OTHER]
    for one in theirs[:_MOST_OTHERS]:
        yield from _entry(one, sighting)
    yield from _remarks("These services have shut down. Remove the links to them from the site:", closed, sighting)
    contested = [one for one in found.others if one.contested]
    yield from _remarks("The site warns of these, yet links to them as its own. Which is right?", contested, sighting)
    unknown = [one for one in found.others if one.owner is not Owner.OTHER and one not in contested]
    yield from _remarks("The site names these as well. Nothing says whose they are:", unknown, sighting)


def _mentions() -> Iterator[str]:
    yield "# What others say of the company elsewhere: its names are searched for on Hacker News, and wherever you name more."
    yield "[mentions]"
    yield '# misspellings = ["usual misspellings of its names"]'
    yield '# never = ["words that only mentions of a namesake hold"]'
    yield '# mastodon = ["mastodon.social"]  # also stackexchange, discourse, lemmy, gdelt, reddit'
    yield "# [[mentions.feed]]  # an alert, such as one of Google Alerts that is delivered as a feed"
    yield '# url = "https://www.google.com/alerts/feeds/..."'
    yield "# [venues.hackernews]  # who is responsible there: one such table for each place"
    yield '# owner = "who answers"'
    yield '# watched_by = "who watches it, and when"'
    yield ""


_OWNERS = {
    Owner.CERTAIN: ("ours", message("Certainly yours.")),
    Owner.LIKELY: ("probably", message("Probably yours.")),
    Owner.OTHER: ("other", message("Somebody else's.")),
}


def _entry(profile: Profile, sighting: Sighting) -> Iterator[str]:
    """Yield what auditor.toml says of a profile."""
    value, whose = _OWNERS[profile.owner]
    yield "[[profile]]"
    yield f"url = {quoted(profile.url)}  # {_where(profile, sighting)}"
    told = whose.then(owner_sentences.sentences(profile.why[:2]))
    yield f"owner = {quoted(value)}  # {comment(told.text)}"


def _remarks(heading: str, profiles: Iterable[Profile], sighting: Sighting) -> Iterator[str]:
    listed = list(profiles)
    if listed:
        yield ""
        yield f"# {heading}"
    for one in listed[:_MOST_OTHERS]:
        yield f"#   {comment(one.url)}  # {_where(one, sighting)}"
    if len(listed) > _MOST_OTHERS:
        yield f"#   and {len(listed) - _MOST_OTHERS} more"


def _where(profile: Profile, sighting: Sighting) -> str:
    """Return which platform it is on and where it was found, in words."""
    known = platform(profile.platform)
    name = known.name if known is not None else profile.platform
    if not profile.mentions:
        return comment(name)
    first = profile.mentions[0]
    told = _mentioned(first, name, urls.relative(first.page, sighting.target.site))
    more = len({mention.page for mention in profile.mentions}) - 1
    others = message("It is on {count} more page.", "It is on {count} more pages.", count=more) if more else NOTHING
    return comment(told.then(others).text)


def _mentioned(mention: ProfileMention, name: str, page: str) -> Message:
    match mention.source:
        case ProfileSource.LINK:
            return _linked(mention.place, name, page)
        case ProfileSource.SAME_AS:
            return message("{platform}: the structured data of {page} names it.", platform=name, page=page)
        case ProfileSource.REL_ME:
            return message("{platform}: {page} links to it with rel=me.", platform=name, page=page)
        case ProfileSource.META:
            return message("{platform}: a meta element of {page} names it.", platform=name, page=page)
        case ProfileSource.APP_LINK:
            return message("{platform}: {page} names its app.", platform=name, page=page)
    return message("{platform}: {page} names it.", platform=name, page=page)


def _linked(place: Place, name: str, page: str) -> Message:
    match place:
        case Place.HEADER:
            return message("{platform}: linked in the header of {page}.", platform=name, page=page)
        case Place.NAV:
            return message("{platform}: linked in the menu of {page}.", platform=name, page=page)
        case Place.FOOTER:
            return message("{platform}: linked in the footer of {page}.", platform=name, page=page)
    return message("{platform}: linked in the text of {page}.", platform=name, page=page)


def quoted(text: str) -> str:
    """Return a text as a TOML string; signs that nobody sees are written as escapes."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if "\ud800" <= sign <= "\udfff":
        return "\ufffd"
    if sign.isprintable():
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"


def comment(text: str, most: int = _LONGEST) -> str:
    """Return a text that can stand in a comment: one line of so many characters at most, nothing that nobody sees."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:most]
