"""What tells that somebody may report abuse, phishing or a security problem: words of links and headings, addresses. Pure.

The lists are facts, in `reports.toml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from auditor import urls
from auditor.resources import facts
from auditor.text.fold import fold, words

_PUBLISHED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:annual|quarterly|transparency|yearly|threat|statistics|market|research) \w{0,20} ?report\b|\breport(?:s)? (?:on|about|into)\b"
)


@lru_cache(maxsize=8_192)
def says_how(title: str) -> bool:
    """Return whether a link, a title or a heading says how to report something."""
    folded = fold(title[:300])
    if not folded:
        return False
    told, said = _facts(), set(words(folded))
    if any(phrase in folded for phrase in told["phrases"]):
        return True
    wrongs = _held("wrongs", folded, said)
    if not wrongs:
        return False
    # "Annual report 2025 on fraud" tells what was done, not how to tell of it.
    published = _PUBLISHED.search(folded) is not None
    acts = _held("acts", folded, said)
    return bool(acts and not (published and acts <= {"report", "denuncia"}))


def _held(group: str, folded: str, said: set[str]) -> set[str]:
    """Return the words of a group that a text holds: whole, by their beginning (`word*`), or anywhere where not in Latin letters."""
    begun = _beginnings(group)
    found = said & _facts()[group]
    found |= {word for word in said if word.startswith(begun)} if begun else set()
    if folded.isascii():
        return found
    return found | {word for word in _other_letters(group) if word in folded}


@cache
def _other_letters(group: str) -> tuple[str, ...]:
    return tuple(word for word in _facts()[group] if not word.isascii())


@cache
def _beginnings(group: str) -> tuple[str, ...]:
    return tuple(word[:-1] for word in _facts()[group] if word.endswith("*"))


def is_bounty(url: str) -> bool:
    """Return whether an address is a company's page at a service for reports of security problems."""
    return urls.registrable(urls.host(url)) in _facts()["bounties"] and len(urls.path(url)) > 1


def listed(group: str) -> frozenset[str]:
    """Return a list of the facts, such as `mailboxes`, folded as the texts are that it is held against."""
    return _facts()[group]


@cache
def _facts() -> dict[str, frozenset[str]]:
    """Return the lists, folded as the texts are that they are held against."""
    listed = facts("text/reports.toml").items()
    return {name: frozenset(fold(word) for word in entries) for name, entries in listed}
