"""Keep the catalogues of other languages, in gettext's format; needs the test tools (Babel).

    python scripts/catalogue.py [FILE]      write all messages for translators, by default to auditor.pot
    python scripts/catalogue.py --update    put new messages into the shipped catalogues, and take out those that are gone
    python scripts/catalogue.py --check     say what the shipped catalogues lack

A message with two templates becomes an entry with a plural, chosen by its value `count`.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes
from jinja2.ext import babel_extract

from auditor.audit.summary import limits
from auditor.model import Thresholds
from auditor.platforms.catalogue import catalogue as platform_facts
from auditor.report.renderers import texts
from auditor.resources import facts

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "auditor" / "report" / "story.toml"
"""Clauses that stand in data instead of code."""
QUESTIONS = ROOT / "auditor" / "interview" / "questions.toml"
"""The interview: whole sentences and clauses that stand in data."""
CATEGORIES = ROOT / "auditor" / "audit" / "categories.toml"
THRESHOLDS = ROOT / "auditor" / "model" / "thresholds.py"
"""Thresholds, each with what it means under it."""
LOCALES = ROOT / "auditor" / "locales"
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: auditor\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
FUNCTIONS = ("message", "phrase", "translatable")
TITLES = ("title", "failing_title")
"""What a check declares in words."""
_PLACES = re.compile(r"%\(\w+\)s")
MOST_TOLD = 25
"""Problems that `--check` prints."""
Text = str | tuple[str, ...]
"""A template, or the one for one and the one for more."""


def messages(path: Path) -> Iterator[tuple[int, Text]]:
    """Yield (line, template, or the one for one and the one for more) for each message in a file of Python."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if texts := _texts(call):
            yield call.lineno, texts[0] if len(texts) == 1 else texts
        if _name(call.func) == "check":
            titles = [one.value for one in call.keywords if one.arg in TITLES]
            yield from ((title.lineno, text) for title in titles for text in _strings(title))


def _texts(call: ast.Call) -> tuple[str, ...]:
    """Return the templates of a call that makes a message, or that `partial` will make one of."""
    args = call.args[1:] if _name(call.func) == "partial" else call.args
    made_by = call.args[0] if _name(call.func) == "partial" and call.args else call.func
    if _name(made_by) not in FUNCTIONS or not args:
        return ()
    return tuple(text for arg in args[:2] for text in _strings(arg))


def _strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def clauses() -> Iterator[tuple[int, Text]]:
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


def categories() -> Iterator[tuple[int, str]]:
    """Yield (line, text) for each title and question of a category."""
    text = CATEGORIES.read_text(encoding="utf-8")
    for category in tomllib.loads(text)["category"]:
        for told in (category["title"], category["question"]):
            yield text[: text.index(f'"{told}"')].count("\n") + 1, told


def names() -> Iterator[tuple[Path, Iterator[tuple[int, str]]]]:
    """Yield (file, its (line, name)) for names that stand in facts and inside sentences: trades, and what details are for."""
    trades, purposes = ROOT / "auditor/text/trades.toml", ROOT / "auditor/analysis/contact_routes/purposes.toml"
    yield (
        trades,
        (
            (0, trade["name"])
            for trade in tomllib.loads(trades.read_text(encoding="utf-8")).values()
            if isinstance(trade, dict)
        ),
    )
    yield purposes, ((0, name) for name in tomllib.loads(purposes.read_text(encoding="utf-8")))


def of_platforms() -> Iterator[tuple[int, str]]:
    """Yield (0, words) for why platforms tell strangers nothing, how a person finds out, and who says what becomes of names."""
    for platform in platform_facts().platforms.values():
        sources = (platform.closed_source, platform.freed.source, *(form.source for form in platform.freed.form))
        told = (platform.verify, platform.existence.why, *sources)
        yield from ((0, words) for words in told if words)


def languages() -> Iterator[tuple[int, str]]:
    """Yield (0, name) for each language that a text may be in."""
    yield from ((0, name) for name in facts("text/languages.toml")["names"].values())


def of_laws() -> Iterator[tuple[int, str]]:
    """Yield (0, words) for what laws ask of an Impressum, and for their paragraphs."""
    for asked in facts("text/imprint.toml")["laws"].values():
        yield from ((0, words) for entry in asked.values() for words in entry)


def template_texts(path: Path) -> Iterator[tuple[int, Text]]:
    """Yield (line, text, or the one for one and the one for more) for each text of a template of the report."""
    with path.open("rb") as file:
        for line, _, text, _ in babel_extract(file, ("_", "gettext", "ngettext"), (), {}):
            parts = (text,) if isinstance(text, str) else tuple(part for part in text or () if part)
            yield line, parts[0] if len(parts) == 1 else parts


def printed(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, words) for what a style sheet prints: `content: "Page "`."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for rule in texts.CONTENT.findall(line):
            yield from ((number, words) for _, words, _ in texts.CSS_WORDS.findall(rule))


def counted(path: Path) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield (line, (the one for one, the one for more)) for each noun that a template of the report counts: `{{ 3 | count("page") }}`."""
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(path.read_text(encoding="utf-8"))
    for used in tree.find_all(nodes.Filter):
        if used.name == "count":
            one, *many = (argument.as_const() for argument in used.args)
            yield used.lineno, (one, many[0] if many else f"{one}s")


@cache
def catalogue() -> Catalog:
    """Return every message of the program, of the shipped checks and of the report's templates."""
    found = Catalog(project="auditor", charset="utf-8")
    for folder in ("auditor", "checks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            _add(found, path, messages(path))
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        _add(found, path, template_texts(path))
        _add(found, path, counted(path))
    for path in sorted((ROOT / "templates").glob("*.css")):
        _add(found, path, printed(path))
    _add(found, STORY, clauses())
    _add(found, CATEGORIES, categories())
    _add(found, THRESHOLDS, ((0, one.source) for one in limits.thresholds(Thresholds())))
    for path, told in names():
        _add(found, path, told)
    _add(found, QUESTIONS, questions())
    _add(found, ROOT / "auditor/platforms/platforms.toml", of_platforms())
    _add(found, ROOT / "auditor/text/languages.toml", languages())
    _add(found, ROOT / "auditor/text/imprint.toml", of_laws())
    return found


def _add(found: Catalog, path: Path, texts: Iterator[tuple[int, Text]]) -> None:
    for line, text in texts:
        found.add(text, locations=[(path.relative_to(ROOT).as_posix(), line)])


def shipped() -> list[Path]:
    """Return the catalogues that come with auditor."""
    return sorted(LOCALES.glob("*.po"))


def read(path: Path) -> Catalog:
    """Return a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def update(path: Path) -> int:
    """Bring a catalogue up to date, without guesses; return how many of its messages wait for a translation."""
    kept = read(path)
    kept.update(catalogue(), no_fuzzy_matching=True)
    write(kept, path)
    return sum(not _strings_of(entry)[0] for entry in kept if entry.id)


def write(kept: Catalog, path: Path) -> None:
    """Write a catalogue so that a later edit changes the lines of its messages alone: without lines of code and times."""
    body = BytesIO()
    write_po(body, kept, width=0, omit_header=True, include_lineno=False, ignore_obsolete=True)
    head = HEADER.format(language=path.stem, plurals=kept.plural_forms).encode()
    path.write_bytes(head + body.getvalue().strip() + b"\n")


def problems(path: Path) -> Iterator[str]:
    """Yield what a catalogue lacks or has wrong, a line each."""
    kept = read(path)
    every = catalogue()
    for wanted in every:
        entry = kept.get(_key(wanted)) if wanted.id else None
        if wanted.id and (entry is None or entry.id != wanted.id or not all(_strings_of(entry))):
            yield f"{path.name}: not translated: {_key(wanted)!r} ({wanted.locations[0][0]})"
    for entry in kept:
        if entry.id and every.get(_key(entry)) is None:
            yield f"{path.name}: no message any more: {_key(entry)!r}"
        elif entry.id and entry.fuzzy:
            yield f"{path.name}: marked as fuzzy, so it is not used: {_key(entry)!r}"
        elif entry.id:
            yield from (f"{path.name}: {slip}: {_key(entry)!r}" for slip in _slips(entry, kept.num_plurals))


def _slips(entry: Entry, plurals: int) -> Iterator[str]:
    """Yield what is wrong with a translation: its plurals, or values that it asks for or leaves out."""
    told, ids = _strings_of(entry), (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
    if not all(told):
        return
    if len(told) != (plurals if len(ids) > 1 else 1):
        yield f"has {len(told)} forms"
    for text in told:
        if extra := _names(text) - set().union(*map(_names, ids)):
            yield f"asks for {', '.join(sorted(extra))}"
    if lost := _names(ids[-1]) - _names(told[-1]):
        yield f"leaves out {', '.join(sorted(lost))}"


def _names(template: str) -> set[str]:
    return {*(name for _, name, _, _ in Formatter().parse(template) if name), *_PLACES.findall(template)}


def _key(entry: Entry) -> str:
    return str(entry.id if isinstance(entry.id, str) else entry.id[0])


def _strings_of(entry: Entry) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))


def _check() -> int:
    found = [line for path in shipped() for line in problems(path)]
    for line in found[:MOST_TOLD]:
        print(line)
    if len(found) > MOST_TOLD:
        print(f"and {len(found) - MOST_TOLD} more")
    if found:
        print(
            "python scripts/catalogue.py --update adds what is new; docs/developing/languages.md says how to translate it"
        )
    return bool(found)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(_check())
    if "--update" in sys.argv:
        for target in shipped():
            print(f"{target.relative_to(ROOT)}: {update(target)} messages wait for a translation")
        sys.exit()
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "auditor.pot")
    with target.open("wb") as file:
        write_po(file, catalogue(), width=0)
    print(f"{target}: {len(catalogue())} messages")
