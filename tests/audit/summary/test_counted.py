from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from auditor.analysis.conversations import queries
from auditor.analysis.conversations.metrics.figures import ChannelMeasure
from auditor.audit.summary import counted
from auditor.model import Snapshot
from auditor.report.renderers import posts
from auditor.report.renderers.posts import COLUMNS
from auditor.report.renderers.texts import cell
from tests import asked
from tests.snapshots import Site


@cache
def visit() -> Snapshot:
    return asked.site().snapshot()


def test_each_share_has_exactly_the_posts_that_it_counted() -> None:
    rows = list(counted.rows(visit()))
    found = Counter((row.account, row.rate, row.counted_as) for row in rows)
    expected: Counter[tuple[str, str, str]] = Counter()
    for one in queries.measures(visit()):
        for kind in counted.KINDS:
            rate = kind.of(one)
            if rate is not None:
                expected[one.account, kind.id, kind.hit.text] += rate.hits
                expected[one.account, kind.id, kind.miss.text] += rate.n - rate.hits
    assert found == +expected
    assert found["acme", "answered", "answered in time"] > 50
    assert asked.talk(visit()).counted == len(rows)


def test_rows_name_their_posts_and_stand_in_the_order_of_posts() -> None:
    rows = list(counted.rows(visit()))
    places = {(post.platform, post.account, post.id): number for number, post in enumerate(visit().posts)}
    order = [places[row.platform, row.account, row.post_id] for row in rows]
    assert order == sorted(order)
    by_id = {(post.platform, post.account, post.id): post for post in visit().posts}
    for row in rows:
        post = by_id[row.platform, row.account, row.post_id]
        assert (row.url, row.at) == (post.url, queries.stamp(post.created_at))


def test_ids_and_words_of_shares_are_told_apart() -> None:
    assert len({kind.id for kind in counted.KINDS}) == len(counted.KINDS)
    assert all(kind.hit != kind.miss for kind in counted.KINDS)


def test_a_post_that_counts_twice_has_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    (one, *_) = queries.measures(visit())
    first = one.promises.counted[0].hits or one.promises.counted[0].misses

    def twice(_: ChannelMeasure) -> list[tuple[int, tuple[str, ...]]]:
        return [(4, (first[0], first[0])), (1, (first[0],))]

    monkeypatch.setattr(counted, "_groups", twice)
    assert counted._Marks(one).pop(first[0]) == [1, 4, 4]


def test_what_cannot_be_told_is_not_counted() -> None:
    post = asked.question(1, asked.SINCE, "Is anybody there?")
    blind = Site().posts(post, channel=asked.channel(cannot_see=("replies",))).snapshot()
    assert list(counted.rows(blind)) == []
    assert asked.talk(blind).counted == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-1", "'-1"),
        ("@acme", "'@acme"),
        ("  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"),
        ("\t=1", "' =1"),
        ("\r\n@x", "' @x"),
        ("\uff1d1", "'\uff1d1"),
        ("a\x00b\nc\u2028d", "a b c d"),
        ("https://x.example/=1", "https://x.example/=1"),
        ("", ""),
    ],
)
def test_no_cell_starts_a_formula(text: str, shown: str) -> None:
    assert cell(text) == shown


def test_the_file_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    rows = [("x", "acme", '="1"', "https://x.example/1,2", "2026-11-02T09:00:00Z", "answered", "a\ud800")]
    posts.write(iter(rows), tmp_path / "posts.csv")
    with (tmp_path / "posts.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [list(COLUMNS), ["x", "acme", '\'="1"', *rows[0][3:6], "a?"]]
