"""Geometry for the charts, which are SVG written by templates/partials/charts.j2. Pure."""

from __future__ import annotations

from math import cos, pi, sin


def on_arc(share: float, radius: float, centre: tuple[float, float]) -> tuple[float, float]:
    """Return the point at `share` (0 left, 1 right) of the upper half circle around `centre`."""
    angle = pi * (1 - min(max(share, 0.0), 1.0))
    return round(centre[0] + radius * cos(angle), 2), round(centre[1] - radius * sin(angle), 2)


def arc(start: float, end: float, radius: float, centre: tuple[float, float]) -> str:
    """Return the SVG path along the upper half circle from share `start` to share `end`."""
    (x1, y1), (x2, y2) = on_arc(start, radius, centre), on_arc(end, radius, centre)
    return f"M{x1} {y1}A{radius} {radius} 0 0 1 {x2} {y2}"


STEPS = 5
"""Shades of a heat map besides that for nothing."""


def heat_step(count: int, most: int) -> int:
    """Return the shade of a cell: 0 for none, then 1 to STEPS by its share of the highest cell."""
    return min(STEPS, -(-STEPS * count // most)) if count > 0 and most > 0 else 0


def heat_scale(most: int) -> tuple[tuple[int, int, int], ...]:
    """Return (shade, lowest, highest count) of the shades that occur where `most` is the highest cell."""
    bounds = ((step, most * (step - 1) // STEPS + 1, most * step // STEPS) for step in range(1, STEPS + 1))
    return tuple((step, low, high) for step, low, high in bounds if low <= high)


def short(count: int) -> str:
    """Return a number that fits into a cell: `950`, `12k`."""
    return str(count) if count < 10_000 else f"{count // 1_000}k"
