"""Street addresses are looked for where there may be one, and found in all their forms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.analysis.pii import addresses, street_forms

NUMBERED = [form for form in street_forms.forms() if not form.is_spelled]


@settings(max_examples=400)
@given(data=st.data())
def test_only_a_form_that_spells_its_number_is_tried_in_a_text_without_one(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(NUMBERED))
    text = data.draw(st.from_regex(form.pattern))
    assert addresses._NUMBERED.search(text) is not None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One Memorial Drive", "One Memorial Drive"),
        ("Calle Mayor, s/n", "Calle Mayor, s/n"),
        ("Calle Mayor, S/N", "Calle Mayor, S/N"),
        ("\u516b\u738b\u5b50\u5e02\u672c\u753a\uff13", "\u516b\u738b\u5b50\u5e02\u672c\u753a\uff13"),
    ],
)
def test_addresses_without_a_plain_digit(text: str, found: str) -> None:
    assert [one.text for one in addresses.addresses(text)] == [found]


def test_a_text_without_a_number_is_hardly_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    never = street_forms.Form(re.compile("(?P<at>High Street)"))
    monkeypatch.setattr(street_forms, "forms", lambda: (never,))
    assert addresses.addresses("in the High Street, all week") == ()
    assert len(addresses.addresses("in the High Street, 7 days a week")) == 1
