"""Invented places where people speak of the example company, its status page and a web archive. Pure.

A search as Hacker News has it, a Discourse forum, feeds of alerts and reviews. Answers have the shape that `auditor.collect.sources`
asks for, and tell what anonymous visitors are shown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any, Protocol

from auditor.demo.answers import Channels, Said, as_json, linked, page, rss, rss_item, stamp
from auditor.model import Post

_QUOTED = re.compile('"([^"]*)"')
_SPAN = re.compile(r"created_at_i(>=|<=)(\d+)")
_OLDER = timedelta(days=120)
"""How much older the oldest entry of a feed is than the others, so that it is seen to reach back beyond the window."""
_FOUND_AT_ONCE, _TOPIC_AT_ONCE = 50, 20
"""Posts on a page of Discourse's search, and of a topic."""


class Venue(Protocol):
    """Anything that answers on a host."""

    def answer(self, path: str, asked: Mapping[str, str]) -> Said | None:
        """Return the answer to a GET, None for what is a file's."""


class Stories:
    """The search of Hacker News."""

    def __init__(self, posts: Sequence[Post]) -> None:
        """Keep what was written, by time."""
        self._posts = posts

    def answer(self, path: str, asked: Mapping[str, str]) -> Said | None:
        """Return the answer, None for what is a file's."""
        if path == "/api/v1/search_by_date":
            return self._found(asked)
        if path.startswith("/api/v1/items/"):
            post = next((one for one in self._posts if one.id == path.rpartition("/")[2]), None)
            return as_json(self._item(post)) if post else as_json({"status": 404, "error": "Not Found"}, 404)
        return as_json({"message": "Not found"}, 404) if path.startswith("/api/") else None

    def _found(self, asked: Mapping[str, str]) -> Said:
        bounds = {sign: int(value) for sign, value in _SPAN.findall(asked.get("numericFilters", ""))}
        hits = [
            self._hit(post)
            for post in reversed(_holding(self._posts, asked.get("query", "")))
            if bounds.get(">=", 0) <= post.created_at.timestamp() <= bounds.get("<=", 1 << 40)
        ]
        size, number = int(asked.get("hitsPerPage", "20")), int(asked.get("page", "0"))
        shown = hits[number * size : (number + 1) * size]
        return as_json({
            "hits": shown, "nbHits": len(hits), "page": number, "nbPages": -(-len(hits) // size), "hitsPerPage": size,
        })  # fmt: skip

    def _below(self, post: Post) -> list[Post]:
        return [one for one in self._posts if one.parent_id == post.id]

    def _hit(self, post: Post) -> dict[str, Any]:
        told: dict[str, Any] = {
            "objectID": post.id, "author": post.author, "created_at": stamp(post.created_at), "created_at_i": int(post.created_at.timestamp()),
            "story_id": int(post.thread_id), "children": [int(one.id) for one in self._below(post)],
        }  # fmt: skip
        if post.parent_id:
            return {**told, "comment_text": escape(post.text), "parent_id": int(post.parent_id)}
        title, _, text = post.text.partition("\n")
        comments = sum(one.thread_id == post.id for one in self._posts) - 1
        return {**told, "title": title, "url": text or None, "points": 3 + comments, "num_comments": comments}

    def _item(self, post: Post) -> dict[str, Any]:
        title, _, text = post.text.partition("\n")
        return {
            "id": int(post.id), "created_at": stamp(post.created_at), "created_at_i": int(post.created_at.timestamp()), "author": post.author,
            "type": "comment" if post.parent_id else "story", "title": None if post.parent_id else title,
            "url": None if post.parent_id else text or None, "text": escape(post.text) if post.parent_id else None,
            "points": None, "parent_id": int(post.parent_id) if post.parent_id else None, "story_id": int(post.thread_id),
            "children": [self._item(one) for one in self._below(post)],
        }  # fmt: skip


class Forum:
    """A Discourse forum, with the members who wrote there."""

    def __init__(self, host: str, posts: Sequence[Post]) -> None:
        """Keep what was written, by time."""
        self._host = host
        self._posts = posts
        self._topics: dict[str, list[Post]] = {}
        for post in posts:
            self._topics.setdefault(post.thread_id, []).append(post)

    def answer(self, path: str, asked: Mapping[str, str]) -> Said | None:
        """Return the answer, None for what is a file's."""
        parts = path.strip("/").split("/")
        if path == "/search.json":
            return self._found(asked)
        if path == "/site/basic-info.json":
            return as_json({"title": "The Tamewater Forum", "description": "Five towns, one estuary"})
        if parts[0] == "t" and (topic := self._topics.get(parts[1].removesuffix(".json"))):
            return self._topic(topic, asked) if path.endswith(".json") else self._page(topic)
        if parts[0] == "u" and path.endswith(".json"):
            return self._member(parts[1].removesuffix(".json"))
        if path == "/user_actions.json":
            return self._actions(asked.get("username", ""), int(asked.get("offset", "0")))
        if path == "/":
            return page("<h1>The Tamewater Forum</h1><p>Five towns, one estuary.</p>", "The Tamewater Forum")
        if parts[0] == "u" and self._wrote(parts[-1]):
            return page(f"<h1>{parts[-1]}</h1>", parts[-1])
        return self._nothing() if path.endswith(".json") else None

    @staticmethod
    def _nothing() -> Said:
        told = {"errors": ["The requested URL or resource could not be found."], "error_type": "not_found"}
        return as_json(told, 404)

    def _wrote(self, name: str) -> list[Post]:
        return [post for post in reversed(self._posts) if post.author.casefold() == name.casefold()]

    def _found(self, asked: Mapping[str, str]) -> Said:
        found = _holding(self._posts, asked.get("q", ""))[::-1]
        first = (int(asked.get("page", "1")) - 1) * _FOUND_AT_ONCE
        rows = [
            {"id": int(post.id), "username": post.author, "created_at": stamp(post.created_at), "blurb": post.text[:200], "topic_id": int(post.thread_id)}
            for post in found[first : first + _FOUND_AT_ONCE]
        ]  # fmt: skip
        more = len(found) > first + _FOUND_AT_ONCE
        return as_json({"posts": rows, "topics": [], "grouped_search_result": {"more_full_page_results": more or None}})

    def _topic(self, topic: Sequence[Post], asked: Mapping[str, str]) -> Said:
        rows = [self._row(topic, number) for number in range(len(topic))]
        if wanted := asked.get("post_ids[]"):
            return as_json({"post_stream": {"posts": [row for row in rows if str(row["id"]) in wanted.split(",")]}})
        stream = [row["id"] for row in rows]
        return as_json({
            "id": int(topic[0].id), "title": topic[0].text.partition("\n")[0], "closed": False, "archived": False,
            "posts_count": len(rows), "post_stream": {"posts": rows[:_TOPIC_AT_ONCE], "stream": stream},
        })  # fmt: skip

    @staticmethod
    def _row(topic: Sequence[Post], number: int) -> dict[str, Any]:
        post = topic[number]
        text = post.text.partition("\n")[2] if number == 0 else post.text
        above = next((place + 1 for place, one in enumerate(topic) if one.id == post.parent_id), None)
        return {
            "id": int(post.id), "username": post.author, "user_id": 100 + len(post.author), "created_at": stamp(post.created_at),
            "updated_at": stamp(post.created_at), "cooked": f"<p>{linked(text, post.urls)}</p>", "post_number": number + 1, "post_type": 1,
            "reply_to_post_number": above if above != 1 else None, "version": 1, "staff": False, "actions_summary": [],
        }  # fmt: skip

    @staticmethod
    def _page(topic: Sequence[Post]) -> Said:
        said = "".join(f"<p>{linked(post.text, post.urls)}</p>" for post in topic)
        return page(said, escape(topic[0].text.partition("\n")[0]))

    def _member(self, name: str) -> Said:
        wrote = self._wrote(name)
        if not wrote:
            return self._nothing()
        official = wrote[0].by_brand
        return as_json({"user": {
            "id": 7, "username": name, "name": "Quillnet Broadband" if official else name, "admin": False, "moderator": False,
            "created_at": "2024-02-01T00:00:00.000Z", "last_posted_at": stamp(wrote[0].created_at), "suspended_till": None,
            "bio_cooked": "<p>Quillnet answers here, every day 8:00-22:00.</p>" if official else "", "bio_excerpt": "",
            "website": "https://www.quillnet.example/support" if official else None,
            "avatar_template": "/avatars/quillnet.png" if official else "",
        }})  # fmt: skip

    def _actions(self, name: str, first: int) -> Said:
        rows = [
            {"action_type": 5 if post.parent_id else 4, "topic_id": int(post.thread_id), "post_id": int(post.id), "created_at": stamp(post.created_at)}
            for post in self._wrote(name)[first : first + 30]
        ]  # fmt: skip
        return as_json({"user_actions": rows})


class Feed:
    """A feed of reviews, or alerts: one feed for each name, at an address that ends in it."""

    def __init__(self, host: str, title: str, path: str, posts: Sequence[Post], *, alerts: bool = False) -> None:
        """Keep what stands in it, by time; `path` is its address, of alerts what stands before the name."""
        self._host, self._title, self._path, self._posts, self._alerts = host, title, path, posts, alerts

    def answer(self, path: str, asked: Mapping[str, str]) -> Said | None:  # noqa: ARG002 -- as the others have it
        """Return the feed, None for every other address."""
        name = path.removeprefix(self._path)
        if name == path or bool(name) is not self._alerts:
            return None
        found = _holding(self._posts, f'"{name}"') if self._alerts else self._posts
        old = [replace(post, created_at=post.created_at - _OLDER, url=f"{post.url}-old") for post in found[:1]]
        return rss(f"{self._title}{name}", f"https://{self._host}/", map(_entry, [*reversed(found), *old]))


def _entry(post: Post) -> str:
    title, _, summary = post.text.partition("\n")
    return rss_item(title, post.url, post.created_at, summary)


class Status:
    """A status page as Statuspage runs it; what it shows browsers is a file."""

    def __init__(self, posts: Sequence[Post]) -> None:
        """Keep its updates, by time: the first of each thread opens an incident."""
        self._incidents: dict[str, list[Post]] = {}
        for post in posts:
            self._incidents.setdefault(post.thread_id, []).append(post)

    def answer(self, path: str, asked: Mapping[str, str]) -> Said | None:  # noqa: ARG002 -- as the others have it
        """Return the incidents, the newest first; None for every other address."""
        if path != "/api/v2/incidents.json":
            return None
        return as_json(
            {
                "page": {"name": "Quillnet Broadband"},
                "incidents": [self._incident(one) for one in reversed(self._incidents.values())],
            }
        )

    @staticmethod
    def _incident(updates: Sequence[Post]) -> dict[str, Any]:
        told = []
        for post in reversed(updates):
            state, _, body = post.text.partition(": ")
            told.append(
                {
                    "id": post.id,
                    "status": state,
                    "body": body,
                    "created_at": stamp(post.created_at),
                    "display_at": stamp(post.created_at),
                }
            )
        first = updates[0]
        return {
            "id": first.id, "name": first.text.partition(": ")[2].partition(".")[0], "status": told[0]["status"], "impact": "major",
            "created_at": stamp(first.created_at), "shortlink": first.url, "incident_updates": told,
        }  # fmt: skip


class Archive:
    """The index of a web archive, a CDX server."""

    def __init__(self, copies: Mapping[str, datetime]) -> None:
        """Keep which addresses it holds a copy of, and of when."""
        self._copies = copies

    def answer(self, path: str, asked: Mapping[str, str]) -> Said | None:
        """Return the copies of an address, as the table that web.archive.org sends; None for every other address."""
        if path != "/cdx/search/cdx":
            return None
        url = asked.get("url", "")
        if (at := self._copies.get(url)) is None:
            return as_json([])
        head = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
        return as_json([head, [url, at.strftime("%Y%m%d%H%M%S"), url, "text/html", "200", "QUILLNET", "4711"]])


def _copies(folder: Path, now: datetime) -> dict[str, datetime]:
    """Return what an example's archive.toml says was copied, and how many days before."""
    file = folder / "archive.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8")).get("copy", []) if file.is_file() else []
    return {row["url"]: now - timedelta(days=row["ago"]) for row in rows}


def _holding(posts: Iterable[Post], query: str) -> list[Post]:
    """Return what holds the words that a query has in quotes."""
    wanted = [part.casefold() for part in _QUOTED.findall(query)]
    return [post for post in posts if all(re.search(rf"\b{re.escape(one)}\b", post.text.casefold()) for one in wanted)]


def venue(kind: str, host: str, channels: Channels, folder: Path, now: datetime) -> Venue:
    """Return what answers on a host: `stories`, `forum`, `alerts`, `ratings`, `status` or `archive` by name."""
    makers: dict[str, Callable[[], Venue]] = {
        "stories": lambda: Stories(channels.get("stories", ())),
        "forum": lambda: Forum(host, channels.get("forum", ())),
        "alerts": lambda: Feed(host, "Alert: ", "/feeds/", channels.get("alerts", ()), alerts=True),
        "ratings": lambda: Feed(host, "Reviews of Quillnet", "/quillnet/feed.xml", channels.get("ratings", ())),
        "status": lambda: Status(channels.get("status", ())),
        "archive": lambda: Archive(_copies(folder, now)),
    }
    return makers[kind]()
