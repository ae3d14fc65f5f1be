"""Words that the rules turn on, and may therefore stand in a made-up case: whatever the facts of this tool name, but people. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from auditor.resources import every_facts
from auditor.text.fold import fold, is_unspaced, words

_OF_PEOPLE = ("pii", "people", "company_names.toml", "mailboxes.toml")
"""Files and folders whose words name somebody."""
_LONGEST = 12
"""Signs of a phrase in a script without spaces that is looked for in a run of signs."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may stay as it is."""

    words: frozenset[str]
    """Folded."""
    unspaced: frozenset[str]
    """Phrases of scripts that put no spaces between words, as written in the facts, two signs at least."""
    hosts: frozenset[str]
    """Domains of services that many companies use, without which a case would lose its point."""

    def knows(self, word: str) -> bool:
        """Return whether a word may stay."""
        return fold(word) in self.words

    def phrase_at(self, run: str, start: int) -> str:
        """Return the longest known phrase that begins at a place in a run of signs; empty for none."""
        for length in range(min(_LONGEST, len(run) - start), 1, -1):
            if (piece := run[start : start + length]) in self.unspaced:
                return piece
        return ""


@cache
def vocabulary() -> Vocabulary:
    """Return what the facts name."""
    said = [text for path, found in every_facts() if not _is_of_people(path) for text in _texts(found)]
    spaced = (text for text in said if not is_unspaced(text))
    return Vocabulary(
        frozenset(word for text in spaced for word in words(fold(text)) if not word.isdecimal()),
        frozenset(_pieces(text for text in said if is_unspaced(text))),
        frozenset(_hosts(said)),
    )


def _is_of_people(path: Path) -> bool:
    return not {path.name, path.parent.name}.isdisjoint(_OF_PEOPLE)


def _texts(found: Any) -> Iterator[str]:
    """Yield every string of a table, keys too: some name words."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for key, value in found.items():
            yield key
            yield from _texts(value)
    elif isinstance(found, list):
        for value in found:
            yield from _texts(value)


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    return (piece for text in texts for piece in text.split() if len(piece) > 1)


def _hosts(texts: Iterable[str]) -> Iterator[str]:
    """Yield what looks like a domain."""
    for text in texts:
        name = text.partition("/")[0].lower()
        if "." in name and " " not in name and name.isascii() and name.rpartition(".")[2].isalpha():
            yield name
