"""The few words that stand as data in results, as a reader is told them, in the language of the report. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from auditor.audit.results import FindingOut
from auditor.model import Message, phrase

_WORDS: Mapping[str, Mapping[str, Callable[[], Message]]] = {
    "severity": {
        "critical": lambda: phrase("Critical"),
        "high": lambda: phrase("High"),
        "medium": lambda: phrase("Medium"),
        "low": lambda: phrase("Low"),
        "info": lambda: phrase("For information"),
    },
    "outcome": {
        "fail": lambda: phrase("Failed"),
        "review": lambda: phrase("Needs review"),
        "accepted": lambda: phrase("Accepted"),
        "inconclusive": lambda: phrase("Not verified"),
        "error": lambda: phrase("Check failed to run"),
        "pass": lambda: phrase("Passed"),
        "not-applicable": lambda: phrase("Not applicable"),
    },
    "effort": {
        "minutes": lambda: phrase("Minutes"),
        "hours": lambda: phrase("Hours"),
        "project": lambda: phrase("Project"),
    },
    "team": {
        "web": lambda: phrase("Web"),
        "comms": lambda: phrase("Communications"),
        "support": lambda: phrase("Support"),
        "IT": lambda: phrase("IT"),
    },
    "status": {
        "open": lambda: phrase("Open"),
        "in progress": lambda: phrase("In progress"),
        "done": lambda: phrase("Done"),
    },
    "state": {
        "read": lambda: phrase("Read"),
        "dead": lambda: phrase("Dead"),
        "unknown": lambda: phrase("Not verified"),
        "live": lambda: phrase("Live"),
        "missing": lambda: phrase("Missing"),
        "suspended": lambda: phrase("Suspended"),
        "deactivated": lambda: phrase("Deactivated"),
        "moved": lambda: phrase("Moved away"),
        "closed": lambda: phrase("Platform closed"),
    },
    "event": {
        "complaint": lambda: phrase("First complaint"),
        "spike": lambda: phrase("Spike begins"),
        "venue": lambda: phrase("Reaches another place"),
        "peak": lambda: phrase("Peak"),
        "acknowledgement": lambda: phrase("First official word"),
        "hijack": lambda: phrase("First suspicious post"),
        "hijack-end": lambda: phrase("Last suspicious post"),
        "warning": lambda: phrase("First warning"),
    },
    "role": {
        "home": lambda: phrase("home page"),
        "contact": lambda: phrase("contact"),
        "media": lambda: phrase("press"),
        "support": lambda: phrase("support"),
        "complaints": lambda: phrase("complaints"),
        "legal": lambda: phrase("legal notice"),
        "about": lambda: phrase("about the company"),
    },
}


def label(kind: str, word: str) -> str:
    """Return a word of results for people: `label("team", "comms")` is `Communications`; one that is not known as it is.

    Args:
        kind: `severity`, `outcome`, `effort`, `team` or `status`; `state` of a page or profile, `role` of a page,
            `event` of a timeline.
        word: As results hold it; an empty one stays empty.
    """
    known = _WORDS[kind].get(word)
    return known().text if known else word


def labels(kind: str) -> tuple[str, ...]:
    """Return all words of a kind for people."""
    return tuple(word().text for word in _WORDS[kind].values())


def state(finding: FindingOut) -> str:
    """Return what became of a finding, for people."""
    return label("outcome", "accepted" if finding.accepted else finding.outcome)
