"""Pages that say that the site is being worked on, in the place of their content.

Words are facts, in `maintenance.toml`. Such a site was not seen: nothing on it is dead, and nothing is missing for certain.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from auditor.resources import facts
from auditor.text.fold import fold, title_parts, words

_LONGEST_TITLE = 400
_SENTENCE = re.compile(r"(?<=[.!?\u2026\u3002\uff01\uff1f])\s*|[\n\t]")


def maintenance_mark(title: str, heading: str, text: str) -> str:
    """Return the words with which a page says that its site is being worked on; empty where it does not say so.

    Args:
        title: Of the page.
        heading: Text of the first h1.
        text: What a visitor reads, one block a line.
    """
    if len(text) > _facts()["longest_page"]:
        return ""
    for said in (heading, title):
        for part in (said[:_LONGEST_TITLE], *title_parts(said[:_LONGEST_TITLE])):
            if _key(part) in _titles() and _speaks_of_itself(text):
                return " ".join(part.split())
    shown = f"{heading}\n{title}\n{text}"
    if not _may_say_so(_key(shown)):  # as of nearly every page: far cheaper than asking sentence by sentence
        return ""
    return next((" ".join(piece.split()) for piece in _pieces(shown) if _says_so(piece)), "")


@cache
def _facts() -> dict[str, Any]:
    return facts("text/maintenance.toml")


def _key(text: str) -> str:
    return " ".join(words(fold(text)))


@cache
def _titles() -> frozenset[str]:
    return frozenset(map(_key, _facts()["titles"]))


@cache
def _phrases() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return what says so, what says so without spaces between words, and what takes it back."""
    spaced = tuple(f" {_key(phrase)} " for phrase in _facts()["phrases"])
    unspaced = tuple(_key(phrase).replace(" ", "") for phrase in _facts()["unspaced"])
    return spaced, unspaced, tuple(f" {_key(phrase)} " for phrase in _facts()["not_this"])


@cache
def _witnesses() -> tuple[tuple[str, ...], tuple[str, ...]]:
    known = _facts()
    spaced = tuple(f" {_key(word)} " for word in known["witnesses"])
    return spaced, tuple(_key(word).replace(" ", "") for word in known["unspaced_witnesses"])


def _speaks_of_itself(text: str) -> bool:
    """Return whether a page with such a title is about its own site, not about what a firm maintains for others."""
    if len(text) <= _facts()["bare_page"]:
        return True
    spaced, unspaced = _witnesses()
    run = _key(text)
    joined = run.replace(" ", "")
    return any(word in f" {run} " for word in spaced) or any(word in joined for word in unspaced)


def _pieces(text: str) -> list[str]:
    return [piece for piece in _SENTENCE.split(text) if piece and len(piece) <= _LONGEST_TITLE]


def _says_so(sentence: str) -> bool:
    run = _key(sentence)
    _, unspaced, taken_back = _phrases()
    if not run.isascii() and any(phrase in run.replace(" ", "") for phrase in unspaced):
        return True
    return _may_say_so(run) and not any(phrase in f" {run} " for phrase in taken_back)


def _may_say_so(run: str) -> bool:
    """Return whether a phrase is among the words of a text, taken back or not."""
    spaced, unspaced, _ = _phrases()
    joined, run = "" if run.isascii() else run.replace(" ", ""), f" {run} "
    return any(phrase in run for phrase in spaced) or any(phrase in joined for phrase in unspaced)
