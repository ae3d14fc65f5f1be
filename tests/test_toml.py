"""TOML that people write by hand."""

from __future__ import annotations

import tomllib

import pytest

from auditor import toml


def test_what_is_toml_is_read() -> None:
    assert toml.read("[target]\nsite = 'acme.example'") == {"target": {"site": "acme.example"}}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("= 1", "Invalid"),
        (f"a = {'9' * 5_000}", "too many digits"),
        (f"a = {'[' * 100_000}", "nested too deeply"),
    ],
)
def test_what_is_none_is_told_in_one_way(text: str, why: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=why):
        toml.read(text)
