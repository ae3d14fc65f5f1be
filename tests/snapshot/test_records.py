"""What is written of profiles, files and conversations is read back as it was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType

import pytest

from auditor.model import (
    Approved,
    ApprovedAccount,
    Channel,
    CompanyProfile,
    Document,
    Existence,
    Landing,
    LandingState,
    Listed,
    Place,
    Post,
    Posting,
    PostKind,
    Profile,
    ProfileMention,
    ProfileSource,
    Redirect,
    Spokesperson,
    Target,
    Venue,
    VenueKind,
)
from auditor.model.messages import message
from auditor.snapshot import reader, records
from auditor.snapshot.writer import Store

NOON = datetime(2026, 11, 2, 12, 0, 0, 123456, tzinfo=UTC)
POST = Post("bluesky", "quill.example", "1", NOON, "When will it be back?", "ann.example")
FULL = Post(
    platform="reviews",
    account="quill",
    id="2",
    created_at=NOON,
    text="Nie wieder \N{PILE OF POO} \x00 ende",
    author="bob",
    by_brand=True,
    kind=PostKind.REVIEW,
    thread_id="t",
    parent_id="1",
    automated=True,
    lang="de",
    urls=("https://a.example/", "https://b.example/"),
    rating=1.5,
    likes=0,
    url="https://reviews.example/2",
    source="csv",
    edited_at=NOON + timedelta(hours=1),
    deleted=True,
    images=2,
    described_images=0,
    replies_closed=False,
    client="Buffer",
)
PROFILE = Profile(
    "mastodon",
    "quill@social.example",
    "https://social.example/@quill",
    mentions=(ProfileMention("https://q.example/", "https://social.example/@Quill", ProfileSource.REL_ME, Place.FOOTER, "Mastodon"),),
    existence=Existence.LIVE,
    reason=message("Its server knows it."),
    at=NOON,
    bio="",
    links=("https://q.example/",),
    avatar=None,
    last_post_at=NOON,
    posts=0,
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path)
    made.begin(Target("Quill", "https://q.example/"), NOON)
    return made


@pytest.mark.parametrize("post", [POST, FULL], ids=["plain", "full"])
def test_a_post_comes_back(store: Store, post: Post) -> None:
    assert store.put_posts([post]) == 1
    assert list(reader.load(store.folder).posts) == [post]


def test_posts_come_back_by_time_each_time_they_are_asked_for(store: Store) -> None:
    late, early = replace(POST, id="a", created_at=NOON + timedelta(days=1)), replace(POST, id="z")
    store.put_posts(iter([late, early]))
    read = reader.load(store.folder)
    assert [p.id for p in read.posts] == [p.id for p in read.posts] == ["z", "a"]


def test_of_two_posts_with_one_id_the_first_stays(store: Store) -> None:
    assert store.put_posts([POST, replace(POST, text="again"), replace(POST, account="other")]) == 2
    assert store.put_posts([POST]) == 0
    assert [p.text for p in reader.load(store.folder).posts] == [POST.text] * 2


def test_moments_are_kept_in_utc(store: Store) -> None:
    there = timezone(timedelta(hours=5, minutes=30))
    store.put_posts([replace(POST, created_at=NOON.astimezone(there), edited_at=NOON.astimezone(there))])
    (post,) = reader.load(store.folder).posts
    assert (post.created_at, post.edited_at) == (NOON, NOON)
    assert post.created_at.utcoffset() == timedelta(0)


def test_a_profile_comes_back_with_what_is_unknown_told_from_what_is_empty(store: Store) -> None:
    store.put_profiles([PROFILE])
    store.put_control("mastodon", message("The control was found."))
    read = reader.load(store.folder)
    assert read.profiles == (PROFILE,)
    assert dict(read.profile_controls) == {"mastodon": message("The control was found.")}


def test_a_profile_is_replaced_by_what_is_known_later(store: Store) -> None:
    store.put_profiles([PROFILE])
    store.put_profiles([replace(PROFILE, existence=Existence.MISSING)])
    assert [p.existence for p in reader.load(store.folder).profiles] == [Existence.MISSING]


CUT = message("Only its first {size:,} bytes were read.", size=1_000)


def test_a_document_comes_back(store: Store) -> None:
    said = Document("https://q.example/kit.pdf", "pdf", ("https://q.example/press",), {"author": ("Ann Example",)}, CUT)
    store.put_documents([said])
    assert reader.load(store.folder).documents == (said,)


def test_a_channel_comes_back(store: Store) -> None:
    channel = Channel(
        "x",
        "quill",
        "csv",
        since=NOON,
        cannot_see=("inbound",),
        posts=3,
        skipped={"no date": 2},
        cut=message("It was cut."),
    )
    store.put_channel(channel)
    assert store.channels() == reader.load(store.folder).channels == (channel,)


def test_mappings_that_cannot_be_changed_are_written_too(store: Store) -> None:
    store.put_documents([Document("https://q.example/a.pdf", "pdf", facts=MappingProxyType({"title": ("A",)}))])
    store.put_channel(Channel("x", "quill", "csv", skipped=MappingProxyType({"no date": 1})))
    read = reader.load(store.folder)
    assert (dict(read.documents[0].facts), dict(read.channels[0].skipped)) == ({"title": ("A",)}, {"no date": 1})


def test_what_auditor_toml_says_of_the_company_comes_back(tmp_path: Path) -> None:
    company_profile = CompanyProfile(
        ("Quill",),
        "quill",
        timezone="Europe/Berlin",
        spokespeople=(Spokesperson("Ann", "in writing", ("a@q.example",)),),
    )
    made = Store(tmp_path)
    made.begin(Target("Quill", "https://q.example/"), NOON, company_profile=company_profile)
    assert reader.load(tmp_path).company_profile == company_profile


def test_a_snapshot_from_before_there_were_any_still_loads(store: Store) -> None:
    store.close()
    db = sqlite3.connect(store.folder / reader.NAME)
    for table in ("document", "profile", "profile_control", "channel", "post"):
        db.execute(f"DROP TABLE {table}")
    db.execute("DELETE FROM meta WHERE key = 'brief'")
    db.commit()
    db.close()
    read = reader.load(store.folder)
    assert (read.documents, read.profiles, read.channels, tuple(read.posts), read.company_profile) == (
        (),
        (),
        (),
        (),
        CompanyProfile(),
    )
    assert records.brief_from_text("{}") == CompanyProfile()


def test_clauses_that_snapshots_once_kept_are_read_as_sentences(store: Store) -> None:
    db = store._db
    store.put_profiles([replace(PROFILE, reason=message("Now."))])
    kept = json.loads(db.execute("SELECT said FROM profile").fetchone()[0])
    db.execute("UPDATE profile SET said = ?", (json.dumps({**kept, "reason": "its server knows it"}),))
    db.execute("INSERT INTO profile_control VALUES ('x', 'its interface is in trouble (502)')")
    said = {"platform": "x", "account": "quill", "source": "csv", "cut": "only its first 22 pages were read"}
    db.execute("INSERT INTO channel VALUES ('x', 'quill', 'csv', ?)", (json.dumps(said),))
    read = reader.load(store.folder)
    assert read.profiles[0].reason.text == "Its server knows it."
    assert read.profile_controls["x"].text == "Its interface is in trouble (502)."
    assert read.channels[0].cut.text == "Only its first 22 pages were read."


def test_a_landing_comes_back(store: Store) -> None:
    landing = Landing(
        "https://s.example/a",
        "https://shop.example/",
        "shop.example",
        LandingState.ANSWERED,
        (Redirect(301, "https://shop.example/"),),
        title="Shop",
        password=False,
        block_lists=(Listed("hosts.txt", "https://shop.example/"),),
        postings=(Posting("mastodon", "quill"), Posting("mastodon", "quill", "7", NOON, "https://social.example/7")),
        count=2,
        at=NOON,
    )
    unread = Landing(
        "https://t.example/", "https://t.example/", "t.example", LandingState.UNREAD, reason=message("No.")
    )
    store.put_landings([landing, unread])
    read = reader.load(store.folder)
    assert dict(read.landings) == {landing.url: landing, unread.url: unread}
    assert (landing.in_profile, unread.in_profile) == (True, False)
    assert "landings" not in read.missing


def test_a_snapshot_from_before_links_were_followed_says_so(store: Store) -> None:
    store.close()
    with closing(sqlite3.connect(store.folder / reader.NAME)) as db, db:
        db.execute("DROP TABLE landing")
    read = reader.load(store.folder)
    assert (dict(read.landings), list(read.missing)) == ({}, ["landings"])


def test_what_was_approved_is_kept_with_the_visit(tmp_path: Path) -> None:
    account = ApprovedAccount("x", "acme", name="", links=(), languages=("de",), clients=("App",))
    approved = Approved("https://a.example/", NOON.date(), "Europe/Berlin", ("a.example",), (account,))
    for folder, told in (("with", approved), ("without", None)):
        store = Store(tmp_path / folder)
        store.begin(Target("A", "https://a.example/"), NOON, approved=told)
        store.close()
        assert reader.load(tmp_path / folder).approved == told


def test_what_is_said_elsewhere_comes_back_and_never_among_the_posts(store: Store) -> None:
    said, update = replace(FULL, kind=PostKind.MENTION), replace(POST, by_brand=True)
    assert (store.put_mentions([said, said]), store.put_status_updates([update])) == (1, 1)
    read = reader.load(store.folder)
    assert (list(read.mentions), list(read.status_updates), list(read.posts)) == ([said], [update], [])
    assert len(read.mentions) == 1  # type: ignore[arg-type]


def test_a_venue_comes_back(store: Store) -> None:
    refused = message("It asks for a log-in.")
    venues = (
        Venue("gdelt", "", "gdelt", kind=VenueKind.NEWS, terms=("Quill",), unseen=refused),
        Venue("lemmy", "lemmy.example", "lemmy", "https://lemmy.example/", since=NOON, mentions=2, skipped={"namesake": 3}, newest=NOON, cut=CUT),
    )  # fmt: skip
    for venue in (*reversed(venues), venues[0]):
        store.put_venue(venue)
    assert store.venues() == reader.load(store.folder).venues == venues


def test_a_visit_of_before_tells_of_no_venue(store: Store) -> None:
    store.put_posts([POST])
    store.close()
    with closing(sqlite3.connect(store.folder / reader.NAME)) as db, db:
        for table in ("mention", "status_update", "venue"):
            db.execute(f"DROP TABLE {table}")
    read = reader.load(store.folder)
    assert (read.mentions, read.venues, read.status_updates, list(read.posts)) == ((), (), (), [POST])
