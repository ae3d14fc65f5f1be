"""Customers' details that stand in public conversations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from auditor.audit import registry, runner
from auditor.model import Channel, CheckResult, Outcome, Post, PostKind, Role
from tests.snapshots import FILLER, SITE, TAKEN_AT, Site, only, run

MAIL = "My line is down, write to jane.quill@mail.example please"


def ask(n: int, text: str = MAIL, **fields: Any) -> Post:
    at = TAKEN_AT - timedelta(days=9, hours=-n)
    shared: dict[str, Any] = {
        "kind": PostKind.MENTION,
        "lang": "en",
        "url": f"https://s.example/{n}",
        "thread_id": f"t{n}",
    }
    return Post("x", "acme", f"q{n}", at, text, f"c{n}", **{**shared, **fields})


def reply(n: int, text: str, lang: str = "en", **fields: Any) -> Post:
    at = TAKEN_AT - timedelta(days=9, hours=-n - 1)
    shared: dict[str, Any] = {
        "by_brand": True,
        "kind": PostKind.REPLY,
        "lang": lang,
        "parent_id": f"q{n}",
        "thread_id": f"t{n}",
    }
    return Post("x", "acme", f"a{n}", at, text, "acme", **{**shared, **fields})


def site(*posts: Post) -> Site:
    return Site().posts(*posts, channel=Channel("x", "acme", "x"))


def result(*posts: Post) -> CheckResult:
    return run("customer-data-in-thread", site(*posts).snapshot())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (MAIL, "an e-mail address"),
        ("Call me on +44 20 7946 0123, nobody answers", "a phone number"),
        ("My card 4111 1111 1111 1111 was charged twice", "a card number"),
        ("My order number is AC-5512345, where is it?", "an order number"),
    ],
)
def test_details_that_nobody_asks_to_remove(text: str, told: str) -> None:
    finding = only(result(ask(1, text), reply(1, "We will look into it.")))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, "https://s.example/1")
    assert told in finding.message.text


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We strongly suggest you delete this tweet, as it contains personal information."),
        ("en", "For your safety we have hidden your comment."),
        ("en", "Please remove your phone number from here."),
        ("de", "Bitte lösche deinen Beitrag, deine Daten stehen öffentlich da."),
        ("fr", "Merci de supprimer votre message, il contient vos coordonnées."),
        ("es", "Por favor, borra tu mensaje, contiene tus datos."),
        ("it", "Per favore cancella il commento con i tuoi dati."),
        ("nl", "Wil je dit bericht verwijderen? Je gegevens zijn zichtbaar."),
        ("pt", "Por favor, apague esta mensagem com os seus dados."),
    ],
)
def test_a_reply_that_asks_to_remove_them_is_enough(lang: str, text: str) -> None:
    assert result(ask(1), reply(1, text, lang)).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "text",
    [
        "Please remove the app and install it again.",
        "You can delete your account in the settings.",
        "Please send us a message with your number.",
        "We removed the old router.",
    ],
)
def test_what_asks_to_remove_something_else(text: str) -> None:
    assert result(ask(1), reply(1, text)).outcome is Outcome.FAIL


def test_a_reply_further_down_the_conversation_counts() -> None:
    again = ask(2, "Hello? Anybody there?", thread_id="t1")
    late = reply(2, "Sorry! Please delete your first post, it holds your address.", thread_id="t1")
    assert result(ask(1), again, late).outcome is Outcome.PASS
    elsewhere = reply(3, "Please delete your post.", parent_id="x", thread_id="t3")
    assert result(ask(1), elsewhere).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "post",
    [
        ask(1, "I wrote to help@acme.example and to jane@acme.example, nobody answers"),
        ask(1, "I rang 020 7946 0100 all day"),
        ask(1, "I wrote to press@paper.example"),
        ask(1, MAIL, kind=PostKind.DIRECT),
        ask(1, "No details here"),
        ask(1, "", deleted=True),
    ],
)
def test_what_is_no_customers_detail_in_public(post: Post) -> None:
    made = site(post, ask(5, "Nothing here either"))
    made.page("/contact", f"{FILLER}<p>Call <a href='tel:+442079460100'>+44 20 7946 0100</a></p>", Role.CONTACT)
    assert run("customer-data-in-thread", made.snapshot()).outcome is Outcome.PASS


def test_the_newest_are_shown_and_the_others_counted() -> None:
    found = result(*(ask(n) for n in range(23)), reply(4, "Please delete your post.")).findings
    assert [one.subject for one in found][:2] == ["https://s.example/22", "https://s.example/21"]
    assert (len(found), found[-1].subject, found[-1].message.text) == (21, SITE, "2 more public posts by customers hold personal details.")  # fmt: skip


def test_details_are_masked_in_the_report() -> None:
    check = registry.load(installed=False)["customer-data-in-thread"].check
    posts = ask(1, f"{MAIL} or call +44 20 7946 0123"), ask(2, "My card 4111 1111 1111 1111 was charged")
    shown = str(runner.run(check, site(*posts).snapshot()).findings)
    assert "jane.quill" not in shown
    assert "7946 0123" not in shown
    assert "1111 1111" not in shown


@pytest.mark.parametrize(
    "text", ["@" * 1_000_000, "1" * 1_000_000, "a@b." * 200_000, "+44 20 " * 150_000, "\u202e\u200b" * 400_000]
)
def test_hostile_posts_take_no_time(text: str) -> None:
    result(ask(1, text))


CALLED = "I called +44 20 7946 0123 and waited an hour"


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ([reply(1, "Our line +44 20 7946 0123 is open from nine.")], Outcome.PASS),
        ([reply(1, "Ring +44 20 7946 0123."), reply(2, "Ring +44 20 7946 0123.")], Outcome.PASS),
        ([reply(5, "New: ring us on +44 20 7946 0123", parent_id="", kind=PostKind.POST)], Outcome.PASS),
        ([reply(1, "We will call you on +44 20 7946 0123.")], Outcome.FAIL),
        ([reply(1, "Our line +44 20 7946 0999 is open from nine.")], Outcome.FAIL),
    ],
)
def test_a_number_that_the_company_gives_out_is_no_customers(words: list[Post], outcome: Outcome) -> None:
    assert only(result(ask(1, CALLED), *words)).outcome is outcome


def test_a_plain_request_to_take_it_down_is_one() -> None:
    told = reply(1, "Please delete your number, anyone can see it.")
    assert only(result(ask(1, CALLED), told)).outcome is Outcome.PASS
