"""Lines → rows, whatever was done to them on the way."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.importers.base import Skip
from auditor.collect.importers.delimited import TOO_FEW, TOO_MANY, Feed, Numbered, records, whole


def rows(text: str, width: int = 3, *, date: int = 0, open_end: bool = True) -> list[Numbered | Skip]:
    """Return the rows of a table whose dates begin with 20."""

    def starts(row: list[str]) -> bool:
        return date < len(row) and row[date].startswith("20")

    feed = Feed(iter(text.splitlines(keepends=True)))
    return list(whole(records(feed, ","), width, starts, open_end=open_end))


def test_ordinary_rows() -> None:
    assert rows('2026,ann,"hello, you"\n2026,bob,"two\nlines"\r\n2026,cem,"say ""hi"""\n') == [
        (1, ["2026", "ann", "hello, you"]),
        (2, ["2026", "bob", "two\nlines"]),
        (4, ["2026", "cem", 'say "hi"']),
    ]


def test_bare_line_ends_in_the_last_cell() -> None:
    assert rows("2026,ann,hello\nis anybody there\n\nanswer please\n2026,bob,hi\n") == [
        (1, ["2026", "ann", "hello\nis anybody there\n\nanswer please"]),
        (5, ["2026", "bob", "hi"]),
    ]


def test_bare_line_ends_in_another_cell() -> None:
    assert rows("2026,hello\nyou,ann\n2026,hi,bob\n2026,a\nb\nc,cem\n", open_end=False) == [
        (1, ["2026", "hello\nyou", "ann"]),
        (3, ["2026", "hi", "bob"]),
        (4, ["2026", "a\nb\nc", "cem"]),
    ]


def test_a_row_too_short_does_not_swallow_the_next() -> None:
    assert rows("2026,ann\n2026,bob\n2026,cem,hi\n") == [
        (1, ["2026", "ann", ""]),
        (2, ["2026", "bob", ""]),
        (3, ["2026", "cem", "hi"]),
    ]
    assert rows("junk,x\n2026,bob,hi\n", open_end=False) == [Skip(TOO_FEW, "line 1"), (2, ["2026", "bob", "hi"])]


def test_a_row_too_long_is_left_out_alone() -> None:
    found = rows("2026,ann,hi\n2026,bob,hi, you\n2026,cem,hi,,\n")
    assert found == [(1, ["2026", "ann", "hi"]), Skip(TOO_MANY, "line 2"), (3, ["2026", "cem", "hi"])]


def test_a_quote_that_is_never_closed_costs_at_most_its_row() -> None:
    lines = ["2026,ann,hi\n", '2026,bob,"oops\n', *(f'2026,user{n},"message {n}"\n' for n in range(2_000))]
    found = rows("".join(lines))
    assert (1, ["2026", "ann", "hi"]) in found
    assert [row for row in found if not isinstance(row, Skip)][2:] == [
        (n + 3, ["2026", f"user{n}", f"message {n}"]) for n in range(2_000)
    ]


def test_an_unclosed_quote_at_the_end_loses_nothing_before_it() -> None:
    lines = [f"2026,user{n},message {n}\n" for n in range(1_500)]
    lines.insert(10, '2026,bob,"oops\n')
    found = [row for row in rows("".join(lines)) if not isinstance(row, Skip)]
    assert {row[1][1] for row in found} == {"bob", *(f"user{n}" for n in range(1_500))}


def test_stray_quotes_stay_in_the_text() -> None:
    assert rows('2026,ann,my 5" screen\n2026,bob,"he said "no" to me"\n2026,cem,hi\n') == [
        (1, ["2026", "ann", 'my 5" screen']),
        (2, ["2026", "bob", 'he said no" to me"']),
        (3, ["2026", "cem", "hi"]),
    ]


def test_a_cell_beyond_bounds_is_one_row_lost() -> None:
    found = rows(f'2026,ann,hi\n2026,bob,"{"x" * 200_000}"\n2026,cem,hi\n')
    assert [row[1][1] for row in found if not isinstance(row, Skip)] == ["ann", "cem"]


def test_lines_that_never_make_a_row_are_counted_in_linear_time() -> None:
    found = rows("junk\n" * 50_000, width=5, open_end=False)
    assert all(isinstance(row, Skip) for row in found)


CELLS = st.text(alphabet='ab ",;\n\r', max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_what_was_written_properly_is_read_as_it_was(cells: list[tuple[str, str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(("2026", *row) for row in cells)
    source = io.StringIO(out.getvalue(), newline="\n")
    found = list(whole(records(Feed(iter(source)), ","), 3, lambda row: row[:1] == ["2026"], open_end=True))
    assert [one[1] for one in found if not isinstance(one, Skip)] == [["2026", *row] for row in cells]


@given(st.text(alphabet='20,"\n;x', max_size=80))
def test_nothing_raises_and_good_rows_stay(junk: str) -> None:
    good = "2026,ann,hello there\n"
    found = rows(f"{good}{good}{junk}\n" + good * 3, open_end=False)
    assert sum(isinstance(row, tuple) and row[1][1:] == ["ann", "hello there"] for row in found) >= 2
