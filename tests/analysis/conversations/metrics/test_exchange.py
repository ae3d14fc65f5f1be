"""What becomes of questions, told by conversations made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from auditor.analysis.conversations.metrics.build import threads
from auditor.analysis.conversations.metrics.cases import Case, Exchange, Whose
from auditor.analysis.conversations.metrics.exchange import ThreadOutcome, talk
from auditor.model import Post, PostKind
from tests.talks import BRAND, post, said


def talks(*posts: Post) -> list[ThreadOutcome]:
    return [talk(thread, frozenset({BRAND})) for thread in threads(posts, said)]


def cases(*posts: Post) -> dict[str, Case]:
    """Return the cases of one conversation by customer."""
    (found,) = talks(*posts)
    return {case.customer: case for case in found.cases}


def only(*posts: Post) -> Case:
    (case,) = cases(*posts).values()
    return case


def told(case: Case) -> list[tuple[str, str, float | None]]:
    """Return each question with its answer and the minutes to it."""
    return [(each.question.id, each.answer.id if each.answer else "", _minutes(each)) for each in case.exchanges]


def _minutes(exchange: Exchange) -> float | None:
    return None if exchange.seconds is None else exchange.seconds / 60


def flat(id: str, author: str, minutes: float, text: str = "?") -> Post:
    """Return a post of a source that tells threads but not what answers what."""
    return post(id, author, minutes, text, thread_id="t", kind=PostKind.POST)


def test_a_question_and_its_answer() -> None:
    case = only(post("1", "ann"), post("2", "quill", 12, "yes", to="1"))
    assert told(case) == [("1", "2", 12)]
    assert (case.whose, case.length, case.follow_ups, case.switches) == (Whose.NOBODY, 2, 0, 0)
    assert (case.resolution, case.span) == (720, 720)


def test_a_question_that_waits() -> None:
    case = only(post("1", "ann"), post("2", "ann", 5, "and it rains", to="1"))
    assert told(case) == [("1", "", None)]
    assert case.waits == case.exchanges[0]
    assert (case.whose, case.end, case.resolution, case.span, case.length) == (Whose.BRAND, None, None, None, 1)


def test_a_question_that_its_asker_settled_waits_no_more() -> None:
    settled = post("2", "ann", 5, "settled", to="1")
    case = only(post("1", "ann"), settled)
    assert (told(case), case.waits, case.whose) == ([("1", "", None)], None, Whose.NOBODY)
    assert case.exchanges[0].settled is not None
    answered = only(post("1", "ann"), settled, post("3", "quill", 9, "yes", to="1"))
    assert told(answered) == [("1", "3", 9)]
    still = only(post("1", "ann"), post("2", "ann", 5, "settled complaint", to="1"))
    assert still.waits is not None
    glad = only(post("1", "ann"), post("2", "ann", 5, "settled complaint thanks", to="1"))
    assert glad.waits is None


def test_who_speaks_to_a_friend_below_a_post_asks_nobody_else() -> None:
    below = post("1", "quill", text="Come to the run")
    assert talks(below, post("2", "ann", 5, "@bob ?", to="1", kind=PostKind.REPLY))[0].cases[0].exchanges == ()
    for named in (
        "@quill ?",
        "@bob @quill ?",
        "@bob @quill_help ?",
        "@quill_help ?",
        "May my neighbours from across the street and their dog come along as well, @bob ?",
        "?",
    ):
        (case,) = talks(below, post("2", "ann", 5, named, to="1", kind=PostKind.REPLY))[0].cases
        assert [each.question.id for each in case.exchanges] == ["2"], named


def test_who_passes_on_what_the_brand_wrote_speaks_to_others() -> None:
    assert not only(post("1", "ann", text="RT @quill: Come to the run")).to_brand


def test_who_guesses_below_a_quiz_asks_nothing() -> None:
    for above, text, asked in (
        ("Quiz! Where is this?", "Is it the pier?", []),
        ("Quiz! Where is this?", "When does it end?", ["2"]),
        ("This is the pier", "Is it the pier?", ["2"]),
    ):
        found = talks(post("1", "quill", text=above), post("2", "ann", 5, text, to="1"))[0].cases
        assert [each.question.id for case in found for each in case.exchanges] == asked, (above, text)


def test_strangers_do_not_answer_for_the_brand() -> None:
    found = cases(post("1", "ann"), post("2", "bob", 5, "try this", to="1"))
    assert told(found["ann"]) == [("1", "", None)]
    assert not found["bob"].to_brand


@pytest.mark.parametrize("more", [{"automated": True}, {"deleted": True, "text": ""}, {"text": "automated"}])
def test_machines_and_deleted_replies_are_no_answers(more: dict[str, Any]) -> None:
    bot = replace(post("2", "quill", 1, "hello", to="1"), **more)
    assert told(only(post("1", "ann"), bot)) == [("1", "", None)]
    assert told(only(post("1", "ann"), bot, post("3", "quill", 30, "yes", to="1"))) == [("1", "3", 30)]
    assert told(
        only(post("1", "ann"), bot, post("3", "ann", 20, "hello?", to="2"), post("4", "quill", 30, "yes", to="3"))
    )[0] == ("1", "4", 30)


def test_what_is_no_question_waits_for_nothing() -> None:
    assert only(post("1", "ann", text="nice")).exchanges == ()
    assert only(replace(post("1", "ann"), deleted=True)).exchanges == ()
    assert only(post("1", "ann", text="???")).exchanges == ()


def test_several_posts_in_a_row_are_one_question() -> None:
    case = only(
        post("1", "ann"),
        post("2", "ann", 3, to="1"),
        post("3", "ann", 5, "please", to="2"),
        post("4", "quill", 10, "yes", to="3"),
    )
    assert told(case) == [("1", "4", 10)]
    assert case.exchanges[0].reminders == 2
    assert (case.length, case.follow_ups) == (2, 2)


def test_asking_again_below_another_post_of_the_brands_is_another_question() -> None:
    bot = replace(post("2", "quill", 1, "noted", to="1"), automated=True)
    assert told(only(post("1", "ann"), bot, post("3", "ann", 5, to="2"), post("4", "quill", 10, "yes", to="3"))) == [
        ("1", "4", 10),
        ("3", "4", 5),
    ]
    thread = [replace(each, thread_id="t") for each in (post("1", "ann"), bot, post("3", "ann", 5, to="2"))]
    assert told(only(*thread)) == [("1", "", None)]


def test_what_goes_on_with_an_answer_to_whoever_waited_answers_whoever_waits_now() -> None:
    reply = replace(flat("3", "quill", 20, "so"), kind=PostKind.REPLY)
    found = cases(flat("1", "ann", 0), reply, flat("4", "bob", 30), post("5", "quill", 40, "so", to="3", thread_id="t"))
    assert told(found["ann"]) == [("1", "3", 20)]
    assert found["bob"].exchanges == ()
    mention = post("4", "bob", 30, thread_id="t")
    found = cases(flat("1", "ann", 0), reply, mention, post("5", "quill", 40, "so", to="3", thread_id="t"))
    assert told(found["bob"]) == [("4", "5", 10)]


def test_a_reply_to_who_is_not_there_opens_nothing() -> None:
    reply = replace(flat("1", "quill", 0, "yes"), kind=PostKind.REPLY)
    found = cases(reply, flat("2", "ann", 5), flat("3", "bob", 6))
    assert told(found["ann"]) == [("2", "", None)]
    assert not found["bob"].to_brand
    assert cases(flat("1", "quill", 0, "news"), flat("2", "ann", 5), flat("3", "bob", 6))["bob"].to_brand


def test_asking_again_later_is_another_question() -> None:
    case = only(post("1", "ann"), post("2", "ann", 45, "anybody?", to="1"), post("3", "quill", 60, "yes", to="2"))
    assert told(case) == [("1", "3", 60), ("2", "3", 15)]
    assert [each.opening for each in case.exchanges] == [True, False]


def test_a_question_after_an_answer_follows_up() -> None:
    case = only(
        post("1", "ann"),
        post("2", "quill", 10, "yes", to="1"),
        post("3", "ann", 11, "and when?", to="2"),
        post("4", "quill", 31, "at nine", to="3"),
        post("5", "ann", 40, "thanks", to="4"),
    )
    assert told(case) == [("1", "2", 10), ("3", "4", 20)]
    assert [each.opening for each in case.exchanges] == [True, False]
    assert (case.length, case.follow_ups, case.whose) == (5, 2, Whose.NOBODY)
    assert case.end is not None
    assert case.end.id == "5"
    assert (case.resolution, case.span) == (2_400, 1_860)


@pytest.mark.parametrize(("first", "second", "longest"), [(10, 40, 2_400), (40, 10, 2_400)])
def test_who_asks_again_a_month_later_asks_something_else(first: int, second: int, longest: float) -> None:
    month = 30 * 24 * 60
    case = only(
        post("1", "ann"),
        post("2", "quill", first, "yes", to="1"),
        post("3", "ann", month, to="2"),
        post("4", "quill", month + second, "yes", to="3"),
    )
    assert [matter.first.id for matter in case.matters] == ["1", "3"]
    assert case.end is not None
    assert case.end.id == "4"
    assert (case.resolution, case.span) == (second * 60, longest)


def test_thanks_with_a_further_question_end_nothing() -> None:
    case = only(
        post("1", "ann"), post("2", "quill", 10, "yes", to="1"), post("3", "ann", 20, "thanks and when?", to="2")
    )
    assert case.end is None
    assert case.whose is Whose.BRAND
    assert case.span == 600


@pytest.mark.parametrize("text", ["which one?", "requests_data", "deflects"])
def test_it_is_the_customers_turn_when_asked_back_or_sent_away(text: str) -> None:
    assert only(post("1", "ann"), post("2", "quill", 1, text, to="1")).whose is Whose.CUSTOMER


def test_switches_are_counted_by_turns() -> None:
    case = only(
        post("1", "ann"),
        post("2", "quill", 1, "deflects", to="1"),
        post("3", "quill", 2, "deflects", to="2"),
        post("4", "ann", 3, "they sent me here?", to="3"),
        post("5", "quill_help", 4, "deflects ^JD", to="4"),
    )
    assert case.switches == 2
    assert case.accounts == ("quill", "quill_help")
    assert case.agents == ("JD",)
    assert case.length == 4


def test_everybody_below_a_brands_post_is_a_case() -> None:
    found = cases(
        post("0", "quill", text="We are back"),
        post("1", "ann", 1, to="0"),
        post("2", "bob", 2, to="0"),
        post("3", "quill", 10, "yes", to="2"),
        post("4", "cid", 11, "I don't think so?", to="1"),
        post("5", "dan", 12, "@quill me too?", to="1"),
    )
    assert {name: told(case) for name, case in found.items()} == {
        "ann": [("1", "", None)],
        "bob": [("2", "3", 8)],
        "cid": [],
        "dan": [("5", "", None)],
    }


def test_a_reply_answers_all_whose_posts_lead_to_it() -> None:
    found = cases(
        post("1", "ann"), post("2", "bob", 1, "@quill same here, when?", to="1"), post("3", "quill", 9, "soon", to="2")
    )
    assert {name: told(case) for name, case in found.items()} == {"ann": [("1", "3", 9)], "bob": [("2", "3", 8)]}


def test_a_reply_in_two_parts() -> None:
    (found,) = talks(post("1", "ann"), post("2", "quill", 5, "1/2", to="1"), post("3", "quill", 6, "2/2", to="2"))
    assert [turn.id for turn in found.cases[0].turns] == ["1", "2", "3"]
    assert found.spoken == {"2", "3"}


def test_a_name_in_a_reply_speaks_to_that_person_too() -> None:
    found = cases(
        post("1", "ann"), post("2", "bob", 1, "@quill same?", to="1"), post("3", "quill", 9, "@Bob @ann soon", to="1")
    )
    assert {name: told(case) for name, case in found.items()} == {"ann": [("1", "3", 9)], "bob": [("2", "3", 8)]}


def test_tickets_without_parents() -> None:
    case = only(
        flat("1", "ann", 0), flat("2", "quill", 30, "yes"), flat("3", "ann", 90, "and?"), flat("4", "quill", 120, "no")
    )
    assert told(case) == [("1", "2", 30), ("3", "4", 30)]


def test_topics_without_parents_belong_to_their_opener() -> None:
    found = cases(flat("1", "ann", 0), flat("2", "bob", 5, "which version?"), flat("3", "quill", 30, "fixed"))
    assert told(found["ann"]) == [("1", "3", 30)]
    assert found["bob"].exchanges == ()


def test_hidden_names() -> None:
    case = only(flat("1", "", 0), flat("2", "quill", 30, "yes"), flat("3", "", 90, "and?"))
    assert told(case) == [("1", "2", 30), ("3", "", None)]
    found = cases(
        post("0", "quill"),
        post("1", "", 1, to="0"),
        post("2", "", 2, to="0"),
        post("3", "quill", 3, "yes", to="1"),
        post("4", "", 4, "and when?", to="3"),
    )
    assert sorted(map(told, found.values())) == [[("1", "3", 2), ("4", "", None)], [("2", "", None)]]


@pytest.mark.parametrize(("minutes", "took"), [(-4, 0), (-5, 0), (-301 / 60, None), (-6, None), (0, 0)])
def test_clocks_that_disagree(minutes: float, took: float | None) -> None:
    case = only(post("1", "ann", 60), post("2", "quill", 60 + minutes, "yes", to="1"))
    assert told(case) == [("1", "2", took)]
    assert case.whose is Whose.NOBODY


def test_reviews_wait_whatever_they_say() -> None:
    review = post("1", "ann", text="meh", kind=PostKind.REVIEW, rating=1.0)
    (waits,) = only(review).exchanges
    assert waits.is_review
    assert only(review).whose is Whose.NOBODY
    assert only(review).is_review
    assert only(review, post("2", "quill", 5, "Sorry", to="1")).is_review
    assert not only(post("1", "ann")).is_review
    assert told(only(review, post("2", "quill", 5, "Sorry", to="1"))) == [("1", "2", 5)]


def test_an_answer_to_a_post_that_is_gone_speaks_to_the_brand() -> None:
    assert told(only(post("2", "ann", 5, to="gone"))) == [("2", "", None)]


def test_a_brand_that_speaks_to_nobody() -> None:
    (found,) = talks(post("1", "quill"), post("2", "quill", 1, "more", to="1"))
    assert (found.cases, found.spoken) == ((), frozenset())


# ------------------------------------------------------------------------------------------------ how long, and whose turn


def test_a_reply_dated_before_its_question_took_no_time() -> None:
    case = only(post("1", "ann", 60), post("2", "quill", 56, "yes", to="1"))
    assert (case.resolution, case.span) == (0, 0)


def test_whose_turn_it_is_has_three_words() -> None:
    assert list(Whose) == ["brand", "customer", "nobody"]


def test_a_switch_counts_once_however_many_posts_say_it_beside_others() -> None:
    case = only(
        post("1", "ann"),
        post("2", "quill", 1, "so sorry", to="1"),
        post("3", "quill", 2, "deflects", to="2"),
    )
    assert case.switches == 1


def test_what_a_machine_asks_back_is_nobodys_turn() -> None:
    answered = post("1", "ann"), post("2", "quill", 1, "yes", to="1")
    bot = post("3", "quill", 2, "anything else?", to="1", automated=True)
    assert only(*answered, bot).whose is Whose.NOBODY
    assert only(*answered, replace(bot, automated=False)).whose is Whose.CUSTOMER


def test_what_the_brand_adds_once_its_asker_gave_thanks_prolongs_nothing() -> None:
    case = only(
        post("1", "ann"),
        post("2", "quill", 1, "yes", to="1"),
        post("3", "ann", 2, "thanks", to="2"),
        post("4", "quill", 3 * 24 * 60, "any time", to="3"),
    )
    assert case.end is not None
    assert (case.end.id, case.span) == ("3", 60)


def test_the_customers_thanks_end_it_even_where_the_brand_gave_thanks_first() -> None:
    case = only(post("1", "ann"), post("2", "quill", 1, "yes thanks", to="1"), post("3", "ann", 2, "thanks", to="2"))
    assert case.end is not None
    assert case.end.id == "3"


def test_a_machine_of_the_brand_that_says_thanks_ends_nothing() -> None:
    case = only(
        post("1", "ann"),
        post("2", "quill", 1, "yes", to="1"),
        post("3", "quill", 60, "Thanks for your message!", to="1", automated=True),
    )
    assert case.end is not None
    assert case.end.id == "2"


def test_what_a_customer_says_without_thanks_ends_nothing() -> None:
    case = only(post("1", "ann"), post("2", "quill", 1, "yes", to="1"), post("3", "ann", 2, "ok", to="2"))
    assert case.end is not None
    assert case.end.id == "2"


# ------------------------------------------------------------------------------------------------------ what one question is


@pytest.mark.parametrize(("minutes", "questions"), [(30, ["1"]), (30.1, ["1", "2"])])
def test_what_is_added_within_half_an_hour_belongs_to_the_question(minutes: float, questions: list[str]) -> None:
    case = only(post("1", "ann"), post("2", "ann", minutes, to="1"))
    assert [each.question.id for each in case.exchanges] == questions


def test_another_thread_of_the_sources_is_another_question() -> None:
    case = only(post("1", "ann", thread_id="t"), post("2", "ann", 5, to="1", thread_id="u"))
    assert told(case) == [("1", "", None), ("2", "", None)]


def test_a_hidden_openers_further_posts_in_the_thread_belong_to_the_question() -> None:
    case = only(flat("1", "", 0), flat("2", "", 5))
    assert told(case) == [("1", "", None)]
    assert case.exchanges[0].reminders == 1


def test_what_goes_on_with_an_answer_to_a_post_that_is_gone_belongs_to_it() -> None:
    assert told(only(post("1", "ann", to="gone"), post("2", "ann", 5, to="1"))) == [("1", "", None)]


def test_questions_below_two_posts_of_the_brands_are_two() -> None:
    bot = post("2", "quill", 2, "noted", to="1", automated=True)
    case = only(post("0", "quill", text="news"), post("1", "ann", 1, to="0"), bot, post("3", "ann", 5, to="2"))
    assert told(case) == [("1", "", None), ("3", "", None)]


def test_two_posts_below_one_of_the_brands_are_one_question() -> None:
    case = only(post("0", "quill", text="news"), post("1", "ann", 1, to="0"), post("2", "ann", 5, to="0"))
    assert told(case) == [("1", "", None)]


# ------------------------------------------------------------------------------------------------------ names that are hidden


@pytest.mark.parametrize(
    ("posts", "customers"),
    [
        ([post("1", "ann"), post("2", "", 5, "me too?", to="1")], ["ann", "?2"]),
        ([flat("1", "ann", 0), flat("2", "", 5)], ["ann", "?2"]),
        ([post("1", ""), post("2", "", 5, to="1")], ["?1"]),
        ([post("1", "", to="gone", thread_id="t"), flat("2", "", 5)], ["?1", "?2"]),
        (
            [
                post("1", ""),
                post("2", "quill", 1, "yes", to="1"),
                post("3", "ann", 2, to="2"),
                post("4", "", 3, to="3"),
            ],
            ["?1", "ann", "?4"],
        ),
    ],
)
def test_who_somebody_is_whose_name_is_hidden(posts: list[Post], customers: list[str]) -> None:
    assert list(cases(*posts)) == customers


# -------------------------------------------------------------------------------------------------------- who speaks to whom


def test_a_brands_post_that_nobody_answered_speaks_to_nobody() -> None:
    assert talks(post("1", "quill")) == [ThreadOutcome((), frozenset())]


def test_one_question_below_a_brands_post_is_a_case() -> None:
    assert told(only(post("1", "quill", text="news"), post("2", "ann", 5, to="1"))) == [("2", "", None)]


def test_an_answer_to_a_post_that_is_gone_speaks_to_the_brand_in_another_ones_thread_too() -> None:
    found = cases(flat("1", "ann", 0), post("2", "bob", 5, to="gone", thread_id="t"))
    assert (found["bob"].to_brand, told(found["bob"])) == (True, [("2", "", None)])


def test_a_reply_to_a_post_that_is_gone_answers_nobody_who_waits() -> None:
    assert told(only(flat("1", "ann", 0), post("2", "quill", 5, "yes", to="gone", thread_id="t"))) == [("1", "", None)]


def test_a_reply_by_name_answers_those_it_names_alone() -> None:
    bob = replace(flat("2", "bob", 5, "@quill and me?"), kind=PostKind.MENTION)
    found = cases(flat("1", "ann", 0), bob, flat("3", "quill", 9, "@bob yes"))
    assert {name: told(case) for name, case in found.items()} == {"ann": [("1", "", None)], "bob": [("2", "3", 4)]}


def turns(case: Case) -> list[str]:
    return [turn.id for turn in case.turns]


def test_where_nobody_waits_the_brand_speaks_to_who_spoke_last() -> None:
    found = cases(
        flat("1", "ann", 0), flat("2", "quill", 5, "yes"), flat("3", "bob", 6, "nice"), flat("4", "quill", 7, "so")
    )
    assert (turns(found["ann"]), turns(found["bob"])) == (["1", "2"], ["3", "4"])


def test_it_may_be_the_opener_who_spoke_last() -> None:
    assert turns(only(flat("1", "ann", 0, "nice"), flat("2", "quill", 5, "so"))) == ["1", "2"]


def test_what_spoke_to_nobody_is_passed_over() -> None:
    to_nobody = post("2", "quill", 1, "yes", to="gone", thread_id="t")
    assert turns(only(flat("1", "ann", 0, "nice"), to_nobody, flat("3", "quill", 2, "so"))) == ["1", "3"]


def test_a_reply_speaks_to_nobody_beside_the_line_it_stands_in() -> None:
    bob = replace(flat("2", "bob", 1, "@quill and me?"), kind=PostKind.MENTION)
    reply = post("3", "quill", 2, "yes", to="1", thread_id="t")
    found = cases(flat("1", "ann", 0), bob, reply, flat("4", "cid", 3, "nice"))
    assert (turns(found["ann"]), turns(found["bob"])) == (["1", "3"], ["2"])
