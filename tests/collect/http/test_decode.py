"""Bytes to text as browsers do it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.http.decode import encoding_of

UMLAUTS = "Grüße aus Köln, schöne Straße"


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        (UMLAUTS.encode(), "", UMLAUTS),
        (UMLAUTS.encode(), "utf-8", UMLAUTS),
        (UMLAUTS.encode(), "iso-8859-1", UMLAUTS),  # the header lies: these bytes are UTF-8
        (UMLAUTS.encode("cp1252"), "iso-8859-1", UMLAUTS),
        ("“quoted” • €".encode("cp1252"), "iso-8859-1", "“quoted” • €"),  # read as windows-1252 by every browser
        (UMLAUTS.encode("cp1252"), "utf-8", UMLAUTS),  # the header lies the other way
        (
            b'<meta charset="shift_jis">' + "お問い合わせ".encode("shift_jis"),
            "",
            '<meta charset="shift_jis">お問い合わせ',
        ),
        ("お問い合わせはこちら".encode("euc_jp"), "euc-jp", "お問い合わせはこちら"),
        (b"\xef\xbb\xbf" + UMLAUTS.encode(), "iso-8859-1", UMLAUTS),
        (UMLAUTS.encode("utf-16"), "", UMLAUTS),
        (b'<meta charset="utf-16">' + UMLAUTS.encode(), "", '<meta charset="utf-16">' + UMLAUTS),
        (b"plain", "no-such-charset", "plain"),
        (b"plain", "base64", "plain"),
    ],
)
def test_text_comes_out_as_a_browser_shows_it(body: bytes, declared: str, text: str) -> None:
    assert body.decode(encoding_of(body, declared), errors="replace") == text


def test_a_body_cut_inside_a_character_is_still_utf8() -> None:
    assert encoding_of(("ü" * 100).encode()[:-1], "") == "utf-8"


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_under_any_name_decode(body: bytes, declared: str) -> None:
    assert isinstance(body.decode(encoding_of(body, declared), errors="replace"), str)
