"""Addresses are found where `str.find` finds them, without a walk through the text for each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.finding import Finder
from tests.effort import calls

LETTERS = st.text("ab@.c", max_size=12)


@given(st.lists(LETTERS, max_size=8).map(" ".join), LETTERS, st.integers(0, 40))
def test_what_is_found_is_what_a_plain_search_finds(text: str, said: str, start: int) -> None:
    assert Finder(text).find(said, start) == text.find(said, start)


@given(st.integers(0, 300), st.integers(0, 400))
def test_address_among_many_that_are_alike(number: int, start: int) -> None:
    text = "\n".join(f"x mary.smith{number % 7}@company.example" for number in range(300))
    said = f"smith{number}@company.example"
    assert Finder(text).find(said, start) == text.find(said, start)


@pytest.mark.parametrize("text", ["@" * 60_000, "ab@c.example " * 60_000, ""])
def test_pages_full_of_signs(text: str) -> None:
    for said in ("aaab@c.example", "ab@c.example", "@@@@@@@@@@", ""):
        assert Finder(text).find(said, 3) == text.find(said, 3)


def test_each_search_is_no_walk_through_the_text() -> None:
    text = "\n".join(f"person{number:05}@company.example" for number in range(5_000))
    finder = Finder(text)
    finder.find("person00000@company.example")  # signs are gone through
    one = calls(lambda: finder.find("person00001@company.example"))
    last = calls(lambda: finder.find("person04999@company.example"))
    assert last <= one + 5
