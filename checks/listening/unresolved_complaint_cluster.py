"""The same trouble, reported by many on several days, without an official word about it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Listening,
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
    Trouble,
)

SHOWN = 4
_NO_WORD = message("No official post that names it was found.")
_ONE_BY_ONE = message("Most of them were answered one by one.")
_WHO = message("The sources do not show who reported it.")
_LOOK = message("See whether the company has said something about it elsewhere.")
_COUNT = message("Check whether as many people reported it.")


@check(
    "unresolved-complaint-cluster",
    category="listening",
    severity=Severity.HIGH,
    needs=("mentions",),
    uses=("posts", "status_updates", "pages", "contacts", "profiles"),
    effort="hours",
    team="comms",
    title="The company speaks of what many people complain of",
    failing_title="Many people report the same trouble, and the company says nothing",
)
def unresolved_complaint_cluster(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge each trouble that at least five people report on two days or more."""
    for trouble in Listening(snapshot).troubles():
        yield _judge(snapshot, trouble)
    yield from Posts(snapshot).not_read("customers", "company")


def _judge(snapshot: Snapshot, trouble: Trouble) -> Finding:
    site, variant = snapshot.target.site, " ".join(trouble.pair)
    proof = [Listening.quote(post) for post in trouble.reports[:SHOWN]]
    said = message(
        "{count:,} person reported this on {days} days between {first} and {last}: {words}.",
        "{count:,} people reported the same trouble on {days} days between {first} and {last}: {words}.",
        count=trouble.people,
        days=trouble.days,
        first=trouble.first.date(),
        last=trouble.last.date(),
        words=", ".join(trouble.words[:4]),
    )
    if trouble.word is not None:
        named = message("An official post of {day} names it.", day=trouble.word.created_at.date())
        return passed(site, said.then(named), *proof[:1], Listening.quote(trouble.word))
    if 2 * trouble.answered > trouble.people:
        return passed(site, said.then(_ONE_BY_ONE), *proof[:1])
    if unseen := Listening(snapshot).not_gathered(trouble):
        return inconclusive(site, said.then(_NO_WORD, unseen), *proof, variant=variant, hint=_LOOK)
    if 2 * (trouble.answered + trouble.hidden) > trouble.people:
        hidden = Listening.answers_unseen(trouble.hidden)
        return inconclusive(site, said.then(_NO_WORD, hidden), *proof, variant=variant, hint=_LOOK)
    if not trouble.named:
        return review(site, said.then(_NO_WORD, _WHO), *proof, variant=variant, hint=_COUNT)
    return fail(site, said.then(_NO_WORD), *proof, variant=variant)
