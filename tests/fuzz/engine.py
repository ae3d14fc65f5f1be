"""Tries inputs on a target, one after the other, and keeps those that reach something new and those that break it."""

from __future__ import annotations

import random
import resource
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType

import auditor
from tests.fuzz.case import Case
from tests.fuzz.coverage import Coverage
from tests.fuzz.mutate import Mutator
from tests.fuzz.target import Target

ROOT = Path(auditor.__file__).parent.parent
_MOST_MEMORY = 300_000_000
"""Bytes by which one input may raise what the process holds: the bound of docs/reliability.md."""
_MOST_FAULTS = 20
_POOL = 3_000
_USUAL = 0.055
"""Processor seconds that `_workload` takes on the project's usual machine; others are allowed as much more as they take for it."""
_PATIENCE = 10.0
"""Processor seconds in which an input that broke something is made smaller."""
_CLEARLY = 1.5
"""So many times too slow is what a slow input is made no smaller than: it is to be so again."""
_GIVE_UP = 6.0
"""So many times as long as an input may take, after which it is interrupted."""


class Slow(BaseException):
    """An input took longer than any may. No Exception: nothing on the way is to take it for its own."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What an input broke."""

    kind: str
    """Name of the exception, `Slow` or `Memory`."""
    where: str
    """File and line of ours that it came from."""
    told: str
    """Its traceback, or what was measured."""
    case: Case

    @property
    def signature(self) -> tuple[str, str]:
        """What tells one fault from another."""
        return self.kind, self.where


@dataclass
class Tally:
    """What came of a target."""

    runs: int = 0
    seconds: float = 0.0
    pool: int = 0
    slowest: float = 0.0
    """Processor seconds of the slowest input …"""
    slowest_size: int = 0
    """… and its bytes."""
    faults: list[Fault] = field(default_factory=list)
    found: list[Case] = field(default_factory=list)
    """Inputs made here that reached something new."""


def _workload() -> float:
    start = time.process_time()
    for n in range(40_000):
        str(n).encode().decode().strip("0").split("1")
    return time.process_time() - start


def pace() -> float:
    """Return how much slower than usual this machine is, at least 1."""
    return max(1.0, min(_workload() for _ in range(5)) / _USUAL)


class Engine:
    """Runs one target."""

    def __init__(
        self, target: Target, seed: int, *, corpus: tuple[Case, ...] = (), before: Callable[[Case], None] | None = None
    ) -> None:
        self.target = target
        self.tally = Tally()
        self._chance = random.Random(f"{target.name} {seed}")
        self._mutator = Mutator(self._chance, target.tokens)
        self._coverage = Coverage(str(ROOT / "auditor"))
        self._before = before or (lambda _: None)
        self._slack = pace()
        self._pool: list[Case] = []
        self._seeds = (*corpus, *target.seeds())
        self._known: set[tuple[str, str]] = set()

    def run(self, *, seconds: float = float("inf"), runs: int = 1 << 60) -> Tally:
        """Try inputs until time or their number is up."""
        start = time.monotonic()
        for case in self._inputs():
            self._try(case)
            self.tally.runs += 1
            self.tally.seconds = time.monotonic() - start
            if self.tally.runs >= len(self._seeds) and self.tally.seconds >= seconds:
                break
            if self.tally.runs >= runs or len(self._known) >= _MOST_FAULTS:
                break
        self.tally.pool = len(self._pool)
        return self.tally

    def _inputs(self) -> Iterator[Case]:
        for case in self._seeds:
            self._mutator.learn(case)
            self._pool.append(case)
            yield case
        if not self._pool:
            self._pool.append(Case.of(b""))
        while True:
            yield self._new()

    def _new(self) -> Case:
        chance = self._chance
        one = (
            self._pool[-1 - int(len(self._pool) * chance.random() ** 2)]
            if chance.random() < 0.5
            else chance.choice(self._pool)
        )
        if self.target.change is not None:
            return self.target.change(one, chance.getrandbits(48))
        return self._mutator.changed(one, chance.choice(self._pool))

    def _try(self, case: Case) -> None:
        self._before(case)
        fault, cost, new = self.attempt(case)
        if cost > self.tally.slowest:
            self.tally.slowest, self.tally.slowest_size = cost, case.size
        if fault is not None and fault.signature not in self._known:
            self._known.add(fault.signature)
            self.tally.faults.append(self._smallest(fault))
        elif new and fault is None and self.tally.runs >= len(self._seeds) and len(self._pool) < _POOL:
            self._pool.append(case)
            self.tally.found.append(case)

    def attempt(self, case: Case, *, watch: bool = True) -> tuple[Fault | None, float, bool]:
        """Return what an input broke, the processor seconds it took, and whether it reached new lines."""
        new = False
        held = _held()
        start = time.process_time()
        fault: Fault | None = None
        try:
            with _interrupted_after(self.bound(case) * _GIVE_UP):
                if watch and self.target.guided:
                    with self._coverage.watching() as anything_new:
                        self.target.check(case)
                    new = anything_new()
                else:
                    self.target.check(case)
        except (Exception, Slow) as error:
            fault = self._of(error, case)
        cost = time.process_time() - start
        if fault is None and cost > self.bound(case):
            fault, cost = self._really_slow(case, cost)
        if fault is None and _held() - held > _MOST_MEMORY:
            fault = Fault("Memory", self.target.name, f"{_held() - held:,} bytes more are held for {case.size:,}", case)
        return fault, cost, new

    def _of(self, error: BaseException, case: Case) -> Fault:
        fault = _fault(error, case)
        return (
            replace(fault, where=self.target.name) if isinstance(error, Slow) else fault
        )  # it was interrupted anywhere

    def bound(self, case: Case) -> float:
        """Return the processor seconds that an input may take."""
        return self._slack * (self.target.slowest + self.target.per_byte * case.size)

    def _really_slow(self, case: Case, cost: float) -> tuple[Fault | None, float]:
        """Measure again, unwatched: what was slow once may have been unlucky. One slow input of a target is enough."""
        for _ in range(0 if ("Slow", self.target.name) in self._known else 2):
            start = time.process_time()
            try:
                with _interrupted_after(self.bound(case) * _GIVE_UP):
                    self.target.check(case)
            except (Exception, Slow) as error:
                return self._of(error, case), time.process_time() - start
            cost = min(cost, time.process_time() - start)
            if cost <= self.bound(case):
                return None, cost
        told = f"{cost:.2f} s of processor time for {case.size:,} bytes; it may take {self.bound(case):.2f}"
        return Fault("Slow", self.target.name, told, case), cost

    def _smallest(self, fault: Fault) -> Fault:
        """Return the same fault with less of its input, as far as a few tries get."""
        return _Smaller(self, fault).found()


class _Smaller:
    """Makes an input that breaks something smaller: without parts, then without pieces, large ones first."""

    def __init__(self, engine: Engine, fault: Fault) -> None:
        self._engine = engine
        self._fault = fault
        self._left = 25 if fault.kind in {"Slow", "Memory"} else 600
        self._ends = time.process_time() + _PATIENCE

    def found(self) -> Fault:
        for n in reversed(range(len(self._fault.case.parts))):
            if len(self._fault.case.files) > 1 and not self._fault.case.parts[n][0].startswith("="):
                self._try(self._fault.case.without(n))
        for share in (2, 4, 8, 16, 64, 256, 1_024, 1 << 20):
            for n, (name, _) in enumerate(self._fault.case.parts):
                if not name.startswith("="):
                    self._cut(n, share)
        return self._fault

    def _cut(self, which: int, share: int) -> None:
        step = max(1, len(self._fault.case.parts[which][1]) // share)
        at = 0
        while at < len(body := self._fault.case.parts[which][1]):
            if not self._try(self._fault.case.replacing(which, body[:at] + body[at + step :])):
                at += step

    def _try(self, case: Case) -> bool:
        self._left -= 1
        if self._left < 0 or time.process_time() > self._ends:
            return False
        found, cost, _ = self._engine.attempt(case, watch=False)
        if found is None or found.signature != self._fault.signature:
            return False
        if found.kind == "Slow" and cost < _CLEARLY * self._engine.bound(case):
            return False
        self._fault = found
        return True


def _fault(error: BaseException, case: Case) -> Fault:
    frames = traceback.extract_tb(error.__traceback__)
    inner = [one for one in frames if one.filename.startswith((str(ROOT / "auditor"), str(ROOT / "checks")))]
    asked = [one for one in frames if not one.filename.endswith("/fuzz/target.py")]  # which property does not hold
    last = (inner if inner and not isinstance(error, AssertionError) else asked)[-1]
    where = f"{last.filename.removeprefix(f'{ROOT}/')}:{last.lineno}"
    return Fault(type(error).__name__, where, "".join(traceback.format_exception(error))[-6_000:], case)


def _held() -> int:
    """Return the most bytes that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024


@contextmanager
def _interrupted_after(seconds: float) -> Iterator[None]:
    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise Slow(f"not done after {seconds:.1f} s of processor time")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def worth_keeping(target: Target, seeds: tuple[Case, ...], found: list[Case], most: int) -> list[Case]:
    """Return, of the inputs found, those that together reach what the seeds do not, the smallest first."""
    seen = Coverage(str(ROOT / "auditor"), every=True)
    kept: list[Case] = []
    for case in (*seeds, *sorted(found, key=lambda one: one.size)):
        with seen.watching() as anything_new, suppress(Exception):
            target.check(case)
        if anything_new() and case not in seeds and len(kept) < most:
            kept.append(case)
    return kept
