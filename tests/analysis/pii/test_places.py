"""Distances, and the places that a site publishes on purpose."""

from __future__ import annotations

import pytest

from auditor.analysis.pii.places import distance, is_published, published, taken_at
from auditor.model import Document, Role
from tests.snapshots import FILLER, Site

TOWER = (48.858370, 2.294481)


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        (TOWER, TOWER, 0.0),
        (TOWER, (51.500729, -0.124625), 340.6),
        ((0.0, 179.9), (0.0, -179.9), 22.2),
        ((90.0, 0.0), (-90.0, 0.0), 20_015.0),
    ],
)
def test_distances(one: tuple[float, float], other: tuple[float, float], kilometres: float) -> None:
    assert distance(one, other) == pytest.approx(kilometres, rel=0.01)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://www.openstreetmap.org/?mlat=1#map=17/48.85837/2.29448">x</a><a href="https://maps.example/48.85837,2.29448">x</a>',
        '<iframe src="https://www.google.com/maps/embed?q=48.85837%2C2.29448"></iframe>',
        '<a href="https://www.google.com/maps?ll=48.85837,2.29448">x</a>',
        '<script type="application/ld+json">{"geo": {"@type": "GeoCoordinates", "latitude": "48.85837", "longitude": 2.29448}}</script>',
        "<script>var here = {latitude: 48.85837, longitude: 2.29448};</script>",
    ],
)
def test_where_sites_publish_places(html: str) -> None:
    snapshot = Site().page("/contact", FILLER + html, Role.CONTACT).snapshot()
    assert is_published(snapshot, TOWER)
    assert not is_published(snapshot, (48.90, 2.29))


@pytest.mark.parametrize(
    "html",
    ["<p>48.85837, 2.29448</p>", '<a href="https://shop.example/48.85837,2.29448">x</a>', "<p>latitude</p>" * 5_000],
)
def test_what_publishes_no_place(html: str) -> None:
    assert published(Site().page("/contact", FILLER + html, Role.CONTACT).snapshot()) == ()


def test_what_is_no_place_is_passed_over() -> None:
    said = {"gps": ("48.858370,2.294481", "north,east", "95.0,3.0", "1.0")}
    assert taken_at(Document("https://www.acme.example/a.jpg", "jpeg", (), said)) == (TOWER,)
