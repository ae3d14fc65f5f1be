"""Every check has a test file of its own, and that file notices when the check lets faults pass or cries wolf."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.audit import registry
from auditor.model import Severity
from tests.checks.turned import HARSH, KIND

ROOT = Path(__file__).resolve().parents[2]
CHECKS = {name: known.check for name, known in registry.load(installed=False).items()}


NEVER_PASSES = {"archived-exposure"}
"""An archive without a copy proves nothing: what finds no fault says nothing at all."""


def own_file(id: str) -> str:
    return f"tests/checks/{CHECKS[id].category}/test_{id.replace('-', '_')}.py"


@pytest.mark.parametrize("id", CHECKS)
def test_each_check_has_its_file_with_a_fault_and_something_in_order(id: str) -> None:
    path = ROOT / own_file(id)
    assert path.is_file(), f"{id} has no test: write {own_file(id)}"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert any(isinstance(node, ast.Constant) and node.value == id for node in ast.walk(tree)), "runs another check"
    assert ("REVIEW" if CHECKS[id].severity is Severity.INFO else "FAIL") in named
    assert named & {"PASS", "REVIEW"}


def test_each_file_is_a_checks_or_one_for_all() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests/checks").glob("*/test_*.py")}
    assert found == {own_file(name) for name in CHECKS}


@pytest.mark.slow
@pytest.mark.parametrize("way", [KIND, HARSH])
def test_each_file_fails_where_outcomes_are_turned_round(way: str) -> None:
    folders = sorted({Path(own_file(name)).parent.as_posix() for name in CHECKS})
    command = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-rf", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [*command, "-p", "tests.checks.turned", *folders],
        cwd=ROOT,
        env=os.environ | {"AUDITOR_TURNED": way},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = set(re.findall(r"^FAILED (\S+?\.py)::", run.stdout, re.MULTILINE))
    expected = {own_file(name) for name in CHECKS if way == KIND or name not in NEVER_PASSES}
    assert failed == expected, run.stderr


@pytest.mark.parametrize("id", sorted(NEVER_PASSES))
def test_what_never_passes_has_no_words_for_it(id: str) -> None:
    source = (ROOT / "checks" / CHECKS[id].category / f"{id.replace('-', '_')}.py").read_text(encoding="utf-8")
    assert "passed" not in source
