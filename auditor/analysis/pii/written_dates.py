"""Full dates as texts write them: in figures and words, in the calendars of Japan, Taiwan, Thailand and Iran. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

from auditor.resources import facts
from auditor.text import month_names
from auditor.text.fold import MARKS, fold

_NUMERIC = re.compile(
    r"(?<![\d./-])(?:(?P<y1>(?:19|20)\d\d)(?:[-/.] ?| ?\u5e74 ?(?:\([^()\n]{2,10}\) ?)?|\ub144 ?)(?P<m1>\d{1,2})(?:[-/.] ?| ?\u6708 ?|\uc6d4 ?)(?P<d1>\d{1,2})"
    r"(?: ?[\u65e5\u53f7\u865f\uc77c])?|(?P<y13>(?:19|20)\d\d) (?P<m13>[01]\d) (?P<d13>[0-3]\d)|(?P<d2>\d{1,2})[-/. ]{1,2}(?P<m2>\d{1,2})[-/. ]{1,2}(?P<y2>(?:19|20|24|25)\d\d))(?!\d)"
)
_SHORT_YEAR = re.compile(r"(?<![\d./-])(?P<d5>\d{1,2})([-/.])(?P<m5>\d{1,2})\2(?P<y5>\d\d)(?![\d./-])")
_SIGNS = "\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"
"""Figures in Chinese and Japanese, zero in two spellings first."""
_FIGURE = rf"(?:\d{{1,3}}|[{_SIGNS}\u5341\u767e\u5143\u5eff\u5345]{{1,5}})"
_ERA = re.compile(
    rf"(?:(?P<e>\u660e\u6cbb?|\u5927\u6b63?|\u662d\u548c?|\u5e73\u6210?|\u4ee4\u548c?|\u6c11\u570b|\u6c11\u56fd|(?<![a-z0-9])[mtsh])\.? ?(?P<y7>{_FIGURE})|(?P<y8>[{_SIGNS}]{{4}}))"
    rf"(?: ?\u5e74 ?(?:\(\d{{4}}\u5e74?\) ?)?|[./-] ?)(?P<m7>{_FIGURE})(?: ?\u6708 ?|[./-] ?)(?P<d7>{_FIGURE})(?: ?[\u65e5\u53f7\u865f])?(?!\d)"
)
_ERAS = {"\u660e": 1867, "\u5927": 1911, "\u662d": 1925, "\u5e73": 1988, "\u4ee4": 2018, "\u6c11": 1911}
_LETTERS = {"m": 1867, "t": 1911, "s": 1925, "h": 1988}
_BUDDHIST = 543
"""Years between the calendar of Thailand and ours."""


def folded_in_place(text: str) -> str:
    """Return a text in lower case without accents and with figures of ours, each sign in its place."""
    return text.lower() if text.isascii() else "".join(map(_sign, text))


@lru_cache(maxsize=4_096)
def _sign(sign: str) -> str:
    if sign.isascii() or sign.isspace():
        return sign.lower()
    figure = unicodedata.decimal(sign, None)
    return str(figure) if figure is not None else (fold(sign) or sign)[0]


def written(folded: str, *, short: bool = False) -> Iterator[tuple[int, int, date]]:
    """Yield the dates of a text, folded in place, with where they stand, in its order.

    Args:
        folded: The text.
        short: Whether years of two figures count, where no other date is found.
    """
    hits = [hit for pattern in (_NUMERIC, _worded(), _ERA, _persian()) for hit in pattern.finditer(folded)]
    if not hits and short:
        hits = list(_SHORT_YEAR.finditer(folded))
    for hit in sorted(hits, key=re.Match.start):
        if (day := _read(hit)) is not None:
            yield hit.start(), hit.end(), day


def _read(hit: re.Match[str]) -> date | None:
    part = {name[0]: value for name, value in hit.groupdict().items() if value}
    if "k" in part:
        return _from_persian(int(part["y"]), month_names.persian()[part["k"]], int(part["d"]))
    month = _months().get(part["m"].rstrip("."), 0) or _number(part["m"])
    day, year = _number(part["d"]), _year(part)
    if 1_300 <= year < 1_500:
        return _from_persian(year, month, day) if 1 <= month <= 12 else None
    if month > 12 >= day:  # 12/31/1980, as in the United States
        day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(part: dict[str, str]) -> int:
    if "e" in part:
        first = part["e"][0]
        return _number(part["y"]) + (_LETTERS.get(first) or _ERAS[first])
    year = _number(part["y"])
    if len(part["y"]) == 2:
        # No date of a birth lies ahead, and nobody of a hundred years writes two figures.
        return year + (1900 if year > 30 else 2000)
    return year - _BUDDHIST if year >= 2400 else year


def _number(text: str) -> int:
    """Return a number written in figures of ours or of China's: `25`, `\u4e8c\u5341\u4e94`, `\u4e00\u4e5d\u516b\u3007`."""
    if text.isdigit() and text.isascii():
        return int(text)
    text = text.replace("\u5eff", "\u4e8c\u5341").replace("\u5345", "\u4e09\u5341")
    total, last = 0, 0
    for sign in text:
        if sign in "\u5341\u767e":
            total += (last or 1) * (10 if sign == "\u5341" else 100)
            last = 0
        else:
            last = last * 10 + (1 if sign == "\u5143" else max(0, _SIGNS.find(sign) - 1))
    return total + last


def _from_persian(year: int, month: int, day: int) -> date | None:
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return date(year + 621, 3, 21) + timedelta(days=before + day - 1) if 1 <= day <= 31 else None


@cache
def _months() -> dict[str, int]:
    listed = facts("analysis/pii/births.toml")["months"]["names"]
    ours = {folded_in_place(name): number for number, names in enumerate(listed, 1) for name in names}
    # Names of the other languages, where all of them mean the same month.
    others = {name: next(iter(found)) for name, found in month_names.names().items() if len(found) == 1}
    return {folded_in_place(name): number for name, number in others.items() if _is_word(name)} | ours


def _is_word(name: str) -> bool:
    return re.fullmatch(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*", name) is not None


@cache
def _worded() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    year = r"(?:19|20)\d\d"
    day = r"(?P<d{0}>\d{{1,2}})(?:st|nd|rd|th|er|\.|\u00ba|o|:e|ain|a)?"
    behind = (
        r"\.?,?\s{0,2}(?:de |del |\u0e1e\.?\u0e28\.? ?|\u0e04\.?\u0e28\.? ?|\u0e1b\u0e35 ?)?(?P<y3>(?:19|20|24|25)\d\d)"
    )
    day_first = rf"{day.format(3)}[\s,/-]{{0,2}}(?:of |de |d[\u2019']|ta |\u05d1|\u0e40\u0e14\u0e37\u0e2d\u0e19)?(?P<m3>{names}){behind}"
    month_first = rf"(?P<m4>{names})\.?\s{{1,2}}{day.format(4)},?\s{{1,2}}(?P<y4>{year})"
    year_first = rf"(?P<y6>{year})(?:\.(?: gada)?| y[i\u0131]l[i\u0131]n[i\u0131]n| m\.|-?k?o|,| \u10ec\u10da\u10d8\u10e1| \u0436\u044b\u043b[\u0430-\u044f]{{0,3}})?\s{{1,2}}(?:(?P<m6>{names})\.?\s{{1,2}}(?P<d6>\d{{1,2}})|(?P<d9>\d{{1,2}})\.? (?P<m9>{names})(?!\w))"
    spelled = rf"(?P<d10>\d{{1,2}}) thang (?P<m10>\d{{1,2}})(?:,? nam|,)? (?P<y10>{year})"
    return re.compile(rf"(?<!\w)(?:{day_first}|{month_first}|{year_first}|{spelled})(?!\d)")


@cache
def _persian() -> re.Pattern[str]:
    names = "|".join(sorted(month_names.persian(), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?P<d11>\d{{1,2}}) (?P<k11>{names}) (?:\u0645\u0627\u0647 )?(?P<y11>1[34]\d\d)(?!\d)|(?<![\d/])(?P<y12>1[34]\d\d)/(?P<m12>\d{{1,2}})/(?P<d12>\d{{1,2}})(?![\d/])"
    )
