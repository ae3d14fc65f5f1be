"""Answers that browsers forgive: odd encodings, lengths, heads and ends. None of them is a dead page."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Iterator

import pytest
import zstandard

from auditor.collect.http.address_guard import Guard
from auditor.collect.http.client import Answer, Limits, Politeness, open_web
from auditor.model import Cause, Reach
from tests.local_web import LocalWeb, Request

pytestmark = pytest.mark.assault("hostile servers")

brotli = pytest.importorskip("brotli")  # comes with the PDF writer
PAGE = b"<!doctype html><title>Hi</title><h1>Hello</h1><p>" + b"text " * 50 + b"</html>"
PACKED = gzip.compress(PAGE)
OK = b"HTTP/1.1 200 OK"


def said(*fields: bytes, body: bytes = PAGE, length: bool = True, status: bytes = OK) -> bytes:
    heads = [status, b"Content-Type: text/html; charset=utf-8", *fields]
    heads += [b"Content-Length: %d" % len(body)] if length else []
    return b"\r\n".join(heads) + b"\r\n\r\n" + body


def chunk(body: bytes, end: bytes = b"\r\n") -> bytes:
    return b"%x" % len(body) + end + body + end


CHUNKED = b"Transfer-Encoding: chunked"
FORGIVEN = {
    "utf-8": said(b"Content-Encoding: utf-8"),
    "none": said(b"Content-Encoding: none"),
    "aws-chunked": said(b"Content-Encoding: aws-chunked"),
    "binary": said(b"Content-Encoding: binary"),
    "empty encoding": said(b"Content-Encoding:"),
    "utf-8, gzip": said(b"Content-Encoding: utf-8, gzip", body=PACKED),
    "gzip that is plain": said(b"Content-Encoding: gzip"),
    "gzip twice": said(b"Content-Encoding: gzip, gzip", body=gzip.compress(PACKED)),
    "gzip told twice": said(b"Content-Encoding: gzip", b"Content-Encoding: gzip", body=PACKED),
    "gzip without its last bytes": said(b"Content-Encoding: gzip", body=PACKED[:-8]),
    "junk after gzip": said(b"Content-Encoding: gzip", body=PACKED + b"\n\n"),
    "bare deflate": said(b"Content-Encoding: deflate", body=zlib.compress(PAGE)[2:-4]),
    "brotli unasked": said(b"Content-Encoding: br", body=brotli.compress(PAGE)),
    "zstd unasked": said(b"Content-Encoding: zstd", body=zstandard.compress(PAGE)),
    "body too short": said(b"Content-Length: 9000", length=False),
    "chunks without an end": said(CHUNKED, length=False, body=chunk(PAGE)),
    "chunks with bare line feeds": said(CHUNKED, length=False, body=chunk(PAGE, b"\n") + b"0\n\n"),
    "last chunk too short": said(CHUNKED, length=False, body=b"fff\r\n" + PAGE),
    "chunks and a length": said(CHUNKED, b"Content-Length: 5", length=False, body=chunk(PAGE) + b"0\r\n\r\n"),
    "chunked told twice": said(CHUNKED, CHUNKED, length=False, body=chunk(PAGE) + b"0\r\n\r\n"),
    "identity": said(b"Transfer-Encoding: identity"),
    "blank in a name": said(b"Bad Header: x"),
    "blank behind a name": said(b"X-Foo : x"),
    "no colon": said(b"foobar"),
    "no name": said(b": x"),
    "odd bytes": said(b"X-\xe4: \xfc\x01x"),
    "same length twice": said(b"Content-Length: %d" % len(PAGE)),
    "length as a list": said(b"Content-Length: %d, %d" % (len(PAGE), len(PAGE)), length=False),
    "no number for a length": said(b"Content-Length: -1", length=False),
    "long header": said(b"Set-Cookie: a=" + b"x" * 90_000),
    "many headers": said(*(b"X-%d: %s" % (n, b"y" * 200) for n in range(400))),
    "bare line feeds": said().replace(b"\r\n", b"\n"),
    "HTTP/1.0": said(status=b"HTTP/1.0 200 OK", length=False),
    "no reason": said(status=b"HTTP/1.1 200"),
    "HTTP/2 in words": said(status=b"HTTP/2 200"),
    "lower case": said(status=b"http/1.1 200 ok"),
    "early hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + said(b"Bad Header: x"),
    "no type": OK + b"\r\n\r\n" + PAGE,
    "type html": OK + b"\r\nContent-Type: html\r\n\r\n" + PAGE,
    "type twice": OK + b"\r\nContent-Type: text/html,text/html\r\n\r\n" + PAGE,
    "any type": OK + b"\r\nContent-Type: */*\r\n\r\n" + PAGE,
    "odd type": OK + b'\r\nContent-Type: TEXT/HTML ;Charset="utf-8"\r\n\r\n' + PAGE,
    "UTF-16": OK + b"\r\nContent-Type: text/html; charset=utf-16le\r\n\r\n" + PAGE.decode().encode("utf-16-le"),
    "UTF-16 by its mark": OK + b"\r\nContent-Type: text/html\r\n\r\n" + PAGE.decode().encode("utf-16"),
}
REFUSED = {
    "broken gzip": said(b"Content-Encoding: gzip", body=PACKED[:14] + b"\xff\xff\xff\xff" + PACKED[18:]),
    "two lengths": said(b"Content-Length: 5"),
    "chunks that are none": said(CHUNKED, length=False),
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/0.9": PAGE,
    "nothing of what was promised": said(b"Content-Length: 500", length=False, body=b""),
}


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


def read(web: LocalWeb, raw: bytes) -> Answer:
    async def say(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()

    async def go() -> Answer:
        async with open_web(Guard.for_target(["127.0.0.1"]), Politeness()) as session:
            return await session.read(f"{web.url}/", Limits(seconds=2.0, body=200_000))

    web.pages["/"] = say
    return asyncio.run(go())


@pytest.mark.parametrize("raw", FORGIVEN.values(), ids=FORGIVEN.keys())
def test_what_browsers_forgive_is_read(web: LocalWeb, raw: bytes) -> None:
    got = read(web, raw)
    assert (got.fetch.reach, got.fetch.status, got.fetch.content_type) == (Reach.RESPONDED, 200, "text/html")
    assert "<h1>Hello</h1>" in got.text


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED.keys())
def test_what_browsers_refuse_is_garbled(web: LocalWeb, raw: bytes) -> None:
    got = read(web, raw)
    assert got.fetch.reach is Reach.GARBLED
    assert got.fetch.cause is not Cause.UNREAD_ENCODING


def test_what_is_compressed_without_saying_so_is_told_apart(web: LocalWeb) -> None:
    got = read(web, said(body=PACKED))
    assert got.fetch.reach is Reach.GARBLED
    assert got.fetch.cause is Cause.UNREAD_ENCODING


def test_a_page_that_breaks_off_says_so(web: LocalWeb) -> None:
    got = read(web, said(b"Content-Length: 9000", length=False, body=PAGE[:100]))
    assert (got.fetch.reach, got.fetch.cause) == (Reach.RESPONDED, Cause.BROKE_OFF)


def test_a_location_in_latin_1_is_escaped_as_browsers_do(web: LocalWeb) -> None:
    raw = b"HTTP/1.1 302 Found\r\nBad Header: x\r\nLocation: /caf\xe9 bar\r\nContent-Length: 0\r\n\r\n"
    assert read(web, raw).fetch.final_url == f"{web.url}/caf%E9%20bar"


@pytest.mark.slow  # a bomb has to be made first
def test_a_brotli_bomb_is_cut(web: LocalWeb) -> None:
    raw = said(b"Content-Encoding: br", body=brotli.compress(b"x" * 50_000_000))
    assert read(web, raw).fetch.reach is Reach.TOO_LARGE
