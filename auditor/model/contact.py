"""What a page offers to those who want to reach the company, and what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from auditor.model.web import Cause


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
    cause: Cause = Cause.UNSAID


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a host's TLS certificate said when it was asked."""

    host: str
    """With `:port` where it is not 443."""
    not_after: datetime | None = None
    """End of validity, UTC."""
    problem: str = ""
    """Why a browser would warn; empty where it would not."""
