"""A site of any size on loopback, served from a process of its own, as fast as a server in Python can be."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

_TEXT = (
    "the quarterly report of our workshop describes how each order moves from the drawing board to the customer and what "
    "we learned on the way about steel timber glue patience weather delivery and the people who ask for more of it"
)
_WORDS = _TEXT.split()
_PATIENCE = 5
"""Seconds that a server which is asked to end is waited for."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the site is like."""

    pages: int = 2_000
    links: int = 20
    """Per page."""
    broken: float = 0.02
    """Share of links that lead to a page that does not exist."""
    size: int = 10_000
    """Bytes of a page."""
    latency: float = 0.0
    """Seconds before each answer."""
    ports: int = 1
    """How many hosts (loopback addresses) share the pages."""
    seed: int = 7
    headers: str = ""
    """Further header lines of every answer, each with its line end."""

    def hrefs(self, number: int) -> list[str]:
        """Return what page `number` links to: the next page, so that all are reached, and others by chance."""
        chance = random.Random(self.seed * 1_000_003 + number)
        found = [_path((number + 1) % self.pages)]
        for position in range(1, self.links):
            gone = chance.random() < self.broken
            found.append(f"/gone/{number}-{position}" if gone else _path(chance.randrange(self.pages)))
        return found

    def truth(self) -> tuple[set[str], set[str]]:
        """Return (paths that are there, paths that are not) among all that is linked."""
        linked = {href for number in range(self.pages) for href in self.hrefs(number)} | {"/"}
        return {path for path in linked if not path.startswith("/gone/")}, {
            path for path in linked if path.startswith("/gone/")
        }

    def page(self, number: int) -> bytes:
        """Return the HTML of a page."""
        chance = random.Random(number)
        links = "".join(
            f'<li><a href="{href}">{" ".join(chance.choices(_WORDS, k=3))}</a></li>\n' for href in self.hrefs(number)
        )
        head = f"<!doctype html><html lang=en><head><title>Page {number} of the workshop</title></head><body><h1>Page {number}</h1><ul>{links}</ul>"
        parts = [head]
        size = len(head)
        while size < self.size - 100:
            parts.append(f"<p>{' '.join(chance.choices(_WORDS, k=40))}.</p>\n")
            size += len(parts[-1])
        return ("".join(parts) + "</body></html>").encode()


def _path(number: int) -> str:
    return "/" if number == 0 else f"/{'abcdefgh'[number % 8]}/{_letters(number)}"


def _letters(number: int) -> str:
    """Return a number as letters: addresses that differ in digits only look like an endless calendar."""
    text = ""
    while number:
        number, rest = divmod(number, 26)
        text += chr(97 + rest)
    return text or "a"


def _head(status: str, size: int, more: str = "") -> bytes:
    kind = "Content-Type: text/html; charset=utf-8\r\n"
    return f"HTTP/1.1 {status}\r\n{kind}Content-Length: {size}\r\n{more}\r\n".encode()


_MISSING = b"<!doctype html><title>Not found</title><h1>Not found</h1>"


class Request(NamedTuple):
    """What a client asks."""

    method: bytes
    target: bytes
    head: bytes
    """All lines, without the empty one at the end."""


class Server(asyncio.Protocol):
    """Answers one connection's requests, each `latency` seconds after it came; what it is to say, subclasses know."""

    def __init__(self, latency: float, counted: dict[str, int]) -> None:
        """Take how long each answer is kept back, and where requests and open connections are counted."""
        self._latency, self._counted = latency, counted
        self._rest = b""

    def said(self, request: Request) -> bytes:
        """Return the whole answer; to a HEAD its body is left out afterwards."""
        raise NotImplementedError

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count a connection."""
        self._transport = transport
        self._counted["open"] = self._counted.get("open", 0) + 1
        self._counted["most"] = max(self._counted.get("most", 0), self._counted["open"])

    def connection_lost(self, _: Exception | None) -> None:
        """Count one less."""
        self._counted["open"] -= 1

    def data_received(self, data: bytes) -> None:
        """Answer what is complete; requests have no bodies but those that come with their heads."""
        self._rest += data
        while (end := self._rest.find(b"\r\n\r\n")) >= 0:
            head, self._rest = self._rest[:end], self._rest[end + 4 :]
            method, target, _ = head[: head.find(b"\r\n")].split(b" ", 2)
            self._counted["requests"] = self._counted.get("requests", 0) + 1
            found = self.said(Request(method, target, head))
            if method == b"HEAD":
                found = found[: found.find(b"\r\n\r\n") + 4]
            if self._latency:
                asyncio.get_running_loop().call_later(self._latency, self._send, found)
            else:
                self._send(found)

    def _send(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)  # type: ignore[attr-defined]


class _PlanServer(Server):
    def __init__(self, answers: dict[bytes, bytes], missing: bytes, latency: float, counted: dict[str, int]) -> None:
        super().__init__(latency, counted)
        self._answers, self._missing = answers, missing

    def said(self, request: Request) -> bytes:
        return self._answers.get(request.target, self._missing)


def _serve(plan: Plan, pipe: Connection) -> None:
    bodies = [plan.page(number) for number in range(plan.pages)]
    answers = {_path(n).encode(): _head("200 OK", len(body), plan.headers) + body for n, body in enumerate(bodies)}
    missing = _head("404 Not Found", len(_MISSING), plan.headers) + _MISSING
    text = b"User-agent: *\nAllow: /\n"
    answers[b"/robots.txt"] = _head("200 OK", len(text), plan.headers).replace(b"text/html", b"text/plain") + text
    counted: dict[str, int] = {}

    async def go() -> None:
        loop = asyncio.get_running_loop()
        hosts = [f"127.0.1.{n + 1}" for n in range(plan.ports)] if plan.ports > 1 else ["127.0.0.1"]
        server = await loop.create_server(
            lambda: _PlanServer(answers, missing, plan.latency, counted), hosts[0], 0, backlog=4_096
        )
        port = server.sockets[0].getsockname()[1]
        for host in hosts[1:]:
            await loop.create_server(
                lambda: _PlanServer(answers, missing, plan.latency, counted), host, port, backlog=4_096
            )
        pipe.send([f"http://{host}:{port}" for host in hosts])
        await loop.run_in_executor(None, pipe.recv)
        pipe.send(counted)

    asyncio.run(go())


@dataclass
class Served:
    """A site that is up."""

    urls: list[str]
    """One address a host."""
    counted: dict[str, int]
    """Filled when it ends: requests, and the most connections open at once."""


@contextlib.contextmanager
def served(plan: Plan) -> Iterator[Served]:
    """Serve `plan` while the block lasts."""
    with beside(_serve, plan) as server:
        site = Served(server.ready, {})
        try:
            yield site
        finally:
            site.counted.update(server.end() or {})


@dataclass
class Beside:
    """A process that serves beside this one."""

    ready: Any
    """What it sent when it was up."""
    end: Callable[[], Any]
    """Asks it to end; returns what it sent then, None where it does not answer."""


@contextlib.contextmanager
def beside(serve: Callable[[Any, Connection], None], plan: object) -> Iterator[Beside]:
    """Let a process of its own run `serve(plan, pipe)`, which sends when it is up, waits for a word, and sends what it counted."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(plan, theirs), daemon=True)
    process.start()

    def end() -> Any:
        ours.send("end")
        return ours.recv() if ours.poll(_PATIENCE) else None

    try:
        yield Beside(ours.recv(), end)
    finally:
        process.join(_PATIENCE if process.exitcode is None else 0)
        if process.is_alive():
            process.kill()
