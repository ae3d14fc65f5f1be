"""Which addresses are worth a request, in which order, and which are left out and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from auditor import urls
from auditor.collect.crawl import scope
from auditor.collect.crawl.parse_page import Lead
from auditor.collect.crawl.scope import Look
from auditor.collect.extract import page_roles
from auditor.model import CONTACT_ROLES, Exclude, Form, LinkKind, Message, Redirect, Role, message
from auditor.text import patterns


class Errand(StrEnum):
    """What a request is for."""

    PAGE = "page"
    """A page of the site, to be read and followed."""
    GUEST = "guest"
    """A contact or press page the site keeps with somebody else: read, not followed."""
    GUESS = "guess"
    """A usual path that nobody linked: read if it is there, no fault if it is not."""
    LOOK = "look"
    """Any other address: is it there?"""
    GLANCE = "glance"
    """Any other address: in whose hands does it lie?"""
    CONTROL = "control"
    """An address that cannot exist, to learn how the host says so."""
    FRONT = "front"
    """The front page of a host that says an address is gone: does it tell us the truth?"""
    OPTIONS = "options"
    """Asks a form's address which methods it takes; nothing is ever submitted."""


@dataclass(frozen=True, slots=True)
class Job:
    """One address to read."""

    url: str
    errand: Errand
    priority: int
    tries: int = 0
    asked: str = ""
    """The address that led here by pages that move on by themselves; empty where none did."""
    via: tuple[Redirect, ...] = ()
    """The way from there."""
    moves: int = 0
    """How many pages on it moved on by themselves."""
    picture: bool = False
    """Whether it was promised to be an image."""
    file: bool = False
    """Whether it may be a file that is read later, and so is wanted whole."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may be read."""

    pages: int
    looks: int
    depth: int = 40
    """Links followed one after the other whose addresses differ in numbers only, as a calendar's do. Our default."""
    guests: int = 10


@dataclass(frozen=True, slots=True)
class Onward:
    """What the links of a page promise."""

    roles: tuple[tuple[str, Role, str], ...] = ()
    """(url, role, reason)."""
    found: tuple[tuple[str, str], ...] = ()
    """(url, by)."""


_FILE = re.compile(
    r"\.(?:7z|aac|apk|avif|bmp|css|csv|dmg|docx?|eps|epub|exe|flac|gif|gz|heic|ico|ics|iso|jpe?g|js|json|m4[av]|mov|mp[34]"
    r"|mpe?g|msi|od[pst]|og[gv]|pdf|png|pptx?|rar|rss|rtf|svg|tar|tgz|tiff?|ttf|txt|vcf|wav|web[mp]|wmv|woff2?|xlsx?|xml|zip)$",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"//(?:www\.)?(?:facebook\.com/(?:sharer|share\.php|dialog/)|(?:twitter|x)\.com/(?:intent|share)\b|linkedin\.com/(?:shareArticle|cws/share)"
    r"|pinterest\.[a-z.]+/pin/create|reddit\.com/submit|t\.me/share|(?:api\.)?whatsapp\.com/send|wa\.me/?\?|tumblr\.com/share"
    r"|news\.ycombinator\.com/submitlink|addtoany\.com/|telegram\.me/share|getpocket\.com/save|vk\.com/share)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_FEWEST_QUERIES = 60
"""Pages of one path that may differ in their query alone, however small the visit. Our default."""
_SESSION = re.compile(
    r"(?:;jsessionid=[^?&#/]*)|(?<=[?&])(?:phpsessid|jsessionid|sid|session_?id|oscsid|zenid|cfid|cftoken)=[^&#]*&?",
    re.IGNORECASE,
)
_NO_ROUTE = frozenset({"comment", "search", "login", "newsletter"})
"""Forms by which nobody reaches the company; where they are sent to is not looked at."""
_ROLE_PAGE, _ITS_LINKS, _OTHER_PAGE, _REST, _LAST = 10, 30, 40, 60, 90
ORDINARY = _OTHER_PAGE
"""Priorities from here on have nothing to do with contact pages."""


class Frontier:
    """Turns what was found into jobs, each address once."""

    def __init__(self, home: str, bounds: Bounds, excludes: Iterable[Exclude] = ()) -> None:
        self._home = home
        self._origin = urls.origin(home) + "/"
        self._bare_home = _bare(urls.netloc(home))
        self._bounds = bounds
        self._seen: set[str] = set()
        self._queries: Counter[str] = Counter()
        self._chains: dict[str, int] = {}
        self._started: Counter[Errand] = Counter()
        self._left_out: Counter[str] = Counter()
        self._left: set[str] = set()
        """Addresses that are never to be asked for: they differ from others only in what does not matter."""
        self._guests = 0
        self._read: Mapping[str, int] = {}
        self._recalled: list[Job] = []
        self._excludes: dict[Exclude, set[str]] = {exclude: set() for exclude in excludes}

    def knows(self, url: str) -> bool:
        """Return whether `url` was offered or read before, or is not to be."""
        return url in self._seen or self.excludes(url.removeprefix("OPTIONS "))

    def has_met(self, url: str) -> bool:
        """Return whether `url` was offered or read before."""
        return url in self._seen

    def excludes(self, url: str) -> bool:
        """Return whether configuration keeps `url` out, as it cannot the home page; what is kept out is counted."""
        for exclude, kept_out in self._excludes.items():
            if url != self._home and patterns.matches(exclude.pattern, url):
                kept_out.add(url)
                return True
        return False

    def excluded(self) -> list[Exclude]:
        """Return what configuration keeps out, with how many addresses that were."""
        return [replace(exclude, count=len(kept_out)) for exclude, kept_out in self._excludes.items()]

    def remember(self, read: Mapping[str, int]) -> None:
        """Take what an earlier part of the visit read, by address with its place in time: until `settle`, jobs for it are only counted."""
        self._read = read

    def recalls(self, job: Job) -> bool:
        """Return whether a job was done by an earlier part of the visit."""
        if job.url not in self._read or job.errand is Errand.OPTIONS:
            return False
        self._recalled.append(job)
        return True

    def settle(self) -> list[Job]:
        """Count what was read against the bounds, in its order, as if it had been read now; return what was left out of them."""
        for job in sorted(self._recalled, key=lambda one: self._read[one.url]):
            if not self.admit(job):
                self.admit(replace(job, errand=Errand.LOOK))
        done, self._recalled = self._recalled, []
        self._seen |= self._read.keys()
        self._read = {}
        return done

    def mark(self, url: str) -> None:
        """Say that `url` has been read, or is being read as part of another errand."""
        self._seen.add(url)

    def offer(
        self, lead: Lead, promised: Iterable[Role], found_on: str, *, look: Look, from_role_page: bool
    ) -> Job | None:
        """Return the job that an address is worth; None where it is worth none or was offered before.

        Args:
            lead: The address, and how it is linked.
            promised: What any link so far promised of it.
            found_on: The page that links it.
            look: How that page has such links looked at where they lead to no page of the site.
            from_role_page: Whether that page exists to be contacted.
        """
        url = lead.url
        if url in self._seen or lead.kind not in scope.LOOKED_AT or is_share(url):
            return None
        wanted = CONTACT_ROLES.intersection(promised)
        is_part = from_role_page and lead.kind is LinkKind.FRAME  # to a visitor, of the page that shows it
        is_page = self._is_page(lead, wanted=bool(wanted) or is_part)
        is_guest = bool(wanted) and not urls.same_site(url, self._home) and self._guests < self._bounds.guests
        if not is_page and not is_guest and not wanted and look is not Look.TRUTH:
            return None  # another page may have it looked at more closely
        self._seen.add(url)
        if self.excludes(url) or self._is_repeat(url):
            return None
        if is_page:
            return self._page_job(url, promised, found_on)
        if is_guest:
            self._guests += 1
            return Job(url, Errand.GUEST, _ROLE_PAGE)
        return _job(lead, Look.TRUTH if wanted else look, early=from_role_page)

    def further(self, lead: Lead, look: Look) -> Job | None:
        """Return the job for an address that was passed by, once there is a reason to look at it."""
        url = lead.url
        if url in self._left or is_share(url) or self.excludes(url):
            return None
        if url not in self._seen:
            self._seen.add(url)
            if self._is_repeat(url):
                return None
        return _job(lead, look, early=look is Look.TRUTH)

    def listed(self, url: str, promised: Iterable[Role]) -> Job | None:
        """Return the job for a page of the site known from a sitemap or from configuration."""
        if self.knows(url) or not urls.same_site(url, self._home) or _FILE.search(urls.path(url)):
            return None
        self._seen.add(url)
        return self._page_job(url, promised)

    def named(self, url: str, promised: Iterable[Role]) -> Job | None:
        """Return the job for a page that configuration names, wherever it is kept."""
        if self.knows(url):
            return None
        if not urls.same_site(url, self._home):
            self._seen.add(url)
            return Job(url, Errand.GUEST, _ROLE_PAGE)
        if _FILE.search(urls.path(url)):
            self._seen.add(url)
            return Job(url, Errand.LOOK, _ITS_LINKS)
        return self.listed(url, promised)

    def actions(self, forms: Iterable[Form]) -> Iterator[Job]:
        """Yield the jobs that tell whether what contact forms are sent to is there; nothing is submitted."""
        for form in forms:
            if not urls.is_web(form.action) or form.purpose in _NO_ROUTE:
                continue
            if not self.knows(form.action):
                self.mark(form.action)
                yield Job(form.action, Errand.LOOK, _ITS_LINKS)
            key = f"OPTIONS {form.action}"
            if form.method == "post" and not self.knows(key):
                self.mark(key)
                yield Job(form.action, Errand.OPTIONS, _ITS_LINKS + 5)

    def guess(self, url: str) -> Job | None:
        """Return the job for a usual path that nobody linked."""
        if self.knows(url):
            return None
        self._seen.add(url)
        return Job(url, Errand.GUESS, _LAST)

    def admit(self, job: Job) -> bool:
        """Return whether there is room for a job that is about to start; what is left out is counted."""
        if self.excludes(job.url):
            return False
        if job.tries or job.via or job.errand not in {Errand.PAGE, Errand.LOOK, Errand.GLANCE}:
            return True
        kind = Errand.PAGE if job.errand is Errand.PAGE else Errand.LOOK
        limit = self._bounds.pages if kind is Errand.PAGE else self._bounds.looks
        always = kind is Errand.PAGE and job.priority < _OTHER_PAGE  # pages that may have a role
        if self._started[kind] >= limit and not always:
            self._left_out[kind.value] += 1
            return False
        self._started[kind] += 1
        return True

    def notes(self) -> list[Message]:
        """Return what was left out."""
        notes = []
        if count := self._left_out["page"]:
            notes.append(_pages_left_out(count, self._bounds.pages))
        if count := self._left_out["look"]:
            notes.append(_addresses_left_out(count, self._bounds.looks))
        if count := self._left_out["trap"]:
            notes.append(_traps_left_out(count))
        return notes

    def _page_job(self, url: str, promised: Iterable[Role], found_on: str = "") -> Job | None:
        promised = frozenset(promised)
        if CONTACT_ROLES & promised:
            return Job(url, Errand.PAGE, _ROLE_PAGE + page_roles.priority(promised))
        if self._is_trap(url, found_on):
            self._left_out["trap"] += 1
            self._left.add(url)
            return None
        return Job(url, Errand.PAGE, _OTHER_PAGE + min(page_roles.priority(promised), _REST - _OTHER_PAGE - 1))

    def _is_repeat(self, url: str) -> bool:
        """Return whether an address differs from one that is known in its session id only."""
        bare = _SESSION.sub("", url)
        if bare == url:
            return False
        bare = bare.rstrip("?&")
        repeated = bare in self._seen
        self._seen.add(bare)
        if repeated:
            self._left.add(url)
        return repeated

    def _is_trap(self, url: str, found_on: str) -> bool:
        """Return whether a page seems to belong to an endless set: a calendar, a list with every filter, session ids.

        Either its address has a query and many pages of that path have been taken with other queries; or a long chain of
        pages led to it, each found only on the one before, all with the same address but for numbers.
        """
        path, _, query = url.partition("?")
        if query:
            self._queries[path] += 1
            if self._queries[path] > max(_FEWEST_QUERIES, self._bounds.pages // 4):
                return True
        pattern = _NUMBER.sub("0", url)
        if pattern == url or pattern != _NUMBER.sub("0", found_on):
            return False
        self._chains[url] = self._chains.get(found_on, 0) + 1
        return self._chains[url] > self._bounds.depth

    def _is_page(self, lead: Lead, *, wanted: bool) -> bool:
        """Return whether a link leads to a page of the site that is to be read."""
        if lead.kind not in scope.FOLLOWED or _FILE.search(urls.path(lead.url)):
            return False
        if lead.url.startswith(self._origin) or _bare(urls.netloc(lead.url)) == self._bare_home:
            return True
        return wanted and urls.same_site(lead.url, self._home)


def _job(lead: Lead, look: Look, *, early: bool) -> Job:
    errand = Errand.LOOK if look is Look.TRUTH else Errand.GLANCE
    return Job(lead.url, errand, _ITS_LINKS if early else _REST, picture=lead.kind is LinkKind.IMAGE)


def is_share(url: str) -> bool:
    """Return whether an address only opens a form by which a visitor shares something on a network."""
    return _SHARE.search(url) is not None


def _bare(netloc: str) -> str:
    return netloc.removeprefix("www.")


def _pages_left_out(count: int, limit: int) -> Message:
    return message(
        "{count:,} further page was not read, because the limit is {limit:,} pages.",
        "{count:,} further pages were not read, because the limit is {limit:,} pages.",
        count=count,
        limit=limit,
    ).telling_operator(message("Raise crawl.max_pages in auditor.toml to read more pages."))


def _addresses_left_out(count: int, limit: int) -> Message:
    return message(
        "{count:,} further address was not checked, because the limit is {limit:,} addresses.",
        "{count:,} further addresses were not checked, because the limit is {limit:,} addresses.",
        count=count,
        limit=limit,
    ).telling_operator(message("Raise crawl.max_links in auditor.toml to check more addresses."))


def _traps_left_out(count: int) -> Message:
    return message(
        "{count:,} page was not read, because many like it were: its address differs from theirs only in numbers or query values.",
        "{count:,} pages were not read, because many like them were: their addresses differ only in numbers or query values.",
        count=count,
    )
