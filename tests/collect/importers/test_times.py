"""When a post was written, in the ways exports write it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.importers.times import Clock, Order, order_of

AT = datetime(2017, 10, 31, 22, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    [
        "2017-10-31T22:11:00Z",
        "2017-10-31T22:11:00.000Z",
        "2017-10-31 22:11:00+00:00",
        "2017-10-31 22:11:00 UTC",
        "2017-10-31 22:11 +0000",
        "2017/10/31 22:11 UTC",
        "1509487860",
        "1509487860000",
        "1509487860.0",
        1509487860,
        1509487860000,
        1509487860.0,
        "Tue, 31 Oct 2017 22:11:00 GMT",
        "31 Oct 2017 22:11:00 +0000",
        "Tue Oct 31 22:11:00 +0000 2017",
        "Tue Oct 31 22:11:00 UTC 2017",
        "Oct 31, 2017, 10:11 PM UTC",
        "Oct 31, 2017, 10:11\u202fPM UTC",
        "October 31, 2017 at 10:11 p.m. UTC",
        "31. Oktober 2017 um 22:11 Uhr UTC",
        "31 octobre 2017 à 22:11 UTC",
        "31 de octubre de 2017 22:11 UTC",
        "Tue, 31 Oct 2017 17:11:00 EST",
        "2017-11-01T00:11:00+02:00",
        "Wed, 1 Nov 2017 00:11 UTC+2",
        "31.10.2017 22:11 UTC",
        "  2017-10-31T22:11:00Z ",
    ],
)
def test_one_moment_in_many_spellings(said: object) -> None:
    clock = Clock()
    assert clock.read(said) == AT
    assert not clock.unzoned


@pytest.mark.parametrize(
    ("said", "pattern"),
    [
        ("10/31/17 22:11", "month-first"),
        ("10/31/2017 10:11:00 PM", "month-first"),
        ("31/10/17 22:11", "day-first"),
        ("31-10-2017 22:11", "day-first"),
        ("31.10.17, 22:11", ""),
        ("2017-10-31 22:11", ""),
        ("20171031221100", ""),
        ("31|10|2017 22h11", "%d|%m|%Y %Hh%M"),
    ],
)
def test_without_a_zone_it_is_utc_and_said_to_be(said: str, pattern: str) -> None:
    clock = Clock(None, pattern)
    assert clock.read(said) == AT
    assert clock.unzoned


def test_without_a_zone_the_configured_one_is_taken() -> None:
    clock = Clock(ZoneInfo("Europe/Berlin"), "month-first")
    assert clock.read("10/31/17 23:11") == AT
    assert clock.read("07/31/17 23:11") == datetime(2017, 7, 31, 21, 11, tzinfo=UTC)
    assert clock.read("2017-10-31T22:11:00Z") == AT, "a zone in the date itself wins"
    assert not clock.unzoned


@pytest.mark.parametrize(
    "said",
    ["", "yesterday", "31/10/17", "4/5/2017 10:00", "2017-13-01", "31/31/2017 10:00", "0001-01-01T00:00:00Z", "9" * 80, "9" * 5_000,
     "inf", "nan", "-5", "1_000", None, True, [], {}, "Tue Oct 31 22:11:00 +0000 99999", "31 Foo 2017 10:00", "2017-10-31 22:11 IST",
     "2017-10-31 22:11 banana", "2017/10/31 25:00", "١٢٣٤٥٦٧٨٩٠", "2017-10-31T22:11:00+99:00", "31 Oct 2017 13:11 PM", "\0"],
)  # fmt: skip
def test_what_is_no_date_or_could_be_two_is_none(said: object) -> None:
    assert Clock().read(said) is None


def test_a_pattern_reads_nothing_else() -> None:
    assert Clock(None, "%d/%m/%Y %H:%M").read("2017-10-31T22:11:00Z") is None


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["4/5/2017", "31/10/2017 10:00"], Order.DAY),
        (["4/5/17 22:11", "10/31/17 22:11"], Order.MONTH),
        (["4/5/2017", "5/5/2017"], Order.UNKNOWN),
        (["13/5/2017", "5/13/2017"], Order.MIXED),
        (["2017-10-31", "31.10.2017", "2017/10/31", "hello", ""], Order.NONE),
        ([], Order.NONE),
    ],
)
def test_what_comes_first_is_told_from_all_dates(texts: list[str], found: Order) -> None:
    assert order_of(texts) is found


@given(st.text(max_size=90))
def test_nothing_raises(text: str) -> None:
    for pattern in ("", "day-first", "%d.%m.%Y"):
        moment = Clock(None, pattern).read(text)
        assert moment is None or moment.utcoffset() is not None


@given(
    st.integers(10_521_000, 68_878_000),  # minutes since 1970, from 1990 to 2100
    st.integers(-12, 14),
)
def test_every_spelling_of_a_moment_reads_the_same(minutes: int, hours: int) -> None:
    moment = datetime.fromtimestamp(minutes * 60, timezone(timedelta(hours=hours)))
    spellings = ("%Y-%m-%dT%H:%M:%S%z", "%a, %d %b %Y %H:%M:%S %z", "%a %b %d %H:%M:%S %z %Y", "%d.%m.%Y %H:%M %z", "%B %d, %Y %I:%M %p %z")  # fmt: skip
    for spelling in spellings:
        assert Clock().read(moment.strftime(spelling)) == moment, spelling
    assert Clock(None, "month-first").read(moment.strftime("%m/%d/%Y %H:%M %z")) == moment
    assert Clock(None, "day-first").read(moment.strftime("%d/%m/%Y %I:%M %p %z")) == moment
