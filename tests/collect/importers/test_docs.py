"""What docs/conversations.md and docs/configuration.md say of imports is so."""

from __future__ import annotations

import re
from pathlib import Path

from auditor.collect.importers.table import IMPORTERS
from auditor.config import load
from auditor.config.schema import COLUMNS, UNSEEN
from tests.collect.importers.imported import read
from tests.test_docs_site import blocks, first_cells, section


def test_every_word_for_what_cannot_be_seen_is_told() -> None:
    assert first_cells(section("docs/conversations.md", "What a file is good for")) == [f"`{word}`" for word in UNSEEN]
    assert {word for importer in IMPORTERS.values() for word in importer.cannot_see} <= set(UNSEEN)


def test_every_format_is_told() -> None:
    assert first_cells(section("docs/imports.md", "Formats")) == [f"`{name}`" for name in IMPORTERS]


def test_how_to_get_each_is_told() -> None:
    told = set(
        re.findall(
            r"`([\w-]+)`",
            " ".join(re.findall(r"^- \*\*.*?\*\*", section("docs/imports.md", "How to get them"), re.MULTILINE)),
        )
    )
    assert told == set(IMPORTERS) - {"csv", "jsonl"}


def test_every_column_is_told() -> None:
    told = (
        section("docs/configuration.md", "[[conversations]]")
        .partition("- `columns`: the keys are")[2]
        .partition(";")[0]
    )
    assert re.findall(r"`(\w+)`", told) == list(COLUMNS)


def test_the_example_of_auditor_toml_is_taken(tmp_path: Path) -> None:
    example = blocks("docs/configuration.md", "toml")[1]
    (tmp_path / "auditor.toml").write_text(f'[target]\nsite = "https://company.example"\n{example}')
    (one,) = load.read(tmp_path / "auditor.toml").conversations
    head = '"Message","Date","From","Type","Conversation"\n'
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "inbox-2026-q1.csv").write_text(f'{head}"Hi","2026-03-02 10:00","ann","Received","1"\n')
    (post,), skips = read(Path(one.path), one.format, **one.model_dump(exclude={"path", "format"}))
    assert (post.text, post.by_brand, skips) == ("Hi", False, [])


def test_the_example_of_json_lines_is_imported(tmp_path: Path) -> None:
    (example,) = blocks("docs/conversations.md", "json")
    (tmp_path / "posts.jsonl").write_text(example)
    posts, skips = read(tmp_path / "posts.jsonl", "jsonl")
    assert [(post.id, post.by_brand) for post in posts] == [("17", False), ("18", True)]
    assert skips == []
