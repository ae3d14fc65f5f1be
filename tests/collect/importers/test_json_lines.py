"""The native format: one object a line, of exactly the shape of Post."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.importers.base import ImportProblem, Skip
from auditor.model import Post, PostKind
from tests.collect.importers.imported import read, rows_of, stored

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
FULL = Post(
    platform="bluesky",
    account="acme.example",
    id="at://1",
    created_at=AT,
    text="Hello\nthere",
    author="ann",
    by_brand=True,
    kind=PostKind.REPLY,
    thread_id="t",
    parent_id="p",
    automated=True,
    lang="en",
    urls=("https://acme.example/a",),
    rating=4.5,
    likes=3,
    url="https://bsky.example/1",
    source="jsonl",
    edited_at=AT,
    deleted=False,
    images=2,
    described_images=1,
    replies_closed=True,
    client="Buffer",
)

FIELDS = [field for field in fields(Post) if field.name != "marks"]


def line_of(post: Post, **other: Any) -> str:
    row = {field.name: getattr(post, field.name) for field in FIELDS} | other
    return json.dumps(row, default=lambda moment: moment.isoformat())


def write(folder: Path, *lines: str) -> Path:
    path = folder / "posts.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_every_field_comes_back_as_it_was(tmp_path: Path) -> None:
    assert all(getattr(FULL, field.name) != field.default for field in FIELDS if field.name != "deleted")
    assert read(write(tmp_path, line_of(FULL), line_of(FULL, id="2", deleted=True)), "jsonl")[0][0] == FULL


def test_what_is_needed_is_enough_and_null_means_nothing(tmp_path: Path) -> None:
    row = {"id": "1", "created_at": "2026-03-02T10:00:00Z", "text": None, "rating": 4, "urls": None, "likes": None}
    (post,), _ = read(write(tmp_path, json.dumps(row)), "jsonl", platform="forum", account="@acme")
    assert post == Post("forum", "acme", "1", AT, rating=4.0, source="jsonl")


def test_auditor_toml_wins_over_the_file(tmp_path: Path) -> None:
    (post,), _ = read(write(tmp_path, line_of(FULL)), "jsonl", platform="x", account="other")
    assert (post.platform, post.account) == ("x", "other")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "not JSON"),
        ("not at all", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "not an object"),
        ('"x"', "not an object"),
        ("NaN", "not an object"),
        (line_of(FULL, created_at="soon"), "date missing or not understood"),
        (line_of(FULL, created_at=None), "date missing or not understood"),
        (line_of(FULL, edited_at="soon"), "edited_at not understood"),
        (line_of(FULL, text=["x"]), "text is no text"),
        (line_of(FULL, by_brand="yes"), "by_brand is no true or false"),
        (line_of(FULL, likes="3"), "likes is no whole number"),
        (line_of(FULL, urls=[1]), "urls not understood"),
        (line_of(FULL, urls="https://acme.example"), "urls not understood"),
        (line_of(FULL, kind="tweet"), "kind not understood"),
        (line_of(FULL, kind=["post"]), "kind not understood"),
        (line_of(FULL, id=None), "no id"),
        (line_of(FULL, id=""), "no id"),
        (line_of(FULL, account=None), "no id"),
        (line_of(FULL, txt="x"), "unknown key"),
    ],
)
def test_a_bad_line_is_counted_and_the_others_stay(tmp_path: Path, bad: str, reason: str) -> None:
    good = line_of(FULL, id="good")
    rows = rows_of(write(tmp_path, good, bad, "", good), "jsonl")
    assert [row.id if isinstance(row, Post) else row for row in rows] == ["good", Skip(reason, "line 2"), "good"]


def test_a_file_of_another_shape_is_a_problem_that_names_the_nearest_key(tmp_path: Path) -> None:
    row = json.loads(line_of(FULL))
    row["by_brnd"] = row.pop("by_brand")
    with pytest.raises(
        ImportProblem,
        match=r"posts.jsonl, line 1: unknown key 'by_brnd'. Did you mean by_brand\? Known keys: platform, ",
    ):
        rows_of(write(tmp_path, json.dumps(row)), "jsonl")


def test_a_key_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match=r"has no created_at; add it to every line. Its keys: id"):
        rows_of(write(tmp_path, '{"id": "1"}'), "jsonl")
    with pytest.raises(ImportProblem, match=r"has no platform; add it, or name it in auditor.toml"):
        rows_of(write(tmp_path, '{"id": "1", "created_at": "2026-03-02T10:00:00Z", "account": "acme"}'), "jsonl")


@pytest.mark.parametrize("body", ["[\n{}\n]", '{\n"id": "1"\n}', "[{}]"])
def test_json_that_is_not_one_object_a_line_is_a_problem(tmp_path: Path, body: str) -> None:
    with pytest.raises(ImportProblem, match="one object per line"):
        rows_of(write(tmp_path, body), "jsonl")


def test_half_an_emoji_reaches_the_snapshot_and_takes_nobody_along(tmp_path: Path) -> None:
    write(
        tmp_path,
        line_of(FULL, id="1"),
        line_of(FULL, id="2", text="x\ud83d", urls=["https://x.example/\ud83d"]),
        line_of(FULL, id="3"),
    )
    posts, (channel,), problems = stored(tmp_path, {"path": "posts.jsonl"})
    assert [post.text for post in posts] == ["Hello\nthere", "x?", "Hello\nthere"]
    assert (channel.posts, channel.skipped, problems) == (3, {}, [])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([field.name for field in FIELDS]), JSON))
def test_no_value_raises(tmp_path_factory: pytest.TempPathFactory, row: dict[str, Any]) -> None:
    path = write(tmp_path_factory.mktemp("x"), line_of(FULL), json.dumps(row))
    assert len(rows_of(path, "jsonl", platform="x", account="acme")) == 2


@pytest.mark.parametrize(
    ("marks", "stars"), [([9, 8, 2, 10], [4.5, 4, 1, 5]), ([5, 4, 1], [5, 4, 1]), ([80, 100, 20], [4, 5, 1])]
)
def test_marks_of_ten_points_become_stars(tmp_path: Path, marks: list[float], stars: list[float]) -> None:
    rows = [
        {"platform": "shop", "account": "acme", "id": str(n), "created_at": "2026-03-02T10:00:00Z", "kind": "review", "rating": mark}
        for n, mark in enumerate(marks)
    ]  # fmt: skip
    path = tmp_path / "reviews.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [post.rating for post in read(path, "jsonl")[0]] == stars


@pytest.mark.parametrize(
    ("ours", "theirs", "unseen"),
    [
        ({"kind": "post"}, {"kind": "mention"}, ()),  # who says of each post that it is no reply answered nobody
        ({"kind": "reply"}, {"kind": "mention"}, ("threads",)),
        ({}, {"kind": "mention"}, ("threads",)),
        ({"kind": "post"}, {}, ("threads",)),
    ],
)
def test_a_file_that_names_every_kind_shows_that_nothing_is_a_reply(
    tmp_path: Path, ours: dict[str, str], theirs: dict[str, str], unseen: tuple[str, ...]
) -> None:
    shared = {"platform": "x", "account": "acme", "created_at": "2026-03-02T10:00:00Z"}
    rows = [
        {**shared, "id": "1", "author": "acme", "by_brand": True, "text": "Good morning.", **ours},
        {**shared, "id": "2", "author": "ann", "text": "When do you open?", **theirs},
    ]
    path = tmp_path / "posts.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (channel,) = stored(tmp_path, {"path": str(path)})[1]
    assert channel.cannot_see == unseen
