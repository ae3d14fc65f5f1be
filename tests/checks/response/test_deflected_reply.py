"""Replies that only send people elsewhere."""

from __future__ import annotations

import pytest

from auditor.model import Outcome, Post, PostKind
from tests.desk import ANSWER, DESK, HOUR, MONDAY, answered, ask, asked, check, reply, url
from tests.snapshots import only

CHECK = "deflected-reply"
AWAY = "Please send us a DM."


@pytest.mark.parametrize(("text", "outcome"), [(AWAY, Outcome.FAIL), (ANSWER, Outcome.PASS)])
def test_replies_that_send_people_elsewhere(text: str, outcome: Outcome) -> None:
    finding = only(check(CHECK, asked(60), answered(60, text=text)))
    assert (finding.outcome, finding.subject) == (outcome, DESK)


@pytest.mark.parametrize(("away", "outcome"), [(24, Outcome.PASS), (25, Outcome.FAIL)])
def test_two_in_five_is_a_habit(away: int, outcome: Outcome) -> None:
    replies = [reply(n, AWAY if n < away else ANSWER) for n in range(60)]
    assert only(check(CHECK, asked(60), replies)).outcome is outcome


def follow_up(text: str) -> list[Post]:
    """Return a conversation in which the company's second answer says `text`."""
    again = Post(
        "mastodon", "acme", "q2", MONDAY + 8 * HOUR, "I did, and nobody answers. What now?", "customer1",
        parent_id="a1", kind=PostKind.REPLY, lang="en",
    )  # fmt: skip
    return [ask(1), reply(1, AWAY), again, reply(2, text, at=MONDAY + 9 * HOUR)]


def test_a_conversation_sent_on_twice_is_named() -> None:
    found = check(CHECK, follow_up("Please call us on our hotline.")).findings
    switched = [(one.outcome, one.subject) for one in found if one.variant == "switched"]
    assert switched == [(Outcome.FAIL, url("q1"))]


def test_a_conversation_sent_on_once_is_not() -> None:
    assert not [one for one in check(CHECK, follow_up(ANSWER)).findings if one.variant == "switched"]
