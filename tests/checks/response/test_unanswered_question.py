"""The share of public questions that people of the company answer in time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.model import Channel, Existence, Outcome, Post, PostKind
from tests.desk import CHANNEL, DESK, HOUR, answered, asked, check
from tests.snapshots import SITE, Site, only, run

CHECK = "unanswered-question"


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
