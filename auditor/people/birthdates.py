"""Full birth dates in a text: a word that says so, and day, month and year. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from auditor.resources import facts
from auditor.text.fold import fold

_LONGEST_LIFE = 105
"""Years after which nobody is taken to be alive. House rule."""
_BETWEEN = 40
"""Characters between the word and the date: `born in Quay on`."""
_DAY = r"(?P<d{0}>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|:e)?"
_NUMERIC = re.compile(
    r"(?<!\d)(?:(?P<y1>(?:19|20)\d\d)[-/.\u5e74](?P<m1>\d{1,2})[-/.\u6708](?P<d1>\d{1,2})\u65e5?|(?P<d2>\d{1,2})[-/. ]{1,2}(?P<m2>\d{1,2})[-/. ]{1,2}(?P<y2>(?:19|20)\d\d))(?!\d)"
)


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date where it stands."""

    text: str
    """The date as written."""
    day: date
    start: int
    end: int
    word: int
    """Offset of the word that says so."""


def birth_dates(text: str, today: date) -> Iterator[BirthDate]:
    """Yield the full birth dates of people who may be alive on `today`, in the order of the text."""
    for match in _birth_words().finditer(text):
        window = text[match.end() : match.end() + _BETWEEN + 40].split("\n", maxsplit=1)[0]
        found = _date_in(window)
        if found is None or found[1] > _BETWEEN:
            continue
        day, begin, stop = found
        start = match.end() + begin
        end = match.end() + stop
        age = today.year - day.year
        if 0 <= age <= _LONGEST_LIFE and not _died(text[end : end + 60]):
            yield BirthDate(text[start:end], day, start, end, match.start())


def _date_in(window: str) -> tuple[date, int, int] | None:
    hits = [hit for hit in (_NUMERIC.search(window), _worded().search(window)) if hit is not None]
    for hit in sorted(hits, key=re.Match.start):
        if (day := _read(hit)) is not None:
            return day, hit.start(), hit.end()
    return None


def _read(hit: re.Match[str]) -> date | None:
    groups = {name: value for name, value in hit.groupdict().items() if value}
    part = {name[0]: value for name, value in groups.items()}
    month = int(part["m"]) if part["m"].isdigit() else _months().get(fold(part["m"]).rstrip("."), 0)
    day = int(part["d"])
    if month > 12 >= day:  # 12/31/1980, as in the United States
        day, month = month, day
    try:
        return date(int(part["y"]), month, day)
    except ValueError:
        return None


def _died(behind: str) -> bool:
    said = fold(behind.split("\n", maxsplit=1)[0])
    return any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) for word in facts("people/words.toml")["birth"]["died"]
    )


@cache
def _months() -> dict[str, int]:
    listed = facts("people/words.toml")["birth"]["months"]
    return {name: number for number, names in enumerate(listed, 1) for name in names}


@cache
def _worded() -> re.Pattern[str]:
    names = "|".join(sorted({spelled for name in _months() for spelled in _accented(name)}, key=len, reverse=True))
    day_first = rf"{_DAY.format(3)}\s{{1,2}}(?:of |de |d[\u2019'])?(?P<m3>{names})\.?,?\s{{1,2}}(?:de |del )?(?P<y3>(?:19|20)\d\d)"
    month_first = rf"(?P<m4>{names})\.?\s{{1,2}}{_DAY.format(4)},?\s{{1,2}}(?P<y4>(?:19|20)\d\d)"
    return re.compile(rf"(?<!\w)(?:{day_first}|{month_first})(?!\d)", re.IGNORECASE)


def _accented(name: str) -> Iterator[str]:
    """Yield the spellings of a folded month's name."""
    yield name
    yield from _ACCENTED.get(name, ())


_ACCENTED = {
    "fevrier": ("f\u00e9vrier",), "fevr": ("f\u00e9vr",), "aout": ("ao\u00fbt",), "decembre": ("d\u00e9cembre",), "marz": ("m\u00e4rz",), "marco": ("mar\u00e7o",),
    "wrzesnia": ("wrze\u015bnia",), "pazdziernika": ("pa\u017adziernika",),
}  # fmt: skip


@cache
def _birth_words() -> re.Pattern[str]:
    listed = [word for word in facts("people/words.toml")["birth"]["words"] if word != "*"]
    # Accents as written are let through letter by letter, so that the text need not be folded and offsets stay true.
    spelled = [
        "".join(_LETTERS.get(sign, re.escape(sign)) for sign in word) for word in sorted(listed, key=len, reverse=True)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)|\*(?=\s?\d)", re.IGNORECASE)


_LETTERS = {
    "e": "[e\u00e9\u00e8]",
    "o": "[o\u00f3\u00f6\u00f8]",
    "l": "[l\u0142]",
    "a": "[a\u00e0\u00e1\u00e4]",
    " ": r"[\s.]{1,2}",
}
