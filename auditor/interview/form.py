"""Reading a form that somebody filled in; `auditor.report.interview_form` writes it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from auditor.interview.answers import InterviewError, tidy
from auditor.interview.questions import by_id
from auditor.model.declarations import Declared, Said

ANSWER, EVIDENCE, WHO, WHEN = "answer-", "evidence-", "who", "when"
"""Names of the form's fields; the first two stand before the id of a question."""
_LARGEST = 20_000_000
"""Bytes of a form. Our default: ours have 200,000, and scanners make large ones."""


def read(path: Path) -> tuple[Declared, ...]:
    """Return the answers of a filled-in form, in the order of the questions; what was left blank is not among them.

    Raises:
        InterviewError: it is no such form, or does not say who answered and when.
    """
    fields = _fields(path)
    if not any(name.startswith(ANSWER) for name in fields):
        raise InterviewError(f"{path}: is not a form of the interview; `auditor interview --form FILE.pdf` writes one")
    who = tidy(str(fields.get(WHO) or ""))
    if not who:
        raise InterviewError(f"{path}: does not say who answered; fill in the field at its top")
    on = _day(path, str(fields.get(WHEN) or ""))
    return tuple(_answers(path, fields, who, on))


def _answers(path: Path, fields: Mapping[str, Any], who: str, on: date) -> Iterator[Declared]:
    for id_ in by_id():
        chosen = fields.get(f"{ANSWER}{id_}")
        if not chosen:
            continue
        try:
            said = Said(chosen)
        except ValueError:
            raise InterviewError(f"{path}: {id_}: {chosen!r} is not one of {', '.join(Said)}") from None
        yield Declared(id_, said, who, on, tidy(str(fields.get(f"{EVIDENCE}{id_}") or "")))


def _day(path: Path, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InterviewError(f"{path}: the date of the answers is {text!r}; write it like 2026-11-30") from None


def _fields(path: Path) -> dict[str, Any]:
    """Return what each field holds: a text, or of a choice its value."""
    import pypdf  # noqa: PLC0415 - only where a form is read

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each half of a choice
    try:
        _require_small(path)
        found = pypdf.PdfReader(path).get_fields() or {}
        return {name: _value(field) for name, field in found.items()}
    except OSError as error:
        raise InterviewError(f"{path}: cannot be read ({error.strerror or error})") from None
    except InterviewError:
        raise
    except Exception as error:
        raise InterviewError(f"{path}: is no PDF that can be read ({type(error).__name__})") from None


def _require_small(path: Path) -> None:
    if path.stat().st_size > _LARGEST:
        raise InterviewError(f"{path}: is larger than {_LARGEST:,} bytes, and no form of ours")


def _value(field: Mapping[str, Any]) -> str:
    value = field.get("/V")
    if field.get("/FT") != "/Btn":
        return str(value or "")
    name = str(value or "/Off").removeprefix("/")
    options = [str(option) for option in field.get("/Opt", ())]
    if name == "Off":
        return ""
    return options[int(name)] if name.isdecimal() and int(name) < len(options) else name
