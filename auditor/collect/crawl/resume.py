"""Take up a visit where it was left, as if it had never been: the same order, the same bounds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from auditor import urls
from auditor.collect.crawl import parse_page
from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.frontier import Frontier
from auditor.collect.crawl.scope import Look
from auditor.model import CONTACT_ROLES, Reach, Role
from auditor.snapshot.writer import Store


def recall(store: Store, frontier: Frontier, crawl: Crawl, after_home: Callable[[], None], *, everything: bool) -> None:
    """Go on from what is stored is known, what it led to is queued again, in the order in which it was met.

    Args:
        store: Holds the earlier part of the visit.
        frontier: Told what was read, so that it counts against the bounds.
        crawl: Goes on.
        after_home: Queues what is known besides links: it came right after the home page's.
        everything: Whether all links are judged, not those alone that `further_looks` tells later.
    """
    times = _read(store, frontier)
    known: dict[str, set[Role]] = {}
    for url, role in store.rows("SELECT url, role FROM role"):
        known.setdefault(url, set()).add(Role(role))
    controlled = {origin for (origin,) in store.rows("SELECT control_of FROM fetch WHERE control_of != ''")}
    crawl.recall(known, {url for (url,) in store.rows("SELECT url FROM page")}, controlled)
    pages = {page: list(links) for page, links in groupby(store.links(), key=lambda link: link.page)}
    for page in [crawl.home, *sorted(pages.keys() - {crawl.home}, key=lambda page: times.get(page, 0))]:
        roles = known.get(page, set())
        from_role_page, looks = not CONTACT_ROLES.isdisjoint(roles), crawl.looks(roles)
        for lead in parse_page.leads(pages.get(page, ()), crawl.home):
            look = looks.get(lead.kind, Look.NONE)
            if look is Look.TRUTH:
                crawl.judge(lead.url)
            found = known.get(lead.url, set())
            crawl.add(frontier.offer(lead, found, page, look=look, from_role_page=from_role_page))
        if page == crawl.home:
            after_home()
    for page, forms in groupby(store.forms(), key=lambda form: form.page):
        crawl.look_at_actions(tuple(forms), known.get(page, set()))
    done = {job.url for job in frontier.settle()}
    forbidden = store.rows("SELECT url FROM fetch WHERE method = 'GET' AND reach = ?", Reach.DISALLOWED)
    crawl.robots_left_out += sum(url in done for (url,) in forbidden)
    _ask_controls(store, crawl, everything=everything)


def _read(store: Store, frontier: Frontier) -> dict[str, int]:
    """Tell the frontier what was read; return the place in time of every page, wherever it was asked for."""
    times: dict[str, int] = {}
    read: dict[str, int] = {}
    for place, (method, url, landed) in enumerate(store.rows("SELECT method, url, final_url FROM fetch ORDER BY at")):
        if method == "GET":
            read[url] = place
            times.setdefault(landed, place)
            times[url] = place
        else:
            frontier.mark(f"{method} {url}")
    for landed in times.keys() - read.keys():
        frontier.mark(landed)
    frontier.mark(store.meta("site"))
    frontier.remember(read)
    return times


def _ask_controls(store: Store, crawl: Crawl, *, everything: bool) -> None:
    """Ask each host for an address that cannot exist, where that was not come to: of others' hosts that are judged."""
    pages = {url for (url,) in store.rows("SELECT url FROM page")}
    answered = "SELECT url, final_url FROM fetch WHERE method = 'GET' AND status BETWEEN 200 AND 299 AND reach = ? AND encoding != ''"
    for url, landed in store.rows(answered + " AND content_type LIKE '%html%' ORDER BY url", Reach.RESPONDED):
        judged = everything or landed in pages or urls.same_site(landed, crawl.home)
        if judged and urls.path(url) != "/":
            crawl.ask_control(landed)
