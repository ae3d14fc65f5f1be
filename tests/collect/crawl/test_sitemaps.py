"""Sitemaps, piece by piece, and robots.txt."""

from __future__ import annotations

import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.crawl.sitemaps import MOST_BYTES, MOST_URLS, Listing, Robots

BASE = "https://acme.example/sitemap.xml"
PAGES = [f"https://acme.example/page-{number}?a=1&b=2" for number in range(300)]
XML = "<?xml version='1.0'?><urlset>" + "".join(
    f"<url><loc>\n {page.replace('&', '&amp;')} </loc></url>\n" for page in PAGES
)
LINES = "\ufeff" + "\n".join(PAGES)


def listed(data: bytes, size: int = 1_000_000) -> Listing:
    listing = Listing(BASE)
    for start in range(0, len(data), size):
        listing.feed(data[start : start + size])
    listing.end()
    return listing


@pytest.mark.parametrize(
    "text", [XML, LINES, XML.replace("<loc>", "<x:loc><![CDATA[").replace(" </loc>", "]]></x:loc>")]
)
@pytest.mark.parametrize("size", [1, 7, 100, 1_000_000])
@pytest.mark.parametrize("packed", [False, True])
def test_every_address_is_found_however_the_pieces_fall(text: str, size: int, packed: bool) -> None:
    data = text.encode()
    assert listed(gzip.compress(data, mtime=0) if packed else data, size).found == PAGES


def test_an_index_is_told_from_a_list_of_pages() -> None:
    assert listed(XML.replace("<urlset>", "<sitemapindex>").encode()).is_index
    assert not listed(XML.encode()).is_index


@pytest.mark.parametrize(
    "data", [b"", b"\x1f", b"\x1f\x8bnonsense", b"<urlset><url><loc>", b"\xff\xfe\x00", b"<loc>mailto:x</loc>"]
)
def test_what_is_no_sitemap_lists_nothing(data: bytes) -> None:
    assert listed(data).found == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x1c", "\x85", "\u2028"])
@pytest.mark.parametrize("size", [1, 7, 61, 1_000])
def test_lines_are_the_same_in_pieces_however_they_end(end: str, size: int) -> None:
    lines = end.join([*PAGES, f"\t{PAGES[0]}x", "<a>\t", "no address"])
    assert listed(lines.encode(), size).found == listed(lines.encode()).found == [*PAGES, f"{PAGES[0]}x"]


@pytest.mark.parametrize("gap", ["", " ", "\n   ", " " * 190])
def test_an_address_whose_mark_up_falls_apart_is_found(gap: str) -> None:
    text = f"<urlset>{' ' * 1_000}<loc>{gap}<![CDATA[{gap}{PAGES[0]}{gap}]]></loc></urlset>".encode()
    for size in range(1, len(gap) + 40):
        assert listed(text, size).found == PAGES[:1], size


@pytest.mark.parametrize("size", [61, 1 << 20])
def test_a_line_that_is_longer_than_any_address_is_none(size: int) -> None:
    lines = f"https://acme.example/{'a' * 5_000}\nhttps://acme.example/b\n"
    assert listed(lines.encode(), size).found == ["https://acme.example/b"]


def test_damage_takes_no_more_with_it_in_one_piece_than_in_many() -> None:
    chance = random.Random(1)
    pages = "".join(f"<url><loc>https://a.example/{chance.getrandbits(64)}</loc></url>" for _ in range(200))
    packed = bytearray(gzip.compress(pages.encode(), mtime=0))
    packed[len(packed) * 2 // 3] ^= 0xFF
    whole, pieces = (listed(bytes(packed), size).found for size in (1 << 20, 64))
    assert len(pieces) - 10 < len(whole) <= len(pieces)
    assert len(whole) > 100


def test_a_damaged_file_gives_what_came_before_the_damage() -> None:
    packed = gzip.compress(XML.encode(), mtime=0)
    assert listed(packed[:-200]).found[:10] == PAGES[:10]


def test_a_very_long_sitemap_is_bounded_in_addresses_and_memory() -> None:
    entry = b"<url><loc>https://acme.example/%d</loc></url>"
    listing = Listing(BASE)
    longest = 0
    for number in range(60_000):
        listing.feed(entry % number)
        longest = max(longest, len(listing._text))
    listing.end()
    assert len(listing.found) == MOST_URLS
    assert longest < 10_000


def test_a_bomb_is_left_at_the_limit() -> None:
    listing = listed(gzip.compress(b" " * (MOST_BYTES + 10_000_000) + XML.encode(), mtime=0))
    assert listing.found == []
    assert listing._size < MOST_BYTES + 300_000


@given(st.binary(max_size=400), st.integers(min_value=1, max_value=50))
def test_any_bytes_are_survived(data: bytes, size: int) -> None:
    assert listed(data, size).found == listed(data).found


def test_robots_txt() -> None:
    rules = Robots("User-agent: auditor\nDisallow: /private\nCrawl-delay: 2\n\nSitemap: https://acme.example/s.xml")
    assert not rules.allows("https://acme.example/private/x")
    assert rules.allows("https://acme.example/press")
    assert rules.delay == 2
    assert rules.sitemaps == ("https://acme.example/s.xml",)
    assert not Robots.closed("answers 500").allows("https://acme.example/")
    assert Robots().allows("https://acme.example/")
