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
