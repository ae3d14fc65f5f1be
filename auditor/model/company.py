"""What auditor.toml says of the company, where the site alone can't tell."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model.declarations import Declared


@dataclass(frozen=True, slots=True)
class Spokesperson:
    """Somebody who speaks for the company in public, and agreed to be named."""

    name: str
    consent: str
    """When and how they agreed, in words that the report may print."""
    emails: tuple[str, ...] = ()
    """Mailboxes that may stand on the site, domain in lower case."""
    phones: tuple[str, ...] = ()
    """Numbers that may stand on the site, E.164."""
    profiles: tuple[str, ...] = ()
    """Addresses of profiles that may be linked."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who is responsible for a place where people speak of the company."""

    venue: str
    """As auditor.toml writes it: a platform's id, a host, or the name of a feed."""
    owner: str = ""
    """Who answers there; empty where nobody is named."""
    watched_by: str = ""
    """Who watches it; empty where nobody is named."""


@dataclass(frozen=True, slots=True)
class Listening:
    """What the company listens for, and who does."""

    asked: bool = False
    """Whether auditor.toml says anything of it: else nobody was asked, and nothing of it is missing."""
    names: tuple[str, ...] = ()
    """What was searched for, as written."""
    misspellings: tuple[str, ...] = ()
    feeds: int = 0
    """Alert feeds named."""
    coverage: tuple[Coverage, ...] = ()
    """Sorted by venue."""


@dataclass(frozen=True, slots=True)
class CompanyProfile:
    """What whoever ordered the audit says about the company."""

    names: tuple[str, ...] = ()
    """Other names it goes by: brands, products, abbreviations."""
    handle: str = ""
    """The handle it uses wherever it can, without `@`."""
    avatar: str = ""
    """Address of the approved picture, where one is named."""
    jurisdiction: str = ""
    """Two-letter country whose law the site has to keep, upper case; rules of one country need it."""
    timezone: str = ""
    """IANA name of the zone its hours are in; empty for UTC, which is then said."""
    hours: str = ""
    """When somebody answers, such as `Mon-Fri 09:00-17:00`; empty where only the site says."""
    spokespeople: tuple[Spokesperson, ...] = ()
    declared: tuple[Declared, ...] = ()
    """Its answers in the interview, `interview.toml`; each question at most once."""
    domains: tuple[str, ...] = ()
    """Further domains of the company, ASCII and lower case."""
    listening: Listening = Listening()
    """What it listens for elsewhere, and who does."""
