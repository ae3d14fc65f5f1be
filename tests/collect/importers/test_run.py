"""All files that auditor.toml names, into the snapshot."""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.importers import run
from auditor.collect.importers.base import Request, Skip
from auditor.collect.importers.columns import layouts
from auditor.collect.importers.run import import_all
from auditor.collect.importers.table import IMPORTERS
from auditor.config import load
from auditor.config.schema import ConversationSettings, ProfileSettings, Settings, TargetSettings
from auditor.model import Post
from auditor.snapshot.writer import Store
from tests.collect.importers.imported import read, stored

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
HEAD = "id,created_at,author,text\n"


def table(folder: Path, name: str, *rows: str) -> dict[str, Any]:
    (folder / name).write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return {"path": name, "platform": "x", "account": "acme"}


def test_paths_are_relative_to_auditor_toml(tmp_path: Path) -> None:
    folder = tmp_path / "audits"
    folder.mkdir()
    (folder / "auditor.toml").write_text(
        '[target]\nsite = "acme.example"\n[[conversations]]\npath = "inbox/a.csv"\naccount = "acme"\ncolumns = { text = "Message" }\n'
    )
    settings = load.read(folder / "auditor.toml")
    assert settings.conversations[0].path == str(folder / "inbox" / "a.csv")
    assert settings.conversations[0].columns == {"text": "Message"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[conversations]\npath = 'a.csv'", "conversations: is a list of tables; write [[conversations]] above each"),
        ("[[conversations]]\nformat = 'csv'", "key conversations.path (entry 1) is missing"),
        (
            "[[conversations]]\npath = 'a.csv'\ncolumn = {}",
            "unknown key conversations.column (entry 1); did you mean columns?",
        ),
        ("[[conversations]]\npath = 'a.csv'\ncolumns = { txt = 'x' }", "'txt' is not one of text, title, created_at"),
        ("[[conversations]]\npath = 'a.csv'\ncolumns = { thread_id = 'x' }", "did you mean thread?"),
        (
            "[[conversations]]\npath = 'a.csv'\ntimezone = 'Mars'",
            "'Mars' is not a time zone; write it like Europe/Berlin",
        ),
        ("[[conversations]]\npath = 'a.csv'\nkind = 'tweet'", "conversations.kind (entry 1)"),
        ("[[conversations]]\npath = 'a.csv'\ndelimiter = ';;'", "conversations.delimiter (entry 1)"),
        ("[[conversations]]\npath = 'a.csv'\ncannot_see = ['answers']", "'answers' is not one of inbound, replies"),
    ],
)
def test_mistakes_in_auditor_toml_are_one_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text(f"[target]\nsite = 'acme.example'\n{text}\n")
    with pytest.raises(load.ConfigError) as caught:
        load.read(path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_cannot_be_read_is_a_line_and_loses_nothing_else(tmp_path: Path) -> None:
    good = table(tmp_path, "good.csv", "1,2026-03-02T10:00Z,ann,Hello?")
    (tmp_path / "junk.csv").write_bytes(b"\0\1\2" * 1_000)
    posts, channels, problems = stored(
        tmp_path,
        {"path": "nowhere.csv"},
        {"path": "good.csv", "format": "zendsk", "kind": "mention"},
        {"path": "good.xlsx", "kind": "mention"},
        {"path": "junk.csv"},
        {"path": ".", "format": "csv", "columns": {"text": "Mesage"}},
        good,
    )
    assert [post.id for post in posts] == ["1"]
    assert [channel.posts for channel in channels] == [1]
    assert len(problems) == 5
    assert problems[0].startswith("Entry 1 under [[conversations]] in auditor.toml, a file that may hold private")
    assert problems[1].endswith("good.csv: format 'zendsk' is not known. Did you mean 'zendesk'?")
    assert problems[2].endswith("good.xlsx does not exist; paths in auditor.toml are relative to its folder.")


@pytest.mark.parametrize(
    ("dates", "lacks"),
    [
        (("2026-03-02", "3 March 2026"), True),
        (("2026-03-02", "2026-03-02 10:00"), False),
        (("2026-03-02T00:00:00Z",), False),
        (("1772445600",), False),
    ],
)
def test_dates_without_a_time_of_day_are_no_times(tmp_path: Path, dates: tuple[str, ...], lacks: bool) -> None:
    said = table(tmp_path, "a.csv", *(f"{number},{date},ann,Hello?" for number, date in enumerate(dates)))
    _, (channel,), _ = stored(tmp_path, said)
    assert ("times" in channel.cannot_see, "reply-times" in channel.cannot_see) == (lacks, lacks)


def test_when_no_row_can_be_read_the_line_says_why(tmp_path: Path) -> None:
    said = table(tmp_path, "a.csv", "1,never,ann,Hello?", "2,never,ann,Hello?", "3,2026-03-02,ann,")
    _, channels, problems = stored(tmp_path, {**said, "kind": "mention"})
    assert channels == []
    (problem,) = problems
    assert problem == (
        "a.csv: none of its 3 rows could be read. Date missing or not understood: 2 rows, first at line 2. Empty: 1 row, at line 4. "
        "Is it the right file, and are its columns named right? "
        "It was taken for csv (Any other table of posts, by `columns`); if it is something else, name its format in auditor.toml."
    )


def test_two_files_of_one_account_make_one_channel(tmp_path: Path) -> None:
    one = table(tmp_path, "in.csv", "1,2026-03-02T10:00Z,ann,Hello?", "x,never,ann,Hello?")
    other = table(
        tmp_path, "out.csv", "2,2026-03-05T10:00Z,acme,Hi", "1,2026-03-02T10:00Z,ann,Hello?", "y,never,ann,Hello?"
    )
    posts, (channel,), problems = stored(tmp_path, one, other)
    assert problems == []
    assert [post.id for post in posts] == ["1", "2"]
    assert (channel.posts, channel.url) == (2, "in.csv, out.csv")
    assert channel.skipped == {"date missing or not understood": 2, "id seen before": 1}
    assert (channel.since, channel.until) == (AT, AT + timedelta(days=3))
    assert {"replies", "inbound"}.isdisjoint(channel.cannot_see), "what one file lacks the other has"


def test_doing_it_again_counts_nothing_twice(tmp_path: Path) -> None:
    said = table(
        tmp_path,
        "a.csv",
        "1,2026-03-02T10:00Z,ann,Hello?",
        "2,2026-03-02T11:00Z,acme,Hi",
        "1,2026-03-02T12:00Z,ann,again",
    )
    first = stored(tmp_path, said)
    assert stored(tmp_path, said) == first
    assert (first[1][0].posts, first[1][0].skipped) == (2, {"id seen before": 1})


def test_what_another_source_brought_before_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "1", "created_at": "2026-03-02T10:00Z", "text": "Hello?", "author": "ann"}\n'
    )
    said = table(tmp_path, "a.csv", "1,2026-03-02T10:00Z,ann,Hello?", "2,2026-03-02T11:00Z,acme,Hi")
    stored(tmp_path, {"path": "a.jsonl", "platform": "x", "account": "acme"})
    _, channels, _ = stored(tmp_path, said)
    assert [(channel.source, channel.posts) for channel in channels] == [("csv", 1), ("jsonl", 1)]


def test_a_file_of_the_companys_posts_alone_does_not_show_what_others_wrote(tmp_path: Path) -> None:
    rows = [{"id": "1", "created_at": "2026-03-02T10:00Z", "text": "Hello", "by_brand": True}]
    said = {"path": "a.jsonl", "platform": "x", "account": "acme"}
    for folder, more, lacks in (
        ("own", {}, True),
        ("asked", {"id": "0", "kind": "mention", "author": "ann", "by_brand": False}, False),
        ("reviewed", {"id": "0", "kind": "review", "author": "ann", "by_brand": False}, False),
    ):
        (tmp_path / folder).mkdir()
        every = [*rows, *([{**rows[0], **more}] if more else [])]
        (tmp_path / folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in every))
        _, (channel,), _ = stored(tmp_path / folder, said)
        assert ("inbound" in channel.cannot_see) == lacks, folder


def test_profiles_of_the_company_speak_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        f"{HEAD}1,2026-03-02T10:00Z,ann,Hello?\n2,2026-03-02T11:00Z,@AcmeHelp,Hi\n3,2026-03-02T11:00Z,@acme_fans,Hey\n"
    )
    profiles = (
        ProfileSettings(url="https://x.com/acmehelp"),
        ProfileSettings(url="https://x.com/acme_fans", owner="other"),
    )
    said = ConversationSettings(path="a.csv", platform="x", account="acme")
    settings = Settings(target=TargetSettings(site="acme.example"), profile=profiles, conversations=(said,))
    _, request = run.opened(settings, said, tmp_path, IMPORTERS, b"")
    assert [row.by_brand for row in IMPORTERS["csv"].read(request) if isinstance(row, Post)] == [False, True, False]


def test_auditor_toml_can_add_what_cannot_be_seen(tmp_path: Path) -> None:
    said = table(tmp_path, "a.csv", "1,2026-03-02T10:00Z,ann,Hello?", "2,2026-03-02T11:00Z,acme,Hi")
    _, (channel,), _ = stored(tmp_path, {**said, "cannot_see": ["direct"]})
    assert channel.cannot_see == ("automation", "deleted", "direct", "images", "threads")


def test_a_file_that_breaks_off_keeps_what_was_read(tmp_path: Path) -> None:
    tweets = [
        {"tweet": {"id_str": str(n), "full_text": "x", "created_at": "Wed Oct 10 20:19:24 +0000 2018"}}
        for n in range(3)
    ]
    (tmp_path / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps(tweets)[:-30]}")
    posts, (channel,), problems = stored(tmp_path, {"path": "tweets.js", "format": "x-archive", "account": "acme"})
    assert (len(posts), problems) == (2, [])
    assert channel.cut.text == "tweets.js could not be read to its end: it is damaged or breaks off."


def test_progress_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_BATCH", 2)
    table(tmp_path, "a.csv", *(f"{n},2026-03-02T10:00Z,ann,Hello?" for n in range(5)))
    told: list[tuple[int, int, str]] = []
    settings = Settings(
        target=TargetSettings(site="acme.example"), conversations=(ConversationSettings(path="a.csv", account="acme"),)
    )
    store = Store(tmp_path / "run")
    import_all(settings, tmp_path, store, lambda done, waiting, doing: told.append((done, waiting, doing)))
    store.close()
    assert told == [(0, 1, "a.csv"), (0, 1, "a.csv: 2 posts"), (0, 1, "a.csv: 4 posts"), (0, 1, "a.csv: 5 posts")]


@pytest.mark.parametrize(
    "name", [name for name, known in layouts().items() if name != "csv" and not known.get("hidden")]
)
def test_every_ready_made_table_reads_a_file_with_its_columns(tmp_path: Path, name: str) -> None:
    known = layouts()[name]
    usual = {
        "created_at": "2026-03-02T10:00Z",
        "text": "Hello?",
        "reply": "Hi",
        "reply_at": "2026-03-02T11:00Z",
        "rating": "2",
        "author": "ann",
    }
    direction = known.get("inbound", [""])[0]
    for turn in (0, -1):
        names = {field: names[turn] for field, names in known["columns"].items()}
        with (tmp_path / "a.csv").open("w", newline="", encoding="utf-16") as file:
            csv.writer(file).writerows(
                [names.values(), [usual.get(field, direction if field == "direction" else "7") for field in names]]
            )
        posts, skips = read(tmp_path / "a.csv", name, account="acme")
        assert posts, skips
        assert "Hello?" in posts[0].text
        assert posts[0].by_brand is known.get("own", False)
        assert known["source"]


# ---------------------------------------------------------------------------------------------------------------------- size


def many(count: int) -> Iterator[str]:
    for n in range(count):
        at = (AT + timedelta(minutes=n)).isoformat()
        yield json.dumps(
            {
                "id": str(n),
                "created_at": at,
                "author": f"user{n % 999}",
                "text": f"message {n} about a parcel that is late",
            }
        )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "tweets.js"])
def test_three_hundred_thousand_rows_need_no_more_memory_than_a_few(tmp_path: Path, name: str) -> None:
    """Reading is measured; the list of what was read would be more than 300 MB."""
    path = tmp_path / name
    with path.open("w", encoding="utf-8") as file:
        if name == "tweets.js":
            file.write("window.YTD.tweets.part0 = [")
            for n in range(300_000):
                row = {
                    "tweet": {
                        "id_str": str(n),
                        "full_text": "message " * 8,
                        "created_at": "Wed Oct 10 20:19:24 +0000 2018",
                    }
                }
                file.write(f"{',' if n else ''}\n{json.dumps(row)}")
            file.write("]")
        elif name == "a.csv":
            writer = csv.writer(file)
            writer.writerow(["id", "created_at", "author", "text"])
            writer.writerows(json.loads(line).values() for line in many(300_000))
        else:
            file.writelines(f"{line}\n" for line in many(300_000))
    kind = {"a.jsonl": "jsonl", "a.csv": "csv", "tweets.js": "x-archive"}[name]
    asked = Request(path, ConversationSettings(path=name, platform="x", account="acme"), kind)
    tracemalloc.start()
    count = sum(isinstance(row, Post) for row in IMPORTERS[kind].read(asked))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 300_000
    assert peak < 24 << 20, f"{peak:,} bytes"


@pytest.mark.slow
def test_three_hundred_thousand_rows_into_the_snapshot(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in many(300_000))
        file.write("junk\n" * 1_000)
    settings = Settings(
        target=TargetSettings(site="acme.example"),
        conversations=(ConversationSettings(path="a.jsonl", platform="x", account="acme"),),
    )
    store = Store(tmp_path / "run")
    tracemalloc.start()
    assert import_all(settings, tmp_path, store, lambda *_: None) == []
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (channel,) = store.channels()
    store.close()
    assert (channel.posts, channel.skipped) == (300_000, {"not JSON": 1_000})
    assert peak < 60 << 20, f"{peak:,} bytes"


def test_a_file_of_junk_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'{"id": "1", "created_at": "2026-03-02T10:00Z"}\n'
        + b"\0" * (9 << 20)
        + b'\n{"id": "2", "created_at": "2026-03-02T10:00Z"}\n'
    )
    posts, skips = read(path, "jsonl", platform="x", account="acme")
    assert [post.id for post in posts] == ["1", "2"]
    assert skips == [Skip("not JSON", "line 2")]


@pytest.mark.slow
def test_two_gigabytes_of_junk_take_no_more_memory_than_a_little(tmp_path: Path) -> None:
    row = b'{"id": "%d", "created_at": "2026-03-02T10:00Z"}\n'
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:  # a sparse file: zeros that take no room on the disk
        file.write(row % 1)
        file.seek(2 << 30, 1)
        file.write(b"\n" + row % 2)
    assert path.stat().st_size > 2 << 30
    tracemalloc.start()
    posts, skips = read(path, "jsonl", platform="x", account="acme")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [post.id for post in posts] == ["1", "2"]
    assert skips == [Skip("not JSON", "line 2")]
    assert peak < 48 << 20, f"{peak:,} bytes"


# ----------------------------------------------------------------------------------------------- one account, one channel


def test_one_account_is_one_channel_however_it_is_spelled(tmp_path: Path) -> None:
    for name, account in (("a", "AcmeHelp"), ("b", "@acmehelp"), ("c", "ACMEHELP")):
        (tmp_path / f"{name}.csv").write_text(
            f"id,created_at,author,text,account\n{name}1,2026-03-02T10:00Z,ann,Hello?,{account}\n"
        )
    shared = {"brand": ["acmehelp"], "format": "csv"}
    said = [
        {"path": "a.csv", "platform": "X", **shared},
        {"path": "b.csv", "platform": "twitter", **shared},
        {"path": "c.csv", "platform": "x.com", **shared},
    ]
    posts, channels, _ = stored(tmp_path, *said)
    assert {(post.platform, post.account) for post in posts} == {("x", "AcmeHelp")}
    assert [(one.platform, one.account, one.posts) for one in channels] == [("x", "AcmeHelp", 3)]


def test_an_archive_of_x_is_x(tmp_path: Path) -> None:
    tweet = {"tweet": {"id_str": "1", "full_text": "x", "created_at": "Wed Oct 10 20:19:24 +0000 2018"}}
    (tmp_path / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps([tweet])}")
    _, (channel,), _ = stored(tmp_path, {"path": "tweets.js", "format": "x-archive", "account": "acme"})
    assert (channel.platform, channel.source) == ("x", "x-archive")


def test_a_file_in_which_nothing_says_what_it_answers_does_not_show_threads(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "1", "created_at": "2026-03-02T10:00Z", "text": "Hello?", "author": "ann", "kind": "mention"},
        {"id": "2", "created_at": "2026-03-02T11:00Z", "text": "Hi", "author": "acme", "by_brand": True},
    ]
    said = {"path": "a.jsonl", "platform": "x", "account": "acme"}
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert "threads" in stored(tmp_path, said)[1][0].cannot_see
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({**row, "thread_id": "t"}) + "\n" for row in rows))
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "a.jsonl").write_text((tmp_path / "a.jsonl").read_text())
    assert "threads" not in stored(tmp_path / "again", said)[1][0].cannot_see
