from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from auditor.audit.summary.moments import told_at
from auditor.audit.summary.quoting import LONGEST, MOST_QUOTED, Quoter, place
from auditor.model import Post
from tests import asked
from tests.snapshots import Site
from tests.worded import worded

AT = datetime(2026, 11, 2, 9, 5, tzinfo=UTC)


def quoted(posts: Sequence[Post], *, internal: bool = False) -> Any:
    snapshot = Site().posts(*posts, channel=asked.channel()).snapshot()
    return worded(Quoter(snapshot, internal=internal).quotes(posts, place("Europe/London")))


def said(text: str, author: str = "jolanda_k", *, internal: bool = False) -> str:
    (one,) = quoted([asked.question(1, AT, text, author)], internal=internal)
    return str(one.text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Thanks @jolanda_k!", "Thanks @j•••!"),
        ("@acme and @ACME, not @acmebank or @acme@evil.example", "@acme and @ACME, not @a••• or @a•••@evil.example"),
        ("as jolanda_k said", "as j••• said"),
        ("Write to jolanda.kern@mail.example", "Write to j•••n@mail.example"),
        ("Ring +44 20 7946 0958 now", "Ring +44 207 ••• ••58 now"),
        ("See https://social.example/@jolanda_k/1 please", "See [link] please"),
        ("jo\u200blanda.kern@mail.example, 020 79\u200b46 09\u206058", "j•••n@mail.example, 020 ••• ••58"),
        ("@jo\u200blanda_k and \u202e@jolanda_k\u202c", "@j••• and @j•••"),
        ("a\x00b\nc\t d", "ab c d"),
    ],
)
def test_nobody_can_be_recognised(text: str, shown: str) -> None:
    assert said(text) == shown


def test_names_of_who_takes_part_are_hidden_wherever_they_stand() -> None:
    question = asked.question(1, AT, "Why?", "Zacharias Okonedo")
    reply = asked.answer(1, AT + timedelta(minutes=5), "Dear Zacharias, Mr Okonedo, zacharias okonedo: the okonedo")
    assert [one.text for one in quoted([question, reply])] == ["Why?", "Dear Z•••, Mr O•••, z•••: the okonedo"]


def test_the_internal_edition_shows_all() -> None:
    text = "Thanks @jolanda_k, jolanda.kern@mail.example, https://social.example/@jolanda_k"
    assert said(text, internal=True) == text
    (one,) = quoted([asked.question(1, AT, text)], internal=True)
    assert one.who == "Customer (jolanda_k)"


def test_letters_that_need_joiners_keep_them() -> None:
    text = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 👩\u200d💻 x\u200dy"
    assert said(text) == text.replace("x\u200dy", "xy")


@pytest.mark.parametrize(
    "word", ["x" * 10_240, "jolanda.kern@mail.example " * 400, "\u200b" * 30_000 + "jolanda.kern@mail.example"]
)
def test_long_texts_are_cut_and_nothing_private_is_left_at_the_cut(word: str) -> None:
    for before in range(0, 40, 3):
        text = said("a " * before + word)
        assert len(text) <= LONGEST
        assert "jolanda" not in text


def test_a_text_is_cut_between_words() -> None:
    text = said("word " * 200)
    assert text.endswith("word…")
    assert len(text) <= LONGEST


def test_what_has_no_words_says_so() -> None:
    question = asked.question(1, AT, "")
    assert [one.text for one in quoted([question, replace(question, deleted=True)])] == ["without words", "deleted"]
    assert quoted([replace(question, automated=True)])[0].who == "Customer, automatic"


def test_of_a_long_conversation_the_first_and_the_last_are_quoted() -> None:
    posts = [asked.question(number, AT + timedelta(hours=number), f"number {number}") for number in range(30)]
    shown = [one.text for one in quoted(posts)]
    assert shown == [f"number {number}" for number in (0, 1, 2, 3, 26, 27, 28, 29)]
    assert len(shown) == MOST_QUOTED


def test_a_reply_dated_before_its_question_has_no_gap() -> None:
    posts = [asked.question(1, AT, "Why?"), asked.answer(1, AT - timedelta(hours=1), "Because.")]
    assert [one.gap for one in quoted(posts)] == ["", ""]


def test_a_language_is_a_tag_or_nothing() -> None:
    question = asked.question(1, AT, "Why?")
    tags = [quoted([replace(question, lang=lang)])[0].lang for lang in ("de", 'x" onload="y', "")]
    assert tags == ["de", "", ""]


def test_times_are_local_and_in_one_language() -> None:
    assert told_at(datetime(2026, 7, 1, 23, 5, tzinfo=UTC), ZoneInfo("Europe/London")) == "Thu 2 Jul 2026, 00:05"
    assert place("Europe/London, UTC").key == "UTC"
