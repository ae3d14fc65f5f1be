"""Figures of conversations made by hand, and what must hold of any."""

from __future__ import annotations

import gc
import json
import random
import statistics
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.analysis.conversations.metrics.figures import ChannelMeasure
from auditor.analysis.conversations.metrics.measure import Setting, measure, setting_of
from auditor.analysis.conversations.metrics.rates import Counted, Rate
from auditor.model import Channel, Post, PostKind, Thresholds
from tests.snapshots import SITE, TAKEN_AT, Site
from tests.talks import BRAND, MONDAY, post, said

HOUR, DAY, WEEK = 60, 24 * 60, 7 * 24 * 60
"""Minutes."""
END = MONDAY + timedelta(days=30)


def setting(**more: Any) -> Setting:
    return replace(Setting(END, read=said), **more)


def total(posts: Iterable[Post], **more: Any) -> ChannelMeasure:
    return measure(posts, setting(**more)).total


def counted(rate: Rate) -> tuple[set[str], set[str]]:
    """Return the ids of the posts for which a rate holds, and of the others."""
    return {id_ for part in rate.counted for id_ in part.hits}, {id_ for part in rate.counted for id_ in part.misses}


def asked(id: str, minutes: float, answered_after: float | None = None, text: str = "yes") -> list[Post]:
    """Return a question by somebody new, and its answer."""
    found = [post(id, f"person{id}", minutes)]
    return found if answered_after is None else [*found, post(f"{id}a", "quill", minutes + answered_after, text, to=id)]


# ------------------------------------------------------------------------------------------------------------- known answers


def test_the_answer_rate_and_the_times() -> None:
    found = total([*asked("1", 0, 10), *asked("2", 5, 30), *asked("3", 10, 25 * HOUR), *asked("4", 20)])
    assert counted(found.answered) == ({"1", "2"}, {"3", "4"})
    assert counted(found.answered_ever) == ({"1", "2", "3"}, {"4"})
    assert (found.first_reply.n, found.first_reply.median) == (3, 1_800)
    assert (found.questions, found.waiting, found.threads, found.posts) == (4, 0, 4, 7)
    assert (sum(found.histogram.counts), found.histogram.unanswered) == (3, 1)
    assert found.answered.standing.value == "too few"


def test_what_is_younger_than_the_deadline_counts_neither_way() -> None:
    last = (END - MONDAY).total_seconds() / 60
    posts = [
        *asked("1", 0, 10),
        *asked("2", last - 10),
        *asked("3", last - 10, 5),
        *asked("4", last - DAY),
        *asked("5", last + 1),
    ]
    found = total(posts)
    assert counted(found.answered) == ({"1"}, {"4"})
    assert (found.questions, found.waiting) == (4, 1)
    assert found.first_reply.n == 1


def test_the_window_of_the_channel_counts() -> None:
    channel = Channel("x", BRAND, "csv", since=MONDAY, until=MONDAY + timedelta(days=2))
    found = total(
        [*asked("0", -10, 5), *asked("1", 0, 10), *asked("2", DAY + 10), *asked("3", 3 * DAY, 1)], channels=(channel,)
    )
    assert counted(found.answered) == ({"1"}, set())
    assert (found.frame.since, found.frame.until) == (channel.since, channel.until)
    assert found.posts == 7


def test_an_answer_after_the_window_is_not_there_yet() -> None:
    channel = Channel("x", BRAND, "csv", until=MONDAY + timedelta(days=2))
    found = total([*asked("1", 0, 47 * HOUR), *asked("2", 0, 49 * HOUR)], channels=(channel,))
    assert counted(found.answered_ever) == ({"1"}, {"2"})


def test_weekdays_and_hours_are_local() -> None:
    # Sunday 22:30 in UTC is Monday 00:30 in Berlin.
    posts = [*asked("1", -HOUR * 11.5, 60), *asked("2", 0, 10)]
    found = total(posts, timezone="Europe/Berlin")
    assert found.frame.timezone == "Europe/Berlin"
    assert found.questions_grid.cells[0][0] == 1
    assert found.answers_grid.cells[0][1] == 1
    assert found.questions_grid.cells[0][12] == found.answers_grid.cells[0][12] == 1
    assert (found.questions_grid.total, found.questions_grid.most) == (2, 1)
    assert [each.answered.n for each in found.by_weekday] == [2, 0, 0, 0, 0, 0, 0]
    assert [hour for hour, each in enumerate(found.by_hour) if each.answered.n] == [0, 12]
    assert total(posts).by_weekday[6].answered.n == 1


def test_the_channels_zone_goes_before_the_companys() -> None:
    channel = Channel("x", BRAND, "csv", timezone="Asia/Tokyo")
    found = measure(asked("1", 0, 10), setting(timezone="Europe/Berlin", channels=(channel,)))
    assert found.total.frame.timezone == "Asia/Tokyo"
    assert found.total.questions_grid.cells[0][19] == 1


def test_weekends_against_weekdays() -> None:
    posts = [*asked("1", 0, 10), *asked("2", DAY, 20), *asked("3", 5 * DAY, 90), *asked("4", 6 * DAY)]
    found = total(posts)
    assert counted(found.weekday.answered) == ({"1", "2"}, set())
    assert counted(found.weekend.answered) == ({"3"}, {"4"})
    assert (found.weekday.first_reply.median, found.weekend.first_reply.median) == (900, 5_400)
    assert found.weekend_ratio == 6
    assert not found.weekday.answered.frame.weekends
    assert found.weekend.answered.frame.weekends
    assert total(asked("1", 0, 10)).weekend_ratio is None


def test_who_asks_on_friday_noon_waits_for_monday_nine() -> None:
    friday = 4 * DAY + 2 * HOUR  # 12:00
    posts = [
        *asked("1", friday - 1),
        *asked("2", friday, 60),
        *asked("3", friday),
        *asked("4", 5 * DAY, 2 * DAY - HOUR - 1),  # answered on Monday 08:59
        *asked("5", 5 * DAY, 2 * DAY - HOUR),  # at 09:00
        *asked("6", 7 * DAY - HOUR),  # Monday 09:00
    ]
    assert counted(total(posts).friday) == ({"3", "5"}, {"2", "4"})
    assert total(posts, until=MONDAY + timedelta(days=6)).friday.n == 0


def test_in_and_out_of_hours() -> None:
    posts = [*asked("1", 0, 10), *asked("2", 8 * HOUR, 600), *asked("3", 5 * DAY)]
    found = total(posts, hours="Mon-Fri 09:00-17:00", timezone="UTC")
    assert found.in_hours is not None
    assert found.out_of_hours is not None
    assert counted(found.in_hours.answered) == ({"1"}, set())
    assert counted(found.out_of_hours.answered) == ({"2"}, {"3"})
    assert total(posts).in_hours is None


def test_settings_that_cant_be_used_are_told() -> None:
    channel = Channel("x", BRAND, "csv", timezone="Mars/Olympus")
    found = measure(asked("1", 0, 10), setting(hours="whenever", channels=(channel,), timezone="Europe/Paris"))
    assert found.total.in_hours is None
    assert found.total.frame.timezone == "Europe/Paris"
    assert [note.text.partition(" ")[0] for note in found.notes] == ["The", "\u201cMars/Olympus\u201d"]


def test_first_replies_are_those_to_first_questions() -> None:
    posts = [
        *asked("1", 0, 10),
        post("2", "person1", 20, "and when?", to="1a"),
        post("3", "quill", 120, "soon", to="2"),
    ]
    found = total(posts)
    assert (found.first_reply.n, found.first_reply.median) == (1, 600)
    assert (found.reply.n, found.reply.median) == (2, 3_300)
    assert counted(found.answered) == ({"1", "2"}, set())


def test_replies_that_only_send_people_elsewhere() -> None:
    posts = [
        *asked("1", 0, 1, "deflects deflects_only"),
        *asked("2", 0, 1, "deflects"),
        *asked("3", 0, 1),
        *asked("4", 0, 1, "???"),
        *asked("5", 0),
    ]
    assert counted(total(posts).deflected) == ({"1a"}, {"2a", "3a"})


def test_conversations_sent_elsewhere_twice() -> None:
    twice = [
        *asked("1", 0, 1, "deflects"),
        post("1b", "person1", 2, to="1a"),
        post("1c", "quill", 3, "deflects", to="1b"),
    ]
    found = total([*twice, *asked("2", 0, 1, "deflects")])
    assert counted(found.switched) == ({"1"}, {"2"})
    assert found.worst[0].noted.switches == 2
    assert found.worst[0].noted.posts == ("1", "1a", "1b", "1c")


def test_dialogue() -> None:
    posts = [
        post("n1", "quill"),
        post("n2", "quill", 5, "more", to="n1"),
        *asked("1", 0, 1),
        post("r", "quill", 9, "yes", to="gone"),
    ]
    assert counted(total(posts).dialogue) == ({"1a", "r"}, {"n1", "n2"})


def test_canned_replies() -> None:
    same = "we have passed your words on to the colleagues who look after this and wish you a nice day"
    posts = [
        *asked("1", 0, 1, f"@person1 {same} ^JD"),
        *asked("2", 2 * 24 * HOUR, 1, f"@person2 {same}"),
        *asked("3", 0, 1, "Look below the box."),
        post("n", "quill", 3, same),
    ]
    assert counted(total(posts).templated) == ({"1a", "2a"}, {"3a"})


def test_promises_are_kept_by_coming_back_in_time() -> None:
    def promised(id: str, *later: tuple[str, float]) -> list[Post]:
        posts = asked(id, 0, 1, "promises")
        return posts + [post(f"{id}{n}", who, minutes, "so", to=posts[-1].id) for n, (who, minutes) in enumerate(later)]

    posts = [
        *promised("a", ("quill", 71 * HOUR)),
        *promised("b", ("quill", 74 * HOUR)),
        *promised("c"),
        *promised("d", ("quill", 5)),  # the second half of the same message
        *promised("e", ("person" + "e", 2), ("quill", 5)),
    ]
    assert counted(total(posts).promises) == ({"aa", "ea"}, {"ba", "ca", "da"})
    assert total(posts, until=MONDAY + timedelta(hours=72)).promises.n == 2, "the others are not due yet"


def test_a_promise_is_owed_to_nobody_who_says_that_it_is_settled() -> None:
    def after(id: str, words: str, minutes: float) -> list[Post]:
        posts = asked(id, 0, 1, "promises")
        return [*posts, post(f"{id}c", f"person{id}", minutes, words, to=posts[-1].id)]

    posts = [*after("a", "settled", 90), *after("b", "thanks", 90), *after("c", "settled complaint", 90)]
    late = after("d", "settled", 80 * HOUR)
    assert counted(total([*posts, *late]).promises) == (set(), {"ba", "ca", "da"})


def test_a_promise_that_was_edited_later_may_have_been_kept() -> None:
    def edited(id: str, minutes: float) -> list[Post]:
        question, promise = asked(id, 0, 1, "promises")
        return [question, replace(promise, edited_at=promise.created_at + timedelta(minutes=minutes))]

    assert counted(total([*edited("a", 5 * HOUR), *edited("b", 2), *edited("c", 90 * HOUR)]).promises) == (
        set(),
        {"ba", "ca"},
    )


def test_a_question_that_its_asker_settles_in_time_counts_as_none() -> None:
    def settled(id: str, hours: float) -> list[Post]:
        return [post(id, f"p{id}"), post(f"{id}s", f"p{id}", hours * HOUR, "settled", to=id)]

    found = total([*settled("a", 3), *settled("b", 30), *asked("c", 0, 1)], until=MONDAY + timedelta(days=9))
    assert counted(found.answered) == ({"c"}, {"b"})


def test_suggestions_that_are_acknowledged() -> None:
    def suggested(id: str, *answer: str) -> list[Post]:
        return [post(id, f"person{id}", 0, "suggestion"), *(post(f"{id}a", "quill", 5, text, to=id) for text in answer)]

    posts = [*suggested("1", "thanks"), *suggested("2", "acknowledges"), *suggested("3", "no"), *suggested("4")]
    assert counted(total(posts).thanked) == ({"1", "2"}, {"3", "4"})


def test_long_conversations() -> None:
    posts = [*asked("1", 0, 10), *asked("2", 0, 25 * HOUR)]
    posts += [post(f"3{n}", "quill" if n % 2 else "ann", n, "so?", to=f"3{n - 1}" if n else "") for n in range(7)]
    found = total(posts)
    assert counted(found.prolonged) == ({"2"}, {"1", "30"})
    assert counted(found.lengthy) == ({"30"}, {"1", "2"})
    assert (found.turns.n, found.turns.median, found.turns.longest) == (3, 2, 7)


def test_time_to_resolution() -> None:
    posts = [*asked("1", 0, 10), post("1b", "person1", 30, "thanks", to="1a"), *asked("2", 0, 60), *asked("3", 0)]
    found = total(posts)
    assert (found.resolution.n, found.resolution.median, found.resolution.longest) == (2, 2_700, 3_600)


def test_reviews_by_themselves() -> None:
    def review(id: str, rating: float | None, *answer: float) -> list[Post]:
        head = post(id, f"person{id}", 0, "meh", kind=PostKind.REVIEW, rating=rating)
        return [head, *(post(f"{id}a", "quill", minutes, "Sorry", to=id) for minutes in answer)]

    found = total([*review("1", 1.0, 100), *review("2", 2.0), *review("3", 5.0, 3 * DAY), *review("4", None)])
    assert counted(found.reviews) == ({"1", "3"}, {"2", "4"})
    assert counted(found.low_reviews) == ({"1"}, {"2"})
    assert found.review_reply.n == 2
    assert (found.questions, found.answered.n) == (0, 0)


def test_what_is_not_understood_is_told_and_not_counted() -> None:
    found = total([post("1", "ann", text="???"), *asked("2", 0, 1)])
    assert found.not_understood == (Counted("x", BRAND, ("1",)),)
    assert found.answered.n == 1


def test_answers_by_clocks_that_disagree_count_without_their_time() -> None:
    found = total([*asked("1", 60, -30), *asked("2", 0, 10)])
    assert (found.answered.hits, found.skewed, found.first_reply.n) == (2, 1, 1)


def test_channels_and_their_total() -> None:
    other = [replace(each, platform="forum") for each in asked("1", 0)]
    channels = (
        Channel("x", BRAND, "csv", cannot_see=("direct", "images")),
        Channel("mail", "help", "csv", cannot_see=("images",)),
    )
    found = measure([*asked("1", 0, 10), *other], setting(channels=channels))
    assert [(one.platform, one.account, one.answered.n) for one in found.channels] == [
        ("x", BRAND, 1),
        ("forum", BRAND, 1),
        ("mail", "help", 0),
    ]
    assert (found.total.platform, found.total.answered.hits, found.total.answered.n) == ("", 1, 2)
    assert found.total.answered.counted == (
        *found.channels[0].answered.counted,
        *found.channels[1].answered.counted,
        Counted("mail", "help"),
    )
    assert found.of("forum", BRAND) is found.channels[1]
    assert found.of("forum", "nobody") is None
    assert (found.channels[0].cannot_see, found.total.cannot_see) == (("direct", "images"), ("images",))


def test_nothing_to_measure() -> None:
    found = measure([], setting())
    assert found.channels == ()
    assert (found.total.answered.value, found.total.first_reply.median, found.total.questions_grid.total) == (
        None,
        None,
        0,
    )


def test_without_reading_words_every_post_of_a_customer_waits_for_an_answer() -> None:
    found = measure([post("1", "ann", text="nice"), post("2", "quill", 5, "deflects", to="1")], Setting(END)).total
    assert (found.answered.n, found.answered.hits, found.deflected.n) == (1, 1, 0)


def test_a_snapshot_says_what_it_is_measured_against() -> None:
    snapshot = Site(SITE).posts(*asked("1", 0, 10), channel=Channel("x", BRAND, "csv")).snapshot()
    found = setting_of(snapshot, said)
    assert (found.until, found.channels, found.timezone, found.read) == (
        TAKEN_AT,
        snapshot.channels,
        snapshot.company_profile.timezone,
        said,
    )
    assert measure(snapshot.posts, found).total.answered.hits == 1


def test_thresholds_are_those_of_the_settings() -> None:
    strict = Thresholds(answer_hours=1, thread_turns=1, few_cases=1)
    found = total([*asked("1", 0, 61), *asked("2", 0, 60)], thresholds=strict)
    assert counted(found.answered) == ({"2"}, {"1"})
    assert found.answered.scored
    assert counted(found.lengthy) == ({"1", "2"}, set())


# --------------------------------------------------------------------------------------------------------- what always holds

PEOPLE = ["ann", "bob", "cid", "", "dan@social.example"]


@st.composite
def conversations(draw: st.DrawFn, orderly: bool = False) -> list[Post]:
    """Return posts of a few people and the brand, some answering others, some not saying what they answer.

    Where the source is orderly it calls either nothing a thread or everything, a reply by its parent's.
    """
    made: list[Post] = []
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True))
    waits = draw(st.sampled_from([[1, 7], [1, 7, 29, 31, 300, 23 * HOUR, DAY, 25 * HOUR, 3 * DAY]]))
    has_threads = draw(st.booleans())
    minutes = 0.0
    for number in range(draw(st.integers(1, 16))):
        minutes += draw(st.sampled_from(waits))
        author = draw(st.sampled_from([*people, "quill", "quill_help"]))
        brand = author.startswith("quill")
        text = draw(
            st.sampled_from(
                ["yes", "@ann yes", "@dan @bob so", "promises", "deflects deflects_only", "automated"]
                if brand
                else ["?", "?", "thanks", "suggestion", "@quill ?"]
            )
        )
        before = draw(st.sampled_from([None, *made[-6:]]))
        links: dict[str, Any] = {}
        if before is not None and draw(st.booleans()):
            links = {"to": before.id, "kind": PostKind.REPLY}
        elif brand and draw(st.booleans()):
            links = {"kind": PostKind.REPLY}
        if orderly and before is not None and "to" in links:
            thread = before.thread_id
        elif orderly:
            thread = draw(st.sampled_from(["s", "t", f"n{number}"])) if has_threads else ""
        else:
            thread = draw(st.sampled_from(["", "", before.thread_id if before else "", "t"]))
        made.append(post(f"{number:02}", author, minutes, text, thread_id=thread, **links))
    return made


@given(conversations(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_figures_do_not_depend_on_the_order_of_rows(posts: list[Post], chance: random.Random) -> None:
    shuffled = list(posts)
    chance.shuffle(shuffled)
    assert measure(shuffled, setting()) == measure(posts, setting())


@given(conversations(), st.lists(st.integers(-14 * 60, 14 * 60), min_size=16, max_size=16))
@settings(deadline=None)
def test_figures_do_not_depend_on_the_zone_of_the_input(posts: list[Post], offsets: list[int]) -> None:
    zones = [timezone(timedelta(minutes=offset)) for offset in offsets]
    elsewhere = [
        replace(each, created_at=each.created_at.astimezone(zone)) for each, zone in zip(posts, zones, strict=False)
    ]
    assert measure(elsewhere, setting()) == measure(posts, setting())


@given(conversations(orderly=True), st.data())
@settings(deadline=None)
def test_taking_replies_away_never_raises_the_answer_rate(posts: list[Post], data: st.DataObject) -> None:
    replies = [each.id for each in posts if each.by_brand and (each.parent_id or each.kind is not PostKind.POST)]
    gone = data.draw(st.sets(st.sampled_from(replies))) if replies else set()
    before = total(posts).answered
    after = total([each for each in posts if each.id not in gone]).answered
    assert (after.value or 0) <= (before.value or 0)


def odd(chance: random.Random) -> list[Post]:
    """Return an orderly source's conversation, as likely to be odd as a plain die makes it."""
    made: list[Post] = []
    minutes, has_threads = 0.0, chance.random() < 0.5
    people = chance.sample(PEOPLE, chance.randint(1, 4))
    waits = chance.choice([[1], [1, 7, 29, 31, 300, 23 * HOUR, DAY, 25 * HOUR, 3 * DAY]])
    for number in range(chance.randint(2, 18)):
        minutes += chance.choice(waits)
        author = chance.choice([*people, "quill", "quill_help"])
        brand = author.startswith("quill")
        text = chance.choice(["yes", "@ann yes", "@dan @bob so", "automated"] if brand else ["?", "?", "?", "thanks"])
        before = chance.choice([None, *made[-6:]])
        thread = chance.choice(["s", "t", f"n{number}"]) if has_threads else ""
        links: dict[str, Any] = {"kind": PostKind.REPLY} if brand and chance.random() < 0.3 else {}
        if before is not None and chance.random() < 0.5:
            links, thread = {"to": before.id, "kind": PostKind.REPLY}, before.thread_id
        made.append(post(f"{number:02}", author, minutes, text, thread_id=thread, **links))
    return made


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_nor_does_it_among_very_many_conversations(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(2_500):
        posts = odd(chance)
        before = total(posts).answered.value or 0
        replies = [each.id for each in posts if each.by_brand and (each.parent_id or each.kind is not PostKind.POST)]
        for _ in range(4 if replies else 0):
            gone = set(chance.sample(replies, chance.randint(1, len(replies))))
            after = total([each for each in posts if each.id not in gone]).answered.value or 0
            assert after <= before, (posts, gone)


@given(conversations())
@settings(deadline=None)
def test_figures_agree_with_each_other(posts: list[Post]) -> None:
    found = total(posts, hours="Mon-Fri 9-17")
    ids = {each.id for each in posts}
    brand = {each.id for each in posts if each.by_brand}
    assert sum(each.answered.n for each in found.by_weekday) == found.answered.n
    assert sum(each.answered.hits for each in found.by_hour) == found.answered.hits
    assert found.weekday.answered.n + found.weekend.answered.n == found.answered.n
    assert found.in_hours is not None
    assert found.out_of_hours is not None
    assert found.in_hours.answered.n + found.out_of_hours.answered.n == found.answered.n
    assert found.answered.hits <= found.answered_ever.hits
    assert found.questions_grid.total == found.questions
    assert sum(found.histogram.counts) == found.first_reply.n
    for rate, whose in (
        (found.answered, ids - brand),
        (found.deflected, brand),
        (found.dialogue, brand),
        (found.thanked, ids - brand),
    ):
        hits, misses = counted(rate)
        assert hits | misses <= whose
        assert not hits & misses
        assert (len(hits), len(hits | misses)) == (rate.hits, rate.n)


# ------------------------------------------------------------------------------------------------------------------ real data


@pytest.mark.shared_data
def test_first_replies_of_real_brands_are_what_a_plain_count_says(shared_data: Path) -> None:
    dialogs = json.loads((shared_data / "support_threads" / "dev.json").read_text(encoding="utf-8"))
    plain: dict[str, list[float]] = {}
    posts: list[Post] = []
    for dialog in dialogs:
        head, last = dialog["dialogHeader"], dialog["agentURL"]
        brand, thread = head["company"], head["sessionID"]
        # The last turn, the brand's, stands apart. Its time is in its id: the duration in the header leaves whole days out.
        turns = [
            (turn["tweet_ID"], _time(turn["datetime"]), turn.get("agent"), turn["message"])
            for turn in dialog["dialogContent"]
        ]
        turns.append((last["tweet_ID"], _time_of_id(last["tweet_ID"]), brand, last["url_utterance"]))
        for id_, at, agent, text in turns:
            posts.append(
                Post("x", brand, f"{thread}-{id_}", at, text, agent or "somebody", bool(agent), thread_id=thread)
            )
        first = min(at for _, at, agent, _ in turns if not agent)
        reply = min(at for _, at, agent, _ in turns if agent)
        plain.setdefault(brand, []).append((reply - first).total_seconds())
    posts.sort(key=lambda each: each.account)
    found = measure(posts, Setting(datetime(2026, 1, 1, tzinfo=UTC)))
    assert len(found.channels) == len(plain) >= 20
    for one in found.channels:
        assert one.first_reply.n == len(plain[one.account])
        assert one.first_reply.median == pytest.approx(statistics.median(plain[one.account])), one.account
    assert found.total.first_reply.median == pytest.approx(
        statistics.median(each for brand in plain.values() for each in brand)
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _time_of_id(id: str) -> datetime:
    """Return when a post of X was written: the bits above the lowest 22 are milliseconds since 2010-11-04T01:42:54.657Z."""
    return datetime.fromtimestamp(((int(id) >> 22) + 1_288_834_974_657) / 1_000, UTC)


def test_the_collector_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    states: list[str] = []
    monkeypatch.setattr(gc, "disable", lambda: states.append("off"))
    monkeypatch.setattr(gc, "enable", lambda: states.append("on"))
    monkeypatch.setattr(gc, "isenabled", lambda: True)
    with pytest.raises(ZeroDivisionError):
        measure(asked("1", 0), setting(read=lambda _: 1 / 0))
    assert states == ["off", "on"]
