"""Going through what comes in pages: to the end, to a limit, or to where a cursor leads in circles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from auditor.collect.sources import fields
from auditor.collect.sources.replies import Reply
from auditor.model import NOTHING, message
from auditor.urls import HIDDEN

Follow = Callable[[Reply, int], "Mapping[str, object] | str | None"]
"""Says, by a reply and how many pages there were so far, how to ask for the next: parameters that change, an address, or
None at the end."""

_EMPTY = 3
"""Pages in a row with nothing in them that end it: interfaces that filter may send one now and then. Our default."""
_LINK = re.compile(r"<([^<>]{1,4000})>([^<]{0,500})")
_NEXT = re.compile(r'\brel="?(?:[^";]{0,100} )?next\b', re.IGNORECASE)
_HIDDEN_PARAMETER = re.compile(rf"[^?&]{{0,200}}={re.escape(HIDDEN)}&?")


@dataclass(frozen=True, slots=True)
class Walk:
    """How to ask for a page."""

    path: str
    params: Mapping[str, object] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    def next(self, step: Mapping[str, object] | str) -> Walk:
        """Return how to ask for the page that `step` leads to."""
        if isinstance(step, str):
            return Walk(step)
        return Walk(self.path, {**self.params, **step}, self.parts)

    @property
    def key(self) -> str:
        """What is the same for two requests that are."""
        return repr((self.path, sorted((name, str(value)) for name, value in self.params.items())))


class Pages:
    """Answers one after another. `cut` says afterwards why they ended early; nothing where they came to their end.

    A page that can't be used ends them and is not handed out: `failed` is it. Whoever has seen enough breaks out of the loop.
    """

    def __init__(
        self, ask: Callable[..., Reply], first: Walk, follow: Follow, most: int, rows: tuple[str | int, ...]
    ) -> None:
        self._ask = ask
        self._first = first
        self._follow = follow
        self._most = most
        self._rows = rows
        self.cut = NOTHING
        self.failed: Reply | None = None

    def __iter__(self) -> Iterator[Reply]:
        """Yield usable answers."""
        walk, seen, empty = self._first, {self._first.key}, 0
        for number in range(1, self._most + 1):
            reply = self._ask(walk.path, walk.params, json=True, **walk.parts)
            if not reply.ok:
                self.failed, self.cut = reply, reply.why
                return
            yield reply
            empty = empty + 1 if self._rows and not fields.find(reply.data, *self._rows) else 0
            step = self._follow(reply, number)
            if step is None or empty == _EMPTY:
                return
            walk = walk.next(step)
            if walk.key in seen:
                self.cut = message("Its pages lead in circles.")
                return
            seen.add(walk.key)
        self.cut = message(
            "Only its first {count:,} page was read.", "Only its first {count:,} pages were read.", count=self._most
        )


def by_cursor(name: str = "cursor", *where: str | int) -> Follow:
    """Follow a cursor: the answer's field (`where`, by default `name`) goes into the parameter `name`."""

    def follow(reply: Reply, _: int) -> Mapping[str, object] | None:
        cursor = fields.text(reply.data, *(where or (name,)), most=4_000)
        return {name: cursor} if cursor else None

    return follow


def by_number(name: str, *more: str | int, first: int = 1) -> Follow:
    """Follow page numbers for as long as the field at `more` holds anything; the first page has the number `first`."""

    def follow(reply: Reply, number: int) -> Mapping[str, object] | None:
        return {name: first + number} if fields.find(reply.data, *more) else None

    return follow


def by_link(reply: Reply, _: int) -> str | None:
    """Follow the header `Link: <…>; rel="next"` (RFC 8288)."""
    for target, attributes in _LINK.findall(reply.headers.get("link", "")):
        if _NEXT.search(attributes):
            return _HIDDEN_PARAMETER.sub("", target)  # the session adds what it hides anew
    return None


def by_last_id(name: str, *where: str | int, key: str = "id") -> Follow:
    """Follow the id of the last entry of the list at `where` into the parameter `name`; an empty list is the end."""

    def follow(reply: Reply, _: int) -> Mapping[str, object] | None:
        last = fields.text(reply.data, *where, -1, key)
        return {name: last} if last else None

    return follow
