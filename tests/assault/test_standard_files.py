"""Output without room, closed, or read by nobody: the work is done all the same, and the exit code means what it always means."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.visits import collected

pytestmark = [
    pytest.mark.assault("standard files"),
    pytest.mark.slow,  # processes
    pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and redirections of a shell"),
]

FULL, SILENT = ">/dev/full", "auditor: not all could be printed (No space left on device)\n"
WAYS = (FULL, "2>/dev/full", ">&-", "2>&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-", "| true")
JUDGE = "check run --only dead-media-page --against none"
COMMANDS = {f"{JUDGE} --fail-on low": 1, JUDGE: 0, "report nowhere": 2, "explain dead-media-page": 0}


def ended(command: str, way: str, folder: Path) -> tuple[int, str]:
    """Return the exit code of a command whose output a shell sends somewhere, and what came of its error output."""
    line = f"set -o pipefail; {shlex.quote(sys.executable)} -m auditor {command} {way}"
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "AUDITOR_CACHE": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_gate_says_the_same_wherever_its_output_goes(command: str, way: str, tmp_path: Path) -> None:
    collected(tmp_path / "run")
    code, said = ended(command, way, tmp_path)
    lost = way == FULL and COMMANDS[command] == 0  # somebody may wait for what could not be printed
    assert code == (3 if lost else COMMANDS[command]), said
    assert "Traceback" not in said
    assert "internal error" not in said
    assert said.endswith(SILENT) == lost
    assert (tmp_path / "run" / "results.json").exists() == command.startswith("check")


def test_what_is_closed_is_not_taken_by_a_file(tmp_path: Path) -> None:
    """Else what is printed would be written into the first file that a command opens."""
    collected(tmp_path / "run")
    before = (tmp_path / "run" / "snapshot.sqlite").read_bytes()
    assert ended(JUDGE, "<&- >&- 2>&-", tmp_path) == (0, "")
    assert (tmp_path / "run" / "snapshot.sqlite").read_bytes() == before
