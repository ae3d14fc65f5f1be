"""Which post answers which, where sources tell it badly or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from auditor.analysis.conversations import sentences
from auditor.analysis.conversations.metrics.figures import ChannelMeasure
from auditor.analysis.conversations.metrics.linkage import Linkage
from auditor.analysis.conversations.metrics.measure import Setting, measure
from auditor.model import Channel, Post, PostKind
from tests.talks import BRAND, MONDAY, post, said

END = MONDAY + timedelta(days=30)
TABLE = Channel("x", BRAND, "csv", cannot_see=("threads",))


def told(posts: list[Post], channel: Channel = TABLE) -> ChannelMeasure:
    return measure(posts, Setting(END, channels=(channel,), read=said)).total


def rows(n: int, reply: str = "yes", **more: Any) -> list[Post]:
    """Return questions, five hours apart, each with the company's reply ten minutes later in the row below."""
    return [
        one
        for number in range(n)
        for one in (
            post(f"q{number}", f"ann{number}", number * 300),
            post(f"a{number}", "quill", number * 300 + 10, reply.format(number), **more),
        )
    ]


def test_a_table_that_does_not_say_what_answers_what_tells_no_shares() -> None:
    found = told(rows(60))
    assert {"threads", "addressees"} <= set(found.cannot_see)
    assert found.linkage.alternates


def test_names_in_the_replies_make_up_for_it() -> None:
    found = told(rows(60, "@ann{} yes"))
    assert (found.cannot_see, found.answered.value) == ((), 1.0)


def test_some_names_are_not_enough() -> None:
    assert "threads" in told(rows(40) + [replace(one, id=f"b{one.id}") for one in rows(10, "@ann{} yes")]).cannot_see


def test_pairing_by_time_is_a_setting() -> None:
    found = told(rows(60), replace(TABLE, pairing="time"))
    assert (found.cannot_see, found.answered.value, found.linkage.by_time) == ((), 1.0, 60)
    assert found.first_reply.median == 600


def test_pairing_by_time_takes_all_that_the_customer_wrote_in_a_row() -> None:
    posts = [
        one
        for number in range(12)
        for one in (
            post(f"q{number}", f"ann{number}", number * 300),
            post(f"r{number}", f"ann{number}", number * 300 + 45, "hello?"),
            post(f"a{number}", "quill", number * 300 + 60, "yes"),
        )
    ]
    found = told(posts, replace(TABLE, pairing="time"))
    assert (found.answered.hits, found.answered.n) == (24, 24)


def test_news_in_between_does_not_alternate() -> None:
    news = [post(f"n{number}", "quill", number * 300 + 100, "news") for number in range(60)]
    found = told(rows(60) + news)
    assert not found.linkage.alternates
    assert "threads" in found.cannot_see
    assert "threads" in told(rows(10) + news, replace(TABLE, pairing="time")).cannot_see


def test_without_any_posts_of_the_company_nothing_is_unknown() -> None:
    assert told([one for one in rows(20) if not one.by_brand]).cannot_see == ()


def test_replies_to_what_is_not_there_leave_the_shares_open() -> None:
    posts = [replace(one, parent_id="gone") if one.by_brand else one for one in rows(60)]
    found = told(posts, Channel("x", BRAND, "csv"))
    assert "threads" in found.cannot_see
    assert "addressees" not in found.cannot_see
    assert (found.linkage.stray_replies, found.linkage.replies, found.linkage.stray) == (60, 60, 60)


def test_a_few_such_replies_are_counted_and_change_nothing() -> None:
    posts = [
        replace(one, parent_id="gone" if one.id < "a3" else f"q{one.id[1:]}") if one.by_brand else one
        for one in rows(60)
    ]
    found = told(posts, Channel("x", BRAND, "csv"))
    assert found.cannot_see == ()
    assert 0 < found.linkage.stray_replies < 30


def test_an_archive_of_ones_own_posts_takes_nothing_away_from_an_inbox() -> None:
    """It holds replies to posts that neither shows; the inbox shows what was asked and answered."""
    inbox = [replace(one, parent_id=f"q{one.id[1:]}", source="sprout") if one.by_brand else one for one in rows(20)]
    own = [replace(one, id=f"x{one.id}", parent_id="gone", source="x-archive") for one in rows(60) if one.by_brand]
    archive = Channel("x", BRAND, "x-archive", cannot_see=("inbound", "threads"))

    def both(channel: Channel) -> ChannelMeasure:
        return measure([*inbox, *own], Setting(END, channels=(channel, archive), read=said)).total

    found = both(Channel("x", BRAND, "sprout"))
    assert (found.cannot_see, found.answered.value, found.linkage.stray_replies) == ((), 1.0, 0)
    for lacks in ("inbound", "replies", "threads"):
        found = both(Channel("x", BRAND, "sprout", cannot_see=(lacks,)))
        assert "threads" in found.cannot_see, (
            "neither shows a whole conversation, so replies to what is not there count"
        )


def test_a_live_source_where_nobody_answers_is_judged() -> None:
    found = told(
        [one for one in rows(60) if not one.by_brand] + [post("n", "quill", 5, "news")], Channel("x", BRAND, "x")
    )
    assert (found.cannot_see, found.answered.value) == ((), 0.0)


def test_the_total_is_of_the_accounts_that_show_answers() -> None:
    blind = [replace(one, account="shop") for one in rows(60)]
    seen = [replace(one, parent_id=f"q{one.id[1:]}") if one.by_brand else one for one in rows(20)]
    channels = Channel("x", "shop", "csv", cannot_see=("threads",)), Channel("x", BRAND, "csv")
    total = measure([*seen, *blind], Setting(END, channels=channels, read=said)).total
    assert (total.answered.hits, total.answered.n) == (20, 20)
    assert total.cannot_see == ()


# ------------------------------------------------------------------------------------------------------------ what is shared


@pytest.mark.parametrize(
    "text", ["RT @ann0: ?", "rt @ann0 ?", "MT @ann0: ?", "Retweet @ann0 ?", "\u267b @ann0 ?", "\U0001f501 @ann0 ?"]
)
def test_passing_a_question_on_answers_nobody_and_is_no_post_of_ones_own(text: str) -> None:
    found = told([post("q0", "ann0"), post("s", "quill", 5, text)], Channel("x", BRAND, "x"))
    assert (found.answered.hits, found.answered.n, found.dialogue.n) == (0, 1, 0)


@pytest.mark.parametrize("text", ["@ann0 RT this please", "Route 66 @ann0 is open", "art @ann0"])
def test_words_that_look_like_it_are_the_companys_own(text: str) -> None:
    assert told([post("q0", "ann0"), post("s", "quill", 5, text)], Channel("x", BRAND, "x")).dialogue.n == 1


def test_what_a_customer_passes_on_is_no_question() -> None:
    shared = post("s", "bob", 5, "RT @quill: is it raining?")
    assert told([post("n", "quill", 0, "is it raining?"), shared], Channel("x", BRAND, "x")).questions == 0


def test_a_share_within_a_thread_answers_nobody() -> None:
    posts = [
        post("q0", "ann0", thread_id="t"),
        post("s", "quill", 5, "RT @ann0: ?", thread_id="t", kind=PostKind.REPLY),
    ]
    assert told(posts, Channel("x", BRAND, "x")).answered.hits == 0


# ----------------------------------------------------------------------------------------------------------------- reviews


def test_reviews_are_in_no_other_figure() -> None:
    posts = [
        one
        for number in range(20)
        for one in (
            post(f"r{number}", f"ann{number}", number * 300, kind=PostKind.REVIEW, rating=1.0),
            post(f"a{number}", "quill", number * 300 + 60 * 100, "yes promises", to=f"r{number}"),
        )
    ]
    found = told(posts)
    assert (found.reviews.hits, found.reviews.n, found.cannot_see) == (20, 20, ())
    assert not any(
        rate.n
        for rate in (
            found.prolonged,
            found.overlong,
            found.lengthy,
            found.switched,
            found.dialogue,
            found.promises,
            found.answered,
        )
    )
    assert found.worst == ()


# -------------------------------------------------------------------------------------------------------------- the worst


def test_the_worst_are_the_hottest_and_not_the_oldest() -> None:
    old = [post("old", "bob", 0)]
    hot = [
        post("h1", "ann", 20 * 1440, "complaint ?"),
        post("h2", "quill", 20 * 1440 + 60, "yes", to="h1"),
        post("h3", "ann", 20 * 1440 + 90, "complaint ?", to="h2"),
        post("h4", "ann", 20 * 1440 + 200, "hello ?", to="h3"),
    ]
    found = told(old + hot, Channel("x", BRAND, "x"))
    assert [one.noted.thread_id for one in found.worst] == ["h1", "old"]
    assert found.worst[0].noted.repeats == 2


def test_a_question_that_waits_for_months_is_no_worse_than_for_a_week() -> None:
    found = told([post("1", "ann", 0), post("2", "bob", 10 * 1440)], Channel("x", BRAND, "x"))
    assert len({one.noted.weight for one in found.worst}) == 1


def test_replies_to_reviews_do_not_make_threads_known() -> None:
    assert not Linkage(own=100, placed=0, reviewed=100).mostly_placed
    assert Linkage(own=100, placed=50, reviewed=100).mostly_placed
    assert Linkage(own=0, reviewed=100).mostly_placed


@pytest.mark.parametrize(("replies", "told_who"), [(1, False), (29, False), (30, True), (59, True)])
def test_a_few_replies_among_many_posts_do_not_tell_to_whom_the_rest_speak(replies: int, told_who: bool) -> None:
    own = [one for one in rows(60) if one.by_brand]
    marked = [replace(one, kind=PostKind.REPLY) for one in own[:replies]]
    asked = [one for one in rows(60) if not one.by_brand]
    found = told([*asked, *marked, *own[replies:]], Channel("x", BRAND, "csv", cannot_see=("threads",)))
    assert ("addressees" not in found.cannot_see) is told_who


def test_each_figure_of_the_total_is_of_the_accounts_that_show_what_it_needs() -> None:
    def answered(account: str, minutes: int) -> list[Post]:
        return [
            replace(
                one, account=account, parent_id=f"q{one.id[1:]}", created_at=one.created_at + timedelta(minutes=minutes)
            )
            if one.by_brand
            else replace(one, account=account)
            for one in rows(20)
        ]

    timeless = Channel("x", "shop", "csv", cannot_see=("reply-times",))
    blind = Channel("x", "mute", "csv", cannot_see=("inbound", "replies"))
    posts = [*answered(BRAND, 0), *answered("shop", 60), *[replace(one, account="mute") for one in rows(20)]]
    total = measure(posts, Setting(END, channels=(Channel("x", BRAND, "csv"), timeless, blind), read=said)).total
    assert (total.answered_ever.n, total.answered.n, total.first_reply.n) == (40, 20, 20)
    assert total.lacking("inbound", "replies", "threads", "reply-times") == ()
    basis = "This covers {} of 3 accounts: the sources of the others do not show enough."
    assert sentences.basis(total, "inbound").text == basis.format(2)
    assert sentences.basis(total, "inbound", "reply-times").text == basis.format(1)
    assert not sentences.basis(total, "deleted")


def test_what_no_account_shows_together_the_total_lacks() -> None:
    """One account shows each of two things, none both: no figure that needs both can be had."""
    one = Channel("x", BRAND, "csv", cannot_see=("reply-times",))
    two = Channel("x", "shop", "csv", cannot_see=("inbound",))
    posts = [*rows(20), *[replace(each, account="shop") for each in rows(20)]]
    total = measure(posts, Setting(END, channels=(one, two), read=said)).total
    assert total.cannot_see == ()
    assert total.lacking("inbound") == ()
    assert total.lacking("inbound", "reply-times")
    assert sentences.unavailable(total, "inbound", "reply-times")


def test_an_account_without_posts_shows_nothing() -> None:
    blind = Channel("x", BRAND, "csv", cannot_see=("inbound",))
    total = measure(rows(20), Setting(END, channels=(blind, Channel("forum", BRAND, "csv")), read=said)).total
    assert total.lacking("inbound") == ("inbound",)


def test_replies_to_reviews_before_the_window_count_nowhere() -> None:
    old = MONDAY - timedelta(days=30)
    posts = [
        replace(post("r0", "ann0"), kind=PostKind.REVIEW, rating=1, created_at=old),
        replace(post("a0", "quill", 5, to="r0"), kind=PostKind.REPLY, created_at=old + timedelta(minutes=5)),
        replace(post("r1", "ann1"), kind=PostKind.REVIEW, rating=1),
        replace(post("a1", "quill", 5, to="r1"), kind=PostKind.REPLY),
    ]
    channel = Channel("x", BRAND, "x", since=MONDAY - timedelta(days=7), until=END)
    found = told(posts, channel)
    assert (found.reviews.n, found.linkage.reviewed, found.templated.n) == (1, 1, 1)
