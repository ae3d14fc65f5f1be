"""How patient a visit is, and whom it tells what it does."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol


class Progress(Protocol):
    """Told what is happening."""

    def __call__(self, done: int, waiting: int, doing: str) -> None:
        """Take note that `done` addresses were read, `waiting` are known, and `doing` is under way."""
        ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a visit is."""

    tries: int = 3
    """For what may be a passing fault: time-outs, broken connections, 5xx."""
    waits: tuple[float, ...] = (2.0, 8.0)
    """Seconds before the second and third try; other addresses are read meanwhile."""
    confirm_after: float = 0.5
    """Seconds before what says it is gone is asked once more."""
    workers: int = 32


@contextmanager
def rare_collections() -> Iterator[None]:
    """Have Python look for circles of garbage seldom, and not among what was there before: a visit leaves hardly any."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
