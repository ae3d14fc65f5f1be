"""The score of the interview: what counts, what is open, and what has expired."""

from __future__ import annotations

from datetime import date, timedelta

from auditor.interview.questions import by_id
from auditor.interview.readiness import State, current, readiness
from auditor.model.declarations import Declared, Said

TODAY = date(2026, 11, 21)


def told(said: Said, *ids: str, on: date = TODAY) -> tuple[Declared, ...]:
    return tuple(Declared(id_, said, "CEO", on) for id_ in ids)


def test_without_answers_there_is_no_score() -> None:
    assert readiness((), TODAY) is None


def test_partly_counts_half_and_open_questions_make_the_range() -> None:
    ids = list(by_id())
    found = readiness((*told(Said.YES, *ids[:2]), *told(Said.PARTLY, ids[2]), *told(Said.NO, ids[3])), TODAY)
    assert found is not None
    assert found.tally.value == 62  # 2.5 of 4
    assert found.tally.coverage == 4 / len(ids)
    assert (found.tally.low, found.tally.high) == (round(250 / len(ids)), round(100 * (len(ids) - 1.5) / len(ids)))


def test_what_does_not_apply_is_left_out() -> None:
    ids = list(by_id())
    found = readiness((*told(Said.NOT_APPLICABLE, *ids[1:]), *told(Said.YES, ids[0])), TODAY)
    assert found is not None
    assert (found.tally.value, found.tally.coverage, found.tally.low, found.tally.high) == (100, 1, 100, 100)


def test_nothing_that_applies_makes_no_value() -> None:
    found = readiness(told(Said.NOT_APPLICABLE, *by_id()), TODAY)
    assert found is not None
    assert (found.tally.value, found.tally.coverage) == (None, 1)


def test_an_answer_expires_after_twelve_months_and_none_comes_from_the_future() -> None:
    declared = (
        *told(Said.YES, "sponsor", on=TODAY - timedelta(days=365)),
        *told(Said.YES, "alerts", on=TODAY - timedelta(days=366)),
        *told(Said.YES, "two-factor", on=TODAY + timedelta(days=2)),
        *told(Said.YES, "weekend-rota", on=TODAY + timedelta(days=1)),
    )
    found = readiness(declared, TODAY)
    assert found is not None
    states = {e.question.id: e.state for chapter in found.chapters for e in chapter.entries if e.declared}
    assert states == {
        "sponsor": State.CURRENT,
        "alerts": State.EXPIRED,
        "two-factor": State.PREMATURE,
        "weekend-rota": State.CURRENT,
    }
    assert current(declared, TODAY) == {"sponsor": Said.YES, "weekend-rota": Said.YES}
