"""Which addresses are worth a request, in which order, and which are left out and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from auditor import urls
from auditor.collect import roles
from auditor.model import CONTACT_ROLES, Link, LinkKind, Place, Role
from auditor.truth import is_venue


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
    CONTROL = "control"
    """An address that cannot exist, to learn how the host says so."""
    OPTIONS = "options"
    """Asks a form's address which methods it takes; nothing is ever submitted."""


@dataclass(frozen=True, slots=True)
class Job:
    """One address to read."""

    url: str
    errand: Errand
    priority: int
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may be read."""

    pages: int
    looks: int
    depth: int = 40
    """Links followed one after the other whose addresses differ in numbers only, as a calendar's do. House rule."""
    guests: int = 10


_FOLLOWED = frozenset({LinkKind.ANCHOR, LinkKind.FRAME, LinkKind.REFRESH})
_LOOKED_AT = _FOLLOWED | {LinkKind.IMAGE, LinkKind.MEDIA}
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
"""Pages of one path that may differ in their query alone, however small the visit. House rule."""
_SESSION = re.compile(
    r"(?:;jsessionid=[^?&#/]*)|(?<=[?&])(?:phpsessid|jsessionid|sid|session_?id|oscsid|zenid|cfid|cftoken)=[^&#]*&?",
    re.IGNORECASE,
)
_ROLE_PAGE, _ITS_LINKS, _OTHER_PAGE, _REST, _LAST = 10, 30, 40, 60, 90
ORDINARY = _OTHER_PAGE
"""Priorities from here on have nothing to do with contact pages."""


_NOTHING: Mapping[Role, str] = {}


class Frontier:
    """Turns what was found into jobs, each address once."""

    def __init__(self, home: str, bounds: Bounds) -> None:
        self._home = home
        self._origin = urls.origin(home) + "/"
        self._bounds = bounds
        self._seen: set[str] = set()
        self._queries: Counter[str] = Counter()
        self._chains: dict[str, int] = {}
        self._started: Counter[Errand] = Counter()
        self._left_out: Counter[str] = Counter()
        self._guests = 0

    def knows(self, url: str) -> bool:
        """Return whether `url` was offered or read before."""
        return url in self._seen

    def mark(self, url: str) -> None:
        """Say that `url` has been read, or is being read as part of another errand."""
        self._seen.add(url)

    def promises(self, link: Link) -> Mapping[Role, str]:
        """Return the roles a link promises of where it leads, with the reason; none for what is not the site's."""
        if link.kind is not LinkKind.ANCHOR or self._is_elsewhere_on_page(link):
            return _NOTHING
        said = roles.from_link(link.text, f"{link.url}#{link.fragment}" if link.fragment else link.url)
        if not said:
            return _NOTHING
        if link.url.startswith(self._origin) or urls.same_site(link.url, self._home):
            return {role: why for role, why in said.items() if role is not Role.HOME}
        return {role: why for role, why in said.items() if role in CONTACT_ROLES} if self._may_be_guest(link) else {}

    def offer(self, link: Link, promised: Iterable[Role], *, from_role_page: bool) -> Job | None:
        """Return the job that a link is worth; None where it is worth none or was offered before."""
        if link.url in self._seen or link.kind not in _LOOKED_AT or _SHARE.search(link.url):
            return None
        self._seen.add(link.url)
        if self._is_repeat(link.url):
            return None
        wanted = CONTACT_ROLES.intersection(promised)
        if self._is_page(link, wanted=bool(wanted)):
            return self._page_job(link.url, promised, link.page)
        if wanted and not urls.same_site(link.url, self._home) and self._guests < self._bounds.guests:
            self._guests += 1
            return Job(link.url, Errand.GUEST, _ROLE_PAGE)
        return Job(link.url, Errand.LOOK, _ITS_LINKS if from_role_page else _REST)

    def listed(self, url: str, promised: Iterable[Role]) -> Job | None:
        """Return the job for a page of the site known from a sitemap or from configuration."""
        if url in self._seen or not urls.same_site(url, self._home) or _FILE.search(urls.path(url)):
            return None
        self._seen.add(url)
        return self._page_job(url, promised)

    def named(self, url: str, promised: Iterable[Role]) -> Job | None:
        """Return the job for a page that configuration names, wherever it is kept."""
        if url in self._seen:
            return None
        if not urls.same_site(url, self._home):
            self._seen.add(url)
            return Job(url, Errand.GUEST, _ROLE_PAGE)
        if _FILE.search(urls.path(url)):
            self._seen.add(url)
            return Job(url, Errand.LOOK, _ITS_LINKS)
        return self.listed(url, promised)

    def guess(self, url: str) -> Job | None:
        """Return the job for a usual path that nobody linked."""
        if url in self._seen:
            return None
        self._seen.add(url)
        return Job(url, Errand.GUESS, _LAST)

    def admit(self, job: Job) -> bool:
        """Return whether there is room for a job that is about to start; what is left out is counted."""
        if job.tries or job.errand not in {Errand.PAGE, Errand.LOOK}:
            return True
        limit = self._bounds.pages if job.errand is Errand.PAGE else self._bounds.looks
        always = job.errand is Errand.PAGE and job.priority < _OTHER_PAGE  # pages that may have a role
        if self._started[job.errand] >= limit and not always:
            self._left_out[job.errand.value] += 1
            return False
        self._started[job.errand] += 1
        return True

    def notes(self) -> list[str]:
        """Return what was left out, in sentences."""
        notes = []
        if count := self._left_out["page"]:
            notes.append(f"{count} further pages were not read: the limit is {self._bounds.pages} (crawl.max_pages).")
        if count := self._left_out["look"]:
            notes.append(
                f"{count} further addresses were not checked: the limit is {self._bounds.looks} (crawl.max_links)."
            )
        if count := self._left_out["trap"]:
            notes.append(
                f"{count} pages were not read because many of the same kind were: their addresses differ in numbers or query "
                "values only, like a calendar's."
            )
        return notes

    def _page_job(self, url: str, promised: Iterable[Role], found_on: str = "") -> Job | None:
        promised = frozenset(promised)
        if CONTACT_ROLES & promised:
            return Job(url, Errand.PAGE, _ROLE_PAGE + roles.priority(promised))
        if self._is_trap(url, found_on):
            self._left_out["trap"] += 1
            return None
        return Job(url, Errand.PAGE, _OTHER_PAGE + min(roles.priority(promised), _REST - _OTHER_PAGE - 1))

    def _is_repeat(self, url: str) -> bool:
        """Return whether an address differs from one that is known in its session id only."""
        bare = _SESSION.sub("", url)
        if bare == url:
            return False
        bare = bare.rstrip("?&")
        repeated = bare in self._seen
        self._seen.add(bare)
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

    def _is_page(self, link: Link, *, wanted: bool) -> bool:
        """Return whether a link leads to a page of the site that is to be read."""
        if link.kind not in _FOLLOWED or _FILE.search(urls.path(link.url)):
            return False
        if _bare(urls.netloc(link.url)) == _bare(urls.netloc(self._home)):
            return True
        return wanted and urls.same_site(link.url, self._home)

    def _may_be_guest(self, link: Link) -> bool:
        """Return whether a page elsewhere may be one the company keeps there: signposted from a menu, and no platform."""
        return link.place in {Place.NAV, Place.HEADER, Place.FOOTER} and not is_venue(link.url)

    def _is_elsewhere_on_page(self, link: Link) -> bool:
        return link.url == link.page and link.url != self._home


def _bare(netloc: str) -> str:
    return netloc.removeprefix("www.")
