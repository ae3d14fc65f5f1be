"""A plug-in for pytest that turns what checks say round, to see whether the tests notice: `-p tests.checks.turned`.

`AUDITOR_TURNED` says how: `kind` lets every fault pass, `harsh` fails what is in order or for a person to judge.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import pytest

from auditor.audit import runner
from auditor.model import CheckResult, Finding, Outcome, Severity

KIND, HARSH = "kind", "harsh"


def pytest_configure(config: pytest.Config) -> None:
    """Put another runner in the place of ours before any test is imported."""
    original, way = runner.run, os.environ["AUDITOR_TURNED"]

    def turned(*args: Any, **options: Any) -> CheckResult:
        result = original(*args, **options)
        return runner.conclude(result.check, tuple(_turn(result, finding, way) for finding in result.findings))

    runner.run = turned


def _turn(result: CheckResult, finding: Finding, way: str) -> Finding:
    # A check that is never scored finds fault by asking a person.
    faults = {Outcome.REVIEW} if result.check.severity is Severity.INFO else {Outcome.FAIL}
    fine = {Outcome.PASS, Outcome.REVIEW} - faults
    if way == KIND:
        return replace(finding, outcome=Outcome.PASS) if finding.outcome in faults else finding
    return replace(finding, outcome=next(iter(faults))) if finding.outcome in fine else finding
