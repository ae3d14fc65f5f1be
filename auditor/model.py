"""The nouns: frozen data and enums. No I/O, no dependency, imports nothing of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType


class Severity(IntEnum):
    """How much a fault matters to someone trying to reach the company."""

    INFO = 0
    """Said, never scored: for checks whose findings a person must judge."""
    LOW = 1
    """A blemish: visitors get there anyway."""
    MEDIUM = 2
    """Costs visitors time or trust."""
    HIGH = 3
    """Some visitors do not get through."""
    CRITICAL = 4
    """A front door is shut: the page that exists to be reached cannot be."""

    @property
    def label(self) -> str:
        """The word used on the command line and in results, such as `critical`."""
        return self.name.lower()


class Outcome(StrEnum):
    """What was concluded. Only PASS and FAIL ever enter a score."""

    PASS = "pass"
    """Looked at and in order."""
    FAIL = "fail"
    """Looked at and at fault."""
    REVIEW = "review"
    """A person must judge; never scored."""
    INCONCLUSIVE = "inconclusive"
    """It could not be told; the message says why and how to find out."""
    NOT_APPLICABLE = "not-applicable"
    """There was nothing to examine."""
    ERROR = "error"
    """Our fault: the check itself broke."""


class Reach(StrEnum):
    """What happened to a request; never what it means."""

    RESPONDED = "responded"
    """An HTTP answer arrived, whatever its status."""
    TIMED_OUT = "timed-out"
    """No complete answer within the time allowed."""
    DNS_FAILED = "dns-failed"
    """The host name could not be resolved; `Fetch.detail` says whether it does not exist or the look-up failed."""
    CONNECT_FAILED = "connect-failed"
    """The name resolved, but no connection came about or it broke."""
    TLS_FAILED = "tls-failed"
    """The secure connection was refused or its certificate is not valid."""
    CHALLENGED = "challenged"
    """A login wall, captcha or bot page answered instead of the page."""
    RATE_LIMITED = "rate-limited"
    """The host asked us to slow down (429) until we gave up."""
    DISALLOWED = "disallowed"
    """robots.txt asks not to read it."""
    REFUSED_ADDRESS = "refused-address"
    """It leads to a private or local address that this target may not send us to."""
    TOO_LARGE = "too-large"
    """The body went past the size allowed; reading stopped there."""
    REDIRECT_LOOP = "redirect-loop"
    """Redirects came back to where they had been, or went on past the limit."""
    GARBLED = "garbled"
    """What arrived is not HTTP, or its body does not decode as its headers say."""


NO_SUCH_HOST = "the host name does not exist"
"""`Fetch.detail` of a DNS_FAILED that said so (NXDOMAIN), as against a look-up that failed."""


class Role(StrEnum):
    """What a page is for."""

    HOME = "home"
    CONTACT = "contact"
    MEDIA = "media"
    """Press, media, newsroom."""
    SUPPORT = "support"
    """Support, help, service, status of an order."""
    COMPLAINTS = "complaints"
    LEGAL = "legal"
    """Imprint, legal notice, privacy, terms."""
    ABOUT = "about"


CONTACT_ROLES = frozenset({Role.CONTACT, Role.MEDIA, Role.SUPPORT, Role.COMPLAINTS})
"""Pages that exist so that somebody can reach the company."""


@dataclass(frozen=True, slots=True)
class Target:
    """The company looked at."""

    name: str
    """As a person would say it; the host name until somebody says better."""
    site: str
    """Address of the home page, normalised."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every number a rule turns on. `[thresholds]` in auditor.toml overrides each by its name."""

    certificate_days: int = 14
    """Days a certificate must still be valid. House rule: half the usual 30-day renewal window."""
    contact_clicks: int = 2
    """Clicks from the home page to a contact page. German courts found an imprint two clicks away easy enough to reach
    (BGH, I ZR 228/03, 2006-07-20); house rule elsewhere."""
    empty_page_characters: int = 40
    """Visible characters below which a page without forms, frames or images says nothing. House rule."""
    soft_404_similarity: float = 0.9
    """Share of three-word sequences a page has in common with the host's answer for an impossible address. House rule."""


@dataclass(frozen=True, slots=True)
class Exclude:
    """Addresses that auditor.toml keeps out of the visit."""

    pattern: str
    """As `auditor.text.patterns` reads it."""
    reason: str
    """Why, in words that the report prints."""
    count: int = 0
    """Addresses met on the visit and left out for it."""


@dataclass(frozen=True, slots=True)
class Accept:
    """Faults that auditor.toml says are known and borne: told, but no longer counted as failures."""

    pattern: str
    """What the subject of a finding has to be like, as `auditor.text.patterns` reads it."""
    reason: str
    """Why, in words that the report prints."""
    check: str = ""
    """Id of the one check it is for; empty for all."""
    until: date | None = None
    """Last day, in UTC, on which it applies; None where it does not run out."""

    def holds(self, moment: datetime) -> bool:
        """Return whether it has not run out on the day of `moment`."""
        return self.until is None or moment.date() <= self.until


ACCEPTED = "Accepted: "
"""What the message of a fault begins with that auditor.toml accepts; its reason follows."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """One hop on the way to an answer."""

    status: int
    url: str
    """Where the hop led."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """What came of reading one URL, all tries together."""

    url: str
    """As asked for, without its fragment."""
    final_url: str
    """Where the last redirect led; `url` where there was none."""
    reach: Reach
    at: datetime
    """When the last try ended, UTC."""
    status: int | None = None
    """HTTP status of the last answer; None where no answer came."""
    redirects: tuple[Redirect, ...] = ()
    content_type: str = ""
    """Media type of the answer in lower case, without parameters."""
    body_sha256: str = ""
    """Key of the stored body; empty where none was kept."""
    encoding: str = ""
    """Character encoding decided for the body; empty for anything that is not text."""
    size: int = 0
    """Bytes of the body as decoded from its transfer."""
    tries: int = 1
    detail: str = ""
    """What went wrong, in words, where something did."""
    method: str = "GET"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the target's own site: read, or only known by its links when it could not be."""

    url: str
    fetch: Fetch
    roles: tuple[Role, ...] = ()
    """Sorted; several where the page serves several ends, none where it is some other page."""
    role_reasons: tuple[str, ...] = ()
    """What the roles were read from, such as `link text "Press"`."""
    found_by: tuple[str, ...] = ()
    """How we learned of it: `home`, `link`, `sitemap`, `usual path`, `configuration`."""
    depth: int | None = None
    """Clicks from the home page along links; None where no link leads to it."""
    title: str = ""
    heading: str = ""
    """Text of the first h1."""
    lang: str = ""
    """Of the html element, lower case, such as `de` or `pt-br`."""
    text_length: int = 0
    """Characters a visitor sees."""
    needs_script: bool = False
    """The page shows next to nothing until its scripts have run, and nobody ran them."""
    rendered: bool = False
    """Its facts are those of the document a browser showed once its scripts had run; `fetch` names that document as its body."""
    not_rendered: str = ""
    """Why a browser could not show it, as a clause; empty where it could or none was asked."""
    read: Callable[[], str] = field(default=lambda: "", repr=False, compare=False)
    """Returns the decoded HTML as received, or as rendered; empty where no body was kept."""
    picture: Callable[[], bytes] = field(default=lambda: b"", repr=False, compare=False)
    """Returns how it looked in a browser, as JPEG; empty where no picture was taken."""

    def has(self, *roles: Role) -> bool:
        """Return whether the page has any of `roles`."""
        return any(role in self.roles for role in roles)


class LinkKind(StrEnum):
    """What a visitor's browser does with a link."""

    ANCHOR = "anchor"
    """Followed on a click; downloads too."""
    IMAGE = "image"
    MEDIA = "media"
    """Audio, video, tracks, objects."""
    FRAME = "frame"
    STYLESHEET = "stylesheet"
    SCRIPT = "script"
    ICON = "icon"
    CANONICAL = "canonical"
    ALTERNATE = "alternate"
    """Feeds and other languages."""
    REFRESH = "refresh"
    """`<meta http-equiv=refresh>`."""
    SITEMAP = "sitemap"
    """Listed in a sitemap; `page` is the sitemap."""


class Place(StrEnum):
    """Where on the page a link or detail stands."""

    HEADER = "header"
    NAV = "nav"
    MAIN = "main"
    FOOTER = "footer"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Link:
    """A reference from a page of the site, resolved as a browser would."""

    page: str
    """URL of the page it stands on."""
    url: str
    """Absolute, normalised, without the fragment."""
    kind: LinkKind
    text: str = ""
    """Visible text, or the alternative text of a linked image."""
    fragment: str = ""
    """After the `#`, decoded; empty where there is none."""
    place: Place = Place.MAIN
    raw: str = ""
    """As written in the page."""


class ContactKind(StrEnum):
    """What sort of detail it is."""

    EMAIL = "email"
    PHONE = "phone"
    FAX = "fax"


class ContactSource(StrEnum):
    """What the detail was read from."""

    LINK = "link"
    """A `mailto:`, `tel:`, `sms:` or WhatsApp link."""
    TEXT = "text"
    OBFUSCATED = "obfuscated"
    """Text written to hide from robots, such as `name [at] domain`."""
    STRUCTURED = "structured"
    """JSON-LD or microdata."""


@dataclass(frozen=True, slots=True)
class ContactDetail:
    """An e-mail address or a phone number that a page publishes."""

    page: str
    """URL of the page it stands on."""
    kind: ContactKind
    value: str
    """Normalised: an address with its domain in lower case; a number in E.164 where it can be understood, else its digits."""
    source: ContactSource
    shown: str = ""
    """As a visitor reads it: the link's text, or the words on the page."""
    href: str = ""
    """The link as written, for links."""
    context: str = ""
    """Up to 160 characters around it, to tell what it is for."""
    region: str = ""
    """Two-letter country a number without a country code was read for; empty where unknown."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One control of a form."""

    name: str
    type: str
    """The `type` of an input in lower case, or `textarea` or `select`."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form on a page."""

    page: str
    action: str
    """Absolute address it is sent to; the page's own where none is given."""
    method: str
    """`get`, `post` or `dialog`."""
    fields: tuple[FormField, ...] = ()
    submittable: bool = True
    """Whether there is a button, image or single text field that submits it."""
    scripted: bool = False
    """Whether a script seems to handle it, so that the action proves nothing."""
    purpose: str = ""
    """`contact`, `comment`, `search`, `login`, `newsletter` or empty, read from its fields and names."""


class DnsOutcome(StrEnum):
    """What a look-up said."""

    FOUND = "found"
    NO_DATA = "no-data"
    """The name exists and has no record of this type."""
    NO_DOMAIN = "no-domain"
    """The name does not exist (NXDOMAIN)."""
    FAILED = "failed"
    """No usable answer: time-out, refusal, server failure, or the look-ups of this run can't be trusted."""


@dataclass(frozen=True, slots=True)
class DnsRecord:
    """The answer to one DNS question."""

    name: str
    type: str
    """`MX`, `A`, `AAAA`, `TXT`."""
    outcome: DnsOutcome
    values: tuple[str, ...] = ()
    """Records as text; for MX `preference host`."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a host's TLS certificate said when it was asked."""

    host: str
    """With `:port` where it is not 443."""
    not_after: datetime | None = None
    """End of validity, UTC."""
    problem: str = ""
    """Why a browser would warn; empty where it would not."""


@dataclass(frozen=True)
class Snapshot:
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
    missing: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Artifacts that could not be gathered, with the reason."""
    notes: tuple[str, ...] = ()
    """What was left out of the visit and why: limits reached, pages robots.txt asks not to read."""
    partial: str = ""
    """Why the visit did not come to its end; empty where it did."""
    thresholds: Thresholds = field(default_factory=Thresholds)
    excludes: tuple[Exclude, ...] = ()
    """What auditor.toml kept out of the visit; `notes` tells it too."""
    accepts: tuple[Accept, ...] = ()
    """Faults to bear, those that have run out included."""
    read: Callable[[Fetch], str] = field(default=lambda _: "", repr=False, compare=False)
    """Returns the decoded body of a fetch; empty where none was kept."""

    def __hash__(self) -> int:
        # One snapshot is one visit; caches of derived facts hang on its identity.
        return id(self)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Enough for a stranger to verify a finding."""

    url: str
    excerpt: str = ""
    """Words or mark-up from the place, at most 300 characters, personal details masked."""
    at: str = ""
    """When it was read, ISO 8601 in UTC with `Z`."""
    body_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation about one subject. Passes are findings too."""

    outcome: Outcome
    subject: str
    """A URL, an address, a handle."""
    message: str
    """One sentence; for INCONCLUSIVE the reason and how to find out."""
    evidence: tuple[Evidence, ...] = ()
    severity: Severity | None = None
    """Where it differs from the check's own."""
    value: float | None = None
    """0 to 1 for a rate; else 1 for PASS, 0 for FAIL."""
    variant: str = ""
    """Tells several faults of one subject apart; part of the fingerprint."""
    fingerprint: str = ""
    """Given by the engine: the same while the fault stays the same, across runs and machines."""


@dataclass(frozen=True, slots=True)
class Check:
    """A question about a snapshot."""

    id: str
    category: str
    severity: Severity
    title: str
    """What is true when it passes."""
    failing_title: str
    """What is true when it fails."""
    needs: tuple[str, ...]
    """Fields of the snapshot it reads; one of them missing makes the result inconclusive."""
    run: Callable[[Snapshot], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check said of a snapshot."""

    check: Check
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    """Why there is no conclusion, where there is none."""
