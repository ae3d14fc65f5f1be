"""Conversations are put together whatever the source tells, and whatever it gets wrong."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.analysis.conversations.metrics.build import Thread, threads
from auditor.analysis.conversations.metrics.turns import Key, moment, names_in, pick, signature
from auditor.model import Post, PostKind
from tests.talks import BRAND, MONDAY, post, said


def told(posts: list[Post]) -> list[str]:
    """Return each conversation as the ids of its posts, in order."""
    return [" ".join(turn.id for turn in thread.turns) for thread in threads(posts)]


def only(posts: list[Post]) -> Thread:
    (thread,) = threads(posts)
    return thread


def test_replies_stand_below_what_they_answer() -> None:
    posts = [post("1", "ann"), post("2", "quill", 5, to="1"), post("3", "ann", 6, to="2"), post("4", "bob", 7)]
    assert told(posts) == ["1 2 3", "4"]
    thread = next(threads(posts))
    assert thread.parents == (-1, 0, 1)
    assert (thread.id, thread.inbound, thread.headless) == ("1", True, False)
    assert (thread.brands, thread.customers) == (("quill",), ("ann",))
    assert thread.opener.moment == MONDAY


def test_what_the_brand_opens_is_not_inbound() -> None:
    thread = only([post("1", "quill"), post("2", "ann", 1, to="1"), post("3", "quill_help", 2, "Hello! ^JD", to="2")])
    assert not thread.inbound
    assert thread.brands == ("quill", "quill_help")
    assert thread.agents == ("JD",)


def test_a_thread_of_the_source_holds_what_has_no_parent() -> None:
    posts = [post(str(n), who, n, thread_id="t") for n, who in enumerate(["ann", "quill", "ann"])]
    assert told(posts) == ["0 1 2"]
    assert only(posts).parents == (-1, -1, -1)


def test_a_thread_named_by_its_first_post_takes_that_one_in() -> None:
    assert told([post("7", "ann"), post("8", "quill", 1, thread_id="7")]) == ["7 8"]


def test_answers_to_one_missing_post_stand_together() -> None:
    posts = [post("2", "quill", 5, to="gone"), post("3", "ann", 6, to="gone"), post("4", "bob", 7, to="elsewhere")]
    assert told(posts) == ["2 3", "4"]
    assert next(threads(posts)).headless


def test_a_reply_dated_before_its_question_comes_after_it() -> None:
    posts = [
        post("q", "ann", 10),
        post("r", "quill", 3, to="q"),
        post("s", "ann", 4, to="r"),
        post("z", "bob", 10, to="q"),
    ]
    assert told(posts) == ["q r z s"]


def test_of_equal_times_the_parent_comes_first() -> None:
    assert told([post("b", "ann"), post("a", "quill", to="b")]) == ["b a"]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_cycles_end(size: int) -> None:
    posts = [post(str(n), "ann" if n % 2 else "quill", n, to=str((n + 1) % size)) for n in range(size)]
    posts.append(post("x", "bob", 99, to="0"))
    thread = only(posts)
    assert len(thread.turns) == size + 1
    assert thread.turns[0].id == "0"
    assert thread.parents[0] == -1


def test_two_posts_of_one_id_are_one_at_its_first_time_with_its_last_words() -> None:
    first = post("1", "ann", 0, "hello")
    edited = replace(
        first, created_at=MONDAY + timedelta(minutes=3), text="when?", edited_at=MONDAY + timedelta(hours=1)
    )
    for order in ([first, edited], [edited, first]):
        (thread,) = threads(order, said)
        (turn,) = thread.turns
        assert turn.moment == MONDAY
        assert turn.wants_answer
        assert moment(turn.edited) == MONDAY + timedelta(hours=1)


def test_a_post_that_is_known_once_with_words_and_once_as_gone_is_gone() -> None:
    there, gone = post("1", "ann"), replace(post("1", "ann"), text="", deleted=True)
    for order in ([there, gone], [gone, there], [there, gone, there]):
        (turn,) = only(order).turns
        assert turn.deleted
        assert turn.wants_answer


def test_a_reply_by_name_answers_what_that_person_wrote_lately() -> None:
    posts = [
        post("1", "Ann", 0, "@quill when?"),
        post("2", "ann", 60, "@quill anybody?"),
        post("3", "bob", 61, "@quill and me?"),
        post("4", "quill", 90, "Hi @ANN, tomorrow."),
        post("5", "ann", 100, "@quill thanks"),
        post("6", "quill", 110, "Good news for everybody, tell @bob too, who asked so nicely"),
    ]
    assert told(posts) == ["1 2 4 5", "3", "6"]


def test_a_name_of_the_fediverse_may_leave_out_its_server() -> None:
    assert told([post("1", "ann@social.example"), post("2", "quill", 5, "@ann tomorrow")]) == ["1 2"]


def test_a_reply_by_name_long_after_answers_nothing_known() -> None:
    assert told([post("1", "ann"), post("2", "quill", 8 * 24 * 60, "@ann hello")]) == ["1", "2"]


def test_no_name_makes_up_for_a_missing_parent() -> None:
    # What is missing may be a reply of the brand's to somebody else.
    assert told([post("1", "ann"), post("2", "quill", 5, "@ann tomorrow", to="gone")]) == ["1", "2"]


def test_what_somebody_writes_in_a_row_is_one_conversation() -> None:
    posts = [
        post("1", "ann"),
        post("2", "bob", 5),
        post("3", "ann", 30),
        post("4", "ann", 61),
        post("5", "quill", 62, "Hello all"),
    ]
    assert told(posts) == ["1 3", "2", "4", "5"]


def test_an_earlier_answer_by_name_hides_no_question() -> None:
    posts = [
        post("1", "ann"),
        post("2", "quill", 60, "@ann yes"),
        post("3", "ann", 5_000, to="1"),
        post("4", "ann", 6_000),
    ]
    later = post("5", "quill", 6_010, "@ann yes")
    assert told([*posts, later]) == ["1 2 3 4 5"]
    assert told([*posts[:1], *posts[2:], later]) == ["1 3 4 5"]


def test_what_has_a_parent_or_a_thread_is_not_joined_by_names() -> None:
    posts = [post("1", "ann"), post("2", "bob", 1), post("3", "quill", 5, "@ann @bob tomorrow", to="2")]
    assert told(posts) == ["1", "2 3"]
    posts = [post("1", "ann"), post("3", "quill", 5, "@ann tomorrow", thread_id="t")]
    assert told(posts) == ["1", "3"]


def test_accounts_are_apart() -> None:
    other = replace(post("1", "ann"), account="other")
    found = list(threads([post("1", "ann"), post("2", "quill", 1, to="1"), other]))
    assert [(thread.account, len(thread.turns)) for thread in found] == [(BRAND, 2), ("other", 1)]


def test_likes_pictures_and_empty_posts_are_no_trouble() -> None:
    thread = only([post("1", "ann", text="", likes=3, images=2), post("2", "quill", 1, "\x00\u202e\u200b", to="1")])
    assert [turn.wants_answer for turn in thread.turns] == [False, False]


def test_hostile_lengths() -> None:
    long = post("1", "ann", text="@" * 1_000_000 + "?"), post("2", "quill", 1, "http://" * 150_000, to="1")
    assert len(only(list(long)).turns) == 2
    assert len(names_in(" ".join(f"@a{n}" for n in range(10_000)))) == 50


def test_a_chain_of_many_thousands_of_posts() -> None:
    posts = [post(f"{n:05}", "ann" if n % 2 else "bob", n, to=f"{n - 1:05}" if n else "") for n in range(30_000)]
    assert len(only(posts[::-1]).turns) == 30_000


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We are on it. ^JD", "JD"),
        ("Please restart it *SR", "SR"),
        ("Back at nine. -Anna", "Anna"),
        ("Back at nine \u2013 Anna", "Anna"),
        ("Here: ^TR https://help.example/x", "TR"),
        ("/AB", "AB"),
        ("state-of-the-Art", ""),
        ("It is up to you - really", ""),
        ("5 - 3", ""),
        ("", ""),
        ("Offer ends - NOW!", ""),
    ],
)
def test_signatures(text: str, name: str) -> None:
    assert signature(text) == name


def test_names_in_a_text() -> None:
    assert names_in("@Ann: ask @bob@social.example. or @ann, not x@") == ("ann", "bob@social.example")


def test_posts_are_picked_to_be_quoted() -> None:
    posts = [
        post("1", "ann", text="a"),
        post("2", "ann", text="b"),
        replace(post("1", "ann", text="c"), account="other"),
    ]
    wanted = [Key("x", "other", "1"), Key("x", BRAND, "2"), Key("x", BRAND, "9")]
    assert {key: each.text for key, each in pick(posts, wanted).items()} == {wanted[0]: "c", wanted[1]: "b"}
    assert pick(posts, []) == {}


# ------------------------------------------------------------------------------------------------------------ whatever comes in

PEOPLE = ["ann", "bob", "", "quill", "quill_help"]
IDS = [str(n) for n in range(12)]


@st.composite
def any_posts(draw: st.DrawFn) -> list[Post]:
    """Return posts that hang together in any way, right or wrong."""
    made = []
    for _ in range(draw(st.integers(1, 14))):
        text = draw(
            st.sampled_from(
                ["?", "ok", "thanks", "", "@ann ok", "hello @quill ?", "promises", "deflects deflects_only", "???"]
            )
        )
        made.append(
            replace(
                post(draw(st.sampled_from(IDS)), draw(st.sampled_from(PEOPLE)), draw(st.integers(0, 6_000)), text),
                parent_id=draw(st.sampled_from(["", "", "gone", *IDS])),
                thread_id=draw(st.sampled_from(["", "", "", "t", "u", "3"])),
                kind=draw(st.sampled_from(list(PostKind))),
                deleted=draw(st.integers(0, 9)) == 0,
                automated=draw(st.integers(0, 9)) == 0,
            )
        )
    return made


@given(any_posts())
def test_every_post_is_in_one_conversation_after_what_it_answers(posts: list[Post]) -> None:
    found = list(threads(posts))
    ids = [turn.id for thread in found for turn in thread.turns]
    assert sorted(ids) == sorted({each.id for each in posts})
    for thread in found:
        assert len(thread.parents) == len(thread.turns)
        assert all(parent < place for place, parent in enumerate(thread.parents))


@given(any_posts(), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(posts: list[Post], chance: random.Random) -> None:
    shuffled = list(posts)
    chance.shuffle(shuffled)
    assert list(threads(shuffled, said)) == list(threads(posts, said))


@given(any_posts(), st.integers(-12, 14))
@settings(max_examples=50)
def test_zones_of_the_input_do_not_matter(posts: list[Post], hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    elsewhere = [replace(each, created_at=each.created_at.astimezone(zone)) for each in posts]
    assert list(threads(elsewhere, said)) == list(threads(posts, said))


def test_a_time_without_a_zone_is_taken_for_utc() -> None:
    naive = replace(post("1", "ann"), created_at=datetime(2026, 9, 7, 10, 0))  # noqa: DTZ001 - that is the point
    assert only([naive]).opener.moment == datetime(2026, 9, 7, 10, 0, tzinfo=UTC)
