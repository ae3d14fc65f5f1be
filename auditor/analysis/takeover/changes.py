"""What profiles show, held against what the company approved. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from auditor import urls
from auditor.analysis.conversations import feeds
from auditor.analysis.profiles import profiles
from auditor.analysis.profiles.approved import picture_bits
from auditor.analysis.takeover.acts import own_domains
from auditor.model import ApprovedAccount, Existence, Profile, Snapshot
from auditor.text.fold import fold


class Aspect(StrEnum):
    """What of a profile is another than was approved."""

    NAME = "name"
    """It shows a name that none of the company's names stands in."""
    LINKS = "links"
    """It leads to a domain that is neither the company's nor approved."""
    AVATAR = "avatar"
    """It shows another picture."""
    HANDLE = "handle"
    """Nobody has the approved name any more, or it leads to another account."""
    CLOSED = "closed"
    """The platform took it down, or it was switched off."""


@dataclass(frozen=True, slots=True)
class Change:
    """One aspect in which a profile is another than was approved."""

    aspect: Aspect
    approved: str
    """As text; of a picture its hash."""
    shown: str


def changes(snapshot: Snapshot, profile: Profile, approved: ApprovedAccount) -> tuple[Change, ...]:
    """Return in what a profile is another than was approved; what can't be seen, or was not approved, is left out."""
    if profile.existence in {Existence.MISSING, Existence.MOVED}:
        return (Change(Aspect.HANDLE, approved.handle, profile.moved_to),)
    if profile.existence in {Existence.SUSPENDED, Existence.DEACTIVATED}:
        return (Change(Aspect.CLOSED, approved.handle, profile.existence.value),)
    return tuple(_changes(snapshot, profile, approved)) if profile.existence is Existence.LIVE else ()


def _changes(snapshot: Snapshot, profile: Profile, approved: ApprovedAccount) -> Iterator[Change]:
    name = profiles.shown_name(profile)
    if approved.name is not None and name is not None and _is_other_name(snapshot, name, approved.name):
        yield Change(Aspect.NAME, approved.name, name)
    if approved.links is not None and profile.links is not None:
        foreign = foreign_links(snapshot, profile.links, approved)
        if foreign:
            yield Change(Aspect.LINKS, ", ".join(approved.links), ", ".join(foreign))
    bits = picture_bits(snapshot, profile)
    if bits is not None and bits >= snapshot.thresholds.other_picture_bits:
        yield Change(Aspect.AVATAR, approved.avatar, profile.avatar or "")


def _is_other_name(snapshot: Snapshot, name: str, approved: str) -> bool:
    """Return whether a name is another than the approved one, and none that the company goes by."""
    if fold(name) == fold(approved) or not name.strip():
        return False
    return not profiles.carries_name(snapshot, name) and not profiles.is_of_another_script(snapshot, name)


def foreign_links(snapshot: Snapshot, links: tuple[str, ...], approved: ApprovedAccount) -> tuple[str, ...]:
    """Return the links of a profile that lead to domains neither the company's nor approved for it.

    What lands on one of these, and what the company's own site links too, is none.
    """
    known = {*own_domains(snapshot), *approved.domains, *(urls.site_of(one) for one in approved.links or ())}
    found = (resolved.url for one in links if (resolved := urls.resolve(one, snapshot.target.site)) is not None)
    foreign = [one for one in found if urls.is_web(one) and urls.site_of(one) not in known]
    linked = {feeds.bare(link.url) for link in snapshot.links} if foreign else set()
    return tuple(one for one in foreign if _end(snapshot, one) not in known and feeds.bare(one) not in linked)


def _end(snapshot: Snapshot, url: str) -> str:
    """Return the registrable domain where a link ends, as far as it was followed."""
    landing = snapshot.landings.get(url.partition("#")[0])
    return landing.domain if landing is not None else urls.site_of(url)
