"""Names of accounts that are near a company's, and those that are not."""

from __future__ import annotations

import pytest

from auditor.text.account_names import near
from auditor.text.edits import jaro_winkler

NAMES = ("Quillnet", "Quillnet Broadband")


@pytest.mark.parametrize(
    "text",
    ["quillnet", "Quillnet_Support", "quillnethelp", "the.real.quillnet", "quillnet99", "qui11net", "Quilln\u0435t", "quilnet", "quillnet-uk", "Quillnet Customer Care"],
)  # fmt: skip
def test_near(text: str) -> None:
    assert near(text, NAMES)


@pytest.mark.parametrize(
    "text", ["", "support", "penfriend", "quantum", "network", "ann miller", "12345", "\U0001f600"]
)
def test_far(text: str) -> None:
    assert not near(text, NAMES)


def test_short_names_are_near_to_themselves_alone() -> None:
    assert near("O2", ("O2",)) == "O2"
    assert not near("O3", ("O2",))
    assert not near("acm", ("Acme",))


@pytest.mark.parametrize(("one", "other", "likeness"), [("martha", "marhta", 0.961), ("dwayne", "duane", 0.84), ("dixon", "dicksonx", 0.813), ("a", "a", 1.0), ("", "a", 0.0)])  # fmt: skip
def test_likeness_is_that_of_the_published_examples(one: str, other: str, likeness: float) -> None:
    assert jaro_winkler(one, other) == pytest.approx(likeness, abs=0.001)
