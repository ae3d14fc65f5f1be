"""What a source declares, and what is wrong with it where something is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from auditor.collect.sources import github, table
from auditor.collect.sources.base import INTERFACE, Source, at, source


def test_what_ships_declares_nothing_wrong() -> None:
    assert [list(one.problems()) for one in table.shipped()] == [[]] * len(table.shipped())


def test_a_decorated_profile_is_a_source() -> None:
    declare = source("parley", platforms=("parley",), base=at("https://api.parley.example/"))
    assert declare(github.SOURCE.profile) == Source("parley", ("parley",), _base(declare), github.SOURCE.profile)


def _base(declare: Any) -> Any:
    return declare(github.SOURCE.profile).base


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": "Parley!"}, "its name is 'Parley!'; it has to be lower-case words joined by dashes, such as parley"),
        ({"platforms": "parley"}, "platforms is 'parley'; it has to be a tuple of words, such as platforms=(\"parley\",)"),
        ({"base": "https://api.example/"}, "base is 'https://api.example/'; it has to be a function"),
        ({"profile": None}, "profile is None; it has to be a function"),
        ({"posts": 5}, "posts is 5; it has to be a function"),
        ({"cannot_see": ("delted",)}, 'cannot_see: "delted" is unknown; it has to be one of inbound, replies'),
        ({"interface": INTERFACE + 1}, f"it was written for interface {INTERFACE + 1} of sources; this auditor has {INTERFACE}"),
        ({"address": "("}, "address is '(', which is no regular expression"),
        ({"address": "https://x.example/.+"}, "it has to have a group that names the profile: (?P<handle>…)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(wrong: dict[str, Any], told: str) -> None:
    (problem,) = replace(github.SOURCE, **wrong).problems()
    assert told in problem


def test_what_others_wrote_comes_before_ours() -> None:
    theirs = replace(github.SOURCE, name="our-github")
    assert table.source_for("github", [theirs]) is theirs
    assert table.source_for("github") is github.SOURCE
    assert table.source_for("nobody-knows") is None
