"""Checks of conversations over made-up posts: are questions answered, how fast, at weekends too, and with substance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest

from auditor.model import Channel, CheckResult, Existence, Outcome, Post, PostKind
from tests.snapshots import TAKEN_AT, Site, only, outcomes, run

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=TAKEN_AT.tzinfo)
HOUR = timedelta(hours=1)
QUESTION = "My broadband has been down since this morning. When will it be back?"
ANSWER = "Hello! A cable was cut in your street. It will be mended by six tonight, and you need not do anything."
CHANNEL = Channel("mastodon", "acme", "mastodon", since=MONDAY - timedelta(days=30), until=TAKEN_AT)


def ask(n: int, text: str = QUESTION, at: datetime | None = None, **fields: Any) -> Post:
    when = at or MONDAY + n * 5 * HOUR
    return Post(
        "mastodon", "acme", f"q{n}", when, text, f"customer{n}", **{"kind": PostKind.MENTION, "lang": "en", **fields}
    )


def reply(n: int, text: str = ANSWER, after: timedelta = HOUR, **fields: Any) -> Post:
    when = fields.pop("at", MONDAY + n * 5 * HOUR) + after
    shared = {"kind": PostKind.REPLY, "by_brand": True, "parent_id": f"q{n}", "lang": "en", **fields}
    return Post("mastodon", "acme", shared.pop("id", f"a{n}"), when, text, "acme", **shared)


def own(n: int, text: str, at: datetime | None = None, **fields: Any) -> Post:
    when = at or MONDAY + n * HOUR
    return Post("mastodon", "acme", f"o{n}", when, text, "acme", by_brand=True, lang="en", **fields)


def site(*groups: Iterable[Post], channel: Channel = CHANNEL) -> Site:
    return Site().posts(*(post for group in groups for post in group), channel=channel)


def check(id: str, *groups: Iterable[Post], channel: Channel = CHANNEL) -> CheckResult:
    return run(id, site(*groups, channel=channel).snapshot())


def asked(n: int, **fields: Any) -> list[Post]:
    return [ask(i, **fields) for i in range(n)]


def answered(n: int, **fields: Any) -> list[Post]:
    return [reply(i, **fields) for i in range(n)]


# ----------------------------------------------------------------------------------------------------- unanswered-question


@pytest.mark.parametrize(
    ("questions", "answers", "outcome"),
    [
        (60, 60, Outcome.PASS),
        (60, 39, Outcome.PASS),
        (60, 38, Outcome.FAIL),
        (20, 2, Outcome.FAIL),
        (20, 11, Outcome.INCONCLUSIVE),
        (20, 20, Outcome.PASS),
        (9, 0, Outcome.REVIEW),
    ],
)
def test_questions_answered(questions: int, answers: int, outcome: Outcome) -> None:
    finding = only(check("unanswered-question", asked(questions), answered(answers)))
    assert finding.outcome is outcome, finding.message


def test_a_late_answer_an_automatic_one_and_a_like_are_none() -> None:
    late = answered(60, after=timedelta(hours=25))
    assert only(check("unanswered-question", asked(60), late)).value == 0
    assert only(check("unanswered-question", asked(60), answered(60, automated=True))).value == 0
    assert only(check("unanswered-question", asked(60, likes=5))).value == 0


def test_what_the_source_does_not_show_is_not_judged() -> None:
    blind = Channel("mastodon", "acme", "x-archive", cannot_see=("inbound",))
    assert only(check("unanswered-question", answered(60), channel=blind)).outcome is Outcome.INCONCLUSIVE


def test_languages_that_are_not_read_are_told() -> None:
    found = check(
        "unanswered-question", asked(3, text="Miksi netti ei toimi? Milloin se korjataan?", lang="fi")
    ).findings
    assert [one.variant for one in found if one.outcome is Outcome.INCONCLUSIVE] == ["language"]
    assert "3 posts" in found[-1].message


def test_a_profile_whose_conversations_nobody_saw_is_told() -> None:
    made = Site().profile("x", "acme", "https://x.com/acme", existence=Existence.UNKNOWN)
    assert only(run("unanswered-question", made.snapshot())).outcome is Outcome.INCONCLUSIVE


def test_customers_are_not_named() -> None:
    found = only(check("unanswered-question", asked(60, text="@acme @janedoe my line is down, when will it be back?")))
    assert found.evidence
    assert not any("janedoe" in proof.excerpt for proof in found.evidence)


# ----------------------------------------------------------------------------------------------------- slow-first-response


@pytest.mark.parametrize(
    ("hours", "outcome", "value"),
    [(0.5, Outcome.PASS, 1.0), (3, Outcome.PASS, 0.75), (20, Outcome.PASS, 0.5), (30, Outcome.FAIL, 0.0)],
)
def test_first_replies(hours: float, outcome: Outcome, value: float) -> None:
    finding = only(check("slow-first-response", asked(20), answered(20, after=timedelta(hours=hours))))
    assert (finding.outcome, finding.value) == (outcome, value)


def test_few_replies_are_for_a_person_to_judge() -> None:
    assert only(check("slow-first-response", asked(4), answered(4))).outcome is Outcome.REVIEW


# ---------------------------------------------------------------------------------------------------------- weekend-silence


FRIDAY = datetime(2026, 10, 9, 15, 0, tzinfo=TAKEN_AT.tzinfo)


def weekends(after: timedelta) -> list[Post]:
    days = [FRIDAY + timedelta(days=7 * week, hours=hour) for week in range(4) for hour in (0, 20, 40)]
    return [post for n, at in enumerate(days, 500) for post in (ask(n, at=at), reply(n, at=at, after=after))]


@pytest.mark.parametrize(("after", "outcome"), [(HOUR, Outcome.PASS), (timedelta(hours=70), Outcome.FAIL)])
def test_weekends(after: timedelta, outcome: Outcome) -> None:
    week = [
        post
        for n in range(20)
        for at in [MONDAY + timedelta(days=n % 4, hours=n % 5)]
        for post in (ask(n, at=at), reply(n, at=at))
    ]
    assert only(check("weekend-silence", week, weekends(after))).outcome is outcome


# ---------------------------------------------------------------------------------- monologue, deflected, canned, promises


@pytest.mark.parametrize(("replies", "outcome"), [(20, Outcome.PASS), (3, Outcome.FAIL)])
def test_a_channel_that_only_posts(replies: int, outcome: Outcome) -> None:
    news = [own(n, f"News number {n}: the ring grows by another village") for n in range(80)]
    assert only(check("monologue", asked(replies), answered(replies), news)).outcome is outcome


@pytest.mark.parametrize(("text", "outcome"), [("Please send us a DM.", Outcome.FAIL), (ANSWER, Outcome.PASS)])
def test_replies_that_send_people_elsewhere(text: str, outcome: Outcome) -> None:
    assert only(check("deflected-reply", asked(60), answered(60, text=text))).outcome is outcome


def test_a_conversation_sent_on_twice_is_named() -> None:
    start = [ask(1), reply(1, "Please send us a DM."), ask(2, "I did. Nobody answers. What now?", at=MONDAY + 8 * HOUR)]
    start[2] = Post("mastodon", "acme", "q2", MONDAY + 8 * HOUR, "I did, and nobody answers. What now?", "customer1", parent_id="a1", kind=PostKind.REPLY, lang="en")  # fmt: skip
    found = check("deflected-reply", start, [reply(2, "Please call us on our hotline.", at=MONDAY + 9 * HOUR)]).findings
    assert [one.outcome for one in found if one.variant == "switched"] == [Outcome.FAIL]


def test_replies_that_repeat_each_other() -> None:
    same = answered(60, text="Thanks for getting in touch, we are sorry to hear that and will pass it on to the team.")
    assert only(check("canned-reply", asked(60), same)).outcome is Outcome.FAIL
    different = [
        reply(n, f"The cable in {place} street is mended, number {place} too.") for n, place in enumerate(PLACES)
    ]
    assert only(check("canned-reply", asked(len(PLACES)), different)).outcome is Outcome.PASS


PLACES = [
    "Harbour",
    "Mill",
    "Church",
    "Station",
    "Market",
    "Bridge",
    "Castle",
    "Garden",
    "Orchard",
    "Windmill",
    "Ferry",
    "Quarry",
    "Smithy",
    "Tannery",
]


@pytest.mark.parametrize(
    ("later", "outcome"),
    [(timedelta(hours=20), Outcome.PASS), (timedelta(hours=80), Outcome.FAIL), (None, Outcome.FAIL)],
)
def test_promises_to_come_back(later: timedelta | None, outcome: Outcome) -> None:
    posts = [ask(1), reply(1, "We'll look into it and get back to you.")]
    if later is not None:
        posts.append(reply(1, "It was a loose wire, now mended.", after=later, id="b1"))
    assert only(check("abandoned-promise", posts)).outcome is outcome


# ------------------------------------------------------------------------------------------------------- closed, alt text


@pytest.mark.parametrize(("closed", "outcome"), [(3, Outcome.PASS), (4, Outcome.FAIL), (None, Outcome.INCONCLUSIVE)])
def test_closed_replies(closed: int | None, outcome: Outcome) -> None:
    posts = [own(n, "News", replies_closed=None if closed is None else n < closed) for n in range(20)]
    assert only(check("closed-channel", posts)).outcome is outcome


@pytest.mark.parametrize(("described", "outcome"), [(1, Outcome.PASS), (0, Outcome.FAIL), (None, Outcome.INCONCLUSIVE)])
def test_pictures_without_description(described: int | None, outcome: Outcome) -> None:
    posts = [own(n, "News", images=1, described_images=described) for n in range(5)]
    assert only(check("missing-alt-text", posts)).outcome is outcome
    assert check("missing-alt-text", [own(1, "No picture")]).outcome is Outcome.NOT_APPLICABLE


# ----------------------------------------------------------------------------------------------- for a person to judge


def test_hostile_replies_are_quoted_and_never_scored() -> None:
    finding = only(check("hostile-reply", [ask(1), reply(1, "You are an idiot. Get a life, moron.")]))
    assert finding.outcome is Outcome.REVIEW
    assert only(check("hostile-reply", [ask(1), reply(1)])).outcome is Outcome.PASS


def test_risky_advice_is_quoted() -> None:
    finding = only(check("risky-advice", [ask(1), reply(1, "Please do a factory reset of your phone.")]))
    assert finding.outcome is Outcome.REVIEW
    assert only(check("risky-advice", [ask(1), reply(1)])).outcome is Outcome.PASS


# --------------------------------------------------------------------------------------------- clusters, feeds, reviews


def test_many_people_asking_the_same() -> None:
    texts = [
        f"When will the {adjective} Zephyr router finally ship to Rivermouth?"
        for adjective in ("new", "green", "big", "promised", "great")
    ]
    posts = [ask(n, text) for n, text in enumerate(texts)]
    assert only(check("question-cluster", posts)).outcome is Outcome.FAIL
    word = own(1, "The Zephyr router will ship to Rivermouth two weeks later than planned.", at=MONDAY + 30 * HOUR)
    assert only(check("question-cluster", posts, [word])).outcome is Outcome.PASS
    assert only(check("question-cluster", posts[:4])).outcome is Outcome.PASS
    one = [ask(n, text, author="customer1") if False else Post("mastodon", "acme", f"q{n}", MONDAY + n * HOUR, text, "same", kind=PostKind.MENTION, lang="en") for n, text in enumerate(texts)]  # fmt: skip
    assert only(check("question-cluster", one)).outcome is Outcome.PASS


def test_a_channel_that_repeats_the_feed() -> None:
    feed = Channel("website", "https://www.acme.example/feed", "feed", cannot_see=("inbound", "replies"))
    items = [Post("website", feed.account, f"i{n}", MONDAY + n * 24 * HOUR, f"Anvils of the month number {n} are here\nMore", by_brand=True, source="feed", url=f"https://www.acme.example/{n}") for n in range(12)]  # fmt: skip
    echo = [own(n, f"Anvils of the month number {n} are here https://www.acme.example/{n}", at=MONDAY + n * 24 * HOUR + timedelta(minutes=5)) for n in range(12)]  # fmt: skip
    made = site(echo).posts(*items, channel=feed)
    assert only(run("feed-mirror", made.snapshot())).outcome is Outcome.FAIL
    talk = [
        own(n, f"Today we looked at how the smith in {place} works", at=MONDAY + n * 24 * HOUR)
        for n, place in enumerate(PLACES[:12])
    ]
    assert only(run("feed-mirror", site(talk).posts(*items, channel=feed).snapshot())).outcome is Outcome.PASS
    assert only(run("feed-mirror", site(talk).snapshot())).outcome is Outcome.INCONCLUSIVE
    assert run("monologue", Site().posts(*items, channel=feed).snapshot()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(("replies", "outcome"), [(12, Outcome.PASS), (1, Outcome.FAIL)])
def test_reviews(replies: int, outcome: Outcome) -> None:
    reviews = asked(12, text="Never again, it broke after a day.", kind=PostKind.REVIEW, rating=1.0)
    assert only(check("unanswered-review", reviews, answered(replies))).outcome is outcome


def test_threads_that_drag_on() -> None:
    long = [
        post
        for n in range(12)
        for post in (ask(n), reply(n), reply(n, "Now it is really mended.", after=timedelta(hours=100), id=f"b{n}"))
    ]
    assert only(check("prolonged-thread", long)).outcome is Outcome.FAIL
    assert only(check("prolonged-thread", asked(12), answered(12))).outcome is Outcome.PASS


def test_suggestions() -> None:
    tips = asked(12, text="You should add a dark mode to the app, that would be great.")
    thanks = answered(12, text="Great idea, thank you! I have passed it on to the team.")
    assert only(check("unthanked-suggestion", tips, thanks)).outcome is Outcome.PASS
    assert only(check("unthanked-suggestion", tips)).outcome is Outcome.FAIL


def test_without_posts_nothing_applies() -> None:
    results = [
        run(name, Site().snapshot()) for name in ("monologue", "canned-reply", "unanswered-review", "hostile-reply")
    ]
    assert {one.outcome for one in results} == {Outcome.NOT_APPLICABLE}
    assert outcomes(results[0]) == {}
