"""A check that breaks: the audit goes on, what is kept helps to mend it, and shows nobody's details."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from auditor import pipeline
from auditor.audit import registry, results, runner
from auditor.model import NOTHING, Check, CheckResult, Finding, Message, Outcome, Role, Snapshot, message, quoted
from tests import snapshots
from tests.audit.test_registry import CHECK, write
from tests.factories import make_check

PAGE = "https://www.acme.example/"


def breaking(problem: BaseException) -> Check:
    def run(_: Snapshot) -> Iterator[Finding]:
        yield Finding(Outcome.PASS, PAGE, quoted("Fine."))
        raise problem

    return replace(make_check(), run=run)


def judged(check: Check, *, unmasked: bool = False) -> CheckResult:
    return runner.run(check, snapshots.Site().snapshot(), unmasked=unmasked)


def loaded(folder: Path, body: str) -> Check:
    folder.mkdir()
    write(folder, "fax-number", code=CHECK.replace('yield passed("x")', body))
    return registry.load(folders=[folder], installed=False)["fax-number"].check


def test_what_broke_stands_in_the_results(tmp_path: Path) -> None:
    check = loaded(tmp_path / "our_checks", "yield from (passed(page.titel) for page in snapshot.pages)")
    result = judged(check)
    assert result.outcome is Outcome.ERROR
    assert result.findings == ()
    assert result.reason.text == "AttributeError: 'Page' object has no attribute 'titel'"
    assert result.error is not None
    assert result.error.type == "AttributeError"
    assert result.error.text == "'Page' object has no attribute 'titel'"
    lines = result.error.traceback.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[1] == '  File "our_checks/fax_number.py", line 6, in fax_number'
    assert "page.titel" in lines[2]
    assert str(tmp_path) not in result.error.traceback
    assert "runner.py" not in result.error.traceback


def test_results_hold_it_and_can_be_read_again(tmp_path: Path) -> None:
    found = pipeline.judge_all([breaking(ValueError("no")), make_check("quiet")], snapshots.Site().snapshot())
    broken, quiet = found.checks
    assert broken.error is not None
    assert quiet.error is None
    results.write(found, tmp_path / "results.json")
    assert results.read(tmp_path / "results.json") == found
    assert (tmp_path / "results.json").read_text(encoding="utf-8").count('"error": {') == 1


@pytest.mark.parametrize("problem", [SystemExit(0), SystemExit("bye"), RecursionError("deep"), GeneratorExit()])
def test_nothing_a_check_does_ends_the_audit(problem: BaseException) -> None:
    result = judged(breaking(problem))
    assert result.outcome is Outcome.ERROR
    assert result.error is not None
    assert result.error.type == type(problem).__name__


def test_whoever_stops_the_audit_stops_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        judged(breaking(KeyboardInterrupt()))


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        ("text", "yields str, not a finding"),
        (None, "yields NoneType, not a finding"),
        (Finding(cast("Outcome", "fail"), PAGE, NOTHING), "whose outcome is 'fail'"),
        (Finding(Outcome.FAIL, cast("str", None), NOTHING), "whose subject is None"),
        (Finding(Outcome.FAIL, PAGE, NOTHING, value=1.5), "whose value is 1.5"),
        (Finding(Outcome.FAIL, PAGE, NOTHING, value=float("nan")), "whose value is nan"),
        (Finding(Outcome.FAIL, PAGE, message("It says {words}.")), "KeyError: 'words'"),
        (Finding(Outcome.FAIL, PAGE, cast("Message", "x")), "whose message or hint is no Message"),
    ],
)
def test_a_finding_that_cannot_be_written_is_the_checks_fault(finding: Any, words: str) -> None:
    result = judged(replace(make_check(), run=lambda _: iter([finding])))
    assert result.outcome is Outcome.ERROR
    assert words in result.reason.text


def test_what_it_says_is_masked() -> None:
    problem = ValueError("cannot read jane.doe@acme.example, +44 7700 900123")
    kept, shown = judged(breaking(problem)).error, judged(breaking(problem), unmasked=True).error
    assert kept is not None
    assert shown is not None
    for text in (kept.text, kept.traceback):
        assert "j•••e@acme.example" in text
        assert "jane" not in text
        assert "900123" not in text
    assert "jane.doe@acme.example" in shown.traceback


def test_where_what_to_mask_cannot_be_read_nothing_is_shown() -> None:
    def unreadable() -> str:
        raise OSError("jane.doe@acme.example")

    visit = snapshots.Site().page("/contact", snapshots.FILLER, Role.CONTACT).snapshot()
    visit = replace(visit, pages=tuple(replace(page, read=unreadable) for page in visit.pages))
    result = runner.run(breaking(ValueError("jane.doe@acme.example")), visit)
    assert result.outcome is Outcome.ERROR
    assert result.error is not None
    assert "jane" not in result.reason.text + result.error.traceback


def test_the_same_error_is_told_in_the_same_bytes() -> None:
    texts = {judged(breaking(ValueError(f"no {object()!r} in {Path.home() / 'x'}"))).reason.text for _ in range(2)}
    assert texts == {"ValueError: no <object object at 0x…> in ~/x"}


def test_a_check_that_calls_itself_without_end_leaves_a_short_trace() -> None:
    def deeper(snapshot: Snapshot) -> Iterator[Finding]:
        yield from deeper(snapshot)

    result = judged(replace(make_check(), run=deeper))
    assert result.error is not None
    assert result.error.type == "RecursionError"
    assert len(result.error.traceback) < 8_000


def test_an_error_whose_text_is_broken_too() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise ValueError

    result = judged(breaking(Mute()))
    assert result.reason.text == "Mute: its text can't be read"
