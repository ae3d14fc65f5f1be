"""Posts in which something was noticed."""

from __future__ import annotations

from datetime import timedelta

from auditor.analysis.conversations import flagged
from auditor.analysis.conversations.post_scan import MOST_FLAGGED
from tests.desk import CHANNEL, MONDAY, reply
from tests.snapshots import Site

ADVICE = "Please do a factory reset of your phone."


def test_the_newest_are_the_newest_of_all_and_not_of_the_first() -> None:
    minute = timedelta(minutes=1)
    posts = [reply(0, ADVICE, at=MONDAY + number * minute, id=f"a{number:04}") for number in range(MOST_FLAGGED + 40)]
    snapshot = Site().posts(*posts, channel=CHANNEL).snapshot()
    assert flagged.count(snapshot, "risky-advice") == MOST_FLAGGED + 40
    newest = [one.post.id for one in flagged.newest(snapshot, "risky-advice", 3)]
    assert newest == ["a0539", "a0538", "a0537"]
    assert [one.post.id for one in flagged.posts(snapshot, "risky-advice", 2)] == ["a0000", "a0001"]
