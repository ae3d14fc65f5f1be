"""Where a link lands: on the domain it names, where it may well lead, or in other hands. Pure.

A domain that lapses is soon somebody else's. Who follows an old link to it then stands before a sale sign or in a casino,
sent there by the page that links it. Precise before complete: without strong evidence a changed domain is put to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from auditor import urls
from auditor.analysis.links import graph
from auditor.analysis.links import status as link_status
from auditor.model import Cause, Fetch, Link, LinkKind, Message, Reach, Role, Snapshot, message
from auditor.model.messages import NOTHING
from auditor.model.remembering import remembered
from auditor.platforms.forwarders import forwards
from auditor.resources import facts
from auditor.text import company_names
from auditor.text.parked import parked_mark
from auditor.text.parsed import text_of
from auditor.text.trades import Trade, speaks_of, trade_of

_FOLLOWED = frozenset({LinkKind.ANCHOR, LinkKind.FRAME})
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_GUARDED = frozenset({401, 403, 429, 999})
_LINKING_PAGES = 5
"""Pages that are read to tell whether the company itself speaks of a trade."""
_LONGEST_TITLE = 80


class Kind(StrEnum):
    """What became of a link."""

    STAYS = "stays"
    """It lands on the registrable domain that it names."""
    EXPECTED = "expected"
    """On another one, where it is meant to."""
    CHANGED = "changed"
    """On another one, or on a page of a doubtful trade; a person must judge."""
    TAKEN = "taken"
    """On a page that is parked, for sale, or of another trade altogether."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a link leads, and what that means."""

    kind: Kind
    url: str
    """Where its redirects ended."""
    reason: Message
    """Such as `The link stays on acme.example.`"""
    excerpt: str = ""
    """Words of the page there."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A link under examination."""

    snapshot: Snapshot
    fetch: Fetch
    links: tuple[Link, ...]

    @property
    def named(self) -> str:
        return self.fetch.url

    @property
    def landed(self) -> str:
        return self.fetch.final_url

    @property
    def moved(self) -> bool:
        return not urls.same_site(self.named, self.landed)

    @property
    def answered(self) -> bool:
        return self.fetch.reach in {Reach.RESPONDED, Reach.TOO_LARGE} and 200 <= (self.fetch.status or 0) < 300

    @property
    def page(self) -> link_status.Content:
        """What the page says where the link lands."""
        return link_status.content_of(self.snapshot, self.fetch)

    @property
    def head(self) -> str:
        """What the page calls itself."""
        return f"{self.page.title}\n{self.page.heading}\n{self.page.description}"


@remembered()
def links(snapshot: Snapshot) -> Mapping[str, tuple[Link, ...]]:
    """Return the links that visitors follow, by the address they name, in the order read; frames are followed for them."""
    found: dict[str, list[Link]] = {}
    for link in snapshot.links:
        if link.kind in _FOLLOWED:
            found.setdefault(link.url, []).append(link)
    return {url: tuple(named) for url, named in found.items()}


@remembered(50_000)
def of(snapshot: Snapshot, url: str) -> Landing | None:
    """Return where the links to `url` lead.

    None where that cannot be told or is no matter of domains: nobody links it, it was not read, nothing answers there, a wall
    stands before it, or it is one of the site's own pages.
    """
    fetch, named = snapshot.fetches.get(url), links(snapshot).get(url, ())
    if fetch is None or not named:
        return None
    case = _Case(snapshot, fetch, named)
    if urls.same_site(url, snapshot.target.site) and not case.moved:
        return None
    if urls.same_site(fetch.final_url, snapshot.target.site):
        return Landing(Kind.EXPECTED, fetch.final_url, message("The link leads to the company's own site."))
    return _judge(case)


def parked_at(snapshot: Snapshot, fetch: Fetch) -> Message:
    """Return what shows that an address, whoever links it, ends at a domain that waits for a buyer; nothing where nothing does."""
    case = _Case(snapshot, fetch, ())
    return _parked(case) if case.answered else NOTHING


def _judge(case: _Case) -> Landing | None:
    if case.answered and (sign := _parked(case)):
        host = message("The link leads to {host}, which is parked or for sale.", host=urls.host(case.landed))
        itself = message("The linked domain is parked or for sale.")
        return Landing(Kind.TAKEN, case.landed, (host if case.moved else itself).then(sign), case.page.title)
    if not case.answered and not (case.moved and _is_guarded(case.fetch)):
        return None
    if not case.moved:
        stays = message("The link stays on {site}.", site=urls.site_of(case.landed))
        return _strange(case) or Landing(Kind.STAYS, case.landed, stays)
    if relation := _one_owner(case.named, case.landed):
        return Landing(Kind.EXPECTED, case.landed, relation)
    return _strange(case) or _elsewhere(case)


def _is_guarded(fetch: Fetch) -> bool:
    """Return whether somebody is there who does not let us in; behind a log-in or consent page may be the page named."""
    if fetch.reach is Reach.CHALLENGED:
        return fetch.cause not in {Cause.LOGIN, Cause.CONSENT}
    return fetch.reach is Reach.RESPONDED and fetch.status in _GUARDED


# ---------------------------------------------------------------------------------------------------------------- parked


def _parked(case: _Case) -> Message:
    """Return what shows that the domain waits for a buyer; empty where nothing does."""
    if _is_dealer(case.landed):
        return _sent_to_dealer(case)
    if link_status.is_venue(case.landed) or case.fetch.content_type not in _HTML:
        return NOTHING
    page = case.page
    mark = parked_mark(page.title, page.text) or _parking_code(case)
    told = message("The page says “{words}”.", words=mark)
    return NOTHING if not mark or _names_company(case, f"{page.title}\n{page.text}") else told


def _sent_to_dealer(case: _Case) -> Message:
    """Return that a domain sends visitors to a dealer; empty where the link means the dealer itself."""
    stops = [hop for hop in _hops(case.fetch) if not _is_dealer(hop)]
    if not stops or forwards(stops[-1]) or _is_called_so(case):
        return NOTHING
    return message("{site} sends visitors to a dealer in domains.", site=urls.site_of(stops[-1]))


def _hops(fetch: Fetch) -> tuple[str, ...]:
    return (fetch.url, *(hop.url for hop in fetch.redirects))


def _parking_code(case: _Case) -> str:
    known = facts("analysis/links/destination.toml")
    if len(case.page.text) > known["parking_code_text"]:
        return ""
    html = case.snapshot.read(case.fetch)
    return next((code for code in known["parking_code"] if code in html), "")


def _is_dealer(url: str) -> bool:
    return _listed("dealers", url) or _has_path("dealing", url)


# ----------------------------------------------------------------------------------------------------------------- trade


def _strange(case: _Case) -> Landing | None:
    """Return what to say of a page of a trade that neither the company nor the pages that link it speak of."""
    if link_status.is_venue(case.landed) or case.fetch.content_type not in _HTML:
        return None
    page = case.page
    trade = trade_of(case.head, page.text)
    # Whoever links "Betfox" at betfox.com means it, as long as the page calls itself so: a lapsed domain's new page seldom does.
    meant = not case.moved and _is_called_so(case) and _names_brand(case)
    if trade is None or _is_known(case, trade) or meant:
        return None
    known = not case.moved or _related(case) or _names_company(case, f"{case.head}\n{page.text}") or _names_brand(case)
    said = ", ".join(f"“{term}”" for term in trade.terms)
    reason = message("The link leads to a page about {trade} ({words}).", trade=Message(trade.name), words=said)
    if case.moved:
        host = urls.host(case.landed)
        reason = message(
            "The link leads to {host}, a page about {trade} ({words}).",
            host=host,
            trade=Message(trade.name),
            words=said,
        )
    return Landing(Kind.CHANGED if known else Kind.TAKEN, case.landed, reason, page.title)


def _is_known(case: _Case, trade: Trade) -> bool:
    """Return whether the words of a trade stand in the links, on the pages around them or on the company's home page."""
    name = f"{case.snapshot.target.name} {company_names.label(case.snapshot.target.site)}"
    said = [name, *(link.text for link in case.links)]
    home = [page.url for page in case.snapshot.pages if page.has(Role.HOME)][:1]
    around = dict.fromkeys((*home, *(link.page for link in case.links)))
    read = (_text(case.snapshot, url) for url in list(around)[: _LINKING_PAGES + 1])
    return speaks_of(trade.id, "\n".join(said)) or any(speaks_of(trade.id, text) for text in read)


@remembered(256)
def _text(snapshot: Snapshot, url: str) -> str:
    page = graph.at(snapshot, url)
    return text_of(page.read()) if page is not None else ""


# ------------------------------------------------------------------------------------------------------------- elsewhere


def _elsewhere(case: _Case) -> Landing | None:
    """Return what to say of a page on another domain that nothing speaks against."""
    if _is_door(case.landed):
        return None
    site = urls.site_of(case.landed)
    if why := _why_expected(case):
        return Landing(Kind.EXPECTED, case.landed, why)
    if urls.same_site(case.named, case.snapshot.target.site):  # the company sends its visitors there itself
        sent = message("The link leads to {site}, where the company's own site sends visitors.", site=site)
        return Landing(Kind.EXPECTED, case.landed, sent)
    titled = message("The page there is titled “{title}”.", title=_shorten(case.page.title))
    reason = message("The link names {named}, but leads to {site}.", named=urls.site_of(case.named), site=site)
    reason = reason.then(titled if case.page.title else NOTHING)
    return Landing(Kind.CHANGED, case.landed, reason, case.page.title)


def _why_expected(case: _Case) -> Message:
    """Return why a link may lead to another domain; empty where nobody knows."""
    site = urls.site_of(case.landed)
    if any(map(forwards, _hops(case.fetch))):
        return message("The link leads to {site} through a forwarding service.", site=site)
    if _listed("stores", case.landed):
        return message("The link leads to {site}, an app store.", site=site)
    if case.answered and case.fetch.content_type not in {*_HTML, ""}:
        return message("The link leads to a file on {site}.", site=site)
    if related := _related(case):
        return related
    if _names_company(case, case.head):
        return message("The link leads to {site}, to a page that names the company.", site=site)
    named = message("The link leads to {site}, to a page that bears the name of the linked domain.", site=site)
    return named if _names_brand(case) else NOTHING


def _related(case: _Case) -> Message:
    """Return what the addresses and the link's own words have to do with each other; empty where nothing."""
    named, landed, own = (company_names.label(url) for url in (case.named, case.landed, case.snapshot.target.site))
    site = urls.site_of(case.landed)
    alike = message("The link leads to {site}, a domain of a similar name.", site=site)
    if company_names.alike(named, landed):
        return alike
    if len(bare := company_names.plain(named)) >= company_names.TELLING:
        if bare in map(company_names.plain, urls.host(case.landed).split(".")):
            return alike
        if link_status.is_venue(case.landed) and bare in company_names.plain(case.landed):
            return message("The link leads to a profile of that name on {site}.", site=site)
    if company_names.alike(own, landed):
        return message("The link leads to {site}, a domain of the company's own name.", site=site)
    told = message("The link leads to {site}, as its own words say.", site=site)
    return told if _is_called_so(case) else NOTHING


def _is_called_so(case: _Case) -> bool:
    """Return whether the words of a link name the domain where it lands."""
    landed, site = company_names.plain(company_names.label(case.landed)), urls.site_of(case.landed)
    said = (link.text for link in case.links if len(landed) >= company_names.SHORTEST)
    return any(landed in company_names.plain(text) or site in text.lower() for text in said)


def _one_owner(named: str, landed: str) -> Message:
    """Return why two domains surely belong to one owner; empty where that is not sure."""
    site = urls.site_of(landed)
    if company_names.plain(company_names.label(named)) == company_names.plain(company_names.label(landed)):
        return message("The link leads to {site}, a domain of the same name.", site=site)
    for family in facts("analysis/links/destination.toml")["family"]:
        if all(_under(family["domains"], url) for url in (named, landed)):
            return message("The link leads to {site}, which belongs to {owner}.", site=site, owner=family["name"])
    return NOTHING


# ----------------------------------------------------------------------------------------------------------------- names


def _names_company(case: _Case, text: str) -> bool:
    """Return whether a text names the company looked at, its domain aside."""
    target = case.snapshot.target
    return any(company_names.holds(text, name) for name in (target.name, company_names.label(target.site)))


def _names_brand(case: _Case) -> bool:
    """Return whether the page's title, heading or description holds the name that the link's domain bears."""
    return company_names.holds(case.head, company_names.label(case.named))


# ----------------------------------------------------------------------------------------------------------------- hosts


def _is_door(url: str) -> bool:
    return _listed("doormen", url) or _door().search(urls.path(url)) is not None


def _listed(name: str, url: str) -> bool:
    return _under(facts("analysis/links/destination.toml")[name], url)


def _under(domains: Sequence[str], url: str) -> bool:
    return any(host in domains for host in _hosts(urls.host(url)))


def _hosts(host: str) -> Iterator[str]:
    """Yield a host and every domain above it."""
    labels = host.split(".")
    yield from (".".join(labels[start:]) for start in range(len(labels)))


def _has_path(name: str, url: str) -> bool:
    address = urls.host(url) + urls.path(url)
    return any(pattern.match(address) for pattern in _patterns(name))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in facts("analysis/links/destination.toml")[name])


@cache
def _door() -> re.Pattern[str]:
    return re.compile(facts("analysis/links/destination.toml")["door"])


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1] + "…"
