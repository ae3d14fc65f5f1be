"""Undoes Content-Encoding as browsers do, with a bound on what comes out: a bomb ends as a cut body, not as full memory."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import zstandard

Sink = Callable[[bytes], None]
_GZIP, _DEFLATE = frozenset({"gzip", "x-gzip"}), "deflate"
_READ = frozenset({*_GZIP, _DEFLATE, "br", "zstd"})
"""Any other name says nothing to a browser, which takes the body as it comes: `utf-8`, `none`, `aws-chunked`, `binary` …"""
_MOST_CODINGS = 5
MAGIC = b"\x1f\x8b"
_NEITHER = "it is called compressed, and is neither that nor text"
"""Some browsers show such bytes as they are, others an error."""
_NO_TEXT = frozenset(range(32)) - frozenset(b"\t\n\f\r\x1b")
_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")


class Garbled(Exception):
    """The body is not what its headers say."""


class UnreadEncoding(Garbled):
    """A browser may well show it: it came in an encoding that auditor does not read."""

    def __init__(self, which: str) -> None:
        """Take which encoding, in words."""
        super().__init__(f"it came in an encoding that auditor does not read: {which}")


class Inflate:
    """Takes in a body piece by piece."""

    def __init__(self, encoding: str, limit: int, sink: Sink | None = None) -> None:
        self._limit = limit
        self._sink = sink
        self._parts: list[bytes] = []
        self._size = 0
        named = [name.strip().lower() for name in encoding.split(",")]
        codings = [name for name in dict.fromkeys(named) if name in _READ] if len(named) > _MOST_CODINGS else named
        self._codings = [name for name in codings if name in _READ]
        self._streams = len(self._codings) <= 1 and self._codings not in (["br"], ["zstd"])
        self._engine: zlib._Decompress | None = None
        self._begun = False
        self._held = bytearray()

    def feed(self, chunk: bytes) -> bool:
        """Take in a chunk; return False once the limit is passed."""
        if not self._streams:
            self._held += chunk
            return len(self._held) <= self._limit
        if not self._begun and chunk:
            self._begin(chunk)
        if self._engine is None:
            self._keep(chunk)
        else:
            self._expand(chunk)
        return self._size <= self._limit

    def _begin(self, chunk: bytes) -> None:
        self._begun = True
        if not self._codings:
            return
        if _looks(self._codings[0], chunk):
            self._engine = _engine(self._codings[0], chunk)
        elif not _is_text(chunk):
            raise UnreadEncoding(_NEITHER)

    def _expand(self, chunk: bytes) -> None:
        assert self._engine is not None
        try:
            self._keep(self._engine.decompress(chunk, self._limit + 1 - self._size))
        except zlib.error as error:
            raise Garbled(f"its compressed body is broken ({error})") from None

    def _keep(self, data: bytes) -> None:
        (self._sink or self._parts.append)(data)
        self._size += len(data)

    def end(self) -> None:
        """Say that no more comes. What ends too early is kept as far as it came, as browsers show it."""
        if not self._streams:
            self._keep(undone(bytes(self._held), self._codings, self._limit))
        elif self._engine is not None and not self._size and not self._engine.eof:
            raise Garbled("its compressed body ends before it has begun")

    @property
    def full(self) -> bool:
        """Whether more came out than the limit allows."""
        return self._size > self._limit

    def body(self) -> bytes:
        """Return what came out, at most the limit."""
        return b"".join(self._parts)[: self._limit]


def undone(body: bytes, codings: list[str], limit: int) -> bytes:
    """Return a whole body without its codings, the last one first; at most one byte more than the limit."""
    for name in reversed(codings):
        body = _undo(name, body, limit + 1)
    return body


def _undo(name: str, body: bytes, most: int) -> bytes:
    try:
        if name == "br":
            return _brotli(body, most)
        if name == "zstd":
            return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body), read_across_frames=True).read(most)
        if not _looks(name, body) and not _is_text(body):
            raise UnreadEncoding(_NEITHER)
        return _engine(name, body).decompress(body, most) if _looks(name, body) else body
    except (zlib.error, zstandard.ZstdError) as error:
        raise Garbled(f"its compressed body is broken ({error})") from None


def _brotli(body: bytes, most: int) -> bytes:
    try:
        import brotli  # noqa: PLC0415 - comes with the PDF writer; a visit does not need it
    except ImportError:
        raise UnreadEncoding("br") from None
    try:
        engine = brotli.Decompressor()
        opened = bytes(engine.process(body, output_buffer_limit=most))[:most]
    except TypeError:  # an old one that knows no limit
        raise UnreadEncoding("br") from None
    except brotli.error as error:
        raise Garbled(f"its compressed body is broken ({error})") from None
    if not opened and body and not engine.is_finished():
        raise Garbled("its compressed body ends before it has begun")
    return opened


def _looks(name: str, body: bytes) -> bool:
    """Return whether a body begins like one of this coding: servers name it and send plain text now and then."""
    if name == _DEFLATE:
        return body.lstrip()[:1] != b"<"
    return body[:1] == MAGIC[:1] or _is_zlib(body)


def _is_text(body: bytes) -> bool:
    """Return whether a body begins like text, without the bytes that only machines write."""
    return body.startswith(_BYTE_ORDER) or not _NO_TEXT.intersection(body[:64])


def _is_zlib(body: bytes) -> bool:
    return len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0


def _engine(name: str, body: bytes) -> zlib._Decompress:
    if name == _DEFLATE and body[:1] != MAGIC[:1] and not _is_zlib(body):
        return zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send deflate without its wrapper
    return zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib by its first bytes
