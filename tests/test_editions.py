"""No third person is shown unless asked for; what then is shown says INTERNAL on every page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from auditor import pipeline
from auditor.analysis import redaction
from auditor.analysis.masking import hidden_on, mask_date, mask_name, mask_profile, mask_street, mask_text
from auditor.analysis.pii.birthdates import birth_dates
from auditor.analysis.pii.names import people
from auditor.audit import registry, results
from auditor.model import CompanyProfile, Evidence, Finding, Outcome, Role, Snapshot, Spokesperson, quoted
from auditor.report.renderers import html, junit, pdf
from tests import factories as make
from tests.snapshots import FILLER, Site

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "quillnet"
CARD = (
    "<h1>Ask Jane Quill</h1><p>Jane Quill</p><p>Sales Manager</p><p>jane.quill@gmail.com</p><p>+49 151 12345678</p>"
    "<p>12 Heather Lane</p><p>Jane Quill, born 12 March 1980, loves dogs. Write to Jane!</p>"
    '<p>Jane Quill: <a href="https://www.instagram.com/jane.quill">pictures</a></p><p>Coming soon: Jane Quill\'s blog</p>'
)
PRIVATE = ("Jane", "Quill", "jane.quill", "12345678", "Heather", "12 March", "1980")


def visit(company_profile: CompanyProfile | None = None) -> Snapshot:
    site = Site().page("/contact", f"<html><title>Jane Quill</title><body>{FILLER}{CARD}</body></html>", Role.CONTACT)
    return replace(site.snapshot(), company_profile=company_profile or CompanyProfile())


def outputs(snapshot: Snapshot, *, unmasked: bool = False) -> dict[str, str]:
    known = dict(registry.load(installed=False))
    judged = pipeline.judge_all([entry.check for entry in known.values()], snapshot, unmasked=unmasked)
    told = make.make_report(judged, snapshot, known)
    return {"json": judged.model_dump_json(), "html": html.render(told), "junit": junit.render(told)}


@pytest.mark.parametrize("kind", ["json", "html", "junit"])
def test_no_private_detail_of_a_third_person_reaches_any_output(kind: str) -> None:
    shown = outputs(visit())[kind]
    for private in PRIVATE:
        assert private not in shown
    assert "J••• Q••" in shown
    assert "https://www.instagram.com/j•••" in shown


def test_the_internal_edition_shows_them_and_says_so() -> None:
    told = outputs(visit(), unmasked=True)
    assert json.loads(told["json"])["edition"] == "internal"
    for private in PRIVATE[1:]:
        assert private in told["json"]
    assert "INTERNAL" in told["html"]
    masked = outputs(visit())
    assert "edition" not in json.loads(masked["json"])
    assert "INTERNAL" not in masked["html"]


@pytest.mark.slow  # a PDF
def test_every_page_of_the_internal_pdf_says_so() -> None:
    if reason := pdf.available():
        pytest.fail(reason)
    known = dict(registry.load(installed=False))
    for unmasked in (True, False):
        judged = pipeline.judge_all([entry.check for entry in known.values()], visit(), unmasked=unmasked)
        made = pdf.render(make.make_report(judged, visit(), known))
        pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
        assert len(pages) > 3
        assert all("INTERNAL" in page for page in pages) is unmasked
        assert any("INTERNAL" in page for page in pages) is unmasked


def test_an_edition_survives_the_file(tmp_path: Path) -> None:
    judged = pipeline.judge_all([], visit(), unmasked=True)
    results.write(judged, tmp_path / "results.json")
    assert results.read(tmp_path / "results.json").edition == "internal"
    results.write(pipeline.judge_all([], visit()), tmp_path / "results.json")
    assert results.read(tmp_path / "results.json").edition == "masked"


def test_who_speaks_for_the_company_stays_readable() -> None:
    company_profile = CompanyProfile(
        spokespeople=(Spokesperson("Jane Quill", "in writing", ("jane.quill@gmail.com",)),)
    )
    assert "Jane Quill" in outputs(visit(company_profile))["html"]


def test_nobody_of_the_example_is_shown() -> None:
    """Every name, private address and birth date of the example's pages is masked wherever the report quotes a page."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLE.rglob("*.html"))]
    named = {person.name for text in texts for person in people(text, "en") if person.places}
    assert named, "the example names nobody"
    site = Site("https://www.quillnet.example/", home=None)
    for number, text in enumerate(texts):
        site.page(f"/{number}", text, Role.CONTACT)
    snapshot = site.snapshot()
    shown = outputs(snapshot)
    details = {one.text for text in texts for one in birth_dates(text, date(2026, 11, 21))}
    for private in named | details:
        for kind, text in shown.items():
            assert private not in text, f"{private[:1]}… stands in the {kind}"


def test_masks_hide_what_they_are_for() -> None:
    assert mask_name("Jane Quill") == "J••• Q••"
    assert mask_name("Jane Mary Quill") == "J••• M••• Q••"
    assert mask_name("Quill") == "Q••"
    assert mask_name("J••• Q••") == "J••• Q••"
    assert mask_street("12 Heather Lane") == "•• H••• L•••"
    assert mask_date("12 March 1980") == "•• ••• ••••"
    assert mask_date("12.03.1980") == "••.••.••••"
    assert mask_profile("https://social.example/@jane.quill/") == "https://social.example/@j•••"


def test_one_value_masks_alike_everywhere_and_once_is_enough() -> None:
    hide = redaction.of(visit())
    text = "JANE QUILL and Jane  Quill of 12 Heather Lane, born 12 March 1980"
    once = mask_text(text, hide)
    assert once == "J••• Q•• and J••• Q•• of •• H••• L•••, born •• ••• ••••"
    assert mask_text(once, hide) == once


def test_single_names_are_hidden_beside_the_whole_one_only() -> None:
    proof = Evidence("https://acme.example/", "Jane Quill writes. Ask Jane, or Quill & Co.")
    found = Finding(Outcome.FAIL, "https://acme.example/jane", quoted("Jane Quill is named."), (proof,))
    shown = redaction.finding(found, redaction.of(visit()))
    assert shown.evidence[0].excerpt == "J••• Q•• writes. Ask J•••, or Q••• & Co."
    assert shown.message.text == "J••• Q•• is named."
    other = replace(found, evidence=(replace(proof, excerpt="Jane Street, Quill pens"),))
    assert redaction.finding(other, redaction.of(visit())).evidence[0].excerpt == "Jane Street, Quill pens"


def test_a_family_name_alone_is_hidden_behind_a_form_of_address() -> None:
    hide = hidden_on("<p>Ask Frau Federkiel about it.</p>")
    assert mask_text("Frau Federkiel or the Federkiel works", hide) == "Frau F•• or the Federkiel works"


def test_who_stands_on_one_page_is_hidden_in_its_picture() -> None:
    assert mask_text("Call Jane Quill", hidden_on(CARD)) == "Call J••• Q••"
