"""Marks of reviews on whatever scale."""

from __future__ import annotations

import pytest

from auditor.platforms import ratings


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("4/10", 10),
        ("4 / 10", 10),
        ("7 out of 10", 10),
        ("4 von 5 Sternen", 5),
        ("Rating (1-10)", 10),
        ("Score", None),
        ("4.5", None),
        ("3 of 7", None),
        ("2026-03-02", None),
    ],
)
def test_what_a_cell_or_a_head_says_of_its_scale(text: str, scale: int | None) -> None:
    assert ratings.in_words(text) == scale


@pytest.mark.parametrize(
    ("marks", "scale"),
    [((), 5), ((1, 5), 5), ((4, 5, 9), 5), ((4, 8, 9), 10), ((40, 90, 100), 100), ((900, 900), 5)],
)
def test_what_marks_show_of_their_scale(marks: tuple[float, ...], scale: int) -> None:
    assert ratings.scale_of(marks) == scale


def test_stars_of_a_mark() -> None:
    assert [ratings.stars(mark, 10) for mark in (0, 1, 4, 10, 11)] == [None, 0.5, 2.0, 5.0, None]
    assert [ratings.stars(mark, 5) for mark in (0.5, 1, 5, 6)] == [None, 1.0, 5.0, None]
    assert (ratings.best("Booking"), ratings.best("google")) == (10, 5)
