"""The benchmark of conversations measures what it says, and its posts are conversations."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import conversations, talk
from benchmarks.conversations import Stage
from benchmarks.tools import ROOT, ToolError

FAST = Stage(
    posts=1_000_000, size=300 << 20, words=False, imported=15.0, judged=20.0, wall=40.0, peak=700.0, questions=500_000
)


def test_the_posts_are_the_same_each_time_and_hang_together() -> None:
    lines = list(talk.lines(3_000))
    assert lines == list(talk.lines(3_000))
    assert lines != list(talk.lines(3_000, seed=2))
    posts = [json.loads(line) for line in lines]
    assert len({post["id"] for post in posts}) == 3_000
    assert 0.4 < sum(post.get("by_brand", False) for post in posts) / 3_000 < 0.7
    known = set()
    for post in posts:
        known.add(post["id"])
        assert post.get("parent_id", post["id"]) in known
    assert sum("parent_id" in post for post in posts) > 1_500


def test_posts_without_a_language(tmp_path: Path) -> None:
    talk.write(tmp_path / "a", 50)
    talk.without_languages(tmp_path / "b", 50)
    one, other = ([json.loads(line) for line in (tmp_path / name).read_text().splitlines()] for name in "ab")
    assert all(post.pop("lang") == "en" for post in one)
    assert one == other


def test_a_run_goes_from_the_file_to_the_figures(tmp_path: Path) -> None:
    found = conversations.run(tmp_path, 400, words=False)
    assert (found.posts, found.words) == (400, False)
    assert 100 < found.questions < 400
    assert found.size == (tmp_path / "posts.jsonl").stat().st_size
    assert found.imported > 0
    assert found.judged > 0
    assert found.peak > 10


def test_a_run_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"0 posts: ended with 1: .*was not imported"):
        conversations.run(tmp_path, 0, words=False)


def test_the_table_has_a_row_for_each_run() -> None:
    said = conversations.text([FAST, replace(FAST, posts=10_000, words=True)])
    assert "| 1,000,000 | 300 | no | 15.00 | 20.00 | 28,571 | 35.0 | 40.00 | 700 |" in said
    assert "| 10,000 | 300 | yes |" in said


@pytest.mark.parametrize(
    ("large", "missed"),
    [
        (FAST, 0),
        (replace(FAST, judged=36.0), 2),
        (replace(FAST, peak=1_025.0), 1),
        (replace(FAST, imported=1.0, judged=1.0), 0),
    ],
)
def test_targets_are_met_or_missed(large: Stage, missed: int) -> None:
    small = replace(FAST, posts=10_000, imported=0.15, judged=0.2)
    said = conversations.promises([small, large, replace(FAST, posts=5, words=True, judged=1e6)])
    assert said.count("**missed**") == missed
    assert said.count("| met |") == 3 - missed


def test_only_what_stands_between_the_marks_is_written(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"a\n{conversations.BEGIN}\nold\n{conversations.END}\nb\n")
    conversations.write("new", page)
    assert page.read_text() == f"a\n{conversations.BEGIN}\nnew\n{conversations.END}\nb\n"
    page.write_text("a\n")
    with pytest.raises(ToolError, match="conversations:begin"):
        conversations.write("new", page)


def test_the_page_on_speed_has_the_marks() -> None:
    page = (ROOT / "docs" / "speed.md").read_text(encoding="utf-8")
    assert page.index(conversations.BEGIN) < page.index(conversations.END)


def test_options() -> None:
    assert conversations.parse(["--posts", "10,20_000"]).posts == [10, 20_000]
    for wrong in ("0", "many", ""):
        with pytest.raises(SystemExit):
            conversations.parse(["--posts", wrong])
