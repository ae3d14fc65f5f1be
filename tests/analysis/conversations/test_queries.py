"""What checks ask of conversations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from auditor.analysis.conversations import post_scan, queries
from auditor.analysis.conversations.metrics.personal import asks_removal, own_details
from auditor.model import Channel, Existence, Post, PostKind, Role
from tests.snapshots import FILLER, TAKEN_AT, Site

START = TAKEN_AT - timedelta(days=9)


def post(n: int, text: str, **fields: Any) -> Post:
    return Post(
        "x",
        "acme",
        f"p{n}",
        START + timedelta(hours=n),
        text,
        f"c{n}",
        **{"kind": PostKind.MENTION, "lang": "en", **fields},
    )


def heard(*posts: Post) -> post_scan.PostScan:
    return post_scan.scanned(Site().posts(*posts, channel=Channel("x", "acme", "x")).snapshot())


def test_public_posts_are_counted_and_private_ones_are_not() -> None:
    brand = {"by_brand": True, "kind": PostKind.REPLY}
    found = heard(
        post(1, "Why is my line down?"),
        post(2, "Why is my line down?", kind=PostKind.DIRECT),
        post(3, "It is mended now, sorry for the wait.", **brand),
        post(4, "It is mended now, sorry for the wait.", **{**brand, "kind": PostKind.DIRECT}),
    )
    assert (found.customer_posts, found.brand_posts) == (1, 1)
    assert [one.words for one in found.questions["x", "acme"]] == [("line", "down")]


def test_more_than_is_kept_is_counted() -> None:
    most = post_scan.MOST_FLAGGED
    found = heard(*(post(n, "Write to jane.quill@mail.example please") for n in range(most + 5)))
    assert (found.details.count, len(found.details.kept)) == (most + 5, most)


@pytest.mark.parametrize(
    ("text", "by_brand", "shown"),
    [
        ("@janequill Hi Jane, it is mended.", True, "company: @j••• Hi J•••, it is mended."),
        ("Hallo Jörg! Danke.", True, "company: Hallo J•••! Danke."),
        ("Hi there, it is mended.", True, "company: Hi there, it is mended."),
        ("Hi Team, why?", False, "customer: Hi Team, why?"),
        ("Write to @acme or a@b.example", False, "customer: Write to @a••• or a@b.example"),
        ("two\n\n  lines \u202eand\u200b one", False, "customer: two lines and one"),
    ],
)
def test_quotes_name_nobody(text: str, by_brand: bool, shown: str) -> None:
    assert queries.quote(post(1, text, by_brand=by_brand)).excerpt == shown


def test_long_posts_are_cut_and_posts_without_an_address_are_named() -> None:
    found = queries.quote(post(1, "x" * 1_000_000))
    assert len(found.excerpt) < 300
    assert (found.url, found.at) == ("x:p1", "2026-11-12T10:30:00Z")


def test_an_account_is_called_by_its_profile() -> None:
    site = Site().profile("x", "acme", "https://x.com/acme", existence=Existence.LIVE)
    site.posts(channel=Channel("y", "acme", "csv", url="inbox.csv"))
    snapshot = site.snapshot()
    assert queries.subject(snapshot, "x", "acme") == "https://x.com/acme"
    assert queries.subject(snapshot, "y", "acme") == "acme (y)"


def test_linked_profiles_whose_conversations_nobody_saw() -> None:
    site = Site().profile("x", "acme", "https://x.com/acme", existence=Existence.LIVE)
    site.profile("github", "acme", "https://github.com/acme", existence=Existence.MISSING)
    assert [url for url, _ in queries.silent(site.snapshot())] == ["https://x.com/acme"]
    assert list(queries.silent(site.posts(channel=Channel("x", "acme", "x")).snapshot())) == []


def test_the_companys_own_details_are_known() -> None:
    html = "<p>Call <a href='tel:+442079460100'>+44 20 7946 0100</a> or mail partner@other.example</p>"
    own = own_details(Site().page("/contact", html + FILLER, Role.CONTACT).snapshot())
    text = "I rang 020 7946 0100, wrote to jane@mail.acme.example, partner@other.example and ann@mail.example, order 1234567"
    assert own.taken_out(text).split() == "I rang , wrote to , and ann@mail.example, order 1234567".split()  # noqa: SIM905 - a sentence
    assert own.taken_out("") == ""


@pytest.mark.parametrize(
    ("lang", "text", "asks"),
    [
        ("en", "Please delete that tweet.", True),
        ("en", "Did you delete the app?", False),
        ("de", "Bitte entferne deine Telefonnummer aus dem Beitrag.", True),
        ("de", "Bitte lösche die App.", False),
        ("", "", False),
    ],
)
def test_replies_that_ask_to_take_a_post_down(lang: str, text: str, asks: bool) -> None:
    assert asks_removal(text, lang) is asks
