"""Phrases as data."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from auditor.resources import facts
from auditor.text.posts.clean import Clean, clean, own_lines
from auditor.text.posts.intents import WANTS_ANSWER, read
from auditor.text.posts.language import SUPPORTED
from auditor.text.posts.notation import heads, pattern, seconds
from auditor.text.posts.phrases import VOWS, phrases

SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
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
    assert _matches("(stop$|go on)", "stop. Now")
    assert not _matches("(stop$|go on)", "stop it")
    assert _matches("(stop$|go on)", "go on now")


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
    kinds = (
        KINDS | VOWS | {"insult", "threat", "boast", "demand", "place"} | {f"data-{kind}" for kind in found["kinds"]}
    )
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
    post = clean('She said "this is fine" and \u201cgood\u201d.')
    assert [post.text[left:right] for left, right in post.quoted] == ['"this is fine"', "\u201cgood\u201d"]
    passed_on = clean("RT @shop: hello")
    assert passed_on.quoted == ((0, len(passed_on.text)),)
    assert clean("Retweet @shop: hello").quoted
    assert clean("RT if you agree").quoted == ()
    assert clean("no quotes, don't worry").quoted == ()


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("> How do I pay?\n\nWith a card.", "With a card."),
        ("First.\n>> old\n > older\nLast.", "First. Last."),
        ('[quote="ann, post:1, topic:2"]\nHow do I pay?\n[/quote]\nWith a card.', "With a card."),
        ("> nothing but a quotation", "> nothing but a quotation"),
        ("> 3 hours on hold", "> 3 hours on hold"),
        (">_< why", ">_< why"),
        ("Settings > Delivery", "Settings > Delivery"),
    ],
)
def test_what_a_post_repeats_of_another_is_not_its_own(text: str, own: str) -> None:
    assert " ".join(own_lines(text).split()) == own
    assert read("> Why is my line down?\nThanks, that is a good answer.", "en").wants_answer < WANTS_ANSWER


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        (" will go", {"will"}),
        ("( just)? will go", {"just", "will"}),
        (" crash* again", {"cra*"}),
        ("t go", {"t"}),
        ("", None),
        ("$", None),
        ("( you)?", None),
        (" ~ go", None),
        (r" (\w+ ){0,2}go", None),
        (" (d'|de )*go", None),
        (" ab* go", None),
    ],
)
def test_second_words(rest: str, found: set[str] | None) -> None:
    assert seconds(rest) == found


@pytest.mark.parametrize("lang", sorted(SUPPORTED))
def test_looking_up_by_two_words_overlooks_nothing(lang: str) -> None:
    texts = [text for side in SENTENCES[lang].values() for _, text in side]
    texts += [text.replace(" ", mark) for text in texts for mark in (", ", " - ", "_", ". ")]
    for text in texts:
        everywhere = _tried_everywhere(lang, text)
        found = {kind: {hit.start for hit in hits} for kind, hits in phrases(lang).hits(clean(text)).items()}
        assert found == {
            kind: left
            for kind, places in everywhere.items()
            if not kind.startswith("not-") and not _OTHERS.get(kind.partition("-")[0], {kind}).isdisjoint(everywhere)
            if (left := _left(places, everywhere.get(f"not-{kind}", {})))
        }, text


_OTHERS = {"vow": VOWS, "data": frozenset({"demand", "dm", "email"})}


def _left(places: dict[int, int], nots: dict[int, int]) -> set[int]:
    return {at for at in places if not any(start <= at < end for start, end in nots.items())}


def _tried_everywhere(lang: str, text: str) -> dict[str, dict[int, int]]:
    """Return where phrases of each kind begin and end: every phrase tried at every word, which takes a hundred times as long."""
    post = clean(text)
    found: dict[str, dict[int, int]] = {}
    for at, opens in _words(lang, post):
        for kind, must_open, tries in _patterns(lang):
            if (opens or not must_open) and (match := tries.match(post.text, at)):
                found.setdefault(kind, {})[at] = match.end()
    return found


def _words(lang: str, post: Clean) -> Iterator[tuple[int, bool]]:
    """Yield where words begin, and whether they open a sentence."""
    leads = {*facts(f"text/posts/{lang}.toml")["leads"], "zname"}
    for sentence in post.sentences:
        opens, before = True, 0
        for word in re.compile(r"[^\W_]+").finditer(post.text, sentence.start, sentence.end):
            at = word.start()
            if before <= 3 and at > sentence.start + 1:
                opens = opens or not set(post.text[at - 2 : at]).isdisjoint(',:;-(\u2013\u2014"')
            yield at, opens
            opens = opens and word.group() in leads
            before += word.group() != "zname"


@cache
def _patterns(lang: str) -> list[tuple[str, bool, re.Pattern[str]]]:
    tables = facts(f"text/posts/{lang}.toml") | {"vow": facts("text/posts/vows.toml")[lang]}
    prefixes = {"customer": "", "brand": "", "data": "", "kinds": "data-", "hostile": "", "vow": "vow-", "not": "not-"}
    return [
        (prefix + kind, must_open, re.compile("|".join(chosen)))
        for table, prefix in prefixes.items()
        for kind, listed in tables[table].items()
        for must_open in (False, True)
        if (chosen := [pattern(each) for each in listed if each.startswith("^") is must_open])
    ]


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
