"""Questions that many people ask and that nobody answers for all."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Conversations,
    Finding,
    LinkState,
    Message,
    Outcome,
    Posts,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    message,
    passed,
    review,
)
from auditor.api.types import (
    Cluster,
)

SHOWN = 4
_WHO_ASKED = message("The source does not show who asked.")
_COUNT_THEM = message("Check whether as many people asked.")


@check(
    "question-cluster",
    category="response",
    severity=Severity.HIGH,
    needs=("posts",),
    uses=("pages", "links", "contacts", "profiles"),
    effort="minutes",
    team="support",
    title="What many ask is answered for all",
    failing_title="Many people ask the same, and nobody answers for all",
)
def question_cluster(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every group of questions about the same thing by whether a public answer or a page of the site takes it up."""
    found = Conversations(snapshot).clusters()
    for cluster in found:
        yield _judge(snapshot, cluster)
    if not found:
        yield from _none(snapshot, snapshot.thresholds.cluster_people)
    yield from Posts(snapshot).not_read("customers", "company")


def _judge(snapshot: Snapshot, cluster: Cluster) -> Finding:
    proof = Posts(snapshot).quotes(cluster.posts, most=SHOWN)
    subject = Conversations(snapshot).subject(cluster.platform, cluster.account)
    answer, variant = Conversations(snapshot).answer_to(cluster), " ".join(cluster.pair)
    said = _asked(cluster).then(answer.reason)
    if answer.state is LinkState.ALIVE:
        return Finding(Outcome.PASS, subject, said, proof, variant=variant)
    if answer.state is LinkState.UNKNOWN:
        return Finding(Outcome.INCONCLUSIVE, subject, said, proof, variant=variant, hint=answer.hint)
    if not cluster.named:
        return review(subject, said.then(_WHO_ASKED), *proof, variant=variant, hint=_COUNT_THEM)
    return fail(subject, said, *proof, variant=variant)


def _asked(cluster: Cluster) -> Message:
    first, last, words = cluster.first.date(), cluster.last.date(), ", ".join(cluster.words[:4])
    if not cluster.named:
        return message(
            "{count:,} question between {first} and {last} was about this: {words}.",
            "{count:,} questions between {first} and {last} were about the same thing: {words}.",
            count=cluster.people,
            first=first,
            last=last,
            words=words,
        )
    return message(
        "{count:,} person asked about this between {first} and {last}: {words}.",
        "{count:,} people asked about the same thing between {first} and {last}: {words}.",
        count=cluster.people,
        first=first,
        last=last,
        words=words,
    )


def _none(snapshot: Snapshot, least: int) -> Iterator[Finding]:
    total = Conversations(snapshot).total()
    if total is None or not total.questions:
        return
    if why := Conversations.unavailable(total, "inbound"):
        yield inconclusive(snapshot.target.site, why, hint=Conversations.FULLER_EXPORT)
        return
    said = message(
        "Only one question was asked.",
        "Among {count:,} questions, none was asked by {people} or more people.",
        count=total.questions,
        people=least,
    )
    yield passed(snapshot.target.site, said)
