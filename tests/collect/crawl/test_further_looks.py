"""What the pages of a visit have left to look at once they are known."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.frontier import Bounds, Errand, Frontier, Job
from auditor.collect.crawl.further_looks import FurtherLooks
from auditor.collect.crawl.scheduler import Scheduler
from auditor.collect.http.client import Limits
from auditor.collect.http.retry_policy import Pace
from auditor.model import Cause, Fetch, Link, LinkKind, Page, Reach, Role
from auditor.snapshot import link_codec
from auditor.snapshot.writer import Store, Visit

HOME, CONTACT, THERE = "https://acme.example/", "https://acme.example/contact", "https://partner.example/"
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def left(folder: Path, *, waits: bool = False, **answer: Any) -> list[Job]:
    """Return what is left to look at where a contact page links an address that was seen at a glance, or waits to be asked again."""
    store = Store(folder)
    page = Fetch(CONTACT, CONTACT, Reach.RESPONDED, NOW, 200, content_type="text/html", encoding="utf-8")
    links = link_codec.write([Link(CONTACT, THERE, LinkKind.ANCHOR, "Our partner")])
    store.put(Visit(page, page=Page(CONTACT, page), links=links, roles=((CONTACT, Role.CONTACT, "title"),)))
    store.put(Visit(Fetch(THERE, THERE, at=NOW, **answer)))
    frontier = Frontier(HOME, Bounds(10, 10))
    nobody: Any = None
    crawl = Crawl(nobody, store, frontier, Scheduler(4), Limits(), Pace(), region="", everything=False)
    crawl.home = HOME
    if waits:
        crawl.under_way.begin(Job(THERE, Errand.GLANCE, 60))
    try:
        return FurtherLooks(store, crawl, frontier).due()
    finally:
        store.close()


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        ({"reach": Reach.TIMED_OUT}, True),
        ({"reach": Reach.RESPONDED, "status": 404}, True),
        ({"reach": Reach.RESPONDED, "status": 503}, True),
        ({"reach": Reach.DNS_FAILED}, True),
        ({"reach": Reach.DNS_FAILED, "cause": Cause.NO_SUCH_HOST, "tries": 2}, False),
        ({"reach": Reach.RESPONDED, "status": 404, "tries": 2}, False),
        ({"reach": Reach.RESPONDED, "status": 403}, False),
    ],
)
def test_what_a_contact_page_links_is_asked_for_again_where_a_glance_tells_too_little(
    answer: dict[str, Any], again: bool, tmp_path: Path
) -> None:
    jobs = left(tmp_path, **answer)
    assert [(job.url, job.errand) for job in jobs] == ([(THERE, Errand.LOOK)] if again else [])


def test_what_is_under_way_is_left_alone(tmp_path: Path) -> None:
    assert left(tmp_path, waits=True, reach=Reach.TIMED_OUT) == []
