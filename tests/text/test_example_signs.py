"""The signs by which it is told that a pattern need not be looked for stand in all that the pattern finds."""

from __future__ import annotations

import random
import re
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from auditor.resources import facts
from auditor.text.marks import in_small_letters

EXAMPLES = facts("text/marks.toml")["examples"]["patterns"]


def written(pattern: Any, chance: random.Random) -> str:
    """Return a text made after a parsed pattern; what stands around it is not seen to."""
    return "".join(_part(str(op), value, chance) for op, value in pattern)


def _part(op: str, value: Any, chance: random.Random) -> str:
    if op == "LITERAL":
        return chr(value)
    if op == "IN":
        return _part(*_named(chance.choice(value)), chance)
    if op == "RANGE":
        return chr(chance.randint(*value))
    if op == "CATEGORY":
        return "5" if "DIGIT" in str(value) else "a"
    if op in {"MAX_REPEAT", "MIN_REPEAT"}:
        least, most, inside = value
        return "".join(written(inside, chance) for _ in range(chance.randint(least, min(int(most), least + 3))))
    if op == "BRANCH":
        return written(chance.choice(value[1]), chance)
    return written(value[3], chance) if op == "SUBPATTERN" else "z" if op == "ANY" else ""


def _named(part: tuple[Any, Any]) -> tuple[str, Any]:
    return str(part[0]), part[1]


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one["is"][:40])
def test_whatever_a_pattern_finds_holds_one_of_its_signs(one: dict[str, Any]) -> None:
    pattern, chance = re.compile(one["is"], re.IGNORECASE), random.Random(1)
    found = [match[0] for _ in range(400) if (match := pattern.search(written(parser.parse(one["is"]), chance)))]
    assert found
    assert [text for text in found if not any(sign in in_small_letters(text) for sign in one["holds"])] == []


def test_letters_that_patterns_take_for_others() -> None:
    assert in_small_letters("\u0130nsert \u212aeep \u017fo") == "insert keep so"
