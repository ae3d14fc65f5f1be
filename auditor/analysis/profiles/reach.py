"""Where the site sends people to a profile: every page, published file and feed that carries its address or its name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor import urls
from auditor.analysis.profiles import profiles
from auditor.model import NOTHING, Document, Evidence, Fetch, Message, Profile, Reach, Snapshot, message
from auditor.model.remembering import remembered

_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b|\A\s*\{[^{}]{0,400}jsonfeed\.org", re.IGNORECASE)
_HEAD = 4_000
"""Characters at the beginning of an answer that tell whether it is a feed."""
_SHORTEST = 4
"""Letters of a handle below which the name alone, with its `@`, is looked for nowhere: others have it too."""
MOST = 50
"""Places that a finding lists. Our default."""


@dataclass(frozen=True, slots=True)
class Places:
    """What of the site carries a profile, each by its address and in their order."""

    pages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.pages or self.documents or self.feeds)

    def __iter__(self) -> Iterator[str]:
        """Yield all of them."""
        yield from (*self.pages, *self.documents, *self.feeds)


def places(snapshot: Snapshot, profile: Profile) -> Places:
    """Return every page, document and feed of the site that links a profile, shows its address, or names it with an `@`."""
    wanted = _wanted(profile)
    pages = {one for one in profiles.pages_of(profile) if urls.same_site(one, snapshot.target.site)}
    feeds: set[str] = set()
    for fetch, text, is_feed in _texts(snapshot):
        if wanted.search(text):
            (feeds if is_feed else pages).add(fetch.url)
    documents = {one.url for one in snapshot.documents if wanted.search(_said(one))}
    return Places(tuple(sorted(pages - documents)), tuple(sorted(documents)), tuple(sorted(feeds)))


def evidence(snapshot: Snapshot, found: Places) -> tuple[Evidence, ...]:
    """Return the places as evidence, `MOST` of them."""
    return tuple(_proof(snapshot, url) for url in list(found)[:MOST])


def _proof(snapshot: Snapshot, url: str) -> Evidence:
    fetch = snapshot.fetches.get(url)
    at = fetch.at.strftime("%Y-%m-%dT%H:%M:%SZ") if fetch else ""
    return Evidence(url, "", at, fetch.body_sha256 if fetch else "")


def _said(document: Document) -> str:
    """Return what a document says, and what its metadata do, in small letters."""
    facts = (value for values in document.facts.values() for value in values)
    return "\n".join((document.text or "", *facts)).casefold()


def _wanted(profile: Profile) -> re.Pattern[str]:
    """Return what finds a profile in a text in small letters: its address, without what differs between spellings, or its name."""
    address = profile.url.partition("://")[2].removeprefix("www.").rstrip("/").casefold()
    ways = [rf"(?<![\w.-])(?:www\.)?{re.escape(address)}(?![\w-])"]
    name = profile.handle.casefold()
    if len(name) >= _SHORTEST and not name.startswith(("channel/", "company/")):
        ways.append(rf"(?<![\w/.@])@{re.escape(name)}(?![\w-]|\.\w|@)")
    return re.compile("|".join(ways))


@remembered()
def _texts(snapshot: Snapshot) -> tuple[tuple[Fetch, str, bool], ...]:
    """Return what was read of the site's own, in small letters, with whether it is a feed."""
    return tuple(_read(snapshot))


def _read(snapshot: Snapshot) -> Iterator[tuple[Fetch, str, bool]]:
    for key, fetch in sorted(snapshot.fetches.items()):
        own = key == fetch.url and urls.same_site(fetch.final_url, snapshot.target.site)
        if own and fetch.reach is Reach.RESPONDED and fetch.status == 200 and (text := snapshot.read(fetch)):
            yield fetch, text.casefold(), _FEED.search(text[:_HEAD]) is not None


def carried(found: Places, *, pages: bool = True) -> Message:
    """Return how much of the site sends people to a profile, in sentences; nothing where nothing does.

    Args:
        found: What does.
        pages: Whether pages are told too, where nothing else tells them.
    """
    parts: list[Message] = []
    if pages and (count := len(found.pages)):
        parts.append(message("{count} page of the site names it.", "{count} pages of the site name it.", count=count))
    if count := len(found.documents):
        parts.append(
            message("{count} published document names it.", "{count} published documents name it.", count=count)
        )
    if count := len(found.feeds):
        parts.append(message("{count} feed names it.", "{count} feeds name it.", count=count))
    return parts[0].then(*parts[1:]) if parts else NOTHING
