"""Signs that belong together: a takeover of an account, or something that a person has to look at. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from auditor.analysis.takeover.acts import Act
from auditor.analysis.takeover.signs import Kind, Rules, Sign, signs

_ROUNDS = 6
"""Times that an account is gone through at most: what a takeover's posts show must not pass for usual the next time."""


_SUPPORTING = frozenset({Kind.HOURS, Kind.CLIENT})
"""Kinds that are told beside others only: whoever has an outage at night, or a new tool, shows them too."""
PAUSE = timedelta(hours=72)
"""Between two bad posts of one takeover that lead to the same domain: a weekend. Our default."""


@dataclass(frozen=True, slots=True)
class AccountIncident:
    """Signs in one account that lie close together."""

    signs: tuple[Sign, ...]
    """By time."""
    acts: tuple[Act, ...]
    """The posts that show them, and later ones that lead to the same domains; by time."""
    proven: bool
    """Two independent kinds, one of them strong, within `Thresholds.takeover_hours`; else it is for a person to judge."""

    @property
    def first(self) -> datetime:
        """When it began, UTC."""
        return self.acts[0].at

    @property
    def last(self) -> datetime:
        """When its last post was written, UTC."""
        return self.acts[-1].at

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Return its kinds of signs, each once, in the order of `Kind`."""
        shown = {sign.kind for sign in self.signs}
        return tuple(kind for kind in Kind if kind in shown)

    @property
    def domains(self) -> tuple[str, ...]:
        """Return the domains that its posts were the first to lead to."""
        return tuple(dict.fromkeys(sign.what for sign in self.signs if sign.kind in {Kind.LURE, Kind.DOMAIN}))


def incidents(acts: Sequence[Act], rules: Rules) -> tuple[AccountIncident, ...]:
    """Return what happened in an account, by time: takeovers, and single signs."""
    bad: set[str] = set()
    found: list[AccountIncident] = []
    for _ in range(_ROUNDS):
        found = list(_together(acts, signs(acts, rules, bad), rules))
        now = {act.id for one in found if one.proven for act in one.acts}
        if now <= bad:
            break
        bad |= now
    return tuple(found)


def _together(acts: Sequence[Act], found: Sequence[Sign], rules: Rules) -> Iterator[AccountIncident]:
    span = timedelta(hours=rules.thresholds.takeover_hours)
    for group, proven in _joined((one, _is_proven(one, span, rules)) for one in _close(found, span)):
        if not proven and {sign.kind for sign in group} <= _SUPPORTING:
            continue
        yield AccountIncident(tuple(group), tuple(_acts(acts, group, proven=proven)), proven)


def _joined(groups: Iterable[tuple[list[Sign], bool]]) -> Iterator[tuple[list[Sign], bool]]:
    """Yield the runs of signs, those that lead to the same domains after a pause of a weekend as one."""
    last: tuple[list[Sign], bool] | None = None
    for group, proven in groups:
        if last is None:
            last = group, proven
        elif _domains(last[0]) & _domains(group) and group[0].act.at - last[0][-1].act.at <= PAUSE:
            last = [*last[0], *group], last[1] or proven
        else:
            yield last
            last = group, proven
    if last is not None:
        yield last


def _domains(group: Iterable[Sign]) -> set[str]:
    return {sign.what for sign in group if sign.kind in {Kind.LURE, Kind.DOMAIN}}


def _close(found: Iterable[Sign], span: timedelta) -> Iterator[list[Sign]]:
    """Yield runs of signs of which each stands near the one before."""
    group: list[Sign] = []
    for sign in found:
        if group and sign.act.at - group[-1].act.at > span:
            yield group
            group = []
        group.append(sign)
    if group:
        yield group


def _is_proven(group: Sequence[Sign], span: timedelta, rules: Rules) -> bool:
    """Return whether a strong sign stands within a day of one of another kind that bears it out."""
    strong = [sign for sign in group if _is_strong(sign, group, span)]
    # Whoever writes in another language and sends readers to the company itself has opened a shop there.
    at_home = any(sign.kind is Kind.LANGUAGE and sign.act.home and not sign.act.foreign for sign in group)
    return any(
        one.group is not other.group
        and abs(one.act.at - other.act.at) <= span
        and not (at_home and one.kind is Kind.LANGUAGE and other.kind in _SUPPORTING)
        and _bears_out(one, other, rules)
        for one in strong
        for other in group
    )


def _is_strong(sign: Sign, group: Sequence[Sign], span: timedelta) -> bool:
    if sign.kind in {Kind.LURE, Kind.BURST}:
        return True
    if sign.kind is Kind.LANGUAGE and any(other.kind is Kind.BAIT and other.act.id == sign.act.id for other in group):
        return True
    return sign.kind is Kind.LANGUAGE and any(
        other.kind is Kind.LANGUAGE and other.act.id != sign.act.id and abs(other.act.at - sign.act.at) <= span
        for other in group
    )


_TELLING = frozenset({Kind.BAIT, Kind.BOAST, Kind.DOUBT})


def _bears_out(strong: Sign, other: Sign, rules: Rules) -> bool:
    """Return whether a second sign has no cause as harmless as the first.

    A new campaign is announced in posts alike, and in the language of a new market: with links to what may well be the company's own, or
    to a known service, that is one event. So are posts alike whose short link nobody followed. That, and a page with a log-in of its
    own, is told by bait, not by a Saturday at a fair.
    """
    if {strong.group, other.group} == {Kind.BURST, Kind.DOMAIN} and _is_unseen(strong.act) and _is_unseen(other.act):
        return False
    if strong.kind in {Kind.BURST, Kind.LANGUAGE} and _is_plausible(strong.act):
        return other.kind in _TELLING or (other.kind in {Kind.BURST, Kind.LANGUAGE, Kind.LURE})
    if strong.kind is Kind.LANGUAGE and other.kind is Kind.DOMAIN:
        return not _is_plausible(other.act)
    if strong.kind is Kind.LURE and not any(one.claimed or one.blocked for one in strong.act.foreign):
        return other.kind not in _SUPPORTING or _is_approved(other, rules)
    return True


def _is_plausible(act: Act) -> bool:
    """Return whether all links of a post may well be no stranger's."""
    return bool(act.foreign) and all(one.plausible and not one.lures for one in act.foreign)


def _is_unseen(act: Act) -> bool:
    """Return whether nothing is known of where the links of a post lead."""
    return bool(act.foreign) and all(one.hidden and not one.blocked for one in act.foreign)


def _is_approved(sign: Sign, rules: Rules) -> bool:
    """Return whether it is by what was approved that hours or a program are others, and not by the past alone."""
    approved = rules.approved
    return approved is not None and bool(approved.hours if sign.kind is Kind.HOURS else approved.clients)


def _acts(acts: Sequence[Act], group: Sequence[Sign], *, proven: bool) -> Iterator[Act]:
    """Yield the posts of a run of signs; of a takeover also those that soon after lead where these do."""
    ids, domains = {sign.act.id for sign in group}, _domains(group) if proven else set()
    last = group[0].act.at
    for act in acts:
        follows = act.at >= last and act.at - last <= PAUSE and any(one.domain in domains for one in act.foreign)
        if act.id in ids or follows:
            last = max(last, act.at)
            yield act
