"""Places that a site itself shows, in every form in which maps are put on pages."""

from __future__ import annotations

import pytest

from auditor.analysis.pii.places import distance, places_in

MILL = (53.9601, -1.0873)


@pytest.mark.parametrize(
    "page",
    [
        '<div class="map" data-lat="53.9601" data-lng="-1.0873"></div>',
        '<div data-lng="-1.0873" data-lat="53.9601"></div>',
        '<iframe src="https://www.google.com/maps/embed?pb=!1m18!1d2345.6!2d-1.0873!3d53.9601!2m3"></iframe>',
        '<iframe src="https://www.google.com/maps?q=53.9601,-1.0873&amp;output=embed"></iframe>',
        '<a href="https://www.google.com/maps/place/Mill/@53.9601,-1.0873,17z">x</a>',
        '<script>L.map("m").setView([53.9601, -1.0873], 13);</script>',
        "<script>new google.maps.LatLng(53.9601,-1.0873)</script>",
        '<iframe src="https://www.openstreetmap.org/export/embed.html?bbox=-1.097%2C53.955%2C-1.077%2C53.965"></iframe>',
        '<a href="https://www.openstreetmap.org/?mlat=53.9601&amp;mlon=-1.0873">x</a>',
        '<a href="https://www.openstreetmap.org/#map=17/53.9601/-1.0873">x</a>',
        '<meta name="geo.position" content="53.9601;-1.0873">',
        '<meta content="53.9601, -1.0873" name="ICBM">',
        '<span class="latitude">53.9601</span>, <span class="longitude">-1.0873</span>',
        '<meta itemprop="latitude" content="53.9601"><meta itemprop="longitude" content="-1.0873">',
        '<div data-settings="{&quot;lat&quot;:&quot;53.9601&quot;,&quot;lng&quot;:&quot;-1.0873&quot;}"></div>',
        '<script>{"type":"Point","coordinates":[-1.0873,53.9601]}</script>',
        "<p>53.9601\u00b0 N, 1.0873\u00b0 W</p>",
        "<p>N 53\u00b0 57.606' W 1\u00b0 5.238'</p>",
        '<iframe src="https://yandex.ru/map-widget/v1/?ll=-1.0873%2C53.9601&z=16"></iframe>',
        '<a href="https://mapy.cz/?x=-1.0873&amp;y=53.9601">x</a>',
        '<a href="geo:53.9601,-1.0873">x</a>',
        '<script>window.x="{\\"lat\\":53.9601,\\"lon\\":-1.0873}"</script>',
    ],
)
def test_places_on_maps(page: str) -> None:
    assert any(distance(MILL, place) < 1 for place in places_in(page))


@pytest.mark.parametrize(
    "page", ["<p>Call 53.96 or 1.08</p>", '<path d="M53.9601,1.0873 12.22,14.55">', "Flat 12.50 and long 3.20 lot"]
)
def test_other_numbers(page: str) -> None:
    assert not any(distance(MILL, place) < 1 for place in places_in(page))
