"""Letters put in the place of others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.text.letters import Exchange

TABLE = {"æ": "ae", "]": "b", "^": "c", "-": "d", "\u0649": "\u064a"}


@given(st.text(st.sampled_from("aæz]^-\\\u0649\u064a\U0001f600")))
def test_it_is_as_translate_has_it(text: str) -> None:
    assert Exchange(TABLE)(text) == text.translate({ord(letter): other for letter, other in TABLE.items()})
