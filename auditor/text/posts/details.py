"""Placeholder until the module is written."""

from __future__ import annotations

from typing import NamedTuple


class Detail(NamedTuple):
    """A detail."""

    kind: str


def details(text: str) -> tuple[Detail, ...]:  # noqa: ARG001 - a placeholder
    """Return nothing."""
    return ()
