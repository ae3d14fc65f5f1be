"""The example of a report in a consultant's name, from the command line to the files."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from lxml import html as parser
from PIL import Image

from auditor.cli.commands import main
from auditor.config.report import ReportSettings
from auditor.report.renderers.notes import words
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # a report in all its formats

EXAMPLE = ROOT / "examples" / "handover"
NOTES = sorted((EXAMPLE / "notes").glob("*.md"))
COMPLAINTS = "a1c561b77b1642c87cf5851bfe2ae5eb"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    for name in ("results.json", "snapshot.sqlite"):
        shutil.copyfile(ROOT / "tests" / "golden" / name, folder / name)
    formats = "html,docx,xlsx,actions,pdf"
    command = ["report", str(folder), "--config", str(EXAMPLE / "auditor.toml"), "--format", formats]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    lines = [line for line in done.stderr.splitlines() if "posts.csv" not in line]
    assert lines == [], "every note and every table of findings.toml has its place"
    return folder


def page_of(made: Path) -> Any:
    return parser.document_fromstring((made / "report.html").read_text(encoding="utf-8"))


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_every_note_is_in_the_page_and_in_the_word_file(made: Path) -> None:
    page = spaced(page_of(made).text_content())
    word = docx.Document(str(made / "report.docx"))
    written = spaced(" ".join(one.text for one in word.paragraphs))
    assert len(NOTES) == 5
    for path in NOTES:
        for line in words(path.read_text(encoding="utf-8")).split("\n"):
            assert spaced(line) in page, path.name
            assert spaced(line) in written, path.name


def test_what_is_being_done_is_in_all_of_them(made: Path) -> None:
    page = (made / "report.html").read_text(encoding="utf-8")
    assert "Responsible: <bdi>Web team.</bdi> Due 11 December 2026." in page
    word = docx.Document(str(made / "report.docx"))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "In progress, due 11 December 2026\nWeb team\nThe page comes back with the new shop." in cells
    with (made / "actions.csv").open(encoding="utf-8", newline="") as file:
        (row,) = (row for row in csv.DictReader(file) if row["fingerprint"] == COMPLAINTS)
    assert (row["status"], row["responsible"], row["due"]) == ("in progress", "Web team", "2026-12-11")
    head, *rows = openpyxl.load_workbook(made / "report.xlsx")["Findings"].iter_rows(values_only=True)
    (found,) = (row for row in (dict(zip(head, row, strict=True)) for row in rows) if row["Fingerprint"] == COMPLAINTS)
    assert (found["Status"], found["Responsible"], f"{found['Due']:%Y-%m-%d}") == (
        "In progress",
        "Web team",
        "2026-12-11",
    )
    assert "comes first" in found["Note"]


def test_it_is_in_the_name_of_who_hands_it_over(made: Path) -> None:
    tree = page_of(made)
    (logo,) = tree.xpath("//header//img")
    assert logo.get("alt") == "Jo Marlow, Marlow & Partners"
    assert logo.get("src").startswith("data:image/png;base64,")
    assert tree.xpath("string(//meta[@name='author']/@content)") == "Jo Marlow, Marlow & Partners"
    cover = spaced(tree.xpath("string(//header)"))
    assert "Prepared for The board of Quillnet Broadband" in cover
    assert "Confidential: for the board only" in cover
    with zipfile.ZipFile(made / "report.docx") as file:
        (picture,) = (name for name in file.namelist() if name.startswith("word/media/"))
        assert Image.open(io.BytesIO(file.read(picture))).format == "PNG"


def test_no_file_names_the_tool(made: Path) -> None:
    page = page_of(made)
    assert not re.search(r"\bauditor\b", page.text_content().replace("auditor.toml", ""), re.IGNORECASE)
    assert not page.xpath("//meta[@name='generator']")
    for name in ("report.docx", "report.xlsx"):
        with zipfile.ZipFile(made / name) as file:
            assert not any(
                re.search(rb"auditor|python|xlsxwriter", file.read(part), re.IGNORECASE)
                for part in file.namelist()
                if part.startswith("docProps") and part.endswith("xml")
            )


def test_the_page_shows_the_keys_of_the_example() -> None:
    shown = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "report.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    said = tomllib.loads(shown[1])["report"]
    example = tomllib.loads((EXAMPLE / "auditor.toml").read_text(encoding="utf-8"))["report"]
    ReportSettings.model_validate(said)
    assert {key: value for key, value in said.items() if key != "prepared_for"} == {
        key: example[key] for key in said if key != "prepared_for"
    }
