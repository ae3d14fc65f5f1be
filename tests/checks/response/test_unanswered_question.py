"""The share of public questions that people of the company answer in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from auditor.model import Channel, Existence, Outcome, Post, PostKind
from tests.desk import CHANNEL, DESK, HOUR, MONDAY, answered, ask, asked, check, own, reply, url
from tests.snapshots import SITE, Site, only, run

CHECK = "unanswered-question"
MINUTE = timedelta(minutes=1)


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
def test_the_share_of_questions_answered(questions: int, answers: int, outcome: Outcome) -> None:
    finding = only(check(CHECK, asked(questions), answered(answers)))
    assert (finding.outcome, finding.subject) == (outcome, DESK)


def test_the_share_is_the_findings_value() -> None:
    assert only(check(CHECK, asked(60), answered(39))).value == 0.65
    assert only(check(CHECK, asked(9))).value is None, "a person judges"


def test_a_day_is_soon_enough() -> None:
    assert only(check(CHECK, asked(60), answered(60, after=24 * HOUR))).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "posts",
    [
        asked(60) + answered(60, after=25 * HOUR),
        asked(60) + answered(60, automated=True),
        asked(60, likes=5),
    ],
)
def test_a_late_answer_an_automatic_one_and_a_like_are_none(posts: list[Post]) -> None:
    finding = only(check(CHECK, posts))
    assert (finding.outcome, finding.value) == (Outcome.FAIL, 0)


def test_what_the_source_does_not_show_is_not_judged() -> None:
    blind = Channel("mastodon", "acme", "x-archive", cannot_see=("inbound",))
    finding = only(check(CHECK, answered(60), channel=blind))
    assert (finding.outcome, finding.subject) == (Outcome.INCONCLUSIVE, DESK)


def test_languages_that_are_not_read_are_told() -> None:
    found = check(CHECK, asked(3, text="Miksi netti ei toimi? Milloin se korjataan?", lang="fi")).findings
    told = [one for one in found if one.outcome is Outcome.INCONCLUSIVE]
    assert [(one.subject, one.variant) for one in told] == [(SITE, "customers-language")]
    assert "3 of the customers' posts" in told[0].message.text
    assert "Finnish" in told[0].message.text


def test_a_profile_whose_conversations_nobody_saw_is_told() -> None:
    made = Site().profile("x", "acme", "https://x.com/acme", existence=Existence.UNKNOWN)
    finding = only(run(CHECK, made.snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.INCONCLUSIVE, "https://x.com/acme")


def test_customers_are_not_named() -> None:
    found = only(check(CHECK, asked(60, text="@acme @janedoe my line is down, when will it be back?")))
    assert found.evidence
    assert not any("janedoe" in proof.excerpt for proof in found.evidence)


@pytest.mark.parametrize(
    ("platform", "account"), [("x", "AcmeHelp"), ("x-archive", "acmehelp"), ("twitter", "@ACMEHELP")]
)
def test_a_profile_whose_conversations_were_imported_under_another_spelling_is_not_told(
    platform: str, account: str
) -> None:
    posts = [replace(post, platform=platform, account=account) for post in asked(60) + answered(60)]
    made = Site().profile("x", "acmehelp", "https://x.com/acmehelp", existence=Existence.UNKNOWN)
    found = run(CHECK, made.posts(*posts, channel=Channel(platform, account, "csv")).snapshot()).findings
    assert [(one.outcome, one.subject) for one in found] == [(Outcome.PASS, "https://x.com/acmehelp")]


def test_where_nothing_says_which_post_answers_which_nothing_is_judged() -> None:
    posts = [
        replace(post, parent_id="", kind=PostKind.POST) if post.by_brand else post for post in asked(60) + answered(60)
    ]
    for check_id in (
        CHECK,
        "slow-first-response",
        "weekend-silence",
        "monologue",
        "prolonged-thread",
        "deflected-reply",
    ):
        result = check(check_id, posts, channel=replace(CHANNEL, cannot_see=("threads",)))
        assert {one.outcome for one in result.findings} == {Outcome.INCONCLUSIVE}, check_id
        assert all(one.hint for one in result.findings), check_id


def test_replies_to_what_is_not_there_are_counted_and_not_judged() -> None:
    posts = [
        replace(post, parent_id=f"gone{post.parent_id}") if post.by_brand else post for post in asked(60) + answered(60)
    ]
    finding = only(check(CHECK, posts))
    assert finding.outcome is Outcome.INCONCLUSIVE
    assert "60 of the company's 60 replies" in finding.message.text
    assert only(check("monologue", posts)).outcome is Outcome.PASS, "that they are replies is known"


def helped(n: int, author: str, **fields: Any) -> Post:
    """Return a reply to question `n` by somebody who is not known to be the company's."""
    return replace(reply(n, **fields), by_brand=False, author=author)


@pytest.mark.parametrize(
    ("author", "outcome"),
    [
        ("AcmeSupport", Outcome.REVIEW),
        ("anna_acme", Outcome.REVIEW),
        ("acme_uk@social.example", Outcome.REVIEW),
        ("acmehater", Outcome.FAIL),
        ("macmeal", Outcome.FAIL),
        ("bob", Outcome.FAIL),
    ],
)
def test_whoever_bears_the_companys_name_may_answer_for_it(author: str, outcome: Outcome) -> None:
    good_morning = [own(n, "Good morning from the harbour.") for n in range(5)]
    finding = only(check(CHECK, asked(20), good_morning, [helped(n, author) for n in range(20)]))
    assert finding.outcome is outcome
    assert (author.partition("@")[0] in finding.message.text) is (outcome is Outcome.REVIEW)


def test_answers_by_the_companys_name_that_come_too_late_or_to_too_few_excuse_nothing() -> None:
    late = [helped(n, "AcmeSupport", after=30 * HOUR) for n in range(20)]
    few = [helped(n, "AcmeSupport") for n in range(5)]
    some = own(1, "Good morning from the harbour.")
    assert only(check(CHECK, asked(20), [some], late)).outcome is Outcome.FAIL
    assert only(check(CHECK, asked(20), [some], few)).outcome is Outcome.FAIL


def below(texts: list[str], first: str) -> list[Post]:
    """Return an own post and what several people ask below it."""
    start = own(0, first, at=MONDAY)
    return [
        start,
        *(
            ask(n, text, MONDAY + n * MINUTE, kind=PostKind.REPLY, parent_id=start.id)
            for n, text in enumerate(texts, 1)
        ),
        own(99, "Good morning.", at=MONDAY + 20 * 24 * HOUR),
    ]


WAIT = ["When is it back?", "How long will it take?", "Is Mill Road affected?", "When will you fix it?"] * 5


def test_news_of_a_fault_told_to_everybody_may_answer_those_who_wait_below_the_first_word_of_it() -> None:
    first = "We have an outage in the north. We are on it."
    update = own(50, "Update: a cable was cut, the line should be back by three.", at=MONDAY + 2 * HOUR)
    assert only(check(CHECK, below(WAIT, first))).outcome is Outcome.FAIL
    assert only(check(CHECK, below(WAIT, first), [update])).outcome is Outcome.REVIEW
    other = own(50, "New in our shop: mugs with a lighthouse.", at=MONDAY + 2 * HOUR)
    assert only(check(CHECK, below(WAIT, first), [other])).outcome is Outcome.FAIL
    shop = "Our new mugs are there."
    assert only(check(CHECK, below(WAIT, shop), [update])).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("And here is a picture of the blue one!", Outcome.REVIEW),
        ("To all who ask: it is back since three, Mill Road was not affected.", Outcome.PASS),
        ("Update: the cable is mended.", Outcome.PASS),
    ],
)
def test_a_comment_below_an_own_post_that_speaks_to_nobody_may_answer_nobody(text: str, outcome: Outcome) -> None:
    posts = below(WAIT, "Our new mugs are there.")
    comment = own(50, text, at=MONDAY + 2 * HOUR, kind=PostKind.REPLY, parent_id=posts[0].id)
    assert only(check(CHECK, posts, [comment])).outcome is outcome


@pytest.mark.parametrize(
    ("text", "images", "outcome"),
    [("\U0001f44d", 0, Outcome.REVIEW), ("\U0001f44d", 1, Outcome.PASS), ("Yes \U0001f44d", 0, Outcome.PASS)],
)
def test_signs_without_words_may_be_no_answers(text: str, images: int, outcome: Outcome) -> None:
    assert only(check(CHECK, asked(60), answered(60, text=text, images=images))).outcome is outcome


def test_who_was_helped_by_another_customer_and_says_so_waits_no_more() -> None:
    peers = [replace(reply(n, "It is under Account."), by_brand=False, author=f"peer{n}") for n in range(20)]
    thanks = [
        ask(100 + n, "Great, that worked, thanks!", MONDAY + n * 5 * HOUR + 2 * HOUR, kind=PostKind.REPLY, parent_id=f"a{n}")
        for n in range(20)
    ]  # fmt: skip
    some = own(1, "Good morning from the harbour.")
    assert only(check(CHECK, asked(20), peers, [some])).outcome is Outcome.FAIL
    settled = [replace(post, author=f"customer{n}") for n, post in enumerate(thanks)]
    assert check(CHECK, asked(20), peers, settled, [some]).findings == ()


def test_a_question_quoted_in_an_own_post_may_be_answered_there() -> None:
    quotes = [own(n, f"Good question: at ten, number {n}.", MONDAY + n * 5 * HOUR + HOUR, urls=(url(f"q{n}"),)) for n in range(20)]  # fmt: skip
    assert only(check(CHECK, asked(20), quotes)).outcome is Outcome.REVIEW
    others = [replace(post, urls=(url("elsewhere"),)) for post in quotes]
    assert only(check(CHECK, asked(20), others)).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("text", "after", "outcome"),
    [
        ("Open day on Sunday! EDIT: yes, dogs are welcome.", HOUR, Outcome.REVIEW),
        ("Open day on Sunday! EDIT: it starts at ten.", HOUR, Outcome.FAIL),
        ("Open day on Sunday! EDIT: yes, dogs are welcome.", 40 * HOUR, Outcome.FAIL),
    ],
)
def test_an_own_post_edited_after_the_question_below_it_may_answer_it(
    text: str, after: timedelta, outcome: Outcome
) -> None:
    first, *rest = below(["Are dogs welcome there?"] * 20, text)
    assert only(check(CHECK, [replace(first, edited_at=MONDAY + after), *rest])).outcome is outcome
