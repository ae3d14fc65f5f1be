"""What stands between visitors and a site is told from pages that mention the same words."""

from __future__ import annotations

import pytest

from auditor.text.gates import gate


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Are you of legal drinking age? Yes No", "age"),
        ("Bist du schon 18? Ja Nein", "age"),
        ("¿Eres mayor de edad? Sí No", "age"),
        ("Вам исполнилось 18 лет? Да Нет", "age"),
        ("あなたは20歳以上ですか はい いいえ", "age"),
        ("您已满18岁吗", "age"),
        ("만 19세 이상입니까?", "age"),
        ("Choose your country", "country"),
        ("Wählen Sie Ihr Land", "country"),
        ("言語を選択してください", "country"),
        ("Please accept cookies to continue.", "cookies"),
        ("Opening soon. Enter using password", "password"),
        ("Veuillez saisir le mot de passe", "password"),
        ("Click to enter", "door"),
        ("Zur Website", "door"),
    ],
)
def test_gates(text: str, asks: str) -> None:
    assert asks in gate(text).text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We use cookies to improve the site. Accept Reject",
        "Country: United Kingdom",
        "Check your order. Enter our competition.",
        "Forgotten your password?",
        "Our workshop is eighteen years of age.",
        "Are you over 18? " + "We forge tools for gardens and parks. " * 60,
    ],
)
def test_what_only_mentions_them_is_none(text: str) -> None:
    assert not gate(text)
