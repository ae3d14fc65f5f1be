"""The harness finds what is planted, the same each time; what it found before stays mended."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.effort import ends
from tests.fuzz import planted, run, table
from tests.fuzz.case import Case
from tests.fuzz.engine import ROOT, Engine
from tests.fuzz.target import Target

pytestmark = pytest.mark.slow  # the harness runs, in processes of its own

MOST = 2_000_000
"""Bytes of the corpus."""
KEPT = sorted(path for path in table.CORPUS.rglob("*") if path.is_file())


_INPUTS = """
import sys
from tests.fuzz import table
from tests.fuzz.engine import ROOT, Engine
Engine(table.target("address"), int(sys.argv[1]), before=lambda case: print(hash(case))).run(runs=40)
"""


def _named(path: Path) -> str:
    return path.relative_to(table.CORPUS).as_posix()


@pytest.mark.parametrize("path", KEPT, ids=_named)
def test_what_was_kept_breaks_nothing(path: Path) -> None:
    target = table.target(path.parent.name)
    with ends():
        target.check(Case.read(path.read_bytes()))


@pytest.mark.parametrize("name", table.targets())
def test_a_target_reads_its_seeds_or_what_was_kept_for_it(name: str) -> None:
    target = table.target(name)
    cases = (*target.seeds(), *table.kept(name))
    assert any(target.check(case) for case in cases), "it reads nothing at all: what could it break?"


def test_every_folder_of_the_corpus_is_a_target_s() -> None:
    assert {path.parent.name for path in KEPT} <= set(table.targets())
    assert sum(path.stat().st_size for path in KEPT) <= MOST


@pytest.mark.parametrize(
    ("target", "kind", "runs"),
    [
        (planted.RAISES, "LookupError", 3_000),
        (planted.DEEP, "TypeError", 2_000),
        (planted.HALF, "AssertionError", 3_000),
        (planted.SLOW, "Slow", 150),
        (planted.CHANGES, "AssertionError", 3_000),
    ],
    ids=lambda one: one.name if isinstance(one, Target) else None,
)
def test_what_is_planted_is_found(target: Target, kind: str, runs: int) -> None:
    tally = Engine(target, 1).run(runs=runs)
    assert [fault.kind for fault in tally.faults] == [kind]
    again, _, _ = Engine(target, 1).attempt(tally.faults[0].case, watch=False)
    assert again is not None
    assert again.signature == tally.faults[0].signature


def test_what_is_sound_breaks_nothing() -> None:
    tally = Engine(planted.SOUND, 1).run(runs=500)
    assert (tally.faults, tally.runs) == ([], 500)


def test_an_input_that_breaks_something_is_made_smaller() -> None:
    (fault,) = Engine(planted.RAISES, 1).run(runs=3_000).faults
    assert fault.case.body == b"<b><b>"


def test_the_same_seed_tries_the_same_inputs() -> None:
    """In a process of its own each time, as they are run: what one remembers leads another one elsewhere."""

    def inputs(seed: int) -> bytes:
        around = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(table.ROOT)}
        return subprocess.run(
            [sys.executable, "-c", _INPUTS, str(seed)], env=around, check=True, capture_output=True
        ).stdout

    first = inputs(5)
    assert first == inputs(5)
    assert first != inputs(6)


def test_what_nothing_interrupts_is_interrupted() -> None:
    fault, _, _ = Engine(planted.STUCK, 1).attempt(Case.of(b"x"), watch=False)
    assert fault is not None
    assert fault.kind == "Slow"


def test_a_process_that_dies_is_told_with_what_it_was_at(tmp_path: Path) -> None:
    told = run.tried("tests.fuzz.planted:DIES", 1, 2.0, tmp_path)
    assert told.faults[0][0] == "Died"
    assert b"<i>" not in Path(told.faults[0][2]).read_bytes()


def test_a_fault_is_written_down_and_can_be_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "tests.fuzz.planted:RAISES"
    told = run.tried(name, 1, 5.0, tmp_path)
    ((kind, where, path),) = told.faults
    assert (kind, where.partition(":")[0]) == ("LookupError", str(Path(planted.__file__).relative_to(table.ROOT)))
    assert run.main(["--only", name, "--repeat", path]) == 1
    assert "two at once" in capsys.readouterr().out


def test_a_case_comes_out_of_its_file_as_it_went_in() -> None:
    for case in (Case.of(b"x"), Case.of(b"%parts x"), Case((("=a", b"1"), ("b", b"\n2"), ("c", b""))), Case(())):
        assert Case.read(case.write()) == case


def test_only_promises_known_to_be_broken_fail_no_run() -> None:
    known = tomllib.loads((ROOT / "tests" / "fuzz" / "known.toml").read_text(encoding="utf-8"))
    assert set(known) <= set(table.targets())
    assert all(run.is_known(target, "AssertionError") and not run.is_known(target, "Slow") for target in known)
    assert not run.is_known("page", "AssertionError")
