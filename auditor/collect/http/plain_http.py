"""A second reading of answers that our HTTP library will not take, and browsers do: HTTP/1.1 as they forgive it.

Asked only after the library gave up: header names with blanks or odd bytes, a length that is given twice, bodies that end
before or after it, chunks without an end, heads of up to 256 KB, bare line feeds. What browsers refuse is refused here.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Mapping

from multidict import CIMultiDict

from auditor import urls
from auditor.collect.http.address_guard import GuardedResolver
from auditor.collect.http.inflate import Garbled
from auditor.collect.http.journey import charset_of

_LONGEST_HEAD = 262_144
"""As Chromium has it."""
_PIECE = 65_536
_STATUS = re.compile(rb"HTTP(?:/\d{1,3}(?:\.\d{1,3})?)?[ \t]+(\d{3})(?!\d)", re.IGNORECASE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\n]{0,1000})?\r?\n")
_BROKEN = (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, OSError)


class PlainAnswer:
    """An answer as it came."""

    def __init__(
        self, status: int, headers: CIMultiDict[str], body: bytes, *, complete: bool = True, broken: bool = False
    ) -> None:
        self.status = status
        self.headers = headers
        self._body = body
        self.complete = complete
        """Whether the limit did not cut it."""
        self.broken = broken and b"</html>" not in body[-200:].lower()
        """Whether it ended before its time, and not where a page ends."""

    @property
    def charset(self) -> str | None:
        """What the head says of the body's encoding."""
        return charset_of(self.headers.get("content-type", "")) or None

    @property
    def content_length(self) -> int | None:
        """Bytes of the body as sent."""
        return len(self._body)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body, without what carried it."""
        yield self._body

    async def read(self) -> bytes:
        """Return the body, without what carried it."""
        return self._body

    def close(self) -> None:
        """Nothing to close: the connection ended with the answer."""


async def ask(
    url: str,
    headers: Mapping[str, str],
    resolver: GuardedResolver,
    context: ssl.SSLContext,
    limit: int,
) -> PlainAnswer:
    """Ask for `url` over a connection of its own.

    Raises:
        Garbled: what came is nothing that a browser would show either.
        OSError: no connection came about.
    """
    reader, writer = await _connect(url, resolver, context)
    try:
        writer.write(_request(url, headers))
        await writer.drain()
        return await _Reading(reader, limit).answer()
    finally:
        writer.close()


async def _connect(
    url: str, resolver: GuardedResolver, context: ssl.SSLContext
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    name, secure = urls.host(url).strip("[]"), urls.scheme(url) == "https"
    port = int(urls.netloc(url).removeprefix(urls.host(url)).lstrip(":") or (443 if secure else 80))
    places = [(name, port)]
    if not urls.is_address(name):  # literal addresses were judged before
        places = [(found["host"], found["port"]) for found in await resolver.resolve(name, port)]
    failed: OSError | None = None
    for host, at in places[:4]:
        try:
            return await asyncio.open_connection(
                host, at, ssl=context if secure else None, server_hostname=name if secure else None
            )
        except OSError as error:
            failed = error
    raise failed or OSError("no address")


def _request(url: str, headers: Mapping[str, str]) -> bytes:
    target = url.removeprefix(urls.origin(url)) or "/"
    target = target if target.startswith("/") else f"/{target}"
    said = {**headers, "Host": urls.netloc(url), "Connection": "close"}
    lines = [f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items())]
    return ("\r\n".join(line.replace("\r", " ").replace("\n", " ") for line in lines) + "\r\n\r\n").encode(
        "utf-8", "replace"
    )


class _Reading:
    """One answer on its way in."""

    def __init__(self, reader: asyncio.StreamReader, limit: int) -> None:
        self._reader = reader
        self._limit = limit
        self._buffer = b""
        self._ended = False
        self._short = False
        """Whether less came than was promised."""

    async def answer(self) -> PlainAnswer:
        status, headers = await self._head()
        while 100 <= status < 200 and status != 101:
            status, headers = await self._head()
        if status in {204, 304}:
            return PlainAnswer(status, headers, b"")
        body = await self._body(headers)
        complete = len(body) <= self._limit
        return PlainAnswer(status, headers, body[: self._limit + 1], complete=complete, broken=self._short)

    async def _more(self) -> bool:
        """Take in what comes next; return False where nothing does: a connection that breaks off has ended."""
        if self._ended:
            return False
        try:
            piece = await self._reader.read(_PIECE)
        except _BROKEN:
            piece = b""
        self._ended = not piece
        self._buffer += piece
        return bool(piece)

    async def _head(self) -> tuple[int, CIMultiDict[str]]:
        while (end := _HEAD_END.search(self._buffer)) is None:
            if len(self._buffer) > _LONGEST_HEAD or not await self._more():
                break
        head = self._buffer[: end.start()] if end else self._buffer
        if len(head) > _LONGEST_HEAD:  # its end may come with the very piece that makes it too long
            raise Garbled("its head is longer than browsers take (256 KB)")
        self._buffer = self._buffer[end.end() :] if end else b""
        status = _STATUS.match(head.lstrip(b"\r\n"))
        if status is None:
            raise Garbled("what came is no HTTP")
        return int(status[1]), _headers(head)

    async def _body(self, headers: CIMultiDict[str]) -> bytes:
        carried = ",".join(headers.getall("transfer-encoding", [])).lower()
        if "chunked" in carried:
            return await self._chunks()
        wanted = _length(headers)
        while (wanted is None or len(self._buffer) < wanted) and len(self._buffer) <= self._limit:
            if not await self._more():
                break
        if wanted and not self._buffer:
            raise Garbled("it promises a body and sends none")
        self._short = wanted is not None and len(self._buffer) < wanted
        return self._buffer if wanted is None else self._buffer[:wanted]

    async def _chunks(self) -> bytes:
        body = bytearray()
        while len(body) <= self._limit:
            size = await self._size()
            if not size and not body and self._buffer.strip():
                raise Garbled("it promises chunks and sends none")
            if not size:
                self._short = self._short or self._ended
                break
            while len(self._buffer) < size and len(body) + len(self._buffer) <= self._limit and await self._more():
                pass
            self._short = len(self._buffer) < size
            body += self._buffer[:size]
            self._buffer = self._buffer[size:]
        return bytes(body)

    async def _size(self) -> int:
        """Return the length of the next chunk; 0 where there is none, or nothing that says so."""
        while True:
            start = self._buffer.lstrip(b"\r\n")
            if (match := _SIZE.match(start)) is not None:
                self._buffer = start[match.end() :]
                return int(match[1], 16)
            self._buffer = start
            if b"\n" in start[:2_000] or len(start) > 2_000 or not await self._more():
                return 0


def _headers(head: bytes) -> CIMultiDict[str]:
    found: CIMultiDict[str] = CIMultiDict()
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", head.lstrip(b"\r\n"))
    for line in unfolded.split(b"\n")[1:1_000]:
        name, colon, value = line.strip(b"\r").partition(b":")
        if colon and name.strip():
            found.add(_text(name.strip()), _text(value.strip()))
    return found


def _text(raw: bytes) -> str:
    return raw.replace(b"\0", b"").decode("utf-8", "surrogateescape")


def _length(headers: CIMultiDict[str]) -> int | None:
    """Return the length that the head gives; None where it gives none that can be read, so that the end of all is the body's.

    Raises:
        Garbled: it gives several, which browsers refuse.
    """
    said = {part.strip() for value in headers.getall("content-length", []) for part in value.split(",")}
    numbers = {int(part) for part in said if part.isascii() and part.isdigit() and len(part) < 16}
    if len(numbers) > 1:
        raise Garbled("it gives two lengths of its body")
    return next(iter(numbers), None)
