"""The history of a watch: rounds taken in, windows that follow one another, what is let go."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from auditor.model import (
    Channel,
    Existence,
    Fetch,
    Landing,
    LandingState,
    Message,
    Post,
    Posting,
    PostKind,
    Profile,
    Reach,
    Target,
    Venue,
    message,
)
from auditor.snapshot import reader
from auditor.snapshot.history import History
from auditor.snapshot.reader import CannotWrite, SnapshotError
from auditor.snapshot.writer import Store, Visit

START = datetime(2026, 11, 27, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
KEY = ("bluesky", "acme.example", "bluesky")
CUT = message("There is no network.")
LONG_AGO = START - timedelta(days=90)


def post(id_: str, at: datetime, text: str = "Hello", *, mention: bool = False) -> Post:
    kind = PostKind.MENTION if mention else PostKind.POST
    platform, account = ("hackernews", "search") if mention else KEY[:2]
    return Post(platform, account, id_, at, text, by_brand=not mention, kind=kind, source=platform)


def round_of(
    folder: Path, at: datetime, since: datetime, posts: tuple[Post, ...] = (), cut: Message | None = None
) -> Path:
    store = Store(folder)
    store.begin(Target("Acme", "https://www.acme.example/"), at, watching=True)
    store.put_profiles([Profile(*KEY[:2], "https://bsky.app/profile/acme.example", existence=Existence.LIVE, at=at)])
    store.put_posts(posts)
    more = {"cut": cut} if cut else {}
    store.put_channel(Channel(*KEY, since=since, until=at, posts=len(posts), **more))  # type: ignore[arg-type]  # as named
    store.finish()
    store.close()
    return folder


def test_rounds_follow_one_another(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    assert history.since(*KEY) is None
    first = post("1", START - HOUR)
    found = history.absorb(round_of(tmp_path / "1", START, LONG_AGO, (first,)), LONG_AGO)
    assert (found.own, found.others) == (1, 0)
    assert history.since(*KEY) == START
    second = post("2", START + HOUR / 2)
    changed = replace(first, text="Hello again")
    found = history.absorb(round_of(tmp_path / "2", START + HOUR, START - HOUR, (changed, second)), LONG_AGO)
    assert found.own == 1
    history.close()
    seen = reader.load(tmp_path / "history")
    assert seen.watching
    assert seen.taken_at == START + HOUR
    assert [one.text for one in seen.posts] == ["Hello again", "Hello"]
    (channel,) = seen.channels
    assert (channel.since, channel.until, channel.posts, channel.cut) == (LONG_AGO, START + HOUR, 2, Message())


def test_what_was_not_seen_is_asked_for_again(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    history.absorb(round_of(tmp_path / "1", START, LONG_AGO, (post("1", START - HOUR),)), LONG_AGO)
    history.absorb(round_of(tmp_path / "2", START + HOUR, START, cut=CUT), LONG_AGO)
    assert history.since(*KEY) == START
    (channel,) = reader.load(tmp_path / "history").channels
    assert (channel.since, channel.until, channel.cut) == (LONG_AGO, START, CUT)
    history.absorb(round_of(tmp_path / "3", START + 2 * HOUR, START - HOUR), LONG_AGO)
    (channel,) = reader.load(tmp_path / "history").channels
    assert (channel.since, channel.until, channel.cut) == (LONG_AGO, START + 2 * HOUR, Message())


def test_what_is_never_shown_whole_is_asked_for_so_many_times(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    some = (post("1", START - HOUR),)
    asked = []
    for number in range(5):
        at = START + number * HOUR
        history.absorb(round_of(tmp_path / str(number), at, LONG_AGO, some, CUT), LONG_AGO)
        asked.append(history.since(*KEY))
    assert asked == [None, None, None, START + 3 * HOUR, START + 3 * HOUR]


def test_the_present_takes_the_place_of_what_was(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    for number, url in enumerate(("https://api.example/1", "https://api.example/2")):
        folder = round_of(tmp_path / str(number), START + number * HOUR, LONG_AGO)
        store = Store(folder)
        body = url.encode()
        fetch = Fetch(url, url, Reach.RESPONDED, START, 200, body_sha256=sha256(body).hexdigest(), encoding="utf-8")
        store.put(Visit(fetch, body))
        store.put_missing("pages", message("A watch does not read the site."))
        store.put_notes([f"Note {number}."])
        store.close()
        history.absorb(folder, LONG_AGO)
    seen = reader.load(tmp_path / "history")
    assert list(seen.fetches) == ["https://api.example/2"]
    assert [note.text for note in seen.notes] == ["Note 1."]
    with closing(sqlite3.connect(tmp_path / "history" / reader.NAME)) as db, db:
        assert db.execute("SELECT count(*) FROM body").fetchone() == (1,)


def test_where_links_led_stays_with_its_answer_and_all_its_places(tmp_path: Path) -> None:
    history, url = History(tmp_path / "history"), "https://short.example/x"
    for number in range(2):
        at = START + number * HOUR
        folder = round_of(tmp_path / str(number), at, LONG_AGO)
        store = Store(folder)
        if number == 0:
            store.put(
                Visit(
                    Fetch(
                        url, url, Reach.RESPONDED, at, 200, body_sha256=sha256(b"page").hexdigest(), encoding="utf-8"
                    ),
                    b"page",
                )
            )
        place = Posting(*KEY[:2], str(number), at)
        store.put_landings(
            [Landing(url, url, "short.example", LandingState.ANSWERED, postings=(place,), count=1, at=at)]
        )
        store.close()
        history.absorb(folder, LONG_AGO)
    seen = reader.load(tmp_path / "history")
    assert [one.post for one in seen.landings[url].postings] == ["1", "0"]
    assert seen.landings[url].count == 2
    assert seen.read(seen.fetches[url]) == "page"


def test_venues_are_known_up_to_when_they_were_seen(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    for number, unseen in enumerate((None, CUT, None)):
        at = START + number * HOUR
        folder = round_of(tmp_path / str(number), at, LONG_AGO)
        store = Store(folder)
        more = {"unseen": unseen} if unseen else {}
        since = LONG_AGO if number == 0 else START - HOUR
        said = () if unseen else (post(str(number), at - HOUR / 2, mention=True),)
        store.put_mentions(said)
        store.put_venue(Venue("hackernews", "search", "hackernews", since=since, until=at, mentions=len(said), **more))  # type: ignore[arg-type]  # as named
        store.close()
        assert history.absorb(folder, LONG_AGO).mentions == len(said)
        (venue,) = reader.load(tmp_path / "history").venues
        expected = START if number == 1 else at
        assert (venue.since, venue.until, venue.unseen) == (LONG_AGO, expected, Message())
        assert history.since("hackernews", "search", "hackernews") == expected
    assert venue.mentions == 2
    assert not list(reader.load(tmp_path / "history").posts)


def test_what_is_old_is_let_go(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    both = (post("1", START - timedelta(days=60)), post("2", START - HOUR))
    history.absorb(round_of(tmp_path / "1", START, LONG_AGO, both), START - timedelta(days=35))
    assert [one.id for one in reader.load(tmp_path / "history").posts] == ["2"]


def test_an_audit_is_a_beginning(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    run = round_of(tmp_path / "run", START, LONG_AGO, (post("1", START - HOUR),))
    store = Store(run)
    store.put(Visit(Fetch("https://www.acme.example/", "https://www.acme.example/", Reach.RESPONDED, START, 200)))
    store.close()
    history.seed(run, "the audit of Friday", {"more": "[]"})
    assert history.meta("seeded") == "the audit of Friday"
    assert history.meta("seeded_name") == "Acme"
    assert history.since(*KEY) == START
    assert [one.handle for one in history.profiles()] == ["acme.example"]
    history.absorb(round_of(tmp_path / "1", START + HOUR, START - HOUR), LONG_AGO)
    seen = reader.load(tmp_path / "history")
    assert [one.id for one in seen.posts] == ["1"]
    assert not seen.fetches  # of the site


def test_a_round_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    history.absorb(round_of(tmp_path / "1", START, LONG_AGO, (post("1", START - HOUR),)), LONG_AGO)
    (tmp_path / "2").mkdir()
    (tmp_path / "2" / reader.NAME).write_bytes(b"no database " * 1_000)
    with pytest.raises(SnapshotError, match="not a snapshot of ours"):
        history.absorb(tmp_path / "2", LONG_AGO)
    assert history.since(*KEY) == START


def test_a_history_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / reader.NAME).write_bytes(b"no database " * 1_000)
    with pytest.raises(SnapshotError, match="damaged"):
        History(tmp_path)


def test_a_history_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite, match="cannot be written"):
        History(tmp_path / "file" / "history")
