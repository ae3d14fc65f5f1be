"""Marks of reviews on whatever scale, brought to five stars. Pure; places with other scales stand in ratings.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from auditor.resources import facts

STARS = 5
"""What marks are brought to."""
_BEYOND = 0.02
"""Share of the marks beyond five from which they are no slips. Our default."""
_SCALES = frozenset({5, 6, 10, 20, 100})
"""Highest marks that are taken for a scale. Our default: `3 of 7` may be anything."""


def best(platform: str) -> int:
    """Return the highest mark that a place gives, by its id or name; five where nothing else is known."""
    return int(facts("platforms/ratings.toml")["best"].get(platform.strip().casefold(), STARS))


def in_words(text: str) -> int | None:
    """Return the highest mark that a cell or the head of a column names, as in `4/10`; None where it names none."""
    found = _scale().search(text.casefold())
    scale = int(found[1] or found[2]) if found else 0
    return scale if scale in _SCALES else None


def scale_of(marks: Iterable[float]) -> int:
    """Return the highest mark of the smallest scale that holds some marks: five, ten or a hundred; five where few lie beyond it."""
    known = list(marks)
    beyond = sum(mark > STARS for mark in known)
    if beyond < max(2, _BEYOND * len(known)):
        return STARS
    return next((scale for scale in (10, 100) if max(known) <= scale), STARS)


def stars(mark: float, scale: int) -> float | None:
    """Return a mark of a scale in stars; None for one that does not lie on it."""
    return mark * STARS / scale if 0 < mark <= scale and (scale != STARS or mark >= 1) else None


@cache
def _scale() -> re.Pattern[str]:
    behind = "|".join(map(re.escape, facts("platforms/ratings.toml")["written"]["behind"]))
    return re.compile(rf"(?:{behind}) ?(\d{{1,3}})(?![\d.,]\d|\d)|\b[01] ?[-\u2013] ?(\d{{1,3}})\b")
