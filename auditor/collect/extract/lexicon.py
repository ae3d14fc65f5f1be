"""The words that roles are told by, put together from `words.toml` and the words of each language for looking them up."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from auditor.disk.cache import PACKAGE, kept
from auditor.model import Role
from auditor.resources import facts, files_in
from auditor.text.fold import MARKS, fold, is_unspaced, spelled_out, words
from auditor.text.role_words import listed
from auditor.text.transliteration import transliterated

SEPARATOR = "|"
AND = "&"
_SIGNS = {role: 1 << index for index, role in enumerate(Role)}
"""By which roles are written where many are kept."""
_TOKEN = re.compile(
    rf"[\w{MARKS}]+|[&+]|[/|\u2022\u00b7,;:()\[\]<>\u00bb\u00ab\u203a\u2039\u30fb\u3001\u3002\u060c\u061b\u0964]|\s[-\u2013\u2014]\s"
)
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases of all languages, folded."""

    phrases: dict[str, frozenset[Role]]
    """Roles by phrase: folded words, conjunctions as `&`."""
    anchors: frozenset[str]
    """The longest word of each phrase: a text without any of them names no role."""
    slugs: dict[str, frozenset[Role]]
    """Roles by path segment, all separators taken out."""
    strong: tuple[str, ...]
    companions: frozenset[str]
    lead: frozenset[str]
    trail: frozenset[str]
    asides: frozenset[str]
    places: frozenset[str]
    never: frozenset[str]
    """What shares a word with a role and means something else; squashed."""
    signs: tuple[str, ...]
    """Longest first."""
    vocabulary: frozenset[str]
    """Every word of a phrase or of what may stand beside one."""
    strong_words: frozenset[str]
    """Every word of the strong phrases, beside which anything may stand."""
    contact_endings: tuple[str, ...]
    """Of texts in scripts without spaces."""
    media_signs: tuple[str, ...]
    """What in such a text makes it the press's."""


def lexical_facts() -> dict[str, Any]:
    """Return `words.toml`."""
    return facts("collect/extract/words.toml")


@cache
def read_lexicon() -> Lexicon:
    """Return the words of all languages for looking them up."""
    found = kept("collect/lexicon", _sources(), _put_together)
    by_sign = {sign: frozenset(role for role, own in _SIGNS.items() if own & sign) for sign in range(1 << len(Role))}
    phrases, slugs = ({key: by_sign[sign] for key, sign in found.pop(name).items()} for name in ("phrases", "slugs"))
    return Lexicon(phrases=phrases, slugs=slugs, **found)


def _sources() -> list[Path]:
    """Return the files whose words and rules make the lexicon what it is."""
    facts_read = [PACKAGE / name for name in ("collect/extract/words.toml", "text/transliteration.toml")]
    programs = [
        Path(__file__),
        PACKAGE / "model" / "web.py",
        *(PACKAGE / "text" / f"{name}.py" for name in ("fold", "role_words", "transliteration")),
    ]
    return [*facts_read, *files_in("text/words"), *programs]


@cache
def _conjunctions() -> frozenset[str]:
    return kept("collect/conjunctions", _sources(), _fold_conjunctions)


def _fold_conjunctions() -> frozenset[str]:
    return frozenset(map(fold, (*lexical_facts()["fillers"]["conjunctions"], *listed("conjunctions"))))


def _put_together() -> dict[str, Any]:
    """Return what a lexicon holds, roles as sums of their signs."""
    found, fillers = lexical_facts(), lexical_facts()["fillers"]
    phrases: dict[str, int] = {}
    slugs: dict[str, int] = {}
    for role in Role:
        for phrase in listed(role):
            _enter_phrase(phrases, slugs, phrase, role)
        for slug in (*found["slugs"].get(role, ()), *listed("slugs", role)):
            _enter(slugs, squash(slug), role)
    beside = {name: _keys((*fillers[name], *listed(name))) for name in ("lead", "trail", "asides", "places")}
    companions = _keys((*found["companions"]["words"], *listed("companions")))
    strong = tuple(_key(phrase) for phrase in found["strong"]["contact"])
    known = (phrases, companions, *beside.values())
    return {
        "phrases": phrases,
        "anchors": frozenset(max(phrase.split(), key=len) for phrase in phrases),
        "slugs": slugs,
        "strong": strong,
        "companions": companions,
        **beside,
        "never": squashed((*found["never"]["words"], *listed("never"))),
        "signs": tuple(sorted(fillers["signs"], key=len, reverse=True)),
        "vocabulary": frozenset(word for keys in known for key in keys for word in key.split()) | {AND, SEPARATOR},
        "strong_words": frozenset(word for phrase in strong for word in phrase.split()),
        "contact_endings": tuple(map(fold, (*found["strong"]["contact_endings"], *listed("contact_endings")))),
        "media_signs": tuple(map(fold, (*found["strong"]["media_signs"], *listed("media_signs")))),
    }


def _enter_phrase(phrases: dict[str, int], slugs: dict[str, int], phrase: str, role: Role) -> None:
    """Enter a phrase in all spellings in which texts and addresses have it."""
    for spelling in {phrase, spelled_out(phrase)}:
        key = _key(spelling)
        joined = key.replace(" ", "")
        _enter(phrases, key, role)
        if AND in joined or SEPARATOR in joined:
            _enter(slugs, squash(spelling), role)
            joined = joined.replace(AND, "").replace(SEPARATOR, "")
        elif is_unspaced(joined):
            _enter(phrases, joined, role)  # spaces in Korean come and go
        _enter(slugs, joined, role)
        if " " in key and joined.isascii() and phrase.isascii():
            _enter(phrases, joined, role)  # "ContactUs"
    for spelling in transliterated(phrase) if role is not Role.HOME and not phrase.isascii() else ():
        _enter(slugs, squash(spelling), role)


def _enter(table: dict[str, int], key: str, role: Role) -> None:
    table[key] = table.get(key, 0) | _SIGNS[role]


def _keys(phrases: Collection[str]) -> frozenset[str]:
    return frozenset(map(_key, phrases))


def _key(phrase: str) -> str:
    return " ".join(tokens_of.__wrapped__(phrase))  # each is met once: nothing to remember


@lru_cache(maxsize=8_192)
def squash(text: str) -> str:
    """Return the folded letters and digits of a text alone: `contactus` for `Contact_Us`."""
    if text.isascii() and "&" not in text:
        return _NOT_ASCII_WORD.sub("", text.lower())
    return "".join(words(fold(text))).replace("_", "")


def squashed(texts: Collection[str]) -> frozenset[str]:
    """Return each text squashed."""
    return frozenset(map(squash, texts))


@lru_cache(maxsize=8_192)
def tokens_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, every conjunction as `&`, every other separator as `|`."""
    raw = _TOKEN.findall(fold(text).replace("e-mail", "email").replace("_", " "))
    conjunctions = _conjunctions()
    found: list[str] = []
    for index, piece in enumerate(raw):
        if piece in {"&", "+"} or (piece in conjunctions and 0 < index < len(raw) - 1):
            found.append(AND)
        else:
            found.append(piece if piece[0].isalnum() else SEPARATOR)
    return tuple(found)
