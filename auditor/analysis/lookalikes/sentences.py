"""What checks say of links whose pages nobody saw. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Landing, Message, message

MOST = 10
"""Domains that are named where their pages were not seen."""


def not_followed(landings: Sequence[Landing]) -> Message:
    """Return that links were not followed, to where, and why."""
    return message(
        "The link to {domains} was not followed.",
        "Links to {count} domains were not followed, {domains} among them.",
        count=len(landings),
        domains=_domains(landings),
    ).then(landings[0].reason)


def not_seen(landings: Sequence[Landing]) -> Message:
    """Return that what stands behind links could not be seen."""
    return message(
        "What the links to {domains} lead to could not be seen; nothing else counts against them.",
        domains=_domains(landings),
    )


def _domains(landings: Sequence[Landing]) -> str:
    return ", ".join(one.domain for one in landings[:MOST])
