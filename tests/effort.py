"""How much work something is, told by what does not hang on the machine: calls, bytes, and an end that comes at all."""

from __future__ import annotations

import signal
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_PATIENCE = 60.0
"""Seconds of this process's own processor time. What is meant to take a part of one, and takes this, never ends: no machine is
so much slower, and how busy it is does not count."""


@contextmanager
def ends() -> Iterator[None]:
    """Fail where what is inside would, for all one can tell, never end."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"not done after {_PATIENCE:g} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called, of Python's own too: the same number each time."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def most_bytes(work: Callable[[], object]) -> int:
    """Return how many bytes are held at once, at most."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
