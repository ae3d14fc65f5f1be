"""Placeholder until the module is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """A claim."""

    kind: str
    seconds: int | None = None
    business: bool = False
    excerpt: str = ""


def claims(text: str, lang: str) -> tuple[Claim, ...]:  # noqa: ARG001 - a placeholder
    """Return nothing."""
    return ()
