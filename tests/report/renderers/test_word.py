"""report.docx: real headings, tables and lists that people go on writing in, and nothing that runs, is fetched or breaks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from auditor import report
from auditor.config.report import FindingSettings
from auditor.model import Accept, Outcome
from auditor.model.messages import Voice, speaking
from auditor.report import Report
from auditor.report.branding import Branding, Logo
from auditor.report.notes import Notes
from auditor.report.presentation import Presentation
from auditor.report.renderers.word import document
from tests import asked
from tests import factories as make
from tests.report import hostile, test_logo

LOGO = Logo("png", test_logo.png(), 30, 20)
BRANDING = Branding(
    "The board",
    "Jo Doe & Co",
    LOGO,
    colour="#7a1f5c",
    accent="#0b5d4e",
    footer="Doe & Co, London",
    confidentiality="Secret",
)


def build(branding: Branding = BRANDING, remarks: Notes | None = None) -> Report:
    told = make.make_report(make.make_results(), make.make_snapshot(), make.example_known())
    return replace(told, presentation=Presentation(branding=branding), remarks=remarks or Notes())


def opened(told: Report) -> Any:
    return docx.Document(io.BytesIO(document.render(told)))


@cache
def usual() -> Any:
    """Return what nobody changes."""
    return opened(build())


def parts(told: Report) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document.render(told))) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def headings(word: Any) -> list[tuple[int, str]]:
    found = ((one.style.name, one.text) for one in word.paragraphs)
    return [(int(name[-1]), text) for name, text in found if name.startswith("Heading ")]


def texts(word: Any) -> str:
    return "\n".join(
        [one.text for one in word.paragraphs]
        + [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    )


def test_it_holds_summary_plan_and_findings_under_real_headings() -> None:
    told = build()
    word = opened(told)
    found = headings(word)
    assert [text for level, text in found if level == 1] == [
        "Summary",
        "What to do",
        "Reachability",
        "Account security",
        "What could not be verified",
        "How the score is calculated",
    ]
    assert [text for level, text in found if level == 2] == [
        section.title for category in told.categories for section in category.having("fail", "review")
    ]
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(found))
    said = texts(word)
    for sentence in told.story:
        assert sentence.text in said
    for action in told.actions:
        assert action.title in said
    for finding in (one for action in told.actions for one in action.findings):
        assert finding.message.text.rstrip(".").lower() in said.lower()
    assert "Correct every link that still points to the old address." in said


def test_readers_for_the_blind_find_their_way() -> None:
    word = usual()
    assert len(word.tables) >= 6
    for table in word.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(cell.text.strip() for cell in first.cells)
        caption = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        above = table._tbl.getprevious()
        assert Paragraph(above, word).text.endswith(caption)
        assert above.pPr.pStyle.val == "Caption"
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
    pictures = list(word.element.iter(qn("wp:docPr")))
    assert [one.get("descr") for one in pictures] == ["Jo Doe & Co"]
    assert [one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))] == ["en-GB"]


def test_captions_are_numbered_as_word_numbers_them() -> None:
    word = usual()
    fields = [one for one in word.element.iter(qn("w:fldSimple")) if "SEQ" in one.get(qn("w:instr"))]
    assert [one.find(f".//{qn('w:t')}").text for one in fields] == [
        str(number) for number in range(1, len(word.tables) + 1)
    ]


def test_another_language_is_named() -> None:
    class German(Voice):
        code = "de"

    with speaking(German()):
        word = opened(build())
    assert [one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))] == ["de-DE"]
    assert word.core_properties.language == "de-DE"


def test_in_whose_name_it_is() -> None:
    word = usual()
    said = word.core_properties
    assert (said.title, said.author) == ("Quillnet Broadband: contact audit of 21 November 2026", "Jo Doe & Co")
    assert (said.comments, said.last_modified_by, f"{said.created:%Y-%m-%d}") == ("", "", "2026-11-21")
    (section,) = word.sections
    assert section.header.paragraphs[0].text == "Quillnet Broadband · Secret"
    assert section.footer.paragraphs[0].text.startswith("Doe & Co, London\t")
    assert str(word.styles["Heading 1"].font.color.rgb) == "7A1F5C"
    assert "Prepared for: The board" in texts(word)
    everything = b"".join(parts(build()).values()).lower()
    assert b"python-docx" not in everything
    assert b"auditor" not in everything


def test_the_tool_is_named_where_asked() -> None:
    assert "Made with Auditor" in texts(opened(build(replace(BRANDING, credit=True))))


def test_styles_hold_the_looks_so_that_one_change_changes_all() -> None:
    body = parts(build())["word/document.xml"].decode()
    assert not re.search("<w:(sz|color|rFonts) ", re.sub('<w:rFonts w:ascii="Consolas"[^>]*>', "", body))


def test_sections_stand_in_the_order_asked_for() -> None:
    remarks = Notes(introduction="# Why we looked\n\nBecause.", closing="So much for that.")
    word = opened(build(replace(BRANDING, sections=("closing", "findings", "introduction")), remarks))
    found = [text for level, text in headings(word) if level == 1]
    assert found == ["Summary", "Closing remarks", "Reachability", "Account security", "Why we looked"]


def test_notes_stand_beside_what_they_are_about() -> None:
    told = build()
    finding = told.actions[0].findings[1]
    remarks = Notes(
        summary="Read *this* first.",
        checks={"dead-media-page": "# Ours\n\nAsk **Jo**.\n\n1. one\n2. two\n\n- a\n    - b"},
        findings={
            finding.fingerprint: "See [the page](https://a.example/x) or ![a picture](https://evil.example/p.png)."
        },
    )
    word = opened(replace(told, remarks=remarks))
    names = [(one.style.name, one.text) for one in word.paragraphs]
    assert ("Normal", "Read this first.") in names
    assert names.index(("Note", "Ask Jo.")) > names.index(("Heading 2", "A press or media page is dead"))
    assert ("Heading 3", "Ours") in names
    assert ("Note", "Note on /media/kit/:") in names
    assert ("Note", "See the page or a picture.") in names
    assert [name for name, text in names if text in {"one", "b"}] == ["List Number", "List Bullet 2"]
    links = [one.target_ref for one in word.part.rels.values() if one.is_external]
    assert "https://a.example/x" in links
    assert not any("evil" in link for link in links)


def test_every_numbered_list_begins_with_one() -> None:
    word = opened(build(remarks=Notes(summary="1. a\n2. b\n\nAnd:\n\n1. c")))
    numbers = {one.text: one._p.pPr.numPr.numId.val for one in word.paragraphs if one.style.name == "List Number"}
    assert numbers["a"] == numbers["b"] != numbers["c"]


def test_what_is_being_done_is_in_plan_and_findings() -> None:
    results = make.make_results()
    one, other = (f.fingerprint for f in next(c for c in results.checks if c.id == "dead-media-page").findings[:2])
    handled = {
        one: FindingSettings(status="in progress", responsible="Web team", due=date(2026, 12, 31), note="Soon."),
        other: FindingSettings(status="done"),
    }
    said = texts(opened(report.build(results, make.example_known(), handled=handled)))
    assert "31 December 2026, In progress" in said
    assert "In progress, due 31 December 2026\nWeb team\nSoon." in said
    assert "Done, but still found" in said


def test_accepted_faults_say_why() -> None:
    borne = make.make_finding(Outcome.REVIEW, accepted=Accept("*", "Their site is down"))
    told = make.make_report(make.make_results((make.make_result(make.make_check(), borne),)), make.make_snapshot(), {})
    assert "Accepted: Their site is down." in texts(opened(told))


def test_the_internal_edition_says_so_on_every_page() -> None:
    word = opened(replace(build(), internal=True))
    assert word.sections[0].header.paragraphs[0].text.startswith("INTERNAL: contains personal details in full")


def test_figures_of_conversations_stand_in_tables() -> None:
    told = asked.told(asked.site().snapshot())
    assert told.talk is not None
    word = opened(told)
    assert (1, "Conversations") in headings(word)
    cells = [tuple(cell.text for cell in row.cells) for table in word.tables for row in table.rows]
    every = [told.talk.total, *told.talk.told] if told.talk.total else told.talk.told
    first = every[0]
    assert first is not None
    for line in first.lines:
        assert any(row[:2] == (line.title.text, line.share.value.text) for row in cells)
    for row in first.asked:
        assert any(one[0] == row.title.text and one[3] == row.median.text for one in cells)
    assert "Conversations" not in [text for _, text in headings(opened(replace(told, length="summary")))]


def test_lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    short = opened(replace(build(), length="summary"))
    assert len(texts(short)) < len(texts(usual())) / 2
    crowd = (make.make_finding(Outcome.FAIL, f"{make.SITE}/{number}") for number in range(600))
    told = make.make_report(make.make_results((make.make_result(make.make_check(), *crowd),)), make.make_snapshot(), {})
    assert "And 592 more." in texts(opened(told))
    monkeypatch.setattr(document, "SHOWN", {**document.SHOWN, "full": 20})
    assert "And 580 more." in texts(opened(replace(told, length="full")))


def test_where_nothing_could_be_verified_it_says_so() -> None:
    told = make.make_report(make.make_results(()), make.make_snapshot(()), {})
    assert "Nothing could be verified, so it is not known whether anything needs doing." in texts(opened(told))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert document.render(build()) == document.render(build())


def relations(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield (kind, target) of whatever lies outside the file."""
    for name, data in files.items():
        if name.endswith(".rels"):
            for one in etree.fromstring(data):
                if one.get("TargetMode") == "External":
                    yield one.get("Type", "").rpartition("/")[2], one.get("Target", "")


MEANT_FOR_IT = ("mark-up", "unseen", "lone surrogates", "a link that runs", "a link in Markdown", "fields of Word")
"""Of hostile texts, those that mean something in a document of Word, or break one."""


@pytest.mark.parametrize(
    "kind", [one if one in MEANT_FOR_IT else pytest.param(one, marks=pytest.mark.slow) for one in hostile.TEXTS]
)
def test_hostile_text_stays_text(kind: str) -> None:
    files = parts(replace(hostile.told(hostile.TEXTS[kind]), length="full"))
    for name, data in files.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data, etree.XMLParser(huge_tree=True))
    assert {kind for kind, _ in relations(files)} <= {"hyperlink"}
    assert all(re.match("(https?://[^@]+|mailto:[^?]+|tel:.+)$", target) for _, target in relations(files))
    body = etree.fromstring(files["word/document.xml"], etree.XMLParser(huge_tree=True))
    codes = {one.get(qn("w:instr"), "").split()[0] for one in body.iter(qn("w:fldSimple"))}
    assert codes == {"SEQ"}
    assert not list(body.iter(qn("w:instrText"), qn("w:object"), qn("w:altChunk"), qn("w:control")))
    said = "".join(map(str, body.itertext()))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\u200b\ud800-\udfff]", said)
    assert len(list(body.iter(qn("w:tbl")))) >= 4
