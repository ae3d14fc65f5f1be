"""Which of the trades to which lapsed domains are turned a page is of: gambling, pills, pornography and the like.

The words are facts, in `trades.toml`; here stands how they are weighed. Precise before complete: a page that merely mentions
such a trade, or a company that is called Casino, is of none. Pure functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from auditor.resources import facts
from auditor.text.fold import fold, words

_LONGEST_HEAD = 2_000
_LONGEST_TEXT = 60_000
"""Characters looked at; hostile pages are longer."""
_TERMS_IN_ALL = 3
"""Different terms on the whole page. Our default: what sells such things says so more than once."""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade, and the words of a page that show it."""

    id: str
    name: str
    """In words, such as `gambling`."""
    terms: tuple[str, ...]
    """Up to three of them, those of the head first."""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    name: str
    decisive: tuple[str, ...]
    telling: tuple[str, ...]
    telling_in_head: int
    """Telling terms that stand in for a decisive one in the head; 0 where none do."""


def trade_of(head: str, text: str) -> Trade | None:
    """Return the trade a page is plainly of; None where it is of none of those known, or the evidence is thin.

    Args:
        head: Title, first heading and description.
        text: What a visitor reads.
    """
    said = _Said(head[:_LONGEST_HEAD])
    for id_, vocabulary in _vocabularies().items():
        decisive, telling = said.found(vocabulary.decisive), said.found(vocabulary.telling)
        if not decisive and not 0 < vocabulary.telling_in_head <= len(telling):
            continue
        whole = _Said(text[:_LONGEST_TEXT])
        terms = _apart((*decisive, *telling, *whole.found((*vocabulary.decisive, *vocabulary.telling))))
        if len(terms) >= _TERMS_IN_ALL:
            return Trade(id_, vocabulary.name, terms[:_SHOWN])
    return None


def _apart(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the terms that say what no other of them says: “online casino”, “casinos online” and “casino” are one sign."""
    kept: dict[frozenset[str], str] = {}
    for term in sorted(dict.fromkeys(terms), key=lambda term: -len(_parts(term))):  # stable: the first of the longest
        if not any(_within(_parts(term), other) for other in kept):
            kept[_parts(term)] = term
    return tuple(sorted(kept.values(), key=terms.index))


@cache
def _parts(term: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in _folded(term)[0].split())


def _within(parts: frozenset[str], other: frozenset[str]) -> bool:
    return parts <= other or all(not part.isascii() and any(part in one for one in other) for part in parts)


def speaks_of(trade: str, text: str) -> bool:
    """Return whether a text uses any word of a trade, `trade` its id."""
    vocabulary = _vocabularies()[trade]
    return bool(_Said(text[:_LONGEST_TEXT]).found((*vocabulary.decisive, *vocabulary.telling)))


class _Said:
    """A text to look up terms in."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self._spaced = f" {' '.join(words(folded))} "
        self._joined = folded.replace(" ", "")

    def found(self, terms: tuple[str, ...]) -> tuple[str, ...]:
        """Return the terms that the text holds."""
        return tuple(term for term in terms if self._holds(term))

    def _holds(self, term: str) -> bool:
        folded, latin = _folded(term)
        return folded in (self._spaced if latin else self._joined)


@cache
def _folded(term: str) -> tuple[str, bool]:
    """Return the term as it is looked up, and whether it is one of Latin letters, to be found as whole words."""
    folded = fold(term)
    return (f" {' '.join(words(folded))} ", True) if folded.isascii() else (folded.replace(" ", ""), False)


@cache
def _vocabularies() -> dict[str, _Vocabulary]:
    return {
        id_: _Vocabulary(
            trade["name"], _all(trade["decisive"]), _all(trade["telling"]), trade.get("telling_in_head", 0)
        )
        for id_, trade in facts("text/trades.toml").items()
    }


def _all(by_language: dict[str, list[str]]) -> tuple[str, ...]:
    by_sign = {_folded(term)[0]: term for terms in reversed(by_language.values()) for term in reversed(terms)}
    return tuple(reversed(by_sign.values()))
