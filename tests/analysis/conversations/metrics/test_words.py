"""The words of posts, read where figures need them."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

from auditor.analysis.conversations.metrics.measure import Setting, measure
from auditor.analysis.conversations.metrics.words import read_words
from auditor.text.posts.intents import read
from tests.talks import MONDAY, post

QUESTION = "@quill my router has been blinking since this morning, when will the internet be back?"


def test_a_question_waits_and_praise_does_not() -> None:
    posts = [
        post("1", "ann", 0, QUESTION, lang="en"),
        post("2", "quill", 9, "@ann Sorry about that! It will be back by ten o'clock.", to="1"),
        post("3", "bob", 10, "What a great day, thank you all!", lang="en"),
        post("4", "cid", 11, "ミンナニデンワガツナガリマセン", lang="ja"),
    ]
    found = measure(posts, Setting(MONDAY + timedelta(days=9), read=read_words)).total
    assert (found.answered.hits, found.answered.n) == (1, 1)
    assert [part.hits for part in found.not_understood] == [("4",)]


def test_a_language_that_nobody_names_is_detected() -> None:
    reading = read_words(post("1", "ann", text=QUESTION))
    assert reading.understood
    assert reading.wants_answer > 0.5


def test_the_same_words_are_read_once() -> None:
    pasted = "We are sorry to hear that. Please send us a message with your booking reference and we'll look into it."
    with patch("auditor.analysis.conversations.metrics.words.read", wraps=read) as reads:
        said = [read_words(post(str(number), "quill", text=pasted)) for number in range(5)]
        read_words(post("9", "ann", text=pasted))
    assert reads.call_count == 2  # once for the company, once for a customer, whose words are read otherwise
    assert len(set(said)) == 1
