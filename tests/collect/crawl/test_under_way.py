"""What is under way in a visit, and what it waits for."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.frontier import Bounds, Errand, Frontier, Job
from auditor.collect.crawl.scheduler import Scheduler
from auditor.collect.crawl.under_way import UnderWay
from auditor.collect.http.client import Answer, Limits
from auditor.collect.http.retry_policy import Pace
from auditor.model import Fetch, Reach
from auditor.snapshot.writer import Store

HOME, PAGE, SLOW, OTHER = (
    f"https://{host}" for host in ("acme.example/", "acme.example/a", "slow.example/", "b.example/")
)
NOW = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)


def test_a_page_that_moves_on_is_under_way_until_it_has_arrived() -> None:
    under_way = UnderWay()
    first = Job(PAGE, Errand.PAGE, 40)
    onward = replace(first, url=PAGE + "/b", asked=PAGE)
    under_way.begin(first)
    under_way.begin(onward)
    under_way.end(first)
    assert PAGE in under_way
    assert under_way.brings_pages
    under_way.end(onward)
    assert PAGE not in under_way
    assert not under_way.brings_pages


@pytest.mark.parametrize(("is_gone", "brings_pages"), [(True, False), (False, True)])
def test_what_said_it_is_gone_is_asked_again_but_not_waited_for(is_gone: bool, brings_pages: bool) -> None:
    under_way = UnderWay()
    first = Job(PAGE, Errand.PAGE, 40)
    under_way.begin(first)
    under_way.begin(replace(first, tries=1), is_gone=is_gone)
    under_way.end(first)
    assert PAGE in under_way
    assert under_way.brings_pages is brings_pages


def test_an_address_that_is_looked_at_brings_no_page() -> None:
    under_way = UnderWay()
    under_way.begin(Job(OTHER, Errand.LOOK, 30))
    assert OTHER in under_way
    assert not under_way.brings_pages


class SlowWeb:
    """Answers for a slow host only once another one was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.other = asyncio.Event()

    async def read(self, url: str, *_: Any, **__: Any) -> Answer:
        self.asked.append(url)
        if url == OTHER:
            self.other.set()
        if url == SLOW:
            await self.other.wait()
        return Answer(Fetch(url, url, Reach.RESPONDED, NOW, 404, content_type="text/html"), b"", {})


def test_who_is_slow_to_answer_keeps_nobody_waiting_once_the_pages_are_read(tmp_path: Path) -> None:
    store, web = Store(tmp_path), SlowWeb()
    frontier = Frontier(HOME, Bounds(10, 10))
    pace = Pace(waits=(0.0,), confirm_after=0.0, workers=4)
    asks: Any = web
    crawl = Crawl(asks, store, frontier, Scheduler(4), Limits(), pace, region="", everything=False)
    crawl.home = HOME
    crawl.once_read = lambda: [Job(OTHER, Errand.GLANCE, 60)]
    crawl.add(Job(SLOW, Errand.LOOK, 30))
    crawl.add(Job(PAGE, Errand.PAGE, 40))
    try:
        asyncio.run(asyncio.wait_for(crawl.run(lambda *_: None), 30))
    finally:
        store.close()
    assert web.asked.index(OTHER) > web.asked.index(PAGE)
    assert not crawl.under_way.brings_pages
    assert SLOW not in crawl.under_way
