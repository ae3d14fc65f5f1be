"""Spikes on brands whose unusual days people have marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.analysis.listening import spikes
from benchmarks import spikes as benchmark

pytestmark = pytest.mark.shared_data


def test_marked_windows_are_found_and_few_others(shared_data: Path) -> None:
    read = benchmark.brands(shared_data / "mention_volume")
    watch, audit = benchmark.total(read, spikes.WATCH), benchmark.total(read, spikes.AUDIT)
    assert (watch.windows, audit.windows) == (16, 16)
    assert watch.found >= 13
    assert watch.per_month <= 0.8
    assert audit.found >= 15
    assert audit.per_month <= 0.9


def test_the_table_is_as_published(shared_data: Path) -> None:
    said = (benchmark.ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    assert benchmark.table(benchmark.brands(shared_data / "mention_volume")) in said
