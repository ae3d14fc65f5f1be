"""What real photos of many cameras tell, held against the list that comes with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import documents

pytestmark = pytest.mark.shared_data


def test_every_listed_detail_is_found_and_nothing_else(shared_data: Path) -> None:
    found = documents.tallies(shared_data / "photos")
    assert {name: one.wrong for name, one in found.items() if one.wrong} == {}
    assert found["place"].listed >= 5
    assert all(one.listed and one.recall == one.precision_read == 1.0 for one in found.values())


def test_the_table_is_as_published(shared_data: Path) -> None:
    page = (documents.ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    between = page.partition(documents.BEGIN)[2].partition(documents.END)[0].strip()
    assert between == documents.table(shared_data / "photos")
