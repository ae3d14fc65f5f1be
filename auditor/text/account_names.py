"""Whether the name of an account is near a company's. Pure functions over short texts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from auditor.text import company_names
from auditor.text.confusable import skeleton
from auditor.text.edits import edits, jaro_winkler
from auditor.text.fold import fold, words

ALIKE = 0.92
"""Likeness by Jaro and Winkler from which two names are near. Our default, as is all that follows."""
_SHORTEST, _ONE_EDIT = 4, 6
"""Letters below which only the same name is near; from which one letter may differ."""
_CUSTOMERS = frozenset({"customer", "customers", "client", "clients", "kunden", "kunde", "clientes", "clienti"})
_SURROUNDED = 2
"""Words such as `official` or `support` that are taken off either end of a handle written in one."""


def bare(text: str) -> str:
    """Return a name or handle as it is compared: its looks, without signs, digits at the end and words such as `official`."""
    said = list(map(_numberless, words(fold(text.replace("_", " ").replace(".", " ")))))
    left = [word for word in said if word not in company_names.affixes() and word not in _CUSTOMERS] or said
    return skeleton("".join(left))


def _numberless(word: str) -> str:
    bare_word = word.rstrip("0123456789")
    return bare_word if len(bare_word) >= _SHORTEST else word


def near(text: str, names: Iterable[str]) -> str:
    """Return which of a company's names an account's name or handle is near to; empty for none."""
    said = bare(text)
    if not said:
        return ""
    return next((name for name in names if _is_near(said, bare(name))), "")


def _is_near(said: str, name: str) -> bool:
    if said == name and name:
        return True
    if min(len(said), len(name)) < _SHORTEST:
        return False
    if any(one == name for one in _unwrapped(said)):
        return True
    if len(name) >= _ONE_EDIT and edits(said, name, 2) == 1:
        return True
    return jaro_winkler(said, name) >= ALIKE


def _unwrapped(said: str) -> set[str]:
    """Return what is left of a handle written in one, such as `acmesupport`, without the words around the name."""
    found = {said}
    for _ in range(_SURROUNDED):
        for one in tuple(found):
            found |= {one.removeprefix(affix) for affix in _affixes()} | {
                one.removesuffix(affix) for affix in _affixes()
            }
    return found


@cache
def _affixes() -> frozenset[str]:
    return frozenset(map(skeleton, company_names.affixes()))
