"""Where published photos were taken, and whether the site tells that place itself. Pure."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from auditor import urls
from auditor.model import Document, Snapshot
from auditor.model.remembering import remembered

Place = tuple[float, float]
"""Latitude and longitude in degrees."""

NEAR = 1.0
"""Kilometres from a place that the site publishes within which a photo tells nothing new: a works' yard is that large. Our default."""
_EARTH = 6_371.0
_MOST = 2_000
_WIDEST = 0.5
"""Degrees of a map's sides, up to which its middle is what it shows. Our default."""
_BESIDE = 80
"""Characters between a latitude and its longitude."""
_LONGEST = 1_500_000
"""Characters of a page that are searched."""
_NUMBER = r"([+-]?\d{1,3}\.\d{2,17})"
_SIGN = r"[^\d<>;{}]{0,40}?(?:>[^\d<>]{0,10}?)?"
_LATITUDE = r"(?:(?<![A-Za-z])m?lat|Lat|LAT)(?:itude|ITUDE)?(?![A-Za-z])"
_LONGITUDE = r"(?:(?<![A-Za-z])m?(?:lng|lon|long)|Lng|Lon|Long|LNG|LON)(?:gitude|itude|ITUDE|GITUDE)?(?![A-Za-z])"
_LABELLED = re.compile(
    rf"{_LATITUDE}{_SIGN}{_NUMBER}.{{1,200}}?{_LONGITUDE}{_SIGN}{_NUMBER}"
    rf"|{_LONGITUDE}{_SIGN}{_NUMBER}.{{1,200}}?{_LATITUDE}{_SIGN}{_NUMBER}",
    re.DOTALL,
)
"""In settings of maps, data attributes, structured data, microformats: `data-lat="53.96" data-lng="1.08"`."""
_PAIR = rf"{_NUMBER}\s{{0,3}}(?:[,;~/|]|%2C|\s)(?:%20|\+|\s){{0,3}}{_NUMBER}"
_CALLED = re.compile(
    r"(?:lat_?lng|lat_?lon|lng_?lat|lon_?lat|point|marker|center|centre|coord(?:inate)?s?|position|location|setView|flyTo|icbm|geo|map|kml:coordinates)"
    rf"[^\d\n<>]{{0,40}}?{_PAIR}",
    re.IGNORECASE,
)
"""By a word before two numbers: `new google.maps.LatLng(53.96, 1.08)`, `L.map("m").setView([53.96, 1.08])`."""
_META = re.compile(rf"content\s?=\s?[\"']{_PAIR}[\"'][^<>]{{0,40}}(?:geo\.position|icbm)", re.IGNORECASE)
_EMBED = re.compile(rf"!2d{_NUMBER}!3d{_NUMBER}|!3d{_NUMBER}!4d{_NUMBER}")
"""Google's maps: longitude and latitude of what is in the middle, latitude and longitude of what is meant."""
_IN_LINK = re.compile(rf"(?:[@=/:!,|(+]|%40|%7C){_PAIR}", re.IGNORECASE)
_BOX = re.compile(rf"bbox=(?:\[|%5B)?{_NUMBER}(?:,|%2C){_NUMBER}(?:,|%2C){_NUMBER}(?:,|%2C){_NUMBER}", re.IGNORECASE)
_SIDES = re.compile(rf"[?&#]m?lat={_NUMBER}&(?:amp;)?m?(?:lon|lng|long)={_NUMBER}|[?&]x={_NUMBER}&(?:amp;)?y={_NUMBER}")
_WRITTEN = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,8})?)\s?\u00b0\s?(?:(\d{1,2}(?:[.,]\d{1,6})?)\s?['\u2032\u2019]\s?)?(?:(\d{1,2}(?:[.,]\d{1,6})?)\s?(?:[\"\u2033\u201d]|'')\s?)?([NSEWO])\b"
)
_LEADING = re.compile(
    r"\b([NSEWO])[ \u00a0]?(\d{1,3}(?:[.,]\d{1,8})?)\s?\u00b0\s?(?:(\d{1,2}(?:[.,]\d{1,6})?)\s?['\u2032\u2019]\s?)?(?:(\d{1,2}(?:[.,]\d{1,6})?)\s?(?:[\"\u2033\u201d]|''))?"
)
"""As people write them: `53.9601\u00b0 N`, `53\u00b057'36" N`."""
_URL = re.compile(r"(?:https?:)?//[^\s\"'<>\\\\]{8,1500}|geo:[^\s\"'<>]{5,80}")
_ON_MAPS = re.compile(
    r"map|geo:|openstreetmap|osm\.org|goo\.gl|waze|2gis|mapy|yandex|naver|kakao|amap|here\.com", re.IGNORECASE
)
_HINT = re.compile(r"lat|lng|coord|geo|map|marker|center|centre|icbm|waze|ll=|\u00b0|&deg;", re.IGNORECASE)


def taken_at(document: Document) -> tuple[Place, ...]:
    """Return where the photos of a file were taken."""
    return tuple(place for value in document.facts.get("gps", ()) if (place := _place(*value.partition(",")[::2])))


def _place(latitude: str, longitude: str) -> Place | None:
    try:
        found = float(latitude), float(longitude)
    except ValueError:
        return None
    return found if abs(found[0]) <= 90 and abs(found[1]) <= 180 else None


@remembered()
def published(snapshot: Snapshot) -> tuple[Place, ...]:
    """Return the places that the site publishes on purpose: on maps and in links to them, in data for search engines, in its text."""
    return tuple(dict.fromkeys(islice(_published(snapshot), 20 * _MOST)))[:_MOST]


def _published(snapshot: Snapshot) -> Iterator[Place]:
    for url in dict.fromkeys(link.url for link in snapshot.links):
        yield from _in_link(url)
    for fetch in snapshot.fetches.values():  # where short links lead
        yield from _in_link(fetch.final_url)
    for page in snapshot.pages:
        if page.fetch.body_sha256 and urls.same_site(page.url, snapshot.target.site):
            yield from places_in(page.read())


def _in_link(url: str) -> Iterator[Place]:
    if not _ON_MAPS.search(url):
        return
    said = url[:2_000]
    for pattern in (_EMBED, _SIDES, _IN_LINK):
        yield from _found(pattern, said)
    for match in _BOX.finditer(said):
        west, south, east, north = map(float, match.groups())
        if abs(east - west) < _WIDEST and abs(north - south) < _WIDEST:
            yield from _both((south + north) / 2, (west + east) / 2)


def places_in(page: str) -> Iterator[Place]:
    """Yield the places that a page's mark-up shows: on maps, in their settings, in data for machines, in its text."""
    if not _HINT.search(page):
        return
    said = html.unescape(page[:_LONGEST]).replace("\\u0022", '"').replace("\\", "")
    for url in _URL.findall(said):
        yield from _in_link(url)
    for pattern in (_LABELLED, _CALLED, _META):
        yield from _found(pattern, said)
    yield from _written(said)


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Place]:
    """Yield what a pattern finds, in both orders: some maps begin with the longitude, and the other place is nobody's."""
    for match in pattern.finditer(text):
        one, other = (float(value) for value in match.groups() if value is not None)
        yield from _both(one, other)


def _both(one: float, other: float) -> Iterator[Place]:
    if abs(one) <= 90 and abs(other) <= 180:
        yield one, other
    if abs(other) <= 90 and abs(one) <= 180:
        yield other, one


def _written(text: str) -> Iterator[Place]:
    """Yield places written for people; `O` is east in German, west in French, so that both count."""
    if "\u00b0" not in text:
        return
    following = [(match.start(), match[4], _degrees(match.groups()[:3])) for match in _WRITTEN.finditer(text)]
    leading = [(match.start(), match[1], _degrees(match.groups()[1:])) for match in _LEADING.finditer(text)]
    for (start, side, one), (after, other_side, other) in (*pairwise(following[:_MOST]), *pairwise(leading[:_MOST])):
        if after - start < _BESIDE and side in "NS" and other_side in "EWO":
            latitude = -one if side == "S" else one
            if other_side != "W":
                yield latitude, other
            if other_side != "E":
                yield latitude, -other


def _degrees(parts: Sequence[str | None]) -> float:
    values = (float(part.replace(",", ".")) if part else 0.0 for part in parts)
    return sum(value / scale for value, scale in zip(values, (1.0, 60.0, 3600.0), strict=True))


def is_published(snapshot: Snapshot, place: Place) -> bool:
    """Return whether the site itself publishes a place within `NEAR` of this one."""
    return any(distance(place, other) <= NEAR for other in published(snapshot))


def distance(one: Place, other: Place) -> float:
    """Return the kilometres between two places along the globe."""
    (a, b), (c, d) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    height = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(height)))
