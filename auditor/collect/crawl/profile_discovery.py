"""Profiles that a site names: by links, structured data, `rel=me`, meta elements and apps; and those that auditor.toml names.

Links are looked at on every page; what pages declare about the company only on the home page, on pages for contact, press, support
and complaints, and on "About us": an article declares its author. Which profiles are then the company's own is told by
`auditor.platforms.ownership`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from auditor import urls
from auditor.collect.crawl.answers import is_readable
from auditor.collect.extract import beside, html
from auditor.collect.extract.declared_profiles import Declared, declared
from auditor.collect.extract.html import Document
from auditor.config.schema import Settings
from auditor.model import (
    Beside,
    Existence,
    Link,
    LinkKind,
    Message,
    Owner,
    OwnerEvidence,
    OwnerSign,
    Place,
    Profile,
    ProfileMention,
    ProfileSource,
    Role,
    message,
)
from auditor.platforms import ownership, whose
from auditor.platforms.catalogue import platform
from auditor.platforms.ownership import TELLING_ROLES, Site
from auditor.platforms.parse import Found, Kind, platform_of, profile_of
from auditor.platforms.software import names_fediverse, software_named
from auditor.snapshot.writer import Store

if TYPE_CHECKING:
    from auditor.collect.sources.base import Source

Rules = Sequence[tuple[re.Pattern[str], str]]
"""Addresses of profiles and the platforms they are on, as sources that others wrote declare them."""
CONFIGURATION = "auditor.toml"
"""`ProfileMention.page` of what is named there."""
UNLISTED = "website"
"""`Profile.platform` of a profile that auditor.toml names on a platform nobody knows."""
_MOST_PAGES = 80
"""Pages whose declarations are read, and what stands around their links."""
_MOST_TITLES = 12
_MENUS = frozenset({Place.HEADER, Place.NAV, Place.FOOTER})
_LONGEST_HOME = 500_000
_MOST_MENTIONS = 500
"""Places kept of one profile."""
_MOST_PROFILES = 500


@dataclass(frozen=True, slots=True)
class Named:
    """A profile, and one place that names it."""

    found: Found
    mention: ProfileMention


@dataclass(frozen=True, slots=True)
class Discovery:
    """The profiles that a site and auditor.toml name."""

    own: tuple[Profile, ...] = ()
    """The company's: certainly or probably."""
    others: tuple[Profile, ...] = ()
    """Of customers, partners, authors, and those of whom nothing tells whose they are."""
    led_to: tuple[Profile, ...] = ()
    """Of the others, those that the site's menus and footers send visitors to: whether they are there is worth a look."""


def mentions(document: Document, *, is_home: bool = False, hosts: Collection[str] = ()) -> list[Named]:
    """Return every profile that a page names, each once for a source and place, in the order of the page.

    Args:
        document: The page.
        is_home: It is the home page, where an account named as the author's is the company's.
        hosts: Hosts that the user says run Mastodon, Discourse or the like.
    """
    found = [*by_links(html.links(document), hosts), *by_declaration(document, is_home=is_home, hosts=hosts)]
    return list(
        {
            (one.found.platform, one.found.handle, one.mention.source, one.mention.place): one
            for one in found[::-1]
            if one.mention.source is not ProfileSource.SAME_AS or one.mention.beside is Beside.NOTHING
        }.values()
    )[::-1]


def by_links(links: Iterable[Link], hosts: Collection[str] = ()) -> Iterator[Named]:
    """Yield the profiles that a visitor can click on."""
    for link in links:
        if link.kind is not LinkKind.ANCHOR:
            continue
        url = f"{link.url}#{link.fragment}" if _counts(link) else link.url
        said, fediverse = software_named(link.text), names_fediverse(link.text)
        if (found := profile_of(url, rel_me=fediverse, hosts=hosts, software=said)) is not None:
            yield Named(found, ProfileMention(link.page, url, ProfileSource.LINK, link.place, link.text))


def _counts(link: Link) -> bool:
    """Return whether what stands behind the `#` of a link says whose profile it leads to."""
    if not link.fragment or link.fragment.startswith("!"):
        return bool(link.fragment)
    where = platform_of(link.url)
    return where is not None and where.hash_path


def by_declaration(document: Document, *, is_home: bool = False, hosts: Collection[str] = ()) -> Iterator[Named]:
    """Yield the profiles that a page declares to be the company's, without a link that must be clicked."""
    for one in declared(document, is_home=is_home):
        found = one.found or profile_of(one.url, rel_me=one.source is ProfileSource.REL_ME, hosts=hosts)
        if found is not None and not _is_own_page(found, document.url):
            yield Named(found, _mention(document.url, one))


def discover(store: Store, settings: Settings, sources: Iterable[Source] = ()) -> list[Profile]:
    """Return the profiles worth looking up, as the visit so far shows them: the company's, and those its menus lead to.

    Args:
        store: The visit so far.
        settings: What auditor.toml says.
        sources: Those that others wrote, some of which know addresses that platforms.toml does not.
    """
    found = survey(store, settings, sources)
    return [*found.own, *found.led_to]


def survey(store: Store, settings: Settings, sources: Iterable[Source] = ()) -> Discovery:
    """Return the profiles that the pages in `store` and auditor.toml name, the company's own apart from all others.

    Nothing is asked for. Profiles on platforms that have shut down come with `Existence.CLOSED`, all others unknown.
    """
    hosts = own_hosts(settings)
    site = site_of(store, settings)
    rules = [(re.compile(one.address), one.platforms[0]) for one in sources if one.address and one.platforms]
    listed = list(configured(settings, rules))
    named = [*listed, *_on_pages(store, site, hosts, rules, {(one.found.platform, one.found.handle) for one in listed})]
    found = _together(named, settings)
    people = _of_spokespeople(settings)
    persons = [one for one in found if (one.platform, one.handle) in people and not one.official]
    own, others = ownership.part([one for one in found if one not in persons], site)
    theirs = [replace(one, owner=Owner.OTHER, why=(OwnerEvidence(OwnerSign.SPOKESPERSON),)) for one in persons]
    return Discovery(tuple(own), (*others, *theirs), tuple(one for one in others if ownership.is_led_to(one, site)))


def regraded(profiles: Iterable[Profile], store: Store, settings: Settings) -> list[Profile]:
    """Return profiles graded again, by what was read of them since: a link back, the name they show."""
    return ownership.graded(profiles, site_of(store, settings))


def own_hosts(settings: Settings) -> frozenset[str]:
    """Return the hosts that auditor.toml says have an API: their profiles may have any address."""
    return frozenset(key.strip().casefold() for key in settings.sources.bases if platform(key) is None)


def site_of(store: Store, settings: Settings) -> Site:
    """Return what must be known of the site to tell whose profiles it names."""
    moved = _redirects(store)
    roles: dict[str, set[Role]] = {}
    for url, said in store.roles().items():
        roles.setdefault(moved.get(url, url), set()).update(said)
    home = store.meta("site") or settings.target.site
    roles.setdefault(home, set()).add(Role.HOME)
    target = settings.target
    called = filter(None, (store.meta("name"), target.name, *target.names, target.handle.removeprefix("@")))
    (pages,) = store.rows("SELECT COUNT(*) FROM page")[0]
    names = tuple(dict.fromkeys((*called, *_titled(store, home, roles))))
    kept = store.page(home)
    return Site(home, roles, pages, names, _told(settings), whose.themes(kept[1][:_LONGEST_HOME] if kept else ""))


def _titled(store: Store, home: str, roles: Iterable[str]) -> tuple[str, ...]:
    """Return what the site calls itself in the titles of its home page and of some that speak of the company."""
    listed = [home, *[url for url in sorted(roles, key=len) if url != home][:_MOST_TITLES]]
    titles = [document.title for url in listed if (document := _document(store, url)) is not None]
    return ownership.titled(titles[0], titles[1:], home) if titles else ()


def _told(settings: Settings) -> dict[str, Owner]:
    """Return what auditor.toml says of profiles that it does not call the company's own."""
    said = {"probably": Owner.LIKELY, "other": Owner.OTHER}
    found = ((profile_of(one.url, rel_me=True, hosts=own_hosts(settings)), one.owner) for one in settings.profile)
    return {one.url: said[owner] for one, owner in found if one is not None and owner in said}


def configured(settings: Settings, rules: Rules = ()) -> Iterator[Named]:
    """Yield the profiles that auditor.toml and approved.toml name; one on a platform that is not known under its address."""
    for account in settings.approved.accounts if settings.approved else ():
        found = profile_of(account.url, rel_me=True, hosts=own_hosts(settings)) if account.url else None
        if found is not None:
            yield Named(found, ProfileMention(CONFIGURATION, account.url, ProfileSource.CONFIGURATION))
    for one in settings.profile:
        if one.owner != "ours":
            continue
        mention = ProfileMention(CONFIGURATION, one.url, ProfileSource.CONFIGURATION)
        # A source's own rule comes first: `/@name` on a host nobody knows would else pass for Mastodon.
        found = _ruled(one.url, rules) or profile_of(one.url, rel_me=True, hosts=own_hosts(settings))
        url = urls.normalise(one.url)
        if found is None and url is not None and not ownership.misnamed(one.url):
            found = Found(UNLISTED, url.partition("://")[2].rstrip("/"), url)
        if found is not None:
            yield Named(found, mention)


def left_out(settings: Settings) -> list[Message]:
    """Return of each address that auditor.toml names as a profile and that is none what it is instead."""
    found = []
    for one in settings.profile:
        shown = urls.normalise(one.url)  # without what stands before an "@"
        if profile_of(one.url, rel_me=True, hosts=own_hosts(settings)) is None:
            problem = ownership.misnamed(shown) if shown else _no_address(one.url[:100])
            found += [_misnamed(problem)] if problem else []
    return found


def _misnamed(problem: Message) -> Message:
    told = message("An address given for this audit as a profile is not one.")
    return told.then(problem).telling_operator(message("It stands under [[profile]] in auditor.toml."))


def _no_address(written: str) -> Message:
    return message("“{written}” is not a web address.", written=written)


def _of_spokespeople(settings: Settings) -> set[tuple[str, str]]:
    """Return the profiles of those who speak for the company: theirs, however prominently the site links them."""
    linked = (profile_of(url, rel_me=True) for one in settings.spokespeople for url in one.profiles)
    return {(found.platform, found.handle) for found in linked if found is not None}


def _ruled(url: str, rules: Rules) -> Found | None:
    """Return the profile that an address names by the rules of sources that others wrote."""
    for rule, platform_id in rules:
        if (fits := rule.fullmatch(url)) is not None and (handle := fits.group("handle")):
            return Found(platform_id, handle, url)
    return None


def _by_rules(link: Link, rules: Rules) -> Iterator[Named]:
    if (found := _ruled(link.url, rules)) is not None:
        yield Named(found, ProfileMention(link.page, link.url, ProfileSource.LINK, link.place, link.text))


def _on_pages(
    store: Store, site: Site, hosts: Collection[str], rules: Rules, listed: Collection[tuple[str, str]]
) -> Iterator[Named]:
    moved = _redirects(store)
    leads_away = any(not urls.same_site(target, site.home) for target in moved.values())
    origin = f"://{urls.netloc(site.home)}/"

    def wanted(_: str, listed: str) -> bool:
        return leads_away or "://" in listed.replace(origin, "")

    linked: dict[str, list[tuple[Link, Named]]] = {}
    to_none: set[tuple[str, ...]] = set()  # what a menu links stands on every page
    for link in store.links(wanted):
        alike = link.url, link.fragment, link.text, link.place
        if link.kind is not LinkKind.ANCHOR or alike in to_none:
            continue
        found = list(_behind(link, moved.get(link.url, link.url), site, hosts, rules, listed))
        if found:
            linked.setdefault(link.page, []).extend((link, one) for one in found)
        else:
            to_none.add(alike)
    documents = {page: document for page in _telling_pages(site) if (document := _document(store, page)) is not None}
    for page, named in linked.items():
        yield from _in_their_places(documents[page], named) if page in documents else (one for _, one in named)
    for page, document in documents.items():
        yield from by_declaration(document, is_home=Role.HOME in site.roles[page], hosts=hosts)


def _behind(
    link: Link, target: str, site: Site, hosts: Collection[str], rules: Rules, listed: Collection[tuple[str, str]]
) -> Iterable[Named]:
    """Return the profiles that a link leads to, which moves its visitors on to `target`."""
    if urls.same_site(target, site.home) and not _is_own_server(link, site):
        return ()
    # An address of the site's own, or a short one, that leads on to a profile; a profile that leads to a log-in stays one.
    either = list(by_links([link], hosts)) or list(by_links([replace(link, url=target)], hosts))
    either = either or list(_by_rules(link, rules)) or list(_to_listed(link, listed))
    return either or _called_like_the_company(link, site)


def _to_listed(link: Link, listed: Collection[tuple[str, str]]) -> Iterator[Named]:
    """Yield the profile that a link leads to on a host nobody knows, where auditor.toml names that profile."""
    found = profile_of(link.url, rel_me=True) if listed else None
    if found is not None and (found.platform, found.handle) in listed:
        yield Named(found, ProfileMention(link.page, link.url, ProfileSource.LINK, link.place, link.text))


def _called_like_the_company(link: Link, site: Site) -> Iterator[Named]:
    """Yield the profile that a menu leads to on a host nobody knows, where its address is `/@` and the company's name."""
    if link.place not in _MENUS or not urls.path(link.url).startswith("/@"):
        return
    found = profile_of(link.url, rel_me=True)
    if found is not None and ownership.is_named_after(found.name, site):
        yield Named(found, ProfileMention(link.page, link.url, ProfileSource.LINK, link.place, link.text))


def _in_their_places(document: Document, found: list[tuple[Link, Named]]) -> Iterator[Named]:
    """Yield what a page links, with what stands around each link."""
    wanted = {link.url: one.found.name for link, one in found}
    seen: dict[tuple[str, Place], list[tuple[Beside, str]]] = {}
    places = html.places(document.tree)
    for node in document.tree.css("a[href], area[href]"):
        target = urls.resolve(node.attributes.get("href") or "", document.base)
        if target is not None and target.url in wanted:
            said = beside.of_node(node, document.url, wanted[target.url])
            seen.setdefault((target.url, places.get(node.mem_id, Place.MAIN)), []).append(said)
    for link, one in found:
        marks = seen.get((link.url, link.place), [(Beside.NOTHING, "")])
        for kind, words in dict.fromkeys(marks):
            yield Named(one.found, replace(one.mention, beside=kind, words=words))


def _is_own_server(link: Link, site: Site) -> bool:
    """Return whether a link leads to a profile on a server of the company's own, such as social.acme.example/@acme."""
    return urls.host(link.url) != urls.host(site.home) and profile_of(link.url) is not None


def _telling_pages(site: Site) -> list[str]:
    """Return the pages that speak of the company itself, the home page first."""
    found = [url for url, roles in site.roles.items() if not TELLING_ROLES.isdisjoint(roles)]
    return sorted(found, key=lambda url: (Role.HOME not in site.roles[url], len(url), url))[:_MOST_PAGES]


def _document(store: Store, url: str) -> Document | None:
    kept = store.page(url)
    if kept is None or not kept[1] or not is_readable(kept[0]):
        return None
    return Document(kept[1], kept[0].final_url)


def _redirects(store: Store) -> dict[str, str]:
    return dict(store.rows("SELECT url, final_url FROM fetch WHERE method = 'GET' AND url != final_url"))


def _is_own_page(found: Found, page: str) -> bool:
    """Return whether a page declares itself: a company may live on a platform."""
    here = profile_of(page, rel_me=True)
    return here is not None and (here.platform, here.handle) == (found.platform, found.handle)


def _mention(page: str, one: Declared) -> ProfileMention:
    return ProfileMention(page, one.url, one.source, one.place, one.text, one.beside, one.words)


def _together(named: Iterable[Named], settings: Settings) -> list[Profile]:
    """Return a profile for all that is named alike, in the order of their first mention."""
    founds: dict[tuple[str, str], Found] = {}
    places: dict[tuple[str, str], dict[tuple[object, ...], ProfileMention]] = {}
    for one in named:
        key = one.found.platform, one.found.handle
        if key not in founds and len(founds) >= _MOST_PROFILES:
            continue
        founds.setdefault(key, one.found)
        kept = places.setdefault(key, {})
        where = one.mention.page, one.mention.source, one.mention.place, one.mention.beside
        if len(kept) < _MOST_MENTIONS:
            kept.setdefault(where, one.mention)
    purposes = _purposes(settings)
    return [_profile(found, tuple(places[key].values()), purposes) for key, found in founds.items()]


def _purposes(settings: Settings) -> dict[str, str]:
    return {one.url: one.purpose for one in settings.profile}


def _profile(found: Found, mentioned: tuple[ProfileMention, ...], purposes: dict[str, str]) -> Profile:
    ours = (one.url for one in mentioned if one.source is ProfileSource.CONFIGURATION)
    purpose = next(filter(None, (purposes.get(url) for url in ours)), "")
    facts: dict[str, Any] = {}
    known = platform(found.platform)
    if found.kind is Kind.CLOSED and known is not None:
        facts = {"existence": Existence.CLOSED, "reason": known.silence}
    elif known is None:
        facts = {"reason": message("Its platform is not known.")}
    return Profile(found.platform, found.handle, found.url, mentioned, purpose=purpose, **facts)
