"""Names of months as texts write them, in any of the languages known, with endings of case. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from auditor.resources import facts
from auditor.text.dates import folded

_SHORTEST_STEM = 4
"""Letters at which endings of a case begin at the earliest."""
_WITHOUT_CASES = frozenset(
    {"en", "fr", "es", "it", "pt", "nl", "de", "sv", "da", "no", "id", "vi", "th", "ar", "fa", "he"}
)


def month_of(word: str, lang: str) -> frozenset[int]:
    """Return the months a word may name: in the page's language first, in any other next, with an ending last."""
    word = word.replace(".", "").replace("\u200c", "")
    own = _names_of(lang)
    if found := own.get(word) or names().get(word):
        return found
    if lang == "fa" and word in persian():
        return frozenset({persian()[word]})
    if lang in {"he", ""} and word[:1] in "בלמהו" and len(word) > 3:
        return names().get(word[1:], frozenset())
    if lang == "th" and word.startswith("เดือน"):
        return names().get(word[5:], frozenset())
    return frozenset() if lang in _WITHOUT_CASES or len(word) < _SHORTEST_STEM else _by_stem(word, own)


def _by_stem(word: str, own: Mapping[str, frozenset[int]]) -> frozenset[int]:
    best: tuple[int, frozenset[int]] = (0, frozenset())
    for name, months in own.items():
        stem = max(_SHORTEST_STEM, len(name) - 2)
        if len(name) >= _SHORTEST_STEM and word.startswith(name[:stem]) and abs(len(word) - len(name)) <= 4:
            shared = next((n for n, pair in enumerate(zip(word, name, strict=False)) if pair[0] != pair[1]), len(name))
            best = max(best, (shared, months), key=lambda one: one[0])
    return best[1]


@cache
def _names_of(lang: str) -> Mapping[str, frozenset[int]]:
    known = facts("text/dates.toml")
    listed = known["months"].get(lang) or known["months_elsewhere"].get({"nb": "no", "nn": "no"}.get(lang, lang), ())
    return _numbered([listed])


@cache
def names() -> Mapping[str, frozenset[int]]:
    """Return the months by each of their names; `listopad` is October in Croatian and November in Czech."""
    known = facts("text/dates.toml")
    return _numbered([*known["months"].values(), *known["months_elsewhere"].values()])


def _numbered(lists: list[list[str]]) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for listed in lists:
        for number, words in enumerate(listed, 1):
            for word in folded(words).split():
                found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def persian() -> Mapping[str, int]:
    """Return the months of the Persian calendar by their names."""
    listed = facts("text/dates.toml")["calendars"]["persian"]
    return {word: number for number, words in enumerate(listed, 1) for word in folded(words).split()}


@cache
def joins() -> frozenset[str]:
    """Return the words that stand between day, month and year."""
    return frozenset(map(folded, facts("text/dates.toml")["joins"]["words"]))
