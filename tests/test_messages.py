"""Messages are whole sentences as templates that a catalogue of another language can stand in for; nothing is decided by their words."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from auditor.audit import results
from auditor.audit.summary import conversation_nouns, nouns
from auditor.model.messages import (
    NOTHING,
    Message,
    as_message,
    as_sentence,
    from_json,
    from_text,
    message,
    quoted,
    to_json,
    to_text,
)
from scripts import catalogue
from tests.conftest import ROOT

SOURCES = sorted([*(ROOT / "auditor").rglob("*.py"), *(ROOT / "checks").rglob("*.py")])
FILES = ("auditor.toml", "robots.txt", "security.txt")
"""Names that begin no sentence in capitals."""
READ_ELSEWHERE = ("auditor/collect/sources/", "auditor/snapshot/older.py")
"""What a server's own error text says may be read where it is asked; words on disk, where nothing else was kept then."""
PROSE = {"message", "hint", "reason", "detail", "why"}
LOOKS = {"startswith", "endswith", "partition", "rpartition", "removeprefix", "removesuffix", "find", "index"}


@dataclass(frozen=True)
class Call:
    """One call of `message(…)`."""

    place: str
    templates: tuple[ast.expr, ...]
    names: frozenset[str]
    more: bool
    """Whether values come from a mapping too."""


def calls(path: Path) -> Iterator[Call]:
    if path.name == "messages.py":  # where `phrase` hands its template on
        return
    for node in nodes_of(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "message" and node.args:
            names = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            place = f"{path.relative_to(ROOT)}:{node.lineno}"
            yield Call(place, tuple(node.args), names, any(keyword.arg is None for keyword in node.keywords))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def every_call() -> tuple[Call, ...]:
    return tuple(call for path in SOURCES for call in calls(path))


def fields(template: str) -> set[str]:
    return {str(name) for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_there_are_many() -> None:
    assert len(every_call()) > 100


def test_a_template_is_a_whole_sentence_that_stands_in_the_source() -> None:
    assert [call.place for call in every_call() if len(call.templates) > 2] == []
    templates = [(call.place, template) for call in every_call() for template in call.templates]
    assert [(place, ast.unparse(made)) for place, made in templates if not _stands_in_the_source(made)] == []
    assert [(place, ast.unparse(made)) for place, made in templates if not _is_whole(made)] == []


def _stands_in_the_source(template: ast.expr) -> bool:
    """Tell whether it can be read from the source: no name, no f-string."""
    return isinstance(template, ast.Constant) and isinstance(template.value, str)


def _is_whole(template: ast.expr) -> bool:
    said = str(template.value) if isinstance(template, ast.Constant) else ""
    begins = said[:1].isupper() or said.startswith(("{", "“", *FILES))
    return begins and said.endswith((".", "?", "!", ":", "”", ")", "}"))


def test_a_template_names_the_values_it_is_given() -> None:
    assert {call.place: wrong for call in every_call() if (wrong := _wrongly_given(call))} == {}


def _wrongly_given(call: Call) -> str:
    named = set().union(
        *(fields(str(template.value)) for template in call.templates if isinstance(template, ast.Constant))
    )
    filled_in_later = not call.names or call.more
    if not filled_in_later and named - call.names:
        return f"names what it is not given: {named - call.names}"
    if unused := call.names - named - {"count"}:
        return f"is given what it does not name: {unused}"
    return (
        "has two forms and no count" if len(call.templates) > 1 and not call.more and "count" not in call.names else ""
    )


def test_a_catalogue_can_be_made_of_them() -> None:
    found = {one.id for one in catalogue.catalogue() if one.id}
    for call in every_call():
        texts = tuple(template.value for template in call.templates if isinstance(template, ast.Constant))
        assert (texts if len(texts) == 2 else texts[0]) in found, call.place


def test_nothing_is_decided_by_what_a_message_says() -> None:
    paths = {path.relative_to(ROOT).as_posix(): path for path in SOURCES}
    held = {name: path for name, path in paths.items() if not name.startswith(READ_ELSEWHERE)}
    assert {name: decided for name, path in held.items() if (decided := list(_decided_by_words(path)))} == {}


def _decided_by_words(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOOKS:
            if _name(node.func.value) in PROSE:
                yield ast.unparse(node)
        elif isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            told = {_name(one) for one in sides if not isinstance(one, ast.Constant)}
            if PROSE & told and any(isinstance(one, ast.Constant) and one.value for one in sides):
                yield ast.unparse(node)


def _name(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Attribute):
        return _name(node.value) if node.attr == "text" else node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_counts_choose_the_template_and_dates_are_words() -> None:
    def of(count: int) -> str:
        return message("{count} page links it.", "{count} pages link it.", count=count).text

    assert (of(0), of(1), of(2)) == ("0 pages link it.", "1 page links it.", "2 pages link it.")
    assert message("Last post: {day}.", day=date(2025, 9, 6)).text == "Last post: 6 September 2025."


def test_somebodys_own_words_are_never_a_template() -> None:
    assert quoted("{secret} %s {0}").text == "{secret} %s {0}"
    assert as_message("").text == ""
    assert not as_message("")


def test_a_clause_of_before_becomes_a_sentence() -> None:
    told = {
        "it was stopped": "It was stopped.",
        "The disk was full.": "The disk was full.",
        "what now?": "What now?",
        "https://a.example/ was not read": "https://a.example/ was not read.",
        "auditor.toml excludes it": "auditor.toml excludes it.",
    }
    assert {clause: as_sentence(clause).text for clause in told} == told
    assert not as_sentence(" ")


def test_every_template_of_ours_is_one_that_files_may_hold() -> None:
    for call in every_call():
        for template in call.templates:
            assert isinstance(template, ast.Constant)
            assert from_json({"id": template.value}).id == template.value


def test_sentences_follow_each_other() -> None:
    assert message("One.").then(NOTHING, message("Two.").then(message("Three."))).text == "One. Two. Three."
    assert NOTHING.then(message("One.")).text == "One."
    assert not NOTHING.then(NOTHING)


def test_another_language_needs_the_catalogue_alone() -> None:
    german = {"{count} page links {url}.": ("{count} Seite verweist auf {url}.", "{count} Seiten verweisen auf {url}.")}
    said = message("{count} page links {url}.", "{count} pages link {url}.", count=2, url="https://a.example/")
    kept = from_json(to_json(said))
    assert kept == said
    shown = kept.render(lambda one, many, count: german[one][count != 1] if one in german else one)
    assert shown == "2 Seiten verweisen auf https://a.example/."


def test_what_is_kept_comes_back() -> None:
    inner = message("It answers {status}.", status=404)
    said = message("Read on {day}: {why}", day=date(2026, 11, 21), why=inner).then(message("Look again."))
    assert from_json(to_json(said)) == said
    assert to_json(said)["text"] == "Read on 21 November 2026: It answers 404. Look again."


def test_only_words_are_changed() -> None:
    said = message("{who} wrote {count} post.", "{who} wrote {count} posts.", who="Jane", count=2)
    assert said.over_words(str.upper).text == "JANE wrote 2 posts."


def test_a_column_of_text_holds_a_message_or_a_clause_of_before() -> None:
    said = message("Only its first {size:,} bytes were read.", size=1_000)
    assert from_text(to_text(said)) == said
    assert to_text(NOTHING) == ""
    assert from_text("the disk was full").text == "The disk was full."
    assert from_text('{"id" of a stranger}').text == '{"id" of a stranger}.'
    assert not from_text("")


def test_pydantic_keeps_a_message_as_results_do() -> None:
    @dataclass(frozen=True)
    class Kept:
        why: Message = NOTHING

    adapter = TypeAdapter(Kept)
    said = Kept(message("Read on {day}.", day=date(2026, 11, 21)))
    assert adapter.validate_json(adapter.dump_json(said)) == said
    assert adapter.validate_python({"why": "it was cut off"}).why.text == "It was cut off."
    assert adapter.dump_json(Kept(), exclude_defaults=True) == b"{}"
    with pytest.raises(ValidationError):
        adapter.validate_python({"why": 5})


KEYS_AND_OWN_WORDS = {
    *("id", "url", "at", "rate", "lang", "name", "site", "handle", "platform", "existence", "outcome", "picture"),
    *("pattern", "reason", "check", "until", "excerpt", "body_sha256", "fingerprint", "subject", "type", "text"),
    *("question", "state", "answer", "who", "when", "evidence", "note"),
    *("traceback", "category", "ruleset", "taken_at", "tool", "last_post", "newest", "value", "default"),
}
"""Fields that hold keys, addresses, times, numbers, and words of the site, of auditor.toml or of a program."""
STILL_BARE = {"CategoryOut": {"title"}, "CheckOut": {"title"}, "LookedAt": {"title"}, "Threshold": {"source"}}
"""Titles that checks and categories declare, the title of a page, and docstrings of thresholds."""


def _fields_of_results() -> Iterator[tuple[str, str, str]]:
    for module in (results, nouns, conversation_nouns):
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == module.__name__:
                for name, annotation in vars(kind).get("__annotations__", {}).items():
                    yield kind.__name__, name, str(annotation)


def test_results_keep_what_a_reader_is_told_as_messages() -> None:
    found = list(_fields_of_results())
    assert len(found) > 100
    for kind, name, annotation in found:
        if re.search(r"\bstr\b", annotation) and not annotation.startswith("dict"):
            assert name in KEYS_AND_OWN_WORDS | STILL_BARE.get(kind, set()) | {"roles", "silent"}, f"{kind}.{name}"
