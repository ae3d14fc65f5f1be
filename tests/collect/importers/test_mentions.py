"""Exports of monitoring tools become mentions, each platform a venue, and never touch the company's own conversations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from auditor.collect.importers.mentions import import_mentions
from auditor.collect.importers.run import import_all
from auditor.config.schema import Settings
from auditor.model import PostKind, Snapshot, Target
from auditor.snapshot import reader
from auditor.snapshot.writer import Store
from auditor.text.mention_terms import Terms
from tests.collect.sources.replay import NOW

TABLE = """Network,Author,Text,Date
twitter,ann,Quillnet is down,2026-11-20 10:00
reddit,bob,Quillnet lost my data,2026-11-20 11:00
reddit,kim,Quillnet the fishing net,2026-11-20 12:00
reddit,joe,Quillnet again,no day
"""
COLUMNS = {"platform": "Network", "author": "Author", "text": "Text", "created_at": "Date"}


def imported(folder: Path, text: str, terms: Terms = Terms(), **said: Any) -> tuple[Snapshot, list[str]]:  # noqa: B008 - frozen
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8")
    one = {"path": str(path), "format": "csv", "columns": COLUMNS, "mentions": True, **said}
    settings = Settings.model_validate(
        {"target": {"site": "https://quillnet.example/", "name": "Quillnet"}, "conversations": [one]}
    )
    store = Store(folder / "run")
    store.begin(Target("Quillnet", "https://quillnet.example/"), NOW)
    assert import_all(settings, Path(), store, lambda *_: None) == []
    problems = import_mentions(settings, store, lambda *_: None, terms)
    store.finish()
    store.close()
    return reader.load(folder / "run"), [str(one) for one in problems]


def test_each_platform_of_an_export_is_a_venue(tmp_path: Path) -> None:
    found, problems = imported(tmp_path, TABLE, Terms(never=("fishing",)))
    assert problems == []
    assert {(post.platform, post.account, post.author, post.kind) for post in found.mentions} == {
        ("x", "export", "ann", PostKind.MENTION),
        ("reddit", "export", "bob", PostKind.MENTION),
    }
    assert {(venue.platform, venue.name, venue.mentions) for venue in found.venues} == {
        ("x", "export", 1),
        ("reddit", "export", 1),
    }
    assert sum(sum(venue.skipped.values()) for venue in found.venues) == 2
    assert all({"replies", "threads"} <= set(venue.cannot_see) for venue in found.venues)
    assert (list(found.posts), found.channels) == ([], ())


def test_json_lines_keep_threads_and_the_companys_answers(tmp_path: Path) -> None:
    lines = (
        '{"platform": "reddit", "account": "quillnet", "id": "1", "created_at": "2026-11-20T10:00:00Z", "text": "Quillnet?", "kind": "mention"}',
        '{"platform": "reddit", "account": "quillnet", "id": "2", "created_at": "2026-11-20T10:05:00Z", "text": "Yes!", "parent_id": "1", "by_brand": true, "kind": "reply"}',
    )  # fmt: skip
    found, problems = imported(tmp_path, "\n".join(lines), format="jsonl", columns={})
    assert problems == []
    assert {(post.id, post.kind, post.parent_id, post.by_brand) for post in found.mentions} == {
        ("1", PostKind.MENTION, "", False),
        ("2", PostKind.REPLY, "1", True),
    }
    (venue,) = found.venues
    assert (venue.mentions, "replies" in venue.cannot_see) == (1, False)


def test_a_file_that_can_not_be_read_is_a_venue_that_was_not_seen(tmp_path: Path) -> None:
    found, problems = imported(tmp_path, "Network,Author,Text,Date\nreddit,joe,Hm,no day\n")
    assert len(problems) == 1
    (venue,) = found.venues
    assert venue.unseen.text == "The export could not be read."
    (more,) = venue.unseen.for_operator()
    assert more.text.startswith(
        "Entry 1 under [[conversations]] in auditor.toml, an export of mentions, was not imported"
    )
    assert problems[0].startswith("export.csv: its only row could not be read.")
    assert str(tmp_path) not in problems[0]
