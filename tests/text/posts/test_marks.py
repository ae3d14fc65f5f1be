"""What is kept of words that are not kept."""

from __future__ import annotations

import pytest

from auditor.text.posts.intents import Reading, read
from auditor.text.posts.marks import marks_of, reading_of

SAID = [
    ("Where is my parcel? It never came!", False),
    ("Thanks, that solved it.", False),
    ("Please send us a DM with your order number, we will look into it. You idiot.", True),
    ("Try a factory reset of the device.", True),
    ("", True),
]


@pytest.mark.parametrize(("text", "by_brand"), SAID)
def test_marks_lose_nothing_of_a_reading(text: str, by_brand: bool) -> None:
    reading = read(text, "en", by_brand=by_brand)
    assert reading_of(marks_of(reading)) == reading


def test_words_in_a_language_nobody_reads_are_told_from_none() -> None:
    assert marks_of(Reading(understood=False)) == ("read",)
    assert reading_of(("read",)) == Reading(understood=False)


def test_marks_of_another_version_are_passed_over() -> None:
    assert reading_of(("read", "understood", "flies", "flies=0.5", "flies:high")) == Reading(understood=True)
