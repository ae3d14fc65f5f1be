"""Posts, pages and comments of a WordPress site → posts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.collect.sources import fields
from auditor.collect.sources.base import Errand
from auditor.collect.sources.markup import Markup
from auditor.collect.sources.paging import Pages, by_link
from auditor.collect.sources.replies import Problem
from auditor.collect.sources.session import SourceSession
from auditor.model import Post, PostKind

_PAGE = 100
_KINDS = ("posts", "pages")
_FIELDS = "id,date_gmt,modified_gmt,link,title,excerpt,author,comment_status"
_COMMENT = "id,post,parent,author,author_name,date_gmt,content,link,type"
_PLAIN = "?rest_route=/"
"""How the interface is asked where the site has no readable addresses."""
_CALLS = frozenset({"pingback", "trackback"})


class Site:
    """Reads what a site wrote and what was said below it."""

    def __init__(self, session: SourceSession, errand: Errand) -> None:
        self._session = session
        self._errand = errand
        self._route = "" if "json" in session.base.rstrip("/").rpartition("/")[2] else _PLAIN
        self._authors: set[str] = set()
        """Numbers of those who write the site's posts and pages."""
        self._articles: dict[str, dict[str, Any]] = {}
        self._handed: set[str] = set()

    def articles(self) -> Iterator[Post]:
        """Yield the posts of the window; take note of the newest others, and of pages."""
        for kind in _KINDS:
            pages = self._pages(kind, {"_fields": _FIELDS})
            for reply in pages:
                rows = fields.rows(reply.data)
                for row in rows:
                    self._take(row)
                    written = fields.moment(row, "date_gmt")
                    in_time = written is None or written >= self._errand.since
                    if kind == "posts" and in_time and (post := self._article(row)) is not None:
                        yield post
                last = fields.moment(rows[-1], "date_gmt") if rows else None
                if kind == "pages" or last is None or last < self._errand.since:
                    break
            else:
                self._errand.stop(pages.cut)

    def comments(self) -> Iterator[dict[str, Any]]:
        """Yield the comments of the window, the newest first."""
        after = self._errand.since.strftime("%Y-%m-%dT%H:%M:%SZ")
        pages = self._pages("comments", {"after": after, "_fields": _COMMENT})
        for reply in pages:
            for row in fields.rows(reply.data):
                written = fields.moment(row, "date_gmt")
                if written is not None and written < self._errand.since:
                    return  # some sites take no notice of `after`
                yield row
        if pages.failed is not None and pages.failed.problem in {Problem.UNAUTHORISED, Problem.NOT_FOUND}:
            self._errand.lacks("inbound", "replies", "threads")
        else:
            self._errand.stop(pages.cut)

    def commented(self, comments: list[dict[str, Any]]) -> Iterator[Post]:
        """Yield what comments are about, as far as it was not yet."""
        about = dict.fromkeys(fields.text(row, "post", most=20) for row in comments)
        unknown_ones = [key for key in about if key and key not in self._articles]
        for kind in _KINDS if unknown_ones else ():
            for first in range(0, len(unknown_ones), _PAGE):
                asked = ",".join(unknown_ones[first : first + _PAGE])
                for reply in self._pages(kind, {"_fields": _FIELDS, "include": asked}):
                    for row in fields.rows(reply.data):
                        self._take(row)
        for key in about:
            if key in self._articles and (post := self._article(self._articles[key])):
                yield post

    def comment(self, row: dict[str, Any]) -> Post | None:
        """Return a comment as a post: by the company where an author of the site's posts wrote it while logged in."""
        errand, key, written = self._errand, fields.text(row, "id", most=20), fields.moment(row, "date_gmt")
        if fields.text(row, "type") in _CALLS:
            errand.skip("call from another site")
            return None
        if not key or written is None:
            errand.skip("without id or time")
            return None
        article = f"post-{fields.text(row, 'post', most=20)}"
        above = fields.text(row, "parent", most=20)
        said = Markup(fields.text(row, "content", "rendered"))
        return errand.post(
            f"comment-{key}",
            written,
            text=said.text,
            author=fields.line(row, "author_name"),
            by_brand=fields.text(row, "author", most=20) in self._authors,
            kind=PostKind.REPLY,
            thread_id=article,
            parent_id=f"comment-{above}" if above not in {"", "0"} else article,
            urls=said.links,
            url=fields.line(row, "link", most=2_000),
        )

    def _pages(self, kind: str, params: dict[str, object]) -> Pages:
        asked = {"per_page": _PAGE, "orderby": "date_gmt" if kind == "comments" else "date", "order": "desc", **params}
        most = self._errand.pages(_PAGE)
        return self._session.pages(f"{self._route}wp/v2/{kind}", asked, follow=by_link, most=most, rows=())

    def _take(self, row: dict[str, Any]) -> None:
        if key := fields.text(row, "id", most=20):
            self._articles[key] = row
        if (author := fields.text(row, "author", most=20)) not in {"", "0"}:
            self._authors.add(author)

    def _article(self, row: dict[str, Any]) -> Post | None:
        key, written = fields.text(row, "id", most=20), fields.moment(row, "date_gmt")
        if not key or key in self._handed:
            return None
        if written is None:
            self._errand.skip("without id or time")
            return None
        self._handed.add(key)
        title = " ".join(Markup(fields.text(row, "title", "rendered")).text.split())
        excerpt = Markup(fields.text(row, "excerpt", "rendered"))
        edited = fields.moment(row, "modified_gmt")
        return self._errand.post(
            f"post-{key}",
            written,
            text="\n".join(filter(None, [title, excerpt.text])),
            by_brand=True,
            thread_id=f"post-{key}",
            url=fields.line(row, "link", most=2_000),
            edited_at=edited if edited != written else None,
            replies_closed=fields.text(row, "comment_status") == "closed",
        )
