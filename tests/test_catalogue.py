"""The catalogues that come with auditor are sound, complete, and change only where somebody changes them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts import catalogue

CATALOGUES = catalogue.shipped()
COMPLETE = ("de",)
"""Languages in which nothing may be missing."""
HOW = "run `python scripts/catalogue.py --update` and translate what it leaves empty"


@pytest.fixture
def german(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(catalogue.LOCALES / "de.po", tmp_path / "de.po"))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_no_translation_has_a_slip(path: Path) -> None:
    found = [line for line in catalogue.problems(path) if "not translated: " not in line]
    assert not found, f"{found[0]} ({len(found)} in all)"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_as_update_writes_it(path: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copyfile(path, tmp_path / path.name))
    catalogue.update(copied)
    assert copied.read_bytes() == path.read_bytes(), HOW


@pytest.mark.parametrize("language", COMPLETE)
def test_nothing_is_missing(language: str) -> None:
    missing = [line for line in catalogue.problems(catalogue.LOCALES / f"{language}.po") if "not translated: " in line]
    assert not missing, f"{missing[0]}; {len(missing)} in all: {HOW}"


def changed(path: Path, before: str, after: str) -> list[str]:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    known = set(catalogue.problems(catalogue.LOCALES / path.name))
    return [line for line in catalogue.problems(path) if line not in known]


def test_what_is_missing_is_named(german: Path) -> None:
    (line,) = changed(german, 'msgstr "Nicht feststellbar"', 'msgstr ""')
    assert "not translated: 'Not verified'" in line


def test_a_message_that_is_gone_is_named(german: Path) -> None:
    found = changed(german, 'msgid "Not verified"', 'msgid "Never verified"')
    assert any("no message any more: 'Never verified'" in line for line in found)
    assert any("not translated: 'Not verified'" in line for line in found)


def test_a_guess_is_named(german: Path) -> None:
    (line,) = changed(german, 'msgid "Not verified"', '#, fuzzy\nmsgid "Not verified"')
    assert "marked as fuzzy" in line


@pytest.mark.parametrize(
    ("before", "after", "slip"),
    [
        ('msgstr "Der Server antwortet mit {status}."', 'msgstr "Der Server antwortet mit {stand}."', "asks for stand"),
        ('msgstr "Der Server antwortet mit {status}."', 'msgstr "Der Server antwortet."', "leaves out status"),
        ('msgstr "%(hits)s von %(total)s"', 'msgstr "%(hits)s"', "leaves out %(total)s"),
        ('msgstr[1] "Es gab {count} Versuche."', 'msgstr[1] ""', "not translated"),
    ],
)
def test_a_slip_is_named(german: Path, before: str, after: str, slip: str) -> None:
    assert any(slip in line for line in changed(german, before, after))


def test_an_update_keeps_what_is_translated(german: Path) -> None:
    before = german.read_text(encoding="utf-8")
    gone = before.replace('msgid "Not verified"\nmsgstr "Nicht feststellbar"\n', "", 1)
    assert gone != before
    german.write_text(gone, encoding="utf-8")
    catalogue.update(german)
    assert (
        german.read_text(encoding="utf-8").replace(
            'msgid "Not verified"\nmsgstr ""', 'msgid "Not verified"\nmsgstr "Nicht feststellbar"'
        )
        == before
    )
