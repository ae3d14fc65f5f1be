"""Stretches of a file without a word of the company's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auditor.model import Channel, Outcome, Post
from tests.desk import CHANNEL, MONDAY, ask, check, reply
from tests.snapshots import only

CHECK = "unanswered-question"
DAYS = 60
FILE = Channel("mastodon", "acme", "json-lines")
ASKED = replace(CHANNEL, url="https://social.example/@acme")


def talk(lacking: range, ever: int = 1) -> list[Post]:
    """Return a question a day and its answer an hour later, but for some days, or but for all that are no multiple of `ever`."""
    found = []
    for n in range(DAYS):
        at = MONDAY - timedelta(days=30) + timedelta(hours=18 * n)
        found.append(ask(n, at=at))
        if n not in lacking and n % ever == 0:
            found.append(reply(n, at=at))
    return found


@pytest.mark.parametrize("lacking", [range(20, 46), range(30, DAYS)])
def test_a_file_may_lack_what_it_holds_nothing_of(lacking: range) -> None:
    finding = only(check(CHECK, talk(lacking), channel=FILE))
    assert (finding.outcome, "the file holds nothing" in str(finding.message)) == (Outcome.INCONCLUSIVE, True)
    assert only(check(CHECK, talk(lacking), channel=ASKED)).outcome is Outcome.FAIL, "a platform was asked for all"


def test_silence_at_other_times_is_silence() -> None:
    assert only(check(CHECK, talk(range(20, 46), ever=3), channel=FILE)).outcome is Outcome.FAIL
    assert only(check(CHECK, talk(range(0), ever=4), channel=FILE)).outcome is Outcome.FAIL
