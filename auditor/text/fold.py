"""Words as they are compared: without case, accents, width and typographic niceties. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from auditor.text.letters import Exchange

# Letters that Unicode does not take apart into a base letter and an accent.
_whole_letters = Exchange(
    {"\u0131": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ə": "e"}
    # Arabic letters that are written one for the other, as keyboards and habits go: forms of yeh, of kaf, of heh.
    | {"\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647", "\u06c1": "\u0647"}
)
# Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs and hamza of Arabic with the stroke that makes words wide, and
# what nobody sees: soft hyphens, marks of direction, spaces of no width. The marks that make プ of フ lie elsewhere and must stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u00ad\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
)
_NO_JOINT = "\u200c"
_SPLITTER = re.compile(f"(?<=[\u0600-\u06ff]){_NO_JOINT}(?=[\u0600-\u06ff])")
"""Between the parts of a Persian word, where others write a space."""
_APOSTROPHES = "'\u2019\u2018\u02bb\u02bc\u00b4`\u2032\u05f3\u05f4" + _NO_JOINT
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_UNSPACED = re.compile("[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f]")
MARKS = (
    "\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962-\u0963\u0981-\u0983\u09bc\u09be-\u09cd\u09d7\u09e2-\u09e3"
    "\u0a01-\u0a03\u0a3c-\u0a51\u0a70-\u0a71\u0a75\u0a81-\u0a83\u0abc\u0abe-\u0acd\u0ae2-\u0ae3\u0b01-\u0b03\u0b3c\u0b3e-\u0b57"
    "\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c\u0c3e-\u0c56\u0c81-\u0c83\u0cbc\u0cbe-\u0cd6\u0d00-\u0d03\u0d3b-\u0d3c\u0d3e-\u0d4d"
    "\u0d57\u0d82-\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3"
)
"""Vowel signs and tone marks of South and Southeast Asia, as ranges of a character class: parts of words, not letters."""
_WORD = re.compile(rf"[\w{MARKS}]+")
_TITLE_SEPARATORS = re.compile(
    r"\s{0,99}[|\uff5c\u00a6\u00bb\u00ab\u203a\u2039\u2022\u00b7<>\u2502]+\s*|\s{1,99}[-\u2013\u2014\u2212~/]+\s+|\s{0,99}::+\s*|\s{0,99}[\u2013\u2014]\s+"
)


def fold(text: str) -> str:
    """Return `text` in lower case without accents, apostrophes and character width, white space collapsed.

    Character references left in it, such as `&amp;`, are resolved: titles are often escaped twice.
    """
    if "&" in text and ";" in text:
        text = unescape(text)
    if not text.isascii():
        if _NO_JOINT in text:
            text = _SPLITTER.sub(" ", text)
        text = unicodedata.normalize("NFKD", text.casefold())
        text = _whole_letters(unicodedata.normalize("NFKC", _ACCENTS.sub("", text)))
        for sign in _APOSTROPHES:
            if sign in text:
                text = text.replace(sign, "")
        return " ".join(text.casefold().split())
    return " ".join(text.replace("'", "").replace("`", "").lower().split())


def spelled_out(text: str) -> str:
    """Return `text` with umlauts as addresses spell them: `über uns` as `ueber uns`."""
    return text.casefold().translate(_SPELLED_OUT)


def is_unspaced(text: str) -> bool:
    """Return whether a text holds signs of the scripts of East and Southeast Asia, which put few or no spaces between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def words(text: str) -> tuple[str, ...]:
    """Return the words of a folded text; a run of a script without spaces is one word."""
    return tuple(_WORD.findall(text))


def spaced(text: str) -> str:
    """Return the words of a text between spaces, so that one run of words can be looked for in another."""
    return f" {' '.join(words(fold(text)))} "


def unspaced(text: str) -> str:
    """Return a text folded and without any space, as scripts without spaces are compared."""
    return fold(text).replace(" ", "")


def title_parts(title: str) -> tuple[str, ...]:
    """Return what stands between the bars, dashes and arrows of a title, as written: `Contact`, `Acme Tools`."""
    if "&" in title and ";" in title:
        title = unescape(title)
    return tuple(part for piece in _TITLE_SEPARATORS.split(title) if (part := piece.strip()))
