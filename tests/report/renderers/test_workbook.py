"""report.xlsx: what to do, every finding and the figures, in cells that are nothing but what they show."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from auditor import report
from auditor.config.report import FindingSettings
from auditor.model import Accept, Outcome
from auditor.model.messages import Voice, speaking
from auditor.report import Report
from auditor.report.branding import Branding
from auditor.report.notes import Notes
from auditor.report.presentation import Presentation
from auditor.report.renderers import workbook
from tests import factories as make
from tests.report import hostile


def build() -> Report:
    return make.make_report(make.make_results(), make.make_snapshot(), make.example_known())


def written(told: Report, folder: Path) -> Any:
    workbook.RENDERER.render(told, folder / "report.xlsx")
    return openpyxl.load_workbook(folder / "report.xlsx")


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


def parts(folder: Path) -> dict[str, str]:
    with zipfile.ZipFile(folder / "report.xlsx") as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_actions_stand_in_the_order_of_the_plan_and_findings_below_their_numbers(tmp_path: Path) -> None:
    told = build()
    book = written(told, tmp_path)
    assert book.sheetnames == ["Actions", "Findings", "Figures"]
    actions, findings = rows(book["Actions"]), rows(book["Findings"])
    assert [(row["No."], row["What is wrong"], row["Places"]) for row in actions] == [
        (number, action.title, len(action.findings)) for number, action in enumerate(told.actions, 1)
    ]
    assert actions[0]["How to fix it"].startswith("Bring the page back at its old address, or redirect it (301)")
    for number, action in enumerate(told.actions, 1):
        mine = [row["Fingerprint"] for row in findings if row["No."] == number]
        assert mine == [one.fingerprint for one in action.findings]
    assert {row["Result"] for row in findings} == {"Failed", "Needs review", "Not verified"}
    assert len(findings) == sum(told.faults.values()) + told.counts["review"] + 3


def test_sheets_can_be_worked_with(tmp_path: Path) -> None:
    book = written(build(), tmp_path)
    for name in ("Actions", "Findings"):
        sheet = book[name]
        (table,) = sheet.tables.values()
        assert table.headerRowCount == 1
        assert table.autoFilter.ref == table.ref == sheet.dimensions
        assert sheet.freeze_panes == "C2"
        assert sheet.print_title_rows == "$1:$1"
        (allowed,) = sheet.data_validations.dataValidation
        assert (allowed.type, allowed.formula1) == ("list", '"Open,In progress,Done"')
        status = next(cell.column_letter for cell in sheet[1] if cell.value == "Status")
        assert str(allowed.sqref) == f"{status}2:{status}{sheet.max_row}"
        assert all(5 <= column.width <= 101 for column in sheet.column_dimensions.values())


def test_what_is_being_done_and_noted_is_there_and_days_are_days(tmp_path: Path) -> None:
    results = make.make_results()
    failed = [one.fingerprint for one in next(c for c in results.checks if c.id == "dead-media-page").findings][:2]
    handled = {
        failed[0]: FindingSettings(status="in progress", responsible="Web team", due=date(2026, 12, 31), note="Soon."),
        failed[1]: FindingSettings(status="done", responsible="Ann"),
    }
    told = report.build(results, make.example_known(), handled=handled)
    notes = Notes(checks={"dead-media-page": "Ask **Jo**."}, findings={failed[0]: "See [it](https://a.example)."})
    book = written(replace(told, remarks=notes), tmp_path)
    action = rows(book["Actions"])[0]
    assert (action["Status"], action["Responsible"], str(action["Due"])) == (
        "In progress",
        "Web team, Ann",
        "2026-12-31 00:00:00",
    )
    assert action["Note"] == "Ask Jo.\nSoon."
    first, second, third, *_ = rows(book["Findings"])
    assert (first["Status"], str(first["Due"]), first["Note"]) == (
        "In progress",
        "2026-12-31 00:00:00",
        "Soon.\nSee it.",
    )
    assert (second["Status"], second["Responsible"], second["Due"]) == ("Done", "Ann", None)
    assert (third["Status"], third["Responsible"]) == ("Open", None)


def test_accepted_faults_say_why(tmp_path: Path) -> None:
    borne = make.make_finding(Outcome.REVIEW, accepted=Accept("*", "Their site is down."))
    told = make.make_report(make.make_results((make.make_result(make.make_check(), borne),)), make.make_snapshot(), {})
    (row,) = rows(written(told, tmp_path)["Findings"])
    assert (row["Result"], row["Note"], row["Status"], row["No."]) == (
        "Accepted",
        "Accepted: Their site is down.",
        None,
        None,
    )


def test_figures_are_numbers(tmp_path: Path) -> None:
    told = build()
    sheet = written(told, tmp_path)["Figures"]
    found = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    value = told.score.value
    assert value is not None
    assert found["All categories"] == (round(value), round(told.score.low), round(told.score.high), told.score.verified)
    assert found["Failed: Critical"][0] == told.faults["critical"]
    assert found["Passed"][0] == told.counts["pass"]


def test_in_whose_name_it_is(tmp_path: Path) -> None:
    branding = Branding("The board", "Jo Doe & Co", colour="#7a1f5c", footer="Doe & Co", confidentiality="Secret")
    book = written(replace(build(), presentation=Presentation(branding=branding)), tmp_path)
    assert book.properties.creator == "Jo Doe & Co"
    assert book.properties.title == "Quillnet Broadband: contact audit of 21 November 2026"
    assert str(book.properties.created) == "2026-11-21 01:10:00"
    assert book["Actions"]["A1"].fill.fgColor.rgb == "FF7A1F5C"
    assert book["Actions"].oddHeader.left.text.endswith("Secret")
    assert book["Actions"].oddFooter.left.text == "Doe && Co"
    front = {row[0]: row[1] for row in book["Figures"].iter_rows(max_row=8, values_only=True)}
    assert (front["Prepared for"], front["Prepared by"], front["Confidentiality"]) == (
        "The board",
        "Jo Doe & Co",
        "Secret",
    )
    assert not re.search("xlsxwriter|auditor", "".join(parts(tmp_path).values()), re.IGNORECASE)


def test_the_internal_edition_says_so_on_every_sheet(tmp_path: Path) -> None:
    book = written(replace(build(), internal=True), tmp_path)
    for sheet in book:
        assert "Internal: contains personal details in full" in sheet.oddHeader.left.text


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    written(build(), tmp_path)
    before = (tmp_path / "report.xlsx").read_bytes()
    written(build(), tmp_path)
    assert before == (tmp_path / "report.xlsx").read_bytes()


class Odd(Voice):
    """A translation that calls everything the same, and not as sheets may be called."""

    def translate(self, singular: str, plural: str, count: int) -> str:
        return (
            f"{super().translate(singular, plural, count)[:1]}: [a/b]? " + "x" * 40 if "{" not in singular else singular
        )


def test_no_translation_breaks_it(tmp_path: Path) -> None:
    with speaking(Odd()):
        book = written(build(), tmp_path)
    assert len(book.sheetnames) == 3
    heads = [cell.value for cell in book.worksheets[1][1]]
    assert len({head.lower() for head in heads}) == len(heads)


def test_without_findings_there_are_the_heads_alone(tmp_path: Path) -> None:
    book = written(make.make_report(make.make_results(()), make.make_snapshot(()), {}), tmp_path)
    assert rows(book["Actions"]) == rows(book["Findings"]) == []
    assert book["Actions"]["B1"].value == "What is wrong"


def cells(book: Any) -> Iterator[Any]:
    yield from (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)


@pytest.mark.parametrize("kind", hostile.TEXTS)
def test_hostile_text_stays_text(kind: str, tmp_path: Path) -> None:
    book = written(hostile.told(hostile.TEXTS[kind]), tmp_path)
    found = list(cells(book))
    assert len(found) > 60
    assert {cell.data_type for cell in found} <= {"s", "n", "d"}
    for cell in found:
        if isinstance(cell.value, str):
            assert len(cell.value) <= 32_767
            assert not re.search(
                "[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\u200b\ud800-\udfff]", cell.value
            )
            assert not cell.value.lstrip().startswith(("=", "+", "-", "@")) or cell.quotePrefix
        assert cell.hyperlink is None or re.match("https?://[^@]+$", cell.hyperlink.target)
    files = parts(tmp_path)
    assert not [name for name in files if "external" in name.lower() or "vba" in name.lower() or "connections" in name]
    assert "<f>" not in "".join(text for name, text in files.items() if "worksheets" in name)
    for text in files.values():
        assert not re.search(r"_x202E_(?<!_x005F_x202E_)", text)


@pytest.mark.slow
def test_ten_thousand_findings_are_written_in_seconds(tmp_path: Path) -> None:
    crowd = (make.make_finding(Outcome.FAIL, f"{make.SITE}/{number}") for number in range(10_000))
    told = make.make_report(make.make_results((make.make_result(make.make_check(), *crowd),)), make.make_snapshot(), {})
    workbook.RENDERER.render(told, tmp_path / "report.xlsx")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as file:
        assert file.read("xl/worksheets/sheet2.xml").count(b"<row ") == 10_001
