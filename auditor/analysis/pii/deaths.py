"""Whether a text says that somebody is dead: in the clause of a birth date, or in a line of its own beside it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from auditor.analysis.pii.written_dates import folded_in_place, written
from auditor.resources import facts
from auditor.text.fold import is_unspaced

_BEHIND, _BEFORE = 160, 60
"""Characters behind and before a birth date in which a death is looked for. Our default."""
_LONGEST_LINE = 80
"""Characters of a line that tells a death by itself, and is no prose. Our default."""
_BESIDE = 30
"""Characters before the word in which it may be said whose death it is: `her father died`. Our default."""
_LIVED = re.compile(r"\s*[-\u2013\u2014]\s*(?:\w+[.,]?\s){0,3}(?:\d{1,2}[./-]\s?){0,2}(?:19|20)\d\d")
"""Behind the date: the other end of a life, `12 March 1921 - 4 May 2001`."""
_YEARS = re.compile(
    r"(?<!\d)((?:18|19|20)\d\d)\s?[-\u2013\u2014~]\s?(?:\u2020\s?)?(?:[^\W\d]+[.,]?\s){0,2}(?:\d{1,2}[./-]?\s?(?:[^\W\d]+\s)?){0,2}((?:19|20)\d\d)(?!\d)"
)
_DANISH = re.compile(r"d\. ?\d{1,2}\. ?[^\W\d]")
"""`d. 1. maj`, which is a date in Danish and no death."""
_STOP = re.compile(r"(?<![\s(.]\w)(?<!\d)[.!?;]\s+(?=[^\W\d])|\u3002")


def is_dead_behind(folded: str, begin: int, end: int) -> bool:
    """Return whether the line of a birth date, which stands from `begin` to `end`, goes on to a death or begins with a memory.

    Args:
        folded: The text, folded in place.
        begin: Where word and date begin.
        end: Where they end.
    """
    if _LIVED.match(folded, end):
        return True
    behind = folded[end : end + _BEHIND].split("\n", maxsplit=1)[0]
    before = folded[max(folded.rfind("\n", 0, begin) + 1, begin - _BEFORE) : begin]
    if _memorial().search(before) or _is_told(_STOP.split(before)[-1], begins=True):
        return True
    return any(_is_told(clause, begins=not index) for index, clause in enumerate(_STOP.split(behind)))


def _is_told(clause: str, *, begins: bool) -> bool:
    """Return whether a clause tells the death of whom the date is about; one that doesn't begin with the date needs a pronoun."""
    if (short := _short().search(clause)) is not None and (begins or not clause[: short.start()].strip()):
        return True
    for match in _words().finditer(clause):
        before = clause[: match.start()]
        if _relatives().search(before[-_BESIDE:]):
            continue
        first = re.findall(r"\w+", before)[:1]
        if begins or not first or first[0] in _pronouns():
            return True
    return False


def is_death(line: str, year: int) -> bool:
    """Return whether a line, folded in place, tells the death of whom the lines beside it are about, born in `year`."""
    line = line.strip(" \t\u00a0(),\u2013\u2014-")
    if len(line) > _LONGEST_LINE:
        return False
    if tells_years(line, year) or (_short().match(line) and not _DANISH.match(line)):
        return True
    match = _words().search(line)
    if match is None or _relatives().search(line[: match.start()]):
        return False
    return match.start() == 0 or next((start == 0 for start, _, _ in written(line)), False)


def tells_years(line: str, year: int) -> bool:
    """Return whether a line has the years of a life that began in `year`: `(1932-1999)`."""
    return any(int(born) == year for born, _ in _YEARS.findall(line))


def is_memorial(line: str) -> bool:
    """Return whether a short line, folded in place, says in whose memory what follows is written."""
    line = line.strip()
    found = _memorial().search(line) if len(line) <= _LONGEST_LINE else None
    return found is not None and found.start() == 0


@cache
def _words() -> re.Pattern[str]:
    return _found(facts("analysis/pii/births.toml")["deaths"]["words"])


@cache
def _memorial() -> re.Pattern[str]:
    return _found(facts("analysis/pii/births.toml")["deaths"]["memorial"])


@cache
def _relatives() -> re.Pattern[str]:
    return _found(facts("analysis/pii/births.toml")["deaths"]["relatives"])


@cache
def _short() -> re.Pattern[str]:
    """Return the pattern of short forms, which begin something and stand directly in front of a date or a year."""
    words = "|".join(map(re.escape, _longest_first(facts("analysis/pii/births.toml")["deaths"]["short"])))
    year = r"(?:[^,;\n]{0,20}[\s./-])?(?:19|20)\d\d(?!\d)"
    begins = r"(?:^|[,;(/\u2013\u2014-]|(?<=[\d.]))\s{0,2}"
    return re.compile(
        rf"{begins}(?:{words})[\s:]{{0,2}}(?:(?:am|le|el|il|den|em|op)\s)?(?=\d)(?={year})|[\u2020\u271d]"
    )


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(map(folded_in_place, facts("analysis/pii/births.toml")["around"]["pronouns"]))


def _found(words: Iterable[str]) -> re.Pattern[str]:
    folded = _longest_first(words)
    spaced = "|".join(re.escape(word) for word in folded if not is_unspaced(word))
    solid = "|".join(re.escape(word) for word in folded if is_unspaced(word))
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)|{solid or '(?!)'}")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted({folded_in_place(word) for word in words}, key=len, reverse=True)
