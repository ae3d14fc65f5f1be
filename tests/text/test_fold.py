"""Words as they are compared."""

from __future__ import annotations

import pytest

from auditor.text.fold import fold, is_unspaced, spelled_out, title_parts, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Contact \n US ", "contact us"),
        ("\u00dcber \u0141\u00f3d\u017a, Stra\u00dfe", "uber lodz, strasse"),
        ("L\u2019Or\u00e9al doesn't", "loreal doesnt"),
        ("Press &amp; Media", "press & media"),
        ("\uff8c\uff9f\uff9a\uff7d", "プレス"),  # half-width katakana keep their sound marks
        ("プレス", "プレス"),
        ("\uff30\uff32\uff25\uff33\uff33", "press"),  # full-width letters
        ("\ufb01nd", "find"),
        ("S\u00f8k \u00c6ble", "sok aeble"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_umlauts_as_addresses_spell_them() -> None:
    assert spelled_out("\u00dcber \u00d6l") == "ueber oel"


def test_words() -> None:
    assert words("e-mail: press, お問い合わせ!") == ("e", "mail", "press", "お問い合わせ")


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Contact | Acme Tools", ("Contact", "Acme Tools")),
        ("Acme \u2013 Presse", ("Acme", "Presse")),
        ("Acme \u00bb Contact :: Us", ("Acme", "Contact", "Us")),
        ("E-Mail - Acme-Tools", ("E-Mail", "Acme-Tools")),
        ("お問い合わせ\uff5cアクメ", ("お問い合わせ", "アクメ")),
        ("Press &amp; Media &#124; Acme", ("Press & Media", "Acme")),
        ("Contact", ("Contact",)),
        (" | ", ()),
        ("", ()),
    ],
)
def test_title_parts(title: str, parts: tuple[str, ...]) -> None:
    assert title_parts(title) == parts


@pytest.mark.parametrize(
    ("text", "unspaced"), [("お問い合わせ", True), ("문의", True), ("\U0001f622 \uf0e0 \u00e9", False), ("a", False)]
)
def test_is_unspaced(text: str, unspaced: bool) -> None:
    assert is_unspaced(text) is unspaced
