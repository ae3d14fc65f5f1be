"""The invented networks: they answer as the real ones do, and what is said on them is the same for the same moment."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from auditor.config import load as config
from auditor.demo.answers import Channels
from auditor.demo.company import load
from auditor.demo.fake_networks import Networks, accounts, conversations
from auditor.demo.server import AT_REST, answer, settings
from auditor.model import Post, PostKind

FOLDER = load().folder
HOST = "mastodon.inkford.example"
SKY = "api.sky.example"
BOTH = pytest.mark.parametrize("fixed", [False, True])
LONDON = ZoneInfo("Europe/London")
PRESENTS = [AT_REST + timedelta(days=days, hours=3 * days) for days in range(8)] + [datetime(2028, 2, 29, tzinfo=UTC)]


@cache
def network(fixed: bool = False) -> Networks:
    return Networks({HOST: "mastodon", SKY: "bluesky"}, FOLDER, AT_REST, fixed=fixed)


@cache
def quarter(now: datetime, fixed: bool) -> Channels:
    return conversations(FOLDER, now, fixed=fixed)


def asked(host: str, target: str, status: int = 200, *, fixed: bool = False) -> Any:
    said = network(fixed).answer(host, target)
    assert said is not None
    assert said.status == status, said.body
    return json.loads(said.body)


def by_whom(posts: list[Post]) -> Counter[bool]:
    return Counter(post.by_brand for post in posts)


# --- Mastodon ---------------------------------------------------------------------------------------------------------


def test_mastodon_shows_an_account() -> None:
    for acct in ("quillnet", f"quillnet@{HOST}"):
        found = asked(HOST, f"/api/v1/accounts/lookup?acct={acct.replace('@', '%40')}", fixed=True)
        assert found["display_name"] == "Quillnet Broadband"
        assert found["fields"][0]["verified_at"]
        assert found["statuses_count"] > 80


def test_mastodon_tells_gone_moved_and_suspended_apart() -> None:
    asked(HOST, "/api/v1/accounts/lookup?acct=quillnet_crew", 404)
    asked(HOST, "/.well-known/webfinger?resource=acct:quillnet_crew@mastodon.inkford.example", 404)
    assert asked(HOST, "/api/v1/accounts/lookup?acct=quillnet_offers")["suspended"] is True
    assert asked(HOST, "/api/v1/accounts/lookup?acct=quillnet_tv")["moved"]["url"] == f"https://{HOST}/@quillnet"
    assert "suspended" not in asked(HOST, "/api/v1/accounts/lookup?acct=quillnet")


@pytest.mark.parametrize(("handle", "status"), [("quillnet", 200), ("quillnet_offers", 410), ("quillnet_crew", 404)])
def test_mastodon_shows_browsers_a_page(handle: str, status: int) -> None:
    said = network().answer(HOST, f"/@{handle}")
    assert said is not None
    assert (said.status, said.type) == (status, "text/html; charset=utf-8")


def test_mastodon_hands_statuses_out_in_pages_the_newest_first() -> None:
    seen: list[dict[str, Any]] = []
    target: str | None = "/api/v1/accounts/quillnet/statuses?limit=40"
    while target:
        said = network().answer(HOST, target)
        assert said is not None
        seen += json.loads(said.body)
        link = said.headers.get("Link", "")
        target = link[1:].partition(">")[0].removeprefix(f"https://{HOST}") or None
    written = [status["created_at"] for status in seen]
    assert written == sorted(written, reverse=True)
    assert len(seen) == len({status["id"] for status in seen}) > 80


def test_mastodon_shows_the_conversation_around_a_status() -> None:
    around = asked(HOST, "/api/v1/statuses/cabinet-4/context")
    assert [status["id"] for status in around["ancestors"]] == ["cabinet-1", "cabinet-2", "cabinet-3"]
    assert [status["id"] for status in around["descendants"]] == [f"cabinet-{number}" for number in range(5, 10)]
    asked(HOST, "/api/v1/statuses/nothing/context", 404)


def test_what_is_no_interface_is_left_to_files() -> None:
    assert network().answer(HOST, "/avatars/quillnet.png") is None
    assert network().answer("www.quillnet.example", "/") is None
    served = answer(load(), "https", "GET", HOST, "/avatars/quillnet.png")
    assert (served.status, served.headers["Content-Type"]) == (200, "image/png")


# --- Bluesky ----------------------------------------------------------------------------------------------------------


def test_bluesky_shows_a_profile_and_knows_nobody_else() -> None:
    assert asked(SKY, "/xrpc/app.bsky.actor.getProfile?actor=quillnet.example")["displayName"] == "Quillnet Broadband"
    refused = asked(SKY, "/xrpc/app.bsky.actor.getProfile?actor=quillnet-help.bsky.social", 400)
    assert refused == {"error": "InvalidRequest", "message": "Profile not found"}


def test_bluesky_shows_strangers_feeds_and_threads_and_no_search() -> None:
    feed = asked(SKY, "/xrpc/app.bsky.feed.getAuthorFeed?actor=quillnet.example&limit=100")["feed"]
    assert len(feed) == 48
    assert sum("threadgate" in row["post"] for row in feed) > 10
    uri = next(row["post"]["uri"] for row in feed if row["post"]["replyCount"])
    thread = asked(SKY, f"/xrpc/app.bsky.feed.getPostThread?uri={uri}")["thread"]
    assert thread["replies"][0]["post"]["record"]["reply"]["root"]["uri"] == uri
    asked(SKY, "/xrpc/app.bsky.feed.searchPosts?q=quillnet", 401)


@pytest.mark.parametrize(("state", "error"), [("suspended", "AccountTakedown"), ("deactivated", "AccountDeactivated")])
def test_bluesky_says_what_became_of_an_account(tmp_path: Path, state: str, error: str) -> None:
    (tmp_path / "profiles.toml").write_text(
        f'[[account]]\nnetwork = "bluesky"\nhandle = "x.example"\nphase = "both"\nname = "X"\nstate = "{state}"\n'
    )
    said = Networks({SKY: "bluesky"}, tmp_path, AT_REST, fixed=False).answer(
        SKY, "/xrpc/app.bsky.actor.getProfile?actor=x.example"
    )
    assert said is not None
    assert (said.status, json.loads(said.body)["error"]) == (400, error)


# --- The quarter ------------------------------------------------------------------------------------------------------


@BOTH
def test_the_same_moment_makes_the_same_posts(fixed: bool) -> None:
    assert conversations(FOLDER, AT_REST, fixed=fixed) == quarter(AT_REST, fixed)
    assert conversations(FOLDER, AT_REST + timedelta(days=1), fixed=fixed) != quarter(AT_REST, fixed)


@BOTH
@pytest.mark.parametrize("now", PRESENTS, ids=lambda now: f"{now:%a %d %b %Y %H:%M}")
def test_a_quarter_is_whole_on_whatever_day_it_ends(now: datetime, fixed: bool) -> None:
    made = quarter(now, fixed)
    assert 2_000 < sum(map(len, made.values())) < 4_000
    for posts in made.values():
        ids = {post.id for post in posts}
        assert len(ids) == len(posts)
        assert all(now - timedelta(days=90) < post.created_at <= now for post in posts)
        assert all(not post.parent_id or post.parent_id in ids for post in posts)
        replies = {post.id: post for post in posts}
        assert all(replies[post.parent_id].created_at <= post.created_at for post in posts if post.parent_id)


@BOTH
def test_the_stories_are_told_on_their_days(fixed: bool) -> None:
    for now in PRESENTS:
        told = {post.id: post for posts in quarter(now, fixed).values() for post in posts}
        assert told["cabinet-1"].created_at.weekday() == 1
        assert ("bonus-1" in told) is not fixed
        if not fixed:
            first, warned = (told[name].created_at.astimezone(LONDON) for name in ("bonus-1", "bonus-8"))
            assert f"{first:%a %H:%M} {warned:%a %H:%M}" == "Fri 17:40 Mon 09:12"
            assert timedelta(0) < now - warned < timedelta(days=8)  # the last that is over
            assert warned - first < timedelta(days=3)
            assert f"{told['cabinet-news'].created_at.astimezone(LONDON):%a %H:%M}" == "Tue 15:40"
            assert "cabinet-9" in told
        assert "{" not in told["mini-1"].text


def test_weekends_are_silent_before_and_staffed_after() -> None:
    for fixed in (False, True):
        answers = [post for post in quarter(AT_REST, fixed)["inbox"] if post.by_brand and post.kind is PostKind.REPLY]
        weekend = sum(post.created_at.weekday() > 4 for post in answers) / len(answers)
        assert weekend > 0.2 if fixed else weekend == 0


def test_german_is_asked_and_answered_too() -> None:
    german = [post for post in quarter(AT_REST, True)["inbox"] if post.lang == "de"]
    assert min(by_whom(german).values()) > 20


def test_an_example_without_networks_has_neither_accounts_nor_posts(tmp_path: Path) -> None:
    assert accounts(tmp_path, fixed=False) == ()
    assert conversations(tmp_path, AT_REST, fixed=False) == {}


# --- How it is audited ------------------------------------------------------------------------------------------------


@BOTH
def test_what_no_network_shows_is_exported(tmp_path: Path, fixed: bool) -> None:
    said = settings(load(fixed=fixed), tmp_path, AT_REST)
    assert [Path(one.path) for one in said.conversations] == [tmp_path / "inbox.jsonl", tmp_path / "reviews.csv"]
    rows = (tmp_path / "inbox.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(rows) == len(quarter(AT_REST, fixed)["inbox"])
    assert {"platform", "account", "id", "created_at", "text"} <= json.loads(rows[0]).keys()
    replies = [
        row for row in (tmp_path / "reviews.csv").read_text(encoding="utf-8").splitlines() if not row.endswith(",,")
    ]
    assert len(replies) == (49 if fixed else 1)
    settings(load(fixed=fixed), tmp_path, AT_REST)
    assert rows == (tmp_path / "inbox.jsonl").read_text(encoding="utf-8").splitlines()


def test_its_auditor_toml_can_be_read_as_any_other() -> None:
    said = config.read(FOLDER / "auditor.toml")
    assert (said.target.site, said.target.name) == (load().site, load().company)
    assert said.target.timezone == "Europe/London"
