"""Which note stands where: at the head, at the end, or beside what it is about. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from auditor.audit.results import Results

PLACES = ("summary", "introduction", "closing")
"""Names of notes that are about the whole report."""

_PREFIX = re.compile("[0-9a-f]{6,32}")
"""As much of a fingerprint as may tell one finding from all others."""
_TWIN = re.compile(r"([^.]+)\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)")
"""The name of a note for editions in one language, such as `summary.de`."""
_SHOWN = ("fail", "review", "inconclusive", "error")
"""Outcomes of what a report tells one by one."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What people wrote for a report, in Markdown; empty where there is none."""

    summary: str = ""
    """For page one."""
    introduction: str = ""
    closing: str = ""
    checks: Mapping[str, str] = field(default_factory=dict)
    """By id."""
    findings: Mapping[str, str] = field(default_factory=dict)
    """By fingerprint."""
    left_out: tuple[str, ...] = ()
    """Why others have no place in this report: a line each, which names the file."""

    def at(self, place: str) -> str:
        """Return the note of one of PLACES."""
        return str(getattr(self, place))


NONE = Notes()
"""Nobody wrote any."""


def in_language(written: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the notes of one edition: `summary.de` in place of `summary` where the language is `de` or `de-AT`, and no other language's."""
    found = {name: text for name, text in written.items() if not _TWIN.fullmatch(name)}
    for name, text in written.items():
        if (twin := _TWIN.fullmatch(name)) and f"{language.lower()}-".startswith(f"{twin[2]}-"):
            found[twin[1]] = text
    return found


def placed(written: Mapping[str, str], judged: Results, known: Collection[str] = ()) -> Notes:
    """Return the notes in their places.

    Args:
        written: Markdown by the name of the file, in lower case and without its ending.
        judged: What the report is about.
        known: Ids of all checks there are, those that did not run among them.
    """
    if not written:
        return NONE
    checks: dict[str, str] = {}
    findings: dict[str, str] = {}
    left_out: list[str] = []
    outcomes = {check.id: check.outcome for check in judged.checks}
    shown = _fingerprints(judged)
    for name, text in written.items():
        meant = [one for one in shown if one.startswith(name)] if _PREFIX.fullmatch(name) else []
        if outcomes.get(name) in _SHOWN:
            checks[name] = text
        elif len(meant) == 1:
            findings[meant[0]] = _both(findings.get(meant[0], ""), text)
        elif name not in PLACES:
            left_out.append(f"notes/{name}.md: {_why(name, outcomes, known, len(meant))}; the note is left out")
    places = {place: written.get(place, "") for place in PLACES}
    return Notes(**places, checks=checks, findings=findings, left_out=tuple(left_out))


def _both(first: str, second: str) -> str:
    return f"{first}\n\n{second}" if first else second


def _fingerprints(judged: Results) -> tuple[str, ...]:
    found: Iterator[str] = (
        finding.fingerprint for check in judged.checks for finding in check.findings if finding.outcome in _SHOWN
    )
    return tuple(dict.fromkeys(found))


def _why(name: str, outcomes: Mapping[str, str], known: Collection[str], meant: int) -> str:
    if name in outcomes:
        return f"no longer found, since the check {'passed' if outcomes[name] == 'pass' else 'had nothing to examine'}"
    if name in known:
        return "this audit did not run the check"
    if meant > 1:
        return f"the fingerprints of {meant} findings begin so; give more of it"
    if _PREFIX.fullmatch(name):
        return "no longer found"
    close = difflib.get_close_matches(name, (*PLACES, *outcomes, *known), n=1, cutoff=0.5)
    return f"names neither a check nor a finding{f' (did you mean {close[0]}.md?)' if close else ''}"
