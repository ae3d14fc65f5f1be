"""Chats and mail of any length: read piece by piece."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditor.collect.importers.table import IMPORTERS
from auditor.model import Post
from tests.collect.importers.imported import request

COUNT = 20_000


def whatsapp() -> Iterator[str]:
    for n in range(COUNT):
        yield f"25/02/2026, 10:{n % 60:02d} - Ann Example: message {n} about a parcel that is late\n"


def mail() -> Iterator[str]:
    for n in range(COUNT):
        yield (
            f"From x@mail.example Mon Mar 02 10:00:00 2026\nMessage-ID: <{n}@mail.example>\nReferences: <{n // 5}@mail.example>\n"
            f"Date: Mon, 2 Mar 2026 10:00:00 +0000\nFrom: ann@mail.example\nSubject: Parcel {n}\n\nWhere is it?\n\n"
        )


def telegram() -> Iterator[str]:
    yield '{"name": "x", "type": "personal_chat", "id": 7, "messages": ['
    for n in range(COUNT):
        row = {
            "id": n,
            "type": "message",
            "date_unixtime": str(1772445600 + n),
            "from": "Ann",
            "from_id": "user7",
            "text": f"message {n}",
        }
        yield f"{',' if n else ''}\n{json.dumps(row)}"
    yield "]}"


def zendesk() -> Iterator[str]:
    for n in range(COUNT):
        comment = {
            "id": n,
            "author_id": 1,
            "public": True,
            "body": f"message {n}",
            "created_at": "2026-03-02T10:00:00Z",
        }
        yield json.dumps({"id": n, "requester_id": 1, "comments": [comment]}) + "\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "name", "rows"),
    [
        ("whatsapp", "_chat.txt", whatsapp),
        ("mail", "a.mbox", mail),
        ("telegram", "result.json", telegram),
        ("zendesk-json", "a.json", zendesk),
    ],
)
def test_twenty_thousand_messages_need_no_more_memory_than_a_few(
    tmp_path: Path, form: str, name: str, rows: Callable[[], Iterator[str]]
) -> None:
    with (tmp_path / name).open("w", encoding="utf-8") as file:
        file.writelines(rows())
    asked = request(tmp_path / name, form, account="acme", time_format="day-first" if form == "whatsapp" else "")
    tracemalloc.start()
    count = sum(isinstance(row, Post) for row in IMPORTERS[form].read(asked))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == COUNT
    assert peak < 24 << 20, f"{peak:,} bytes"


@pytest.mark.slow
def test_a_mailbox_with_a_large_attachment_is_read_on_behind_it(tmp_path: Path) -> None:
    head = "From x@mail.example Mon Mar 02 10:00:00 2026\nMessage-ID: <{n}@mail.example>\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nFrom: ann@mail.example\n\nWhere is it?\n"
    with (tmp_path / "a.mbox").open("w", encoding="utf-8") as file:
        file.write(head.format(n=1))
        for _ in range(600_000):
            file.write("QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD\n")
        file.write("\n" + head.format(n=2))
    tracemalloc.start()
    posts = [row for row in IMPORTERS["mail"].read(request(tmp_path / "a.mbox", "mail")) if isinstance(row, Post)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(posts) == 2
    assert peak < 24 << 20, f"{peak:,} bytes"
