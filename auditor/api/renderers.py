"""What a renderer may import from us: docs/extending/renderers.md says what each is for."""

from __future__ import annotations

from typing import Any

from auditor.report import Report
from auditor.report.renderer import INTERFACE, Renderer, RenderProblem
from auditor.report.renderers.texts import cell, moment, plain

__all__ = ["INTERFACE", "RenderProblem", "Renderer", "Report", "cell", "moment", "plain", "trial"]


def trial() -> Report:
    """Return the report of a small made-up audit. For tests."""
    from auditor import report  # noqa: PLC0415 - for tests only
    from auditor.audit.results import Results  # noqa: PLC0415 - as above

    score = {"value": 50, "coverage": 1, "low": 50, "high": 50, "grade": "D", "grade_reason": ""}
    finding: dict[str, Any] = {
        "outcome": "fail",
        "subject": "https://www.company.example/press",
        "message": {"id": "The page answers 404.", "text": "The page answers 404."},
        "severity": "high",
        "value": None,
        "fingerprint": "0" * 32,
        "evidence": [],
    }
    check = {
        "id": "dead-media-page",
        "category": "contact",
        "severity": "high",
        "outcome": "fail",
        "title": "A press page is dead",
        "findings": [finding],
    }
    results = {
        "schema_version": 2,
        "ruleset": "1",
        "taken_at": "2026-11-21T09:30:00Z",
        "target": {"name": "Company", "site": "https://www.company.example/"},
        "score": score,
        "categories": [{"id": "contact", "title": "Reachability", "score": score}],
        "checks": [check],
    }
    return report.build(Results.model_validate(results), {})
