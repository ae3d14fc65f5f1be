"""Questions that many people ask and that nobody answers for all."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Outcome,
    Severity,
    Snapshot,
    as_message,
    check,
    clusters,
    conversations,
    fail,
    inconclusive,
    passed,
    review,
)

SHOWN = 4


@check(
    "question-cluster",
    category="response",
    severity=Severity.HIGH,
    needs=("posts",),
    uses=("pages", "contacts", "profiles"),
    effort="minutes",
    team="support",
    title="What many ask is answered for all",
    failing_title="Many people ask the same, and nobody answers for all",
)
def question_cluster(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every group of questions about the same thing by whether a public answer or a page of the site takes it up."""
    found = clusters.of(snapshot)
    for cluster in found:
        yield _judge(snapshot, cluster)
    if not found:
        yield from _none(snapshot, snapshot.thresholds.cluster_people)


def _judge(snapshot: Snapshot, cluster: clusters.Cluster) -> Finding:
    proof = conversations.quotes(snapshot, cluster.posts, most=SHOWN)
    subject = conversations.subject(snapshot, cluster.platform, cluster.account)
    days = f"{cluster.first.date().isoformat()} to {cluster.last.date().isoformat()}"
    told = f"{cluster.people} people asked about the same from {days}, by the words {', '.join(cluster.words[:4])}"
    variant = " ".join(cluster.pair)
    if where := clusters.answered(snapshot, cluster):
        return Finding(Outcome.PASS, subject, as_message(f"{told}; {where}."), proof, variant=variant)
    told += "; neither a public answer nor a page of the site takes it up."
    if not cluster.named:
        who = "Its source does not tell who asked: are these as many people?"
        return review(subject, f"{told.replace(' people asked', ' questions were')} {who}", *proof, variant=variant)
    return fail(subject, told, *proof, variant=variant)


def _none(snapshot: Snapshot, least: int) -> Iterator[Finding]:
    total = conversations.total(snapshot)
    if total is None or not total.questions:
        return
    if why := conversations.missing_capabilities(total, "inbound"):
        yield inconclusive(snapshot.target.site, why)
    else:
        yield passed(snapshot.target.site, f"In {total.questions:,} questions, no {least} people asked the same.")
