"""When rounds are due: spans such as `30m`, ends such as `Mon 09:00`, and the clock that tells."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import time as time_of_day
from typing import Protocol

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKLY = re.compile(r"(?:([A-Za-z]{3,9})\.?,?\s+)?([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
_MOST_AHEAD = timedelta(days=3_660)


class Clock(Protocol):
    """What tells the time; tests have one that runs faster."""

    def now(self) -> datetime:
        """Return the time of day, UTC: it may jump, forwards after a sleep and backwards where it is put right."""
        ...

    def elapsed(self) -> float:
        """Return seconds that only ever grow."""
        ...

    def wait(self, seconds: float) -> None:
        """Let so much time pass."""
        ...


class SystemClock:
    """The machine's own."""

    def now(self) -> datetime:
        """Return the time of day, UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Return seconds that only ever grow; on some systems they stand still while the machine sleeps."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Sleep."""
        time.sleep(seconds)


def end(text: str, zone: tzinfo, now: datetime) -> datetime:
    """Read when a watch ends: `Mon 09:00`, `18:30`, or a date with a time by ISO 8601; return it in UTC.

    Args:
        text: As written.
        zone: Of a time that says none.
        now: From when on the next such hour is meant.

    Raises:
        ValueError: it is no such time, or none that lies ahead; one line that says so.
    """
    if found := _WEEKLY.fullmatch(text.strip()):
        return _next(found[1] or "", time_of_day(int(found[2]), int(found[3])), zone, now, text)
    moment = _iso(text.strip(), zone)
    if moment is None:
        raise ValueError(f'{text!r} is not a time; write it like "Mon 09:00", 18:30 or 2026-11-30T09:00')
    if moment <= now:
        raise ValueError(f"{text!r} has passed already")
    if moment - now > _MOST_AHEAD:
        raise ValueError(f"{text!r} is more than ten years ahead; leave it out to watch for ever")
    return moment


def _iso(text: str, zone: tzinfo) -> datetime | None:
    if len(text) <= len("2026-11-30"):
        return None  # a day alone leaves open whether it is watched
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _next(day: str, hour: time_of_day, zone: tzinfo, now: datetime, text: str) -> datetime:
    """Return the next time that a clock on the wall shows an hour, on a day of the week if one is named."""
    wanted = [number for number, name in enumerate(_DAYS) if day and name.startswith(day.lower())]
    if day and len(wanted) != 1:
        raise ValueError(f"{text!r} names no day of the week; write it like Mon or Monday")
    today = now.astimezone(zone).date()
    for ahead in range(9):
        date = today + timedelta(days=ahead)
        # An hour that the clocks leave out is the one they show instead; one that comes twice is the first.
        moment = datetime.combine(date, hour, zone).astimezone(UTC)
        if moment > now and (not wanted or date.weekday() == wanted[0]):
            return moment
    raise AssertionError(text)  # every day of the week comes within eight days


@dataclass(slots=True)
class Timer:
    """Waits for a moment, by the time of day and by the seconds that have passed, whichever comes first.

    So a machine that slept goes on at once, and a clock that is put back stops nothing.
    """

    clock: Clock
    slice: float = 30.0
    """Seconds after which it looks at the clock again."""

    def until(self, moment: datetime) -> float:
        """Wait; return by how many seconds it is late, which is more than a slice only where the machine slept."""
        begun, seconds = self.clock.elapsed(), (moment - self.clock.now()).total_seconds()
        while True:
            left = (moment - self.clock.now()).total_seconds()
            by_itself = seconds - (self.clock.elapsed() - begun)
            if left <= 0 or by_itself <= 0:
                return max(0.0, -left)
            self.clock.wait(min(left, by_itself, self.slice))


def in_words(seconds: float) -> str:
    """Return a length of time as people say it, such as `2 h 5 min`."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return f"{seconds:.0f} s"
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        days, hours = divmod(hours, 24)
        return f"{days} d {hours} h" if hours else f"{days} d"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
