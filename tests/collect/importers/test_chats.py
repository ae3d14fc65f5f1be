"""Chats and help desks: whose words are whose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.importers.base import NO_SIDE
from tests.collect.importers.imported import read, stored

AT = "2026-03-02T10:00:00Z"


@pytest.mark.parametrize(
    ("file", "customer"),
    [
        ("WhatsApp Chat with Ann Example.txt", "Ann Example"),
        ("WhatsApp Chat with Conrad.txt", "Conrad"),
        ("WhatsApp Chat - Mitch.txt", "Mitch"),
        ("WhatsApp Chat - Metta (2).txt", "Metta"),
        ("WhatsApp-Chat mit Mitch Weber.txt", "Mitch Weber"),
        ("WhatsApp Chat with +44 7700 900461 (1).txt", "+44 7700 900461"),
        ("Chat de WhatsApp con Conchita.txt", "Conchita"),
        ("Conversa do WhatsApp com Comfort.txt", "Comfort"),
        ("Discussion WhatsApp avec Avecine.txt", "Avecine"),
    ],
)
def test_the_customer_is_whom_a_chat_is_called_after(tmp_path: Path, file: str, customer: str) -> None:
    (tmp_path / file).write_text(
        f"25/02/2026, 10:01 - {customer}: Where is it?\n25/02/2026, 10:02 - The shop: On its way.\n"
    )
    posts, _ = read(tmp_path / file, "whatsapp")
    assert [(post.author, post.by_brand) for post in posts] == [(customer, False), ("The shop", True)]


def test_a_group_is_called_after_nobody_who_speaks_in_it(tmp_path: Path) -> None:
    file = "WhatsApp Chat with Neighbours.txt"
    (tmp_path / file).write_text("25/02/2026, 10:01 - Ann: Where is it?\n25/02/2026, 10:02 - Bo: Who knows.\n")
    posts, (channel,), _ = stored(tmp_path, {"path": file, "private": True}, name="Acme")
    assert not any(post.by_brand for post in posts)
    assert "replies" in channel.cannot_see


def sides(folder: Path, form: str, thing: dict[str, Any]) -> list[object]:
    """Return of each message whether the company wrote it, or why it was left out."""
    (folder / "a.json").write_text(json.dumps(thing))
    posts, skips = read(folder / "a.json", form)
    return [post.by_brand for post in posts] + [skip.reason for skip in skips]


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ({"author_id": 901}, False),
        ({"author_id": 33}, True),
        ({"author": {"id": 44, "role": "end-user"}}, False),
        ({"author": {"role": "agent"}}, True),
        ({"author_id": None}, NO_SIDE),
        ({}, NO_SIDE),
    ],
)
def test_a_comment_of_nobody_is_not_the_companys(tmp_path: Path, said: dict[str, Any], side: object) -> None:
    ticket = {"id": 5, "requester_id": 901, "comments": [{"id": 1, "body": "Hello", "created_at": AT, **said}]}
    assert sides(tmp_path, "zendesk-json", ticket) == [side]


def test_without_who_asked_an_authors_number_alone_says_nothing(tmp_path: Path) -> None:
    comment = {"id": 1, "body": "Hello", "created_at": AT, "author_id": 33}
    assert sides(tmp_path, "zendesk-json", {"id": 5, "requester_id": None, "comments": [comment]}) == [NO_SIDE]


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ({"incoming": True, "user_id": 33}, False),
        ({"incoming": False, "user_id": 901}, True),
        ({"user_id": 901}, False),
        ({"user_id": 33}, True),
        ({}, NO_SIDE),
        ({"incoming": False, "private": True}, "note among agents"),
    ],
)
def test_a_message_of_freshdesk_says_whether_it_came_in(tmp_path: Path, said: dict[str, Any], side: object) -> None:
    ticket = {"id": 5, "requester_id": 901, "conversations": [{"id": 1, "body": "Hello", "created_at": AT, **said}]}
    opening = "date missing or not understood"
    assert set(sides(tmp_path, "freshdesk-json", ticket)) == {side, opening}


@pytest.mark.parametrize("word", ["Facebook Private Message", "X DM", "Instagram Direct", "direct-message"])
def test_a_row_that_is_called_private_in_any_words_is(tmp_path: Path, word: str) -> None:
    head = "Message ID,Contact Primary Identifier,Direction,Message Type,Content,Created at"
    rows = f"1,ann,Inbound,{word},Hello?,{AT}\n2,ann,Outbound,Comment,Hi,{AT}\n"
    (tmp_path / "a.csv").write_text(f"{head}\n{rows}")
    posts, _ = read(tmp_path / "a.csv", "hootsuite", account="acme")
    assert [post.kind.value for post in posts] == ["direct", "reply"]
    assert [post.author for post in posts] == ["ann", "acme"], "the contact is named on the company's rows too"


@pytest.mark.parametrize(
    ("author", "side"),
    [
        ({"type": "user", "id": "1"}, False),
        ({"type": "lead", "id": "1"}, False),
        ({"type": "admin", "id": "9"}, True),
        ({"type": "bot", "id": "8"}, True),
        ({"type": "something", "id": "8"}, NO_SIDE),
        ({"id": "8"}, NO_SIDE),
    ],
)
def test_a_part_of_an_unknown_kind_of_author_is_not_the_companys(
    tmp_path: Path, author: dict[str, str], side: object
) -> None:
    part = {"id": "7", "part_type": "comment", "body": "Hello", "created_at": 1772445600, "author": author}
    talk = {"id": "5", "conversation_parts": {"conversation_parts": [part]}}
    assert sides(tmp_path, "intercom", talk) == [side]
