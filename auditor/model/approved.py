"""What the company confirmed as right: approved.toml, as checks see it. Nothing here was seen on the visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ApprovedAccount:
    """One account as its holder confirmed it. What was left out of the file was not confirmed, and is compared with nothing."""

    platform: str
    """Id in platforms.toml, or the platform's name as posts have it."""
    handle: str
    """As the platform compares handles, without `@`; `Profile.handle` and `Channel.account` are written alike."""
    url: str = ""
    """Address of the profile; empty for an account that is known by its posts only."""
    name: str | None = None
    """As shown; empty for none, None where it was not confirmed."""
    bio: str | None = None
    """Plain text; empty for none, None where it was not confirmed."""
    links: tuple[str, ...] | None = None
    """Addresses in bio and fields; None where they were not confirmed."""
    avatar: str = ""
    """Difference hash of the picture, as `auditor.analysis.profiles.avatars` writes it; empty where it was not confirmed."""
    languages: tuple[str, ...] = ()
    """Two-letter codes of the languages it posts in, lower case; empty where they were not confirmed."""
    hours: str = ""
    """When it posts, in the words of auditor.toml's `hours` (`Mon-Fri 07:00-19:00`), in `Approved.timezone`; empty where not confirmed."""
    domains: tuple[str, ...] = ()
    """Registrable domains it links to, lower case, besides the company's own."""
    clients: tuple[str, ...] = ()
    """Names of the programs it posts with, where the platform tells; empty where they were not confirmed."""


@dataclass(frozen=True, slots=True)
class Approved:
    """All of approved.toml."""

    site: str
    """Home page of the target that it is for."""
    on: date | None = None
    """Day on which it was last confirmed; None where the file does not say."""
    timezone: str = ""
    """IANA name of the zone in which posting hours are told; empty for UTC."""
    domains: tuple[str, ...] = ()
    """Registrable domains that are the company's own, lower case: a link to one of them is never a sign of anything."""
    accounts: tuple[ApprovedAccount, ...] = ()
    """Sorted by platform and handle; each at most once."""

    def account(self, platform: str, handle: str) -> ApprovedAccount | None:
        """Return what was confirmed of an account; None where nothing was. Case and a leading `@` make no difference."""
        wanted = _bare(handle)
        same = (one for one in self.accounts if one.platform == platform and _bare(one.handle) == wanted)
        return next(same, None)


def _bare(handle: str) -> str:
    return handle.lstrip("@").casefold()
