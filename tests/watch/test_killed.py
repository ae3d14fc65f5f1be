"""A watch that is killed again and again at whatever moment, and taken up."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGER = """
import json, sys, time
said = json.load(sys.stdin)
time.sleep(0.3)
with open(sys.argv[1], "a") as file:
    file.write(json.dumps([[one["event"], one["subject"]] for one in said["events"]]) + "\\n")
"""


KILLS = 6


@pytest.mark.slow
@pytest.mark.parametrize("seed", [7])
def test_nothing_is_told_twice_or_missed_over_a_weekend(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    got, pager = folder / "got", folder / "pager.py"
    got.touch()
    pager.write_text(PAGER)
    command = [sys.executable, "-m", "tests.watch.weekend", str(folder), sys.executable, str(pager), str(got)]
    for _ in range(KILLS):
        killed_after(command, chance.randint(2, 12), chance.choice((0, 0, 0.02, 0.05, 0.1)))
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)
    assert done.stdout.endswith("ended: found\n"), done.stdout + done.stderr
    told = [tuple(event) for line in got.read_text().splitlines() for event in json.loads(line)]
    profile = "https://bsky.app/profile/acme.example"
    assert [event for event in told if event[1] == profile] == [("found", profile), ("gone", profile)]
    others = [event for event in told if event[1] != profile]
    assert all(one[0] != other[0] for one, other in pairwise(others))  # not seen, seen again, not seen …


def killed_after(command: list[str], lines: int, seconds: float) -> None:
    """Run a command and kill it, so that nothing of it can tidy up: so many lines and seconds after its start."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    for _ in range(lines):
        assert process.stdout.readline(), "it ended by itself"
    time.sleep(seconds)
    process.kill()
    process.communicate()
