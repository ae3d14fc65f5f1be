"""Persons and addresses on made-up pages of some fifteen countries, half of them never looked at while rules were written."""

from __future__ import annotations

import pytest

from benchmarks.personal_details import made_up, tally

PERCENT = [
    ("PER", "tuning", 91, 97),
    ("PER", "blind", 81, 90),
    ("STREET", "tuning", 92, 95),
    ("STREET", "blind", 90, 95),
]
"""Kind, half, least recall and least precision."""


@pytest.mark.parametrize(("kind", "half", "recall", "precision"), PERCENT)
def test_most_are_found_and_little_else(kind: str, half: str, recall: int, precision: int) -> None:
    found = tally(kind, made_up(half))
    assert 100 * found.recalled >= recall * found.marked
    assert 100 * found.right >= precision * found.found


def test_the_pages_are_many_and_in_many_languages() -> None:
    pages = [*made_up("tuning"), *made_up("blind")]
    assert len(pages) >= 60
    assert len({page.lang for page in pages}) >= 9
