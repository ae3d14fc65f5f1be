"""Where published photos were taken, and whether the site tells that place itself. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.model import Document, Snapshot

Place = tuple[float, float]
"""Latitude and longitude in degrees."""

NEAR = 1.0
"""Kilometres from a place that the site publishes within which a photo tells nothing new: a works' yard is that large. House rule."""
_EARTH = 6_371.0
_MOST = 200
_NUMBER = r"([+-]?\d{1,3}\.\d{3,15})"
_IN_DATA = re.compile(
    rf'"?latitude"?\s?[:=]\s?["\']?{_NUMBER}.{{1,80}}?"?longitude"?\s?[:=]\s?["\']?{_NUMBER}', re.IGNORECASE | re.DOTALL
)
_IN_LINK = re.compile(rf"(?:[@=/:!,]|%40|ll=|q=){_NUMBER}(?:,|%2C|/)(?:%20|\+)?{_NUMBER}", re.IGNORECASE)
_ON_MAPS = re.compile(r"map|geo:|openstreetmap|goo\.gl", re.IGNORECASE)


def taken_at(document: Document) -> tuple[Place, ...]:
    """Return where the photos of a file were taken."""
    return tuple(place for value in document.facts.get("gps", ()) if (place := _place(*value.partition(",")[::2])))


def _place(latitude: str, longitude: str) -> Place | None:
    try:
        found = float(latitude), float(longitude)
    except ValueError:
        return None
    return found if abs(found[0]) <= 90 and abs(found[1]) <= 180 else None


@lru_cache(maxsize=8)
def published(snapshot: Snapshot) -> tuple[Place, ...]:
    """Return the places that the site publishes on purpose: in its data for search engines, and in links to maps."""
    return tuple(dict.fromkeys(_published(snapshot)))[:_MOST]


def _published(snapshot: Snapshot) -> Iterator[Place]:
    for link in snapshot.links:
        if _ON_MAPS.search(link.url):
            yield from _found(_IN_LINK, link.url[:2_000])
    for page in snapshot.pages:
        html = page.read() if page.roles else ""
        if "latitude" in html:
            yield from _found(_IN_DATA, html)


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Place]:
    for match in pattern.finditer(text):
        place = _place(match[1], match[2])
        if place is not None:
            yield place


def is_published(snapshot: Snapshot, place: Place) -> bool:
    """Return whether the site itself publishes a place within `NEAR` of this one."""
    return any(distance(place, other) <= NEAR for other in published(snapshot))


def distance(one: Place, other: Place) -> float:
    """Return the kilometres between two places along the globe."""
    (a, b), (c, d) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    height = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(height)))
