"""HTML and PDF in somebody's name: their colours can be read, their lines stand on every page, and nothing of it runs or breaks."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from lxml import html as parser
from pypdf import PdfReader

from auditor.config import colours
from auditor.config.report import LENGTHS, PARTS, Length, Part
from auditor.model import Outcome
from auditor.report import Report
from auditor.report.branding import COLOUR, Branding, Logo
from auditor.report.notes import Notes
from auditor.report.presentation import Presentation
from auditor.report.renderers import helper, house, html, pdf
from tests import factories as make
from tests.report import hostile, test_logo
from tests.report.renderers.tags import structure

pytestmark = pytest.mark.slow  # dozens of PDFs

LOGO = Logo("png", test_logo.png(), 30, 20)
BRANDING = Branding(
    "The board",
    "Jo Doe & Co",
    LOGO,
    colour="#7a1f5c",
    accent="#0b5d4e",
    footer="Doe & Co",
    confidentiality='"Secret"; a\\b',
)
LIGHTEST = colours.nearest_legible("#ffcc00")


@cache
def build(branding: Branding = BRANDING, length: Length = "report") -> Report:
    told = make.make_report(make.make_results(), make.make_snapshot(), make.example_known())
    finding = told.actions[0].findings[1].fingerprint
    closed = next(one.fingerprint for group in told.unverified for one in group.items if one.fingerprint)
    remarks = Notes(
        "On *page one*.",
        "# Why we looked\n\n## Deeper\n\nText.",
        "So much [for that](https://doe.example/x).\n\n| a | b |\n|---|---|\n| 1 | [**two** or so](mailto:jo@doe.example) |",
        {"dead-media-page": "### On the check", "dead-contact-page": "On what is open."},
        {finding: "On the finding.", closed: "On what is not known."},
    )
    return replace(told, length=length, presentation=Presentation(branding=branding), remarks=remarks)


def parsed(told: Report, *, paper: bool) -> Any:
    return parser.document_fromstring(html.document(told, paper=paper))


@cache
def reader() -> PdfReader:
    return PdfReader(io.BytesIO(pdf.render(build())))


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("paper", [False, True])
def test_notes_stand_where_they_belong_and_headings_skip_no_level(paper: bool, length: Length) -> None:
    tree = parsed(build(length=length), paper=paper)
    assert tree.xpath("string(//header//*[@class='note'])").strip() == "On page one."
    levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    texts = [one.text_content().strip() for one in tree.find_class("note")]
    if length == "summary":
        assert len(texts) == 1
        return
    assert tree.xpath("string(//section[@id='introduction']/h2)") == "Why we looked"
    assert tree.xpath("string(//section[@id='closing']/h2)") == "Closing remarks"
    assert texts.count("On the check") == texts.count("On the finding.") == 1
    assert any(text.endswith("On what is open.") for text in texts)
    assert "(https://doe.example/x)" in tree.text_content() if paper else "(https" not in tree.text_content()


@pytest.mark.parametrize("length", ["report", "full"])
def test_a_note_is_never_cut_off_with_the_list_it_stands_in(length: Length) -> None:
    crowd = tuple(make.make_finding(Outcome.FAIL, f"{make.SITE}/{number}") for number in range(300))
    told = make.make_report(make.make_results((make.make_result(make.make_check(), *crowd),)), make.make_snapshot(), {})
    last = told.actions[0].findings[-1].fingerprint
    told = replace(told, length=length, remarks=Notes(findings={last: "On the last."}))
    for paper in (False, True):
        assert parsed(told, paper=paper).text_content().count("On the last.") == 1


@pytest.mark.parametrize("paper", [False, True])
def test_sections_stand_in_the_order_asked_for_and_no_link_leads_nowhere(paper: bool) -> None:
    lengths: tuple[Length, ...] = ("report", "full")
    asked: list[tuple[Part, ...]] = [
        (),
        ("plan",),
        ("closing", "findings", "introduction"),
        ("not-verified", "looked-at"),
        tuple(part for part in PARTS if part != "findings"),
        tuple(reversed(PARTS)),
    ]
    for sections in asked:
        for length in lengths:
            tree = parsed(build(replace(BRANDING, sections=sections), length), paper=paper)
            inner = {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")}
            assert inner <= set(tree.xpath("//@id")), sections
            if length == "full":
                names = {"plan", "introduction", "closing", "not-verified", "looked-at", "method", "appendix"}
                found = [one for one in tree.xpath("//main/section/@id") if one in names]
                assert found == [part for part in sections if part in names]


@pytest.mark.parametrize("paper", [False, True])
def test_who_and_for_whom_stand_on_page_one_and_the_tool_only_if_asked(paper: bool) -> None:
    tree = parsed(build(), paper=paper)
    cover = " ".join(tree.xpath("string(//header)").split())
    assert "Prepared for The board" in cover
    assert "Prepared by Jo Doe & Co" in cover
    assert [one.get("alt") for one in tree.iter("img")] == ["Jo Doe & Co"]
    for operators in tree.xpath("//section[@id='appendix'] | //style"):
        operators.drop_tree()
    assert not re.search("auditor", tree.text_content(), re.IGNORECASE)
    assert "auditor" in parsed(build(replace(BRANDING, credit=True)), paper=paper).text_content().lower()


def test_without_a_name_all_looks_as_ever() -> None:
    told = make.make_report(make.make_results(), make.make_snapshot(), make.example_known())
    for paper in (False, True):
        assert house.style_sheet(told.branding, paper=paper) == ""
        assert house.tints(told.branding) == house.Tints()
        assert not parsed(told, paper=paper).xpath("//img | //*[@class='people'] | //*[@class='note']")


@pytest.mark.parametrize("colour", ["#7a1f5c", "#000000", LIGHTEST, colours.nearest_legible("#00ff00"), COLOUR])
def test_every_colour_can_be_read_on_what_is_behind_it(colour: str) -> None:
    branding = Branding(colour=colour, accent=colour)
    assert colours.contrast(colour, branding.wash) >= 4.5
    sheet = house.style_sheet(branding, paper=False)
    night = dict(re.findall(r"--(accent|accent-wash|house): (#[0-9a-f]{6})", sheet.partition("dark")[2]))
    if colour != COLOUR:
        assert colours.contrast(night["accent"], colours.NIGHT) >= 4.5
        assert colours.contrast(night["accent"], night["accent-wash"]) >= 4.5
        assert colours.contrast(night["house"], colours.NIGHT) >= 4.5


def test_lines_stand_on_every_page() -> None:
    pages = [page.extract_text() for page in reader().pages]
    assert all("Doe & Co" in page for page in pages)
    assert all('"Secret"; a\\b' in page for page in pages)
    said: Any = reader().metadata
    assert said.get("/Author") == "Jo Doe & Co"
    assert "auditor" not in str(said).lower()


def test_the_pdf_stays_readable_for_the_blind() -> None:
    kinds = [part["/S"] for part in structure(reader())]
    assert kinds.count("/H1") == 1
    figures = [part for part in structure(reader()) if part["/S"] == "/Figure"]
    assert any(part.get("/Alt") == "Jo Doe & Co" for part in figures)
    assert all(str(part.get("/Alt", "")).strip() for part in figures)
    told = [annotation for page in reader().pages for annotation in page.get("/Annots", ())]
    links = [part for part in structure(reader()) if part["/S"] == "/Link"]
    kids: list[Any] = [kid.get_object() for link in links for kid in link["/K"]]
    inside = {kid.raw_get("/Obj").idnum for kid in kids if hasattr(kid, "raw_get") and kid.get("/Type") == "/OBJR"}
    assert {annotation.idnum for annotation in told} == inside
    scopes = [part["/A"].get("/Scope") for part in structure(reader()) if part["/S"] == "/TH"]
    assert set(scopes) <= {"/Column", "/Row"}


@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize(  # all that stands in a shorter report stands in the full one
    "length", [one if one == "full" else pytest.param(one, marks=pytest.mark.slow) for one in LENGTHS]
)
@pytest.mark.parametrize("kind", hostile.TEXTS)
def test_hostile_words_of_ones_own_stay_words(kind: str, length: Length, paper: bool) -> None:
    markup = html.document(replace(hostile.told(hostile.TEXTS[kind]), length=length), paper=paper)
    tree: Any = parser.document_fromstring(
        markup.encode("utf-8"), parser=parser.HTMLParser(encoding="utf-8", huge_tree=True)
    )
    assert not tree.xpath("//img | //iframe | //object | //form | //link | //@*[starts-with(name(), 'on')]")
    assert {script.text for script in tree.xpath("//script")} <= {str(helper.script().text)}
    assert all(href.startswith(("#", "https://", "http://", "mailto:", "tel:")) for href in tree.xpath("//@href"))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\u200b\ud800-\udfff]", markup)
    (style,) = tree.xpath("//style")
    sheet = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', style.text)
    assert set(re.findall(r"url\([^)]*", sheet)) <= {'url(""'}
    assert "@import" not in sheet
    assert "evil" not in sheet


def test_lines_are_strings_whatever_they_hold() -> None:
    for text in hostile.TEXTS.values():
        assert re.fullmatch(r'"(?:[A-Za-z0-9 ]|\\[0-9a-f]+ )*"', house.quoted(text))


@pytest.mark.parametrize(
    "kind",
    [
        "mark-up",
        "unseen",
        *(pytest.param(one, marks=pytest.mark.slow) for one in ("formula", "lines", "lone surrogates")),
    ],
)
def test_a_pdf_is_made_of_hostile_words_too(kind: str) -> None:
    told = hostile.told(hostile.TEXTS[kind])
    made = PdfReader(io.BytesIO(pdf.render(told)))
    assert "/JavaScript" not in str(made.root_object.get("/Names", ""))
    for page in made.pages:
        for note in page.get("/Annots", ()):
            action = note.get_object().get("/A", {})
            assert action.get("/S", "/URI") in {"/URI", "/GoTo"}
            assert not str(action.get("/URI", "")).startswith(("javascript", "file", "data"))
