"""A web server on loopback that says exactly what a test tells it to, proper HTTP or not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self

Handler = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]


class Request:
    """The head of a request as it came."""

    def __init__(self, head: bytes) -> None:
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.target, _ = lines[0].split(" ", 2)
        self.headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)


def answer(
    body: bytes | str = b"",
    status: int = 200,
    type: str = "text/html; charset=utf-8",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """Return a whole HTTP/1.1 answer."""
    data = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": type, "Content-Length": str(len(data)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + data


class LocalWeb:
    """Answers each path as given: bytes are sent as they are, a handler may do anything, any other path is a 404."""

    def __init__(self, pages: Mapping[str, bytes | Handler] | None = None) -> None:
        self.pages: dict[str, bytes | Handler] = dict(pages or {})
        self.asked: list[str] = []
        self.requests: list[Request] = []
        self.missing = answer("<title>Not found</title><h1>Not found</h1>", status=404)
        self.most_at_once = 0
        self._now = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def html(self, path: str, body: str, title: str = "A page", status: int = 200) -> None:
        """Serve a small page."""
        page = f"<!doctype html><html lang=en><title>{title}</title><body><h1>{title}</h1>{body}</body></html>"
        self.pages[path] = answer(page, status=status)

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop
        ).result(5)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                request = Request(await reader.readuntil(b"\r\n\r\n"))
                self.asked.append(request.target)
                self.requests.append(request)
                self._now += 1
                self.most_at_once = max(self.most_at_once, self._now)
                try:
                    said = self.pages.get(request.target, self.missing)
                    if isinstance(said, bytes):
                        writer.write(said)
                        await writer.drain()
                    else:
                        await said(request, writer)
                finally:
                    self._now -= 1
                if not isinstance(said, bytes) or b"connection: close" in said[:1_000].lower():
                    break
        except (asyncio.IncompleteReadError, ConnectionError, ValueError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()
