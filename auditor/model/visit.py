"""Everything gathered in one visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from auditor.model.approved import Approved
from auditor.model.archive import Capture
from auditor.model.company import CompanyProfile
from auditor.model.contact import Certificate, ContactDetail, DnsRecord, Form
from auditor.model.documents import Document
from auditor.model.earlier import EarlierAudit
from auditor.model.impostors import AccountSearch
from auditor.model.landings import Landing
from auditor.model.mentions import Venue
from auditor.model.messages import NOTHING, Message
from auditor.model.outcomes import Accept, Exclude
from auditor.model.posts import Channel, Post
from auditor.model.profiles import Profile
from auditor.model.remembering import Remembers
from auditor.model.thresholds import Thresholds
from auditor.model.web import Fetch, Link, Page, Target

ARTIFACTS = (
    "pages",
    "links",
    "contacts",
    "forms",
    "fetches",
    "controls",
    "dns",
    "certificates",
    "documents",
    "profiles",
    "profile_controls",
    "channels",
    "posts",
    "landings",
    "account_searches",
    "approved",
    "earlier",
    "venues",
    "mentions",
    "status_updates",
    "captures",
)
"""Fields of a snapshot that are gathered: what a check reads of them, it declares. The other fields are there for all."""


@dataclass(frozen=True)
class Snapshot(Remembers):
    """Everything gathered in one visit. Checks see nothing else."""

    target: Target
    taken_at: datetime
    """When gathering began, UTC: the `now` of every check."""
    pages: tuple[Page, ...] = ()
    """Sorted by URL."""
    links: tuple[Link, ...] = ()
    """In the order of pages, then of the document."""
    contacts: tuple[ContactDetail, ...] = ()
    forms: tuple[Form, ...] = ()
    fetches: Mapping[str, Fetch] = field(default_factory=lambda: MappingProxyType({}))
    """Every URL read, by URL as asked for; other methods than GET under `METHOD url`."""
    controls: Mapping[str, Page] = field(default_factory=lambda: MappingProxyType({}))
    """By origin: what the host answers for an address that cannot exist."""
    dns: Mapping[tuple[str, str], DnsRecord] = field(default_factory=lambda: MappingProxyType({}))
    """By (name, type)."""
    certificates: Mapping[str, Certificate] = field(default_factory=lambda: MappingProxyType({}))
    """By host."""
    documents: tuple[Document, ...] = ()
    """Files published on pages with a role, and their metadata; sorted by URL."""
    profiles: tuple[Profile, ...] = ()
    """Sorted by platform and handle."""
    profile_controls: Mapping[str, Message] = field(default_factory=lambda: MappingProxyType({}))
    """By platform id: why its rule of existence was not to be trusted on this visit."""
    channels: tuple[Channel, ...] = ()
    """Accounts whose posts were gathered; sorted by platform, account and source."""
    posts: Iterable[Post] = ()
    """Every post, sorted by platform, account, time and id; read from the run folder anew each time it is gone through."""
    landings: Mapping[str, Landing] = field(default_factory=lambda: MappingProxyType({}))
    """Where the links of own posts and profiles lead, by `Landing.url`."""
    account_searches: tuple[AccountSearch, ...] = ()
    """What platforms' own searches found under the company's name; sorted by platform and origin."""
    approved: Approved | None = None
    """What the company confirmed as right, approved.toml; None where there is no such file."""
    earlier: tuple[EarlierAudit, ...] = ()
    """Earlier audits of the same target, oldest first; empty for the first. `missing` says why some could not be read."""
    venues: tuple[Venue, ...] = ()
    """Places elsewhere that were searched for mentions of the company, or could not be; sorted by platform, name and source."""
    mentions: Iterable[Post] = ()
    """What is said there, answers included, the company's own by `by_brand`: `platform` and `account` name the venue. Sorted by platform,
    account, time and id; read anew each time. Never in `posts`."""
    status_updates: Iterable[Post] = ()
    """What the company's own status pages said, one post for each update, the incident its thread. Never in `posts`."""
    captures: Mapping[str, Capture] = field(default_factory=lambda: MappingProxyType({}))
    """The newest good copies that a public web archive holds, by `Capture.url`; empty where it was not asked."""
    company_profile: CompanyProfile = field(default_factory=CompanyProfile)
    """What auditor.toml says of the company."""
    missing: Mapping[str, Message] = field(default_factory=lambda: MappingProxyType({}))
    """Artifacts that could not be gathered, with the reason in whole sentences."""
    notes: tuple[Message, ...] = ()
    """What was left out of the visit and why: limits reached, pages robots.txt asks not to read."""
    unimported: tuple[Message, ...] = ()
    """Why files of posts that auditor.toml names could not be read; `notes` tells it too."""
    partial: Message = NOTHING
    """Why the visit did not come to its end; nothing where it did."""
    watching: bool = False
    """Whether it is the latest of the short looks of `auditor watch`, with the history of those before: nothing later is ever known."""
    thresholds: Thresholds = field(default_factory=Thresholds)
    excludes: tuple[Exclude, ...] = ()
    """What auditor.toml kept out of the visit; `notes` tells it too."""
    accepts: tuple[Accept, ...] = ()
    """Faults to bear, those that have run out included."""
    read: Callable[[Fetch], str] = field(default=lambda _: "", repr=False, compare=False)
    """Returns the decoded body of a fetch; empty where none was kept."""

    raw: Callable[[str], bytes] = field(default=lambda _: b"", repr=False, compare=False)
    """Returns what was received, by its SHA-256; empty where none was kept."""

    def __hash__(self) -> int:
        # One snapshot is one visit; what is worked out of it hangs on its identity.
        return id(self)
