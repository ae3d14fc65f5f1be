"""Files and photos that the pages for the press and for customers link or show → what they tell besides their contents.

The crawl asks of such addresses whether they are there, and keeps those that are, and are the company's own, on a shelf. They are read
here; what it did not keep is asked for again, whole. Only their metadata is kept, and the hash by which a stranger can see that he holds the same file (`sha256` among the
facts): a press kit's 20 MB of pictures would swell the snapshot and prove nothing more. `Fetch.body_sha256` stays empty, since
it is the key of a stored body.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html import escape

from auditor import urls
from auditor.collect.crawl.further_looks import roles_by_page
from auditor.collect.crawl.shelf import Share, Shelf, without_body
from auditor.collect.crawl.sitemaps import Robots
from auditor.collect.documents.helper import Helper
from auditor.collect.extract.contacts import find_contacts
from auditor.collect.extract.role_phrases import named
from auditor.collect.http.client import Answer, Limits, Web
from auditor.collect.http.retry_policy import Pace, Progress
from auditor.model import (
    CONTACT_ROLES,
    Cause,
    ContactDetail,
    Document,
    Fetch,
    Link,
    LinkKind,
    Message,
    Reach,
    Role,
    message,
)
from auditor.resources import facts
from auditor.snapshot.writer import Store, Visit
from auditor.text.file_names import bare, stem
from auditor.text.imprint import names_it

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PASSING = frozenset({Reach.TIMED_OUT, Reach.CONNECT_FAILED, Reach.GARBLED})
_AT_ONCE = 4
"""Hosts read from at the same time; of one host, one file at a time."""
_ENDING = re.compile(r"\.([A-Za-z0-9]{2,5})/?\Z")


@dataclass(slots=True)
class _Wanted:
    """A file to read."""

    url: str
    rank: int
    """Smaller comes first."""
    pages: list[str] = field(default_factory=list)
    """That link or show it."""
    contents: bool = False
    """Whether its text may hold what a page would."""


@dataclass(frozen=True, slots=True)
class Courtesy:
    """What hosts ask of us, and auditor.toml."""

    robots: Callable[[str], Awaitable[Robots]]
    """Returns what an origin asks of robots; asked once for each."""
    excludes: Callable[[str], bool] = lambda _: False
    """Whether auditor.toml keeps an address out."""
    delay: float = 0.0
    """Seconds between two requests to one host; robots.txt may ask for more."""
    pace: Pace = field(default_factory=Pace)


async def gather_documents(  # noqa: PLR0913 - each is asked for by itself
    web: Web,
    store: Store,
    limits: Limits,
    *,
    home: str,
    courtesy: Courtesy,
    region: str = "",
    share: Share | None = None,
    shelf: Shelf | None = None,
    progress: Progress = lambda *_: None,
) -> list[Message]:
    """Read the files and photos of the pages for press and customers into `store`; return notes on what was left out.

    What the store holds already is not read again, so that a visit can be taken up where it was left.

    Args:
        web: Reads URLs behind the address guard.
        store: What the crawl brought; takes the documents.
        limits: Of one answer; the size allowed is `share`'s.
        home: The home page.
        courtesy: What may be read, and how fast.
        region: Two-letter country of numbers without a code; empty to guess it.
        share: How much to read.
        shelf: Holds what the crawl kept.
        progress: Told what is read.
    """
    share = share or Share()
    known = {url for (url,) in store.rows("SELECT url FROM document")}
    found = [one for one in _wanted(store, home, share) if one.url not in known and not courtesy.excludes(one.url)]
    left = len(found) - share.files
    notes = [_left_out(left, share.files)] if left > 0 else []
    reading = _Reading(web, store, replace(limits, body=share.body), courtesy, share, progress)
    reading.region, reading.shelf = region, shelf
    try:
        async with asyncio.timeout(share.seconds):
            await reading.run(found[: share.files])
    except TimeoutError:
        ended = message(
            "Published files were read for {seconds:g} seconds, which is the limit.", seconds=share.seconds
        ).telling_operator(message("Run the audit again with --resume to read the rest of the published files."))
        notes.append(ended)
    finally:
        await reading.close()
    return notes + reading.notes()


def _left_out(count: int, limit: int) -> Message:
    return message(
        "The metadata of {count:,} more file was not read, because the limit is {limit:,} files.",
        "The metadata of {count:,} more files was not read, because the limit is {limit:,} files.",
        count=count,
        limit=limit,
    )


class _Reading:
    """Reads files, host by host."""

    def __init__(
        self, web: Web, store: Store, limits: Limits, courtesy: Courtesy, share: Share, progress: Progress
    ) -> None:
        self._web = web
        self._store = store
        self._limits = limits
        self._courtesy = courtesy
        self._pace = courtesy.pace
        self._share = share
        self._progress = progress
        self.region = ""
        self.shelf: Shelf | None = None
        self._texts = share.texts
        self._helper = Helper()
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._read = 0
        self._done = 0
        self._all = 0
        self._kept_out = 0
        self._too_much = 0

    async def run(self, wanted: Iterable[_Wanted]) -> None:
        """Read what is wanted, the hosts beside each other."""
        hosts: dict[str, list[_Wanted]] = {}
        for one in wanted:
            hosts.setdefault(urls.origin(one.url), []).append(one)
            self._all += 1
        await asyncio.gather(*(self._read_host(origin, found) for origin, found in hosts.items()))

    async def _read_host(self, origin: str, wanted: Sequence[_Wanted]) -> None:
        async with self._room:
            rules = await self._courtesy.robots(origin)
            for number, one in enumerate(wanted):
                if not rules.allows(one.url):
                    self._kept_out += 1
                elif self._read >= self._share.total:
                    self._too_much += 1
                elif (kept := self.shelf.take(one.url) if self.shelf is not None else None) is not None:
                    await self._read_file(one, kept)
                else:
                    await asyncio.sleep(max(self._courtesy.delay, rules.delay) if number else 0.0)
                    await self._read_file(one)

    async def _read_file(self, wanted: _Wanted, kept: Answer | None = None) -> None:
        self._progress(self._done, self._all - self._done, wanted.url)
        answer = kept or await self._fetch(wanted.url)
        self._read += len(answer.body)
        self._done += 1
        fetch = answer.fetch
        said = await self._document(wanted, answer)
        if said is None:
            return
        self._store.put_documents([said])
        if fetch.reach is Reach.RESPONDED:
            self._store.put(Visit(without_body(fetch), headers=answer.headers))

    async def _fetch(self, url: str) -> Answer:
        for wait in (*self._pace.waits[: self._pace.tries - 1], None):
            answer = await self._web.read(url, self._limits, cut=True, any_type=True)
            passing = answer.fetch.reach in _PASSING or (answer.fetch.status or 0) >= 500
            if not passing or wait is None:
                break
            await asyncio.sleep(wait)
        return answer

    async def _document(self, wanted: _Wanted, answer: Answer) -> Document | None:
        """Return what a file tells; None where there is no file."""
        fetch = answer.fetch
        pages = tuple(sorted(set(wanted.pages)))
        if fetch.reach is not Reach.RESPONDED:
            unread = message("It could not be read ({detail}).", detail=fetch.detail or fetch.reach.value)
            return Document(wanted.url, "", pages, {}, unread)
        if fetch.status != 200 or fetch.content_type in _HTML or not answer.body:
            return None  # whether links lead somewhere is told elsewhere
        contents = wanted.contents and self._texts > 0
        self._texts -= contents
        said = await self._helper.read(answer.body, fetch.content_type, wanted.url, contents=contents)
        if not said.kind and not said.facts and not _is_file(fetch):
            return None
        problem = said.problem
        if fetch.cause is Cause.CUT:
            problem = message("Only its first {size:,} bytes were read.", size=len(answer.body))
        told = (
            {**said.facts, "sha256": (sha256(answer.body).hexdigest(),)} if fetch.cause is not Cause.CUT else said.facts
        )
        whole = said.whole and fetch.cause is not Cause.CUT
        contacts = _contacts(said.text, wanted.url, self.region) if said.text else ()
        return Document(wanted.url, said.kind, pages, dict(told), problem, said.text, whole, contacts)

    def notes(self) -> list[Message]:
        """Return what was left out."""
        notes = []
        if self._kept_out:
            kept_out = message(
                "{count:,} published file was not read, because robots.txt does not allow it.",
                "{count:,} published files were not read, because robots.txt does not allow it.",
                count=self._kept_out,
            )
            notes.append(kept_out)
        if self._too_much:
            too_much = message(
                "{count:,} published file was not read, because the limit for all of them is {bytes:,} bytes.",
                "{count:,} published files were not read, because the limit for all of them is {bytes:,} bytes.",
                count=self._too_much,
                bytes=self._share.total,
            )
            notes.append(too_much)
        return notes

    async def close(self) -> None:
        """End what reads files beside us."""
        await self._helper.close()


def _contacts(text: str, url: str, region: str) -> tuple[ContactDetail, ...]:
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    return find_contacts(f"<html><body>{lines}", url=url, region=region)


def _is_file(fetch: Fetch) -> bool:
    """Return whether an address promises a file of a kind that is read, by its ending or by what the server says."""
    known = facts("collect/crawl/published_files.toml")
    return fetch.content_type in known["types"] or _ending(fetch.url) in {*known["documents"], *known["pictures"]}


def _ending(url: str) -> str:
    match = _ENDING.search(urls.path(url))
    return match[1].lower() if match else ""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the crawl learned of an address."""

    status: int | None
    content_type: str
    length: int | None
    """As the server told it."""


def _wanted(store: Store, home: str, share: Share) -> list[_Wanted]:
    """Return the files worth reading, those of the press pages first, each once with the pages that link or show it."""
    seen = _seen(store)
    serving = _serving(store)
    found: dict[str, _Wanted] = {}
    odd = any(_is_pdf(one) and _ending(url) != "pdf" for url, one in seen.items())
    for link in store.links(lambda page, said: odd or page in serving or ".pdf" in said or ".PDF" in said):
        page_roles = serving.get(link.page)
        for_page = _stands_for_page(link, seen.get(link.url), home)
        if not for_page and (page_roles is None or not _is_theirs(link, page_roles, home)):
            continue
        rank = -1 if for_page else _rank(link, page_roles or set(), seen.get(link.url), share)
        if rank is not None:
            one = found.setdefault(link.url, _Wanted(link.url, rank))
            one.rank = min(one.rank, rank)
            one.pages.append(link.page)
            one.contents |= for_page or (Role.MEDIA in (page_roles or ()) and _may_be_pdf(link, seen.get(link.url)))
    return sorted(found.values(), key=lambda one: one.rank)


def _may_be_pdf(link: Link, seen: _Seen | None) -> bool:
    return _is_pdf(seen) if seen is not None and seen.content_type else _ending(link.url) == "pdf"


def _is_pdf(seen: _Seen) -> bool:
    return seen.content_type in {"application/pdf", "application/x-pdf"}


def _stands_for_page(link: Link, seen: _Seen | None, home: str) -> bool:
    """Return whether a link leads to a PDF in place of a page: called like the Impressum, the press or contact page."""
    if link.kind is not LinkKind.ANCHOR or not _may_be_pdf(link, seen) or (seen is not None and seen.status != 200):
        return False
    names = bare(link.text), stem(link.url)
    if any(map(names_it, names)):
        return True
    return not CONTACT_ROLES.isdisjoint({role for name in names for role in named(name, urls.host(home))})


def _serving(store: Store) -> Mapping[str, set[Role]]:
    """Return the roles of the pages that serve press or customers, by where they were found after redirects."""
    return {url: found for url, found in roles_by_page(store).items() if not CONTACT_ROLES.isdisjoint(found)}


def _seen(store: Store) -> Mapping[str, _Seen]:
    query = "SELECT url, status, content_type, headers FROM fetch WHERE method = 'GET'"
    return {url: _Seen(status, type_, _length(headers)) for url, status, type_, headers in store.rows(query)}


def _length(headers: str) -> int | None:
    said = json.loads(headers or "{}").get("content-length", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else None


def _is_theirs(link: Link, page_roles: set[Role], home: str) -> bool:
    """Return whether a file is the company's: on its own site, beside a page it keeps elsewhere, or called its press kit.

    Pictures that other sites serve are not: they may be anybody's.
    """
    if urls.same_site(link.url, home) or urls.same_site(link.url, link.page):
        return True
    return (
        link.kind is LinkKind.ANCHOR
        and Role.MEDIA in page_roles
        and Role.MEDIA in named(link.text, urls.host(link.url))
    )


def _rank(link: Link, page_roles: set[Role], seen: _Seen | None, share: Share) -> int | None:
    """Return how early a link's file is to be read, None where it is none: documents before photos, the press's first."""
    if seen is not None and ((seen.status is not None and seen.status != 200) or seen.content_type in _HTML):
        return None
    known = facts("collect/crawl/published_files.toml")
    type_, ending = (seen.content_type if seen else ""), _ending(link.url)
    is_picture = known["types"].get(type_) == "picture" or (not type_ and ending in known["pictures"])
    is_document = known["types"].get(type_) == "document" or ending in known["documents"]
    later = 0 if Role.MEDIA in page_roles else 1
    if link.kind in {LinkKind.ANCHOR, LinkKind.MEDIA} and (is_document or is_picture or ending in known["pictures"]):
        return (0 if is_document else 2) + later
    if link.kind is LinkKind.IMAGE and (is_picture or ending in known["pictures"]):
        small = seen is not None and seen.length is not None and seen.length < share.smallest_picture
        return None if small else 4 + later
    return None
