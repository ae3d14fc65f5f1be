"""The words that tell persons from places, firms and pages, ready to be asked. Facts from the TOML files beside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from auditor.resources import facts, word_list
from auditor.text.fold import fold, words

_SENTENCE = re.compile(r"[^\W\d_]{4}\. ")
_LONGEST_ROLE = 90
"""Characters of a text that may be a role."""
_MOST_ROLE_WORDS = 12
_SMALL = frozenset(
    [
        "and",
        "of",
        "the",
        "for",
        "to",
        "in",
        "at",
        "und",
        "der",
        "die",
        "des",
        "fur",
        "im",
        "et",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "y",
        "del",
        "e",
        "di",
        "della",
        "dei",
        "en",
        "van",
        "het",
        "voor",
        "i",
        "w",
        "og",
        "och",
    ]
)
"""Words between those of a role; they tell nothing by themselves."""
_FAMILY = re.compile(
    r"(?:mc|mac|fitz)[a-z]{4,}|.{2,}(?:ovic|evic|owski|ewski|inski|ynski|owicz|ewicz|czyk|czak|enko|chuk|yshyn|opoulos|opoulou|akis|idis|dottir|oglu|"
    r"sson|ssen|quist|qvist|stromm?|lund|berg|dahl|gaard|mann|berger|hauser|huber|maier|meyer|stein|escu|eanu|shvili|adze|yan|etti|ucci|elli|ozzi|inho|aguirre|etxea|"
    r"ova|off|eff|skaya|sky|ski|ska|енко|ов|ова|ев|ева|ин|ина|ский|ская|идис|опулос)"
)
"""Endings and beginnings of family names. Written from knowledge of them."""
_SURE_HONORIFIC = 4
"""Letters from which a form of address means the same in every language that has it."""


@cache
def given() -> frozenset[str]:
    """Return given names that are little else."""
    listed = word_list("text/people/lists/given.txt") - never() - also_family()
    return (our_given() | listed) - weak_given()


@cache
def given_abroad() -> frozenset[str]:
    """Return given names of other countries than those where English is spoken; there they may be anything."""
    return word_list("text/people/lists/given_abroad.txt") - given() - weak_given() - never() - also_family()


@cache
def weak_given() -> frozenset[str]:
    """Return given names that are words, places, family names or brands too, and rare ones."""
    ours = _split(facts("text/people/given.toml")["also"]["words"])
    listed = word_list("text/people/lists/given_too.txt") | word_list("text/people/lists/given_often.txt")
    return ours | (listed - our_given() - never())


@cache
def given_often() -> frozenset[str]:
    """Return those of them that are a person's in front of a family name: `crystal`, `mark`."""
    return word_list("text/people/lists/given_often.txt") & weak_given()


@cache
def our_given() -> frozenset[str]:
    """Return the very common given names of many countries, weak ones among them."""
    return frozenset().union(*map(_split, facts("text/people/given.toml")["names"].values()))


def is_family(word: str) -> bool:
    """Return whether a folded word is a family name: a listed one, two of them with a hyphen, or one that ends as they do."""
    parts = [part for part in re.split(r"[-\u2010\u2011]", word) if part]
    return any(part in families() or _FAMILY.fullmatch(part) is not None for part in parts)


@cache
def families() -> frozenset[str]:
    """Return family names that are no words for things."""
    return (word_list("text/people/lists/family.txt") | also_family()) - never()


@cache
def towns() -> frozenset[str]:
    """Return folded names of towns that begin like a person's: `ann arbor`, `milton keynes`."""
    return word_list("text/people/lists/towns.txt")


@cache
def place_words() -> frozenset[str]:
    """Return family names that mostly name a place or a thing where they end a name: `hall` in `Jordan Hall`."""
    return _split(facts("text/people/never.toml")["also_family"]["places"])


@cache
def never() -> frozenset[str]:
    """Return words that are no part of a person's name."""
    listed = frozenset().union(*map(_split, facts("text/people/never.toml")["never"].values()))
    return listed - our_given() - also_family()


@cache
def also_family() -> frozenset[str]:
    """Return words that are family names too."""
    known_words = facts("text/people/never.toml")["also_family"]
    return _split(f"{known_words['words']} {known_words['places']}") - (
        our_given() - _split(facts("text/people/given.toml")["also"]["words"])
    )


@cache
def known() -> frozenset[str]:
    """Return folded names of firms, products and places that are called like a person."""
    names = facts("text/people/never.toml")["known"]["names"].replace("\n", "|").split("|")
    return frozenset(fold(name) for name in names if name.strip())


def is_known(honorific: str, said: tuple[str, ...]) -> bool:
    """Return whether folded words, with a form of address or without, are or begin with such a name: `peter pan collars`."""
    if honorific and fold(f"{honorific} {' '.join(said)}") in known():
        return True
    while said and len(said[0]) == 1:  # "z. B. Max Mustermann"
        said = said[1:]
    return any(" ".join(said[:size]) in known() for size in range(min(len(said), 2), len(said) + 1))


@cache
def next_entries() -> frozenset[str]:
    """Return words that begin a card's next entry where tags leave nothing between: `Jane Doe Phone`."""
    return frozenset(facts("text/people/words.toml")["next_entries"]["words"])


@cache
def lone_towns() -> frozenset[str]:
    """Return given names that are also towns."""
    return frozenset(facts("text/people/never.toml")["lone"]["towns"].split())


def is_example(said: tuple[str, ...]) -> bool:
    """Return whether folded words are the name that forms give as an example, initials in front aside: `z. B. Max Mustermann`."""
    return " ".join(word for word in said if len(word) > 1) in _examples()


@cache
def _examples() -> frozenset[str]:
    return frozenset(facts("text/people/never.toml")["examples"]["names"].split("|"))


@cache
def particles() -> frozenset[str]:
    """Return small words inside names, such as `van`."""
    return frozenset(facts("text/people/words.toml")["particles"]["words"])


@cache
def endings() -> frozenset[str]:
    """Return degrees and the like behind names, without full stops."""
    return frozenset(facts("text/people/words.toml")["endings"]["words"])


@cache
def modifiers() -> frozenset[str]:
    """Return words that stand in front of a role word."""
    return frozenset(facts("text/people/words.toml")["modifiers"]["words"])


@cache
def departments() -> frozenset[str]:
    """Return names of departments, word by word."""
    return frozenset(facts("text/people/words.toml")["departments"]["words"])


@cache
def labels() -> frozenset[str]:
    """Return folded words that introduce a person, or a firm, such as `press contact`."""
    return person_labels() | frozenset(map(fold, facts("text/people/words.toml")["labels"]["any"]))


@cache
def headings() -> frozenset[str]:
    """Return what columns of persons are called."""
    return person_labels() | frozenset(map(fold, facts("text/people/words.toml")["labels"]["columns"]))


@cache
def firms() -> frozenset[str]:
    """Return words of firms and institutions, such as `foundation`, that follow a founder's name."""
    return (_split(facts("text/people/never.toml")["never"]["firms"]) & never()) - _SMALL


@cache
def person_labels() -> frozenset[str]:
    """Return those that introduce nothing but persons, such as `contact person`."""
    return frozenset(map(fold, facts("text/people/words.toml")["labels"]["person"]))


@lru_cache(maxsize=64)
def honorifics(lang: str) -> frozenset[str]:
    """Return forms of address on a page of this language: its own, the English, and the long ones of all."""
    by_language: dict[str, list[str]] = facts("text/people/words.toml")["honorifics"]
    own = {*by_language["en"], *by_language.get(lang[:2], ())}
    return frozenset(own | {word for listed in by_language.values() for word in listed if len(word) >= _SURE_HONORIFIC})


@cache
def weak_honorifics() -> frozenset[str]:
    """Return forms of address that are much else, such as `coach` and `brother`."""
    return frozenset(facts("text/people/words.toml")["weak_honorifics"]["words"])


@lru_cache(maxsize=8_192)
def is_role_word(word: str) -> bool:
    """Return whether a folded word names what a person is, such as `president` or `vertriebsleiterin`."""
    exact, pattern = _roles()
    return word in exact or pattern.fullmatch(word) is not None


@cache
def _roles() -> tuple[frozenset[str], re.Pattern[str]]:
    listed = [
        fold(word) for key, found in facts("text/people/words.toml")["roles"].items() if key != "ja" for word in found
    ]
    wild = "|".join(re.escape(word).replace(r"\*", r"\w{0,30}") for word in listed if "*" in word)
    return frozenset(word for word in listed if "*" not in word), re.compile(wild)


@cache
def japanese() -> tuple[str, ...]:
    """Return Japanese role words, the longest first."""
    return tuple(sorted(facts("text/people/words.toml")["roles"]["ja"], key=len, reverse=True))


@lru_cache(maxsize=8_192)
def role_in(text: str) -> str:
    """Return a short text, tidied, if it tells what a person is or does; empty where it does not."""
    tidy = " ".join(text.split()).strip(" ,;:|-\u2013\u2014()\u2022\u00b7")
    if not tidy or len(tidy) > _LONGEST_ROLE or _SENTENCE.search(tidy) or "@" in tidy or "?" in tidy or "!" in tidy:
        return ""
    if any(word in tidy for word in japanese()):
        return tidy if len(tidy) <= _LONGEST_ROLE // 3 else ""
    said = words(fold(tidy))
    if len(said) > _MOST_ROLE_WORDS or sum(sign.isdigit() for sign in tidy) > 2:
        return ""
    return tidy if any(map(is_role_word, said)) else ""


def is_pure_role(text: str) -> bool:
    """Return whether a text is nothing but a role: `Vice President`, `Leiter Vertrieb`, and no sentence that has one."""
    if not role_in(text):
        return False
    if any(word in text for word in japanese()):
        return True
    said = words(fold(text))
    known_words = modifiers() | departments() | _SMALL
    strange = [word for word in said if not is_role_word(word) and word not in known_words]
    return len(strange) <= len(said) // 3


def is_sure_role(text: str) -> bool:
    """Return whether a role has two words or more, or one that is nothing else."""
    said = [word for word in words(fold(text)) if word not in _SMALL]
    return len(said) > 1 or any(word in text for word in japanese()) or not _sure_roles().isdisjoint(said)


@cache
def _sure_roles() -> frozenset[str]:
    return frozenset(facts("text/people/words.toml")["sure_roles"]["words"])


def is_department(text: str) -> bool:
    """Return whether a short text names a department: `Customer Service`, `Development & Marketing`."""
    said = [word for word in words(fold(text)) if word not in _SMALL]
    hits = sum(word in departments() for word in said)
    return 0 < len(said) <= 4 and hits * 2 >= len(said)


def _split(text: str) -> frozenset[str]:
    return frozenset(fold(word.rstrip(".")) for word in text.split())


def folded(parts: Iterable[str]) -> tuple[str, ...]:
    """Return words as the lists hold them."""
    return tuple(fold(part.rstrip(".")) for part in parts)
