"""Where the links of own posts and profiles lead: followed once each, on any way, and never further than asked."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.crawl import block_lists, post_links
from auditor.collect.crawl.after_crawl import AfterCrawlContext
from auditor.collect.crawl.bootstrap import VisitContext
from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.frontier import Bounds, Frontier
from auditor.collect.crawl.scheduler import Scheduler
from auditor.collect.crawl.sitemaps import Robots
from auditor.collect.http.address_guard import Guard, StubNetwork
from auditor.collect.http.client import Limits, Politeness, open_web
from auditor.collect.http.retry_policy import Pace
from auditor.collect.http.stand_ins import StandIns
from auditor.config import load
from auditor.config.schema import ExcludeSettings, Settings, TargetSettings
from auditor.config.security import SecuritySettings
from auditor.model import Existence, Landing, LandingState, Owner, Post, PostKind, Profile, Snapshot, Target
from auditor.snapshot import reader
from auditor.snapshot.writer import Store
from tests.local_web import LocalWeb, answer

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HOME = "http://acme.example/"
LOG_IN = "<html><title>Log in</title><body><form><input name=u><input type=Password name=p></form></body></html>"
HOSTS = frozenset({"acme.example", "s.example", "t.example", "www.google.example", "evil.example", "wall.example"})


class Visited:
    """A visit whose pages and posts are known, in a web of made-up names."""

    def __init__(self, web: LocalWeb, folder: Path) -> None:
        self.web, self.folder = web, folder
        self.store = Store(folder)
        self.store.begin(Target("Acme", HOME), NOW)
        self.settings = Settings(target=TargetSettings(site=HOME))
        self.lists: tuple[block_lists.BlockList, ...] = ()
        self._posts = 0

    def moved(self, path: str, to: str, status: int = 301) -> None:
        """Have an address send visitors elsewhere."""
        self.web.pages[path] = answer("", status, headers={"Location": to})

    def posted(self, *urls: str, days: int = 0, **fields: Any) -> None:
        """Have the company link something, so many days ago."""
        self._posts += 1
        at = NOW - timedelta(days=days)
        known = {"author": "acme", "by_brand": True, "urls": urls, **fields}
        self.store.put_posts([Post("mastodon", "acme", str(self._posts), at, **known)])

    def secured(self, **said: Any) -> None:
        """Set what auditor.toml says."""
        self.settings = self.settings.model_copy(update={"security": SecuritySettings(**said)})

    def follow(self) -> Snapshot:
        """Follow the links; return the visit."""
        asyncio.run(self._follow())
        self.store.flush()
        return reader.load(self.folder)

    async def _follow(self) -> None:
        network = StubNetwork(self.web.port, self.web.port, HOSTS)
        guard = Guard((ipaddress.ip_network("127.0.0.0/8"),))
        async with open_web(guard, Politeness(), stub_network=network) as web:
            limits, pace = Limits(seconds=3.0), Pace(tries=1, confirm_after=0.01)
            context = VisitContext(
                self.settings, web, self.store, guard, StandIns(network), limits, Politeness(), pace, lambda *_: None,
                block_lists=self.lists,
            )  # fmt: skip
            frontier = Frontier(HOME, Bounds(1, 1), self._excludes())
            crawl = Crawl(web, self.store, frontier, Scheduler(4), limits, pace, region="")
            crawl.home = HOME
            await post_links.follow(AfterCrawlContext(context, crawl, frontier.excludes, self._robots))

    def _excludes(self) -> Any:
        return load.excludes(self.settings)

    async def _robots(self, _: str) -> Robots:
        return Robots("User-agent: *\nDisallow: /closed")


@pytest.fixture
def visited(tmp_path: Path) -> Iterator[Visited]:
    with LocalWeb() as web:
        yield Visited(web, tmp_path)


def landed(visited: Visited, url: str) -> Landing:
    return visited.follow().landings[url]


def test_redirects_shorteners_and_refreshes_are_followed_to_the_form(visited: Visited) -> None:
    visited.moved("/a", "http://t.example/b", 302)
    visited.web.html("/b", '<meta http-equiv=refresh content="0; url=http://evil.example/in">', title="One moment")
    visited.web.pages["/in"] = answer(LOG_IN)
    visited.posted("http://s.example/a")
    landing = landed(visited, "http://s.example/a")
    assert (landing.final_url, landing.domain, landing.state) == (
        "http://evil.example/in",
        "evil.example",
        LandingState.ANSWERED,
    )
    assert [hop.url for hop in landing.hops] == ["http://t.example/b", "http://evil.example/in"]
    assert (landing.title, landing.password) == ("Log in", True)
    assert [(one.post, one.at) for one in landing.postings] == [("1", NOW)]
    assert {request.method for request in visited.web.requests} == {"GET"}
    assert not any(
        "cookie" in request.headers or "authorization" in request.headers for request in visited.web.requests
    )


def test_a_page_in_between_that_carries_the_next_address_is_passed(visited: Visited) -> None:
    visited.web.html("/url?q=http://evil.example/in", "You are leaving us.", title="Redirect notice")
    visited.web.pages["/in"] = answer(LOG_IN)
    url = "http://www.google.example/url?q=http://evil.example/in"
    visited.posted(url)
    assert landed(visited, url).final_url in {url, "http://evil.example/in"}


def test_each_address_is_asked_for_once_and_the_newest_first(visited: Visited) -> None:
    for name in ("old", "new", "mid"):
        visited.web.html(f"/{name}", "x")
    visited.posted("http://s.example/old", days=9)
    visited.posted("http://s.example/new", "http://s.example/old#part", days=1)
    visited.posted("http://s.example/mid", days=5)
    visited.secured(max_links=2)
    seen = visited.follow()
    states = {url.rpartition("/")[2]: one.state for url, one in seen.landings.items()}
    assert states == {"old": LandingState.ANSWERED, "new": LandingState.ANSWERED, "mid": LandingState.UNREAD}
    assert seen.landings["http://s.example/old"].count == 2
    assert visited.web.asked.count("/old") == 1
    assert "/mid" not in visited.web.asked
    assert [note.text for note in seen.notes] == [
        "1 further link in posts and profiles was not followed, because the limit is 2."
    ]


def test_only_the_companys_own_public_words_are_followed(visited: Visited) -> None:
    visited.posted("http://s.example/1", by_brand=False)
    visited.posted("http://s.example/2", kind=PostKind.DIRECT)
    visited.posted("http://s.example/3", text="RT @someone: look")
    visited.posted("mailto:a@acme.example", "http://", "javascript:x", "https://twitter.com/intent/tweet?text=a")
    assert not visited.follow().landings
    assert not visited.web.asked


def test_links_of_own_live_profiles_are_followed_first(visited: Visited) -> None:
    visited.web.html("/bio", "x")
    live = Profile(
        "mastodon",
        "acme@b.example",
        "https://b.example/@acme",
        existence=Existence.LIVE,
        links=("http://s.example/bio",),
    )
    gone = replace(live, handle="gone@b.example", existence=Existence.SUSPENDED, links=("http://s.example/gone",))
    other = replace(live, handle="other@b.example", owner=Owner.OTHER, links=("http://s.example/other",))
    visited.store.put_profiles([live, gone, other])
    visited.posted("http://s.example/post")
    visited.secured(max_links=1)
    seen = visited.follow()
    assert {url: (one.state, one.in_profile) for url, one in seen.landings.items()} == {
        "http://s.example/bio": (LandingState.ANSWERED, True),
        "http://s.example/post": (LandingState.UNREAD, False),
    }


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (answer("x", 403), LandingState.UNKNOWN),
        (answer("x", 401), LandingState.UNKNOWN),
        (answer("x", 429), LandingState.UNKNOWN),
        (answer("x", 503), LandingState.UNKNOWN),
        (answer("<title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x></script>", 403), LandingState.UNKNOWN),
        (answer("x", 404), LandingState.GONE),
        (answer("x", 410), LandingState.GONE),
        (answer("x", 200), LandingState.ANSWERED),
        (answer(b"%PDF", 200, "application/pdf"), LandingState.ANSWERED),
    ],
)  # fmt: skip
def test_what_is_told_of_others_is_what_they_say_themselves(
    visited: Visited, reply: bytes, state: LandingState
) -> None:
    visited.web.pages["/x"] = reply
    visited.posted("http://wall.example/x")
    assert landed(visited, "http://wall.example/x").state is state


def test_a_host_that_does_not_exist_is_gone_and_has_no_password(visited: Visited) -> None:
    visited.posted("http://nowhere.example/x")
    landing = landed(visited, "http://nowhere.example/x")
    assert (landing.state, landing.password) == (LandingState.GONE, None)


def test_a_private_address_is_not_visited(visited: Visited) -> None:
    visited.posted("http://169.254.169.254/latest", "http://127.0.0.1/x")
    seen = visited.follow()
    assert {one.state for one in seen.landings.values()} == {LandingState.UNKNOWN}
    assert not visited.web.asked


def test_robots_of_the_own_site_and_what_auditor_toml_leaves_out_are_kept(visited: Visited) -> None:
    visited.settings = visited.settings.model_copy(
        update={"exclude": (ExcludeSettings(pattern="http://t.example/*", reason="ours to break"),)}
    )
    visited.moved("/hop", "http://t.example/in")
    visited.posted("http://acme.example/closed", "http://t.example/x")
    seen = visited.follow()
    assert seen.landings["http://acme.example/closed"].state is LandingState.UNKNOWN
    assert seen.landings["http://t.example/x"].state is LandingState.UNREAD
    assert not visited.web.asked


def test_a_page_that_shows_nothing_without_scripts_does_not_tell_whether_it_asks_for_a_password(
    visited: Visited,
) -> None:
    visited.web.pages["/app"] = answer(
        "<html><title>App</title><body><div id=root></div><script src=/a.js></script></body></html>"
    )
    visited.posted("http://s.example/app")
    assert landed(visited, "http://s.example/app").password is None


def test_switched_off_nothing_is_asked_and_it_is_said(visited: Visited) -> None:
    visited.secured(links=False)
    visited.posted("http://s.example/x")
    seen = visited.follow()
    assert seen.missing["landings"].text == "Following the links in posts and profiles is switched off for this audit."
    assert not visited.web.asked


def test_addresses_are_held_against_block_lists_on_all_of_their_way(visited: Visited, tmp_path: Path) -> None:
    file = tmp_path / "bad.txt"
    file.write_text("0.0.0.0 t.example\nwhat is this\n")
    visited.lists = (block_lists.read(file),)
    visited.moved("/a", "http://t.example/b")
    visited.moved("/b", "http://evil.example/in")
    visited.posted("http://s.example/a")
    seen = visited.follow()
    assert [(one.block_list, one.url) for one in seen.landings["http://s.example/a"].block_lists] == [
        ("bad.txt", "http://t.example/b")
    ]
    assert "names neither a host nor an address (line 2)" in seen.notes[0].text


def test_a_visit_that_is_taken_up_asks_for_nothing_twice(visited: Visited) -> None:
    visited.web.html("/x", "x")
    visited.posted("http://s.example/x")
    first = visited.follow().landings
    assert visited.follow().landings == first
    assert visited.web.asked.count("/x") == 1


def test_a_short_link_on_a_list_of_trackers_condemns_nothing(visited: Visited, tmp_path: Path) -> None:
    file = tmp_path / "trackers.txt"
    file.write_text("0.0.0.0 bit.ly\n")
    visited.lists = (block_lists.read(file),)
    visited.posted("http://bit.ly/x")
    assert landed(visited, "http://bit.ly/x").block_lists == ()
