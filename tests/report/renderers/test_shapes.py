from __future__ import annotations

import pytest

from auditor.report.renderers import shapes


@pytest.mark.parametrize(
    ("share", "point"), [(0, (0, 100)), (0.5, (100, 0)), (1, (200, 100)), (-1, (0, 100)), (7, (200, 100))]
)
def test_shares_lie_on_the_upper_half_circle(share: float, point: tuple[float, float]) -> None:
    assert shapes.on_arc(share, 100, (100, 100)) == point


def test_an_arc_goes_from_start_to_end() -> None:
    assert shapes.arc(0, 0.5, 100, (100, 100)) == "M0.0 100.0A100 100 0 0 1 100.0 0.0"
