"""The company's own posts as a takeover is told from: when, in which language, with which program, and where their links lead. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from auditor import urls
from auditor.analysis.conversations import feeds, post_scan, queries
from auditor.analysis.lookalikes import landings
from auditor.analysis.lookalikes.asked import Asked
from auditor.analysis.profiles import profiles
from auditor.analysis.takeover import whose
from auditor.model import Landing, LandingState, Outcome, Owner, Post, Snapshot
from auditor.model.remembering import remembered
from auditor.platforms.forwarders import forwards
from auditor.platforms.spelling import account_key
from auditor.text.posts.clean import clean, words_only
from auditor.text.posts.language import language

_FEWEST_WORDS = 5
"""Words of a post below which its language proves nothing. Our default."""
_WRAPPERS = frozenset({"t.co", "lnkd.in", "youtu.be", "fb.me", "redd.it", "instagr.am"})
"""Forwarders that platforms put in place of every link, or that lead to their own pages only."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Where a link of a post leads, as far as is known."""

    url: str
    """As posted."""
    domain: str
    """Registrable domain where it ends, or of what was posted where that is not known."""
    hidden: bool = False
    """Whether a forwarder hides where it ends, and nobody followed it."""
    password: bool = False
    """Whether the page there asks for the password of an account that readers have."""
    claimed: bool = False
    """Whether it does so in the name of somebody whose domain it is not."""
    blocked: bool = False
    """Whether a block list that the user names holds it."""
    plausible: bool = False
    """Whether it may well be no stranger's: a known service, the company's name under another ending, a page that leads to its site."""

    @property
    def lures(self) -> bool:
        """Whether it is more than a link to somebody else."""
        return self.hidden or self.password or self.blocked


@dataclass(frozen=True, slots=True)
class Act:
    """One own post."""

    post: Post
    foreign: tuple[Linked, ...]
    """Links that lead neither to the company nor anywhere its own site leads."""
    lang: str
    """Two-letter code of the language its words are in; empty where they don't tell."""
    local: datetime
    """When, in the company's zone."""
    home: bool = False
    """Whether a link of it leads to the company's own domain."""

    @property
    def at(self) -> datetime:
        """When, UTC."""
        return self.post.created_at

    @property
    def id(self) -> str:
        """Which post of its account."""
        return self.post.id


@dataclass(frozen=True, slots=True)
class Account:
    """The own posts of one account."""

    platform: str
    account: str
    acts: tuple[Act, ...]
    """By time."""


@remembered()
def accounts(snapshot: Snapshot) -> tuple[Account, ...]:
    """Return the accounts whose own posts were gathered, with these; items of feeds of the site and reposts are no posts of its own."""
    found: dict[tuple[str, str], list[Post]] = {}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for (platform, account), own in post_scan.scanned(snapshot).own.items():
        if platform == queries.SITE:
            continue
        key = account_key(platform, account)
        names.setdefault(key, (platform, account))
        found.setdefault(key, []).extend(feeds.written(own.posts))
    strangers = _strangers(snapshot)
    links = _Links(snapshot)
    return tuple(
        Account(*names[key], tuple(_acts(snapshot, found[key], links)))
        for key in sorted(found)
        if found[key] and key not in strangers
    )


def _strangers(snapshot: Snapshot) -> set[tuple[str, str]]:
    """Return accounts that are not certainly the company's; whose posts it exported, it holds."""
    exported = {account_key(one.platform, one.account) for one in snapshot.channels if not one.url.startswith("http")}
    unsure = {Owner.OTHER, Owner.UNKNOWN, Owner.LIKELY}
    return {account_key(one.platform, one.handle) for one in snapshot.profiles if one.owner in unsure} - exported


def _acts(snapshot: Snapshot, posts: Iterable[Post], links: _Links) -> Iterator[Act]:
    zone = zone_of(snapshot)
    for post in sorted(posts, key=lambda one: (one.created_at, one.id)):
        yield Act(
            post, tuple(links.foreign(post)), _language(post), post.created_at.astimezone(zone), links.lead_home(post)
        )


def zone_of(snapshot: Snapshot) -> ZoneInfo:
    """Return the zone in which hours are told."""
    approved = snapshot.approved.timezone if snapshot.approved else ""
    return ZoneInfo(approved or snapshot.company_profile.timezone or "UTC")


def _language(post: Post) -> str:
    """Return what the words of a post are in: a program states its own setting, whatever somebody writes with it."""
    said = language(post.text)
    return said if len(words_only(post.text).split()) >= _FEWEST_WORDS or not said.isascii() else ""


class _Links:
    """Tells where links of posts lead, and whether that is the company's."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._landings: Mapping[str, Landing] = snapshot.landings
        self._own = own_domains(snapshot)
        self._known = self._own | _linked_by_site(snapshot)
        self._found: dict[str, Linked | None] = {}

    def foreign(self, post: Post) -> Iterator[Linked]:
        """Yield the links of a post that lead neither to the company nor where its site leads, each once."""
        for url in dict.fromkeys((*post.urls, *clean(post.text).urls)):
            if url not in self._found:
                self._found[url] = self._followed(url)
            found = self._found[url]
            if found is not None and found.domain not in (self._own if found.hidden else self._known):
                yield found

    def lead_home(self, post: Post) -> bool:
        """Return whether a link of a post leads to the company's own domain."""
        every = dict.fromkeys((*post.urls, *clean(post.text).urls))
        return any(
            (found := self._found.get(url)) is not None and not found.hidden and found.domain in self._own
            for url in every
        )

    def _followed(self, url: str) -> Linked | None:
        resolved = urls.resolve(url if "://" in url else f"https://{url}", "https://invalid.invalid/")
        if resolved is None or not urls.is_web(resolved.url):
            return None
        address = resolved.url.partition("#")[0]
        posted = urls.site_of(address)
        landing = self._landings.get(address)
        if landing is not None and (landing.state is LandingState.ANSWERED or landing.domain != posted):
            asks = landing.domain not in self._own and landings.asks_for(self._snapshot, landing) is Asked.ACCOUNT
            may_be = whose.may_be_ours(self._snapshot, landing.final_url, landing, self._own)
            blocked = bool(landing.block_lists)
            claims = asks and self._claims(landing)
            return Linked(address, landing.domain, password=asks, claimed=claims, blocked=blocked, plausible=may_be)
        blocked = landing is not None and bool(landing.block_lists)
        hidden = forwards(address) and posted not in _WRAPPERS
        may_be = whose.may_be_ours(self._snapshot, address, landing, self._own)
        return Linked(address, posted, hidden, blocked=blocked, plausible=may_be)

    def _claims(self, landing: Landing) -> bool:
        claim = landings.claim_of(self._snapshot, landing)
        return claim is not None and claim.standing is Outcome.FAIL


@remembered()
def own_domains(snapshot: Snapshot) -> frozenset[str]:
    """Return the registrable domains that are the company's own: its site's, those auditor.toml names, and those it approved."""
    home = next((page.fetch.final_url for page in snapshot.pages if page.url == snapshot.target.site), "")
    return profiles.own_domains(snapshot) | ({urls.site_of(home)} if home else frozenset())


@remembered()
def _linked_by_site(snapshot: Snapshot) -> frozenset[str]:
    """Return the domains that the company's own site leads to: who takes an account over does not hold the site too."""
    found = {urls.site_of(link.url) for link in snapshot.links if link.url.startswith("http")}
    profile = {urls.site_of(one.url) for one in profiles.living(snapshot)}
    return frozenset((found | profile) - {""})
