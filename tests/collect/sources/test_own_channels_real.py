"""The feeds and comments of real content management systems on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.collect.sources import elsewhere
from auditor.collect.sources import wordpress as wordpress_source
from auditor.collect.sources.elsewhere import Wanted
from auditor.collect.sources.own_feeds import own_feeds
from auditor.model import PostKind, Profile
from tests.collect.sources.visited import Read, read, visited
from tests.test_real_servers import nothing_but_loopback, started

pytestmark = pytest.mark.server


def gathered(url: str, folder: Path) -> tuple[list[str], Read]:
    with nothing_but_loopback(), visited(f"{url}/", folder) as store:
        feeds = own_feeds(store)
        wanted = list(elsewhere.of_site(store))
        plain = Wanted(wordpress_source.SOURCE, Profile("website", "plain", f"{url}/"), of_site=True)
        if len(wanted) > len(feeds):  # with comments: asked for once more as on a site without readable addresses
            wanted.append(plain)
        return feeds, read(store, folder, wanted, now=datetime.now(UTC))


@pytest.fixture(scope="module")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str], Read]]:
    with started("wordpress") as url:
        yield url, *gathered(url, tmp_path_factory.mktemp("wordpress"))


def test_wordpress_announces_one_feed_of_its_own(wordpress: tuple[str, list[str], Read]) -> None:
    url, feeds, found = wordpress
    assert feeds == [f"{url}/feed/"]
    channel = found.channel("feed")
    assert (channel.platform, channel.account, channel.cut.text, channel.skipped) == ("website", f"{url}/feed/", "", {})
    news = {post.text: post for post in found.posts if post.source == "feed"}
    assert "A new drill\nIt ships today." in news
    assert all(post.by_brand and post.kind is PostKind.POST and post.url.startswith(url) for post in news.values())


def test_wordpress_comments_hang_below_their_posts(wordpress: tuple[str, list[str], Read]) -> None:
    url, _, found = wordpress
    posts = {post.id: post for post in found.posts if post.source == "wordpress" and post.account != "plain"}
    (asked,) = [post for post in posts.values() if post.author == "Alice"]
    assert (asked.text, asked.by_brand, asked.kind) == ("Does it come with a charger?", False, PostKind.REPLY)
    above = posts[asked.parent_id]
    assert (above.text, above.by_brand, above.replies_closed) == ("A new drill\nIt ships today.", True, False)
    assert asked.thread_id == above.thread_id == above.id
    assert asked.url.startswith(f"{url}/")
    assert {one.account: (one.cut.text, one.posts) for one in found.channels if one.source == "wordpress"} == {
        f"{url}/": ("", len(posts)),
        "plain": ("", len(posts)),
    }


def test_mezzanine_announces_its_blog_in_two_formats_of_which_one_is_read(tmp_path: Path) -> None:
    with started("mezzanine") as url:
        feeds, found = gathered(url, tmp_path)
    assert feeds == [f"{url}/blog/feeds/rss/"]
    (channel,) = found.channels
    assert (channel.account, channel.source, channel.posts, channel.cut.text) == (
        feeds[0],
        "feed",
        0,
        "",
    )  # nobody wrote yet
