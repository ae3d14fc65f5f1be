"""Own public posts that ask customers for personal details."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from auditor.model import Channel, CheckResult, Outcome, Post, PostKind
from tests.snapshots import SITE, TAKEN_AT, Site, only, run


def reply(n: int, text: str, lang: str = "en", **fields: Any) -> Post:
    at = TAKEN_AT - timedelta(days=9, hours=-n)
    shared: dict[str, Any] = {
        "by_brand": True,
        "kind": PostKind.REPLY,
        "lang": lang,
        "url": f"https://s.example/{n}",
        "parent_id": f"q{n}",
    }
    return Post("x", "acme", f"a{n}", at, text, "acme", **{**shared, **fields})


def result(*posts: Post) -> CheckResult:
    return run("public-data-request", Site().posts(*posts, channel=Channel("x", "acme", "x")).snapshot())


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Hi there, please reply with your order number and we will check it."),
        ("de", "Hallo, bitte teile uns deine Kundennummer mit."),
        ("fr", "Bonjour, pouvez-vous nous donner votre numéro de commande ?"),
        ("es", "Hola, por favor indícanos tu número de pedido."),
        ("it", "Ciao, puoi dirci il tuo numero d'ordine?"),
        ("nl", "Hallo, kun je ons je ordernummer geven?"),
        ("pt", "Olá, pode indicar-nos o seu número de encomenda?"),
    ],
)
def test_asked_in_public(lang: str, text: str) -> None:
    finding = only(result(reply(1, text, lang)))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, "https://s.example/1")
    assert finding.message.text.startswith("The company asks a customer in public for a")
    assert finding.evidence[0].at == "2026-11-12T10:30:00Z"


@pytest.mark.parametrize(
    "post",
    [
        reply(1, "Please send us a DM with your order number."),
        reply(1, "Your order number is on the invoice."),
        reply(1, "Please do not post your order number here."),
        reply(1, "Could you tell us your order number?", kind=PostKind.DIRECT),
        reply(1, "The cable in your street will be mended tonight."),
    ],
)
def test_what_asks_for_nothing_in_public(post: Post) -> None:
    other = reply(2, "The cable in the street will be mended tonight.")
    assert result(post, other).outcome is Outcome.PASS


def test_customers_who_ask_are_not_meant() -> None:
    assert result(reply(1, "Please tell me your phone number", by_brand=False)).outcome is Outcome.NOT_APPLICABLE


def test_the_newest_are_shown_and_the_others_counted() -> None:
    found = result(*(reply(n, "Please reply with your order number.") for n in range(25))).findings
    assert [one.subject for one in found][:2] == ["https://s.example/24", "https://s.example/23"]
    assert (len(found), found[-1].variant, found[-1].subject) == (21, "more", SITE)
    assert found[-1].message.text.startswith("5 more of the company's posts ask")


def test_languages_that_are_not_read_are_told() -> None:
    finding = only(result(reply(1, "Kertoisitko tilausnumerosi?", "fi")))
    assert (finding.outcome, finding.variant) == (Outcome.INCONCLUSIVE, "language")


def test_nobody_is_named() -> None:
    finding = only(result(reply(1, "@janequill Hi Jane, please reply with your order number.")))
    assert "Jane" not in finding.evidence[0].excerpt
    assert "janequill" not in finding.evidence[0].excerpt
    assert "Hi J•••," in finding.evidence[0].excerpt
