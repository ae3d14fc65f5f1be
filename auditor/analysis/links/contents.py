"""What answers say, where they are pages."""

from __future__ import annotations

from typing import NamedTuple

from auditor.model import Fetch, Page, Snapshot
from auditor.model.remembering import remembered
from auditor.text.parsed import text_of, tree_of

HTML = frozenset({"text/html", "application/xhtml+xml"})
"""Types of pages."""


class Content(NamedTuple):
    """What an answer says, where it is a page."""

    title: str
    heading: str
    """Text of the first h1."""
    text: str
    """What a visitor reads, one block a line."""
    description: str = ""
    """For search engines, as many pages without much text have it."""


@remembered()
def _pages(snapshot: Snapshot) -> dict[str, Page]:
    return {page.url: page for page in snapshot.pages}


def page_of(snapshot: Snapshot, url: str) -> Page | None:
    """Return the page read at `url`."""
    return _pages(snapshot).get(url)


@remembered(4_096)
def content_of(snapshot: Snapshot, fetch: Fetch) -> Content:
    """Return what an answer says; empty where no page was kept of it."""
    html = snapshot.read(fetch)
    if not html:
        return Content("", "", "")
    tree = tree_of(html)
    title, heading = tree.css_first("title"), tree.css_first("h1")
    described = tree.css_first("meta[name='description' i], meta[property='og:description' i]")
    return Content(
        " ".join(title.text().split()) if title else "",
        " ".join(heading.text().split()) if heading else "",
        text_of(html),
        " ".join((described.attributes.get("content") or "").split()) if described else "",
    )
