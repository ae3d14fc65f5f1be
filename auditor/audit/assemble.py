"""From what checks said to the shape of `results.json`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields

from auditor.audit.categories import Category
from auditor.audit.results import (
    AcceptedOut,
    AnswerOut,
    CategoryOut,
    CheckOut,
    EvidenceOut,
    FindingOut,
    InterviewOut,
    InterviewSectionOut,
    ScoreOut,
    TallyOut,
)
from auditor.audit.scoring import score
from auditor.interview.readiness import Entry, Readiness, Tally
from auditor.model import Accept, Check, CheckResult, Finding, Outcome


def categories(found: Sequence[CheckResult], known: Mapping[str, Category]) -> Iterator[CategoryOut]:
    """Yield the categories that checks belong to, in the order of those known, each with its score."""
    order, present = list(known), dict.fromkeys(result.check.category for result in found)
    for id_ in sorted(present, key=lambda id_: (order.index(id_) if id_ in known else len(order), id_)):
        of_it = [result for result in found if result.check.category == id_]
        yield CategoryOut(id=id_, title=known[id_].title if id_ in known else id_, score=score_out(of_it))


def score_out(found: Iterable[CheckResult]) -> ScoreOut:
    """Return the score of some checks."""
    made = score(found)
    return ScoreOut.model_validate({field.name: getattr(made, field.name) for field in fields(made)})


def check_out(result: CheckResult) -> CheckOut:
    """Return what a check said."""
    declared = result.check
    return CheckOut.model_validate(
        {
            "id": declared.id,
            "category": declared.category,
            "severity": declared.severity.label,
            "outcome": result.outcome.value,
            "reason": result.reason or None,
            "title": declared.failing_title if result.outcome is Outcome.FAIL else declared.title,
            "effort": declared.effort,
            "team": declared.team,
            "error": asdict(result.error) if result.error else None,
            "findings": tuple(_finding(finding, declared) for finding in result.findings),
        }
    )


def _finding(finding: Finding, declared: Check) -> FindingOut:
    severity = declared.severity if finding.severity is None else finding.severity
    return FindingOut.model_validate(
        {
            "outcome": finding.outcome.value,
            "subject": finding.subject,
            "message": finding.message,
            "hint": finding.hint or None,
            "severity": severity.label,
            "value": _value(finding),
            "data": dict(finding.data),
            "accepted": _accepted(finding.accepted),
            "lapsed": _accepted(finding.lapsed),
            "fingerprint": finding.fingerprint,
            "evidence": tuple(EvidenceOut.model_validate(asdict(item)) for item in finding.evidence),
        }
    )


def _accepted(accept: Accept | None) -> AcceptedOut | None:
    if accept is None:
        return None
    until = accept.until.isoformat() if accept.until else None
    return AcceptedOut(
        pattern=accept.pattern,
        reason=accept.reason,
        check=accept.check,
        until=until,
        who=accept.who,
        note=accept.note,
    )


def _value(finding: Finding) -> float | None:
    if finding.value is not None:
        return finding.value
    return {Outcome.PASS: 1.0, Outcome.FAIL: 0.0}.get(finding.outcome)


def interview(held: Readiness | None) -> InterviewOut | None:
    """Return what a company declared of itself; None where no interview was held."""
    if held is None:
        return None
    chapters = (
        InterviewSectionOut(
            id=chapter.section.id,
            title=chapter.section.title,
            score=_tally(chapter.tally),
            answers=tuple(map(_answer, chapter.entries)),
        )
        for chapter in held.chapters
    )
    return InterviewOut(score=_tally(held.tally), sections=tuple(chapters))


def _tally(of: Tally) -> TallyOut:
    return TallyOut.model_validate({field.name: getattr(of, field.name) for field in fields(of)})


def _answer(entry: Entry) -> AnswerOut:
    question, told = entry.question, entry.declared
    asked = {"question": question.id, "text": question.text, "proof": question.proof, "state": entry.state.value}
    if told is None:
        return AnswerOut.model_validate(asked)
    return AnswerOut.model_validate(
        {**asked, "answer": told.said.value, "who": told.who, "when": told.on.isoformat(), "evidence": told.evidence}
    )
