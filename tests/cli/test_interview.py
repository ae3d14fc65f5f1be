"""`auditor interview`: asked in a terminal, kept at once, gone on with later; and by a form."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from auditor.cli.commands import main
from auditor.interview import answers, form
from auditor.interview.questions import by_id
from auditor.model.declarations import Declared, Said
from auditor.report.renderers import interview_form
from tests.typed import Ended

FIRST, SECOND, THIRD = list(by_id())[:3]


def ask(folder: Path, *given: str, options: tuple[str, ...] = ()) -> Result:
    said = Ended("".join(f"{line}\n" for line in given).encode())
    return CliRunner().invoke(main, ["interview", str(folder / "auditor.toml"), *options], input=said)


def held(folder: Path) -> dict[str, Declared]:
    return {one.question: one for one in answers.read(folder / answers.NAME)}


def test_answers_are_kept_one_by_one(tmp_path: Path) -> None:
    result = ask(tmp_path, "Head of support", "y", "the register", "maybe", "partly", "", "-", "q")
    assert result.exit_code == 0, result.output
    assert "'maybe' is none of them." in result.output
    assert "3 of 29 questions answered" in result.output
    kept = held(tmp_path)
    assert kept[FIRST] == Declared(FIRST, Said.YES, "Head of support", kept[FIRST].on, "the register")
    assert (kept[SECOND].said, kept[THIRD].said) == (Said.PARTLY, Said.NOT_APPLICABLE)


def test_the_next_call_goes_on_with_what_is_open_or_old(tmp_path: Path) -> None:
    path = tmp_path / answers.NAME
    answers.write(path, Declared(FIRST, Said.YES, "CEO", date.today()))  # noqa: DTZ011 - as the command does
    answers.write(path, Declared(SECOND, Said.YES, "CEO", date.today() - timedelta(days=400), "then"))  # noqa: DTZ011
    result = ask(tmp_path, "CEO", "n", "q")
    assert by_id()[FIRST].text.text not in result.output
    assert "Answered yes on" in result.output
    assert held(tmp_path)[SECOND].said is Said.NO
    again = ask(tmp_path, "s", "q", options=("--who", "CEO", "--again"))
    assert by_id()[FIRST].text.text in again.output


def test_an_end_of_the_input_keeps_what_was_answered(tmp_path: Path) -> None:
    result = ask(tmp_path, "CEO", "n")
    assert result.exit_code == 0, result.output
    assert held(tmp_path)[FIRST].said is Said.NO


def test_where_nobody_answers_the_command_says_how_to(tmp_path: Path) -> None:
    result = ask(tmp_path)
    assert result.exit_code == 2
    assert "nobody answers here: run it in a terminal, or write" in result.output
    assert not (tmp_path / answers.NAME).exists()


def test_a_slip_in_the_file_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / answers.NAME).write_text('[siet]\nanswer = "yes"\n', encoding="utf-8")
    result = ask(tmp_path, "CEO", "y", "")
    assert result.exit_code == 2
    assert "[siet] is no question of the interview" in result.output


def test_an_audit_reads_it_too(tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text('[target]\nsite = "https://www.acme.example"\n', encoding="utf-8")
    (tmp_path / answers.NAME).write_text('[sponsor]\nanswer = "jes"\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["run", str(tmp_path / "auditor.toml")])
    assert result.exit_code == 2
    assert "[sponsor] answer: 'jes' is not one of yes, partly, no, n.a." in result.output


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a form that nobody filled in."""
    path = tmp_path_factory.mktemp("form") / "interview.pdf"
    interview_form.write(path, "Acme <b> & Co")
    return path


def filled(blank: Path, path: Path, fields: dict[str, str]) -> Path:
    """Return the form with fields filled in, as a viewer does."""
    writer = pypdf.PdfWriter(clone_from=blank)
    for page in writer.pages:
        writer.update_page_form_field_values(page, fields, auto_regenerate=False)
    writer.write(path)
    return path


def test_a_form_comes_back_as_answers(blank: Path, tmp_path: Path) -> None:
    fields = {
        "who": "Ann",
        "when": "2026-11-20",
        f"answer-{FIRST}": "/1",
        f"evidence-{FIRST}": "the register",
        f"answer-{THIRD}": "/3",
    }
    given = filled(blank, tmp_path / "filled.pdf", fields)
    result = ask(tmp_path, options=("--read", str(given)))
    assert result.exit_code == 0, result.output
    on = date(2026, 11, 20)
    assert list(held(tmp_path).values()) == [
        Declared(FIRST, Said.PARTLY, "Ann", on, "the register"),
        Declared(THIRD, Said.NOT_APPLICABLE, "Ann", on),
    ]


def test_the_form_asks_every_question_and_names_the_company(blank: Path) -> None:
    reader = pypdf.PdfReader(blank)
    names = set(reader.get_fields() or {})
    assert {f"{form.ANSWER}{id_}" for id_ in by_id()} <= names
    assert "Interview: Acme <b> & Co" in reader.pages[0].extract_text()
    assert len(reader.pages) <= 5


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"when": "2026-11-20"}, "does not say who answered"),
        ({"who": "Ann"}, "the date of the answers is ''"),
        ({"who": "Ann", "when": "20.11.26"}, "the date of the answers is '20.11.26'; write it like 2026-11-30"),
        ({"who": "Ann", "when": "2026-11-20"}, "no question is answered"),
    ],
)
def test_a_form_that_lacks_something_is_told(blank: Path, tmp_path: Path, fields: dict[str, str], told: str) -> None:
    result = ask(tmp_path, options=("--read", str(filled(blank, tmp_path / "filled.pdf", fields))))
    assert result.exit_code == 2
    assert told in result.output


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF", bytes(range(256)) * 40])
def test_what_is_no_form_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.pdf"
    path.write_bytes(content)
    result = ask(tmp_path, options=("--read", str(path)))
    assert result.exit_code == 2
    assert str(path) in result.output
    assert "Traceback" not in result.output


def test_damaged_forms_are_told(blank: Path, tmp_path: Path) -> None:
    whole = blank.read_bytes()
    for part in (3, 5, 9):
        path = tmp_path / "cut.pdf"
        path.write_bytes(whole[: len(whole) * part // 10])
        assert ask(tmp_path, options=("--read", str(path))).exit_code == 2


def test_a_form_is_written_with_the_name_of_the_company(tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text(
        '[target]\nsite = "https://www.acme.example"\nname = "Acme"\n', encoding="utf-8"
    )
    result = ask(tmp_path, options=("--form", str(tmp_path / "form.pdf")))
    assert result.exit_code == 0, result.output
    assert "Interview: Acme" in pypdf.PdfReader(tmp_path / "form.pdf").pages[0].extract_text()
