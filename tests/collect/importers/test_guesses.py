"""Advice on columns, by what stands in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from auditor.collect.importers.base import ImportProblem
from tests.collect.importers.imported import read, rows_of

SAID: dict[str, Any] = {"platform": "x", "account": "acme"}


def written(folder: Path, *lines: str) -> Path:
    path = folder / "a.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def advice(folder: Path, *lines: str, **said: Any) -> str:
    with pytest.raises(ImportProblem) as caught:
        rows_of(written(folder, *lines), "csv", **SAID, **said)
    return str(caught.value)


ROWS = (
    "Ticket ID,Customer Age,created_on,Customer Email,Ticket Description",
    "1,32,2026-03-02 10:00,ann@post.example,My line has been down since this morning",
    "2,64,2026-03-02 11:00,bob@post.example,When will the engineer come to our street?",
)


def test_the_advice_looks_at_the_values_and_not_only_at_the_names(tmp_path: Path) -> None:
    said = advice(tmp_path, *ROWS)
    assert "columns = { text = 'Ticket Description', created_at = 'created_on' }" in said


def test_a_date_is_never_the_text_and_an_age_never_the_date(tmp_path: Path) -> None:
    said = advice(tmp_path, "Customer Age,created_at", "32,2026-03-02 10:00", "64,2026-03-02 11:00")
    assert "text = '\u2026'" in said
    said = advice(tmp_path, "Customer Age,text", "32,My line is down since noon", "64,So is mine, all day long")
    assert "created_at = '\u2026'" in said


def test_a_date_with_a_time_of_day_goes_before_a_mere_day(tmp_path: Path) -> None:
    said = advice(
        tmp_path, "Birthday,When,text", "1980-03-02,2026-03-02 10:00,Is it down?", "1990-03-02,2026-03-02 11:00,Is it?"
    )
    assert "created_at = 'When'" in said


def test_a_misspelled_column_is_guessed_by_name_among_those_that_fit(tmp_path: Path) -> None:
    said = advice(tmp_path, *ROWS, columns={"text": "Ticket Descripton", "created_at": "Created"})
    assert "Did you mean 'created_on'?" in said


@pytest.mark.parametrize("name", ["createdAt", "created_at", "Created At", "CREATED-AT", "created_at (UTC)"])
def test_names_are_one_however_they_are_put_together(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, f"id,{name},text,author", "1,2026-03-02 10:00,Hello?,ann")
    posts, _ = read(path, "csv", **SAID)
    assert [post.text for post in posts] == ["Hello?"]


def test_replies_in_camel_case(tmp_path: Path) -> None:
    path = written(
        tmp_path, "reviewId,date,content,starRating,developerResponse", "1,2026-03-02 10:00,Bad,1,We are sorry"
    )
    posts, _ = read(path, "reviews", **SAID)
    assert [(post.by_brand, post.text) for post in posts] == [(False, "Bad"), (True, "We are sorry")]


def test_the_zone_in_the_name_of_a_column(tmp_path: Path) -> None:
    path = written(tmp_path, "id,Date (Europe/London),text,author", "1,2026-07-02 10:00,Hello?,ann")
    posts, _ = read(path, "csv", **SAID, columns={"created_at": "Date"})
    assert posts[0].created_at.utcoffset() is not None
    assert posts[0].created_at.astimezone().timestamp() == posts[0].created_at.timestamp()
    assert f"{posts[0].created_at:%H:%M %z}" == "10:00 +0100"
