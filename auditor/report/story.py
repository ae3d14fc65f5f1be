"""What page one tells: what customers, journalists and others meet today, and what to do this week. Pure.

Which clause tells which fault is data (story.toml).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from auditor.audit.results import Results
from auditor.audit.scoring import ENOUGH_COVERAGE
from auditor.model import NOTHING, Message, Severity, message, phrase
from auditor.report import happened
from auditor.report.nouns import Action, CheckSection
from auditor.resources import facts

MOST_SENTENCES = 5
MOST_CLAUSES = 3
"""Faults told in one sentence. Our default: more is a list, and the list stands on the next page."""
BEFORE_QUESTIONS = 2
"""Sentences about faults that stand before the one about questions."""
THIS_WEEK = 3
"""Things to do this week. Our default."""

_SOON = ("minutes", "hours")
_WORTH_A_SENTENCE = Severity.MEDIUM.value
_REACHED_BY = {"customers": "missing-contact-route", "press": "missing-media-contact"}
"""The check that proves that somebody can be reached."""

_AUDIENCES: Mapping[str, Callable[[Message], Message]] = {
    "customers": lambda faults: message("For customers, {faults}.", faults=faults),
    "press": lambda faults: message("For journalists, {faults}.", faults=faults),
    "people": lambda faults: message("Personal details are exposed: {faults}.", faults=faults),
    "strangers": lambda faults: message("Open to misuse: {faults}.", faults=faults),
    "public": lambda faults: message("For anyone who looks the company up, {faults}.", faults=faults),
    "others": lambda faults: message("Also failed: {faults}.", faults=faults),
}
"""In the order in which equals are told; `others` are those of checks that story.toml does not know."""
_FINE: Mapping[str, Callable[[], Message]] = {
    "customers": partial(message, "Customers find a way to get in touch."),
    "press": partial(message, "Journalists find a press contact."),
}


def sentences(results: Results, sections: Sequence[CheckSection], actions: Sequence[Action]) -> tuple[Message, ...]:
    """Return at most five sentences, the last of them what to do where anything failed."""
    incidents = happened.told(results, sections)
    told = _audiences([section for section in sections if section.id not in incidents.covers])
    if questions := _questions(results):
        told.insert(min(len(told), BEFORE_QUESTIONS), questions)
    closing = [_first_steps(actions)] if actions else _all_well(results, sections)
    first, *others = incidents.sentences or (NOTHING,)
    before = [*_seen(results), *filter(None, [first.then(*others)])]
    return tuple([*before, *told][: MOST_SENTENCES - len(closing) - len(others)] + closing)


def _seen(results: Results) -> Iterator[Message]:
    if results.score.value is None:
        yield message("Nothing could be verified, so this report judges nothing.")
    elif results.score.coverage < ENOUGH_COVERAGE:
        yield message("Only {share} % of what applies could be verified.", share=results.score.verified)


def _audiences(sections: Sequence[CheckSection]) -> list[Message]:
    """Return a sentence for each audience with a fault worth one, the worst first, then what is fine."""
    failed: dict[str, list[CheckSection]] = {}
    for section in sections:
        if section.failed and _rank(section) >= _WORTH_A_SENTENCE:
            failed.setdefault(_audience(section), []).append(section)
    order = sorted(failed, key=lambda audience: (-max(map(_rank, failed[audience])), list(_AUDIENCES).index(audience)))
    told = [_AUDIENCES[audience](_list(list(map(_clause, _worst(failed[audience]))))) for audience in order]
    return told + [
        said() for audience, said in _FINE.items() if audience not in failed and _is_proven(audience, sections)
    ]


def _is_proven(audience: str, sections: Sequence[CheckSection]) -> bool:
    return any(section.id == _REACHED_BY[audience] and section.outcome == "pass" for section in sections)


def _worst(sections: Sequence[CheckSection]) -> list[CheckSection]:
    return sorted(sections, key=lambda section: -_rank(section))[:MOST_CLAUSES]


def _rank(section: CheckSection) -> int:
    return Severity[section.failed[0].severity.upper()].value


def _told_of(check: str) -> Mapping[str, Any] | None:
    """Return what story.toml says of a check; None for one that somebody else wrote."""
    found: Mapping[str, Any] | None = facts("report/story.toml").get(check)
    return found


def _audience(section: CheckSection) -> str:
    clauses = _told_of(section.id)
    return str(clauses["audience"]) if clauses else "others"


def _clause(section: CheckSection) -> Message:
    if not (clauses := _told_of(section.id)):
        return phrase("“{title}”", title=section.title)
    count = len({finding.subject for finding in section.failed})
    return Message(clauses["one"], clauses.get("many", ""), (("count", count),))


def _questions(results: Results) -> Message | None:
    """Return how many of the questions were answered in time, counted over all accounts; None where none could be."""
    talk = results.conversations
    counted = [one for account in talk.accounts for one in account.counted if one.rate == "answered"] if talk else []
    hits, total = sum(one.hits for one in counted), sum(one.hits + one.misses for one in counted)
    if talk is None or not total:
        return None
    if total == 1 and hits:
        return message(
            "The one question whose answers can be judged was answered within {deadline}.", deadline=talk.deadline
        )
    if not hits:
        return message(
            "The one question whose answers can be judged was not answered within {deadline}.",
            "None of the {count:,} questions whose answers can be judged was answered within {deadline}.",
            count=total,
            deadline=talk.deadline,
        )
    return message(
        "Of the {total:,} questions whose answers can be judged, one was answered within {deadline}.",
        "Of the {total:,} questions whose answers can be judged, {count:,} were answered within {deadline}.",
        count=hits,
        total=total,
        deadline=talk.deadline,
    )


def _first_steps(actions: Sequence[Action]) -> Message:
    """Return the first things to do: those that take no project, or the first projects where there is nothing else."""
    soon = [action for action in actions if action.effort in _SOON]
    orders: dict[str, Message] = {}
    for action in soon or actions:
        clauses = _told_of(action.check)
        orders.setdefault(action.check, Message(clauses["do"]) if clauses else phrase("“{title}”", title=action.title))
    first = _list(list(orders.values())[:THIS_WEEK])
    return message("This week: {orders}.", orders=first) if soon else message("To begin with: {orders}.", orders=first)


def _nothing_failed(sections: Sequence[CheckSection]) -> Message:
    if accepted := sum(len(section.accepted) for section in sections):
        return message(
            "Nothing that could be verified failed, except {count} finding that has been accepted.",
            "Nothing that could be verified failed, except {count} findings that have been accepted.",
            count=accepted,
        )
    return message("Nothing that could be verified failed.")


def _all_well(results: Results, sections: Sequence[CheckSection]) -> list[Message]:
    if results.score.value is None:
        return []
    nothing = _nothing_failed(sections)
    review = sum(len(section.review) for section in sections)
    waiting = message(
        "{count} finding needs a person to judge it.", "{count} findings need a person to judge them.", count=review
    )
    return [nothing.then(waiting) if review else nothing]


def _list(clauses: Sequence[Message]) -> Message:
    """Return clauses as one: `a, and b`; `a; b; and c`, since clauses have commas and lists of their own."""
    if len(clauses) == 1:
        return clauses[0]
    if len(clauses) == 2:
        return phrase("{first}, and {last}", first=clauses[0], last=clauses[1])
    before, last = clauses[:-1], clauses[-1]
    joined = before[0]
    for one in before[1:]:
        joined = phrase("{first}; {second}", first=joined, second=one)
    return phrase("{first}; and {last}", first=joined, last=last)
