"""How curt a message sounds."""

from __future__ import annotations

import pytest

from auditor.text.posts.tone import CURT, curtness
from tests.effort import ends


@pytest.mark.parametrize(
    "text",
    [
        "Why do you keep asking? You obviously didn't read what we wrote.",
        "You never listen. Stop bothering us with this nonsense!!",
        "What part of the answer don't you understand? Why are you still here?",
    ],
)
def test_harsh_replies(text: str) -> None:
    value = curtness(text, "en")
    assert value is not None
    assert value >= CURT


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ann, thanks for telling us! Could you say which town you are in? We will look into it.",
        "Sorry about that. It should be back by noon.",
        "The line in Mill Street is mended. Does it work for you again?",
        "Why is my bill higher? Because you moved in the middle of the month, the first bill covers six weeks.",
    ],
)
def test_ordinary_replies(text: str) -> None:
    value = curtness(text, "en")
    assert value is not None
    assert value < CURT


def test_courtesy_softens() -> None:
    bare, soft = "Why did you remove it?", "Hi, I was wondering why you removed it, thanks!"
    assert (curtness(bare, "en") or 0) > 0 > (curtness(soft, "en") or 0)


def test_other_languages_are_left_alone() -> None:
    assert curtness("Warum hören Sie nicht zu?!", "de") is None


def test_hostile_lengths_are_survived() -> None:
    with ends():
        for text in ("a " * 500_000, "please" * 200_000, "w w " * 300_000, "!" * 1_000_000):
            curtness(text, "en")
