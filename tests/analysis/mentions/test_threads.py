"""Mentions become conversations: who opened one, who answered, and whether the company did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from auditor.analysis.mentions import threads
from auditor.api import Mentions
from auditor.api.testing import elsewhere, mention, visit
from auditor.model import Post, PostKind, Snapshot, Venue, message

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def reply(id: str, minutes: float, parent: str = "", **fields: Any) -> Post:
    return mention(id, at(minutes), "…", **{"kind": PostKind.REPLY, "parent_id": parent, "thread_id": "1", **fields})


def shape(snapshot: Snapshot) -> dict[str, list[str]]:
    return {one.opening.id: [post.id for post in one.replies] for one in Mentions(snapshot).threads()}


def test_replies_hang_on_the_mention_that_they_climb_to() -> None:
    story = mention("1", at(0), "Acme bought by Zeta", thread_id="1")
    comment = mention("3", at(5), "Acme never answered me", thread_id="1", parent_id="2")
    posts = [
        story,
        reply("2", 2, "1"),
        comment,
        reply("4", 6, "3"),
        reply("5", 9, "4", by_brand=True),
        reply("6", 7, "2"),
    ]
    found = visit(**elsewhere(*posts))
    assert shape(found) == {"1": ["2", "6", "5"], "3": ["4", "5"]}, (
        "what the company says in a thread answers all in it"
    )
    assert [post.id for post in Mentions(found).official()] == ["5"]


def test_who_names_no_parent_answers_who_opened_the_thread() -> None:
    posts = [
        mention("1", at(0), "Acme?", thread_id="1"),
        reply("2", 2),
        reply("3", 3, "gone"),
        mention("9", at(1), "Acme!"),
    ]
    assert shape(visit(**elsewhere(*posts))) == {"1": ["2", "3"], "9": []}


def test_what_the_company_opens_is_no_mention() -> None:
    own = mention("1", at(0), "We are Acme, ask us anything", by_brand=True, thread_id="1")
    found = visit(**elsewhere(own, reply("2", 2, "1")))
    assert shape(found) == {}
    assert Mentions(found).counts() == threads.MentionCounts(0, 0, 1)


def test_where_answers_may_be_hidden_none_is_missed() -> None:
    posts = [mention("1", at(0), "Acme?", thread_id="t"), mention("2", at(1), "Acme!")]
    assert [one.whole for one in Mentions(visit(**elsewhere(*posts))).threads()] == [True, True]
    assert [one.whole for one in Mentions(visit(**elsewhere(*posts, partial=("t",)))).threads()] == [False, True]
    assert [one.whole for one in Mentions(visit(**elsewhere(*posts, cannot_see=("replies",)))).threads()] == [
        False,
        False,
    ]


def test_replies_in_a_circle_answer_nobody() -> None:
    posts = [mention("1", at(0), "Acme?", thread_id="1"), reply("2", 2, "3"), reply("3", 3, "2")]
    assert shape(visit(**elsewhere(*posts))) == {"1": []}


def test_a_long_chain_is_climbed_once() -> None:
    chain = [reply(str(n), n, str(n - 1)) for n in range(2, 20_000)]
    found = visit(**elsewhere(mention("1", at(0), "Acme?", thread_id="1"), *chain))
    assert len(Mentions(found).threads()[0].replies) == len(chain)


def test_an_answer_under_a_copy_answers_the_story() -> None:
    text = "I will never buy at Acme again because they treat the people who work there badly"
    posts = [
        mention("1", at(0), text),
        mention("7", at(60), text, thread_id="7"),
        reply("8", 90, "7", thread_id="7", by_brand=True),
    ]
    found = Mentions(visit(**elsewhere(*posts)))
    (thread,) = found.threads()
    assert (thread.opening.id, [post.id for post in thread.copies]) == ("1", ["7"])
    assert thread.official is not None
    assert thread.official.id == "8"
    assert [post.id for post in found.since(thread)] == ["1", "7"]
    assert found.counts() == threads.MentionCounts(2, 1, 1)


def test_a_gap_of_a_source_is_told() -> None:
    found = visit(**elsewhere(mention("1", at(0), "Acme?"), cannot_see=("replies",)))
    (venue,) = Mentions(found).venues()
    assert "replies" in Mentions.unavailable(venue, "replies", "authors").text
    assert not Mentions.unavailable(venue, "authors")
    assert [one.opening.id for one in Mentions(found).threads(venue)] == ["1"]
    assert Mentions.subject(venue) == "hackernews:news.ycombinator.com"


def test_where_nobody_looked_is_kept_apart() -> None:
    refused = Venue("gdelt", "", "gdelt", unseen=message("It asks for a log-in."))
    found = visit(venues=(refused,))
    assert (Mentions(found).venues(), Mentions(found).unseen()) == ((), (refused,))


def test_a_quote_hides_handles() -> None:
    said = Mentions.quote(mention("1", at(0), "@annette Acme never answered", url="https://forum.example/1"))
    assert (said.url, said.excerpt) == ("https://forum.example/1", "@a••• Acme never answered")
