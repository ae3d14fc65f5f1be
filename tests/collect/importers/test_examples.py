"""The examples of imports, and the conversations of the real data set."""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from types import ModuleType

import pytest

from auditor.collect.importers.run import import_all
from auditor.config import load as config
from auditor.model import Channel, Post, PostKind
from auditor.resources import shipped
from auditor.snapshot import records
from auditor.snapshot.writer import Store

FOLDER = shipped("examples") / "imports"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("support_threads", FOLDER / "support_threads.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def imported(toml: Path, folder: Path) -> tuple[list[Post], tuple[Channel, ...]]:
    store = Store(folder)
    try:
        assert import_all(config.read(toml), toml.parent, store, lambda *_: None) == []
        return list(records.posts(store._db, folder)), store.channels()
    finally:
        store.close()


def test_the_example_is_imported_whole(tmp_path: Path) -> None:
    posts, channels = imported(FOLDER / "auditor.toml", tmp_path)
    assert [(channel.platform, channel.source, channel.posts, dict(channel.skipped)) for channel in channels] == [
        ("forum", "jsonl", 2, {}),
        ("reviews.example", "reviews", 3, {}),
        ("x", "csv", 4, {}),
        ("zendesk", "zendesk", 3, {}),
    ]
    by_id = {post.id: post for post in posts}
    assert by_id["1002"].created_at == datetime(2026, 3, 2, 9, 40, tzinfo=UTC)
    assert (by_id["1002"].by_brand, by_id["1002"].parent_id, by_id["1003"].text) == (
        True,
        "1001",
        "Does the kettle\ncome in blue?",
    )
    tickets = [post for post in posts if post.platform == "zendesk"]
    assert [(post.by_brand, post.kind) for post in tickets] == [
        (False, PostKind.DIRECT),
        (True, PostKind.DIRECT),
        (False, PostKind.DIRECT),
    ]
    assert tickets[0].thread_id == tickets[1].thread_id != "501"
    assert (by_id["r-1"].rating, by_id["r-1#reply"].parent_id) == (1.0, "r-1")


CONVERSATIONS = [
    {
        "agentURL": {"tweet_ID": str(100_000 << 22), "url_utterance": "Here: https://acme.example/help"},
        "dialogContent": [
            {"client": "ann", "datetime": "2010-11-04T01:43:00.000Z", "message": "Help?", "tweet_ID": "1"},
            {"client1": "bob", "datetime": "2010-11-04T01:43:10.000Z", "message": "Same here", "tweet_ID": "2"},
            {"agent": "Acme", "datetime": "2010-11-04T01:43:20.000Z", "message": "Which one?", "tweet_ID": "3"},
        ],
        "dialogHeader": {"company": "Acme"},
    },
    {
        "agentURL": {"tweet_ID": str(200_000 << 22), "url_utterance": "And here"},
        "dialogContent": [
            {"client": "ann", "datetime": "2010-11-04T01:43:00.000Z", "message": "Help?", "tweet_ID": "1"}
        ],
        "dialogHeader": {"company": "Acme"},
    },
]


def test_conversations_are_converted_turn_by_turn(tmp_path: Path) -> None:
    source = tmp_path / "dev.json"
    source.write_text(json.dumps(CONVERSATIONS))
    load().convert(source, tmp_path / "out")
    posts, (channel,) = imported(tmp_path / "out" / "jsonl.toml", tmp_path / "run")
    assert [(post.author, post.by_brand, post.kind.value, post.thread_id, post.parent_id) for post in posts] == [
        ("ann", False, "mention", "1", ""),
        ("bob", False, "reply", "1", "1"),
        ("Acme", True, "reply", "1", "2"),
        ("Acme", True, "reply", "1", "3"),
        ("Acme", True, "reply", "1", "1"),
    ]
    assert posts[3].created_at == datetime(2010, 11, 4, 1, 44, 34, 657_000, tzinfo=UTC)
    assert (channel.posts, channel.account) == (5, "Acme")


# ------------------------------------------------------------------------------------------------------------- real data


def medians(posts: Iterable[Post]) -> dict[str, float]:
    """Return the median of the seconds to the first reply by company, from posts as they were imported."""
    asked: dict[tuple[str, str], datetime] = {}
    answered: dict[tuple[str, str], datetime] = {}
    for post in posts:
        times, key = (answered if post.by_brand else asked), (post.account, post.thread_id)
        times[key] = min(post.created_at, times.get(key, post.created_at))
    waits = defaultdict(list)
    for key in asked.keys() & answered.keys():
        waits[key[0]].append((answered[key] - asked[key]).total_seconds())
    return {company: median(times) for company, times in waits.items()}


def counted(path: Path) -> dict[str, float]:
    """Return the same from the file itself, by another way: seconds since 1970 throughout, conversations put together by hand."""
    first: dict[tuple[str, str], float] = {}
    replies: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in json.loads(path.read_bytes()):
        key = (one["dialogHeader"]["company"], one["dialogContent"][0]["tweet_ID"])
        first[key] = datetime.strptime(
            one["dialogHeader"]["conversationDateTime"], "%Y-%m-%dT%H:%M:%S.%f%z"
        ).timestamp()
        replies[key].append((int(one["agentURL"]["tweet_ID"]) // 4_194_304 + 1_288_834_974_657) / 1_000)
        replies[key] += [
            datetime.fromisoformat(turn["datetime"]).timestamp() for turn in one["dialogContent"] if "agent" in turn
        ]
    waits: dict[str, list[float]] = defaultdict(list)
    for (company, _), start, times in ((key, first[key], replies[key]) for key in first):
        waits[company].append(min(times) - start)
    return {company: median(times) for company, times in waits.items()}


@pytest.mark.shared_data
def test_support_threads_come_out_the_same_both_ways_and_as_counted(shared_data: Path, tmp_path: Path) -> None:
    source = shared_data / "support_threads" / "dev.json"
    load().convert(source, tmp_path / "out")
    lines, channels = imported(tmp_path / "out" / "jsonl.toml", tmp_path / "jsonl")
    table, others = imported(tmp_path / "out" / "csv.toml", tmp_path / "csv")
    assert [replace(post, source="") for post in lines] == [replace(post, source="") for post in table]
    conversations = json.loads(source.read_bytes())
    tweets = {
        (one["dialogHeader"]["company"], turn["tweet_ID"])
        for one in conversations
        for turn in (*one["dialogContent"], one["agentURL"])
    }
    assert {(post.account, post.id) for post in lines} == tweets
    assert len(lines) == len(tweets)
    expected = counted(source)
    assert {channel.account for channel in channels} == {channel.account for channel in others} == expected.keys()
    assert (
        {company: pytest.approx(value, abs=0.002) for company, value in expected.items()}
        == medians(lines)
        == medians(table)
    )
    assert all(not channel.skipped and not channel.cut for channel in (*channels, *others))
    assert timedelta(minutes=1).total_seconds() < median(expected.values()) < timedelta(days=2).total_seconds()
