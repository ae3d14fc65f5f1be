"""Links of own posts and profiles: where they end, whose that is, what is to be said of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from auditor import urls
from auditor.analysis import pages
from auditor.analysis.contact_routes import imprint
from auditor.analysis.links import destination, domains
from auditor.analysis.links import status as link_status
from auditor.analysis.lookalikes import claims, likeness
from auditor.analysis.lookalikes.asked import Asked, asked
from auditor.analysis.lookalikes.claims import Claim
from auditor.analysis.lookalikes.likeness import Likeness
from auditor.analysis.profiles import profiles
from auditor.model import (
    Evidence,
    Fetch,
    Landing,
    LandingState,
    LinkKind,
    Message,
    Outcome,
    Posting,
    Reach,
    Role,
    Snapshot,
)
from auditor.model.messages import NOTHING
from auditor.model.remembering import remembered
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


@remembered()
def own_domains(snapshot: Snapshot) -> frozenset[str]:
    """Return the registrable domains that are the company's: the site's, those named for the audit or confirmed, the Impressum's."""
    named = _DOMAIN.findall(imprint.found(snapshot).text[:20_000])
    return profiles.own_domains(snapshot) | {urls.site_of(f"https://{host.lower()}/") for host in named}


_LED_TO = frozenset({LinkKind.ANCHOR, LinkKind.FRAME, LinkKind.REFRESH})
_MOST_PAGES = 400
"""Pages of the site that are searched for a host."""


@remembered()
def _linked(snapshot: Snapshot) -> frozenset[str]:
    """Return the registrable domains that the company's own pages link or show in a frame, and where its own addresses send visitors."""
    found = {link.url for link in snapshot.links if link.kind in _LED_TO}
    own = profiles.own_domains(snapshot)
    sent = {snapshot.fetches[url].final_url for url in found & snapshot.fetches.keys() if urls.site_of(url) in own}
    return frozenset(urls.site_of(url) for url in found | sent)


@remembered(64)
def _is_written_on_site(snapshot: Snapshot, host: str) -> bool:
    """Return whether the mark-up or a script of the company's own pages holds an address of a host: of a form, of a log-in that it opens.

    In the words of a page it says nothing: there, companies warn of it.
    """
    written = re.compile(rf"""["'=(]\s{{0,9}}(?:https?:)?\\?/\\?/{re.escape(host)}(?![\w.-])""", re.IGNORECASE)
    return any(written.search(page.read()) for page in snapshot.pages[:_MOST_PAGES])


@remembered()
def own_brand(snapshot: Snapshot) -> Brand:
    """Return the company's names as something that may be imitated."""
    names = tuple(name for name in profiles.brand(snapshot) if len(company_names.plain(name)) >= _SHORTEST)
    labels = {company_names.label(f"https://{domain}/") for domain in profiles.own_domains(snapshot)}
    labels |= {company_names.plain(name) for name in snapshot.company_profile.names}
    labels = {label for label in labels if len(label) >= _SHORTEST and not urls.is_address(label)}
    ordinary = frozenset(label for label in labels if likeness.is_ordinary(label))
    certain = tuple(sorted(profiles.own_domains(snapshot)))
    return Brand(names or (snapshot.target.name,), certain, tuple(sorted(labels)), ordinary, own=True)


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
    """Return whether the company's own pages lead to the domain of an address, or name its host."""
    if forwarders.forwards(url):
        return False
    return urls.site_of(url) in _linked(snapshot) or _is_written_on_site(snapshot, urls.host(url))


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
    if found is None or (found.brand.own and is_linked(snapshot, landing.final_url)):
        return None
    if found.brand.own and found.way is likeness.Way.OTHER_ENDING and serves_companies(landing.final_url):
        return None  # a customer's name below a service
    return replace(found, named=any(company_names.holds(landing.title, name) for name in found.brand.names))


def _is_own(snapshot: Snapshot, brand: Brand) -> bool:
    """Return whether a known brand is the company itself."""
    return any(brand.holds(domain) for domain in profiles.own_domains(snapshot))


def fetch_of(snapshot: Snapshot, landing: Landing) -> Fetch | None:
    """Return the answer that a link ended at; None where it was not followed."""
    asked = (snapshot.fetches.get(url) for url in (landing.url, *(hop.url for hop in reversed(landing.hops))))
    found = [fetch for fetch in asked if fetch is not None]
    return next((fetch for fetch in found if fetch.final_url == landing.final_url), found[0] if found else None)


def parked(snapshot: Snapshot, landing: Landing) -> Message:
    """Return what shows that a link ends at a domain that waits for a buyer; nothing where nothing does."""
    fetch = fetch_of(snapshot, landing)
    return destination.parked_at(snapshot, fetch) if fetch is not None else NOTHING


def claim_of(snapshot: Snapshot, landing: Landing) -> Claim | None:
    """Return whose a page with a password field gives itself out as, whose it is not; None for nobody's."""
    fetch = fetch_of(snapshot, landing)
    if fetch is None or not landing.password:
        return None
    known = [brand for brand in brands.known() if not _is_own(snapshot, brand)]
    may_be = [brand for brand in (own_brand(snapshot), *known) if not brand.holds(urls.host(landing.final_url))]
    found = claims.claimed(snapshot.read(fetch), landing.final_url, may_be)
    return replace(found, standing=_standing(snapshot, landing, found)) if found is not None else None


def same_name(landing: Landing, brand: Brand) -> bool:
    """Return whether the domain is the brand's name under an ending that is not known to be its own."""
    label = company_names.plain(company_names.label(landing.final_url))
    return label in {company_names.plain(one) for one in brand.labels}


def below_its_name(landing: Landing, brand: Brand) -> bool:
    """Return whether the brand's name stands in front of the domain, as services name the pages of their customers."""
    host = urls.host(landing.final_url)
    below = host.removesuffix(urls.site_of(landing.final_url)).rstrip(".")
    return any(label in {company_names.plain(one) for one in brand.labels} for label in below.split("."))


def _standing(snapshot: Snapshot, landing: Landing, claim: Claim) -> Outcome:
    """Return what to make of a page that gives itself out as a brand whose domain it is not known to be.

    PASS for a log-in of the company's own, on a service where companies keep them, or one that its own site leads to, whoever made
    it; REVIEW where it may be the brand's own, or one of the brand's making on somebody's own server; else FAIL.
    """
    own = claim.brand.own
    if claim.disguised:
        return Outcome.FAIL
    below = own and below_its_name(landing, claim.brand)
    named = same_name(landing, claim.brand) or below
    if (own or claim.installed) and is_linked(snapshot, landing.final_url):
        return Outcome.PASS
    if own and named and serves_companies(landing.final_url):
        return Outcome.PASS
    may_be_honest = named or claim.installed or (own and may_be_ours(snapshot, landing))
    return Outcome.REVIEW if may_be_honest else Outcome.FAIL


def may_be_ours(snapshot: Snapshot, landing: Landing) -> bool:
    """Return whether a page in the company's name may be the company's, although its site was not seen to lead there.

    It may where companies keep such pages; where no password of customers is asked for; where the company has given the address for
    longer than any takeover lasts; and where not all of its site was seen.
    """
    if serves_companies(landing.final_url) or asks_for(snapshot, landing) is not Asked.ACCOUNT:
        return True
    return _is_long_given(snapshot, landing) or (bool(snapshot.pages) and _is_unseen(snapshot))


def _is_unseen(snapshot: Snapshot) -> bool:
    """Return whether pages of the site may lead there that were not read; what others host for the company is no such page."""
    own = (page for page in pages.unread(snapshot, *Role) if urls.same_site(page.url, snapshot.target.site))
    return pages.doubt(snapshot) is not None or next(own, None) is not None


def _is_long_given(snapshot: Snapshot, landing: Landing) -> bool:
    """Return whether posts have linked a domain for longer than a takeover counts as one and the same."""
    given = [
        one.at
        for each in snapshot.landings.values()
        if each.domain == landing.domain
        for one in each.postings
        if one.at is not None
    ]
    return bool(given) and max(given) - min(given) > timedelta(days=snapshot.thresholds.recurrence_days)


def asks_for(snapshot: Snapshot, landing: Landing) -> Asked | None:
    """Return what the page at the end of a link wants a password for; None where it asks for none, or was not read."""
    fetch = fetch_of(snapshot, landing)
    if not landing.password:
        return None
    return asked(snapshot.read(fetch)) if fetch is not None else Asked.ACCOUNT


def exists(snapshot: Snapshot, landing: Landing) -> bool | None:
    """Return whether the host of a landing is there; None where look-ups failed, which says nothing."""
    fetch = fetch_of(snapshot, landing)
    if fetch is None:
        return True
    verdict = link_status.judge(snapshot, fetch.url)
    if landing.state is LandingState.GONE and fetch.status is None:
        return False if verdict.state is link_status.LinkState.DEAD else None
    if fetch.reach is Reach.DNS_FAILED:
        registered = urls.registered(urls.host(landing.final_url))
        vacant = bool(registered) and domains.state(snapshot, registered) in {
            domains.State.VACANT,
            domains.State.CLOSED,
        }
        return False if vacant else None
    return True


def why_unknown(snapshot: Snapshot, landing: Landing) -> Message:
    """Return why it is not known what stands where a link leads; nothing where it is."""
    if landing.reason:
        return landing.reason
    fetch = fetch_of(snapshot, landing)
    if landing.state is not LandingState.UNKNOWN or fetch is None:
        return NOTHING
    return link_status.judge(snapshot, fetch.url).reason


def by_domain(snapshot: Snapshot) -> Mapping[str, tuple[Landing, ...]]:
    """Return landings by the domain they end on, sorted."""
    found: dict[str, list[Landing]] = {}
    for landing in snapshot.landings.values():
        found.setdefault(landing.domain, []).append(landing)
    return {domain: tuple(found[domain]) for domain in sorted(found)}


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
