"""Promised days that passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from auditor.model import Channel, CheckResult, Outcome, Post, PostKind
from tests.snapshots import FILLER, Site, only, run

NEWS = "Great news: the Zephyr router will be available in Rivermouth from 14 November!"


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 10, 0, tzinfo=UTC)


def own(id: str, when: datetime, text: str, **fields: Any) -> Post:
    shared: dict[str, Any] = {"by_brand": True, "lang": "en", "url": f"https://s.example/{id}"}
    return Post("mastodon", "acme", id, when, text, "acme", **{**shared, **fields})


def ask(id: str, when: datetime, text: str, author: str = "") -> Post:
    return Post("mastodon", "acme", id, when, text, author or f"c{id}", kind=PostKind.MENTION, lang="en")


def result(*posts: Post, site: Site | None = None) -> CheckResult:
    channel = Channel("mastodon", "acme", "mastodon")
    return run("overdue-announcement", (site or Site()).posts(*posts, channel=channel).snapshot())


ANNOUNCED = own("n", at(20, 10), NEWS)
QUESTIONS = [ask(f"q{n}", at(15 + n), "Where is the Zephyr router you promised for Rivermouth?") for n in range(3)]


def test_a_day_that_passed_with_people_asking() -> None:
    finding = only(result(ANNOUNCED, *QUESTIONS))
    assert finding.outcome is Outcome.FAIL
    assert finding.subject == "https://s.example/n"
    assert "20 October 2026 for 14 November 2026" in finding.message.text
    assert "3 people have asked" in finding.message.text
    assert len(finding.evidence) == 4


def test_one_person_who_asks_often_is_one() -> None:
    same = [ask(f"q{n}", at(15 + n), "Where is the Zephyr router?", "ann") for n in range(3)]
    assert "One person has" in only(result(ANNOUNCED, *same)).message.text


def test_a_day_that_passed_in_silence_is_for_a_person_to_judge() -> None:
    assert only(result(ANNOUNCED)).outcome is Outcome.REVIEW


@pytest.mark.parametrize(
    "word",
    [
        own("w", at(12), "Sorry, the Zephyr is delayed, the parts are late."),
        own("w", at(16), "The Zephyr router is now available in our shop."),
        own("w", at(18), "Three things about the Zephyr router", kind=PostKind.REPLY),
        own("w", at(14), "And here it is!", kind=PostKind.REPLY, parent_id="n"),
    ],
)
def test_a_word_about_it_is_enough(word: Post) -> None:
    finding = only(result(ANNOUNCED, *QUESTIONS, word))
    assert finding.outcome is Outcome.PASS
    assert len(finding.evidence) == 2


@pytest.mark.parametrize(
    "other",
    [
        own("w", at(10, 10), "The Zephyr router is delayed"),
        own("w", at(12), "Only two days left: the Zephyr router!"),
        own("w", at(16), "Our shop in Leeds is open again."),
        own("w", at(12), "It will be blue!", kind=PostKind.REPLY, parent_id="n"),
        own("w", at(16), "It costs 80.", kind=PostKind.REPLY, parent_id="q1"),
        own("w", at(16), "Sorry, the parcel is delayed."),
        own("w", at(16), "The Zephyr router is delayed", by_brand=False),
        own("w", at(16), "The Zephyr router is delayed", kind=PostKind.DIRECT),
    ],
)
def test_what_is_no_word_about_it(other: Post) -> None:
    found = result(ANNOUNCED, *QUESTIONS, other)
    assert [one.outcome for one in found.findings if one.subject.endswith("/n")] == [Outcome.FAIL]


@pytest.mark.parametrize(
    "question",
    [
        ask("q", at(13), "Where is the Zephyr router?"),
        ask("q", at(15), "My router blinks red, who can help?"),
        ask("q", at(15), "How much is the Zephyr router?"),
        ask("q", at(15), "How do I connect the Zephyr router to my TV?"),
        ask("q", at(15), "Does the Zephyr router work with Linux?"),
        ask("q", at(15), "When do you open the new shop?"),
    ],
)
def test_what_is_no_question_about_it(question: Post) -> None:
    before = ask("p", at(1, 9), "Why does my router blink? What is wrong with it?")
    found = result(ANNOUNCED, before, question)
    assert [one.outcome for one in found.findings] == [Outcome.REVIEW]


@pytest.mark.parametrize("text", ["Where is my Zephyr router?", "Is the Zephyr router out yet?", "Still waiting for the Zephyr router, when?"])  # fmt: skip
def test_whoever_waits_asks_about_it(text: str) -> None:
    assert only(result(ANNOUNCED, ask("q", at(15), text))).outcome is Outcome.FAIL


def test_days_to_come_and_replies_are_no_announcements() -> None:
    assert result(own("n", at(20, 10), NEWS.replace("14 November", "14 December"))).outcome is Outcome.NOT_APPLICABLE
    assert result(own("n", at(20, 10), NEWS, kind=PostKind.REPLY)).outcome is Outcome.NOT_APPLICABLE


def test_a_page_that_takes_it_up_counts_unless_it_is_the_announcement() -> None:
    site = Site().page("/zephyr", f"<title>Zephyr router</title><h1>Zephyr router</h1>{FILLER}")
    assert only(result(ANNOUNCED, *QUESTIONS, site=site)).outcome is Outcome.PASS
    itself = own("n", at(20, 10), NEWS, urls=("https://www.acme.example/zephyr",))
    site = Site().page("/zephyr", f"<title>Zephyr router</title><h1>Zephyr router</h1>{FILLER}")
    assert only(result(itself, *QUESTIONS, site=site)).outcome is Outcome.FAIL
    dated = Site().page("/news", f"<title>Zephyr router on 14 November</title><h1>Zephyr router</h1>{FILLER}")
    assert only(result(ANNOUNCED, *QUESTIONS, site=dated)).outcome is Outcome.FAIL


# ---------------------------------------------------------------------------------------------------- days told by distance

SOON = "Great news: the Zephyr router will be available in Rivermouth next week!"
WEEK = [ask(f"w{n}", at(2 + n), "Where is the Zephyr router you promised for Rivermouth?") for n in range(3)]


def test_next_week_ends_with_its_sunday() -> None:
    announced = own("n", at(20, 10), SOON)
    finding = only(result(announced, *WEEK))
    assert finding.outcome is Outcome.FAIL
    assert "20 October 2026 for “next week”, which is 1 November 2026 at the latest" in finding.message.text
    assert "3 people have asked" in finding.message.text
    sunday = ask("s", at(1), "Where is the Zephyr router you promised for Rivermouth?")
    assert only(result(announced, sunday)).outcome is Outcome.REVIEW
    assert result(own("n", at(17), SOON), *WEEK).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Meet the Zephyr router in our shops.", Outcome.PASS),
        ("The Zephyr router is delayed, sorry.", Outcome.PASS),
        ("Our shop in Leeds has new lamps.", Outcome.FAIL),
    ],
)
def test_a_word_within_the_week_is_enough(text: str, outcome: Outcome) -> None:
    word = own("w", at(28, 10), text)
    found = result(own("n", at(20, 10), SOON), *WEEK, word)
    assert [one.outcome for one in found.findings if one.subject.endswith("/n")] == [outcome]


def test_the_same_promise_again_is_no_word_about_it() -> None:
    again = own("w", at(27, 10), "The Zephyr router will be available in Rivermouth tomorrow!")
    found = result(own("n", at(20, 10), SOON), *WEEK, again)
    assert {one.outcome for one in found.findings} == {Outcome.FAIL}
    assert len(found.findings) == 2


def test_tomorrow_is_that_of_the_company() -> None:
    """A post of 23:30 in London is one of the next day in Auckland: tomorrow is one day later there."""
    late = own("n", at(18).replace(hour=23, minute=30), "The Zephyr router will be available tomorrow!")
    asked = ask("q", at(20).replace(hour=8), "Where is the Zephyr router?")
    there = Site().company_profile(timezone="Pacific/Auckland")
    assert "for “tomorrow”, which is 19 November 2026" in only(result(late, asked)).message.text
    assert (
        "19 November 2026 for “tomorrow”, which is 20 November 2026"
        in only(result(late, asked, site=there)).message.text
    )


def test_a_post_of_the_last_day_of_time_breaks_nothing() -> None:
    there = Site().company_profile(timezone="Pacific/Auckland")
    last = own("n", datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "The Zephyr router will be available tomorrow!")
    assert result(last, site=there).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("lang", "announced", "asked"),
    [
        ("fr", "Notre nouvelle enclume arrive en magasin le 14 novembre !", "Toujours pas d'enclume en magasin ?"),
        ("es", "El nuevo yunque estará en tiendas el 14 de noviembre.", "¿Dónde está el yunque?"),
        ("nl", "Het nieuwe aambeeld ligt op 14 november in de winkel!", "Waar blijft het aambeeld?"),
        ("en", "All refunds will be paid by 14 November.", "Where is my refund?"),
    ],
)
def test_one_word_of_it_is_enough_for_whoever_waits(lang: str, announced: str, asked: str) -> None:
    promise = own("n", at(20, 10), announced, lang=lang)
    assert only(result(promise, replace(ask("q", at(16), asked), lang=lang))).outcome is Outcome.FAIL
    before = replace(ask("b", at(1, 10), asked), lang=lang)  # people always ask about it
    assert only(result(promise, before, replace(ask("q", at(16), asked), lang=lang))).outcome is Outcome.REVIEW


def test_a_post_that_was_changed_to_say_that_it_is_late_is_no_promise_any_more() -> None:
    moved = own("n", at(20, 10), f"{NEWS} (Delayed, sorry.)", edited_at=at(13))
    assert result(moved, *QUESTIONS).findings == ()
    assert result(own("n", at(20, 10), f"{NEWS} Edit: delayed to 1 December."), *QUESTIONS).findings == ()
