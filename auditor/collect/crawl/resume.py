"""Take up a visit where it was left."""

from __future__ import annotations

from itertools import groupby

from auditor import urls
from auditor.collect.crawl import parse_page
from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.frontier import Frontier
from auditor.model import CONTACT_ROLES, Reach, Role
from auditor.snapshot.writer import Store


def recall(store: Store, frontier: Frontier, crawl: Crawl) -> None:
    """Go on from what is stored is known, what it led to is queued again."""
    for method, url in store.fetched():
        frontier.mark(url if method == "GET" else f"{method} {url}")
    known: dict[str, set[Role]] = {}
    for url, role in store.rows("SELECT url, role FROM role"):
        known.setdefault(url, set()).add(Role(role))
    controlled = {origin for (origin,) in store.rows("SELECT control_of FROM fetch WHERE control_of != ''")}
    crawl.recall(known, {url for (url,) in store.rows("SELECT url FROM page")}, controlled)
    home = crawl.home
    for page, links in groupby(store.links(), key=lambda link: link.page):
        from_role_page = not CONTACT_ROLES.isdisjoint(known.get(page, ()))
        for lead in parse_page.leads(links, home):
            crawl.add(frontier.offer(lead, known.get(lead.url, set()), page, from_role_page=from_role_page))
    for page, forms in groupby(store.forms(), key=lambda form: form.page):
        crawl.look_at_actions(tuple(forms), known.get(page, set()))
    answered = "SELECT url, final_url FROM fetch WHERE method = 'GET' AND status BETWEEN 200 AND 299 AND reach = ? AND encoding != ''"
    for url, landed in store.rows(answered + " AND content_type LIKE '%html%' ORDER BY url", Reach.RESPONDED):
        if urls.path(url) != "/":
            crawl.ask_control(landed)
