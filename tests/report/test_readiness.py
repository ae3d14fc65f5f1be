"""What the report says of an interview: apart from the score, in its own chapter, personal details masked."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import docx
import pytest
from bs4 import BeautifulSoup

from auditor import pipeline, report
from auditor.audit.results import Results
from auditor.config.report import Length
from auditor.interview.questions import by_id
from auditor.model.declarations import Declared, Said
from auditor.report.renderers import html
from auditor.report.renderers.word import document
from tests.snapshots import TAKEN_AT, Site

DAY = TAKEN_AT.date()
HOSTILE = '<script>alert(1)</script> jane.doe@gmail.com "{{ 7 * 7 }}"'


def judged(*declared: Declared) -> Results:
    return pipeline.judge_all([], Site().company_profile(declared=declared).snapshot())


def text(results: Results, length: Length = "report") -> str:
    told = html.render(report.build(results, {}, length=length))
    chapter = BeautifulSoup(told, "lxml").find(id="readiness")
    return " ".join(chapter.get_text(" ").split()) if chapter else ""


def test_without_an_interview_there_is_no_chapter() -> None:
    assert judged().interview is None
    assert text(judged()) == ""


def test_the_score_is_declared_and_its_own() -> None:
    first, second, third = list(by_id())[:3]
    told = (
        Declared(first, Said.YES, "CEO", DAY),
        Declared(second, Said.NO, "CEO", DAY),
        Declared(third, Said.YES, "CEO", DAY - timedelta(days=500)),
    )
    results = judged(*told)
    assert results.score == judged().score
    assert "As declared by the company: 50 of 100, on 6 % of the questions" in text(results)
    assert "None of this was measured. It does not enter the score, except where the visit could test a “yes”." in text(
        results
    )
    assert f"No: {by_id()[second].text.text}" in text(results)
    asked_again = text(results).partition("Ask again")[2]
    assert by_id()[third].text.text in asked_again


@pytest.mark.parametrize("length", ["report", "full"])
def test_words_of_whoever_answered_are_masked_and_run_nothing(length: Length) -> None:
    told = Declared("sponsor", Said.YES, HOSTILE, DAY, HOSTILE)
    page = html.render(report.build(judged(told), {}, length=length))
    assert "<script>alert" not in page
    assert "jane.doe@gmail.com" not in page
    assert ("alert(1)" in page) == (length == "full")


def test_the_internal_edition_names_who_answered_in_full() -> None:
    told = Declared("sponsor", Said.YES, "jane.doe@gmail.com", DAY)
    snapshot = Site().company_profile(declared=(told,)).snapshot()
    results = pipeline.judge_all([], replace(snapshot), unmasked=True)
    assert "jane.doe@gmail.com" in text(results, "full")


def test_word_says_the_same() -> None:
    first, second, third = list(by_id())[:3]
    told = (
        Declared(first, Said.YES, "CEO", DAY),
        Declared(second, Said.NO, "CEO", DAY),
        Declared(third, Said.YES, "CEO", DAY - timedelta(days=500)),
    )
    word = docx.Document(io.BytesIO(document.render(report.build(judged(*told), {}))))
    said = "\n".join(
        [one.text for one in word.paragraphs]
        + [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    )
    assert "As declared by the company: 50 of 100, on 6 % of the questions" in said
    assert f"no: {by_id()[second].text.text}" in said
    assert by_id()[third].text.text in said.partition("Ask again")[2]
