"""Links of own posts and profiles: where they end, whose that is, what is to be said of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from auditor import urls
from auditor.analysis.contact_routes import imprint
from auditor.analysis.links import destination, domains
from auditor.analysis.links import status as link_status
from auditor.analysis.lookalikes import claims, likeness
from auditor.analysis.lookalikes.claims import Claim
from auditor.analysis.lookalikes.likeness import Likeness
from auditor.analysis.profiles import profiles
from auditor.model import Evidence, Fetch, Landing, LandingState, LinkKind, Message, Posting, Reach, Snapshot, message
from auditor.model.messages import NOTHING
from auditor.platforms import brands, forwarders
from auditor.platforms.brands import Brand
from auditor.platforms.parse import platform_of
from auditor.resources import facts
from auditor.text import company_names

_DOMAIN = re.compile(r"(?<![\w.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,24}(?![\w-])", re.IGNORECASE)
_SHORTEST = 3
"""Letters of a company's name below which nothing resembles it. Our default."""


class Ground(StrEnum):
    """Why a domain is beyond suspicion."""

    OWN = "own"
    """The company's own: named for the audit, confirmed, or in the Impressum."""
    LINKED = "linked"
    """The company's own site links to it."""
    KNOWN = "known"
    """A known company's own, or a platform's."""


@lru_cache(maxsize=8)
def own_domains(snapshot: Snapshot) -> frozenset[str]:
    """Return the registrable domains that are the company's: the site's, those named for the audit or confirmed, the Impressum's."""
    said = [urls.host(snapshot.target.site), *snapshot.company_profile.domains]
    said += snapshot.approved.domains if snapshot.approved is not None else ()
    said += _DOMAIN.findall(imprint.found(snapshot).text[:20_000])
    return frozenset(urls.site_of(f"https://{host.lower()}/") for host in said if "." in host)


@lru_cache(maxsize=8)
def _linked(snapshot: Snapshot) -> frozenset[str]:
    """Return the registrable domains that the company's own pages link."""
    return frozenset(urls.site_of(link.url) for link in snapshot.links if link.kind is LinkKind.ANCHOR)


@lru_cache(maxsize=8)
def own_brand(snapshot: Snapshot) -> Brand:
    """Return the company's names as something that may be imitated."""
    names = tuple(name for name in profiles.brand(snapshot) if len(company_names.plain(name)) >= _SHORTEST)
    labels = {company_names.label(f"https://{domain}/") for domain in _certain(snapshot)}
    labels |= {company_names.plain(name) for name in snapshot.company_profile.names}
    labels = {label for label in labels if len(label) >= _SHORTEST and not urls.is_address(label)}
    ordinary = frozenset(label for label in labels if likeness.is_ordinary(label))
    certain = tuple(sorted(_certain(snapshot)))
    return Brand(names or (snapshot.target.name,), certain, tuple(sorted(labels)), ordinary, own=True)


def _certain(snapshot: Snapshot) -> set[str]:
    """Return the domains by whose names the company is known; those that an Impressum merely names may be anybody's."""
    said = [urls.host(snapshot.target.site), *snapshot.company_profile.domains]
    said += snapshot.approved.domains if snapshot.approved is not None else ()
    return {urls.site_of(f"https://{host}/") for host in said}


def ground(snapshot: Snapshot, url: str) -> Ground | None:
    """Return why an address is beyond suspicion; None where nothing says so."""
    domain = urls.site_of(url)
    if domain in own_domains(snapshot):
        return Ground.OWN
    if forwarders.is_under(facts("analysis/lookalikes/hosts.toml")["anybody"], url):
        return None
    if _is_customers(url):
        return None
    if brands.holder(urls.host(url)) is not None or platform_of(url) is not None:
        return Ground.KNOWN
    return None


def is_linked(snapshot: Snapshot, url: str) -> bool:
    """Return whether the company's own pages link to the domain of an address."""
    return urls.site_of(url) in _linked(snapshot) and not forwarders.forwards(url)


def _is_customers(url: str) -> bool:
    """Return whether an address is a customer's name below a service, where anybody may put a page."""
    registered = urls.registered(urls.host(url))
    return bool(registered) and registered != urls.site_of(url)


def serves_companies(url: str) -> bool:
    """Return whether a host is a service on which companies keep log-ins, shops and help desks under their own names."""
    return _is_customers(url) or forwarders.is_under(facts("analysis/lookalikes/hosts.toml")["customers"], url)


def likeness_of(snapshot: Snapshot, landing: Landing) -> Likeness | None:
    """Return what the host of a landing imitates; None for nothing, and where its domain is beyond suspicion."""
    if ground(snapshot, landing.final_url) is not None:
        return None
    known = [brand for brand in brands.known() if not _is_own(snapshot, brand)]
    found = likeness.of_host(urls.host(landing.final_url), [own_brand(snapshot), *known])
    if found is not None and found.brand.own and is_linked(snapshot, landing.final_url):
        return None
    return found


def _is_own(snapshot: Snapshot, brand: Brand) -> bool:
    """Return whether a known brand is the company itself."""
    return any(brand.holds(domain) for domain in _certain(snapshot))


def fetch_of(snapshot: Snapshot, landing: Landing) -> Fetch | None:
    """Return the answer that a link ended at; None where it was not followed."""
    asked = (snapshot.fetches.get(url) for url in (landing.url, *(hop.url for hop in reversed(landing.hops))))
    found = [fetch for fetch in asked if fetch is not None]
    return next((fetch for fetch in found if fetch.final_url == landing.final_url), found[0] if found else None)


def parked(snapshot: Snapshot, landing: Landing) -> Message:
    """Return what shows that a link ends at a domain that waits for a buyer; nothing where nothing does."""
    fetch = fetch_of(snapshot, landing)
    return destination.parked_at(snapshot, fetch) if fetch is not None else NOTHING


def names_brand(landing: Landing, brand: Brand) -> bool:
    """Return whether the title of the page bears a brand's name."""
    return any(company_names.holds(landing.title, name) for name in brand.names)


def claim_of(snapshot: Snapshot, landing: Landing) -> Claim | None:
    """Return whose a page with a password field gives itself out as, whose it is not; None for nobody's."""
    fetch = fetch_of(snapshot, landing)
    if fetch is None or not landing.password:
        return None
    known = [brand for brand in brands.known() if not _is_own(snapshot, brand)]
    may_be = [brand for brand in (own_brand(snapshot), *known) if not brand.holds(urls.host(landing.final_url))]
    return claims.claimed(snapshot.read(fetch), landing.final_url, may_be)


def same_name(landing: Landing, brand: Brand) -> bool:
    """Return whether the domain is the brand's name under an ending that is not known to be its own."""
    label = company_names.plain(company_names.label(landing.final_url))
    return label in {company_names.plain(one) for one in brand.labels}


def below_its_name(landing: Landing, brand: Brand) -> bool:
    """Return whether the brand's name stands in front of the domain, as services name the pages of their customers."""
    host = urls.host(landing.final_url)
    below = host.removesuffix(urls.site_of(landing.final_url)).rstrip(".")
    return any(label in {company_names.plain(one) for one in brand.labels} for label in below.split("."))


class Standing(StrEnum):
    """What to make of a page that gives itself out as a brand."""

    FINE = "fine"
    """A log-in of the company's own, on a service where companies keep them, or linked by its own site."""
    OPEN = "open"
    """It may be the brand's own; a person must judge."""
    SUSPECT = "suspect"


def standing(snapshot: Snapshot, landing: Landing, claim: Claim) -> Standing:
    """Return what to make of a page that gives itself out as a brand whose domain it is not known to be."""
    own = claim.brand.own
    if claim.disguised:
        return Standing.SUSPECT
    below = own and below_its_name(landing, claim.brand)
    named = same_name(landing, claim.brand) or below
    if own and (is_linked(snapshot, landing.final_url) or (named and serves_companies(landing.final_url))):
        return Standing.FINE
    return Standing.OPEN if named or (own and serves_companies(landing.final_url)) else Standing.SUSPECT


def said(claim: Claim) -> Message:
    """Return the words with which a page gives itself out as a brand, as a sentence."""
    if claim.disguised:
        return message(
            "It writes the name with letters of another script that look the same: “{words}”.", words=claim.said
        )
    return message("It says “{words}”.", words=claim.said)


class Existence(StrEnum):
    """What is known of a host's being there."""

    THERE = "there"
    ABSENT = "absent"
    """There is no such host."""
    UNTOLD = "untold"
    """Look-ups failed, which says nothing."""


def existence(snapshot: Snapshot, landing: Landing) -> Existence:
    """Return whether the host of a landing is there: what fails to be looked up is not what does not exist."""
    fetch = fetch_of(snapshot, landing)
    if fetch is None:
        return Existence.THERE
    verdict = link_status.judge(snapshot, fetch.url)
    if landing.state is LandingState.GONE and fetch.status is None:
        return Existence.ABSENT if verdict.state is link_status.LinkState.DEAD else Existence.UNTOLD
    if fetch.reach is Reach.DNS_FAILED:
        registered = urls.registered(urls.host(landing.final_url))
        vacant = bool(registered) and domains.state(snapshot, registered) in {
            domains.State.VACANT,
            domains.State.CLOSED,
        }
        return Existence.ABSENT if vacant else Existence.UNTOLD
    return Existence.THERE


def why_unknown(snapshot: Snapshot, landing: Landing) -> Message:
    """Return why it is not known what stands where a link leads; nothing where it is."""
    if landing.reason:
        return landing.reason
    fetch = fetch_of(snapshot, landing)
    if landing.state is not LandingState.UNKNOWN or fetch is None:
        return NOTHING
    return link_status.judge(snapshot, fetch.url).reason


@dataclass(frozen=True, slots=True)
class Group:
    """Landings that end on one domain."""

    domain: str
    landings: tuple[Landing, ...]

    @property
    def count(self) -> int:
        """In how many posts and profiles they stand."""
        return sum(one.count for one in self.landings)


def by_domain(landings: Iterator[Landing]) -> Iterator[Group]:
    """Yield landings by the domain they end on, sorted."""
    found: dict[str, list[Landing]] = {}
    for landing in landings:
        found.setdefault(landing.domain, []).append(landing)
    yield from (Group(domain, tuple(found[domain])) for domain in sorted(found))


_WAYS = {
    likeness.Way.DOMAIN_INSIDE: message("It carries the whole domain {like} in front of another one."),
    likeness.Way.OTHER_SCRIPT: message("Letters of another script in it look like those of {like}."),
    likeness.Way.SAME_TO_THE_EYE: message(
        "To the eye it is {like}, with characters such as 0 for o, 1 for l or rn for m."
    ),
    likeness.Way.WORD: message("It carries the name {like} as a word of its own."),
    likeness.Way.ONE_LETTER: message("It differs from {like} by one letter."),
    likeness.Way.PART: message("It carries the name {like} inside a longer one."),
    likeness.Way.OTHER_ENDING: message("It is the name {like} under another ending."),
}


def how(found: Likeness) -> Message:
    """Return how a host resembles a brand's domain, as a sentence."""
    return replace(_WAYS[found.way], values=(("like", found.like),))


def linked_from(landing: Landing) -> Message:
    """Return where the company links it."""
    newest = max((one.at for one in landing.postings if one.at is not None), default=None)
    if landing.in_profile:
        return message("A profile of the company links it.")
    if newest is None:
        return NOTHING
    return message(
        "{count:,} post links it, on {day}.",
        "{count:,} posts link it, most recently on {day}.",
        count=landing.count,
        day=newest.date(),
    )


def proof(snapshot: Snapshot, landing: Landing) -> tuple[Evidence, ...]:
    """Return where a link ended, and the first places that give it."""
    fetch = fetch_of(snapshot, landing)
    way = " → ".join(dict.fromkeys((landing.url, *(hop.url for hop in landing.hops))))
    at = fetch.at.strftime("%Y-%m-%dT%H:%M:%SZ") if fetch is not None else ""
    end = Evidence(landing.final_url, landing.title or way[:300], at, fetch.body_sha256 if fetch is not None else "")
    return end, *(_posted(one, way) for one in landing.postings[:2])


def _posted(posting: Posting, way: str) -> Evidence:
    at = posting.at.strftime("%Y-%m-%dT%H:%M:%SZ") if posting.at is not None else ""
    return Evidence(posting.url or posting.account, way[:300], at)
