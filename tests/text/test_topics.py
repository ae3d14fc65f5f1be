"""What posts are about."""

from __future__ import annotations

import pytest

from auditor.text.topics import singular, topic_words
from tests.effort import ends


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When will the Zephyr routers ship to Rivermouth?", ("zephyr", "router", "ship", "rivermouth")),
        ("@acme my 5G and PS5 show error 404 https://a.example/zephyr", ("5g", "ps5", "error", "404")),
        ("Zephyr! Zephyr! #zephyr #fail #shame", ("zephyr",)),
        ("The #Zephyr router glows", ("zephyr", "router", "glow")),
        ("Zephyr is slow\n\nKind regards\nJane Quill", ("zephyr", "slow")),
        ("Zephyr is slow. Sent from my iPhone", ("zephyr", "slow")),
        ("Zephyr lent\nEnvoyé de mon iPhone", ("zephyr", "lent")),
        ("Zephyr-Störung\nMit freundlichen Grüßen\nJörg", ("zephyr", "storung")),
        ("Write to jane@mail.example on 14 November 2026", ("write",)),
        ("Ze\u200bphyr\u202e router", ("zephyr", "router")),
        ("Please help me with my account, thanks!", ()),
        ("", ()),
    ],
)
def test_words_that_tell(text: str, expected: tuple[str, ...]) -> None:
    assert topic_words(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("routers", "router"),
        ("status", "status"),
        ("address", "address"),
        ("bus", "bus"),
        ("ties", "ties"),
        ("gas", "gas"),
    ],
)
def test_plurals(word: str, expected: str) -> None:
    assert singular(word) == expected


@pytest.mark.parametrize(
    "text", ["#a " * 400_000, "@" * 1_000_000, "www." * 250_000, "sent from my " * 80_000, "\n" * 1_000_000]
)
def test_hostile_posts_take_no_time(text: str) -> None:
    with ends():
        topic_words(text)
