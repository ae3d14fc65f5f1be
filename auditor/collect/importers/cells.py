"""Cells of a table → posts."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from auditor.collect.importers import columns, delimited
from auditor.collect.importers.base import (
    NO_DATE,
    NO_TEXT,
    ImportProblem,
    Request,
    Skip,
    kept_id,
    links,
    made_up_id,
    tidy,
)
from auditor.collect.importers.columns import Layout, Table
from auditor.collect.importers.delimited import Row
from auditor.model import Post, PostKind
from auditor.model.messages import Message, message
from auditor.platforms import ratings
from auditor.platforms.spelling import platform_named
from auditor.resources import facts

NO_DIRECTION = "direction not understood"
_NUMBER = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,2})?)(?!\d)")
_GAPS = {"author": "authors", "automated": "automation"}
"""What can't be seen where a table has no such column."""
_BRAND, _DIRECTION, _AUTHOR = 'brand = ["support"]', 'columns = { direction = "…" }', '{ author = "…" }'
"""Settings of auditor.toml, as messages show them."""
_MOST_WORDS = 1_000
"""Words of the direction column that are remembered."""


@dataclass
class Plan:
    """Makes posts of the rows of one table."""

    request: Request
    table: Table
    wanted: Layout
    own: bool
    where: str
    scale: int = ratings.STARS
    """Highest mark of its reviews."""
    seen: Counter[bool] = field(default_factory=Counter)
    """Posts by others, and by the company."""
    _reply_times: int = 0
    """Replies whose own cell tells when they were written."""

    def __post_init__(self) -> None:
        """Find out once what holds for every row."""
        index = self.table.index
        self._words = columns.directions(self.table, self.wanted)
        self._said: dict[str, bool | None] = {}
        self._usual = PostKind(self.wanted.kind) if self.wanted.kind else None
        self._date = index["created_at"]
        self._text = index["text"]
        named = {"platform"} if self.request.settings.platform else set()  # what auditor.toml says holds for every row
        self._others = [
            (key, index[column], self._rating if column == "rating" else read)
            for column, (key, read) in _READERS.items()
            if column in index and column not in named
        ]
        if self.own or "direction" in index:
            return
        if "author" in index and (self.request.brand or self._usual):
            return
        if self._usual is None or self._usual is PostKind.DIRECT:
            raise ImportProblem(self._mixed_up("author" in index))

    def _mixed_up(self, has_authors: bool) -> Message:
        alike = message("{file}: nothing tells the company's posts from those of others.", file=self.where)
        add = message("Add the names of your accounts and agents, such as {brand}.", brand=_BRAND)
        name = message(
            "Name the column that does, such as {direction} or {author}.", direction=_DIRECTION, author=_AUTHOR
        )
        return alike.then(add if has_authors else name)

    def posts(self, rows: Iterator[delimited.Numbered]) -> Iterator[Post | Skip]:
        """Yield a post for each row, and its reply where it holds one."""
        clock, date, width = self.request.clock, self._date, self.table.width
        has_reply = not self.table.index.keys().isdisjoint({"reply", "reply_minutes"})

        def starts(row: Row) -> bool:
            return date < len(row) and clock.read(row[date]) is not None

        for one in delimited.whole(rows, width, starts, open_end=self._text == width - 1):
            if isinstance(one, Skip):
                yield one
                continue
            number, row = one
            made = self._post(row)
            if isinstance(made, str):
                yield Skip(made, f"line {number}")
                continue
            yield made
            if has_reply and (reply := self._reply(row, made)):
                yield reply

    def close(self) -> None:
        """Say what this table did not show."""
        index, unseen = self.table.index, self.request.unseen
        unseen.update(word for key, word in _GAPS.items() if key not in index and not self.own)
        if "thread" not in index and "parent" not in index:
            unseen.add("threads")
            if not self.own and not index.keys() & {"reply", "reply_minutes", "kind"} and not self.seen[False]:
                unseen.add("addressees")
        if not self.own and index.keys().isdisjoint({"reply", "reply_minutes"}) and self.seen:
            if not self.seen[True]:
                unseen.add("replies")
            if not self.seen[False]:
                unseen.add("inbound")
        if "reply" in index and "reply_at" not in index and not self._reply_times:
            unseen.add("reply-times")

    def _post(self, row: Row) -> Post | str:
        """Return the post of a row, or why there is none."""
        at = self.request.clock.read(row[self._date])
        if at is None:
            return NO_DATE
        said: dict[str, Any] = {"account": "", **_USUAL}
        for key, place, read in self._others:
            said[key] = read(row[place])
        text = tidy(row[self._text])
        if title := said.pop("title"):
            text = f"{title}\n{text}" if text else title
        if not text and said["rating"] is None:
            return NO_TEXT
        by_brand = self._by_brand(row, said["author"])
        if by_brand is None:
            return NO_DIRECTION
        said["kind"] = self._kind(said, by_brand)
        said["account"] = said["account"] or self.request.account
        if by_brand and (self.wanted.contact or not said["author"]):
            said["author"] = said["account"]
        self.seen[by_brand] += 1
        if "://" in said["parent_id"] and "://" not in said["id"]:
            said["parent_id"] = _id_in(said["parent_id"])
        if not said["id"] and (found := _permalink().search(said["url"])):
            said["id"] = found[1]
        if not said["id"]:
            said["id"] = made_up_id(at, said["author"], text, said["thread_id"], said["parent_id"], said["url"])
        return Post(
            said.pop("platform") or self.request.platform,
            created_at=at,
            text=text,
            by_brand=by_brand,
            urls=links(text) if "http" in text else (),
            source=self.request.source,
            **said,
        )

    def _rating(self, text: str) -> float | None:
        return _rating(text, self.scale)

    def _by_brand(self, row: Row, author: str) -> bool | None:
        """Return whether the company wrote it; None where the direction is a word that nobody explained."""
        if self.own:
            return True
        place = self.table.index.get("direction")
        if place is None:
            return bool(author) and self.request.is_brand(author)
        word = row[place]
        if word not in self._said:
            if len(self._said) > _MOST_WORDS:
                return self._words.get(columns.folded(word))
            self._said[word] = self._words.get(columns.folded(word))
        return self._said[word]

    def _kind(self, said: dict[str, Any], by_brand: bool) -> PostKind:
        if found := said["kind"]:
            return PostKind(found)
        if self._usual is PostKind.DIRECT:
            return PostKind.DIRECT
        if by_brand:
            return PostKind.REPLY if said["parent_id"] or said["thread_id"] else PostKind.POST
        return self._usual or (PostKind.REPLY if said["parent_id"] else PostKind.MENTION)

    def _reply(self, row: Row, post: Post) -> Post | None:
        """Return the company's reply that stands in the same row."""
        index = self.table.index
        if "reply_minutes" in index:
            return self._timed_reply(row[index["reply_minutes"]], post)
        text, said_at = unpacked(tidy(row[index["reply"]]))
        if not text:
            return None
        self._reply_times += bool(said_at)
        at = self.request.clock.read(row[index["reply_at"]] if "reply_at" in index else said_at)
        if at is None:  # that there was one matters more than when
            self.request.unseen.add("reply-times")
        return self._answer(post, at or post.created_at, text)

    def _timed_reply(self, minutes: str, post: Post) -> Post | None:
        """Return the reply of which only is known after how many minutes it came."""
        passed = _count(minutes)
        if passed is None or passed > _LONGEST_WAIT:
            return None
        return self._answer(post, post.created_at + timedelta(minutes=passed), "")

    @staticmethod
    def _answer(post: Post, at: datetime, text: str) -> Post:
        return Post(
            post.platform,
            post.account,
            f"{post.id}#reply",
            at,
            text,
            author=post.account,
            by_brand=True,
            kind=PostKind.DIRECT if post.kind is PostKind.DIRECT else PostKind.REPLY,
            thread_id=post.thread_id,
            parent_id=post.id,
            urls=links(text),
            source=post.source,
        )


def _rating(text: str, scale: int) -> float | None:
    """Return stars, up to 5; None for none, and for marks beyond their scale: what the cell itself names, else the given one."""
    if stars := text.count("\u2605"):
        return float(stars) if stars <= ratings.STARS else None
    found = _NUMBER.match(text)
    value = float(found.group(1).replace(",", ".")) if found else 0.0
    return ratings.stars(value, ratings.in_words(text) or scale)


def _count(text: str) -> int | None:
    digits = text.strip().removesuffix(".0").replace(",", "").replace(".", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def unpacked(cell: str) -> tuple[str, str]:
    """Return the text of a reply and when it was written, where a cell holds both as an object; else the text and nothing.

    Tables made by programs have such cells: `{'id': 7, 'body': 'Thanks!', 'modified': '2026-03-02T10:00:00Z'}`.
    """
    if not cell.startswith("{") or len(cell) > _LONGEST_CELL:
        return cell, ""
    try:
        said = ast.literal_eval(cell) if "'" in cell[:3] else json.loads(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return cell, ""
    if not isinstance(said, dict) or not isinstance(said.get("body"), str):
        return cell, ""
    return tidy(said["body"]), str(said.get("modified") or "")


def _kind_word(text: str) -> str:
    """Return what kind a row is: what is called private in any words is direct, however else it is called."""
    said = columns.folded(text[:_LONGEST_WORD])
    return _kinds().get(said, "") or (PostKind.DIRECT if _private_words() & set(said.split()) else "")


@cache
def _kinds() -> dict[str, str]:
    """Return the kinds by the words that tables use for them, folded."""
    said: dict[str, list[str]] = facts("collect/importers/mappings.toml")["kinds"]
    return {columns.folded(word): kind for kind, words in said.items() for word in words}


@cache
def _yes() -> frozenset[str]:
    """Return the words for yes."""
    return frozenset(facts("collect/importers/mappings.toml")["yes"]["words"])


@cache
def _permalink() -> re.Pattern[str]:
    """Return what finds the id in the address of one post, by which replies and other exports know it."""
    words = "|".join(map(re.escape, facts("collect/importers/mappings.toml")["permalinks"]["before"]))
    return re.compile(rf"/(?:{words})/(\w{{8,40}})/?\Z")


@cache
def _private_words() -> frozenset[str]:
    """Return the words that make a row private, folded, in seven languages."""
    return frozenset(map(columns.folded, facts("collect/importers/mappings.toml")["private"]["words"]))


_ADDRESS = re.compile(r"\Ahttps?://|(?<!/)/++\Z")
"""What stands around a domain that is written as an address."""
_LONGEST_WORD = 60
_LONGEST_CELL = 50_000
"""Characters of a cell that is read as an object."""
_LONGEST_WAIT = 5_256_000
"""Minutes, ten years: a longer wait is another number in the wrong column."""
_READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "id": ("id", kept_id),
    "author": ("author", lambda text: text.strip().lstrip("@")),
    "thread": ("thread_id", kept_id),
    "parent": ("parent_id", kept_id),
    "account": ("account", lambda text: _ADDRESS.sub("", text.strip()).lstrip("@")),
    "platform": ("platform", lambda text: platform_named(text) or ""),
    "title": ("title", tidy),
    "url": ("url", str.strip),
    "lang": ("lang", lambda text: text.strip().lower()),
    "likes": ("likes", _count),
    "rating": ("rating", str.strip),
    "kind": ("kind", _kind_word),
    "automated": ("automated", lambda text: text.strip().lower() in _yes()),
}
"""By what a column holds: the field of a post, and how it is read."""
_USUAL: dict[str, Any] = {
    "id": "", "author": "", "thread_id": "", "parent_id": "", "title": "", "url": "", "rating": None, "kind": "", "platform": "",
}  # fmt: skip


def _id_in(url: str) -> str:
    """Return the id in a post's address, which some exports give for what a post answers: the last part of the path."""
    path = re.split("[?#]", url.partition("://")[2], maxsplit=1)[0].partition("/")[2]
    return kept_id(path.rstrip("/").rpartition("/")[2])
