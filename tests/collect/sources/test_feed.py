"""Feeds as channels: whose words they hold, what is left out, and which feeds are the site's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.collect.sources import elsewhere, feed
from auditor.collect.sources.elsewhere import Wanted
from auditor.collect.sources.own_feeds import own_feeds
from auditor.config.schema import SourceSettings
from auditor.model import Existence, PostKind, Profile, ProfileMention, ProfileSource
from auditor.platforms import catalogue
from auditor.snapshot.writer import Store
from tests.collect.sources.visited import read, visited
from tests.local_web import LocalWeb, answer

NAMED = (ProfileMention("auditor.toml", "https://acme.example/", ProfileSource.CONFIGURATION),)
LONG = "<p>" + "We make drills and bits for deep holes. " * 30 + "</p>"


def item(n: int, day: str, **facts: str) -> str:
    said = "".join(f"<{name}>{value}</{name}>" for name, value in facts.items())
    date = f"<pubDate>{day} 2026 10:00:00 +0000</pubDate>" if day else ""
    return f"<item><title>News {n}</title><link>https://acme.example/{n}</link><guid>https://acme.example/{n}</guid>{date}{said}</item>"


def rss(*items: str) -> bytes:
    return answer(f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>", type="application/rss+xml")


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    yield opened
    opened.close()


def own(url: str) -> Wanted:
    return Wanted(feed.SOURCE, Profile("website", url, url), of_site=True)


def test_an_own_feed_is_a_channel_of_the_website(web: LocalWeb, store: Store, tmp_path: Path) -> None:
    url = f"{web.url}/feed/"
    web.pages["/feed/"] = rss(
        item(1, "20 Nov"), item(2, ""), item(3, "01 Jan"), item(4, "30 Dec"), item(5, "19 Nov", description="Words")
    )
    found = read(store, tmp_path, [own(url)])
    assert [(post.text, post.url, post.by_brand, post.kind, post.author) for post in found.posts] == [
        ("News 5\nWords", "https://acme.example/5", True, PostKind.POST, ""),
        ("News 1", "https://acme.example/1", True, PostKind.POST, ""),
    ]
    (channel,) = found.channels
    assert (channel.platform, channel.account, channel.source, channel.posts) == ("website", url, "feed", 2)
    assert channel.skipped == {"without a date": 1, "dated in the future": 1}
    assert channel.cut.text == ""
    assert {"inbound", "replies", "threads", "deleted", "images"} <= set(channel.cannot_see)
    assert web.asked == ["/feed/"]
    read(store, tmp_path, [own(url)])
    assert web.asked == ["/feed/"]  # what is there whole is not asked for again


@pytest.mark.parametrize(
    ("said", "cut"),
    [
        (answer("<h1>Hello</h1>"), "The address of its feed does not lead to a feed."),
        (answer("{}", type="application/json"), "The address of its feed does not lead to a feed."),
        (answer(status=500), "The platform's interface is in trouble (500)."),
        (answer(status=404), "The platform's interface found nothing there (404)."),
        (rss(*(item(n, "20 Nov") for n in range(10))), "The feed shows only the newest 10 entries."),
        (rss(item(1, "20 Nov"), "x" * 1_100_000), "Only the first 1,000,000 characters of its feed were read."),
    ],
)
def test_what_is_not_all_is_said(web: LocalWeb, store: Store, tmp_path: Path, said: bytes, cut: str) -> None:
    web.pages["/feed/"] = said
    assert read(store, tmp_path, [own(f"{web.url}/feed/")]).channels[0].cut.text == cut


def test_google_alerts_are_others_words(web: LocalWeb, store: Store, tmp_path: Path) -> None:
    link = "https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://press.example/a&amp;ct=ga"
    web.pages["/alerts/feeds/1/2"] = answer(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>tag:google.com,2013:googlealerts/feed:1</id>"
        f"<title type='html'>&lt;b&gt;Acme&lt;/b&gt; grows</title><link href='{link}'/>"
        "<published>2026-11-20T10:00:00Z</published><content type='html'>Says &lt;b&gt;Acme&lt;/b&gt;&amp;nbsp;...</content></entry></feed>",
        type="text/xml",
    )
    url = f"{web.url}/alerts/feeds/1/2"
    (post,) = read(store, tmp_path, [Wanted(feed.SOURCE, Profile(feed.ALERTS, url, url), of_site=True)]).posts
    assert (post.platform, post.by_brand, post.kind) == ("google-alerts", False, PostKind.MENTION)
    assert (post.text.replace("\xa0", " "), post.url) == ("Acme grows\nSays Acme ...", "https://press.example/a")


def test_in_a_community_only_the_account_speaks_for_the_company(web: LocalWeb, store: Store, tmp_path: Path) -> None:
    rows = (("t3_1", "/u/acme"), ("t3_2", "/u/bob"))
    entries = "".join(
        f"<entry><id>{key}</id><title>x</title><author><name>{who}</name></author><updated>2026-11-20T10:00:00Z</updated></entry>"
        for key, who in rows
    )
    web.pages["/r/drills/.rss"] = answer(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>", type="text/xml")
    profile = Profile("reddit", "r/drills", "https://www.reddit.com/r/drills/", NAMED)
    brand = Profile("reddit", "user/acme", "https://www.reddit.com/user/acme/", NAMED)
    store.put_profiles([profile, brand])
    found = read(store, tmp_path, elsewhere.of_profiles([profile, brand], SourceSettings()), bases={"reddit": web.url})
    assert [(post.author, post.by_brand, post.kind) for post in found.posts] == [
        ("/u/acme", True, PostKind.POST),
        ("/u/bob", False, PostKind.MENTION),
    ]
    assert {one.existence for one in found.profiles} == {Existence.UNKNOWN}
    (away,) = [one for one in found.channels if one.account == "user/acme"]
    assert away.cut.text == "The platform's interface found nothing there (404)."


def test_a_profile_whose_platform_proves_nothing_has_its_feed_read(web: LocalWeb, store: Store, tmp_path: Path) -> None:
    web.pages["/feed/@acme"] = rss(item(1, "01 Feb"))
    profile = Profile("medium", "acme", "https://medium.com/@acme")
    store.put_profiles([profile])
    found = read(store, tmp_path, elsewhere.of_profiles([profile], SourceSettings()), bases={"medium": web.url})
    assert found.posts == []
    (known,) = found.profiles
    assert known.existence is Existence.UNKNOWN
    assert known.last_post_at is not None  # the newest entry counts, though it is older than the window
    assert known.last_post_at.isoformat() == "2026-02-01T10:00:00+00:00"


def test_every_feed_in_platforms_toml_has_somebody_who_reads_it() -> None:
    for platform in catalogue.catalogue().platforms.values():
        if any(path.feed for path in platform.profile):
            by_source = platform.existence.by not in {"never", "page", "oembed"}
            handles = [Profile(platform.id, key, "") for key in ("acme", "r/acme", "user/acme", "channel/UC1")]
            assert (
                by_source
                or platform.id in {"youtube", "flickr", "pinterest"}
                or list(elsewhere.of_profiles(handles, SourceSettings()))
            ), platform.id


def test_the_site_says_which_feeds_are_its_own(web: LocalWeb, tmp_path: Path) -> None:
    named = [
        ("/feed/", "rss"), ("/feed/atom/", "atom"), ("/comments/feed/", "rss"), ("https://other.example/feed", "rss"), ("/news.xml", "rss"),
    ]  # fmt: skip
    head = "".join(f"<link rel=alternate type=application/{kind}+xml href='{url}'>" for url, kind in named)
    web.html("/", f"{head}<link rel=alternate hreflang=de href=/de/><a href=/2026/11/drill/>A new drill</a>{LONG}")
    web.html("/2026/11/drill/", f"{head}<link rel=alternate type=application/rss+xml href=/2026/11/drill/feed/>{LONG}")
    with visited(web.url, tmp_path) as store:
        assert own_feeds(store) == [f"{web.url}/feed/", f"{web.url}/news.xml"]
        assert [one.profile.handle for one in elsewhere.of_site(store)] == [f"{web.url}/feed/", f"{web.url}/news.xml"]
        assert list(elsewhere.of_site(store, may_read=lambda _: False)) == []


@pytest.mark.parametrize(
    ("post", "comments"),
    [("/2026/11/drill/", "/2026/11/drill/feed/"), ("/?p=7", "/?feed=rss2&p=7"), ("/blog/a", "/blog/a/feed")],
)
def test_the_comments_of_one_post_are_no_news(web: LocalWeb, tmp_path: Path, post: str, comments: str) -> None:
    general, own = (f"<link rel=alternate type=application/rss+xml href='{url}'>" for url in ("/?feed=rss2", comments))
    web.html("/", f"<a href='{post}'>A new drill</a>{LONG}")
    web.html(post, f"{general}{own}<a href='{post}{'&' if '?' in post else '?'}replytocom=1'>Reply</a>{LONG}")
    with visited(web.url, tmp_path) as store:
        assert own_feeds(store) == [f"{web.url}/?feed=rss2"]


def test_a_blog_that_names_its_feed_on_its_own_pages_alone_has_one(web: LocalWeb, tmp_path: Path) -> None:
    head = "".join(
        f"<link rel=alternate type=application/{kind}+xml href=/blog/feeds/{kind}/>" for kind in ("rss", "atom")
    )
    web.html("/", f"<a href=/blog/>Blog</a>{LONG}")
    web.html("/blog/", f"{head}{LONG}")
    with visited(web.url, tmp_path) as store:
        assert own_feeds(store) == [f"{web.url}/blog/feeds/rss/"]


def test_a_site_without_feeds_has_none(web: LocalWeb, tmp_path: Path) -> None:
    web.html("/", LONG)
    with visited(web.url, tmp_path) as store:
        assert list(elsewhere.of_site(store)) == []
        assert read(store, tmp_path, []).channels == []
