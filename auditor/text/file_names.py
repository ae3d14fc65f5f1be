"""What a link to a file calls it, without the words that only say that it is one: "Impressum (PDF, 120 KB)". Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import unquote

from auditor.resources import facts

_BRACKETED = re.compile("[(\\[{\uff08\u3010][^()\\[\\]{}\uff08\uff09\u3010\u3011]{1,60}[)\\]}\uff09\u3011]")
_ENDING = re.compile(r"\.(?:pdf|docx?)\b", re.IGNORECASE)
_NO_EDGE = re.compile(r"\w")


@lru_cache(maxsize=8_192)
def bare(text: str) -> str:
    """Return what a link calls a file; the text as it is where nothing in it speaks of files."""
    if len(text) > 120:
        return text
    rest = _ENDING.sub(" ", text)
    rest = _trimmed(_BRACKETED.sub(lambda match: " " if _kind().search(match[0]) else match[0], rest))
    for _ in range(4):
        before = rest
        if (first := _notes()[0].match(rest)) is not None:
            rest = _trimmed(rest[first.end() :])
        if (last := _notes()[1].search(rest)) is not None:
            rest = _trimmed(rest[: last.start()])
        if rest == before:
            break
    return rest if rest and rest != _trimmed(text) else text


def _trimmed(text: str) -> str:
    """Return a text without the dashes, arrows and little pictures at its ends."""
    first = _NO_EDGE.search(text)
    return text[first.start() : len(text) - (_NO_EDGE.search(text[::-1]) or first).start()] if first else ""


@cache
def _notes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for what stands before and behind a name."""
    known = facts("text/file_names.toml")
    note = rf"(?:{_either(known['formats'])}|{_either(known['having'])}|{_size()})"
    return (
        re.compile(rf"{note}(?![^\W_])", re.IGNORECASE),
        re.compile(rf"(?<![^\W_]){note}[^\w]*\Z", re.IGNORECASE),
    )


@cache
def _kind() -> re.Pattern[str]:
    known = facts("text/file_names.toml")
    return re.compile(rf"(?<![^\W_])(?:{_either(known['formats'])}|{_size()})(?![^\W_])", re.IGNORECASE)


def _size() -> str:
    return rf"(?:ca\.?|~)?\s?\d[\d.,]{{0,20}}\s?{_either(facts('text/file_names.toml')['units'])}"


def _either(words: list[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"


def stem(url: str) -> str:
    """Return the name of the file that an address ends with, as words: `Press kit` of `/files/Press-kit.pdf`."""
    name = unquote(url.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2])
    return re.sub(r"[-_+. ]+", " ", re.sub(r"\.\w{2,5}\Z", "", name)).strip()
