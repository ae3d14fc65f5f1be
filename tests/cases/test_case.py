from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cases import run
from tests.cases.case import Case, CaseError, load, wrong

BOOK = sorted(folder for folder in run.BOOK.iterdir() if folder.is_dir())


def written(folder: Path, want: object, about: str = "A site.\nSource: own shape\nKind: dead\n") -> Path:
    folder.mkdir()
    (folder / "index.json").write_text(json.dumps({"site": "https://a.com/", "hosts": {"a.com": {"/": "<p>Hi"}}}))
    (folder / "want.json").write_text(json.dumps(want))
    (folder / "README").write_text(about)
    return folder


def results(*rows: tuple[str, str, str, object]) -> dict[str, object]:
    return {
        "checks": [
            {"id": check, "findings": [{"outcome": outcome, "subject": subject, "message": message}]}
            for check, outcome, subject, message in rows
        ]
    }


def case(tmp_path: Path, **want: object) -> Case:
    return load(written(tmp_path / "case", want))


def test_every_case_of_the_book_can_fail_and_says_where_it_comes_from() -> None:
    problems = {folder.name: found for folder in BOOK if (found := _problems(folder))}
    assert problems == {}


def _problems(folder: Path) -> list[str]:
    try:
        found = load(folder)
    except CaseError as error:
        return [str(error)]
    alone = found.twin_of and not (run.BOOK / found.twin_of).is_dir()
    return [*found.problems(), *([f"there is no {found.twin_of}"] if alone else [])]


def test_cases_known_to_be_wrong_are_in_the_book_or_beside_it() -> None:
    names = {folder.name for folder in run.standard()}
    beside = {name for name in run.known_wrong() if name[:1] in "pqrstuvw" and name[1:3].isdecimal()}
    assert run.known_wrong().keys() - beside <= names
    assert all(reason.strip() for reason in run.known_wrong().values())


def test_a_finding_that_must_not_be_there_is_wrong(tmp_path: Path) -> None:
    found = case(tmp_path, never=[["dead-contact-page", "fail", "/contact"]])
    assert list(wrong(found, results(("dead-contact-page", "fail", "https://a.com/contact", "Answers 404."))))
    assert not list(wrong(found, results(("dead-contact-page", "fail", "https://a.com/help", "Answers 404."))))
    assert not list(wrong(found, results(("dead-contact-page", "pass", "https://a.com/contact", "Loads."))))


def test_a_finding_that_lacks_is_wrong(tmp_path: Path) -> None:
    found = case(tmp_path, some=[["dead-contact-page", ["pass", "review"], "Loads"]])
    assert not list(wrong(found, results(("dead-contact-page", "review", "https://a.com/contact", {"text": "Loads."}))))
    assert list(wrong(found, results(("dead-contact-page", "fail", "https://a.com/contact", "Loads.")))) == [
        "missed: dead-contact-page pass/review Loads"
    ]


def test_a_case_that_asks_for_nothing_has_a_problem(tmp_path: Path) -> None:
    assert list(case(tmp_path).problems()) == ["want.json asks for nothing, so the case can't fail"]


def test_a_case_of_a_misspelt_outcome_has_a_problem(tmp_path: Path) -> None:
    found = case(tmp_path, never=[["dead-contact-page", "failed", ""]], some=[["x", ["passed"], ""]])
    assert len(list(found.problems())) == 2


@pytest.mark.parametrize(("day", "problems"), [("", 0), ("2026-11-30", 0), ("30 November", 1), ("2026-13-01", 1)])
def test_a_day_that_is_none_is_a_problem(day: str, problems: int, tmp_path: Path) -> None:
    folder = written(tmp_path / "case", {"never": [["dead-contact-page", "fail", ""]]})
    index = json.loads((folder / "index.json").read_text())
    (folder / "index.json").write_text(json.dumps({**index, "day": day} if day else index))
    assert load(folder).day == day
    assert len(list(load(folder).problems())) == problems


def test_what_is_no_case_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path / "case", {})
    (folder / "want.json").write_text("{")
    with pytest.raises(CaseError, match="not JSON"):
        load(folder)
    (folder / "index.json").unlink()
    with pytest.raises(CaseError, match=r"index\.json"):
        load(folder)


def test_the_tally_names_what_is_wrong_and_what_is_right_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "known_wrong", lambda: {"b": "a reason", "c": "another"})
    cases = [load(written(tmp_path / name, {"never": [["x", "fail", ""]]})) for name in "abc"]
    outcomes = [run.Outcome(cases[0], ("lies",)), run.Outcome(cases[1], ("lies",)), run.Outcome(cases[2], ())]
    lines = list(run.tally(outcomes))
    assert "dead          1 of    3 right" in lines
    assert "WRONG: a: lies" in lines
    assert "known to be wrong: b: a reason" in lines
    assert any("take it out" in line and line.endswith(": c") for line in lines)
