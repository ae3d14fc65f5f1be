"""Invented social networks: answers in the shape of Mastodon's and Bluesky's public interfaces, and feeds, made of an example's data. Pure.

Only what anonymous visitors are shown is told, and only what `auditor.collect.sources` asks for.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any, Literal
from urllib.parse import parse_qs, unquote

from pydantic import BaseModel, ConfigDict

from auditor.model import Post

Channels = Mapping[str, Sequence[Post]]
"""Posts by channel, each by time."""
_PAGE = 40


@dataclass(frozen=True, slots=True)
class Said:
    """What a network answers."""

    status: int
    body: bytes
    type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class Account(BaseModel):
    """An account of a network."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    network: Literal["mastodon", "bluesky"]
    handle: str
    phase: Literal["before", "after", "both"]
    state: Literal["live", "suspended", "moved", "deactivated"] = "live"
    moved_to: str = ""
    name: str
    bio: str = ""
    links: tuple[str, ...] = ()
    verified: bool = False
    avatar: str = ""
    posts: str = ""
    count: int = 0
    last: int = 0


def conversations(folder: Path, now: datetime, *, fixed: bool) -> Channels:
    """Return what the generator of an example makes up for the time before `now`; nothing where it has none."""
    file = folder / "conversations.py"
    if not file.is_file():
        return {}
    made: Channels = _module(file).make(now, fixed=fixed)
    return made


@lru_cache(maxsize=4)
def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"auditor_example_{file.parent.name}", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} can't be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


def accounts(folder: Path, *, fixed: bool) -> tuple[Account, ...]:
    """Return the accounts of an example's networks; none where it has no profiles.toml."""
    file = folder / "profiles.toml"
    if not file.is_file():
        return ()
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["account"]
    phase = "after" if fixed else "before"
    return tuple(one for row in rows if (one := Account(**_tupled(row))).phase in {phase, "both"})


def _tupled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


class Networks:
    """Answers for all networks of an example, as they stand at one moment."""

    def __init__(self, hosts: Mapping[str, str], folder: Path, now: datetime, *, fixed: bool) -> None:
        """Read the accounts and make up what was written.

        Args:
            hosts: By host name, `mastodon`, `bluesky`, or `feed` for a site whose newsroom has one.
            folder: The example's.
            now: Nothing is later.
            fixed: Whether the company has fixed its faults.
        """
        self.channels = conversations(folder, now, fixed=fixed)
        found = accounts(folder, fixed=fixed)
        kinds = {"mastodon": Mastodon, "bluesky": Bluesky, "feed": Newsroom}
        self._shapes = {host: kinds[kind](host, found, self.channels, now) for host, kind in hosts.items()}

    def answer(self, host: str, target: str) -> Said | None:
        """Return what the network on `host` answers to a GET of `target`, None for what it leaves to files."""
        shape = self._shapes.get(host)
        if shape is None:
            return None
        path, _, query = target.partition("?")
        asked = {key: values[-1] for key, values in parse_qs(query, keep_blank_values=True).items()}
        return shape.answer(unquote(path), asked)


def _json(data: object, status: int = 200, **headers: str) -> Said:
    return Said(status, json.dumps(data, ensure_ascii=False).encode(), headers=headers)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


class _Shape:
    """What both kinds have in common: accounts, and threads."""

    network = ""

    def __init__(self, host: str, found: Iterable[Account], channels: Channels, now: datetime) -> None:
        self._host = host
        self._now = now
        self._channels = channels
        self._accounts = {one.handle: one for one in found if one.network == self.network}
        self._posts = {
            one.handle: [post for post in channels.get(one.posts, ()) if post.platform == self.network]
            for one in self._accounts.values()
        }
        every = [post for posts in self._posts.values() for post in posts]
        self._by_id = {post.id: post for post in every}
        self._below: dict[str, list[Post]] = {}
        for post in every:
            if post.parent_id:
                self._below.setdefault(post.parent_id, []).append(post)

    def answer(self, path: str, asked: Mapping[str, str]) -> Said | None:
        """Return the answer, None for what is a file's."""
        raise NotImplementedError

    def _own(self, handle: str) -> list[Post]:
        """Return what an account wrote itself, newest first."""
        return [post for post in reversed(self._posts.get(handle, [])) if post.by_brand]

    def _descendants(self, post: Post) -> Iterator[Post]:
        for below in self._below.get(post.id, ()):
            yield below
            yield from self._descendants(below)

    def _ancestors(self, post: Post) -> list[Post]:
        above: list[Post] = []
        while post.parent_id and post.parent_id in self._by_id:
            post = self._by_id[post.parent_id]
            above.insert(0, post)
        return above


class Mastodon(_Shape):
    """A Mastodon server."""

    network = "mastodon"

    def answer(self, path: str, asked: Mapping[str, str]) -> Said | None:
        """Return the answer, None for what is a file's."""
        if path == "/":
            return _html("<h1>A server of the Fediverse</h1><p>See what happens here.</p>", self._host, 200)
        if path == "/api/v2/instance":
            return _json({"domain": self._host, "title": self._host, "version": "4.5.0"})
        if path == "/api/v1/accounts/lookup":
            found = self._accounts.get(asked.get("acct", "").removesuffix(f"@{self._host}"))
            return _json(self._account(found)) if found else self._nothing()
        if path == "/.well-known/webfinger":
            return self._finger(asked.get("resource", ""))
        parts = path.strip("/").split("/")
        if parts[:3] == ["api", "v1", "accounts"] and parts[4:] == ["statuses"]:
            return self._statuses(parts[3], int(asked.get("offset", "0")))
        if parts[:3] == ["api", "v1", "statuses"] and parts[4:] == ["context"] and parts[3] in self._by_id:
            return self._context(self._by_id[parts[3]])
        if path.startswith("/api/"):
            return self._nothing()
        return self._page(parts[0][1:]) if path.startswith("/@") else None

    @staticmethod
    def _nothing() -> Said:
        return _json({"error": "Record not found"}, 404)

    def _finger(self, resource: str) -> Said:
        handle = resource.removeprefix("acct:").removesuffix(f"@{self._host}")
        return _json({"subject": resource}) if handle in self._accounts else self._nothing()

    def _account(self, one: Account) -> dict[str, Any]:
        own = self._own(one.handle)
        last = own[0].created_at if own else self._now - timedelta(days=one.last) if one.count else None
        told: dict[str, Any] = {
            "id": one.handle, "username": one.handle, "acct": one.handle, "display_name": one.name, "note": f"<p>{escape(one.bio)}</p>",
            "avatar": f"https://{self._host}{one.avatar or '/avatars/original/missing.png'}",
            "url": f"https://{self._host}/@{one.handle}", "created_at": "2023-02-01T00:00:00.000Z",
            "last_status_at": last.strftime("%Y-%m-%d") if last else None, "statuses_count": len(own) or one.count,
            "fields": [
                {"name": "Web", "value": f'<a href="{escape(link)}" rel="me">{escape(link)}</a>', "verified_at": "2025-01-01T00:00:00.000Z" if one.verified else None}
                for link in one.links
            ],
        }  # fmt: skip
        if one.state == "suspended":
            told["suspended"] = True
        if one.state == "moved":
            told["moved"] = self._account(self._accounts[one.moved_to])
        return told

    def _statuses(self, handle: str, offset: int) -> Said:
        own = self._own(handle)
        page = [self._status(post) for post in own[offset : offset + _PAGE]]
        if offset + _PAGE >= len(own):
            return _json(page)
        further = f"https://{self._host}/api/v1/accounts/{handle}/statuses?limit={_PAGE}&offset={offset + _PAGE}"
        return _json(page, Link=f'<{further}>; rel="next"')

    def _context(self, post: Post) -> Said:
        above, below = self._ancestors(post), self._descendants(post)
        return _json({"ancestors": list(map(self._status, above)), "descendants": list(map(self._status, below))})

    def _status(self, post: Post) -> dict[str, Any]:
        pictures = [
            {"type": "image", "description": "A picture" if number < (post.described_images or 0) else None}
            for number in range(post.images or 0)
        ]
        return {
            "id": post.id, "created_at": _stamp(post.created_at), "in_reply_to_id": post.parent_id or None, "visibility": "public",
            "language": post.lang, "url": post.url, "uri": post.url, "content": f"<p>{_linked(post)}</p>", "reblog": None,
            "account": {"id": post.author, "acct": post.author, "bot": False}, "media_attachments": pictures,
            "mentions": [], "replies_count": len(self._below.get(post.id, ())), "favourites_count": 0, "edited_at": None, "card": None,
        }  # fmt: skip

    def _page(self, handle: str) -> Said:
        """Return what a browser is shown."""
        one = self._accounts.get(handle)
        if one is None or one.state == "suspended":
            said = "This account has been suspended" if one else "The page you are looking for isn't here."
            return _html(f"<h1>{said}</h1>", said, 410 if one else 404)
        links = "".join(f'<li><a href="{escape(link)}" rel="me">{escape(link)}</a></li>' for link in one.links)
        posts = "".join(f"<p>{_linked(post)}</p>" for post in self._own(handle)[:5])
        body = (
            f"<h1>{escape(one.name)}</h1><p>@{handle}@{self._host}</p><p>{escape(one.bio)}</p><ul>{links}</ul>{posts}"
        )
        return _html(body, f"{escape(one.name)} (@{handle})", 200)


def _html(body: str, title: str, status: int) -> Said:
    page = f'<!doctype html>\n<html lang="en"><title>{title}</title><body>{body}</body></html>\n'
    return Said(status, page.encode(), "text/html; charset=utf-8")


def _linked(post: Post) -> str:
    text = escape(post.text)
    for url in post.urls:
        text = text.replace(escape(url), f'<a href="{escape(url)}">{escape(url)}</a>')
    return text


class Bluesky(_Shape):
    """Bluesky's interface for visitors without a log-in."""

    network = "bluesky"

    def answer(self, path: str, asked: Mapping[str, str]) -> Said | None:
        """Return the answer, None for what is a file's."""
        name = path.removeprefix("/xrpc/app.bsky.")
        if name == path:
            return None
        if name == "actor.getProfile":
            return self._profile(asked.get("actor", ""))
        if name == "feed.getAuthorFeed":
            rows = [{"post": self._view(post)} for post in self._own(asked.get("actor", ""))]
            return _json({"feed": rows})
        if name == "feed.getPostThread":
            post = self._by_id.get(asked.get("uri", "").rpartition("/")[2])
            return _json({"thread": self._thread(post)}) if post else _refused("NotFound", "Post not found")
        return _json({"error": "AuthMissing", "message": "Authentication Required"}, 401)

    def _profile(self, handle: str) -> Said:
        one = self._accounts.get(handle)
        if one is None:
            return _refused("InvalidRequest", "Profile not found")
        if one.state == "suspended":
            return _refused("AccountTakedown", "Account has been suspended")
        if one.state == "deactivated":
            return _refused("AccountDeactivated", "Account is deactivated")
        return _json({
            "did": _did(handle), "handle": handle, "displayName": one.name, "description": one.bio, "avatar": one.avatar,
            "createdAt": "2024-02-01T00:00:00.000Z", "postsCount": len(self._own(handle)) or one.count,
        })  # fmt: skip

    def _thread(self, post: Post) -> dict[str, Any]:
        return {"post": self._view(post), "replies": [self._thread(one) for one in self._below.get(post.id, ())]}

    def _view(self, post: Post) -> dict[str, Any]:
        record: dict[str, Any] = {"text": post.text, "createdAt": _stamp(post.created_at), "langs": [post.lang]}
        if post.parent_id:
            parent, root = self._by_id[post.parent_id], self._by_id[post.thread_id]
            record["reply"] = {"root": {"uri": _uri(root)}, "parent": {"uri": _uri(parent)}}
        if post.images:
            alts = ["A picture" if number < (post.described_images or 0) else "" for number in range(post.images)]
            record["embed"] = {"images": [{"alt": alt} for alt in alts]}
        view = {
            "uri": _uri(post), "author": {"did": _did(post.author), "handle": post.author}, "record": record,
            "replyCount": len(self._below.get(post.id, ())), "indexedAt": _stamp(post.created_at),
        }  # fmt: skip
        return {**view, "threadgate": {"record": {"allow": []}}} if post.replies_closed else view


class Newsroom(_Shape):
    """A site whose news can be read as RSS 2.0."""

    def answer(self, path: str, asked: Mapping[str, str]) -> Said | None:  # noqa: ARG002 -- as the others have it
        """Return the feed, None for every other address."""
        if path != "/newsroom/feed.xml":
            return None
        root = f"https://{self._host}/newsroom"
        old = self._now - timedelta(days=120)
        items = [_item(post.text, post.url, post.created_at) for post in reversed(self._channels.get("feed", ()))]
        items.append(_item("The new year begins with a new ring", f"{root}#note-0", old))
        head = f"<title>Newsroom</title><link>{root}</link><description>News</description><language>en-GB</language>"
        feed = f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>\n'
        return Said(200, feed.encode(), "application/rss+xml; charset=utf-8")


def _item(title: str, url: str, at: datetime) -> str:
    return f"<item><title>{escape(title)}</title><link>{url}</link><guid>{url}</guid><pubDate>{format_datetime(at)}</pubDate></item>"


def _did(handle: str) -> str:
    return f"did:web:{handle}"


def _uri(post: Post) -> str:
    return f"at://{_did(post.author)}/app.bsky.feed.post/{post.id}"


def _refused(error: str, message: str) -> Said:
    return _json({"error": error, "message": message}, 400)
