"""Quizzes, and guesses below them."""

from __future__ import annotations

import pytest

from auditor.text.posts.riddles import guesses, sets_quiz


@pytest.mark.parametrize(
    ("text", "quiz"),
    [
        ("Quiz time! Where did we take this picture?", True),
        ("Ratet mal: Wo ist das?", True),
        ("Devinez où nous étions hier ?", True),
        ("How do you like the new app?", False),
        ("Quiz night at the harbour was fun.", False),
    ],
)
def test_quizzes(text: str, *, quiz: bool) -> None:
    assert sets_quiz(text) == quiz


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("Is it Harbour Row?", True),
        ("@acme The pier in Ferry Lane?", True),
        ("Could it be Mill Road?", True),
        ("Vielleicht der alte Leuchtturm?", True),
        ("Can we take part from abroad?", False),
        ("When does it end?", False),
        ("Why is my line down?", False),
        ("Harbour Row", False),
        ("?", False),
    ],
)
def test_guesses(text: str, *, guess: bool) -> None:
    assert guesses(text) == guess
