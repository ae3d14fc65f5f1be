"""What page one tells: what customers, journalists and others meet today, and what to do this week. Pure.

The clauses are data (story.toml), so that another language brings its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from auditor.audit.results import Results
from auditor.audit.scoring import ENOUGH_COVERAGE
from auditor.model import Message, Severity, message, phrase
from auditor.report.nouns import Action, CheckSection
from auditor.resources import facts

MOST_SENTENCES = 5
MOST_CLAUSES = 3
"""Faults told in one sentence. Our default: more is a list, and the list stands on the next page."""
BEFORE_QUESTIONS = 2
"""Sentences that stand before the one about questions."""
THIS_WEEK = 3
"""Things to do this week. Our default."""

_SOON = ("minutes", "hours")
_WORTH_A_SENTENCE = Severity.MEDIUM.value
_REACHED_BY = {"customers": "missing-contact-route", "press": "missing-media-contact"}
"""The check that proves that somebody can be reached."""

_AUDIENCES: Mapping[str, Callable[[Message], Message]] = {
    "customers": lambda faults: message("For customers, {faults}.", faults=faults),
    "press": lambda faults: message("For journalists, {faults}.", faults=faults),
    "people": lambda faults: message("People are exposed: {faults}.", faults=faults),
    "strangers": lambda faults: message("Open to misuse: {faults}.", faults=faults),
    "public": lambda faults: message("For everybody who looks the company up, {faults}.", faults=faults),
}
_FINE: Mapping[str, Callable[[], Message]] = {
    "customers": partial(message, "Customers find a working way to get in touch."),
    "press": partial(message, "Journalists find a working press contact."),
}


def sentences(results: Results, sections: Sequence[CheckSection], actions: Sequence[Action]) -> tuple[Message, ...]:
    """Return three to five sentences, or fewer where little could be seen."""
    told = _audiences(sections)
    if questions := _questions(results):
        told.insert(min(len(told), BEFORE_QUESTIONS), questions)
    closing = [_this_week(actions)] if actions else _all_well(results, sections)
    return tuple([*_seen(results), *told][: MOST_SENTENCES - len(closing)] + closing)


def _seen(results: Results) -> Iterator[Message]:
    if results.score.value is None:
        yield message("Nothing could be verified, so this report judges nothing.")
    elif results.score.coverage < ENOUGH_COVERAGE:
        yield message("Only {share} % of what applies could be verified.", share=results.score.verified)


def _audiences(sections: Sequence[CheckSection]) -> list[Message]:
    """Return a sentence for each audience with a fault worth one, the worst first, after what is fine."""
    fine = [said() for audience, said in _FINE.items() if _is_fine(audience, sections)]
    failed: dict[str, list[CheckSection]] = {}
    for section in sections:
        if section.failed and _rank(section) >= _WORTH_A_SENTENCE and section.id in facts("report/story.toml"):
            failed.setdefault(_facts(section)["audience"], []).append(section)
    order = sorted(failed, key=lambda audience: (-max(map(_rank, failed[audience])), list(_AUDIENCES).index(audience)))
    return [*[_AUDIENCES[audience](_list([_clause(one) for one in _worst(failed[audience])])) for audience in order], *fine]


def _is_fine(audience: str, sections: Sequence[CheckSection]) -> bool:
    theirs = [one for one in sections if facts("report/story.toml").get(one.id, {}).get("audience") == audience]
    proven = any(one.id == _REACHED_BY[audience] and one.outcome == "pass" for one in theirs)
    return proven and not any(one.failed and _rank(one) >= _WORTH_A_SENTENCE for one in theirs)


def _worst(sections: Sequence[CheckSection]) -> list[CheckSection]:
    return sorted(sections, key=lambda section: -_rank(section))[:MOST_CLAUSES]


def _rank(section: CheckSection) -> int:
    return Severity[section.failed[0].severity.upper()].value


def _facts(section: CheckSection) -> Mapping[str, Any]:
    found: Mapping[str, Any] = facts("report/story.toml")[section.id]
    return found


def _clause(section: CheckSection) -> Message:
    clauses = _facts(section)
    count = len({finding.subject for finding in section.failed})
    return Message(clauses["one"], clauses.get("many", ""), (("count", count),))


def _questions(results: Results) -> Message | None:
    """Return how many of the questions were answered in time, counted over all accounts; None where none could be."""
    talk = results.conversations
    counted = [one for account in talk.accounts for one in account.counted if one.rate == "answered"] if talk else []
    if talk is None or not (total := sum(one.hits + one.misses for one in counted)):
        return None
    return message(
        "Of the one question asked in public, {hits} was answered within {deadline}.",
        "Of {count:,} questions asked in public, {hits:,} were answered within {deadline}.",
        count=total,
        hits=sum(one.hits for one in counted),
        deadline=talk.deadline,
    )


def _this_week(actions: Sequence[Action]) -> Message:
    """Return the first things to do that take no project; what no list knows is called by its check's title."""
    soon = [action for action in actions if action.effort in _SOON] or actions
    orders: dict[str, Message] = {}
    for action in soon:
        clauses = facts("report/story.toml").get(action.check)
        orders.setdefault(action.check, Message(clauses["do"]) if clauses else phrase("“{title}”", title=action.title))
    return message("This week: {orders}.", orders=_list(list(orders.values())[:THIS_WEEK]))


def _all_well(results: Results, sections: Sequence[CheckSection]) -> list[Message]:
    if results.score.value is None:
        return []
    review = sum(len(section.review) for section in sections)
    nothing = message("Nothing that could be verified failed.")
    waiting = message("{count} finding needs a person's look.", "{count} findings need a person's look.", count=review)
    return [nothing.then(waiting) if review else nothing]


def _list(clauses: Sequence[Message]) -> Message:
    """Return clauses as one: `a, b and c`."""
    if len(clauses) == 1:
        return clauses[0]
    before, last = clauses[:-1], clauses[-1]
    joined = before[0]
    for one in before[1:]:
        joined = phrase("{first}, {second}", first=joined, second=one)
    return phrase("{first} and {last}", first=joined, last=last)
