"""What is said below a site's own WordPress posts and pages, by its REST interface (namespace wp/v2). Run against WordPress 6.1."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from auditor import urls
from auditor.collect.sources.base import Errand, Source, live, unknown
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.wordpress_posts import Site
from auditor.model import Post, Profile, message
from auditor.snapshot.writer import Store


def profile(session: SourceSession, asked: Profile) -> Profile:
    """Tell whether the site's interface answers."""
    reply = session.ask("wp/v2/types")
    return live(asked, reply, message("The platform's interface answers.")) if reply.ok else unknown(asked, reply)


def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
    """Yield the site's posts of the window and the comments of the window, with what these are about."""
    site = Site(session, errand)
    for post in site.articles():
        yield post
    comments = list(site.comments())
    for post in site.commented(comments):
        yield post
    for row in reversed(comments):
        if (comment := site.comment(row)) is not None:
            yield comment


def root_of(store: Store) -> str:
    """Return the address of the interface that the home page names; empty where it names none."""
    home = store.meta("site")
    found = store.page(home) if home else None
    node = LexborHTMLParser(found[1]).css_first("link[rel='https://api.w.org/'][href]") if found is not None else None
    place = urls.resolve(node.attributes.get("href") or "", home) if node is not None else None
    return place.url if place is not None and urls.same_site(place.url, home) else ""


SOURCE = Source(
    name="wordpress",
    platforms=(),
    base=lambda asked: asked.url,
    profile=profile,
    posts=posts,
    cannot_see=("deleted", "direct", "images", "automation"),
)
"""For the site itself; it looks no profiles up."""
