"""The action plan: every kind of fault in one line, the most harmful first. Pure.

Harm is severity first, then how far the fault reaches, then how little it takes to mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType

from auditor.config.report import FindingSettings
from auditor.model import Severity
from auditor.report import wording
from auditor.report.nouns import Action, CheckSection

SAME_CATEGORY = 2
"""Actions of one category that may stand together before another category has its turn. Our default: a reader should see
every kind of trouble on the first sheet."""

_EFFORTS = ("minutes", "hours", "project", "")


def actions(
    sections: Iterable[CheckSection], handled: Mapping[str, FindingSettings] = MappingProxyType({})
) -> tuple[Action, ...]:
    """Return what is to be done, the most harmful first: the faults of one check and one severity are one action.

    Critical ones come before all others, whatever their category.

    Args:
        sections: The checks.
        handled: What is being done about findings, by fingerprint.
    """
    found = [action for section in sections for action in _of_check(section, handled)]
    found.sort(key=_harm)
    ranked: list[Action] = []
    for _, equals in groupby(found, key=attrgetter("severity")):
        together = list(equals)
        ranked += together if together[0].severity == Severity.CRITICAL.label else _mixed(together)
    return tuple(ranked)


def _of_check(section: CheckSection, handled: Mapping[str, FindingSettings]) -> Iterator[Action]:
    for severity, equals in groupby(section.failed, key=attrgetter("severity")):  # worst first
        findings = tuple(equals)
        yield Action(
            check=section.id,
            title=section.title,
            category=section.category,
            severity=severity,
            effort=section.effort,
            team=section.team,
            findings=findings,
            remedy=wording.first_paragraph(section.fix),
            handled=tuple(handled[one.fingerprint] for one in findings if one.fingerprint in handled),
        )


def _harm(action: Action) -> tuple[int, int, int, str]:
    effort = _EFFORTS.index(action.effort) if action.effort in _EFFORTS else len(_EFFORTS)
    return -Severity[action.severity.upper()].value, -action.reach, effort, action.check


def _mixed(equals: Sequence[Action]) -> list[Action]:
    """Return actions of one severity in their order, but for a third in a row of one category, which lets others go first."""
    waiting = list(equals)
    mixed: list[Action] = []
    while waiting:
        last = [action.category for action in mixed[-SAME_CATEGORY:]]
        is_run = len(last) == SAME_CATEGORY and len(set(last)) == 1
        turn = next((action for action in waiting if not is_run or action.category != last[0]), waiting[0])
        waiting.remove(turn)
        mixed.append(turn)
    return mixed
