"""What is kept between processes is what would be worked out anew, and never what was worked out from other files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from auditor import resources
from auditor.collect.extract import lexicon
from auditor.disk import cache as keeping
from auditor.disk.cache import kept


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "cache"))
    keeping._folder.cache_clear()
    yield tmp_path / "cache"
    keeping._folder.cache_clear()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "words.toml"
    file.write_text("one")
    return file


def made(source: Path) -> str:
    return kept("some/words.toml", [source], source.read_text)


def never() -> str:
    raise AssertionError("made again")


def test_an_answer_is_made_once(source: Path) -> None:
    assert made(source) == "one"
    assert kept("some/words.toml", [source], never) == "one"


def test_an_answer_is_made_again_once_a_source_changed(source: Path) -> None:
    made(source)
    source.write_text("three")
    assert made(source) == "three"
    os.utime(source, ns=(1, 1))
    with pytest.raises(AssertionError):
        kept("some/words.toml", [source], never)


def test_what_is_no_answer_is_made_again(source: Path, folder: Path) -> None:
    made(source)
    (file,) = folder.rglob("*.kept")
    for rubbish in (b"", b"nonsense", file.read_bytes()[:-3]):
        file.write_bytes(rubbish)
        assert made(source) == "one"
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [file.name]


def test_what_can_not_be_written_is_made_each_time(source: Path, folder: Path) -> None:
    assert [kept("dates", [source], lambda: date(2026, 1, 1)) for _ in range(2)] == [date(2026, 1, 1)] * 2
    assert not list(folder.rglob("*.kept*"))


@pytest.mark.parametrize("told", ["", "/dev/null/no"])
def test_without_a_folder_everything_is_made(source: Path, monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("AUDITOR_CACHE", told)
    keeping._folder.cache_clear()
    assert made(source) == "one"
    with pytest.raises(AssertionError):
        kept("some/words.toml", [source], never)


def test_words_are_the_same_made_anew_and_kept() -> None:
    first = lexicon.read_lexicon.__wrapped__()
    second = lexicon.read_lexicon.__wrapped__()
    assert first is not second
    assert first == second
    assert first == lexicon.read_lexicon()


def test_facts_with_dates_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = resources._parsed(keeping.PACKAGE / "platforms/platforms.toml")
    first = resources.facts.__wrapped__("platforms/platforms.toml")
    monkeypatch.setattr(resources, "_parsed", lambda _: never())
    again = resources.facts.__wrapped__("platforms/platforms.toml")
    assert "datetime.date(" in repr(parsed)
    assert first == again == parsed
