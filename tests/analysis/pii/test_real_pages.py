"""Names and streets on real pages that people have marked: as many found, and as few made up, as the documentation says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import personal_details
from benchmarks.personal_details import Page, tally


@pytest.fixture(scope="module")
def data(shared_data: Path) -> list[Page]:
    return list(personal_details.pages(shared_data / "contact_pages"))


@pytest.mark.shared_data
@pytest.mark.parametrize(("kind", "recall", "precision"), [("PER", 0.95, 0.95), ("STREET", 0.75, 0.95)])
def test_real_pages_are_read_as_well_as_ever(data: list[Page], kind: str, recall: float, precision: float) -> None:
    found = tally(kind, data)
    assert found.marked > 50
    assert found.recalled / found.marked >= recall
    assert (found.right + found.confirmed) / found.found >= precision


@pytest.mark.shared_data
def test_the_table_is_that_of_the_documentation(data: list[Page], shared_data: Path) -> None:
    page = (personal_details.ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    told = page.partition(personal_details.BEGIN)[2].partition(personal_details.END)[0].strip()
    rows = personal_details.contact_rows(shared_data / "contact_pages")
    assert told == personal_details.table(data, rows)
