"""Words of other scripts as addresses spell them in Latin letters. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from auditor.resources import facts

_SCRIPTS = {"cyrillic": re.compile("[\u0400-\u052f]"), "greek": re.compile("[\u0370-\u03ff]")}
_GREEK_ACCENT = "\u0301"


def transliterated(text: str) -> tuple[str, ...]:
    """Return the spellings of a text in Latin letters, the most usual first; none where it is in no script that is known."""
    text = _plain(text.casefold())
    script = next((name for name, letters in _SCRIPTS.items() if letters.search(text)), "")
    if not script:
        return ()
    return tuple(dict.fromkeys(_spell(text, pattern, table) for pattern, table in _schemes(script)))


def _spell(text: str, pattern: re.Pattern[str], table: dict[str, str]) -> str:
    return pattern.sub(lambda match: table[match[0]], text)


def _plain(text: str) -> str:
    """Take the accents off Greek, but not off й and ї, which are letters of their own."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace(_GREEK_ACCENT, ""))


@cache
def _schemes(script: str) -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    first, *others = facts("text/transliteration.toml")[script]
    tables = [first, *({**first, **other} for other in others)]
    return tuple(
        (re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True))), table) for table in tables
    )
