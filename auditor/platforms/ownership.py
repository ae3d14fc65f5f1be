"""Whose the profiles are that a site names: told by evidence, graded, with the evidence. Pure; all limits are our defaults.

Certain is a profile where auditor.toml says so, or where something only the company can have said does: its own structured data,
`rel=me` or meta elements, a handle that is the site's own domain, a link back that the platform has verified; and where the site
sends visitors to it as to its own: in the menu or footer, under "Follow us", on page after page, or beside the company's name.
Likely is what stands where the company speaks of itself, without anything that says whose it is. Somebody else's is what stands in
the words for somebody else everywhere it stands (`auditor.platforms.whose`): the maker of the website, a guild, a partner, whoever
is quoted, staff and authors; unless its handle carries the company's name. A warning against it outweighs all but auditor.toml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from auditor import urls
from auditor.model import (
    CONTACT_ROLES,
    NOTHING,
    Beside,
    Existence,
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
from auditor.platforms import whose
from auditor.platforms.parse import Kind, kind_of, profile_at, profile_of
from auditor.text import company_names as names

REPEATED_PAGES = 3
"""Pages that must link a profile, for its being repeated to say anything."""
REPEATED_SHARE = 0.5
"""Share of the pages read that must link it."""
_MENUS = frozenset({Place.HEADER, Place.NAV, Place.FOOTER})
_DECLARED = {
    ProfileSource.SAME_AS: OwnerSign.SAME_AS,
    ProfileSource.REL_ME: OwnerSign.REL_ME,
    ProfileSource.META: OwnerSign.META,
    ProfileSource.APP_LINK: OwnerSign.APP,
}
_BY_PLACE = frozenset({OwnerSign.FOOTER, OwnerSign.HEADER, OwnerSign.MENU, OwnerSign.REPEATED})
_ABOUT_US = frozenset({Beside.NOTHING, Beside.FOLLOW, Beside.OFFICIAL})
_REVIEWS = frozenset({"trustpilot", "yelp", "tripadvisor", "googlebusiness", "kununu", "glassdoor"})
"""Platforms whose pages about the company stand under "Reviews"."""
TELLING_ROLES = CONTACT_ROLES | {Role.HOME, Role.ABOUT}
"""Pages that speak of the company itself."""


@dataclass(frozen=True, slots=True)
class Site:
    """What must be known of a site to tell whose profiles it names."""

    home: str
    roles: Mapping[str, Collection[Role]]
    """By the address where a page was found."""
    pages: int
    """How many pages were read."""
    names: tuple[str, ...] = ()
    """What the company is called, and its handle."""
    told: Mapping[str, Owner] | None = None
    """What auditor.toml says of profiles, by their address, where it does not say that they are the company's."""
    themes: frozenset[str] = frozenset()
    """What the themes are called that the home page is made with; see `whose.themes`."""


def graded(profiles: Iterable[Profile], site: Site) -> list[Profile]:
    """Return profiles with whose they are and why, in their order; what was read of them counts too."""
    first = [_Case(one, site).grade() for one in profiles]
    certain = [one for one in first if one.owner is Owner.CERTAIN]
    rivals = _Rivals(
        frozenset(one.platform for one in certain),
        frozenset(one.platform for one in certain if _names_it(one, site) or not _is_by_place_only(one)),
        Counter(one.platform for one in first if one.owner is Owner.LIKELY),
    )
    return [_beside_rivals(one, site, rivals) for one in first]


@dataclass(frozen=True, slots=True)
class _Rivals:
    """Platforms on which other profiles have a better claim."""

    settled: frozenset[str]
    """There is one that is certain."""
    proven: frozenset[str]
    """There is one that is certain by more than the place of its link."""
    likely: Mapping[str, int]


def _beside_rivals(profile: Profile, site: Site, rivals: _Rivals) -> Profile:
    """Return a profile graded down where another of its platform has a better claim, or as good a one."""
    if _told(profile, site) is not None or _names_it(profile, site):
        return profile
    in_menus = any(one.place in _MENUS for one in profile.mentions)
    if profile.owner is Owner.CERTAIN and profile.platform in rivals.proven and _is_by_place_only(profile):
        return replace(profile, owner=Owner.LIKELY, why=(OwnerEvidence(OwnerSign.BETTER_RIVAL), *profile.why))
    crowded = profile.platform in rivals.settled or rivals.likely[profile.platform] > 1
    if profile.owner is Owner.LIKELY and crowded and not in_menus:
        return replace(profile, owner=Owner.UNKNOWN, why=(OwnerEvidence(OwnerSign.EQUAL_RIVAL),))
    return profile


def _is_by_place_only(profile: Profile) -> bool:
    return all(one.sign in _BY_PLACE for one in profile.why)


def part(profiles: Iterable[Profile], site: Site) -> tuple[list[Profile], list[Profile]]:
    """Return the profiles that are or may be the company's, and all others, each graded and in their order."""
    found = graded(profiles, site)
    own = [one for one in found if one.owner in {Owner.CERTAIN, Owner.LIKELY}]
    return own, [one for one in found if one not in own]


def is_led_to(profile: Profile, site: Site) -> bool:
    """Return whether the site leads visitors to a profile in its menus, whosever it is: a dead one is its fault all the same.

    What a theme brought along is told as such and not looked up.
    """
    marks = {one.beside for one in profile.mentions}
    menus = any(one.place in _MENUS and _tells(one, site) for one in profile.mentions)
    if profile.contested:
        return True
    if _Case(profile, site).is_left_behind():
        return False
    return menus and Beside.WARNING not in marks and _holder(profile) != "person" and Beside.PERSON not in marks


def is_named_after(handle: str, site: Site) -> bool:
    """Return whether a handle holds the company's name: `acme`, `acme_support`, `weareacme`, `acme-group`."""
    return any(names.fits(handle, name) for name in (names.label(site.home), *site.names))


def is_label(name: str, url: str) -> bool:
    """Return whether a name is that in the domain of an address."""
    return names.fits(names.label(url), name) or names.fits(name, names.label(url))


def titled(home: str, titles: Iterable[str], site: str) -> tuple[str, ...]:
    """Return what a site calls itself in its titles; see `names.of_titles`."""
    return names.of_titles(home, titles, site)


def misnamed(url: str) -> Message:
    """Return why an address that was given as a profile is none, and what to do; nothing where it may be one."""
    kind = kind_of(url, rel_me=True)
    if profile_of(url, rel_me=True) is not None or kind in {None, Kind.CLOSED}:
        return NOTHING
    look = message("Open the profile in a browser and copy its address.")
    if kind is Kind.SHARE:
        return message("“{url}” is a form for sharing, not a profile.", url=url).telling_operator(look)
    if kind is Kind.POST:
        return message("“{url}” is a single post, not a profile.", url=url).telling_operator(look)
    return message("“{url}” is not a profile's address.", url=url).telling_operator(look)


@dataclass(frozen=True, slots=True)
class _Case:
    """One profile, and what speaks for and against it."""

    profile: Profile
    site: Site

    def grade(self) -> Profile:
        owner, why = self._told()
        return replace(self.profile, owner=owner, why=tuple(dict.fromkeys(why)))

    def _told(self) -> tuple[Owner, list[OwnerEvidence]]:
        if self.profile.official:
            warned = any(one.beside is Beside.WARNING for one in self.profile.mentions)
            return Owner.CERTAIN, _signs(OwnerSign.LISTED_OURS, *([OwnerSign.CONTESTED] if warned else []))
        told = _told(self.profile, self.site)
        if told is Owner.OTHER:
            return Owner.OTHER, _signs(OwnerSign.LISTED_OTHER)
        owner, why = self._judged()
        if told is Owner.LIKELY and owner in {Owner.CERTAIN, Owner.UNKNOWN, Owner.LIKELY}:
            return Owner.LIKELY, [*_signs(OwnerSign.LISTED_PROBABLE), *why]
        return owner, why

    def _judged(self) -> tuple[Owner, list[OwnerEvidence]]:
        against = list(self._against())
        if any(one.beside is Beside.WARNING for one in self.profile.mentions):
            return (
                (Owner.UNKNOWN, [*_signs(OwnerSign.CONTESTED), *against])
                if self._is_shown_off()
                else (Owner.OTHER, against)
            )
        if self.is_left_behind():
            return Owner.OTHER, _signs(OwnerSign.EXAMPLE)
        counted = self._counted()
        if not counted:
            return (Owner.OTHER, against) if against else (Owner.UNKNOWN, _signs(OwnerSign.NOTHING))
        if _holder(self.profile) == "person" and not any(one.source in _DECLARED for one in counted):
            return Owner.OTHER, _signs(OwnerSign.PERSONAL_ADDRESS)
        if sure := [*self._proof(counted), *self._declared(counted), *self._shown(counted)]:
            return Owner.CERTAIN, sure
        hints = list(self._hints(counted))
        return (Owner.LIKELY, hints) if hints else (Owner.UNKNOWN, _signs(OwnerSign.NOTHING))

    def _is_shown_off(self) -> bool:
        """Return whether the site, which warns of a profile, elsewhere leads to it as its own."""
        clear = [one for one in self.profile.mentions if one.beside in _ABOUT_US and _tells(one, self.site)]
        menus = any(one.place in _MENUS or one.beside is Beside.OFFICIAL for one in clear)
        return menus or any(one.source in _DECLARED for one in clear) or _is_at_home(self.profile, self.site.home)

    def is_left_behind(self) -> bool:
        """Return whether a profile is that of whoever made the theme or the site builder."""
        name = _name(self.profile)
        return not self._fits() and (whose.is_default(name) or names.plain(name) in self.site.themes)

    def _fits(self) -> bool:
        return _names_it(self.profile, self.site)

    def _against(self) -> Iterator[OwnerEvidence]:
        for one in self.profile.mentions:
            if one.beside not in _ABOUT_US:
                words = " ".join(one.words.split())[:80]
                yield OwnerEvidence(OwnerSign.BESIDE, beside=one.beside, words=words)

    def _counted(self) -> list[ProfileMention]:
        """Return the mentions that may speak of the company's own profile."""
        return [one for one in self.profile.mentions if self._counts(one)]

    def _counts(self, mention: ProfileMention) -> bool:
        if mention.beside in _ABOUT_US or (mention.beside is Beside.QUOTE and self.profile.platform in _REVIEWS):
            return True
        return self._fits() and mention.beside not in {Beside.WARNING, Beside.ELSE}

    def _proof(self, counted: list[ProfileMention]) -> Iterator[OwnerEvidence]:
        profile, home = self.profile, self.site.home
        if _is_at_home(profile, home):
            yield OwnerEvidence(OwnerSign.OWN_DOMAIN)
        elif _is_below_home(profile, home) and any(self._leads_there(one) for one in counted):
            yield OwnerEvidence(OwnerSign.BELOW_DOMAIN)
        if any(_leads(one, home) for one in profile.verified_links):
            yield OwnerEvidence(OwnerSign.VERIFIED_LINK)
        linked = any(_leads(one, home) for one in profile.links or ())
        if linked and (self._fits() or any(one.place in _MENUS or one.source in _DECLARED for one in counted)):
            yield OwnerEvidence(OwnerSign.LINKS_BACK)

    def _leads_there(self, mention: ProfileMention) -> bool:
        """Return whether a mention leads visitors to a profile as to the company's own, and not to one of its people's."""
        shown = mention.place in _MENUS or mention.beside in {Beside.FOLLOW, Beside.OFFICIAL}
        department = self.profile.handle.partition(".")[0] in names.affixes()
        return _tells(mention, self.site) and (shown or department)

    def _declared(self, counted: list[ProfileMention]) -> Iterator[OwnerEvidence]:
        for one in counted:
            if one.source in _DECLARED and not self._is_another_s(one):
                yield OwnerEvidence(_DECLARED[one.source])

    def _shown(self, counted: list[ProfileMention]) -> Iterator[OwnerEvidence]:
        telling = [one for one in counted if _tells(one, self.site) and not self._is_another_s(one)]
        fits, pages = self._fits(), len({one.page for one in counted})
        menus = [one for one in telling if one.place in _MENUS]
        if menus:
            sign = {Place.FOOTER: OwnerSign.FOOTER, Place.HEADER: OwnerSign.HEADER}
            yield OwnerEvidence(sign.get(menus[0].place, OwnerSign.MENU), count=pages)
        if any(one.beside is Beside.FOLLOW for one in telling):
            yield OwnerEvidence(OwnerSign.FOLLOW)
        if any(one.beside is Beside.OFFICIAL for one in telling):
            yield OwnerEvidence(OwnerSign.OFFICIAL)
        if telling and pages >= max(REPEATED_PAGES, REPEATED_SHARE * self.site.pages):
            yield OwnerEvidence(OwnerSign.REPEATED, count=pages, total=self.site.pages)
        if telling and fits:
            yield OwnerEvidence(OwnerSign.NAMED_AFTER)

    def _is_another_s(self, mention: ProfileMention) -> bool:
        """Return whether a mention names somebody whose name the handle is, and not the company: `Studio Fennwick on Bluesky`."""
        name = _name(self.profile)
        there = "" if self._fits() else whose.named_there(name, f"{mention.words} {mention.text}")
        return bool(there) and there != name

    def _hints(self, counted: list[ProfileMention]) -> Iterator[OwnerEvidence]:
        telling = CONTACT_ROLES | ({Role.HOME} if self.site.pages < REPEATED_PAGES else set())
        for one in counted:
            if not telling.isdisjoint(self.site.roles.get(one.page, ())):
                yield OwnerEvidence(OwnerSign.CONTACT_PAGE)
            elif one.place in _MENUS and _tells(one, self.site):
                yield OwnerEvidence(OwnerSign.MENU_UNDER_OTHER_NAME)
        if _is_below_home(self.profile, self.site.home) and any(_tells(one, self.site) for one in counted):
            yield OwnerEvidence(OwnerSign.BELOW_DOMAIN)
        if self._fits() and any(_tells(one, self.site) for one in counted):
            yield OwnerEvidence(OwnerSign.NAMED_AFTER)


def _signs(*signs: OwnerSign) -> list[OwnerEvidence]:
    return [OwnerEvidence(sign) for sign in signs]


def _told(profile: Profile, site: Site) -> Owner | None:
    return (site.told or {}).get(profile.url)


def _is_at_home(profile: Profile, home: str) -> bool:
    """Return whether a profile's handle can only be held by who holds the site's domain; its users may have names below it."""
    name, at, host = profile.handle.rpartition("@")
    if profile.platform != ("mastodon" if at else "bluesky") or not urls.same_site(f"https://{host}/", home):
        return False
    if at:
        return names.fits(name, names.label(home)) or name in names.affixes()
    return host.removeprefix("www.") in {urls.host(home).removeprefix("www."), urls.registrable(urls.host(home))}


def _is_below_home(profile: Profile, home: str) -> bool:
    """Return whether a handle is a name below the site's domain, which its holder gives out: to departments, but to people as well."""
    return profile.platform == "bluesky" and urls.same_site(f"https://{profile.handle}/", home)


def _leads(url: str, home: str) -> bool:
    found = urls.resolve(url, home)
    return found is not None and urls.same_site(found.url, home)


def _tells(mention: ProfileMention, site: Site) -> bool:
    return not TELLING_ROLES.isdisjoint(site.roles.get(mention.page, ()))


def _names_it(profile: Profile, site: Site) -> bool:
    return is_named_after(_name(profile), site) or (
        profile.existence is Existence.LIVE and any(names.alike(profile.name or "", name) for name in site.names)
    )


def _holder(profile: Profile) -> str:
    found = profile_at(profile.platform, profile.handle, profile.url)
    return found.holder if found is not None else ""


def _name(profile: Profile) -> str:
    """Return the part of a handle that its holder chose; of a handle that is a domain the name in it."""
    found = profile_at(profile.platform, profile.handle, profile.url)
    name = found.name if found is not None else ""
    if profile.platform not in {"bluesky", "trustpilot"} or "." not in name or urls.normalise(name) is None:
        return name
    first = name.partition(".")[0]
    if name.endswith(".bsky.social") or (_is_below(name) and first not in names.affixes()):
        return first
    return names.label(f"https://{name}/")


def _is_below(host: str) -> bool:
    """Return whether a host has a name in front of its registrable domain, as people in a company may have."""
    return host.removeprefix("www.") != urls.registrable(host)
