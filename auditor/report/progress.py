"""What got better and worse since an earlier audit, in sentences and lists. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from auditor.audit.change_nouns import Change, ChangedFinding, Comparison, TrendPoint
from auditor.model import Message, message, phrase

MOST_IN_A_ROW = 5
"""Unchanged findings told one by one. Our default: the rest stands in the plan."""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Findings of which the same became."""

    change: Change
    title: Message
    """A heading, such as `New`."""
    items: tuple[ChangedFinding, ...]
    """Worst first, accepted ones left out; at least one."""

    @property
    def in_a_row(self) -> tuple[ChangedFinding, ...]:
        """Return those found in more than one audit in a row, the longest row first; at most `MOST_IN_A_ROW`."""
        several = [one for one in self.items if one.runs > 1]
        return tuple(sorted(several, key=lambda one: -one.runs)[:MOST_IN_A_ROW])


@dataclass(frozen=True, slots=True)
class Progress:
    """An audit compared with an earlier one, as a reader is told of it."""

    since: date
    """Day of the audit that this one is compared with."""
    sentences: tuple[Message, ...]
    """The score first, then what was fixed, what is new, what came back, and what could not be verified."""
    headline: tuple[Message, ...]
    """What page one has room for: at most two of the sentences."""
    groups: tuple[ChangeGroup, ...]
    """New, returned, fixed, not verified, not seen before, persisting; those with nothing in them left out."""
    trend: tuple[TrendPoint, ...]
    """Oldest first, this audit last; a point with `broken` is not to be joined to the one before it."""


_TITLES: Mapping[Change, Callable[[], Message]] = {
    "new": lambda: phrase("New"),
    "returned": lambda: phrase("Back after having been fixed"),
    "fixed": lambda: phrase("Fixed"),
    "not-verified": lambda: phrase("Not verified this time"),
    "unseen-before": lambda: phrase("Not looked at before"),
    "persisting": lambda: phrase("Unchanged"),
}
_COUNTED: Mapping[Change, Callable[[int], Message]] = {
    "fixed": lambda count: message("{count:,} finding was fixed.", "{count:,} findings were fixed.", count=count),
    "new": lambda count: message("{count:,} finding is new.", "{count:,} findings are new.", count=count),
    "returned": lambda count: message(
        "{count:,} finding that had been fixed is back.",
        "{count:,} findings that had been fixed are back.",
        count=count,
    ),
    "unseen-before": lambda count: message(
        "{count:,} finding is one that the earlier audit could not have made.",
        "{count:,} findings are ones that the earlier audit could not have made.",
        count=count,
    ),
    "persisting": lambda count: message(
        "{count:,} finding is unchanged.", "{count:,} findings are unchanged.", count=count
    ),
    "not-verified": lambda count: message(
        "{count:,} earlier finding could not be verified this time.",
        "{count:,} earlier findings could not be verified this time.",
        count=count,
    ),
}
"""In the order in which they are told."""


def of(comparison: Comparison | None) -> Progress | None:
    """Return what a reader is told of a comparison; None where there is none."""
    if comparison is None:
        return None
    counted = [_COUNTED[change](count) for change in _COUNTED if (count := comparison.counts.get(change, 0))]
    score = score_sentence(comparison)
    return Progress(
        since=day_of(comparison.against),
        sentences=(score, *(counted or [message("No finding appeared, and none went away.")])),
        headline=(score, *_headline(comparison)),
        groups=tuple(_groups(comparison)),
        trend=comparison.trend,
    )


def score_sentence(comparison: Comparison) -> Message:
    """Return what became of the score; where the two cannot be compared, why."""
    since, before, now = day_of(comparison.against), comparison.trend[-2].value, comparison.trend[-1].value
    if comparison.broken:
        why = message("The score cannot be compared with that of {since}.", since=since)
        return why.then(comparison.broken)
    if before is None or now is None:
        return message("The score cannot be compared with that of {since}: one of the audits has none.", since=since)
    if now == before:
        return message("The score is {now:.0f}, as on {since}.", now=now, since=since)
    if now > before:
        return message(
            "The score rose from {before:.0f} to {now:.0f} since {since}.", before=before, now=now, since=since
        )
    return message("The score fell from {before:.0f} to {now:.0f} since {since}.", before=before, now=now, since=since)


def in_a_row(finding: ChangedFinding) -> Message | None:
    """Return in how many audits in a row a finding was made, where that is more than one."""
    if finding.runs < 2:
        return None
    return message("Found in {runs} audits in a row, first on {since}.", runs=finding.runs, since=day_of(finding.since))


def day_of(taken_at: str) -> date:
    """Return the day, in UTC, of a time as results hold it."""
    return date.fromisoformat(taken_at[:10])


def _headline(comparison: Comparison) -> Iterator[Message]:
    fixed, new = (len(comparison.having(*changes)) for changes in (("fixed",), ("new", "returned")))
    if fixed and new:
        yield message("Fixed: {fixed:,}; new or back: {new:,}.", fixed=fixed, new=new)
    elif fixed:
        yield _COUNTED["fixed"](fixed)
    elif new:
        yield _COUNTED["new" if comparison.having("new") else "returned"](new)


def _groups(comparison: Comparison) -> Iterator[ChangeGroup]:
    for change, title in _TITLES.items():
        if items := comparison.having(change):
            yield ChangeGroup(change, title(), items)
