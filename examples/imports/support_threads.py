"""Converts a data set of support conversations: IBM's twitter-customer-care-document-prediction (Apache-2.0), dev.json.

    python support_threads.py dev.json FOLDER

writes into FOLDER posts.jsonl and posts.csv, which hold the same posts, and an auditor.toml for each: jsonl.toml and csv.toml.

The file is a list of conversations. `dialogContent` holds their turns in order, each with its time and its author, under `agent` for the
company and under `client`, `client1` … for others. `agentURL` is the company's last turn: it gave a link, which the data set is about,
and stands there without a time. Its time is in its id: since 2010, ids of tweets begin with the milliseconds since
2010-11-04T01:42:54.657Z. (`duration` in the header has lost whole days.) Conversations that begin with the same tweet are one.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)
COLUMNS = {
    "Tweet": "id",
    "Sent": "created_at",
    "Company": "account",
    "From": "author",
    "Direction": "by_brand",
    "Conversation": "thread_id",
    "In reply to": "parent_id",
    "Message": "text",
}
"""Of the table: the field of a post that each holds."""
CSV = """
path = "posts.csv"
format = "csv"
platform = "x"
columns = { id = "Tweet", created_at = "Sent", account = "Company", author = "From", direction = "Direction", thread = "Conversation", parent = "In reply to", text = "Message" }
inbound = ["from customer"]
outbound = ["from company"]
timezone = "UTC"
"""
JSONL = """
path = "posts.jsonl"
format = "jsonl"
"""


def sent_at(tweet: str) -> datetime:
    """Return when a tweet was sent, by its id."""
    return EPOCH + timedelta(milliseconds=int(tweet) >> 22)


def posts(conversations: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each tweet once, with the fields of the native format."""
    seen = set()
    for conversation in conversations:
        turns = conversation["dialogContent"]
        last = conversation["agentURL"]
        company = conversation["dialogHeader"]["company"]
        parent = ""
        for turn in (*turns, {"agent": company, "tweet_ID": last["tweet_ID"], "message": last["url_utterance"]}):
            id_ = turn["tweet_ID"]
            if (company, id_) not in seen:
                seen.add((company, id_))
                by_company = "agent" in turn
                at = datetime.fromisoformat(turn["datetime"]) if "datetime" in turn else sent_at(id_)
                yield {
                    "platform": "x",
                    "account": company,
                    "id": id_,
                    "created_at": at.isoformat(timespec="milliseconds"),
                    "author": next(name for key, name in turn.items() if key.startswith(("agent", "client"))),
                    "by_brand": by_company,
                    "kind": "reply" if parent else "post" if by_company else "mention",
                    "thread_id": turns[0]["tweet_ID"] if turns else id_,
                    "parent_id": parent,
                    "text": turn["message"],
                }
            parent = id_


def convert(source: Path, folder: Path) -> None:
    """Write the files described above."""
    rows = list(posts(json.loads(source.read_text(encoding="utf-8"))))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "posts.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    with (folder / "posts.csv").open("w", encoding="utf-8-sig", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(COLUMNS)
        for row in rows:
            shown = {
                **row,
                "created_at": row["created_at"].removesuffix("+00:00").replace("T", " "),
                "by_brand": "From company" if row["by_brand"] else "From customer",
            }
            writer.writerow([shown[field] for field in COLUMNS.values()])
    for name, entry in (("csv", CSV), ("jsonl", JSONL)):
        text = f'[target]\nsite = "https://www.company.example"\n\n[[conversations]]{entry}'
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
