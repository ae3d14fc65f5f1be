"""What is made of an answer: alive, dead or unknown, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.model import Message, message
from auditor.model.messages import NOTHING

OPEN_IT = message("Open it in a browser to find out.")
WITH_BROWSER = message("Install Chromium and auditor[browser] and run the audit again with --browser.")
"""For whoever runs the audit."""
USE_A_BROWSER = message("Open the page in a browser, which runs its scripts.").telling_operator(WITH_BROWSER)
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
    reason: Message
    """Such as `The server answers 404 (not found).`"""
    hint: Message = NOTHING
    """How to find out, where it is unknown."""


def alive(reason: Message) -> Verdict:
    """Return that visitors find what was promised."""
    return Verdict(LinkState.ALIVE, reason)


def dead(reason: Message) -> Verdict:
    """Return that visitors find nothing."""
    return Verdict(LinkState.DEAD, reason)


def unknown(reason: Message, hint: Message = NOTHING) -> Verdict:
    """Return that it could not be told."""
    return Verdict(LinkState.UNKNOWN, reason, hint)
