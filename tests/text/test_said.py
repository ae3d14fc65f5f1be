"""Sentences, and phrases in them."""

from __future__ import annotations

import pytest

from auditor.resources import facts
from auditor.text import said
from auditor.text.fold import fold
from auditor.text.posts.language import SUPPORTED
from tests.effort import ends

KINDS = ["fault", "fine", "over", "unless", "denied", "planned", "corrects", "personal", "announces", "no_promise", "settles", "removes", "has"]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_language_has_phrases_and_all_of_them_are_folded(kind: str) -> None:
    listed = facts("text/statements.toml")[kind]
    assert set(listed) == SUPPORTED
    for lang, phrases in listed.items():
        assert said.phrases(kind, lang) is not None
        assert [phrase for phrase in phrases if fold(phrase) != phrase] == []


@pytest.mark.parametrize("kind", ["fault", "fine", "over"])
def test_the_quick_look_knows_a_word_of_every_phrase(kind: str) -> None:
    for phrases in facts("text/statements.toml")[kind].values():
        assert all(said._hints(phrase) for phrase in phrases)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One", " Two", " Three", " Four"]),
        ("Ab 14. November da. Neu", ["Ab 14. November da", " Neu"]),
        ("Out on Sept. 3 in version 2.0. Really", ["Out on Sept. 3 in version 2.0. Really"]),
        ("\n\n", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [part.written for part in said.sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “all is well” and left", "He said and left"),
        ("Er sagte „alles ist gut“ und ging", "Er sagte und ging"),
        ("Il a dit « tout va bien » et partit", "Il a dit et partit"),
        ("> all is well\nNo", "No"),
        ("RT @x: all is well", ""),
        ("All is well", "All is well"),
        ("See https://a.example/all-is-well now", "See now"),
    ],
)
def test_only_own_words_count(text: str, expected: str) -> None:
    assert " ".join(said.own_words(text).split()) == expected


@pytest.mark.parametrize(
    "text", ["“" * 500_000, "« a " * 200_000, ">" * 1_000_000, "\n>" * 400_000, "a. " * 300_000, "RT " * 300_000]
)
def test_hostile_texts_take_no_time(text: str) -> None:
    with ends():
        said.sentences(said.own_words(text))
