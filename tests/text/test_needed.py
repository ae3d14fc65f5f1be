"""Patterns are only tried where a text holds letters they need, and find all that they would find otherwise."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.resources import facts
from auditor.text.needed import Sought, letters_of, lowered


def _patterns() -> list[str]:
    kinds = facts("analysis/contact_routes/widgets.toml").values()
    found = [
        one
        for kind in kinds
        for entry in kind
        for key in ("loaded", "marks", "links", "said")
        for one in entry.get(key, ())
    ]
    cloaks = facts("analysis/contact_routes/facts.toml")
    return [*found, *cloaks["cloaks"], *cloaks["cloak_links"], *cloaks["cloak_words"]]


PATTERNS = _patterns()


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("tawk", {"tawk"}),
        (r"tawk\.to/\w{8,}", {"tawk.to/"}),
        ("Tawk_API", {"tawk_api"}),
        (r"driftt?\.com", {"drift"}),
        ("a|chat", {"a", "chat"}),
        (r"(?:net|com)\.example", {".example"}),
        (r"x(?:first|second)", {"first", "second"}),
        (r"x(?:first|second)?", {"x"}),
        (r"(?=never)(?<!never)(?!never)this", {"this"}),
        (r"[^]abc]{0,4}[\]abc]xy", {"xy"}),
        (r"a{0}b{2}c*d", {"b"}),
        (r"\x41\u0041xyz", {"xyz"}),
        ("微信号", {"微信号"}),
        ("защищен", {"\u0080"}),
        (r"\w+", None),
        (r"(?:abc|\d)", None),
        (r"(?i:abc)", None),
        (r"(?P<name>abc)", None),
        ("abc)", None),
        ("", None),
    ],
)
def test_letters_that_a_pattern_needs(pattern: str, needed: set[str] | None) -> None:
    assert letters_of(pattern) == needed


def test_hardly_any_pattern_of_ours_can_do_without_letters() -> None:
    assert len(PATTERNS) > 250
    assert [one for one in PATTERNS if letters_of(one) is None] == []


@settings(max_examples=600)
@given(data=st.data())
@pytest.mark.slow  # all patterns, on made-up texts
def test_whatever_a_pattern_finds_is_found(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE)))
    sought = Sought([r"never\d", pattern])
    assert sought.are_in(text, lowered(text))
    found = [match.span() for match in sought.found_in(text, lowered(text))]
    assert found == [match.span() for match in re.finditer(rf"never\d|{pattern}", text, re.IGNORECASE)]


@pytest.mark.parametrize("text", ["KIS", "kis", "\u212aIS", "k\u0131s", "k\u0130s", "ki\u017f"])
def test_letters_that_count_as_others(text: str) -> None:
    assert Sought(["kis"]).are_in(text, lowered(text)) is (re.search("kis", text, re.IGNORECASE) is not None) is True


def test_what_is_not_there_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    sought = Sought(["tawk", r"drift\.load"])
    monkeypatch.setattr(re, "compile", None)
    assert not sought.are_in("Call us", "call us")
    assert list(sought.found_in("Call us", "call us")) == []
