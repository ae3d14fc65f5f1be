"""What several checks say of conversations: how far a share can be trusted, what it covers, what a source does not show. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.analysis.conversations.metrics.figures import ChannelMeasure
from auditor.analysis.conversations.metrics.rates import Frame, Rate, Standing
from auditor.model import NOTHING, Message, message, phrase, quoted

READ_THEM = message("Read the conversations and judge for yourself.")
"""What to do with cases too few to judge."""
FULLER_EXPORT = message("Import a fuller export.")
"""What to do where a source does not show enough."""
_PAIR_BY_TIME = message(
    "Each reply comes right after a customer's post. If it answers that post, import the file with its pairing set to “time”; otherwise name "
    "the column that says what each post answers."
)
_NAME_PARENTS = message(
    "Name the column that says what each post answers when you import the file. If there is none, import a fuller export."
)
_EXPORT_WHOLE = message(
    "Export the conversations as a whole, the customers' posts with them, and keep ids as text: spreadsheets round long numbers."
)

_MINUTE, _HOUR_MINUTES, _DAY_HOURS = 60, 60, 24
_NOT_SHOWN = {
    "inbound": phrase("what customers write"),
    "replies": phrase("replies"),
    "threads": phrase("which post answers which"),
    "parents": phrase("which post of a conversation each reply answers"),
    "authors": phrase("who wrote what"),
    "images": phrase("pictures and their descriptions"),
    "deleted": phrase("what was deleted"),
    "automation": phrase("which posts were written by a program"),
    "direct": phrase("direct messages"),
    "times": phrase("the time of day of its posts"),
    "time-zone": phrase("which time zone its times are in"),
    "reply-times": phrase("when replies were written"),
    "mentions": phrase("posts that only mention the account"),
    "addressees": phrase("to whom the company's posts speak"),
}
"""By the words of `Channel.cannot_see`."""


def reliability(rate: Rate) -> Message:
    """Return how far a share can be trusted, to stand in brackets behind its cases."""
    if rate.value is None:
        return phrase("no cases")
    if rate.standing is Standing.FEW:
        return phrase("too few to judge")
    if rate.standing is Standing.ENOUGH:
        return phrase("{percent} %", percent=round(100 * rate.value))
    low, high = round(100 * rate.low), round(100 * rate.high)
    return phrase("95 % CI {low}–{high} %", low=low, high=high)  # noqa: RUF001 - ranges are written with an en dash


def window(frame: Frame) -> Message:
    """Return which days and which zone a figure covers."""
    until, zone = frame.until.date(), frame.timezone
    if frame.since is None:
        if not frame.weekends:
            return message("This covers all weekdays up to {until} ({zone}).", until=until, zone=zone)
        return message("This covers everything up to {until} ({zone}).", until=until, zone=zone)
    since = frame.since.date()
    if not frame.weekends:
        return message(
            "This covers the weekdays from {since} to {until} ({zone}).", since=since, until=until, zone=zone
        )
    return message("This covers {since} to {until} ({zone}).", since=since, until=until, zone=zone)


def unavailable(found: ChannelMeasure, *needs: str) -> Message:
    """Return why a figure can't be had for an account, nothing where it can; `remedy` says how to change that."""
    lacking = found.lacking(*needs)
    strays = "threads" in lacking and found.linkage.mostly_stray
    why = lacks(need for need in lacking if not (strays and need == "threads"))
    return why.then(stray(found)) if strays else why


def lacks(words: Iterable[str]) -> Message:
    """Return that a source does not show what words of `Channel.cannot_see` stand for; nothing where there are none."""
    shown = [not_shown(word) for word in words]
    return message("The source does not show {what}.", what=_any_of(shown)) if shown else NOTHING


def basis(found: ChannelMeasure, *needs: str) -> Message:
    """Return of how many accounts a figure of the total is that needs some things; nothing where it is of all of them."""
    seeing = sum(set(needs).isdisjoint(gaps) for gaps in found.gaps)
    if seeing in {0, len(found.gaps)}:
        return NOTHING
    return message(
        "This covers {count:,} of {total:,} accounts: the sources of the others do not show enough.",
        count=seeing,
        total=len(found.gaps),
    )


def not_shown(word: str) -> Message:
    """Return what a word of `Channel.cannot_see` stands for, as a noun."""
    return _NOT_SHOWN.get(word) or quoted(word)


def stray(found: ChannelMeasure) -> Message:
    """Return how many of the company's replies answer posts that are not there."""
    return message(
        "{count:,} of the company's {total:,} replies answers a post that the source does not contain.",
        "{count:,} of the company's {total:,} replies answer posts that the source does not contain.",
        count=found.linkage.stray_replies,
        total=found.linkage.replies,
    )


def remedy(found: ChannelMeasure, *needs: str) -> Message:
    """Return what to do about what `unavailable` tells."""
    lacking = set(found.lacking(*needs))
    if not lacking & {"threads", "addressees"} or lacking & {"inbound", "replies"}:
        return FULLER_EXPORT
    if found.linkage.mostly_stray:
        return _EXPORT_WHOLE
    return _PAIR_BY_TIME if found.linkage.alternates and not found.linkage.by_time else _NAME_PARENTS


def _any_of(what: Sequence[Message]) -> Message:
    """Return a list of nouns, its parts joined as the language joins them."""
    if len(what) == 1:
        return what[0]
    if len(what) == 2:
        return phrase("{first} or {last}", first=what[0], last=what[1])
    return phrase("{first}, {more}", first=what[0], more=_any_of(what[1:]))


def duration(seconds: float) -> Message:
    """Return a length of time, such as `2 h 5 min`."""
    minutes = round(seconds / _MINUTE)
    if minutes < 1:
        return phrase("{seconds} s", seconds=round(seconds))
    if minutes < 2 * _HOUR_MINUTES:
        return phrase("{minutes} min", minutes=minutes)
    hours, rest = divmod(minutes, _HOUR_MINUTES)
    if hours < 2 * _DAY_HOURS:
        return _both(hours, rest)
    days, hours = divmod(hours, _DAY_HOURS)
    if hours:
        return phrase("{days} days {hours} h", days=days, hours=hours)
    return phrase("{days} days", days=days)


def _both(hours: int, minutes: int) -> Message:
    if minutes:
        return phrase("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return phrase("{hours} h", hours=hours)
