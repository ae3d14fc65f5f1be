"""Workbooks are tables like any other, and zips that nobody has to trust."""

from __future__ import annotations

import csv
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from auditor.collect.importers import trial, workbook
from auditor.collect.importers.base import ImportProblem
from auditor.collect.importers.recognise import importer_for
from auditor.collect.importers.table import IMPORTERS
from auditor.config.schema import ConversationSettings, Settings, TargetSettings
from tests.collect.importers.imported import read, stored

EXPORTS = Path(__file__).parent / "exports"
TABLES = [
    "trustpilot/reviews.csv",
    "facebook-comments/comments.csv",
    "brandwatch/mentions.csv",
    "zendesk-tickets/export.csv",
]


def saved(path: Path, *sheets: list[list[Any]]) -> Path:
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def recognised(path: Path) -> str:
    return importer_for(path, ConversationSettings(path=str(path)), IMPORTERS).name


@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_a_workbook_is_recognised_and_read_as_its_csv_is(tmp_path: Path, name: str) -> None:
    source = EXPORTS / name
    with source.open(newline="", encoding="utf-8") as file:
        path = saved(tmp_path / "export.xlsx", list(csv.reader(file)))
    form = source.parent.name
    assert recognised(path) == form
    said = {"account": "acme"}
    assert read(path, form, **said) == read(source, form, **said)
    posts, _, problems = stored(tmp_path, {"path": str(path), "private": IMPORTERS[form].private})
    assert (bool(posts), problems) == (True, [])


def test_cells_are_what_they_show(tmp_path: Path) -> None:
    head = ["id", "created_at", "author", "text", "likes", "by_brand"]
    path = saved(
        tmp_path / "a.xlsx",
        [
            ["Report"],
            [],
            head,
            [17.0, datetime(2026, 3, 2, 10, 30, tzinfo=UTC).replace(tzinfo=None), "ann", "Hello,\r\n“you”?", 3, False],
            [None, None, None, None],
        ],
    )
    (post,), skips = read(path, "csv", account="acme")
    assert skips == []
    assert (post.id, post.created_at, post.text, post.likes, post.by_brand) == (
        "17",
        datetime(2026, 3, 2, 10, 30, tzinfo=UTC),
        "Hello,\n“you”?",
        3,
        False,
    )


def test_ids_that_the_spreadsheet_rounded_are_lost(tmp_path: Path) -> None:
    head = ["id", "created_at", "author", "text"]
    path = saved(tmp_path / "a.xlsx", [head, [1.234567890123456e18, "2026-03-02T10:00Z", "ann", "Hello?"]])
    ((post,), _) = read(path, "csv", account="acme")
    assert post.id.startswith("made-")


def test_the_first_sheet_with_a_table_is_read(tmp_path: Path) -> None:
    head = ["id", "created_at", "author", "text"]
    path = saved(tmp_path / "a.xlsx", [["Acme"], ["Inbox report"]], [head, ["1", "2026-03-02T10:00Z", "ann", "Hello?"]])
    assert [post.text for post in read(path, "csv", account="acme")[0]] == ["Hello?"]


HEAD = ["id", "created_at", "author", "text"]


def test_every_sheet_of_such_posts_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    march, april = ([HEAD, [month, f"2026-{month}-02T10:00Z", "ann", f"Month {month}?"]] for month in ("03", "04"))
    legend = [["Column", "Meaning"], ["id", "number of the post"], ["text", "what it says"]]
    path = saved(tmp_path / "a.xlsx", legend, march, [["Acme"]], april)
    (tried,) = trial.trials(
        Settings(
            target=TargetSettings(site="acme.example"),
            conversations=(ConversationSettings(path=str(path), account="acme"),),
        )
    )
    assert [post.text for post in tried.first] == ["Month 03?", "Month 04?"]
    assert [table.sheet for table in tried.tables] == ["Sheet1", "Sheet3"]
    assert tried.passed_over == ["Sheet"]


def test_a_workbook_in_a_zip_is_a_table_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(tmp_path / "a.xlsx", [HEAD, ["1", "2026-03-02T10:00Z", "ann", "Hello?"]])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.write(tmp_path / "a.xlsx", "export/inbox.xlsx")
    assert recognised(tmp_path / "a.zip") == "csv"
    assert [post.text for post in read(tmp_path / "a.zip", "csv", account="acme")[0]] == ["Hello?"]
    monkeypatch.setattr(workbook, "_PACKED", 1_000)
    with pytest.raises(ImportProblem, match=r"a.zip: export/inbox.xlsx is larger than 1,000 bytes; unpack the zip"):
        read(tmp_path / "a.zip", "csv", account="acme")


def test_a_workbook_in_a_folder_is_a_table_too(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    head = ["id", "created_at", "author", "text"]
    saved(tmp_path / "exports" / "a.xlsx", [head, ["1", "2026-03-02T10:00Z", "ann", "Hello?"]])
    assert [post.text for post in read(tmp_path / "exports", "csv", account="acme")[0]] == ["Hello?"]


def changed(path: Path, part: str, body: bytes) -> Path:
    """Return a workbook of which one part says something else."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, old in (parts | {part: b""}).items():
            packed.writestr(name, body if name == part else old)
    return path


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "no XML": (SHEET, b"\0\1\2"),
    "cut": (SHEET, b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row>"),
    "entities": (SHEET, b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'),
    "no sheets": ("xl/workbook.xml", b"<workbook/>"),
    "bomb": (SHEET, b"<worksheet>" + b" " * (64 << 20)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_told_in_one_line(tmp_path: Path, kind: str) -> None:
    head = ["id", "created_at", "author", "text"]
    path = saved(tmp_path / "a.xlsx", [head, ["1", "2026-03-02T10:00Z", "ann", "Hello?"]])
    posts, _, (problem,) = stored(
        tmp_path, {"path": str(changed(path, *HOSTILE[kind])), "account": "acme", "kind": "mention"}
    )
    assert posts == []
    assert problem.isprintable()
    assert path.name in problem


def test_what_has_to_be_held_in_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.xlsx", [["id", "text"], ["1", "Hello?"]])
    monkeypatch.setattr(workbook, "_SHARED", 10)
    with pytest.raises(ImportProblem, match=r"would take [\d,]+ bytes of memory; save the sheet as CSV\."):
        read(path, "csv", account="acme")


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.numbers", "a.xlsb"])
def test_other_spreadsheets_are_to_be_saved_again(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    _, _, (problem,) = stored(tmp_path, {"path": name, "format": "csv", "kind": "mention"})
    assert "save it as .xlsx or CSV" in problem


@pytest.mark.slow
def test_a_large_sheet_is_read_row_by_row(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["id", "created_at", "author", "text"])
    for number in range(10_000):
        sheet.append([number, "2026-03-02T10:00Z", "ann", "message " * 4])
    book.save(tmp_path / "a.xlsx")
    tracemalloc.start()
    assert (
        sum(1 for _ in workbook.lines(workbook.Book("a.xlsx", lambda: (tmp_path / "a.xlsx").open("rb")), "Sheet"))
        == 10_001
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 24 << 20, f"{peak:,} bytes"
