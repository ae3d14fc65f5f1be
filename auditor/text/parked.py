"""Pages of registrars, dealers and hosters in the place of a company's; words are facts, in `parked.toml`."""

from __future__ import annotations

import re
from functools import cache

from auditor.resources import facts
from auditor.text.fold import spaced, unspaced

_LONGEST_TITLE = 400


def parked_mark(title: str, text: str) -> str:
    """Return the words with which a registrar, dealer or hoster stands in for a site; empty where none does."""
    parked = facts("text/parked.toml")
    looked_at = [title[:_LONGEST_TITLE]] if len(text) <= parked["longest_title_page"] else []
    if len(text) <= parked["longest_page"]:
        looked_at.append(text)
    for piece in looked_at:
        if mark := _parked(piece):
            return mark
    return ""


@cache
def _parked_words() -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], re.Pattern[str]]:
    parked = facts("text/parked.toml")
    phrases = tuple((phrase, spaced(phrase)) for phrase in parked["phrases"])
    return phrases, tuple(parked["unspaced"]), re.compile(parked["pattern"], re.IGNORECASE)


def _parked(text: str) -> str:
    phrases, joined, pattern = _parked_words()
    run = spaced(text)
    for phrase, words in phrases:
        if words in run:
            return phrase
    whole = unspaced(text)
    for phrase in joined:
        if unspaced(phrase) in whole:
            return phrase
    named = pattern.search(" ".join(text.split()))
    return named[0] if named else ""
