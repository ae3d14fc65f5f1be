"""Write a catalogue of all messages for translators, in gettext's format; needs the test tools (Babel).

    python scripts/catalogue.py [FILE]

A message with two templates becomes an entry with a plural, chosen by its value `count`.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "auditor" / "report" / "story.toml"
"""Clauses that stand in data instead of code."""
QUESTIONS = ROOT / "auditor" / "interview" / "questions.toml"
"""The interview: whole sentences and clauses that stand in data."""
FUNCTIONS = ("message", "phrase", "translatable")


def messages(path: Path) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """Yield (line, template, or the one for one and the one for more) for each message in a file of Python."""
    code = path.read_bytes()
    plural = {text[0]: text[1] for _, text in _extracted(code, (1, 2))}
    for line, (text, *_) in _extracted(code, (1,)):
        yield line, (text, plural[text]) if text in plural else text


def _extracted(code: bytes, places: tuple[int, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (line, the arguments at `places`) of each call that has a string at all of them."""
    for line, text, *_ in extract("python", BytesIO(code), dict.fromkeys(FUNCTIONS, places)):
        yield line, (text,) if isinstance(text, str) else tuple(text)


def clauses() -> Iterator[tuple[int, str | tuple[str, str]]]:
    """Yield (line, template, or the one for one and the one for more) for each clause of the report's first page."""
    text = STORY.read_text(encoding="utf-8")
    for told in tomllib.loads(text).values():
        for template in ((told["one"], told["many"]) if "many" in told else told["one"], told["do"]):
            first = template if isinstance(template, str) else template[0]
            yield text[: text.index(f'"{first}"')].count("\n") + 1, template


def questions() -> Iterator[tuple[int, str]]:
    """Yield (line, text) for each title, question and proof of the interview."""
    text = QUESTIONS.read_text(encoding="utf-8")
    for entries in tomllib.loads(text).values():
        for told in (entry[key] for entry in entries for key in ("title", "text", "proof") if key in entry):
            yield text[: text.index(f'"{told}"')].count("\n") + 1, told


def template_texts(path: Path) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    """Yield (line, text, or the one for one and the one for more) for each text of a template of the report."""
    with path.open("rb") as file:
        for line, _, text, _ in babel_extract(file, ("_", "gettext", "ngettext"), (), {}):
            yield line, tuple(part for part in text if part) if isinstance(text, tuple) else str(text)


def catalogue() -> Catalog:
    """Return every message of the program, of the shipped checks and of the report's templates."""
    found = Catalog(project="auditor", charset="utf-8")
    for folder in ("auditor", "checks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for line, text in messages(path):
                found.add(text, locations=[(path.relative_to(ROOT).as_posix(), line)])
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        for line, told in template_texts(path):
            found.add(told, locations=[(path.relative_to(ROOT).as_posix(), line)])
    for line, text in clauses():
        found.add(text, locations=[(STORY.relative_to(ROOT).as_posix(), line)])
    for line, text in questions():
        found.add(text, locations=[(QUESTIONS.relative_to(ROOT).as_posix(), line)])
    return found


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "auditor.pot")
    with target.open("wb") as file:
        write_po(file, catalogue(), width=0)
    print(f"{target}: {len(catalogue())} messages")
