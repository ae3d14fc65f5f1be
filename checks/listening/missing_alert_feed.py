"""Names that no working alert feed watches for."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Evidence,
    Finding,
    Mentions,
    Message,
    Severity,
    Snapshot,
    check,
    declared,
    evidence,
    fail,
    inconclusive,
    message,
    passed,
    review,
)
from auditor.api.types import Venue

_NAME_ONE = message(
    "Set up an alert for each name and usual misspelling, such as one of Google Alerts delivered as a feed, and give its address to the next audit."
).telling_operator(message("Name the address of each alert under [[mentions.feed]] in auditor.toml."))
_TEST_IT = message(
    "Publish a test page that search engines read and that holds the name, and see whether the alert reports it."
)
_OPEN_IT = message("Open the address of the feed in a feed reader.")


_SAY_WHAT = message("Say what each feed is for.").telling_operator(
    message("Set terms under [[mentions.feed]] in auditor.toml.")
)


def _said(state: str, alert: Venue, term: str, days: int) -> Message:
    """Return what is to be said of an alert feed that is for a term."""
    if state == "works":
        return message("The alert feed {feed} watches for “{term}” and brings entries.", feed=alert.name, term=term)
    if state == "gone":
        return message("The alert feed {feed}, which is for “{term}”, no longer exists.", feed=alert.name, term=term)
    if state == "silent":
        return message(
            "The alert feed {feed}, which is for “{term}”, shows no entry of the last {days} days. An empty feed does not prove that it is broken.",
            feed=alert.name, term=term, days=days,
        )  # fmt: skip
    unread = message("The alert feed {feed}, which is for “{term}”, could not be read.", feed=alert.name, term=term)
    return unread.then(alert.unseen)


@check(
    "missing-alert-feed",
    category="listening",
    severity=Severity.MEDIUM,
    needs=("mentions",),
    uses=("fetches",),
    effort="minutes",
    team="comms",
    title="Working alerts watch for the company's names",
    failing_title="No working alert watches for one of the company's names",
)
def missing_alert_feed(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge each name and misspelling by the feeds that are for it."""
    mentions = Mentions(snapshot)
    if not snapshot.company_profile.listening.asked:
        return
    if mentions.terms() and not mentions.alerts():
        yield _without_feeds(snapshot)
        return
    for term in mentions.terms():
        yield _term(snapshot, term)


def _without_feeds(snapshot: Snapshot) -> Finding:
    site, said = snapshot.target.site, declared(snapshot).get("alerts")
    if said == "no":
        return fail(site, message("The company has no alerts for its names, by its own account."), hint=_NAME_ONE)
    return review(
        site,
        message("No alert feed was given to this audit. Does anybody learn when the company is spoken of?"),
        hint=_NAME_ONE,
    )


def _term(snapshot: Snapshot, term: str) -> Finding:
    mentions, site = Mentions(snapshot), snapshot.target.site
    covered = [(alert, mentions.covers(alert, term)) for alert in mentions.alerts()]
    states = {mentions.alert_state(alert): alert for alert, watches in covered if watches}
    for state in ("works", "unread", "silent", "gone"):
        if (alert := states.get(state)) is not None:
            said = _said(state, alert, term, snapshot.thresholds.alert_days)
            return _finding(state, site, said, evidence(snapshot, alert.url), term)
    if any(watches is None for _, watches in covered):
        unsaid = message("Whether any of the alert feeds watches for “{term}” could not be told.", term=term)
        return inconclusive(site, unsaid, variant=term, hint=_SAY_WHAT)
    return fail(site, message("None of the alert feeds watches for “{term}”.", term=term), variant=term, hint=_NAME_ONE)


def _finding(state: str, site: str, said: Message, proof: Evidence, term: str) -> Finding:
    if state == "works":
        return passed(site, said, proof)
    if state == "gone":
        return fail(site, said, proof, variant=term, hint=_NAME_ONE)
    return inconclusive(site, said, proof, variant=term, hint=_OPEN_IT if state == "unread" else _TEST_IT)
