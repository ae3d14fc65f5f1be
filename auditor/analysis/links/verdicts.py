"""What is made of an answer: alive, dead or unknown, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OPEN_IT = "Open it in a browser to find out."
USE_A_BROWSER = (
    "Install Chromium and auditor[browser] and run the audit again with --browser, or open it in a browser to find out."
)
"""What to do about a page that needs its scripts."""


class LinkState(StrEnum):
    """What a visitor who follows a link would find."""

    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer means, and why."""

    state: LinkState
    reason: str
    """A clause such as `answers 404`, without a full stop."""
    hint: str = ""
    """How to find out, where it is unknown; a sentence."""


def alive(reason: str) -> Verdict:
    """Return that visitors find what was promised."""
    return Verdict(LinkState.ALIVE, reason)


def dead(reason: str) -> Verdict:
    """Return that visitors find nothing."""
    return Verdict(LinkState.DEAD, reason)


def unknown(reason: str, hint: str = "") -> Verdict:
    """Return that it could not be told."""
    return Verdict(LinkState.UNKNOWN, reason, hint)
