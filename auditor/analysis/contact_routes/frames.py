"""What pages show in frames: to a visitor, a page of the site in a frame is a part of the page around it. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor import urls
from auditor.analysis import pages
from auditor.analysis.links import graph
from auditor.analysis.links.status import LinkState, judge
from auditor.model import LinkKind, Page, Role, Snapshot

_MOST = 20
"""Frames of one page that are looked into, those inside of frames included. Our default."""


def with_frames(snapshot: Snapshot, shown: Iterable[Page]) -> Iterator[Page]:
    """Yield pages, each followed by the pages of the site that it shows in frames, which serve what it serves.

    What the home page shows too is nothing of the press pages' own.
    """
    for page in shown:
        skipped = set(_at_home(snapshot)) if page.has(Role.MEDIA) else set()
        seen, todo = {page.url, *skipped}, deque([page])
        while todo:
            one = todo.popleft()
            yield one
            for framed in _framed(snapshot, one):
                if framed.url not in seen and len(seen) < _MOST + len(skipped):
                    seen.add(framed.url)
                    todo.append(replace(framed, roles=tuple(sorted({*framed.roles, *page.roles}))))


def _framed(snapshot: Snapshot, page: Page) -> Iterator[Page]:
    for link in graph.links_on(snapshot, page.url):
        own = link.kind is LinkKind.FRAME and urls.same_site(link.url, snapshot.target.site)
        framed = graph.at(snapshot, link.url) if own else None
        if framed is not None and judge(snapshot, link.url).state is LinkState.ALIVE:
            yield framed


def _at_home(snapshot: Snapshot) -> Iterator[str]:
    for home in pages.living(snapshot, Role.HOME):
        yield from (framed.url for framed in _framed(snapshot, home))
