"""Claims of the site and of bios about answers, held against what was measured."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    ChannelMeasure,
    Evidence,
    Finding,
    Outcome,
    Severity,
    Snapshot,
    as_message,
    check,
    claims,
    conversations,
    evidence,
    post_scan,
)


@check(
    "overstated-promise",
    category="consistency",
    severity=Severity.HIGH,
    needs=("pages", "posts"),
    uses=("contacts", "profiles"),
    effort="minutes",
    team="support",
    title="Promised answers come as promised",
    failing_title="Answers come later, or more seldom, than promised",
)
def overstated_promise(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the claims of pages by the figures of all channels together, those of a bio by its own channel's."""
    total = conversations.total(snapshot)
    every = {(one.platform, one.account): one for one in conversations.measures(snapshot)}
    for promise in claims.of(snapshot):
        measured = total if promise.account is None else every.get(promise.account)
        if measured is not None:
            yield _judge(snapshot, promise, measured)


def _judge(snapshot: Snapshot, promise: claims.Promise, of: ChannelMeasure) -> Finding:
    claim, where = promise.claim, promise.where
    variant = f"{claim.kind} {claim.seconds or ''}".strip()
    proof = (evidence(snapshot, where, claim.excerpt) if promise.account is None else Evidence(where, claim.excerpt),)
    if why := conversations.missing_capabilities(of, "inbound", "replies", "reply-times"):
        return Finding(Outcome.INCONCLUSIVE, where, as_message(why), proof, variant=variant)
    found = claims.measured(promise, of)
    told = f"“{claim.excerpt[:80]}”: {found.told}"
    if found.n < snapshot.thresholds.few_cases:
        few = f"{told} Too few cases to say; look at them yourself."
        return Finding(Outcome.REVIEW, where, as_message(few), proof, variant=variant)
    if found.kept:
        return Finding(Outcome.PASS, where, as_message(told), proof, variant=variant)
    worst = [post_scan.key(one.platform, one.account, id_) for one in of.worst[:1] for id_ in one.noted.posts[:2]]
    return Finding(
        Outcome.FAIL, where, as_message(told), (*proof, *conversations.quotes(snapshot, worst)), variant=variant
    )
