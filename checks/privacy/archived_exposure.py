"""Personal details that a public web archive still shows."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Evidence,
    Finding,
    Message,
    Outcome,
    People,
    Severity,
    Snapshot,
    check,
    inconclusive,
    message,
    review,
)
from auditor.api.types import Capture, Exposure

BEFORE = (
    "exposed-birth-date",
    "exposed-home-address",
    "exposed-personal-email",
    "exposed-personal-phone",
    "exposed-private-profile",
    "located-image",
    "named-document",
)
"""Checks whose earlier failures may have been archived."""
_TAKE_OUT = message(
    "Remove the detail from the page first, then ask the archive to take the copy down; it answers requests by the owner of a site."
)


@check(
    "archived-exposure",
    category="privacy",
    severity=Severity.INFO,
    needs=("pages",),
    uses=("contacts", "links", "profiles", "captures", "earlier"),
    effort="hours",
    team="web",
    title="No personal detail that was removed is left in a web archive",
    failing_title="A web archive may still show personal details",
)
def archived_exposure(snapshot: Snapshot) -> Iterator[Finding]:
    """Say of each page that shows a private detail, or did in an earlier audit, where a copy of it is kept."""
    now = {one.page.url: one for one in _exposures(snapshot)}
    earlier = _before(snapshot)
    for url in sorted(now.keys() | earlier):
        if (copy := snapshot.captures.get(url)) is not None:
            yield _kept(url, copy, now.get(url))
    if (now or earlier) and (why := snapshot.missing.get("captures")):
        yield inconclusive(snapshot.target.site, why)


def _exposures(snapshot: Snapshot) -> Iterator[Exposure]:
    people = People(snapshot)
    yield from (one for one in (*people.homes(), *people.birth_dates(), *people.private_profiles()))


def _before(snapshot: Snapshot) -> set[str]:
    """Return the pages and files that failed for a personal detail in an earlier audit."""
    found = (one for audit in snapshot.earlier for name in BEFORE for one in audit.of(name))
    return {one.subject for one in found if one.outcome is Outcome.FAIL and one.subject.startswith("http")}


def _kept(url: str, copy: Capture, shown: Exposure | None) -> Finding:
    proof = Evidence(copy.copy, shown.excerpt if shown else "", copy.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return review(url, _said(copy, now=shown is not None), proof, hint=_TAKE_OUT)


def _said(copy: Capture, *, now: bool) -> Message:
    day = copy.at.date()
    if now:
        return message("This page shows a personal detail, and a web archive holds a copy of {day}.", day=day)
    return message(
        "An earlier audit found a personal detail here. A web archive holds a copy of {day}, which may still show it.",
        day=day,
    )
