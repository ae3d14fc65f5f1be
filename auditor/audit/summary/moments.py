"""Local times as results write them, and read from there again. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""As results write them, and as the templates have them translated."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TOLD = re.compile(
    rf"(?:{'|'.join(DAYS)}) (?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}}), (?P<time>\d\d:\d\d)"
)


def told_at(moment: datetime, there: ZoneInfo) -> str:
    """Return a time such as `Mon 7 Sep 2026, 12:05`. Spelled out here, since what strftime says depends on the machine."""
    local = moment.astimezone(there)
    day = f"{DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day}, {local.hour:02}:{local.minute:02}"


def day_and_time(told: str) -> tuple[date, str] | None:
    """Return the day and the time, such as `12:05`, that `told_at` wrote; None for anything else."""
    parts = _TOLD.fullmatch(told)
    try:
        return parts and (date(int(parts["year"]), _MONTHS.index(parts["month"]) + 1, int(parts["day"])), parts["time"])
    except ValueError:
        return None
