"""The process in which one target is tried: what it does to itself hurts nobody else.

usage: python -m tests.fuzz.worker TARGET SEED SECONDS FOLDER [RUNS]; what came of it is told in a line of JSON.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import resource
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.fuzz import engine, table
from tests.fuzz.case import Case
from tests.fuzz.engine import Engine, Fault

MOST_MEMORY = 3_000_000_000
"""Bytes of address space."""
_STUCK = 60
"""Processor seconds after which the system ends the process, where nothing else does: code that is no Python lets nobody interrupt it."""
_KEPT = 12
"""New inputs of one target that are kept at most."""
_KEPT_SIZE = 6_000


def name_of(fault: Fault) -> str:
    """Return the file that an input which broke something is kept as."""
    digest = hashlib.sha256(fault.case.write()).hexdigest()[:10]
    return f"{fault.kind.lower()}-{digest}"


def main(name: str, seed: int, seconds: float, folder: Path, most: int = 1_000_000_000) -> None:
    """Try a target; loading it counts."""
    begun = time.monotonic()
    target, corpus = table.target(name), table.kept(name)
    now = os.open(folder / f"{name.replace(':', '.')}.now", os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)

    def note(case: Case) -> None:
        data = case.write()
        os.ftruncate(now, 0)
        os.pwrite(now, data, 0)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + _STUCK, most))

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    running = Engine(target, seed, corpus=corpus, before=note)
    gc.freeze()
    tally = running.run(seconds=max(seconds / 2, seconds - (time.monotonic() - begun)), runs=most)
    faults = [_written(fault, name, folder) for fault in tally.faults]
    if os.environ.get("FUZZ_KEEP"):
        _keep(name, tally.found)
    told = {
        "runs": tally.runs,
        "seconds": tally.seconds,
        "pool": tally.pool,
        "slowest": tally.slowest,
        "size": tally.slowest_size,
        "faults": faults,
    }
    print(json.dumps(told), flush=True)


def _written(fault: Fault, name: str, folder: Path) -> list[str]:
    path = folder / f"{name.replace(':', '.')}-{name_of(fault)}"
    path.write_bytes(fault.case.write())
    path.with_suffix(".txt").write_text(
        f"{fault.kind} at {fault.where}\n\n{fault.told}\n", encoding="utf-8", errors="replace"
    )
    return [fault.kind, fault.where, str(path)]


def _keep(name: str, found: list[Case]) -> None:
    """Put what reached something new into the corpus."""
    target = table.target(name)
    seeds = (*table.kept(name), *target.seeds())
    for case in engine.worth_keeping(target, seeds, [one for one in found if one.size <= _KEPT_SIZE], _KEPT):
        data = case.write()
        path = table.CORPUS / name / hashlib.sha256(data).hexdigest()[:12]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    with suppress(ValueError):
        sys.setrecursionlimit(1_000)
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]), *map(int, sys.argv[5:6]))
