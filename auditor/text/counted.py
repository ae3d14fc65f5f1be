"""Times that a text counts instead of naming a day: years ago, and the weeks of a year. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from auditor.resources import facts
from auditor.text.dates import days, folded
from auditor.text.readings import Reading

_ISO_WEEK = re.compile(r"(?<!\d)(20\d\d)-?w(\d\d)(?:-?[1-7])?(?!\d)")
_LABEL = 40
"""Characters of a line up to which it may be the date of what stands beside it. Our default."""


def counted(text: str, today: date) -> list[Reading]:
    """Return the times of a line that are counted, each as its last day."""
    letters = folded(text)
    found = [*_years_ago(letters, today), *_weeks(letters)]
    return sorted(found, key=lambda one: one.start)


def of_the_last_year(text: str, lang: str, today: date) -> date | None:
    """Return the newest day of the last twelve months that a short line names without a year; None for none."""
    if len(text) > _LABEL:
        return None
    past = (one.day for one in days(text, lang, near=_back(today, 1)) if not one.has_year and one.day <= today)
    return max(past, default=None)


def _years_ago(letters: str, today: date) -> Iterator[Reading]:
    for match in _ago().finditer(letters):
        number = next(group for group in match.groups() if group)
        yield Reading((_back(today, int(number) if number.isdecimal() else 1),), match.start(), match.end())


def _weeks(letters: str) -> Iterator[Reading]:
    for match in _ISO_WEEK.finditer(letters):
        yield from _week(match, match[1], match[2])
    for match in _named_week().finditer(letters):
        yield from _week(match, match["year"], match["week"])


def _week(match: re.Match[str], year: str, week: str) -> Iterator[Reading]:
    try:
        last = date.fromisocalendar(int(year), int(week), 7)
    except ValueError:
        return
    yield Reading((last,), match.start(), match.end())


def _back(today: date, years: int) -> date:
    """Return the same day so many years ago; of 29 February the day before."""
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year - years, today.month, day)


@cache
def _ago() -> re.Pattern[str]:
    listed = "|".join(map(folded, facts("text/dates.toml")["years_ago"]["patterns"]))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


@cache
def _named_week() -> re.Pattern[str]:
    named = "|".join(map(folded, facts("text/dates.toml")["weeks"]["words"]))
    return re.compile(rf"(?<!\w)(?:{named})\.?\s?(?P<week>\d{{1,2}})\s?[/,.\s-]\s?(?P<year>20\d\d)(?!\d)")
