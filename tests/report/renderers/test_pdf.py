from __future__ import annotations

import base64
import gc
import importlib
import io
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from auditor.config.report import Length
from auditor.model import Outcome, Role
from auditor.report import Report
from auditor.report.renderers import html, pdf
from tests import factories as make
from tests.report.renderers.tags import structure

pytestmark = pytest.mark.slow  # dozens of PDFs


@cache
def built() -> Report:
    return make.make_report(make.make_results(), make.make_snapshot(), make.example_known())


@cache
def made(length: Length = "report") -> bytes:
    return pdf.render(replace(built(), length=length))


@pytest.fixture(params=["summary", "report", "full"])
def reader(request: pytest.FixtureRequest) -> Any:
    return PdfReader(io.BytesIO(made(request.param)))


@pytest.fixture
def full() -> Any:
    return PdfReader(io.BytesIO(made("full")))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert pdf.render(built()) == made()


def test_another_audit_gives_another_identifier() -> None:
    other = make.make_report(make.make_results(name="Somebody else"), make.make_snapshot(), {})
    there: Any = PdfReader(io.BytesIO(pdf.render(replace(other, length="summary"))))
    here: Any = PdfReader(io.BytesIO(made("summary")))
    assert there.trailer["/ID"][0] != here.trailer["/ID"][0]


def test_it_says_its_language_its_title_and_that_it_is_tagged(reader: Any) -> None:
    root = reader.root_object
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Quillnet Broadband: contact audit of 21 November 2026"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_its_structure_has_headings_lists_tables_links_and_described_figures(full: Any) -> None:
    kinds = {part["/S"] for part in structure(full)}
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/Link", "/Figure"} <= kinds


def test_every_figure_is_described(reader: Any) -> None:
    figures = [part for part in structure(reader) if part["/S"] == "/Figure"]
    assert len(figures) >= 3  # the score, and a bar for each category
    assert all(figure.get("/Alt") for figure in figures)


def test_a_summary_fits_on_two_sheets() -> None:
    assert len(PdfReader(io.BytesIO(made("summary"))).pages) == 2


def test_a_report_is_shorter_than_all_there_is(full: Any) -> None:
    assert 2 < len(PdfReader(io.BytesIO(made())).pages) < len(full.pages)


def test_each_table_heading_says_what_it_heads(reader: Any) -> None:
    scopes = [part["/A"].get("/Scope") for part in structure(reader) if part["/S"] == "/TH"]
    assert set(scopes) == {"/Column", "/Row"}


def test_each_link_is_in_the_structure(reader: Any) -> None:
    told = [annotation for page in reader.pages for annotation in page.get("/Annots", ())]
    links = [part for part in structure(reader) if part["/S"] == "/Link"]
    kids: list[Any] = [kid.get_object() for link in links for kid in link["/K"]]
    inside = {kid.raw_get("/Obj").idnum for kid in kids if hasattr(kid, "raw_get") and kid.get("/Type") == "/OBJR"}
    assert {annotation.idnum for annotation in told} == inside


def test_bookmarks_lead_to_chapters_and_checks(full: Any) -> None:
    categories = [mark.title for mark in full.outline if not isinstance(mark, list)]
    assert categories == [
        "Contents",
        "What to do",
        "Reachability",
        "Account security",
        "What could not be verified",
        "What was looked at",
        "How the score is calculated",
        "For whoever runs the audit",
    ]
    checks = [mark.title for group in full.outline if isinstance(group, list) for mark in group]
    assert "A press or media page is dead" in checks
    assert "Not verified: Contact and support pages load" in checks


def test_contents_name_the_page_where_a_chapter_stands(full: Any) -> None:
    texts = [page.extract_text() for page in full.pages]
    stands = next(number for number, text in enumerate(texts, 1) if "Are your accounts and links still yours?" in text)
    line = next(line for line in texts[1].splitlines() if line.startswith("Account security"))
    assert line.endswith(str(stands))


def test_every_page_but_the_cover_has_its_running_head_and_number(reader: Any) -> None:
    total = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert (f"Page {number} of {total}" in text) == (number > 1)
        assert "Quillnet Broadband" in text
        assert "21 November 2026" in text


def test_nothing_outside_the_document_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("RGB", (2, 2)).save(tmp_path / "secret.png")
    pixel = "data:image/png;base64," + base64.b64encode((tmp_path / "secret.png").read_bytes()).decode()
    sources = ((tmp_path / "secret.png").as_uri(), "http://127.0.0.1:9/x.png", pixel)
    pictures = "".join(f'<img src="{source}" alt="x">' for source in sources)
    monkeypatch.setattr(html, "document", lambda *_, **__: f'<html lang="en"><title>t</title><p>{pictures}</p>')
    page = PdfReader(io.BytesIO(pdf.render(built()))).pages[0]
    assert len(page.images) == 1  # the inline one


def test_the_garbage_collector_runs_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> str:
        assert not gc.isenabled()
        raise RuntimeError

    made()
    assert gc.isenabled()
    weasyprint = importlib.import_module("weasyprint")
    monkeypatch.setattr(weasyprint.HTML, "write_pdf", broken)
    with pytest.raises(RuntimeError):
        pdf.render(built())
    assert gc.isenabled()


@pytest.mark.parametrize("error", [OSError("cannot load library 'libpango-1.0-0'\nmore"), ImportError("no weasyprint")])
def test_missing_libraries_are_one_quiet_line_that_says_what_to_install(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_: str) -> None:
        sys.stdout.write("a banner of many lines\n")
        raise error

    assert pdf.available() == ""
    pdf._weasyprint.cache_clear()
    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(pdf.PdfUnavailable) as raised:
        pdf.render(built())
    said = pdf.available()
    assert said == str(raised.value)
    assert "\n" not in said
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core" in said
    assert "brew install weasyprint" in said
    assert "MSYS2" in said
    assert capsys.readouterr().out == ""


@pytest.mark.slow
def test_a_thousand_faults_stay_a_document_of_readable_length() -> None:
    findings = [make.make_finding(Outcome.FAIL, f"{make.SITE}/files/{number}.zip") for number in range(1000)]
    told = make.make_report(
        make.make_results((make.make_result(make.make_check(), *findings),)), make.make_snapshot(), {}
    )
    pages = PdfReader(io.BytesIO(pdf.render(replace(told, length="full")))).pages
    assert len(pages) < 50  # in full they would be over a hundred
    assert f"{make.SITE}/files/999.zip" in "".join(page.extract_text() for page in pages).replace("\n", "")


def test_a_picture_of_a_page_is_a_described_figure() -> None:
    taken = io.BytesIO()
    Image.new("RGB", (1280, 900), "teal").save(taken, "JPEG")
    page = replace(make.make_page("/contact/", Role.CONTACT, title="Contact us"), picture=taken.getvalue)
    shown = make.make_report(make.make_results(), make.make_snapshot((page,)), {})
    reader: Any = PdfReader(io.BytesIO(pdf.render(shown)))
    assert "Screenshot of Contact us" in {part.get("/Alt") for part in structure(reader) if part["/S"] == "/Figure"}
    assert any(
        image.image is not None and image.image.size == (1280, 900) for sheet in reader.pages for image in sheet.images
    )
