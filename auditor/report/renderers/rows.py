"""Findings one by one, as formats for machines list them: what failed, where it stands, and what the gate makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from auditor.audit import gate as gates
from auditor.audit.results import FindingOut
from auditor.config.places import Places
from auditor.model import Severity
from auditor.model.messages import translatable
from auditor.report import CheckSection, Report
from auditor.report.renderers.texts import is_web

State = Literal["", "known", "advisory", "lapsed", "accepted"]
STATE_WORDS: Mapping[State, str] = {
    "": "",
    "known": translatable("known"),
    "advisory": translatable("somebody else's"),
    "lapsed": translatable("no longer accepted"),
    "accepted": translatable("accepted"),
}
"""What a list says beside a finding, in English; to be translated where a format has a language."""
QUIET: frozenset[State] = frozenset({"known", "advisory", "accepted"})
"""What fails nothing."""
_NO_FILE = "auditor.toml"
_WORST_FIRST = {"lapsed": 0, "": 1, "advisory": 2, "known": 3, "accepted": 4}


@dataclass(frozen=True, slots=True)
class Row:
    """One finding."""

    section: CheckSection
    finding: FindingOut
    state: State
    """Known to the baseline, about somebody else's address, accepted until a day that has passed, accepted; empty for none of these."""
    line: int
    """In auditor.toml."""

    @property
    def url(self) -> str:
        """Return where to look: the subject, else the first place where it was seen; empty where neither is a web address."""
        places = (self.finding.subject, *(proof.url for proof in self.finding.evidence))
        return next((place for place in places if is_web(place)), "")

    @property
    def words(self) -> str:
        """Return what was found, and at what: title, subject and message."""
        return f"{self.section.title}: {self.finding.subject}: {self.finding.message.text}"

    @property
    def level(self) -> Literal["error", "warning", "note"]:
        """Return how loud it is told: an error from severity high on, a note where it fails nothing."""
        if self.state in QUIET:
            return "note"
        rank = Severity[self.finding.severity.upper()]
        return "error" if rank >= Severity.HIGH else "warning" if rank >= Severity.MEDIUM else "note"


def path_of(report: Report) -> str:
    """Return the file that findings are told of; it stands in for one where there is none."""
    return report.places.path if report.places else _NO_FILE


def failed(report: Report, *, accepted: bool = False) -> list[Row]:
    """Return what failed, what fails a gate first, the worst first in each; with `accepted` what is accepted, too."""
    rows = list(_rows(report, accepted=accepted))
    return sorted(rows, key=lambda row: (_WORST_FIRST[row.state], -Severity[row.finding.severity.upper()].value))


def every(report: Report) -> Iterator[tuple[CheckSection, FindingOut]]:
    """Yield all findings, those that failed first, whatever check they are of."""
    found = [(section, finding) for section in sections(report) for finding in section.findings]
    order = ("fail", "error", "review", "inconclusive", "pass", "not-applicable")
    yield from sorted(found, key=lambda one: (order.index(one[1].outcome), -Severity[one[1].severity.upper()].value))


def sections(report: Report) -> list[CheckSection]:
    """Return the checks, in the order of the report."""
    return [section for category in report.categories for section in category.checks]


def state_of(report: Report, finding: FindingOut) -> State:
    """Return what the gate makes of a finding."""
    gate = report.results.gate if report.results else None
    if finding.accepted:
        return "accepted"
    if finding.lapsed:
        return "lapsed"
    if gate and finding.fingerprint in gate.known:
        return "known"
    return "advisory" if gate and finding.fingerprint in gate.advisory else ""


def why_incomplete(report: Report) -> str:
    """Return why the audit cannot pass whatever it found, such as too little verified; empty where it can."""
    why = gates.why_incomplete(report.results) if report.results else None
    return why.text if why else ""


def _rows(report: Report, *, accepted: bool) -> Iterator[Row]:
    places = report.places or Places(_NO_FILE)
    for section in sections(report):
        for finding in (*section.failed, *(section.accepted if accepted else ())):
            yield Row(section, finding, state_of(report, finding), places.line_of(finding.subject, report.site))
