"""What is worked out of a visit is worked out once, kept in the visit, and gone with it."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

from auditor.model import Snapshot
from auditor.model.remembering import forget, remembered
from auditor.model.view import View
from tests.snapshots import FILLER, Site

asked: list[tuple[object, ...]] = []


@remembered()
def alone(snapshot: Snapshot) -> tuple[Snapshot]:
    asked.append(("alone",))
    return (snapshot,)


@remembered(2)
def about(snapshot: Snapshot, word: str, *, twice: bool = False) -> tuple[Snapshot, str, bool]:
    asked.append((word, twice))
    return snapshot, word, twice


def visit() -> Snapshot:
    asked.clear()
    return Site().page("/", FILLER).snapshot()


def test_an_answer_is_worked_out_once() -> None:
    snapshot = visit()
    assert alone(snapshot) is alone(snapshot)
    assert about(snapshot, "a") is about(snapshot, "a")
    assert about(snapshot, "a", twice=True)[2]
    assert asked == [("alone",), ("a", False), ("a", True)]


def test_another_visit_has_answers_of_its_own() -> None:
    snapshot = visit()
    other = replace(snapshot)
    assert alone(snapshot)[0] is snapshot
    assert alone(other)[0] is other


def test_what_was_worked_out_for_one_check_is_there_for_the_next() -> None:
    snapshot = visit()
    first, second = View(snapshot, ["pages"]), View(snapshot, ["links"])
    assert alone(first) is alone(second) is alone(snapshot)
    assert about(first, "a") is about(second, "a")
    assert asked == [("alone",), ("a", False)]


def test_only_so_many_answers_are_kept() -> None:
    snapshot = visit()
    for word in "abca":
        about(snapshot, word)
    assert [word for word, _ in asked] == ["a", "b", "c", "a"]


def test_a_visit_goes_although_answers_refer_to_it() -> None:
    snapshot = visit()
    alone(snapshot)
    about(View(snapshot, ["pages"]), "a")
    left = weakref.ref(snapshot)
    gc.disable()
    try:
        forget(snapshot)
        del snapshot
        assert left() is None  # without waiting for Python to look for circles
    finally:
        gc.enable()
