"""Phrases as data."""

from __future__ import annotations

import re
import unicodedata

import pytest

from auditor.resources import facts
from auditor.text.posts.clean import clean
from auditor.text.posts.language import SUPPORTED
from auditor.text.posts.phrases import heads, pattern, phrases

KINDS = set(facts("text/posts/en.toml")["customer"]) | set(facts("text/posts/en.toml")["brand"])


def _matches(phrase: str, text: str) -> bool:
    return re.match(pattern(phrase), text) is not None


def test_notation() -> None:
    assert _matches("thank you", "thank, you!")
    assert not _matches("thank you", "thank your")
    assert _matches("don't", "dont")
    assert _matches("don't", "don't")
    assert _matches("crash*", "crashing again")
    assert _matches("(very )*good", "very very good")
    assert _matches("send ~ dm", "send us a short dm")
    assert not _matches("send ~ dm", "send us one two three four five dm")
    assert _matches("works now$", "works now!!")
    assert not _matches("works now$", "works now and then")


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("we('ll| will) go", {"we", "well"}),
        ("(a |the )?can you", {"a", "the", "can"}),
        ("promis* me", {"pro*"}),
        ("it's", {"it", "its"}),
    ],
)
def test_first_words(phrase: str, found: set[str]) -> None:
    assert heads(phrase) == found


@pytest.mark.parametrize("phrase", ["ab* c", "\\w+ thing", "(open"])
def test_phrases_that_would_be_tried_everywhere_are_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="phrase"):
        heads(phrase)


@pytest.mark.parametrize("lang", sorted(SUPPORTED))
def test_files_are_whole(lang: str) -> None:
    found = facts(f"text/posts/{lang}.toml")
    assert set(found["customer"]) | set(found["brand"]) == KINDS
    kinds = KINDS | {"insult", "threat", "boast", "demand"} | {f"data-{kind}" for kind in found["kinds"]}
    assert set(found["not"]) <= kinds
    assert set(found["data"]) == {"demand", "denied", "place"}
    for table in ("customer", "brand", "data", "kinds", "hostile", "not"):
        for listed in found[table].values():
            for phrase in listed:
                bare = unicodedata.normalize("NFKD", phrase)
                assert bare.casefold() == phrase.replace("\\W", "\\w"), phrase
    assert phrases(lang).hits(clean("")) == {}


def test_every_language_has_the_same_kinds_of_promises_and_cues() -> None:
    for name in ("vows", "cues"):
        found = facts(f"text/posts/{name}.toml")
        assert set(found) == SUPPORTED
        assert {frozenset(kinds) for kinds in found.values()} == {frozenset(found["en"])}


def test_promises_are_phrases_that_are_found_by_their_first_words() -> None:
    for kinds in facts("text/posts/vows.toml").values():
        for listed in kinds.values():
            for phrase in listed:
                assert heads(phrase.removeprefix("^"))
                assert phrase == phrase.casefold()
                assert re.compile(pattern(phrase))


def test_quoted_stretches() -> None:
    post = clean('She said "this is fine" and \u201cgood\u201d.\n> a line of theirs')
    assert [post.text[left:right] for left, right in post.quoted] == [
        '"this is fine"', "\u201cgood\u201d", "> a line of theirs",
    ]  # fmt: skip
    passed_on = clean("RT @shop: hello")
    assert passed_on.quoted == ((0, len(passed_on.text)),)
    assert clean("no quotes, don't worry").quoted == ()


def test_a_not_phrase_takes_away() -> None:
    english = phrases("en")
    assert "thanks" in english.hits(clean("Thanks, that was quick"))
    assert "thanks" not in english.hits(clean("Thanks for nothing"))


def test_openings() -> None:
    english = phrases("en")
    assert "question" in english.hits(clean("@shop Hi Tim, is it open"))
    assert "question" not in english.hits(clean("What he said about it is it"))


def test_cleaned() -> None:
    post = clean(
        "@shop Hé! See https://shop.example/a?b=1. Call +44 20 7946 0000 or a.b@c.example #fail &amp; go\u200b?"
    )
    assert post.text == " zname he! see zurl call zphone or zmail fail & go?"
    assert post.urls == ("https://shop.example/a?b=1",)
    assert [sentence.asks for sentence in post.sentences] == [False, True]
