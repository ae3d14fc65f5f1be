"""Time zones by their names."""

from __future__ import annotations

import pytest

from auditor.text.zones import zone


def test_a_zone_is_known_by_its_name() -> None:
    known = zone("America/Argentina/ComodRivadavia")
    assert known is not None
    assert known.key == "America/Argentina/ComodRivadavia"


@pytest.mark.parametrize("name", ["", "Berlin", "../etc/passwd", "/etc/localtime", "e/" * 400 + "e", "a\0b", "Europe"])
def test_anything_else_is_none(name: str) -> None:
    assert zone(name) is None
