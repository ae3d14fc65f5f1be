"""Births told with the word behind the date and in other calendars; those of the dead; and what is none. Cases in birth_shapes.toml."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from auditor.analysis.pii.written_dates import folded_in_place, written
from tests.analysis.pii.test_births import told

SHAPES = tomllib.loads((Path(__file__).parent / "birth_shapes.toml").read_text("utf-8"))


@pytest.mark.parametrize(("lang", "html"), SHAPES["alive"])
def test_living_persons_are_told(lang: str, html: str) -> None:
    assert [sure for _, sure in told(html, lang)] == [True]


@pytest.mark.parametrize(("lang", "html"), SHAPES["doubtful"])
def test_names_that_no_list_has_are_for_a_person_to_judge(lang: str, html: str) -> None:
    assert told(html, lang) == [("", False)]


@pytest.mark.parametrize(("lang", "html"), SHAPES["dead"])
def test_the_dead_are_left_alone(lang: str, html: str) -> None:
    assert told(html, lang) == []


@pytest.mark.parametrize(("lang", "html"), SHAPES["none"])
def test_whatever_else_has_a_date_is_no_birth(lang: str, html: str) -> None:
    assert told(html, lang) == []


@pytest.mark.parametrize(("text", "day"), SHAPES["days"])
def test_dates_are_read_in_other_calendars_and_figures(text: str, day: date) -> None:
    assert [found for _, _, found in written(folded_in_place(text))] == [day]
