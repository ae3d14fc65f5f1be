"""Which of the numbers that rules turn on matter for an audit. Pure."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from dataclasses import fields
from functools import cache

from auditor.audit.summary.nouns import Threshold
from auditor.model import Thresholds
from auditor.resources import facts

EVERY = "*"
"""Stands for every check."""


def describe(used: Thresholds, outcomes: Mapping[str, str]) -> tuple[Threshold, ...]:
    """Return the thresholds that matter, in the order they are declared.

    Those are what checks that found something to examine turn on, and what auditor.toml has changed. One that limits.toml does not
    know is told, to be on the safe side.

    Args:
        used: Those of the audit.
        outcomes: The outcome of each check, by id.
    """
    applied = {EVERY, *(id_ for id_, outcome in outcomes.items() if outcome != "not-applicable")}
    readers = facts("audit/summary/limits.toml")["checks"]
    return tuple(
        one
        for one in thresholds(used)
        if one.value != one.default or not applied.isdisjoint(readers.get(one.name, (EVERY,)))
    )


def thresholds(used: Thresholds) -> tuple[Threshold, ...]:
    """Return the thresholds of an audit in the order they are declared, each with its documentation."""
    shipped, said = Thresholds(), _documented()
    return tuple(
        Threshold(
            name=field.name,
            value=str(getattr(used, field.name)),
            default=str(getattr(shipped, field.name)),
            source=said.get(field.name, ""),
        )
        for field in fields(Thresholds)
    )


@cache
def _documented() -> dict[str, str]:
    """Return the docstrings under the fields of `Thresholds`: the one place that says where each comes from."""
    try:
        body = ast.parse(inspect.getsource(Thresholds)).body[0]
    except OSError:  # an installation without sources
        return {}
    assert isinstance(body, ast.ClassDef)
    said: dict[str, str] = {}
    for declared, doc in zip(body.body, body.body[1:], strict=False):
        if isinstance(declared, ast.AnnAssign) and isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant):
            assert isinstance(declared.target, ast.Name)
            said[declared.target.id] = " ".join(str(doc.value.value).split())
    return said
