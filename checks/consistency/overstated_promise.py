"""Claims of the site and of bios about answers, held against what was measured."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Conversations,
    Evidence,
    Finding,
    Outcome,
    Posts,
    Severity,
    Snapshot,
    check,
    evidence,
    message,
)
from auditor.api.types import (
    ChannelMeasure,
    Promise,
)

NEEDS = "inbound", "replies", "threads", "reply-times"
_FEW = message("These are too few cases to judge.")


@check(
    "overstated-promise",
    category="consistency",
    severity=Severity.HIGH,
    needs=("pages", "posts"),
    uses=("contacts", "profiles"),
    effort="minutes",
    team="support",
    title="Promised answers come as promised",
    failing_title="Answers come later, or less often, than promised",
)
def overstated_promise(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the claims of pages by the figures of all channels together, those of a bio by its own channel's."""
    total = Conversations(snapshot).total()
    every = {(one.platform, one.account): one for one in Conversations(snapshot).measures()}
    judged = [
        _judge(snapshot, promise, measured)
        for promise in Conversations(snapshot).promises()
        if (measured := total if promise.account is None else every.get(promise.account)) is not None
    ]
    yield from judged
    if judged:
        yield from Posts(snapshot).not_read("customers", rated=True)


def _judge(snapshot: Snapshot, promise: Promise, of: ChannelMeasure) -> Finding:
    claim, where = promise.claim, promise.where
    variant = f"{claim.kind} {claim.seconds or ''}".strip()
    proof = (evidence(snapshot, where, claim.excerpt) if promise.account is None else Evidence(where, claim.excerpt),)
    if why := Conversations.unavailable(of, *NEEDS):
        return Finding(Outcome.INCONCLUSIVE, where, why, proof, variant=variant, hint=Conversations.remedy(of, *NEEDS))
    found = Conversations.held(promise, of)
    said = message("The claim is “{claim}”.", claim=claim.excerpt[:80].rstrip(". ")).then(found.message)
    if found.n < snapshot.thresholds.few_cases:
        return Finding(Outcome.REVIEW, where, said.then(_FEW), proof, variant=variant, hint=Conversations.READ_THEM)
    if found.kept:
        return Finding(Outcome.PASS, where, said, proof, variant=variant)
    worst = [key for one in of.worst[:1] for key in one.posts[:2]]
    return Finding(Outcome.FAIL, where, said, (*proof, *Posts(snapshot).quotes(worst)), variant=variant)
