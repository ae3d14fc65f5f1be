"""When an account was taken over, in this history and in earlier audits. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from auditor.analysis.conversations import queries
from auditor.analysis.takeover import takeovers
from auditor.analysis.takeover.acts import Act
from auditor.model import Channel, Outcome, Snapshot

CHECK = "hijack-signs"
"""Whose findings of earlier audits tell of takeovers."""


@dataclass(frozen=True, slots=True)
class Spell:
    """One time that an account was taken over."""

    since: datetime
    until: datetime
    """When its last bad post was written, or when it was last seen."""
    acts: tuple[Act, ...] = ()
    """The bad posts, where this visit shows them."""


@dataclass(frozen=True, slots=True)
class AccountPast:
    """All times that one account was taken over."""

    subject: str
    spells: tuple[Spell, ...]
    """By time; at least one."""
    known: datetime | None
    """How far its posts are known, UTC; None where this visit read none."""

    @property
    def pairs(self) -> Iterator[tuple[Spell, Spell]]:
        """Yield each time with the next one."""
        return pairwise(self.spells)

    @property
    def last(self) -> Spell:
        """Return the last time."""
        return self.spells[-1]


def pasts(snapshot: Snapshot) -> tuple[AccountPast, ...]:
    """Return the accounts that were taken over, now or in earlier audits, by what findings call them."""
    spells: dict[str, list[Spell]] = {}
    known = _silent(snapshot)
    for verdict in takeovers.verdicts(snapshot):
        known[verdict.subject] = verdict.until
        spells.setdefault(verdict.subject, []).extend(Spell(one.first, one.last, one.acts) for one in verdict.proven)
    for subject, spell in _earlier(snapshot):
        spells.setdefault(subject, []).append(spell)
    apart = timedelta(hours=snapshot.thresholds.takeover_hours)
    return tuple(
        AccountPast(subject, tuple(_joined(found, apart)), known.get(subject))
        for subject, found in sorted(spells.items())
        if found
    )


def _silent(snapshot: Snapshot) -> dict[str, datetime | None]:
    """Return how far accounts were read, by what findings call them, whether they wrote anything or not."""
    ways: dict[str, list[Channel]] = {}
    for one in snapshot.channels:
        ways.setdefault(queries.subject(snapshot, one.platform, one.account), []).append(one)
    return {subject: takeovers.read_until(snapshot, found) for subject, found in ways.items()}


def _earlier(snapshot: Snapshot) -> Iterator[tuple[str, Spell]]:
    """Yield what earlier audits found of takeovers."""
    for audit in snapshot.earlier:
        for finding in audit.of(CHECK):
            if finding.outcome is Outcome.FAIL and (since := _moment(finding.data.get("since"))) is not None:
                yield finding.subject, Spell(since, _moment(finding.data.get("until")) or since)


def _moment(said: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _joined(found: Iterable[Spell], apart: timedelta) -> Iterator[Spell]:
    """Yield the times in their order, those told twice once."""
    last: Spell | None = None
    for one in sorted(found, key=lambda spell: (spell.since, spell.until)):
        if last is not None and one.since - last.until <= apart:
            last = Spell(last.since, max(last.until, one.until), last.acts or one.acts)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last
