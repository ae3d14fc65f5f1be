"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.resources import facts
from auditor.text.dates import days, newest
from tests.effort import calls

MAY_4 = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Published 2026-05-04 at noon", ""),
        ("Monday, 4 May 2026", "en"),
        ("4th of May 2026", "en"),
        ("May 4, 2026", "en"),
        ("MAY 4TH 2026", "en"),
        ("5/4/2026", "en-us"),
        ("04.05.2026", "de"),
        ("4. Mai 2026", "de"),
        ("le 4 mai 2026", "fr"),
        ("4 de mayo de 2026", "es"),
        ("4 maggio 2026", "it"),
        ("4 mei 2026", "nl"),
        ("4 de maio de 2026", "pt"),
        ("4 maja 2026 r.", "pl"),
        ("4 maj 2026", "sv"),
        ("2026年5月4日", "ja"),
        ("2026/5/4", "ja"),
        ("04-05-2026", "nl"),
    ],
)
def test_a_day_is_read(text: str, lang: str) -> None:
    assert [day.day for day in days(text, lang)] == [MAY_4]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er août 2026", date(2026, 8, 1)),
        ("Sept. 3, 2025", date(2025, 9, 3)),
        ("3. März 2025", date(2025, 3, 3)),
        ("31/12/2025", date(2025, 12, 31)),
    ],
)
def test_abbreviations_and_accents(text: str, day: date) -> None:
    assert [one.day for one in days(text)] == [day]


NOV_14 = date(2026, 11, 14)
OCT_20 = date(2026, 10, 20)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("from 14 November", "en"),
        ("on November 14th!", "en"),
        ("the 14th of November", "en"),
        ("ab 14. November", "de"),
        ("ab 14.11. im Laden", "de"),
        ("am 14. 11.", "de"),
        ("le 14 novembre", "fr"),
        ("le 14/11", "fr"),
        ("el 14 de noviembre", "es"),
        ("dal 14 novembre", "it"),
        ("vanaf 14 november", "nl"),
        ("a partir de 14 de novembro", "pt"),
        ("11月14日", "ja"),
    ],
)
def test_a_day_without_a_year_is_the_next_one(text: str, lang: str) -> None:
    (found,) = days(text, lang, near=OCT_20)
    assert (found.day, found.has_year) == (NOV_14, False)
    assert days(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("set 5 goals", "en"),
        ("may 10% fall", "en"),
        ("sold out 14 times", "en"),
        ("at 14/11 of the way", "en"),
        ("version 1.2. is out", "en"),
        ("Version 14.11.2", "de"),
        ("14.30 Uhr", "de"),
        ("may 14:30", "en"),
        ("31.02.", "de"),
    ],
)
def test_what_is_no_day_without_a_year(text: str, lang: str) -> None:
    assert days(text, lang, near=OCT_20) == []


def test_a_day_with_a_year_is_not_read_twice() -> None:
    (found,) = days("on 14 November 2025", "en", near=OCT_20)
    assert (found.day, found.has_year) == (date(2025, 11, 14), True)


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2026",
        "version 1.2.2026.4",
        "call 01/02/20266",
        "room 4 people 2026",
        "00.00.2026",
        "4 May",
        "192.168.20.2026-05-044",
        "2026-13-01",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert days(text) == []


def test_where_english_leaves_day_and_month_open_both_are_told() -> None:
    (found,) = days("04/05/2026", "en")
    assert (found.day, found.other) == (date(2026, 5, 4), date(2026, 4, 5))


def test_offsets_point_into_the_text_that_was_given() -> None:
    text = "Straße İzmir: Ausgabe vom 3. März 2025, geändert"
    (found,) = days(text, "de")
    assert text[found.start : found.end] == "3. März 2025"


def test_the_newest_day_is_not_in_the_future() -> None:
    text = "3 May 2024, 1 June 2025, conference on 9 December 2027, 01/02/2026"
    found = newest(text, "en", until=date(2026, 1, 15))
    assert found is not None
    assert found.day == date(2026, 1, 2)
    assert newest("none here", until=MAY_4) is None


def test_every_language_names_twelve_months() -> None:
    assert {len(names) for names in facts("text/dates.toml")["months"].values()} == {12}


@given(st.text(alphabet="0123456789./-年月 maiJUNE\u0130ß,", max_size=200))
def test_hostile_text_is_survived(text: str) -> None:
    assert all(text[day.start : day.end].strip() for day in days(text))


def test_the_work_over_many_dates_grows_as_their_number_does() -> None:
    def took(n: int) -> int:
        return calls(lambda: days("On 2026年11月20日, it was said. " * n, "ja", near=OCT_20))

    assert took(400) < 5 * took(100)
