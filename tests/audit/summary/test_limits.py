"""A report prints the thresholds that mattered."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from auditor.audit.summary import limits
from auditor.model import Thresholds
from auditor.resources import facts
from tests import asked
from tests.conftest import ROOT

READERS = facts("audit/summary/limits.toml")["checks"]
NAMES = [field.name for field in fields(Thresholds)]


def names(outcomes: dict[str, str], used: Thresholds | None = None) -> list[str]:
    return [one.name for one in limits.describe(used or Thresholds(), outcomes)]


def test_every_threshold_is_listed_and_every_check_exists() -> None:
    assert list(READERS) == NAMES
    listed = {id_ for ids in READERS.values() for id_ in ids} - {limits.EVERY}
    assert listed <= set(asked.known())


@pytest.mark.parametrize("path", sorted((ROOT / "checks").rglob("*.py")), ids=lambda path: path.stem)
def test_what_a_check_turns_on_is_listed(path: Path) -> None:
    """Each threshold that a check's file names counts it among its readers."""
    words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    read = [name for name in NAMES if name in words]
    missing = [name for name in read if not {path.stem.replace("_", "-"), limits.EVERY} & set(READERS[name])]
    assert missing == []


def test_that_test_would_notice() -> None:
    words = set(re.findall(r"\w+", (ROOT / "checks/response/monologue.py").read_text(encoding="utf-8")))
    assert "dialogue_share" in words
    assert READERS["dialogue_share"] == ["monologue"]


def test_only_checks_that_found_something_to_examine_count() -> None:
    applied = names({"monologue": "pass", "feed-mirror": "not-applicable"})
    assert applied == ["empty_page_characters", "soft_404_similarity", "few_cases", "some_cases", "dialogue_share"]
    assert "mirror_share" in names({"monologue": "pass", "feed-mirror": "inconclusive"})


def test_what_was_changed_is_told_in_any_case() -> None:
    assert "closed_posts" in names({}, Thresholds(closed_posts=5))
    assert "closed_posts" not in names({})


def test_the_report_tells_them() -> None:
    told = asked.told(asked.site(20).snapshot()).method.thresholds
    assert {one.name for one in told} == {
        "empty_page_characters", "soft_404_similarity", "few_cases", "some_cases", "answer_hours", "answered_share",
        "canned_share", "canned_similarity", "unread_share",
    }  # fmt: skip
