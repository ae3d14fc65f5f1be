"""Reading answers that hold anything."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.sources import fields
from auditor.collect.sources.markup import Markup

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "text", "at"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_no_answer_is_too_odd(data: Any) -> None:
    for path in ((), ("id",), ("text", 0), ("at", -1, "id")):
        assert isinstance(fields.text(data, *path), str)
        assert "\n" not in fields.line(data, *path)
        assert isinstance(fields.rows(data, *path), list)
        assert isinstance(fields.strings(data, *path), tuple)
        assert (fields.count(data, *path) or 0) >= 0
        moment = fields.moment(data, *path)
        assert moment is None or moment.tzinfo is UTC


@given(st.text())
def test_cleaned_text_can_be_stored_and_stays_as_it_is(text: str) -> None:
    cleaned = fields.clean(text)
    cleaned.encode("utf-8")
    assert fields.clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Acme\u202eslooT\u202c", "AcmeslooT"),
        ("A\u200bc\u2060m\ufeffe", "Acme"),
        ("Acme\x00 \x1b[31mTools\x07", "Acme [31mTools"),
        ("half \ud800 a sign", "half  a sign"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),  # Persian is spelt with it
        ("\U0001f469\u200d\U0001f527", "\U0001f469\u200d\U0001f527"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
    ],
)
def test_signs_that_nobody_sees_are_left_out(written: str, shown: str) -> None:
    assert fields.clean(written) == shown
    assert fields.text({"name": json.loads(json.dumps(written))}, "name") == shown


def test_long_text_is_cut_where_one_can_see_it() -> None:
    cut = fields.clean("x" * 1_000_000, 10)
    assert cut == "xxxxxxxxx…"
    assert fields.clean("x" * 10, 10) == "x" * 10


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-20T23:42:52.477Z", datetime(2026, 11, 20, 23, 42, 52, 477_000, UTC)),
        ("2026-11-21T01:42:52+02:00", datetime(2026, 11, 20, 23, 42, 52, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        (1_795_218_172, datetime(2026, 11, 20, 23, 42, 52, tzinfo=UTC)),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
        (10**20, None),
        (float("nan"), None),
        (-5, None),
        (True, None),
        ("9" * 100, None),
    ],
)
def test_times_are_read_or_left_alone(written: object, moment: datetime | None) -> None:
    assert fields.moment(written) == moment


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Help: help@acme.example · https://www.acme.example/support.", ("https://www.acme.example/support",)),
        (
            "(acme.example), acme.example/press and www.acme.example!",
            ("https://acme.example/", "https://acme.example/press", "https://www.acme.example/"),
        ),
        ("Mr.Smith said e.g. nothing at 9.30", ()),
        ("https://acme.example https://acme.example", ("https://acme.example/",)),
        ("javascript:alert(1) ftp://acme.example/x", ()),
        ("https://user:pass@acme.example/", ("https://acme.example/",)),
        ("a." * 500_000, ()),
        ("https://" + "a" * 1_000_000, ()),
    ],
)
def test_links_in_plain_text(text: str, links: tuple[str, ...]) -> None:
    assert fields.links_in(text) == links


def test_markup_becomes_text_and_links() -> None:
    html = (
        '<p>See <a href="https://acme.example/a?b=1&amp;c=2">our page</a> &amp; <a class="u-url mention" href="https://s.example/@x">@x</a>'
        '<br>#<a class="mention hashtag" href="https://s.example/tags/y">y</a></p><p>Two<script>alert(1)</script></p>'
    )
    found = Markup(html)
    assert found.text == "See our page & @x\n#y\nTwo"
    assert found.links == ("https://acme.example/a?b=1&c=2",)
    assert Markup("plain, acme.example").links == ("https://acme.example/",)


@given(st.text())
def test_no_markup_is_too_odd(html: str) -> None:
    found = Markup(f"<a href='{html}'>{html}")
    assert isinstance(found.text, str)
    assert all(link.startswith("http") for link in found.links)
