"""Statements about the service that contradict each other, or the status page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from auditor.api import Finding, Severity, Snapshot, check, conversations, evidence, fail, passed, review, statements

SHOWN = 20
OPEN = 5
"""Uncertain pairs that are shown: more of them only tire whoever has to judge. House rule."""
WORDS = {"fault": "that there is a fault", "fine": "that nothing is wrong"}


@check(
    "contradictory-replies",
    category="consistency",
    severity=Severity.HIGH,
    needs=("posts",),
    uses=("pages", "contacts", "profiles"),
    effort="hours",
    team="support",
    title="The company says one thing about its service",
    failing_title="Two statements about the service contradict each other",
)
def contradictory_replies(snapshot: Snapshot) -> Iterator[Finding]:
    """Hold statements made within two hours against each other, and the newest against the status page."""
    within = timedelta(hours=snapshot.thresholds.contradiction_hours)
    said = statements.of_service(snapshot)
    found = tuple(statements.contradictions(said, within))
    sure = [one for one in found if one.shared]
    open_ = [one for one in found if not one.shared]
    site = snapshot.target.site
    yield from map(_finding, sure[-SHOWN:])
    yield from map(_finding, open_[-OPEN:])
    if len(sure) > SHOWN:
        told = f"{len(sure) - SHOWN} earlier pairs of posts contradict each other about the service as well."
        yield fail(site, told, variant="more")
    if len(open_) > OPEN:
        told = f"{len(open_) - OPEN} earlier pairs of posts may contradict each other; look at those quoted first."
        yield review(site, told, variant="more")
    against = list(_status(snapshot, said, within))
    yield from against
    now = [one for one in said if one.state.stance != "over"]
    if len(now) > 1 and not found and not against:
        told = f"{len(now)} posts say whether the service works, and no two of them contradict each other."
        yield passed(site, told, conversations.quote(now[-1].post))


def _finding(pair: statements.Contradiction) -> Finding:
    one, other = pair.one, pair.other
    proof = conversations.quote(one.post), conversations.quote(other.post)
    later = conversations.span((other.post.created_at - one.post.created_at).total_seconds())
    told = f"One post says {WORDS[one.state.stance]}, another {WORDS[other.state.stance]}, {later} later"
    if pair.shared:
        shared = ", ".join(f"“{word}”" for word in pair.shared[:3])
        return fail(proof[1].url, f"{told}. Both name {shared}.", *proof)
    return review(proof[1].url, f"{told}. Do they speak of the same?", *proof)


def _status(snapshot: Snapshot, said: tuple[statements.Statement, ...], within: timedelta) -> Iterator[Finding]:
    """Yield what the status page says otherwise than the newest post, where that is no older than two hours."""
    newest = [one for one in said if timedelta(0) <= snapshot.taken_at - one.post.created_at <= within][-1:]
    for one in newest:
        now = "fine" if one.state.stance == "over" else one.state.stance
        for url, stance, words in statements.status_pages(snapshot):
            if stance != now:
                told = f"The status page says {WORDS[stance]}, the newest post {WORDS[now]}. Do they speak of the same?"
                yield review(url, told, evidence(snapshot, url, words), conversations.quote(one.post))
