"""The file in which a site says whom to tell of security problems: security.txt by RFC 9116. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import parsedate_to_datetime

from auditor import urls
from auditor.analysis.links import reserved_names
from auditor.model import Fetch, Message, Reach, Snapshot, message
from auditor.model.messages import NOTHING
from auditor.model.remembering import remembered
from auditor.text import dates
from auditor.text.visible import visible_text

PATHS = ("/.well-known/security.txt", "/security.txt")
_MOST_LINES = 2_000
_MARKUP = re.compile(
    r"\s*(?:<!doctype|<html|<head|<body|<\?xml|<!--|<(?:div|pre|p|meta|title|script)\b)", re.IGNORECASE
)
_FIELD = re.compile(r"\s*([A-Za-z-]{3,30})\s*:[ \t]*(\S.*)")
_MAIL = re.compile(r"(?:mailto:)?[^\s@:/]+@([\w.-]+)", re.IGNORECASE)
_ZONES = re.compile(r"\s{0,9}(?:UTC|GMT|Z)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SecurityTxt:
    """A security.txt by RFC 9116."""

    url: str
    contact: str
    """The first `Contact`; empty where there is none."""
    expired: bool
    problem: Message
    """Why it does not count; empty where it does."""


@remembered()
def security_txt(snapshot: Snapshot) -> SecurityTxt | None:
    """Return the site's security.txt, the better of two where there are two; None where there is none."""
    found = [parsed for fetch in _files(snapshot) if (parsed := _parsed(snapshot, fetch)) is not None]
    return min(found, key=lambda file: (bool(file.problem), not file.expired), default=None)


def _files(snapshot: Snapshot) -> list[Fetch]:
    origin = urls.origin(snapshot.target.site)
    asked = [snapshot.fetches.get(origin + path) for path in PATHS]
    return [one for one in asked if one is not None and one.reach is Reach.RESPONDED and one.status == 200]


def _parsed(snapshot: Snapshot, fetch: Fetch) -> SecurityTxt | None:
    """Return what a file says; None for the page that a site shows for every address. What it is called is no proof of either."""
    text = snapshot.read(fetch).lstrip("\ufeff")
    is_page = _MARKUP.match(text) is not None
    fields = _fields(visible_text(text) if is_page else text)
    if is_page and not {"contact", "expires"} <= fields.keys():
        return None
    if not fields and "html" in fetch.content_type:
        return None
    contact, expires = fields.get("contact", "")[:200], fields.get("expires", "")
    until = _moment(expires)
    expired = until is not None and until <= snapshot.taken_at
    problem = _problem(contact, expires, until, expired=expired) or _nobody(snapshot, contact)
    return SecurityTxt(fetch.url, contact, expired, problem)


def _fields(text: str) -> dict[str, str]:
    """Return the first of each field by its name in lower case."""
    fields: dict[str, str] = {}
    for line in text.splitlines()[:_MOST_LINES]:
        if match := _FIELD.match(line[:2_000].removeprefix("- ")):  # signed files may begin any line so (RFC 9580, 7.2)
            fields.setdefault(match[1].lower(), match[2].strip())
    return fields


def _problem(contact: str, expires: str, until: datetime | None, *, expired: bool) -> Message:
    if not contact:
        return message("The security.txt names no Contact.")
    if expired and until is not None:
        return message("The security.txt expired on {day} and must no longer be used (RFC 9116).", day=until.date())
    if not expires:
        return NOTHING  # required since RFC 9116, but a contact without an end is still one
    return NOTHING if until is not None else message("The Expires field of the security.txt is not a date.")


def _nobody(snapshot: Snapshot, contact: str) -> Message:
    """Return why nobody can be reached at a contact that is left from a template."""
    match = _MAIL.match(contact)
    domain = match[1].lower() if match is not None else urls.host(contact) if "://" in contact else ""
    name = reserved_names.reserved(snapshot, domain) if domain else ""
    example = message("The Contact in the security.txt lies under {name}, which is reserved for examples.", name=name)
    return example if name else NOTHING


def _moment(text: str) -> datetime | None:
    """Return a time as RFC 9116 writes it, as its drafts did (`Thu, 31 Dec 2026 18:37:07 -0800`), or the day it names.

    Of two readings the later one: whether `01/03/2027` is over is not to be told by who reads it.
    """
    text = text[:100].strip()
    try:
        written = _ZONES.sub("+00:00", text.upper()) if ":" in text else text
        moment = datetime.fromisoformat(written) if text[:1].isdigit() else parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        named = dates.days(text)
        latest = max((day for one in named for day in (one.day, one.other) if day is not None), default=None)
        return None if latest is None else datetime.combine(latest, time.max, UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
