"""Ways to report abuse, phishing or a security problem. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache

from auditor import urls
from auditor.model import ContactDetail, ContactKind, Fetch, Page, Reach, Snapshot
from auditor.resources import facts
from auditor.routes import mail
from auditor.text.fold import fold, words
from auditor.truth import Life, judge

_PATHS = ("/.well-known/security.txt", "/security.txt")
_MOST_LINES = 2_000
_PUBLISHED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:annual|quarterly|transparency|yearly|threat|statistics|market|research) \w{0,20} ?report\b|\breport(?:s)? (?:on|about|into)\b"
)


@dataclass(frozen=True, slots=True)
class SecurityTxt:
    """A security.txt by RFC 9116."""

    url: str
    contact: str
    """The first `Contact`; empty where there is none."""
    expired: bool
    problem: str
    """Why it does not count, as a clause; empty where it does."""


@lru_cache(maxsize=8)
def security_txt(snapshot: Snapshot) -> SecurityTxt | None:
    """Return the site's security.txt, the better of two where there are two; None where there is none."""
    found = [_parsed(snapshot, fetch) for fetch in _files(snapshot)]
    return min(found, key=lambda file: (bool(file.problem), not file.expired), default=None)


def _files(snapshot: Snapshot) -> list[Fetch]:
    """Return the answers that are files: text, not the page that a site shows for every address."""
    origin = urls.origin(snapshot.target.site)
    asked = [snapshot.fetches.get(origin + path) for path in _PATHS]
    return [
        fetch
        for fetch in asked
        if fetch is not None
        and fetch.reach is Reach.RESPONDED
        and fetch.status == 200
        and "html" not in fetch.content_type
    ]


def _parsed(snapshot: Snapshot, fetch: Fetch) -> SecurityTxt:
    fields: dict[str, str] = {}
    for line in snapshot.read(fetch).lstrip("\ufeff").splitlines()[:_MOST_LINES]:
        name, colon, value = line.partition(":")
        if colon and value.strip() and not line.startswith("#"):
            fields.setdefault(name.strip().lower(), value.strip())
    contact, expires = fields.get("contact", "")[:200], fields.get("expires", "")
    until = _moment(expires)
    expired = until is not None and until <= snapshot.taken_at
    problem = _problem(contact, expires, until, expired=expired)
    return SecurityTxt(fetch.url, contact, expired, problem)


def _problem(contact: str, expires: str, until: datetime | None, *, expired: bool) -> str:
    if not contact:
        return "names no Contact"
    if expired and until is not None:
        return f"expired on {until.date().isoformat()}, and what has expired is not to be used (RFC 9116)"
    if not expires:
        return ""  # required since RFC 9116, but a contact without an end is still one
    return "" if until is not None else "has an Expires that is no date"


def _moment(text: str) -> datetime | None:
    """Return a time as RFC 9116 writes it, or as its drafts did: `Thu, 31 Dec 2026 18:37:07 -0800`."""
    try:
        moment = datetime.fromisoformat(text.upper()) if text[:1].isdigit() else parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def mailbox(snapshot: Snapshot) -> ContactDetail | None:
    """Return the first published mailbox for reports that is not known to be undeliverable."""
    for detail in snapshot.contacts:
        is_one = detail.kind is ContactKind.EMAIL and _is_for_reports(detail.value)
        if is_one and mail.deliverability(snapshot, detail.value).life is not Life.DEAD:
            return detail
    return None


def _is_for_reports(address: str) -> bool:
    parts = words(fold(address.rpartition("@")[0]).replace("-", " ").replace(".", " ").replace("_", " "))
    return "".join(parts) in _facts()["mailboxes"] or not _facts()["mailboxes"].isdisjoint(parts)


def page(snapshot: Snapshot) -> Page | None:
    """Return the first page that says in its title or heading how to report, and loads."""
    for one in snapshot.pages:
        if any(map(_says_how, (one.heading, one.title))) and judge(snapshot, one.url).life is Life.ALIVE:
            return one
    return None


@lru_cache(maxsize=4_096)
def _says_how(title: str) -> bool:
    folded = fold(title[:300])
    said = set(words(folded))
    told = _facts()
    if any(phrase in folded for phrase in told["phrases"]):
        return True
    unspaced = [word for word in told["acts"] if not word.isascii() and word in folded]
    # "Annual report 2025 on fraud" tells what was done, not how to tell of it.
    published = _PUBLISHED.search(folded) is not None and said & told["acts"] <= {"report", "denuncia"}
    acts = unspaced or (set() if published else said & told["acts"])
    wrongs = said & told["wrongs"] or [word for word in told["wrongs"] if not word.isascii() and word in folded]
    return bool(acts and wrongs)


def doubt(snapshot: Snapshot) -> str:
    """Return why a security.txt may be there although none was read; empty where that is settled."""
    origin = urls.origin(snapshot.target.site)
    for path in _PATHS:
        fetch = snapshot.fetches.get(origin + path)
        if fetch is None:
            return f"Whether there is a security.txt was not asked. Open {origin}{_PATHS[0]} in a browser."
        if fetch.reach is not Reach.RESPONDED or fetch.status in {401, 403, 429} or (fetch.status or 0) >= 500:
            return f"Whether there is a security.txt could not be told. Open {fetch.url} in a browser."
    return ""


@cache
def _facts() -> dict[str, frozenset[str]]:
    return {name: frozenset(listed) for name, listed in facts("routes/reports.toml").items()}
