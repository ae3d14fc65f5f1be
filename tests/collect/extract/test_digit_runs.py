"""Runs of digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.extract.digit_runs import looks_otherwise, runs_in, slices_from, vanity_in


def slices(line: str, labelled: bool = False) -> list[str]:
    (run,) = runs_in(line)
    return [piece.text for piece in slices_from(line, run, 0, labelled=labelled)]


def test_a_run_ends_where_anything_but_a_separator_stands() -> None:
    line = "+1 (212) 555-1234, 0171/123456 or 123+49 30 1234567"
    assert [line[run.start : run.end] for run in runs_in(line)] == [
        "+1 (212) 555-1234",
        "0171/123456",
        "+49 30 1234567",
    ]


def test_the_longest_piece_is_tried_first_and_likely_breaks_are_crossed_last() -> None:
    assert slices("030 123 4567 - 030 123 4568")[0] == "030 123 4567"
    assert slices("0221 / 123456")[0] == "0221 / 123456"
    assert slices("1234567 / 1234568") == ["1234567"]


def test_pieces_do_not_end_inside_a_number() -> None:
    assert slices("212-555-1234") == ["212-555-1234"]


def test_a_bracket_without_its_partner_stays_outside() -> None:
    assert slices("(030 1234567") == ["030 1234567"]


@pytest.mark.parametrize(
    ("line", "spelled"),
    [
        ("Call 1-800-FLOWERS now", "1-800-FLOWERS"),
        ("1-800-FLOWERS 24 hours", "1-800-FLOWERS"),
        ("1-800 MY APPLE", "1-800 MY APPLE"),
        ("1-888-WEB-CLUB", "1-888-WEB-CLUB"),
        ("(212) NEW-YORK", "(212) NEW-YORK"),
        ("1.888.LUTRON1", "1.888.LUTRON1"),
        ("1-800-555-HELP", "1-800-555-HELP"),
    ],
)
def test_numbers_spelled_with_letters(line: str, spelled: str) -> None:
    assert [line[start:end] for start, end in vanity_in(line)] == [spelled]


@pytest.mark.parametrize(
    "line",
    ["(212) REVIEWS", "800 PLANTER", "1-800-555-1234", "(100) RESULTS FOUND", "MODEL-800-ABCDEFG", "A 800-flowers"],
)
def test_words_beside_numbers_are_no_spelled_numbers(line: str) -> None:
    assert vanity_in(line) == []


@pytest.mark.parametrize(
    "line",
    ["01.02.2019", "2019-12-31", "31.12.2019 - 02.01.2020", "08.00 - 17.00", "978-3-16-148410-0"],
)
def test_dates_hours_and_books_are_no_numbers_even_with_a_label(line: str) -> None:
    (run,) = runs_in(line)
    piece = next(iter(slices_from(line, run, 0, labelled=True)))
    assert looks_otherwise(line, piece, labelled=True)


@given(st.text("0123456789 .-/()[]+aA\t€@", max_size=80))
def test_pieces_lie_inside_their_run(line: str) -> None:
    for run in runs_in(line):
        for index in range(len(run.groups)):
            for piece in slices_from(line, run, index, labelled=True):
                assert run.start <= piece.start < piece.end <= run.end
                assert line[piece.start : piece.end] == piece.text
                assert piece.count == sum(sign.isdigit() for sign in piece.text)
