"""Profiles told by marks of pages and of oEmbed answers: what each platform is documented to say, and what else it may say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.analysis.profiles.profiles import hint
from auditor.collect.sources import page, table
from auditor.model import Existence, Profile
from auditor.platforms import catalogue, parse
from tests.collect.sources.replay import Asked, Gathered, gather
from tests.local_web import LocalWeb, answer

CHANNEL = "<title>Acme</title><script>{'canonicalBaseUrl': '/@acme'}</script>"
TIKTOK = "/oembed?url=https%3A%2F%2Fwww.tiktok.com%2F%40acme"
TELEGRAM_NOBODY = answer("<meta name=robots content='noindex, nofollow'><p>Contact</p>")
INVITE_UNKNOWN = answer(json.dumps({"message": "Unknown Invite", "code": 10006}), 404, "application/json")
RULED = [one.id for one in catalogue.catalogue().platforms.values() if one.existence.by in {"page", "oembed"}]


def oembed(**facts: str) -> bytes:
    return answer(json.dumps(facts), type="application/json")


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


def look(web: LocalWeb, folder: Path, platform: str, handle: str, **more: object) -> Gathered:
    found = parse.profile_named(platform, handle)
    assert found is not None
    return gather(folder, Asked({platform: web.url}, more=more), Profile(platform, found.handle, found.url))


@pytest.mark.parametrize(
    ("platform", "path", "nobody", "said", "existence"),
    [
        ("youtube", "/@acme", answer(status=404), answer(CHANNEL), Existence.LIVE),
        ("youtube", "/@acme", answer(status=404), answer(status=404), Existence.MISSING),
        (
            "youtube",
            "/@acme",
            answer(status=404),
            answer(f"{CHANNEL}<form action=https://consent.youtube.com/save>"),
            Existence.UNKNOWN,
        ),
        ("youtube", "/@acme", answer(status=404), answer("<title>YouTube</title>"), Existence.UNKNOWN),
        ("youtube", "/@acme", answer(status=404), answer(status=500), Existence.UNKNOWN),
        ("youtube", "/@acme", answer(status=404), answer(CHANNEL, status=429), Existence.UNKNOWN),
        ("flickr", "/people/acme/", answer(status=404), answer("<h1>Acme</h1>"), Existence.LIVE),
        ("flickr", "/people/acme/", answer(status=404), answer(status=404), Existence.MISSING),
        ("flickr", "/people/acme/", answer(status=404), answer(status=403), Existence.UNKNOWN),
        ("tiktok", TIKTOK, answer(status=400), oembed(author_url="u", author_name="Acme"), Existence.LIVE),
        ("tiktok", TIKTOK, answer(status=400), answer(status=400), Existence.MISSING),
        ("tiktok", TIKTOK, answer(status=400), answer("<div id=tiktok-verify-page>"), Existence.UNKNOWN),
        (
            "pinterest",
            "/oembed.json?url=https%3A%2F%2Fwww.pinterest.com%2Facme%2F",
            answer(status=404),
            oembed(url="https://www.pinterest.com/acme/"),
            Existence.LIVE,
        ),
        ("telegram", "/acme", TELEGRAM_NOBODY, answer("<div class=tgme_page_title>Acme</div>"), Existence.LIVE),
        ("telegram", "/acme", TELEGRAM_NOBODY, TELEGRAM_NOBODY, Existence.MISSING),
        ("discord", "/api/v9/invites/acme", INVITE_UNKNOWN, answer('{"guild": {}}'), Existence.LIVE),
        ("discord", "/api/v9/invites/acme", INVITE_UNKNOWN, INVITE_UNKNOWN, Existence.MISSING),
        ("discord", "/api/v9/invites/acme", INVITE_UNKNOWN, answer("{}", status=404), Existence.UNKNOWN),
    ],
)
def test_existence(
    web: LocalWeb, tmp_path: Path, platform: str, path: str, nobody: bytes, said: bytes, existence: Existence
) -> None:
    web.missing, web.pages[path] = nobody, said
    found = look(web, tmp_path, platform, "acme").profiles[0]
    assert found.existence is existence, found.reason
    assert found.reason
    assert found.evidence == web.url + path
    assert found.name == ("Acme" if platform == "tiktok" and existence is Existence.LIVE else None)


def test_a_platform_that_shows_everybody_a_page_makes_nobody_live(web: LocalWeb, tmp_path: Path) -> None:
    web.missing = answer("<h1>One moment</h1>")
    found = look(web, tmp_path, "flickr", "acme")
    assert found.profiles[0].existence is Existence.UNKNOWN
    assert hint(found.profiles[0]).text == "Open https://www.flickr.com/people/acme/ in a browser."
    assert found.controls == {"flickr": "It shows a profile for a handle that nobody can have."}


@pytest.mark.parametrize("platform", RULED)
def test_every_rule_of_this_kind_can_be_asked_with_its_controls(platform: str) -> None:
    entry = catalogue.catalogue().platforms[platform]
    source = table.source_for(platform)
    assert source in {page.SOURCE, page.WITH_FEED}
    assert source is not None
    for handle in (entry.control.live, entry.control.missing("abcdefghij", "0123456789")):
        assert source.base(Profile(platform, handle, "")).startswith("https://"), handle


def test_platforms_that_tell_strangers_nothing_stay_unknown_with_the_way_to_verify(tmp_path: Path) -> None:
    profiles = [
        Profile(one.id, "acme", f"https://{one.hosts[0]}/acme")
        for one in catalogue.catalogue().platforms.values()
        if one.existence.by == "never" and one.closed_on is None
    ]
    found = gather(tmp_path, Asked({}), *profiles)
    assert len(found.profiles) > 20
    assert {one.existence for one in found.profiles} == {Existence.UNKNOWN}
    assert all(hint(one) and one.reason for one in found.profiles)
    assert found.fetches == {}


FEED = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>yt:video:1</id><title>A drill</title>"
    "<link href='https://www.youtube.com/watch?v=1'/><published>2026-11-01T10:00:00Z</published></entry></feed>"
)


def test_the_feed_that_a_channel_page_names_is_read(web: LocalWeb, tmp_path: Path) -> None:
    path = "/feeds/videos.xml?channel_id=UC1"
    web.pages["/@acme"] = answer(
        f"{CHANNEL}<link rel=alternate type=application/rss+xml href='{path}'>"
        "<link rel=alternate type=application/rss+xml href='https://elsewhere.example/feed'>"
    )
    web.pages[path] = answer(FEED, type="text/xml")
    found = look(web, tmp_path, "youtube", "acme")
    assert [(post.id, post.text, post.by_brand, post.source) for post in found.posts] == [
        ("yt:video:1", "A drill", True, "feed")
    ]
    assert found.profiles[0].last_post_at == found.posts[0].created_at
    assert (found.channels[0].source, found.channels[0].cut.text) == ("feed", "")
    assert "inbound" in found.channels[0].cannot_see


def test_a_channel_without_a_feed_says_so(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/@acme"] = answer(CHANNEL)
    assert look(web, tmp_path, "youtube", "acme").channels[0].cut.text == "No feed of it is known."
