"""A watch takes no more memory after a thousand rounds than after the first few."""

from __future__ import annotations

import gc
import tracemalloc
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from auditor.model import Existence
from auditor.watch.orders import Ending
from tests.watch.world import FRIDAY, FastClock, watch

ROUNDS = 1_000


@pytest.mark.slow
def test_memory_stays_flat_over_a_thousand_rounds(folder: Path) -> None:
    sizes: list[int] = []

    def scene(moment: datetime) -> Existence:
        number = (moment - FRIDAY) // timedelta(minutes=1)
        if number % 200 == 199:
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])
        return Existence.SUSPENDED if number % 40 > 20 else Existence.LIVE

    tracemalloc.start()
    try:
        until = FRIDAY + timedelta(minutes=ROUNDS)
        ending, lines, _ = watch(folder, scene, FastClock(), every=timedelta(minutes=1), until=until)
    finally:
        tracemalloc.stop()
    assert ending is Ending.FOUND
    kept_by_test = len(lines.all) * 400
    assert sizes[-1] - sizes[1] < 1_000_000 + kept_by_test, sizes
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 30_000_000
