"""When an account was taken over, in this history and in earlier audits. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from auditor.analysis.conversations import queries
from auditor.analysis.takeover import acts, alarms, takeovers
from auditor.analysis.takeover.acts import Act
from auditor.analysis.takeover.incidents import PAUSE
from auditor.model import Channel, EarlierFinding, Outcome, Snapshot
from auditor.platforms.spelling import account_key

_SAME = timedelta(hours=24)
"""Between two times that are one and the same whatever was written in between: tools of the company's go on posting. Our default."""
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
    standing: bool = False
    """Whether a profile alone told of it at last: it shows someone else's page until somebody puts it right."""


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
    known, standing = _silent(snapshot), _earlier(snapshot, spells)
    for verdict in takeovers.verdicts(snapshot):
        known[verdict.subject] = verdict.until
        before, happened = standing.get(verdict.subject), spells.setdefault(verdict.subject, [])
        happened.extend(_going_on(Spell(one.first, one.last, one.acts), before) for one in verdict.proven)
        if before is not None and verdict.is_replaced and not verdict.proven:
            happened.append(Spell(before, snapshot.taken_at, standing=True))
    back = _back(snapshot)
    return tuple(
        AccountPast(subject, tuple(_joined(found, back.get(subject, ()))), known.get(subject))
        for subject, found in sorted(spells.items())
        if found
    )


def _silent(snapshot: Snapshot) -> dict[str, datetime | None]:
    """Return how far accounts were read, by what findings call them, whether they wrote anything or not."""
    ways: dict[str, list[Channel]] = {}
    for one in snapshot.channels:
        ways.setdefault(queries.subject(snapshot, one.platform, one.account), []).append(one)
    return {subject: takeovers.read_until(snapshot, found) for subject, found in ways.items()}


def _earlier(snapshot: Snapshot, spells: dict[str, list[Spell]]) -> dict[str, datetime]:
    """Add what earlier audits found of takeovers; return when the last of them saw profiles that showed someone else's page."""
    standing: dict[str, datetime] = {}
    for audit in sorted(snapshot.earlier, key=lambda one: one.taken_at):
        found = [one for one in audit.of(CHECK) if one.outcome is not Outcome.INCONCLUSIVE]
        told = [(one.subject, spell) for one in found if (spell := _told(one)) is not None]
        for subject, spell in told:
            spells.setdefault(subject, []).append(_going_on(spell, standing.get(subject)))
        for one in found:
            standing.pop(one.subject, None)
        standing |= {subject: spell.until for subject, spell in told if spell.standing}
    return standing


def _told(finding: EarlierFinding) -> Spell | None:
    """Return the takeover that a finding tells of; None for none. Where it gives no end, the profile told of it."""
    since, until = _moment(finding.data.get("since")), _moment(finding.data.get("until"))
    if finding.outcome is not Outcome.FAIL or since is None:
        return None
    return Spell(since, until or since, standing=until is None)


def _going_on(spell: Spell, before: datetime | None) -> Spell:
    """Return a takeover, with the time since the profile was seen in a stranger's hands and not put right in between."""
    return replace(spell, since=before) if before is not None and before < spell.since else spell


def _moment(said: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _back(snapshot: Snapshot) -> dict[str, tuple[datetime, ...]]:
    """Return when accounts were seen in the company's hands, by what findings call them: its usual posts there, and its warnings."""
    gathered = {account_key(one.platform, one.account): one for one in acts.accounts(snapshot)}
    warned = [post.created_at for post in alarms.warnings(snapshot)]
    found: dict[str, tuple[datetime, ...]] = {}
    for verdict in takeovers.verdicts(snapshot):
        strange = {act.id for one in verdict.incidents for act in one.acts}
        own = gathered.get(account_key(verdict.platform, verdict.account))
        usual = [act.at for act in own.acts if act.id not in strange] if own else []
        found[verdict.subject] = (*usual, *warned)
    return found


def _joined(found: Iterable[Spell], back: Sequence[datetime]) -> Iterator[Spell]:
    """Yield the times in their order, those told twice once.

    Two within a weekend of each other are one takeover that goes on, unless the company was seen to have the account in between.
    """
    last: Spell | None = None
    for one in sorted(found, key=lambda spell: (spell.since, spell.until)):
        if last is not None and _goes_on(last, one, back):
            later = max(last, one, key=lambda spell: spell.until)
            last = replace(later, since=last.since, acts=last.acts or one.acts)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _goes_on(last: Spell, one: Spell, back: Sequence[datetime]) -> bool:
    if one.since - last.until <= _SAME:
        return True
    return one.since - last.until <= PAUSE and not any(last.until < moment < one.since for moment in back)
