"""Invented social networks: answers in the shape of Mastodon's and Bluesky's public interfaces, and feeds, made of an example's data. Pure.

Only what anonymous visitors are shown is told, and only what `auditor.collect.sources` asks for.
"""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any, Literal
from urllib.parse import parse_qs, unquote

from pydantic import BaseModel, ConfigDict

from auditor.demo.answers import Channels, Said, as_json, linked, page, rss, rss_item, stamp
from auditor.demo.fake_venues import Venue, venue
from auditor.model import Post

_PAGE = 40


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
    """Return what the generators of an example make up for the time before `now`; nothing where it has none."""
    own, elsewhere = folder / "conversations.py", folder / "elsewhere.py"
    if not own.is_file():
        return {}
    made: Channels = _module(own).make(now, fixed=fixed)
    return {**made, **_module(elsewhere).make(now, made, fixed=fixed)} if elsewhere.is_file() else made


@lru_cache(maxsize=4)
def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"auditor_example_{file.parent.name}_{file.stem}", file)
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
            hosts: By host name, `mastodon`, `bluesky`, `feed` for a site whose newsroom has one, or a kind of `fake_venues`.
            folder: The example's.
            now: Nothing is later.
            fixed: Whether the company has fixed its faults.
        """
        self.channels = conversations(folder, now, fixed=fixed)
        found = accounts(folder, fixed=fixed)
        kinds: dict[str, type[_Shape]] = {"mastodon": Mastodon, "bluesky": Bluesky, "feed": Newsroom}
        self._shapes: dict[str, Venue] = {
            host: kinds[kind](host, found, self.channels, now)
            if kind in kinds
            else venue(kind, host, self.channels, folder, now)
            for host, kind in hosts.items()
        }

    def answer(self, host: str, target: str) -> Said | None:
        """Return what the network on `host` answers to a GET of `target`, None for what it leaves to files."""
        shape = self._shapes.get(host)
        if shape is None:
            return None
        path, _, query = target.partition("?")
        asked = {key: ",".join(values) for key, values in parse_qs(query, keep_blank_values=True).items()}
        return shape.answer(unquote(path), asked)


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
        self._tagged = [post for post in channels.get("tag", ()) if post.platform == self.network]
        every = [*(post for posts in self._posts.values() for post in posts), *self._tagged]
        self._by_id = {post.id: post for post in every}
        self._below: dict[str, list[Post]] = {}
        for post in every:
            if post.parent_id:
                self._below.setdefault(post.parent_id, []).append(post)

    def answer(self, path: str, asked: Mapping[str, str]) -> Said | None:
        """Return the answer, None for what is a file's."""
        raise NotImplementedError

    def _named(self, asked: str) -> list[Account]:
        """Return the accounts that are there whose handle or name holds what is asked for."""
        wanted = asked.lower()
        there = (one for one in self._accounts.values() if one.state == "live")
        return [one for one in there if wanted and wanted in f"{one.handle} {one.name}".lower()]

    def _own(self, handle: str) -> list[Post]:
        """Return what an account wrote itself, newest first."""
        below_tags = [post for post in self._tagged if post.author == handle]
        own = [post for post in [*self._posts.get(handle, []), *below_tags] if post.by_brand]
        return sorted(own, key=lambda post: (post.created_at, post.id), reverse=True)

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
            return page("<h1>A server of the Fediverse</h1><p>See what happens here.</p>", self._host, 200)
        if path == "/api/v2/instance":
            everybody = {"local": "public", "remote": "public"}
            access = {"timelines_access": {"hashtag_feeds": everybody, "live_feeds": everybody}}
            told = {"domain": self._host, "title": self._host, "version": "4.5.0", "configuration": access}
            return as_json(told)
        if path == "/api/v1/accounts/lookup":
            found = self._accounts.get(asked.get("acct", "").removesuffix(f"@{self._host}"))
            return as_json(self._account(found)) if found else self._nothing()
        if path == "/api/v2/search":
            return as_json(
                {
                    "accounts": [self._account(one) for one in self._named(asked.get("q", ""))],
                    "statuses": [],
                    "hashtags": [],
                }
            )
        if path == "/.well-known/webfinger":
            return self._finger(asked.get("resource", ""))
        parts = path.strip("/").split("/")
        if parts[:3] == ["api", "v1", "accounts"] and parts[4:] == ["statuses"]:
            return self._statuses(path, self._own(parts[3]), int(asked.get("offset", "0")))
        if parts[:4] == ["api", "v1", "timelines", "tag"]:
            tagged = [post for post in reversed(self._tagged) if f"#{parts[4]}" in post.text.casefold()]
            return self._statuses(path, tagged, int(asked.get("offset", "0")))
        if parts[:3] == ["api", "v1", "statuses"] and parts[4:] == ["context"] and parts[3] in self._by_id:
            return self._context(self._by_id[parts[3]])
        if path.startswith("/api/"):
            return self._nothing()
        return self._page(parts[0][1:]) if path.startswith("/@") else None

    @staticmethod
    def _nothing() -> Said:
        return as_json({"error": "Record not found"}, 404)

    def _finger(self, resource: str) -> Said:
        handle = resource.removeprefix("acct:").removesuffix(f"@{self._host}")
        return as_json({"subject": resource}) if handle in self._accounts else self._nothing()

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

    def _statuses(self, path: str, found: Sequence[Post], offset: int) -> Said:
        rows = [self._status(post) for post in found[offset : offset + _PAGE]]
        if offset + _PAGE >= len(found):
            return as_json(rows)
        further = f"https://{self._host}{path}?limit={_PAGE}&offset={offset + _PAGE}"
        return as_json(rows, Link=f'<{further}>; rel="next"')

    def _context(self, post: Post) -> Said:
        above, below = self._ancestors(post), self._descendants(post)
        return as_json({"ancestors": list(map(self._status, above)), "descendants": list(map(self._status, below))})

    def _status(self, post: Post) -> dict[str, Any]:
        pictures = [
            {"type": "image", "description": "A picture" if number < (post.described_images or 0) else None}
            for number in range(post.images or 0)
        ]
        return {
            "id": post.id, "created_at": stamp(post.created_at), "in_reply_to_id": post.parent_id or None, "visibility": "public",
            "language": post.lang, "url": post.url, "uri": post.url, "content": f"<p>{linked(post.text, post.urls)}</p>", "reblog": None,
            "account": {"id": post.author, "acct": post.author, "bot": False}, "media_attachments": pictures,
            "mentions": [], "replies_count": len(self._below.get(post.id, ())), "favourites_count": 0, "edited_at": None, "card": None,
        }  # fmt: skip

    def _page(self, handle: str) -> Said:
        """Return what a browser is shown."""
        one = self._accounts.get(handle)
        if one is None or one.state == "suspended":
            said = "This account has been suspended" if one else "The page you are looking for isn't here."
            return page(f"<h1>{said}</h1>", said, 410 if one else 404)
        links = "".join(f'<li><a href="{escape(link)}" rel="me">{escape(link)}</a></li>' for link in one.links)
        posts = "".join(f"<p>{linked(post.text, post.urls)}</p>" for post in self._own(handle)[:5])
        body = (
            f"<h1>{escape(one.name)}</h1><p>@{handle}@{self._host}</p><p>{escape(one.bio)}</p><ul>{links}</ul>{posts}"
        )
        return page(body, f"{escape(one.name)} (@{handle})", 200)


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
        if name == "actor.searchActors":
            return as_json({"actors": [self._view_of(one) for one in self._named(asked.get("q", ""))]})
        if name == "feed.getAuthorFeed":
            rows = [{"post": self._view(post)} for post in self._own(asked.get("actor", ""))]
            return as_json({"feed": rows})
        if name == "feed.getPostThread":
            post = self._by_id.get(asked.get("uri", "").rpartition("/")[2])
            return as_json({"thread": self._thread(post)}) if post else _refused("NotFound", "Post not found")
        return as_json({"error": "AuthMissing", "message": "Authentication Required"}, 401)

    def _profile(self, handle: str) -> Said:
        one = self._accounts.get(handle)
        if one is None:
            return _refused("InvalidRequest", "Profile not found")
        if one.state == "suspended":
            return _refused("AccountTakedown", "Account has been suspended")
        if one.state == "deactivated":
            return _refused("AccountDeactivated", "Account is deactivated")
        return as_json(self._view_of(one))

    def _view_of(self, one: Account) -> dict[str, Any]:
        handle = one.handle
        return {
            "did": _did(handle), "handle": handle, "displayName": one.name, "description": one.bio, "avatar": one.avatar,
            "createdAt": "2024-02-01T00:00:00.000Z", "postsCount": len(self._own(handle)) or one.count,
        }  # fmt: skip

    def _thread(self, post: Post) -> dict[str, Any]:
        return {"post": self._view(post), "replies": [self._thread(one) for one in self._below.get(post.id, ())]}

    def _view(self, post: Post) -> dict[str, Any]:
        record: dict[str, Any] = {"text": post.text, "createdAt": stamp(post.created_at), "langs": [post.lang]}
        if post.parent_id:
            parent, root = self._by_id[post.parent_id], self._by_id[post.thread_id]
            record["reply"] = {"root": {"uri": _uri(root)}, "parent": {"uri": _uri(parent)}}
        if post.images:
            alts = ["A picture" if number < (post.described_images or 0) else "" for number in range(post.images)]
            record["embed"] = {"images": [{"alt": alt} for alt in alts]}
        view = {
            "uri": _uri(post), "author": {"did": _did(post.author), "handle": post.author}, "record": record,
            "replyCount": len(self._below.get(post.id, ())), "indexedAt": stamp(post.created_at),
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
        items = [rss_item(post.text, post.url, post.created_at) for post in reversed(self._channels.get("feed", ()))]
        return rss("Newsroom", root, [*items, rss_item("The new year begins with a new ring", f"{root}#note-0", old)])


def _did(handle: str) -> str:
    return f"did:web:{handle}"


def _uri(post: Post) -> str:
    return f"at://{_did(post.author)}/app.bsky.feed.post/{post.id}"


def _refused(error: str, message: str) -> Said:
    return as_json({"error": error, "message": message}, 400)
