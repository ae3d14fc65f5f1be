"""When a matter is settled, and what begins another one."""

from __future__ import annotations

import pytest

from auditor.analysis.conversations.metrics.matters import matters
from auditor.analysis.conversations.metrics.turns import Turns
from auditor.model import Post
from tests.talks import post, said

HOUR, DAY = 60, 24 * 60
"""Minutes."""


def spans(*posts: Post) -> list[float | None]:
    """Return how many minutes each matter took."""
    make = Turns(said)
    return [None if one.span is None else one.span / 60 for one in matters([make.of(each) for each in posts])]


QUESTION, ANSWER = post("1", "ann"), post("2", "quill", HOUR, "yes", to="1")


@pytest.mark.parametrize(
    "later", [post("3", "ann", 5 * DAY, "thanks", to="2"), post("3", "quill", 5 * DAY, "thanks", to="2")]
)
def test_thanks_days_later_prolong_nothing(later: Post) -> None:
    assert spans(QUESTION, ANSWER, later) == [HOUR]
    (found,) = matters([Turns(said).of(each) for each in (QUESTION, ANSWER, later)])
    assert found.end is not None
    assert (found.end.id, found.resolution) == ("2", HOUR * 60)


@pytest.mark.parametrize("word", ["thanks", "settled"])
def test_what_the_brand_adds_after_its_asker_said_so_prolongs_nothing(word: str) -> None:
    settled = post("3", "ann", 2 * HOUR, word, to="2")
    assert spans(QUESTION, ANSWER, settled, post("4", "quill", 4 * DAY, "any time", to="3")) == [HOUR]
    assert spans(
        QUESTION, ANSWER, settled, post("4", "quill", 4 * DAY, "any time", to="3"), post("5", "ann", 5 * DAY)
    ) == [
        HOUR,
        None,
    ]


def test_what_the_brand_says_to_late_thanks_prolongs_nothing() -> None:
    late = post("3", "ann", 5 * DAY, "thanks", to="2")
    glad = post("4", "quill", 5 * DAY + HOUR, "glad", to="3")
    assert spans(QUESTION, ANSWER, late, glad) == [HOUR]
    assert spans(QUESTION, ANSWER, late, post("4", "ann", 5 * DAY + 5, "hm", to="3"), glad) == [5 * DAY + HOUR]


def test_an_answer_without_thanks_goes_on() -> None:
    assert spans(QUESTION, ANSWER, post("3", "quill", 3 * DAY, "fixed", to="2")) == [3 * DAY]


def test_thanks_for_a_promise_settle_nothing() -> None:
    promise = post("2", "quill", HOUR, "promises", to="1")
    thanked = post("3", "ann", 2 * HOUR, "thanks", to="2")
    assert spans(QUESTION, promise, thanked, post("4", "quill", 3 * DAY, "fixed", to="3")) == [3 * DAY]


def test_thanks_that_ask_or_complain_settle_nothing() -> None:
    for words in ("thanks ?", "thanks complaint"):
        more = post("3", "ann", 2 * HOUR, words, to="2")
        assert spans(QUESTION, ANSWER, more, post("4", "quill", 2 * DAY, "fixed", to="3")) == [2 * DAY]


@pytest.mark.parametrize(("days", "found"), [(3, [3 * DAY + HOUR]), (9, [HOUR, HOUR])])
def test_who_asks_again_after_a_week_asks_something_else(days: int, found: list[float]) -> None:
    again = post("3", "ann", days * DAY, to="2"), post("4", "quill", days * DAY + HOUR, "yes", to="3")
    assert spans(QUESTION, ANSWER, *again) == found


def test_what_waits_goes_on_however_long() -> None:
    assert spans(QUESTION, post("2", "ann", 9 * DAY), post("3", "quill", 10 * DAY, "yes", to="2")) == [10 * DAY]
