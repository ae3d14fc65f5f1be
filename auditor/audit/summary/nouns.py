"""What results keep of a visit besides the checks: pages, profiles, thresholds, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.audit.summary.conversation_nouns import ConversationSection
from auditor.model import Message


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One profile of the company, as it was met."""

    platform: str
    """Name of the platform."""
    handle: str
    url: str
    existence: str
    """A word of `Existence`."""
    how: Message | None
    """What that was told from, or why it could not be told; None where nobody looked."""
    verify: Message | None
    """How a person finds out; None where it was told."""
    pages: int
    """How many pages of the site name it."""
    listed: bool
    """Whether auditor.toml names it."""
    links_back: bool | None
    """Whether it links to the site; None where that can't be seen."""
    last_post: str
    """ISO date of the newest own post; empty where it can't be seen or there is none."""
    silent: bool
    """Whether it is known to hold no post at all."""
    gathered: int | None
    """Posts of its conversations that were gathered; None where nobody gathered them."""
    whose: Message | None = None
    """Whose it is and why; None for the company's own."""


@dataclass(frozen=True, slots=True)
class VenueRow:
    """A place where mentions were looked for, or could not be."""

    platform: str
    """Name of the platform, or of the kind of source."""
    name: str
    """A host, or the name of a feed or file."""
    url: str
    """Where a stranger can look; empty for a file."""
    seen: bool
    mentions: int
    stories: int
    """The same, each story once, under the venue that had it first."""
    left_out: int
    """What it brought that is about a namesake or something else."""
    newest: str
    """ISO date of the newest entry it showed, mention or not; empty where it showed none."""
    how: Message | None
    """Why it was not looked at, or what of it was not seen; None where all was."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One page of the site as it was met."""

    url: str
    title: str
    lang: str
    """Language the page declares; empty where it does not or where it is no language tag."""
    roles: tuple[str, ...]
    outcome: str
    """`read`, `dead` or `unknown`."""
    detail: Message | None
    """Why, such as `The server answers 404 (not found).`."""
    rendered: bool = False
    """Read as a browser shows it once its scripts have run."""
    picture: str = ""
    """How it looked in a browser, as a path relative to the results; only of pages people use to reach the company."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number a rule turns on, with where it comes from."""

    name: str
    """As in auditor.toml."""
    value: str
    default: str
    """The shipped value; differs from `value` where the audit was told otherwise."""
    source: str
    """What it means and where it comes from, in words."""


@dataclass(frozen=True, slots=True)
class VisitCounts:
    """How much was looked at."""

    pages: int
    links: int
    """Different addresses."""
    contacts: int
    """Different mailboxes and numbers."""


@dataclass(frozen=True, slots=True)
class Summary:
    """All that results keep of a visit besides the checks."""

    partial: Message | None
    """Why the visit is incomplete; None where it came to its end."""
    unimported: tuple[Message, ...]
    """Why files of posts could not be read."""
    counts: VisitCounts
    pages: tuple[LookedAt, ...]
    """Pages with a role first, the dead ones of them at the top."""
    profiles: tuple[ProfileRow, ...]
    """The company's profiles, by platform."""
    venues: tuple[VenueRow, ...]
    """Where mentions were looked for, those first that could be looked at."""
    limits: tuple[Message, ...]
    """What was not looked at and why."""
    thresholds: tuple[Threshold, ...]
    """Those that checks with something to examine turn on, and those that auditor.toml has changed."""
    conversations: ConversationSection | None
    """None where no posts were gathered."""
