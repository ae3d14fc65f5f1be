"""Questions that many people ask and that nobody answers for all."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Severity,
    Snapshot,
    check,
    clusters,
    conversations,
    fail,
    inconclusive,
    passed,
)


@check(
    "question-cluster",
    category="response",
    severity=Severity.HIGH,
    needs=("posts",),
    title="What many ask is answered for all",
    failing_title="Many people ask the same, and nobody answers for all",
)
def question_cluster(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every group of questions about the same thing by whether a public answer or a page of the site takes it up."""
    least = snapshot.thresholds.cluster_people
    found = clusters.of(snapshot)
    for cluster in found:
        if cluster.people < least:
            continue
        proof = conversations.quotes(snapshot, cluster.posts, most=3)
        subject = f"“{', '.join(cluster.words[:4])}” ({cluster.platform} {cluster.account})"
        told = f"{cluster.people} people asked about {', '.join(cluster.words[:4])}"
        if where := clusters.answered(snapshot, cluster):
            yield passed(subject, f"{told}; {where}.", *proof)
        else:
            yield fail(subject, f"{told}; neither a public answer nor a page of the site takes it up.", *proof)
    if not any(cluster.people >= least for cluster in found):
        yield from _none(snapshot, least)


def _none(snapshot: Snapshot, least: int) -> Iterator[Finding]:
    total = conversations.total(snapshot)
    if total is None or not total.questions:
        return
    if why := conversations.blind(total, "inbound"):
        yield inconclusive(snapshot.target.site, why)
    else:
        yield passed(snapshot.target.site, f"In {total.questions:,} questions, no {least} people asked the same.")
