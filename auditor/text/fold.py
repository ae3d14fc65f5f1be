"""Words as they are compared: without case, accents, width and typographic niceties. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

# Letters that Unicode does not take apart into a base letter and an accent.
_WHOLE_LETTERS = str.maketrans({"\u0131": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
# Only the accents of Latin, Greek and Cyrillic: the marks that make プ of フ lie elsewhere and must stay.
_ACCENTS = re.compile("[\u0300-\u036f]+")
_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u00b4`\u2032]+")
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_UNSPACED = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f]")
_WORD = re.compile(r"\w+")
_TITLE_SEPARATORS = re.compile(
    r"\s*[|\uff5c\u00a6\u00bb\u00ab\u203a\u2039\u2022\u00b7<>\u2502]+\s*|\s+[-\u2013\u2014\u2212~/]+\s+|\s*::+\s*|\s*[\u2013\u2014]\s+"
)


def fold(text: str) -> str:
    """Return `text` in lower case without accents, apostrophes and character width, white space collapsed.

    Character references left in it, such as `&amp;`, are resolved: titles are often escaped twice.
    """
    if "&" in text and ";" in text:
        text = unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold())
        text = unicodedata.normalize("NFKC", _ACCENTS.sub("", text)).translate(_WHOLE_LETTERS)
        return " ".join(_APOSTROPHES.sub("", text).casefold().split())
    return " ".join(text.replace("'", "").replace("`", "").lower().split())


def spelled_out(text: str) -> str:
    """Return `text` with umlauts as addresses spell them: `über uns` as `ueber uns`."""
    return text.casefold().translate(_SPELLED_OUT)


def is_unspaced(text: str) -> bool:
    """Return whether a text holds signs of the scripts of East Asia, which put few or no spaces between words."""
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
