"""The only module a check may import from us."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from bs4 import BeautifulSoup

from auditor import urls
from auditor.analysis import pages, releases
from auditor.analysis.contact_routes import (
    doubts,
    forms,
    imprint,
    mail,
    offers,
    papers,
    phones,
    purposes,
    reports,
    unfilled,
    unseen,
)
from auditor.analysis.contact_routes import email_authentication as senders
from auditor.analysis.conversations import clusters, feeds, post_scan, promised, sentences, statements
from auditor.analysis.conversations import promises as claims
from auditor.analysis.conversations import queries as conversations
from auditor.analysis.conversations.metrics.figures import ChannelMeasure, Slice
from auditor.analysis.conversations.metrics.rates import Rate, Spread
from auditor.analysis.links import destination as landing
from auditor.analysis.links import domains as lapsed
from auditor.analysis.links import fragments, freed, graph, reserved_names
from auditor.analysis.links import status as truth
from auditor.analysis.links.status import LinkState, Verdict, anchors, judge
from auditor.analysis.masking import mask_email, mask_name, mask_number, mask_phone
from auditor.analysis.pii import bios, details, exposed, files, logins, mailboxes, places
from auditor.analysis.pii import phones as lines
from auditor.analysis.profiles import icons
from auditor.analysis.profiles import profiles as presences
from auditor.analysis.profiles import purpose as channels
from auditor.model import (
    CONTACT_ROLES,
    NOTHING,
    Check,
    ContactDetail,
    ContactKind,
    ContactSource,
    DnsOutcome,
    Document,
    Effort,
    Evidence,
    Existence,
    Fetch,
    Finding,
    Form,
    Link,
    LinkKind,
    Message,
    Outcome,
    Owner,
    Page,
    Post,
    Profile,
    Reach,
    Role,
    Severity,
    Snapshot,
    Team,
    as_message,
    message,
)
from auditor.platforms import parse as platforms
from auditor.text import company_names as names
from auditor.text import dates
from auditor.text import placeholder_urls as nowhere
from auditor.text.fold import fold
from auditor.text.mailboxes import is_media_mailbox, mailbox_kind
from auditor.text.marks import placeholders
from auditor.text.visible import visible_text

__all__ = [
    "CONTACT_ROLES",
    "NOTHING",
    "ChannelMeasure",
    "Check",
    "ContactDetail",
    "ContactKind",
    "ContactSource",
    "DnsOutcome",
    "Document",
    "Effort",
    "Evidence",
    "Existence",
    "Fetch",
    "Finding",
    "Form",
    "Link",
    "LinkKind",
    "LinkState",
    "Message",
    "Outcome",
    "Owner",
    "Page",
    "Post",
    "Profile",
    "Rate",
    "Reach",
    "Role",
    "Severity",
    "Slice",
    "Snapshot",
    "Spread",
    "Team",
    "Verdict",
    "anchors",
    "as_message",
    "bios",
    "by_verdict",
    "channels",
    "check",
    "claims",
    "clusters",
    "conversations",
    "dates",
    "details",
    "doubts",
    "evidence",
    "exposed",
    "fail",
    "feeds",
    "file_evidence",
    "files",
    "fold",
    "forms",
    "fragments",
    "freed",
    "graph",
    "icons",
    "imprint",
    "inconclusive",
    "is_media_mailbox",
    "judge",
    "landing",
    "lapsed",
    "lines",
    "link_evidence",
    "logins",
    "mail",
    "mailbox_kind",
    "mailboxes",
    "mask_email",
    "mask_name",
    "mask_number",
    "mask_phone",
    "message",
    "names",
    "nowhere",
    "offers",
    "pages",
    "papers",
    "passed",
    "phones",
    "placeholders",
    "places",
    "platforms",
    "post_scan",
    "presences",
    "promised",
    "purposes",
    "rated",
    "releases",
    "reports",
    "reserved_names",
    "review",
    "senders",
    "sentences",
    "soup",
    "statements",
    "truth",
    "unfilled",
    "unseen",
    "urls",
    "visible_text",
]

EXCERPT = 300


def check(  # noqa: PLR0913 - keywords, each a part of the declaration
    id: str,
    *,
    category: str,
    severity: Severity,
    needs: tuple[str, ...],
    title: str,
    failing_title: str,
    uses: tuple[str, ...] = (),
    effort: Effort | None = None,
    team: Team | None = None,
) -> Callable[[Callable[[Snapshot], Iterator[Finding]]], Check]:
    """Declare a check. Returns a value; registers nothing.

    Args:
        id: A noun for the fault, words joined by dashes; the file has the same name with underscores.
        category: Id of the chapter it belongs to.
        severity: Of its findings, unless one says otherwise.
        needs: Fields of the snapshot without which nothing can be said. Where one is missing, the check does not run.
        title: What is true when it passes.
        failing_title: What is true when it fails.
        uses: Fields of the snapshot that help. Where one is missing, the findings that hang on it have to say so.
        effort: How long it takes to fix a fault: `minutes`, `hours` (up to a day) or `project`.
        team: Who usually fixes it: `web`, `comms`, `support` or `IT`.
    """

    def declare(run: Callable[[Snapshot], Iterator[Finding]]) -> Check:
        return Check(id, category, severity, title, failing_title, needs, run, uses, effort, team)

    return declare


def passed(subject: str, message: Message | str = "", *proof: Evidence) -> Finding:
    """Return a finding that says that the subject passed."""
    return Finding(Outcome.PASS, subject, as_message(message), proof)


def fail(
    subject: str,
    message: Message | str,
    *proof: Evidence,
    severity: Severity | None = None,
    variant: str = "",
    hint: Message | str = "",
) -> Finding:
    """Return a finding that says that the subject failed."""
    return Finding(Outcome.FAIL, subject, as_message(message), proof, severity, variant=variant, hint=as_message(hint))


def review(
    subject: str, message: Message | str, *proof: Evidence, variant: str = "", hint: Message | str = ""
) -> Finding:
    """Return a finding that a person must judge; it is never scored."""
    return Finding(Outcome.REVIEW, subject, as_message(message), proof, variant=variant, hint=as_message(hint))


def inconclusive(
    subject: str, message: Message | str, *proof: Evidence, variant: str = "", hint: Message | str = ""
) -> Finding:
    """Return a finding that says why it could not be verified (`message`), and how to find out (`hint`)."""
    return Finding(Outcome.INCONCLUSIVE, subject, as_message(message), proof, variant=variant, hint=as_message(hint))


def rated(subject: str, message: Message | str, value: float, *proof: Evidence, ok: bool, variant: str = "") -> Finding:
    """Return a finding for something that is more or less in order.

    Args:
        subject: What was judged.
        message: What was measured, and what it means.
        value: 0 to 1, as it goes into the score.
        proof: Where to look.
        ok: Whether it passes.
        variant: See `Finding.variant`.
    """
    outcome = Outcome.PASS if ok else Outcome.FAIL
    return Finding(outcome, subject, as_message(message), proof, value=value, variant=variant)


def by_verdict(
    subject: str,
    verdict: Verdict,
    *proof: Evidence,
    note: Message | str = "",
    severity: Severity | None = None,
    variant: str = "",
) -> Finding:
    """Return the finding a verdict amounts to: alive passes, dead fails, unknown is inconclusive.

    Args:
        subject: What was judged.
        verdict: What became of it.
        proof: Where to look.
        note: What is said besides the reason, such as who links it; not where it is unknown, so that equal reasons read
            equal and can be told together.
        severity: Where it differs from the check's own.
        variant: See `Finding.variant`.
    """
    if verdict.state is LinkState.UNKNOWN:
        open_ = inconclusive(subject, verdict.reason, *proof, variant=variant, hint=verdict.hint)
        return replace(open_, severity=severity)
    said = verdict.reason.then(as_message(note))
    if verdict.state is LinkState.ALIVE:
        return passed(subject, said, *proof)
    return fail(subject, said, *proof, severity=severity, variant=variant)


def evidence(snapshot: Snapshot, url: str, excerpt: str = "") -> Evidence:
    """Return where `url` was read, and when, with words or mark-up from it."""
    fetch = snapshot.fetches.get(url)
    short = " ".join(excerpt.split())
    short = short if len(short) <= EXCERPT else short[: EXCERPT - 1] + "…"
    if fetch is None:
        return Evidence(url, short)
    return Evidence(url, short, fetch.at.strftime("%Y-%m-%dT%H:%M:%SZ"), fetch.body_sha256)


def file_evidence(snapshot: Snapshot, document: Document, excerpt: str = "") -> Evidence:
    """Return where a published file was read, with the hash of the file, whose body is not kept, and words from its metadata."""
    found = evidence(snapshot, document.url, excerpt)
    return replace(found, body_sha256="".join(document.facts.get("sha256", ())[:1]))


def link_evidence(snapshot: Snapshot, links: Iterable[Link], most: int = 3) -> tuple[Evidence, ...]:
    """Return where the first links stand, one a page, as a visitor sees them and as they are written."""
    by_page: dict[str, Link] = {}
    for link in links:
        by_page.setdefault(link.page, link)
    return tuple(
        evidence(snapshot, page, f"{link.text or link.kind.value} → {link.raw or link.url}")
        for page, link in list(by_page.items())[:most]
    )


def soup(page: Page) -> BeautifulSoup:
    """Return the page's HTML, parsed for structure; parse each page once."""
    return BeautifulSoup(page.read(), "lxml")
