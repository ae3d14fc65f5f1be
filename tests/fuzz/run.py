"""Tries every target for a while, each in a process of its own: `make fuzz`, or python -m tests.fuzz.run --help."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from tests.fuzz import table
from tests.fuzz.case import Case
from tests.fuzz.engine import ROOT, Engine

FOLDER = ROOT / "build" / "fuzz"
_GRACE = 300.0
"""Seconds that a process may take longer than it was given: to load, to make what it found smaller."""
_EVER = 1_000_000_000
_ANEW = 5
"""Times that a target is begun anew after its process died."""


@dataclass
class Told:
    """What came of one target."""

    name: str
    runs: int = 0
    seconds: float = 0.0
    pool: int = 0
    slowest: float = 0.0
    size: int = 0
    faults: list[list[str]] = field(default_factory=list)
    """Kind, place, and the file with the input."""

    def line(self) -> str:
        """Return it as a line."""
        pace = self.runs / self.seconds if self.seconds else 0.0
        slow = f"slowest {self.slowest:5.2f} s ({self.size:,} bytes)"
        return f"{self.name:20} {self.runs:9,} runs {pace:9,.1f}/s   built upon {self.pool:5,}   faults {len(self.faults):2}   {slow}"


def tried(name: str, seed: int, seconds: float, folder: Path, most: int = _EVER) -> Told:
    """Try one target in a process of its own; where that dies, what it was at is a fault, and another one goes on."""
    told = Told(name)
    for attempt in range(_ANEW):
        left = seconds - told.seconds
        if left <= 0:
            break
        start = time.monotonic()
        said, why = _asked(name, seed + attempt, left, folder, most)
        if said is not None:
            told.runs += said["runs"]
            told.seconds += said["seconds"]
            told.pool, told.slowest, told.size = said["pool"], said["slowest"], said["size"]
            told.faults += said["faults"]
            break
        told.seconds += time.monotonic() - start
        told.faults.append(["Died", why, str(_last(name, seed + attempt, folder))])
    return told


def _asked(name: str, seed: int, seconds: float, folder: Path, most: int) -> tuple[dict[str, Any] | None, str]:
    command = [sys.executable, "-m", "tests.fuzz.worker", name, str(seed), str(seconds), str(folder), str(most)]
    around = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=around, capture_output=True, text=True, timeout=seconds * 3 + _GRACE, check=False
        )
    except subprocess.TimeoutExpired:
        return None, "it waited for ever"
    if done.returncode == 0:
        said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return said, ""
    last = done.stderr.strip().splitlines()
    return None, f"its process ended with {done.returncode}: {last[-1] if last else ''}"


def _last(name: str, seed: int, folder: Path) -> Path:
    plain = name.replace(":", ".")
    path = folder / f"{plain}-died-{seed}"
    now = folder / f"{plain}.now"
    path.write_bytes(now.read_bytes() if now.is_file() else b"")
    return path


def repeat(name: str, path: Path) -> int:
    """Try one kept input again, and say what it breaks; return an exit code."""
    fault, cost, _ = Engine(table.target(name), 0).attempt(Case.read(path.read_bytes()), watch=False)
    print(f"{name}: {cost:.2f} s of processor time")
    print(fault.told if fault else "Nothing is wrong with what comes of it.")
    return int(fault is not None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 1 where anything broke."""
    given = _parsed(arguments)
    if given.repeat:
        return repeat(given.only[0], given.repeat)
    FOLDER.mkdir(parents=True, exist_ok=True)
    every = {name: one.weight for name, one in table.targets().items() if not given.only or name in given.only}
    print(f"fuzz: seed {given.seed}, {given.seconds:g} s over {len(every)} targets, {given.jobs} at a time", flush=True)
    share = given.seconds * given.jobs / sum(every.values())
    with ThreadPoolExecutor(given.jobs) as pool:
        work = partial(tried, seed=given.seed, folder=FOLDER, most=given.most)
        told = pool.map(
            lambda name: work(name, seconds=every[name] * share), sorted(every, key=every.__getitem__, reverse=True)
        )
        found = [_shown(one) for one in told]
    faults = [is_known(one.name, kind) for one in found for kind, _, _ in one.faults]
    known = f", {sum(faults)} of them known" if any(faults) else ""
    print(f"fuzz: {sum(one.runs for one in found):,} runs, {len(faults)} faults{known}, seed {given.seed}")
    return int(not all(faults))


def is_known(target: str, kind: str) -> bool:
    """Return whether a fault of a target is one that waits to be mended (known.toml)."""
    return kind == AssertionError.__name__ and target in _known()


@cache
def _known() -> dict[str, str]:
    return tomllib.loads((Path(__file__).parent / "known.toml").read_text(encoding="utf-8"))


def _shown(told: Told) -> Told:
    print(told.line(), flush=True)
    for kind, where, path in told.faults:
        short = os.path.relpath(path, ROOT)
        if is_known(told.name, kind):
            print(f"    known: {_known()[told.name]}", flush=True)
        print(
            f"    {kind} at {where}\n    again: {os.path.relpath(sys.executable)} -m tests.fuzz.run --only {told.name} --repeat {short}",
            flush=True,
        )
    return told


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=__doc__)
    parser.add_argument("--seconds", type=float, default=180.0, help="for all targets together (180)")
    parser.add_argument(
        "--most",
        type=int,
        default=_EVER,
        metavar="N",
        help="inputs of one target, so that a fast machine tries no others",
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=int(datetime.now(UTC).strftime("%Y%m%d")),
        help="the same inputs again (by default the day)",
    )
    parser.add_argument(
        "--only", action="append", default=[], metavar="TARGET", help="one of: " + ", ".join(table.targets())
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="targets at a time (as many as cores)")
    parser.add_argument(
        "--repeat", type=Path, metavar="FILE", help="try one input again on the target that --only names"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
