"""Signs of a takeover in real histories of accounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import hijack_signs as benchmark

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def found(shared_data: Path) -> dict[str, benchmark.Tally]:
    return benchmark.measured(shared_data / "support_threads")


def test_honest_accounts_raise_at_most_one_alarm_a_year(found: dict[str, benchmark.Tally]) -> None:
    for one in found.values():
        assert one.days > 900
        assert one.failed / (one.days / benchmark.YEAR) <= 1


def test_every_takeover_is_found(found: dict[str, benchmark.Tally]) -> None:
    for one in found.values():
        assert len(one.found) == len(benchmark.TAKEOVERS) + len(benchmark.PROFILES)
        for times, failed, looked in one.found.values():
            assert times > 0
            assert failed + looked == times


def test_most_of_those_with_two_kinds_of_signs_fail(found: dict[str, benchmark.Tally]) -> None:
    brands = found["brands"].found
    for name in ("crypto giveaway behind a shortener", "one post to a page that asks for a password"):
        times, failed, _ = brands[name]
        assert failed >= 0.9 * times


def test_the_table_is_as_published(found: dict[str, benchmark.Tally]) -> None:
    assert benchmark.table(found) in (benchmark.ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
