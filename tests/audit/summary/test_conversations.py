from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from auditor.analysis.conversations import queries
from auditor.analysis.conversations.sentences import duration
from auditor.audit.summary.conversations import MOST_ACCOUNTS, MOST_LINKED, MOST_WORST
from auditor.model import Channel, Snapshot, Thresholds
from tests import asked
from tests.snapshots import Site
from tests.worded import worded

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@cache
def visit() -> Snapshot:
    return asked.site().snapshot()


@cache
def found() -> Any:
    return talk(visit())


def talk(snapshot: Snapshot) -> Any:
    """Return what the report tells of conversations, in words."""
    return worded(asked.talk(snapshot))


def small(*minutes: float | None, **channel: Any) -> Snapshot:
    """Return a visit with a question an hour from Monday 09:00 on, each answered after so many minutes, or never."""
    made = Site()
    for number, wait in enumerate(minutes):
        at = MONDAY + timedelta(hours=number)
        made.posts(asked.question(number, at, "When will it work again?", f"customer{number}"))
        if wait is not None:
            made.posts(asked.answer(number, at + timedelta(minutes=wait), "It works again now, have a look."))
    return made.posts(channel=asked.channel(**channel)).snapshot()


def test_without_posts_there_is_nothing_to_tell() -> None:
    assert asked.told(Site().snapshot()).talk is None


def test_feeds_hold_no_conversations() -> None:
    feed = Channel("feed", "https://www.acme.example/feed", "feed")
    assert asked.told(Site().posts(channel=feed).snapshot()).talk is None


def test_each_account_is_told_and_all_together() -> None:
    assert [(one.title, one.questions) for one in found().accounts] == [
        ("acme (Mastodon)", 120),
        ("help (zendesk)", 60),
    ]
    total = found().total
    assert total is not None
    assert (total.title, total.questions) == ("All accounts together", 180)
    assert total.posts == sum(one.posts for one in found().accounts)
    assert talk(small(5, 5)).total is None


def test_figures_are_those_of_the_measurement() -> None:
    (measured, _) = queries.measures(visit())
    first = found().accounts[0].asked[0]
    assert first.in_time.cases == f"{measured.answered.hits} of {measured.answered.n}"
    assert first.median == duration(measured.first_reply.median or 0).text
    assert first.p90 == duration(measured.first_reply.p90 or 0).text
    assert found().accounts[0].frame == "23 August 2026 to 21 November 2026, Europe/London"
    assert [row.rate for row in found().accounts[0].asked] == [
        "answered", "weekday", "weekend", "in-hours", "out-of-hours",
    ]  # fmt: skip


def test_few_cases_are_told_as_such_and_never_as_a_share() -> None:
    told = talk(small(5, 5, None)).accounts[0].asked[0].in_time
    assert (told.value, told.sure) == ("2 of 3", "too few to say")


def test_some_cases_have_their_interval() -> None:
    told = talk(small(*[5] * 21, *[None] * 13)).accounts[0].asked[0].in_time
    assert (told.value, told.cases, told.sure) == ("62 %", "21 of 34", "45\u201376 %")


def test_what_the_source_does_not_show_cannot_be_told() -> None:
    for need in ("replies", "reply-times"):
        one = talk(small(*[None] * 20, cannot_see=(need,))).accounts[0]
        assert one.asked[0].in_time.value == "cannot be told"
        assert one.asked[0].median == "\u2013"
        assert one.times is None
        assert one.limits[0].startswith("The source does not show ")
        assert "answered" not in {counted.rate for counted in one.counted}


def test_all_together_leaves_out_accounts_that_show_nothing() -> None:
    made = asked.site(40)
    silent = [asked.question(n, MONDAY, "Is anybody there?", account="mute") for n in range(30)]
    snapshot = made.posts(*silent, channel=asked.channel(account="mute", cannot_see=("replies",))).snapshot()
    told = talk(snapshot)
    assert told.total is not None
    seen = [one for one in told.accounts if one.title != "mute (Mastodon)"]
    assert told.total.asked[0].in_time.cases.endswith(
        f" of {sum(int(one.asked[0].in_time.cases.split()[-1]) for one in seen)}"
    )
    assert told.total.times is not None
    assert told.total.times.unanswered == sum(one.times.unanswered for one in seen if one.times)
    assert told.total.limits == ("Each figure covers the accounts whose sources show what it needs.",)


def test_what_was_left_out_is_told() -> None:
    assert found().accounts[1].limits[:2] == (
        "The window was not gathered completely (made-up). The file ends early.",
        "Rows left out (made-up): 3 × no date.",  # noqa: RUF001 - times
    )
    assert found().accounts[0].limits[0].startswith("The source does not show direct messages. ")


def test_accounts_that_nobody_looked_into_are_named() -> None:
    assert found().silent == ("https://x.com/acme",)
    assert "platform's export of the conversations" in found().remedy


def test_heat_maps_count_questions_and_answers_by_local_time() -> None:
    heat = talk(small(90)).accounts[0].heat
    assert heat is not None
    assert heat.questions[0][9] == heat.answers[0][10] == 1
    assert heat.most == 1
    assert sum(map(sum, heat.questions)) == 1
    assert heat.summary.startswith("The hour with most questions is Monday from 09:00 to 10:00, with 1 of 1; 0 % fall")


def test_times_have_the_thresholds_and_the_unanswered_in_them() -> None:
    snapshot = replace(small(3, 70, 70, None), thresholds=Thresholds(good_reply_minutes=90, answer_hours=4))
    times = talk(snapshot).accounts[0].times
    assert times is not None
    assert [(bar.title, bar.mark) for bar in times.bars if bar.mark] == [
        ("up to 90 min", "good: 90 min"), ("up to 4 h", "fair, deadline: 4 h"), ("up to 24 h", "weak: 24 h"),
    ]  # fmt: skip
    assert {bar.title: bar.count for bar in times.bars if bar.count} == {"up to 5 min": 1, "up to 90 min": 2}
    assert (times.unanswered, times.most) == (1, 2)
    assert (
        times.summary
        == "There are 4 opening questions. Answered were 3 within 90 min, 3 within 4 h, 3 within 24 h; 1 never got an answer."
    )


def test_every_share_links_what_it_counted_and_at_most_so_many() -> None:
    for one in found().accounts:
        assert {counted.rate for counted in one.counted} >= {"answered", "answered-ever", "dialogue"}
        for counted in one.counted:
            shown = len(counted.shown_hits) + len(counted.shown_misses)
            assert shown == min(MOST_LINKED, counted.hits + counted.misses), counted.rate
            assert len(counted.shown_hits) <= counted.hits
    answered = next(counted for counted in found().accounts[0].counted if counted.rate == "answered")
    keys = [key.id for key in queries.missed(queries.measures(visit())[0].answered)]
    assert [ref.id for ref in answered.shown_misses] == keys[: len(answered.shown_misses)]
    assert answered.shown_misses[0].url.startswith("https://social.example/")


def test_the_worst_conversations_are_quoted_with_times_and_gaps() -> None:
    assert len(found().worst) == MOST_WORST
    late = talk(small(*[5] * 11, 60 * 50, 5)).worst
    assert [one.title for one in late] == [
        "50 h from the first post to the last reply, 2 turns".replace("50 h", "2 days 2 h")
    ]
    asked_, answered = late[0].posts
    assert (asked_.who, asked_.at, asked_.gap) == ("Customer", "Mon 2 Nov 2026, 20:00", "")
    assert (answered.who, answered.gap, answered.by_brand) == ("Company", "2 days 2 h", True)


def test_what_went_well_is_not_quoted() -> None:
    assert talk(small(*[5] * 20)).worst == ()


def test_many_accounts_are_told_in_the_overview_and_the_busiest_in_full() -> None:
    made = Site()
    for number in range(MOST_ACCOUNTS + 3):
        name = f"branch{number:02}"
        posts = [asked.question(n, MONDAY, "Open on Sunday?", account=name) for n in range(1 + number)]
        made.posts(*posts, channel=asked.channel(account=name))
    told = talk(made.snapshot())
    assert len(told.accounts) == MOST_ACCOUNTS + 3
    assert [one.title[:8] for one in told.told] == [f"branch{n:02}" for n in range(3, MOST_ACCOUNTS + 3)]


def test_a_channel_without_posts_is_told_of() -> None:
    (one,) = talk(Site().posts(channel=asked.channel(cut="the server did not answer")).snapshot()).accounts
    assert (one.posts, one.questions, one.heat, one.times, one.counted) == (0, 0, None, None, ())
    assert "The server did not answer" in one.limits[0]


def test_the_same_visit_is_told_the_same() -> None:
    assert talk(asked.site().snapshot()) == found()


@pytest.mark.parametrize("timezone", ["Nowhere/Atall", "../etc/passwd", "Europe/London\x00"])
def test_a_zone_that_is_none_is_told_and_does_no_harm(timezone: str) -> None:
    snapshot = (
        Site().posts(asked.question(1, MONDAY, "Why?"), channel=replace(asked.channel(), timezone=timezone)).snapshot()
    )
    told = talk(snapshot)
    assert "is not a time zone" in told.notes[0]
    assert told.accounts[0].frame.endswith("UTC")
