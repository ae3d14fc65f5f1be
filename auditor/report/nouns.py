"""The nouns of a report: what a reader is told, as plain data.

Texts are plain or Markdown, never mark-up: each renderer escapes them its own way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from auditor.audit.results import FindingOut, Results, ScoreOut
from auditor.audit.summary.conversation_nouns import ConversationSection
from auditor.audit.summary.nouns import LookedAt, ProfileRow, Threshold
from auditor.config.places import Places
from auditor.config.report import FindingSettings, Length
from auditor.model import Message, Severity
from auditor.report import progress, timelines
from auditor.report.appendix import Appendix
from auditor.report.branding import Branding
from auditor.report.notes import NONE, Notes
from auditor.report.presentation import Presentation
from auditor.report.progress import Progress
from auditor.report.timelines import Timeline


@dataclass(frozen=True, slots=True)
class CheckSection:
    """One check with its findings and its page."""

    id: str
    title: str
    """What is true: the failing title where it failed, and where its faults are accepted."""
    category: str
    severity: str
    outcome: str
    reason: str
    """Why there is no conclusion, where there is none."""
    what: str
    """Markdown, as are the next three; all empty where the check is not known any more."""
    why: str
    fix: str
    limits: str
    failed: tuple[FindingOut, ...] = ()
    """Worst first."""
    review: tuple[FindingOut, ...] = ()
    accepted: tuple[FindingOut, ...] = ()
    """Faults that auditor.toml accepts; in the results they are for review."""
    inconclusive: tuple[FindingOut, ...] = ()
    passed: tuple[FindingOut, ...] = ()
    effort: str = ""
    """How long one of its faults takes to fix: `minutes`, `hours`, `project`; empty where nobody said."""
    team: str = ""
    """Who usually fixes it; empty where nobody said."""

    @property
    def findings(self) -> tuple[FindingOut, ...]:
        """All of them: failed, review, accepted, inconclusive, passed."""
        return self.failed + self.review + self.accepted + self.inconclusive + self.passed

    @property
    def is_urgent(self) -> bool:
        """Return whether one of its faults is critical or of high severity."""
        return bool(self.failed) and Severity[self.failed[0].severity.upper()] >= Severity.HIGH

    @property
    def is_accepted(self) -> bool:
        """Return whether accepted faults are all that keeps the check from being passed."""
        return self.outcome == "review" and not self.review and bool(self.accepted)


@dataclass(frozen=True, slots=True)
class Category:
    """One category."""

    id: str
    title: str
    """Such as `Reachable`."""
    question: str
    """Such as `Can the press and customers reach you?`; empty for a category of somebody else's."""
    score: ScoreOut
    checks: tuple[CheckSection, ...]
    """Failed first, then broken, review, inconclusive, passed, not applicable; worst first in each."""

    def having(self, *outcomes: str) -> tuple[CheckSection, ...]:
        """Return the checks that came out as one of `outcomes`."""
        return tuple(check for check in self.checks if check.outcome in outcomes)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: the faults of one check and one severity."""

    check: str
    title: str
    category: str
    severity: str
    effort: str
    team: str
    findings: tuple[FindingOut, ...]
    """At least one; worst first."""
    remedy: str
    """Markdown: the first paragraph of the check's How to fix."""
    handled: tuple[FindingSettings, ...] = ()
    """What is being done about its faults, as far as anybody said."""

    @property
    def responsible(self) -> tuple[str, ...]:
        """Return who sees to its faults, each once."""
        return tuple(dict.fromkeys(one.responsible for one in self.handled if one.responsible))

    @property
    def due(self) -> date | None:
        """Return the first day on which one that is not done is due; None where none has one."""
        return min((one.due for one in self.handled if one.due and one.status != "done"), default=None)

    @property
    def done(self) -> int:
        """Return how many of its faults are said to be done, and were found all the same."""
        return sum(one.status == "done" for one in self.handled)

    @property
    def under_way(self) -> int:
        """Return how many of its faults somebody is at."""
        return sum(one.status == "in progress" for one in self.handled)

    @property
    def status(self) -> str:
        """Return `done` where all its faults are said to be, `in progress` where any is done or under way, else `open`."""
        if self.done == len(self.findings):
            return "done"
        return "in progress" if self.done or self.under_way else "open"

    @property
    def worst(self) -> FindingOut:
        """Return the fault that is told where there is room for one."""
        return self.findings[0]

    @property
    def reach(self) -> int:
        """Return in how many places it shows: faults, and the places where each was seen."""
        return len(self.findings) + sum(len(finding.evidence) for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Answered:
    """How many of the questions on one channel were answered in time."""

    title: Message
    """Such as `acme (Mastodon)`."""
    hits: int
    total: int
    """At least 1."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that could not be told."""

    check: str
    title: str
    """Of the check."""
    severity: str
    subject: str
    """Empty where the whole check could not run."""
    fingerprint: str = ""
    """Of the finding; empty where the whole check could not run."""


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """What could not be verified for one and the same reason."""

    reason: str
    how: str
    """How to find out."""
    items: tuple[OpenItem, ...]
    """Worst first."""


@dataclass(frozen=True, slots=True)
class Method:
    """The numbers the score turns on."""

    weights: tuple[tuple[str, float], ...]
    """Severity word and weight, worst first."""
    grades: tuple[tuple[str, float], ...]
    """Letter and the least value it takes, best first."""
    enough_coverage: float
    """Share, 0 to 1, below which there is no grade."""
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One audit, ready to be rendered."""

    name: str
    site: str
    taken_at: str
    """ISO 8601, UTC."""
    ruleset: str
    version: str
    """Of the tool."""
    identifier: str
    """SHA-256 of the results, in hex: the same results make the same document."""
    internal: bool
    """Personal details stand in full: for use inside the company only."""
    score: ScoreOut
    grade_reason: str
    """Why this grade, or why none, with the titles of the checks it names."""
    score_line: str
    """Such as `72, on 61 % verified (44-83)`."""
    partial: str
    """Why the visit is incomplete; empty where it came to its end."""
    faults: Mapping[str, int]
    """Failed findings by severity word, worst first; words with none are there with 0."""
    counts: Mapping[str, int]
    """`checks`, findings `pass`, `review`, `accepted`, `inconclusive`; `pages`, `links`, `contacts` of the visit."""
    story: tuple[Message, ...]
    """What page one tells, a sentence or two each."""
    actions: tuple[Action, ...]
    """The action plan, the most harmful first."""
    categories: tuple[Category, ...]
    unverified: tuple[OpenGroup, ...]
    pages: tuple[LookedAt, ...]
    """Pages with a role first, the dead ones of them at the top."""
    notes: tuple[str, ...]
    """What was left out of the visit and why."""
    method: Method
    appendix: Appendix
    profiles: tuple[ProfileRow, ...] = ()
    """The company's profiles, by platform."""
    talk: ConversationSection | None = None
    """The conversations; None where no posts were gathered."""
    answered: tuple[Answered, ...] = ()
    """By channel, those with most questions first."""
    length: Length = "report"
    """What HTML and PDF hold."""
    handled: Mapping[str, FindingSettings] = field(default_factory=dict)
    """What is being done about findings, by fingerprint."""
    results: Results | None = None
    """All that results.json holds; the rest of a report is made of it and of the pages of the checks."""
    presentation: Presentation = field(default_factory=Presentation)
    """In which language, with whose templates and in whose name it is told."""
    remarks: Notes = NONE
    """What people wrote for it."""
    places: Places | None = None
    """Where addresses stand in auditor.toml; None where there is none."""

    @property
    def progress(self) -> Progress | None:
        """Return what got better and worse since an earlier audit; None where there is none."""
        return progress.of(self.results.comparison) if self.results else None

    @property
    def timelines(self) -> tuple[Timeline, ...]:
        """Return what happened when, incident by incident."""
        return timelines.of(self.results) if self.results else ()

    @property
    def branding(self) -> Branding:
        """Return for whom and by whom it is, and how it looks."""
        return self.presentation.branding
