"""The first questions to a site: what it asks of robots, its home page, its sitemaps."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import pytest
import yarl

from auditor.collect.crawl.bootstrap import Arrival, CollectError, VisitContext, advice
from auditor.collect.crawl.sitemaps import Robots
from auditor.collect.http.address_guard import Guard
from auditor.collect.http.client import Limits, Politeness, open_web
from auditor.collect.http.connecting import NoConnection
from auditor.collect.http.retry_policy import Pace
from auditor.collect.http.stand_ins import StandIns
from auditor.config import load
from auditor.model import Cause, Fetch, Reach
from auditor.snapshot.writer import Store
from tests.local_web import LocalWeb, answer

Found = TypeVar("Found")
USUAL = Limits()
BRIEF = Limits(seconds=0.3)
"""For servers that never answer."""


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.html("/", "<p>Hello</p>", title="Acme")
        yield server


def ask(web: LocalWeb, folder: Path, question: Callable[[Arrival], Awaitable[Found]], limits: Limits = USUAL) -> Found:
    (folder / "auditor.toml").write_text(f'[target]\nsite = "{web.url}"\n')
    settings, politeness, guard = load.read(folder / "auditor.toml"), Politeness(), Guard.for_target(["127.0.0.1"])
    store = Store(folder)

    async def go() -> Found:
        async with open_web(guard, politeness) as reader:
            pace = Pace(waits=(0.01, 0.02))
            gear = VisitContext(settings, reader, store, guard, StandIns(), limits, politeness, pace, lambda *_: None)
            return await question(Arrival(gear))

    try:
        return asyncio.run(go())
    finally:
        store.close()


def listing(*urls: str, index: bool = False) -> bytes:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    places = "".join(f"<{inner}><loc>{url}</loc></{inner}>" for url in urls)
    return answer(f"<?xml version='1.0'?><{outer}>{places}</{outer}>", type="text/xml")


@pytest.mark.parametrize(
    ("status", "allowed", "closed"),
    [(200, False, ""), (404, True, ""), (403, True, ""), (503, False, "answers 503")],
)
def test_what_the_status_of_robots_txt_means(
    web: LocalWeb, tmp_path: Path, status: int, allowed: bool, closed: str
) -> None:
    web.pages["/robots.txt"] = answer("User-agent: *\nDisallow: /", status=status, type="text/plain")
    robots = ask(web, tmp_path, lambda arrival: arrival.robots(web.url))
    assert robots.allows(f"{web.url}/news") is allowed
    assert robots.closed_because == closed
    assert web.asked.count("/robots.txt") == (3 if status == 503 else 1)


def test_a_home_page_that_is_closed_to_robots_is_not_asked_for(web: LocalWeb, tmp_path: Path) -> None:
    with pytest.raises(CollectError, match=r"asks robots to keep out\. If the site is yours"):
        ask(web, tmp_path, lambda arrival: arrival.home(Robots("User-agent: *\nDisallow: /")))
    assert web.asked == []


def test_a_home_page_in_trouble_is_asked_for_again(web: LocalWeb, tmp_path: Path) -> None:
    web.html("/", "oops", status=500)
    found = ask(web, tmp_path, lambda arrival: arrival.home(Robots()))
    assert (found.fetch.status, web.asked) == (500, ["/", "/", "/"])


def test_robots_txt_is_read_once_however_many_ask(web: LocalWeb, tmp_path: Path) -> None:
    async def twice(arrival: Arrival) -> None:
        await asyncio.gather(arrival.robots(web.url), arrival.robots(web.url))
        await arrival.robots(web.url)

    ask(web, tmp_path, twice)
    assert web.asked == ["/robots.txt"]


def test_a_site_whose_robots_txt_stayed_in_trouble_is_asked_once_for_its_home_page(
    web: LocalWeb, tmp_path: Path
) -> None:
    web.pages |= {"/robots.txt": answer("oops", status=503), "/": answer("oops", status=503)}

    async def both(arrival: Arrival) -> int | None:
        return (await arrival.home(await arrival.robots(web.url))).fetch.status

    assert ask(web, tmp_path, both) == 503
    assert web.asked == ["/robots.txt"] * 3 + ["/"]


def test_a_host_that_takes_no_connection_is_asked_for_none_again(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def knock(_: object, *__: object, **___: object) -> aiohttp.ClientResponse:
        knocked.append(1)
        raise NoConnection

    knocked: list[int] = []
    monkeypatch.setattr(aiohttp.ClientSession, "_request", knock)

    async def both(arrival: Arrival) -> Fetch:
        robots = await arrival.robots(web.url)
        assert robots.closed_because
        return (await arrival.home(robots)).fetch

    found = ask(web, tmp_path, both)
    assert (found.reach, found.cause, found.url) == (Reach.TIMED_OUT, Cause.NO_CONNECTION, f"{web.url}/")
    assert len(knocked) == 1
    assert "timeout" not in advice(found), "which would not be waited for"
    assert "timeout" in advice(replace(found, cause=Cause.NO_HANDSHAKE))


def test_a_host_that_says_nothing_answers_so_for_all_its_pages(web: LocalWeb, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        origin = f"https://127.0.0.1:{silent.getsockname()[1]}"
        robots = ask(web, tmp_path, lambda arrival: arrival.robots(origin), BRIEF)
    assert robots.silence is not None
    assert (robots.silence.reach, robots.silence.tries) == (Reach.TIMED_OUT, 3)
    web.pages["/robots.txt"] = _never
    slow = ask(web, tmp_path, lambda arrival: arrival.robots(web.url), BRIEF)
    assert slow.closed_because
    assert slow.silence is None, "its other pages may be quicker"


async def _never(*_: object) -> None:
    await asyncio.sleep(60)


def test_a_site_whose_robots_txt_lies_on_a_host_that_takes_no_connection_is_asked_for_its_home_page(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(session: aiohttp.ClientSession, method: str, url: yarl.URL, **more: Any) -> aiohttp.ClientResponse:
        if "127.0.0.2" in str(url):
            raise NoConnection
        return await original(session, method, url, **more)

    original = aiohttp.ClientSession._request
    monkeypatch.setattr(aiohttp.ClientSession, "_request", gone)
    web.pages["/robots.txt"] = answer(status=301, headers={"Location": "http://127.0.0.2/robots.txt"})

    async def both(arrival: Arrival) -> int | None:
        return (await arrival.home(await arrival.robots(web.url))).fetch.status

    assert ask(web, tmp_path, both) == 200


def test_sitemaps_are_read_each_once_and_never_those_of_other_sites(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/sitemap.xml"] = listing(f"{web.url}/sitemap.xml", f"{web.url}/pages.xml", index=True)
    web.pages["/pages.xml"] = listing(f"{web.url}/press", f"{web.url}/news")
    robots = Robots(f"Sitemap: {web.url}/pages.xml\nSitemap: https://elsewhere.example/sitemap.xml")
    found = ask(web, tmp_path, lambda arrival: arrival.listed(robots, f"{web.url}/"))
    assert found == [f"{web.url}/press", f"{web.url}/news"]
    assert sorted(web.asked) == ["/pages.xml", "/sitemap.xml"]


def test_no_more_than_twenty_sitemaps_are_read(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/sitemap.xml"] = listing(*(f"{web.url}/{number}.xml" for number in range(50)), index=True)
    for number in range(50):
        web.pages[f"/{number}.xml"] = listing(f"{web.url}/page-{number}")
    assert len(ask(web, tmp_path, lambda arrival: arrival.listed(Robots(), f"{web.url}/"))) == 19


def test_a_page_that_is_shown_instead_of_a_sitemap_is_none(web: LocalWeb, tmp_path: Path) -> None:
    web.html("/sitemap.xml", f"<loc>{web.url}/press</loc>")
    assert ask(web, tmp_path, lambda arrival: arrival.listed(Robots(), f"{web.url}/")) == []
