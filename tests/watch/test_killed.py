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


@pytest.mark.parametrize("seed", [7])
def test_nothing_is_told_twice_or_missed_over_a_weekend(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    got, pager = folder / "got", folder / "pager.py"
    got.touch()
    pager.write_text(PAGER)
    command = [sys.executable, "-m", "tests.watch.weekend", str(folder), sys.executable, str(pager), str(got)]
    killed, said = 0, ""
    for _ in range(40):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
        try:
            said, _ = process.communicate(timeout=2.5 + 2.5 * chance.random() if killed < 8 else 300)
            break
        except subprocess.TimeoutExpired:
            process.kill()  # SIGKILL: nothing of it can tidy up
            process.communicate()
            killed += 1
    assert said.endswith("ended: found\n"), said
    assert killed >= 3
    time.sleep(1)  # for what a killed watch may have left on the way
    told = [tuple(event) for line in got.read_text().splitlines() for event in json.loads(line)]
    profile = "https://bsky.app/profile/acme.example"
    assert [event for event in told if event[1] == profile] == [("found", profile), ("gone", profile)]
    others = [event for event in told if event[1] != profile]
    assert all(one[0] != other[0] for one, other in pairwise(others))  # not seen, seen again, not seen …
