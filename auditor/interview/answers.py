"""`interview.toml`: reading it, and adding an answer without touching what somebody wrote there by hand."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from auditor import disk, toml
from auditor.interview.questions import by_id
from auditor.model.declarations import Declared, Said

NAME = "interview.toml"
"""Stands beside auditor.toml."""
LONGEST = 2_000
"""Characters of a name or of evidence. Our default: a paragraph."""
_LARGEST = 1_000_000
"""Bytes of the file. Our default: a hundred times an interview with long answers."""
_KEYS = ("answer", "who", "when", "evidence")
_HEAD = (
    "What the company declares of itself; `auditor interview` asks the questions and writes the answers here.\n"
    'answer = "yes", "partly", "no" or "n.a."; who answered, and when; what would show it.'
)


class InterviewError(Exception):
    """An interview.toml that can't be used; one line that says what, where and how to fix it."""


def read(path: Path) -> tuple[Declared, ...]:
    """Return the answers, in the order of the questions; none where there is no file.

    Raises:
        InterviewError: it can't be read, or has a key or value that is not known.
    """
    if not path.exists() and not path.is_symlink():  # a link to nothing is a mistake, not an interview nobody held
        return ()
    listed = _parsed(path)
    answers = {id_: _declared(path, id_, told) for id_, told in listed.items()}
    return tuple(answers[id_] for id_ in by_id() if id_ in answers)


def write(path: Path, answer: Declared) -> None:
    """Add an answer, or put it in the place of an earlier one; comments and order stay as they are.

    The file is replaced as a whole: it is never half written.

    Raises:
        InterviewError: what is there can't be read.
        OSError: the folder can't be written to.
    """
    import tomlkit  # noqa: PLC0415 - only where an answer is given

    if path.exists():
        read(path)
        document = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    else:
        document = tomlkit.document()
        for line in _HEAD.split("\n"):
            document.add(tomlkit.comment(line))
    table = tomlkit.table()
    for key, value in _told(answer).items():
        table.add(key, value)
    document[answer.question] = table
    beside = path.with_name(f".{path.name}.new")
    disk.make_way(beside)
    beside.write_text(tomlkit.dumps(document), encoding="utf-8")
    beside.replace(path)


def _told(answer: Declared) -> Mapping[str, str | date]:
    told: dict[str, str | date] = {"answer": answer.said.value, "who": answer.who, "when": answer.on}
    return {**told, "evidence": answer.evidence} if answer.evidence else told


def tidy(text: str) -> str:
    """Return a line as it is kept: one line, nothing that can't be shown, not longer than `LONGEST`."""
    shown = "".join(sign if sign.isprintable() and not "\ud800" <= sign <= "\udfff" else " " for sign in text)
    return " ".join(shown.split())[:LONGEST]


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise InterviewError(f"{path}: is no file; take it away, and let `auditor interview` write one")
        if path.stat().st_size > _LARGEST:
            raise InterviewError(f"{path}: is larger than {_LARGEST:,} bytes; keep answers short")
        return toml.read(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InterviewError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise InterviewError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise InterviewError(f"{path}: is not valid TOML: {error}") from None


def _declared(path: Path, id_: str, told: object) -> Declared:
    if id_ not in by_id():
        raise InterviewError(f"{path}: [{id_}] is no question of the interview{_nearest(id_, by_id())}")
    if not isinstance(told, dict):
        raise InterviewError(f"{path}: {id_} is not a table; write [{id_}] above its answer")
    for key in told:
        if key not in _KEYS:
            raise InterviewError(f"{path}: [{id_}] unknown key {key}{_nearest(key, _KEYS)}")
    return Declared(
        id_, _said(path, id_, told), _text(path, id_, told, "who"), _day(path, id_, told), _evidence(path, id_, told)
    )


def _said(path: Path, id_: str, told: Mapping[str, object]) -> Said:
    value = told.get("answer")
    try:
        return Said(str(value))
    except ValueError:
        known = ", ".join(Said)
        given = f"{value!r} is not one of" if "answer" in told else "is missing; write one of"
        raise InterviewError(f"{path}: [{id_}] answer: {given} {known}") from None


def _text(path: Path, id_: str, told: Mapping[str, object], key: str) -> str:
    value = told.get(key, "")
    if not isinstance(value, str) or not tidy(value):
        raise InterviewError(f"{path}: [{id_}] {key}: is missing; write who answered, by name or by role")
    return tidy(value)


def _day(path: Path, id_: str, told: Mapping[str, object]) -> date:
    value = told.get("when")
    if not isinstance(value, date) or isinstance(value, datetime):
        raise InterviewError(f"{path}: [{id_}] when: is not a date; write it without quotes, like 2026-11-30")
    return value


def _evidence(path: Path, id_: str, told: Mapping[str, object]) -> str:
    value = told.get("evidence", "")
    if not isinstance(value, str):
        raise InterviewError(f"{path}: [{id_}] evidence: is not a text; write it in quotes")
    return tidy(value)


def _nearest(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""
