"""The language of short posts."""

from __future__ import annotations

import socket
import tomllib
from pathlib import Path

import pytest

from auditor.text.posts.language import SUPPORTED, is_wordless, language

CASES = tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))
MOST_MISSED = 0.1
"""Share of posts in a known language that may be left open or be told wrongly: short ones are hard."""


def test_seven_languages_at_least() -> None:
    assert {"en", "de", "fr", "es", "it", "nl", "pt"} <= SUPPORTED


def test_short_posts_in_known_languages() -> None:
    told = [(lang, language(text)) for lang, texts in CASES.items() if lang in SUPPORTED for text in texts]
    right = sum(lang == found for lang, found in told)
    assert right >= (1 - MOST_MISSED) * len(told)
    assert sum(found not in {lang, ""} for lang, found in told) <= 0.05 * len(told)


@pytest.mark.parametrize(
    "text", [text for lang, texts in CASES.items() if lang and lang not in SUPPORTED for text in texts]
)
def test_other_languages_are_not_taken_for_known_ones(text: str) -> None:
    assert language(text) not in SUPPORTED


@pytest.mark.parametrize("text", CASES[""])
def test_nothing_can_be_told(text: str) -> None:
    assert language(text) == ""


@pytest.mark.parametrize(
    ("said", "code"), [("de", "de"), ("pt-BR", "pt"), ("EN_us", "en"), ("zh-Hant", "zh"), ("deu", "de"), ("iw", "he")]
)
def test_what_the_platform_says_goes_first(said: str, code: str) -> None:
    assert language("Where is my parcel, please?", said) == code


@pytest.mark.parametrize("said", ["", "und", "zxx", "qme", "x", "?", "  ", "<script>", "none"])
def test_what_says_nothing_is_passed_over(said: str) -> None:
    assert language("Where is my parcel, please?", said) == "en"


def test_addresses_mentions_and_tags_are_no_language() -> None:
    assert language("@kundenservice #verspätung https://www.bahnhof.example/stoerung Where is my train today?") == "en"


def test_shouting() -> None:
    assert language("WHERE IS MY PARCEL AND WHY DOES NOBODY ANSWER") == "en"


@pytest.mark.parametrize("text", ["\x00" * 5_000, "\u202e\u200b" * 9_000, "a" * 1_000_000, "\n" * 90_000, "@" * 90_000])
def test_hostile_text(text: str) -> None:
    assert language(text) in {"", *SUPPORTED} or len(language(text)) == 2


def test_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    assert language("Ma télé reste noire depuis ce matin") == "fr"


@pytest.mark.parametrize(
    "text", ["Thanks!", "https://shop.example/a", "\U0001f389\U0001f389", "@jane @tom #sale", "Gracias, Ana", ""]
)
def test_what_is_too_short_is_no_language(text: str) -> None:
    assert is_wordless(text)


@pytest.mark.parametrize(
    "text", ["Dziękujemy za wiadomość i zgłoszenie", "ありがとうございます", "zxqv blorp fnarg wibble"]
)
def test_what_has_words_is_some_language(text: str) -> None:
    assert not is_wordless(text)
