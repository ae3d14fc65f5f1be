"""interview.toml: what it may hold, and that adding an answer leaves the rest as it was."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.interview import answers
from auditor.interview.questions import by_id, sections
from auditor.model.declarations import Declared, Said

DAY = date(2026, 11, 20)
SOUND = '[sponsor]\nanswer = "yes"\nwho = "CEO"\nwhen = 2026-11-20\n'


def test_every_question_is_asked_once_and_in_whole_sentences() -> None:
    listed = [question for section in sections() for question in section.questions]
    assert len(listed) == len({question.id for question in listed}) == len(by_id()) >= 28
    assert all(question.text.text.endswith("?") for question in listed)
    assert not any(question.proof.text.endswith(".") for question in listed)


def test_answers_come_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / answers.NAME
    told = (
        Declared("weekend-rota", Said.PARTLY, "Head of support", DAY, 'the "rota", C:\\weekends'),
        Declared("sponsor", Said.NOT_APPLICABLE, "CEO", DAY),
    )
    for one in reversed(told):
        answers.write(path, one)
    assert answers.read(path) == told


def test_a_new_answer_leaves_what_was_written_by_hand(tmp_path: Path) -> None:
    path = tmp_path / answers.NAME
    path.write_text(f"# ask Ann again in May\n{SOUND}", encoding="utf-8")
    answers.write(path, Declared("alerts", Said.NO, "Ann", DAY))
    answers.write(path, Declared("sponsor", Said.NO, "Ann", DAY))
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ask Ann again in May\n[sponsor]")
    assert [one.said for one in answers.read(path)] == [Said.NO, Said.NO]


@given(st.text(max_size=80))
def test_any_evidence_survives(text: str) -> None:
    told = Declared("sponsor", Said.YES, "CEO", DAY, answers.tidy(text))
    with TemporaryDirectory() as folder:
        answers.write(Path(folder) / answers.NAME, told)
        assert answers.read(Path(folder) / answers.NAME) == (told,)


def test_no_file_holds_no_answers(tmp_path: Path) -> None:
    assert answers.read(tmp_path / answers.NAME) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SOUND.replace("sponsor", "sponser"), "[sponser] is no question of the interview; did you mean sponsor?"),
        (SOUND.replace('"yes"', '"maybe"'), "[sponsor] answer: 'maybe' is not one of yes, partly, no, n.a."),
        (SOUND.replace('answer = "yes"\n', ""), "[sponsor] answer: is missing; write one of yes, partly, no, n.a."),
        (SOUND.replace('"CEO"', '" "'), "[sponsor] who: is missing; write who answered, by name or by role"),
        (SOUND.replace("2026-11-20", '"2026-11-20"'), "[sponsor] when: is not a date; write it without quotes"),
        (SOUND.replace("2026-11-20", "2026-11-20T10:00:00"), "[sponsor] when: is not a date"),
        (SOUND + "evidence = 3\n", "[sponsor] evidence: is not a text; write it in quotes"),
        (SOUND + 'evidense = "x"\n', "[sponsor] unknown key evidense; did you mean evidence?"),
        ('sponsor = "yes"\n', "sponsor is not a table; write [sponsor] above its answer"),
        ("[sponsor\n", "is not valid TOML"),
        ("a = " + "[" * 100_000, "is not valid TOML"),
        ("#" * 1_100_000, "is larger than 1,000,000 bytes"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / answers.NAME
    path.write_text(text, encoding="utf-8")
    with pytest.raises(answers.InterviewError) as error:
        answers.read(path)
    assert str(error.value).startswith(f"{path}: ")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_other_encodings_and_folders_are_told(tmp_path: Path) -> None:
    path = tmp_path / answers.NAME
    path.write_bytes(b'[sponsor]\nwho = "M\xfcller"\n')
    with pytest.raises(answers.InterviewError, match="is not UTF-8 text"):
        answers.read(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(answers.InterviewError, match="is no file"):
        answers.read(path)


def test_a_pipe_is_not_waited_for_and_a_link_to_nothing_is_no_missing_interview(tmp_path: Path) -> None:
    path = tmp_path / answers.NAME
    os.mkfifo(path)
    with pytest.raises(answers.InterviewError, match="is no file"):
        answers.read(path)
    path.unlink()
    path.symlink_to(tmp_path / "nothing.toml")
    with pytest.raises(answers.InterviewError, match="cannot be read"):
        answers.read(path)
