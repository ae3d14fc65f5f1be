"""A case: a made-up site as data, what must never be said of it, and what must be. How to write one: docs/cases.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = (
    "crash",
    "alive",
    "dead",
    "absence",
    "language",
    "details",
    "dates",
    "mail",
    "people",
    "profiles",
    "privacy",
)
"""What a case is about: an audit that broke off; called dead although alive; called alive although dead; "there is no …" although
there is; … in a language; e-mail, phones and labels; dates; mail records; names and streets; whose profile; whose detail."""
OUTCOMES = frozenset({"pass", "fail", "review", "inconclusive", "not-applicable", "error"})
NOT_FOUND: Mapping[str, Any] = {
    "status": 404,
    "body": "<!doctype html><html lang=en><title>404 Not Found</title><h1>Not Found</h1>"
    "<p>The requested URL was not found on this server.</p></html>",
}
"""What a host answers for an address that the case doesn't name, unless it has a page called `*`."""

_DAY = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")


class CaseError(Exception):
    """A case that can't be read; one line that says where and why."""


@dataclass(frozen=True)
class Case:
    """One made-up site."""

    folder: Path
    index: Mapping[str, Any]
    """What is served: site, hosts, dns, toml, target; and the day."""
    never: Sequence[Sequence[str]]
    """(check, outcome, part of subject or message): findings that must not be there."""
    some: Sequence[tuple[str, Sequence[str], str]]
    """(check, outcomes, part): at least one such finding must be there."""
    about: str
    """What the README says."""

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def day(self) -> str:
        """When the visit takes place, as 2026-11-30; empty for today."""
        return str(self.index.get("day", ""))

    @property
    def kind(self) -> str:
        """One of KINDS; `other` where the README names none."""
        return self.said("Kind") or "other"

    @property
    def twin_of(self) -> str:
        """Name of the case whose fault is really there in this one; empty for any other."""
        return self.said("Twin of")

    def said(self, label: str) -> str:
        """Return what a line of the README such as `Kind: dead` says."""
        lines = (line.partition(":") for line in self.about.splitlines())
        return next((value.strip() for name, _, value in lines if name.strip().lower() == label.lower()), "")

    def problems(self) -> Iterator[str]:
        """Yield what keeps the case from telling right from wrong."""
        if not self.never and not self.some:
            yield "want.json asks for nothing, so the case can't fail"
        for check, outcome, *_ in self.never:
            if outcome not in OUTCOMES:
                yield f"want.json: {check}: {outcome!r} is no outcome"
        for check, outcomes, _ in self.some:
            if not outcomes or not OUTCOMES.issuperset(outcomes):
                yield f"want.json: {check}: {outcomes!r} are no outcomes"
        if not self.index.get("hosts"):
            yield "index.json has no hosts"
        if self.day and not _DAY.fullmatch(self.day):
            yield f"index.json: {self.day!r} is no day such as 2026-11-30"
        if not self.said("Source"):
            yield "README has no line `Source: …`"
        if self.kind not in KINDS:
            yield f"README has no line `Kind: …` with one of {', '.join(KINDS)}"


def load(folder: Path) -> Case:
    """Return the case in a folder.

    Raises:
        CaseError: a file is missing or is no JSON.
    """
    try:
        index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        want = json.loads((folder / "want.json").read_text(encoding="utf-8"))
        about = (folder / "README").read_text(encoding="utf-8")
    except OSError as error:
        raise CaseError(f"{error.filename}: {error.strerror}; a case is README, index.json and want.json") from None
    except ValueError as error:
        raise CaseError(f"{folder}: not JSON ({error})") from None
    some = tuple((check, tuple(outcomes), part) for check, outcomes, part in want.get("some", ()))
    return Case(folder, index, tuple(want.get("never", ())), some, about)


def wrong(case: Case, results: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a results.json says of the case that it must not, and what it lacks."""
    found = list(findings(results))
    for entry in results["checks"]:
        if entry.get("outcome") == "error":
            yield f"{entry['id']} broke: {entry['error']['traceback']}"
    for check, outcome, *part in case.never:
        for finding in found:
            if finding[:2] == (check, outcome) and "".join(part) in finding[2]:
                yield " ".join(finding)
    for check, outcomes, text in case.some:
        if not any(f[0] == check and f[1] in outcomes and text in f[2] for f in found):
            yield f"missed: {check} {'/'.join(outcomes)} {text}".rstrip()


def findings(results: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (check, outcome, subject, message) of a results.json, dates in numbers too."""
    for check in results["checks"]:
        for finding in check["findings"]:
            message = finding["message"]
            text = f"{message['text']} {' '.join(_dates(message))}" if isinstance(message, dict) else message
            yield check["id"], finding["outcome"], f"{finding['subject']} {text}"


def _dates(message: Mapping[str, Any]) -> Iterator[str]:
    for value in message.get("values", {}).values():
        if isinstance(value, Mapping) and "date" in value:
            yield value["date"]
