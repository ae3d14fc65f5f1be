"""Which of the numbers that rules turn on matter for an audit. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.model import Thresholds
from auditor.report import wording
from auditor.resources import facts

EVERY = "*"
"""Stands for every check."""


def describe(used: Thresholds, outcomes: Mapping[str, str]) -> tuple[wording.Threshold, ...]:
    """Return the thresholds that matter, in the order they are declared.

    Those are what checks that found something to examine turn on, and what auditor.toml has changed. One that limits.toml does not
    know is told, to be on the safe side.

    Args:
        used: Those of the audit.
        outcomes: The outcome of each check, by id.
    """
    applied = {EVERY, *(id_ for id_, outcome in outcomes.items() if outcome != "not-applicable")}
    readers = facts("report/limits.toml")["checks"]
    return tuple(
        one
        for one in wording.thresholds(used)
        if one.value != one.default or not applied.isdisjoint(readers.get(one.name, (EVERY,)))
    )
