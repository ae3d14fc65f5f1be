"""The shape of `results.json`, the contract others build on, and its JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from auditor import disk
from auditor.audit.change_nouns import Comparison
from auditor.audit.gate_nouns import GateOut
from auditor.audit.percent import whole_percent
from auditor.audit.summary.conversation_nouns import ConversationSection
from auditor.audit.summary.nouns import LookedAt, ProfileRow, Threshold, VenueRow, VisitCounts
from auditor.audit.summary.timeline_nouns import Event, Series
from auditor.model import Effort, Message, Team, message
from auditor.model.messages import quoted

SCHEMA_VERSION = 2

OutcomeWord = Literal["pass", "fail", "review", "inconclusive", "not-applicable", "error"]
SeverityWord = Literal["info", "low", "medium", "high", "critical"]


class ResultsError(Exception):
    """A results file that can't be read; the message says where and what to do."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TargetOut(_Strict):
    """The company looked at."""

    name: str
    site: str


class ScoreOut(_Strict):
    """A score is never told without its coverage and range."""

    value: float | None = Field(description="0 to 100; null where nothing could be concluded")
    coverage: float = Field(description="share of the applicable weight that was concluded, 0 to 1")
    low: float = Field(description="the value if everything unknown had failed")
    high: float = Field(description="the value if everything unknown had passed")
    grade: Literal["A", "B", "C", "D", "F"] | None = Field(description="null where it would not be fair to give one")
    grade_reason: Message = Field(description="why this grade, or why none")

    @property
    def verified(self) -> int:
        """Return the coverage in whole percent."""
        return whole_percent(self.coverage)


class AcceptedOut(_Strict):
    """The entry of auditor.toml that accepts a fault."""

    pattern: str
    reason: str
    check: str
    until: str | None
    who: str = Field(default="", exclude_if=lambda who: not who)
    note: str = Field(default="", exclude_if=lambda note: not note)


class EvidenceOut(_Strict):
    """Where to look in order to verify a finding."""

    url: str
    excerpt: str
    at: str
    body_sha256: str


class FindingOut(_Strict):
    """One observation about one subject."""

    outcome: OutcomeWord
    subject: str
    message: Message
    hint: Message | None = Field(default=None, description="how to find out, or what to do first")
    severity: SeverityWord
    value: float | None
    data: dict[str, str | int | float] = Field(default={}, description="the facts behind it, for programs")
    accepted: AcceptedOut | None = Field(
        default=None, description="by what the fault is accepted, so that it does not count"
    )
    lapsed: AcceptedOut | None = Field(
        default=None,
        description="by what the fault was accepted until it ran out; left out where there is no such entry",
        exclude_if=lambda lapsed: lapsed is None,
    )
    fingerprint: str
    evidence: tuple[EvidenceOut, ...]


class ErrorOut(_Strict):
    """How a check broke; personal details are masked as in findings."""

    type: str = Field(description="name of the exception")
    text: str
    traceback: str = Field(description="the calls that led there, paths relative")


class CheckOut(_Strict):
    """What one check said."""

    id: str
    category: str
    severity: SeverityWord
    outcome: OutcomeWord
    reason: Message | None = Field(default=None, description="why there is no conclusion, or not a whole one")
    title: str
    effort: Effort | None = Field(default=None, description="how long it takes to fix one of its faults")
    team: Team | None = Field(default=None, description="who usually fixes it")
    error: ErrorOut | None = Field(
        default=None, description="left out where the check did not break", exclude_if=lambda error: error is None
    )
    findings: tuple[FindingOut, ...]


class CategoryOut(_Strict):
    """A chapter of the audit."""

    id: str
    title: str
    score: ScoreOut


class TallyOut(_Strict):
    """What answers of the interview amount to."""

    value: float | None = Field(description="0 to 100; null where no answer counts")
    coverage: float = Field(description="share of the questions that apply whose answers count, 0 to 1")
    low: float = Field(description="the value if every open question were answered by no")
    high: float = Field(description="the value if every open question were answered by yes")

    @property
    def answered(self) -> int:
        """Return the coverage in whole percent."""
        return whole_percent(self.coverage)


class AnswerOut(_Strict):
    """One question of the interview with its answer."""

    question: str
    text: Message
    proof: Message = Field(description="what would show that a yes is true; a clause")
    state: Literal["current", "expired", "premature", "open"] = Field(
        description="expired: more than twelve months before the audit; premature: dated after it"
    )
    answer: Literal["yes", "partly", "no", "n.a."] | None = Field(default=None, description="null where open")
    who: str = ""
    when: str = Field(default="", description="date of the answer; empty where open")
    evidence: str = ""


class InterviewSectionOut(_Strict):
    """Questions that belong together."""

    id: str
    title: Message
    score: TallyOut
    answers: tuple[AnswerOut, ...]


class InterviewOut(_Strict):
    """What the company declared of itself: a score of its own. Two answers are held against the visit by contradicted-declaration."""

    score: TallyOut
    sections: tuple[InterviewSectionOut, ...]


class Results(_Strict):
    """What an audit concluded."""

    schema_version: Literal[2]
    edition: Literal["masked", "internal"] = Field(
        default="masked",
        description="internal: personal details stand in full, for use inside the company only; left out where masked",
        exclude_if=lambda edition: edition == "masked",
    )
    ruleset: str
    taken_at: str
    target: TargetOut
    score: ScoreOut
    categories: tuple[CategoryOut, ...]
    checks: tuple[CheckOut, ...]
    tool: str = Field(default="", description="version of auditor")
    partial: Message | None = Field(
        default=None, description="why the visit is incomplete; null where it came to its end"
    )
    unimported: tuple[Message, ...] = Field(
        default=(), description="why files of posts that auditor.toml names could not be read"
    )
    counts: VisitCounts = Field(default=VisitCounts(0, 0, 0), description="how much was looked at")
    pages: tuple[LookedAt, ...] = Field(default=(), description="the pages of the site as they were met")
    profiles: tuple[ProfileRow, ...] = Field(default=(), description="the company's profiles as they were met")
    conversations: ConversationSection | None = Field(
        default=None, description="figures of each account, and the worst conversations as masked turns"
    )
    timeline: tuple[Event, ...] = Field(
        default=(),
        description="what happened in the course of incidents, by incident and time; left out where there was none",
        exclude_if=lambda timeline: not timeline,
    )
    series: tuple[Series, ...] = Field(
        default=(), description="figures over time; left out where there are none", exclude_if=lambda series: not series
    )
    interview: InterviewOut | None = Field(
        default=None,
        description="what the company declared of itself; left out where no interview was held",
        exclude_if=lambda interview: interview is None,
    )
    venues: tuple[VenueRow, ...] = Field(
        default=(),
        description="where mentions were looked for; left out where nowhere was",
        exclude_if=lambda venues: not venues,
    )
    limits: tuple[Message, ...] = Field(default=(), description="what was not looked at and why")
    thresholds: tuple[Threshold, ...] = Field(default=(), description="the numbers that rules turned on")
    comparison: Comparison | None = Field(
        default=None,
        description="what became of faults since earlier audits; left out where there is none",
        exclude_if=lambda comparison: comparison is None,
    )
    broken_plugins: int = Field(
        default=0,
        description="faults of plug-ins, and those that could not be loaded: what they would have brought is missing; left out where none",
        exclude_if=lambda count: count == 0,
    )
    gate: GateOut | None = Field(
        default=None,
        description="what was to fail, and what did; left out where nothing was to",
        exclude_if=lambda gate: gate is None,
    )


LARGEST = 500_000_000
"""Bytes of a results file that is read. Our default: a hundred times that of a site of 3,000 pages."""


def write(results: Results, path: Path) -> None:
    """Write `results` as UTF-8 JSON: same results, same bytes."""
    encoder = json.JSONEncoder(ensure_ascii=False, indent=1)
    part = path.with_name(f"{path.name}.part")
    try:
        # Half characters, which words of others may hold, are none that a file can.
        disk.make_way(part)
        with disk.named(path), part.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(
                encoder.iterencode(results.model_dump(mode="json"))
            )  # piece by piece: there may be millions
            file.write("\n")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)  # half of one, where the disk is full or somebody ends us, is of no use


def read(path: Path) -> Results:
    """Read a results file.

    Raises:
        ResultsError: it is not there, of a newer version, or not of the shape.
    """
    if not path.is_file():
        raise ResultsError(f"{path}: not found; run `auditor check {path.parent}` first")
    try:
        data = _whole(json.loads(disk.content(path, LARGEST).decode("utf-8")))
        found = data.get("schema_version") if isinstance(data, dict) else None
        if isinstance(found, int) and found > SCHEMA_VERSION:
            raise ResultsError(
                f"{path}: written by a newer auditor (schema_version {found}, this one knows {SCHEMA_VERSION}); "
                "update auditor, or run `auditor check` again"
            )
        return Results.model_validate(_of_today(data) if found == 1 else data)
    except disk.TooLarge as error:
        raise ResultsError(f"{path}: not a results file of ours ({error.strerror})") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        first = str(error).splitlines()[0]
        raise ResultsError(
            f"{path}: not a results file of ours ({first}); run `auditor check {path.parent}` again"
        ) from None


def _whole(data: Any) -> Any:
    """Return what JSON says without half characters, which it can write and nothing that is made of it can hold."""
    text = json.dumps(data, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.loads(text.encode("utf-8", "replace"))
    return data


_KEPT_LESS = message(
    "These results come from an earlier kind of audit, which kept no pages, profiles and conversations in them."
).telling_operator(message("Run auditor check again to have them in the report."))


def _of_today(old: dict[str, Any]) -> dict[str, Any]:
    """Return results of version 1, where messages were plain texts, in today's shape."""
    checks = [
        {
            **check,
            "reason": quoted(check["reason"]) if check["reason"] else None,
            "findings": [{**finding, "message": quoted(finding["message"])} for finding in check["findings"]],
        }
        for check in old["checks"]
    ]
    return {**old, "schema_version": SCHEMA_VERSION, "checks": checks, "limits": [_KEPT_LESS]}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `results.json`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Results.model_json_schema()}
