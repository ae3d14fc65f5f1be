"""Which of the profiles that a site names are the company's own. Pure; all limits are house rules.

A profile is the company's where

- auditor.toml names it;
- the site declares it: `sameAs` of its organisation, `rel=me`, `<meta name="twitter:site">` and the like, its app;
- a menu, header or footer of the home page, of a page for contact, press or support, or of "About us" links it;
- at least half of the pages link it, wherever it stands on them, no fewer than three, and one of those just named among them;
- such a page links it in its text, and its handle holds the company's name; or, on pages for contact, press or support (on the
  home page too, where fewer than three pages were read), it is the only one of its platform there and nothing above names another.

A customer's account in an article, an author's in a box beside it, a partner's on the home page are none of these. The profile of a
person (`/in/…` on LinkedIn) is the company's only where auditor.toml or the site declares it, however often it is linked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from auditor import names, urls
from auditor.model import CONTACT_ROLES, Place, Profile, ProfileMention, ProfileSource, Role
from auditor.platforms.parse import Kind, kind_of, profile_of
from auditor.resources import facts

REPEATED_PAGES = 3
"""Pages that must link a profile, for its being repeated to say anything."""
REPEATED_SHARE = 0.5
"""Share of the pages read that must link it."""
_SHORTEST = 3
_MENUS = frozenset({Place.HEADER, Place.NAV, Place.FOOTER})
_DECLARED = frozenset({ProfileSource.SAME_AS, ProfileSource.REL_ME, ProfileSource.META, ProfileSource.APP_LINK})
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


def part(profiles: Iterable[Profile], site: Site) -> tuple[list[Profile], list[Profile]]:
    """Return the company's own profiles and all others, each in their order."""
    listed = list(profiles)
    sure = {(one.platform, one.handle) for one in listed if _is_sure(one, site)}
    guessed = [one for one in listed if (one.platform, one.handle) not in sure and _may_be(one, site)]
    rivals = Counter(one.platform for one in guessed) + Counter(platform for platform, _ in sure)
    own = sure | {(one.platform, one.handle) for one in guessed if rivals[one.platform] == 1}
    return (
        [one for one in listed if (one.platform, one.handle) in own],
        [one for one in listed if (one.platform, one.handle) not in own],
    )


def is_named_after(handle: str, site: Site) -> bool:
    """Return whether a handle holds the company's name: `acme`, `acme_support`, `weareacme`, `acme-group`."""
    plain = names.plain(handle)
    for name in (names.label(site.home), *site.names):
        wanted = names.plain(name)
        if len(wanted) < _SHORTEST:
            continue
        rest = {plain.removeprefix(wanted), plain.removesuffix(wanted)} - {plain}
        if plain == wanted or rest & _affixes() or _holds(plain, wanted):
            return True
    return False


def _holds(handle: str, name: str) -> bool:
    """Return whether one begins with the other, or the handle ends with the name; short ones say nothing."""
    if min(len(handle), len(name)) < names.TELLING:
        return False
    return handle.startswith(name) or handle.endswith(name) or name.startswith(handle)


def misnamed(url: str) -> str:
    """Return why an address that was given as a profile is none, as a clause; empty where it may be one."""
    kind = kind_of(url, rel_me=True)
    if profile_of(url, rel_me=True) is not None or kind in {None, Kind.CLOSED}:
        return ""
    said = {Kind.SHARE: "a form for sharing", Kind.POST: "a single post"}.get(
        kind or Kind.OTHER, "no profile's address"
    )
    return f"{url!r} is {said}; open the profile in a browser and take the address from there"


def _is_sure(profile: Profile, site: Site) -> bool:
    sources = {mention.source for mention in profile.mentions}
    if ProfileSource.CONFIGURATION in sources or sources & _DECLARED:
        return True
    if _holder(profile) == "person":
        return False
    if any(mention.place in _MENUS and _tells(mention, site) for mention in profile.mentions):
        return True
    if not any(_tells(mention, site) for mention in profile.mentions):
        return False
    pages = len({mention.page for mention in profile.mentions})
    return pages >= max(REPEATED_PAGES, REPEATED_SHARE * site.pages) or is_named_after(_name(profile), site)


def _may_be(profile: Profile, site: Site) -> bool:
    """Return whether a profile in the text of a page is the company's if there is no other."""
    if _holder(profile) == "person":
        return False
    telling = CONTACT_ROLES | ({Role.HOME} if site.pages < REPEATED_PAGES else set())
    return any(not telling.isdisjoint(site.roles.get(mention.page, ())) for mention in profile.mentions)


def _tells(mention: ProfileMention, site: Site) -> bool:
    return not TELLING_ROLES.isdisjoint(site.roles.get(mention.page, ()))


def _holder(profile: Profile) -> str:
    found = profile_of(profile.url, rel_me=True)
    return found.holder if found is not None else ""


def _name(profile: Profile) -> str:
    found = profile_of(profile.url, rel_me=True)
    name = found.name if found is not None else ""
    return name.partition(".")[0] if profile.platform in {"bluesky", "trustpilot"} and urls.normalise(name) else name


@cache
def _affixes() -> frozenset[str]:
    return frozenset(facts("platforms/platforms.toml")["ownership"]["affixes"])
