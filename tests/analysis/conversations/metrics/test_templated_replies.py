"""Replies that are the same but for the person."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.analysis.conversations.metrics.templated_replies import NewestReplies, alike, twins, words
from tests.effort import ends
from tests.talks import MONDAY, post


def on_days(*texts: str) -> list[tuple[datetime, str]]:
    """Return replies, each two days after the one before."""
    return [(MONDAY + timedelta(days=2 * n), text) for n, text in enumerate(texts)]


LONG = "we are sorry for the trouble with your line and have told our engineers who will look at the cabinet in your street today"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "@ann Sorry to hear that, please try again tomorrow. ^JD",
            "@bob Sorry to hear that, please try again tomorrow. ^AB",
        ),
        ("Hi Ann, the line is back since this morning.", "Hello Robert! The line is back since this morning."),
        (
            "It is back since 10:15 today, see https://a.example/1",
            "It is back since 9:40 today, see https://b.example/2",
        ),
        (f"{LONG} at nine", f"{LONG} at ten"),
        ("Thanks!", "thanks"),
    ],
)
def test_the_same_reply_to_somebody_else(one: str, other: str) -> None:
    assert twins(on_days(one, "something else altogether", other), 0.9) == [True, False, True]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The line is back since this morning.", "The line is down since this morning."),
        ("Please send us your postcode and we will look", "Please send us your number and they will look"),
        ("", ""),
        ("@ann", "@bob"),
        ("Thanks", "Sorry"),
    ],
)
def test_other_replies(one: str, other: str) -> None:
    assert twins(on_days(one, other), 0.9) == [False, False]


def test_the_news_of_one_day_is_right_for_everybody() -> None:
    news = [(MONDAY + timedelta(minutes=7 * n), f"@person{n} {LONG}") for n in range(20)]
    assert not any(twins(news, 0.9))
    assert all(twins([*news, (MONDAY + timedelta(days=3), f"@ann {LONG}")], 0.9))


def test_groups_are_named_by_their_first() -> None:
    assert alike(["a b c d", "x y z", "a b c d", "A b c d!"], 0.9) == [0, 1, 0, 0]
    assert words("@ann Hi Ann, it's 10:15 by now. ^JD") == ("its", "0", "0", "by", "now")
    assert words("Hi Ann, bye") == ("hi", "ann", "bye")


def near(one: tuple[str, ...], other: tuple[str, ...], similarity: float) -> bool:
    left, right = ({said[n : n + 3] for n in range(max(1, len(said) - 2))} for said in (one, other))
    return len(left & right) / len(left | right) >= similarity


@given(st.lists(st.text(alphabet="abc ", max_size=30), max_size=8), st.sampled_from([0.5, 0.8, 0.9, 1.0]))
def test_a_plain_comparison_of_all_with_all_finds_the_same(texts: list[str], similarity: float) -> None:
    different = list(dict.fromkeys(words(text) for text in texts if words(text)))
    groups = alike([" ".join(each) for each in different], similarity)
    leaders: list[int] = []
    for place, each in enumerate(different):
        close = [leader for leader in leaders if near(each, different[leader], similarity)]
        assert groups[place] in (close or [place])
        if not close:
            leaders.append(place)


def test_the_newest_are_kept_in_whatever_order_they_come() -> None:
    posts = [post(f"{n:02}", "quill", n, "yes", to="q") for n in range(20)]
    for order in (posts, posts[::-1]):
        replies = NewestReplies(5)
        assert len(list(replies.seen(order))) == 20
        assert list(replies.among(each.id for each in posts)) == ["15", "16", "17", "18", "19"]


def test_only_replies_by_people_of_the_brand_are_kept() -> None:
    replies = NewestReplies()
    posts = [
        post("1", "ann", to="q"),
        post("2", "quill", to="q", automated=True),
        post("3", "quill", text="News"),
        post("4", "quill", text="", to="q"),
    ]
    list(replies.seen([*posts, post("5", "quill", to="q")]))
    assert list(replies.among("12345")) == ["5"]


def test_ten_thousand_replies_that_all_share_words_take_seconds() -> None:
    texts = [
        f"Thanks for getting in touch with us {chr(97 + n % 26)}{n * 7919} we are here for you word{n} again"
        for n in range(3_000)
    ]
    texts = [text.replace(str(n * 7919), "".join(chr(97 + int(d)) for d in str(n))) for n, text in enumerate(texts)]
    with ends():
        alike(texts, 0.9)
