"""Names that no working alert feed watches for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from auditor.api import (
    NOTHING,
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
from auditor.api.types import Reach, Venue

GONE = (404, 410)
_NAME_ONE = message(
    "Set up an alert for each name and usual misspelling, such as one of Google Alerts delivered as a feed, and give its address to the next audit."
).telling_operator(message("Name it under [[mentions.feed]] in auditor.toml."))
_TEST_IT = message(
    "Publish a test page that search engines read and that holds the name, and see whether the alert reports it."
)
_OPEN_IT = message("Open the address of the feed in a feed reader.")


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
    known = [(alert, mentions.covers(alert, term)) for alert in mentions.alerts()]
    watching = [alert for alert, covered in known if covered]
    for alert in watching:
        if _is_working(snapshot, alert):
            name = message("The alert feed {feed} watches for “{term}” and brings entries.", feed=alert.name, term=term)
            return passed(site, name, evidence(snapshot, alert.url))
    doubts = [_doubt(snapshot, alert, term) for alert in watching]
    for doubt in doubts:
        if doubt:
            return inconclusive(site, doubt, variant=term, hint=_OPEN_IT if watching[0].unseen else _TEST_IT)
    if watching:
        gone = message(
            "The alert feed {feed}, which is for “{term}”, no longer exists.", feed=watching[0].name, term=term
        )
        return fail(site, gone, evidence(snapshot, watching[0].url), variant=term, hint=_NAME_ONE)
    if any(covered is None for _, covered in known):
        unsaid = message("Whether any of the alert feeds watches for “{term}” could not be told.", term=term)
        hint = message("Say what each feed is for.").telling_operator(
            message("Set terms under [[mentions.feed]] in auditor.toml.")
        )
        return inconclusive(site, unsaid, variant=term, hint=hint)
    return fail(site, message("None of the alert feeds watches for “{term}”.", term=term), variant=term, hint=_NAME_ONE)


def _is_working(snapshot: Snapshot, alert: Venue) -> bool:
    since = snapshot.taken_at - timedelta(days=snapshot.thresholds.alert_days)
    return not alert.unseen and alert.newest is not None and alert.newest >= since


def _doubt(snapshot: Snapshot, alert: Venue, term: str) -> Message:
    """Return why it can't be told whether an alert works; nothing where it surely does not."""
    if not alert.unseen:
        return message(
            "The alert feed {feed}, which is for “{term}”, shows no entry of the last {days} days. An empty feed does not prove that it is broken.",
            feed=alert.name, term=term, days=snapshot.thresholds.alert_days,
        )  # fmt: skip
    fetch = snapshot.fetches.get(alert.url)
    if fetch is not None and fetch.reach is Reach.RESPONDED and fetch.status in GONE:
        return NOTHING
    return message("The alert feed {feed}, which is for “{term}”, could not be read.", feed=alert.name, term=term).then(
        alert.unseen
    )
