"""Local time: weekday and hour of many moments, daylight saving included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from auditor.analysis.conversations.metrics.turns import SECOND, microseconds
from auditor.text.zones import zone

_BLOCK = 900
"""Seconds. No zone in use has ever changed its offset but at a quarter of an hour."""
_EPOCH_WEEKDAY = 3
"""1970 began on a Thursday."""
_DAY = 86_400
SATURDAY = 5
_MINUTES = 1_440
"""Of a day."""
_MONDAY_NINE, _FRIDAY_NOON = 540, 4 * _MINUTES + 720
"""Minutes since Monday 00:00."""


def local(moment: datetime, name: str) -> datetime:
    """Return a moment as clocks show it in a zone, in UTC where there is none of that name; on the last day of time as it is."""
    try:
        return moment.astimezone(zone(name) or UTC)
    except OverflowError:
        return moment


class Clock:
    """Tells local times of one zone; what it found out of a quarter of an hour it does not ask again."""

    def __init__(self, zone_: ZoneInfo) -> None:
        self.zone = zone_
        self._offsets: dict[int, int] = {}
        self._mondays: dict[int, int] = {}

    def _shown(self, at: int) -> int:
        """Return the seconds since 1970 that local clocks show."""
        seconds = at // SECOND
        block = seconds // _BLOCK
        offset = self._offsets.get(block)
        if offset is None:
            offset = self._offsets[block] = self._offset(block * _BLOCK)
        return seconds + offset

    def _offset(self, seconds: int) -> int:
        try:
            there = datetime.fromtimestamp(seconds, UTC).astimezone(self.zone).utcoffset()
        except (OverflowError, ValueError, OSError):  # the first or the last day that there is
            there = None
        return int(there.total_seconds()) if there is not None else 0

    def local(self, at: int) -> tuple[int, int]:
        """Return (weekday from Monday, which is 0; minute since midnight) of a moment in microseconds since 1970."""
        days, second = divmod(self._shown(at), _DAY)
        return (days + _EPOCH_WEEKDAY) % 7, second // 60

    def weekend_ends(self, at: int, weekday: int, minute: int) -> int | None:
        """Return when the weekend is over, in microseconds since 1970: Monday 09:00 local time; None on other days.

        A weekend begins on Friday at 12:00.

        Args:
            at: The moment.
            weekday: What `local` says of it.
            minute: And this.
        """
        if _MONDAY_NINE <= weekday * _MINUTES + minute < _FRIDAY_NOON:
            return None
        day = self._shown(at) // _DAY + (-weekday) % 7
        end = self._mondays.get(day)
        if end is None:
            nine = datetime(1970, 1, 1, tzinfo=self.zone) + timedelta(days=day, minutes=_MONDAY_NINE)
            end = self._mondays[day] = microseconds(nine)
        return end
