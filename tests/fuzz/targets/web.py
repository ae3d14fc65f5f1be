"""What servers send: answers of HTTP, codings, robots.txt, sitemaps; and lists of addresses that users name."""

from __future__ import annotations

import asyncio
import base64
import gzip
import tempfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import zstandard

from auditor import urls
from auditor.collect.crawl import block_lists, parse_page
from auditor.collect.crawl.sitemaps import Listing, Robots
from auditor.collect.http.address_guard import Guard, GuardedResolver
from auditor.collect.http.blocking import BlockingWeb
from auditor.collect.http.client import Answer, Limits, Politeness, open_web
from auditor.collect.http.decode import encoding_of
from auditor.collect.http.inflate import Garbled, Inflate
from auditor.model import Reach
from tests.fuzz.case import Case
from tests.fuzz.target import Target, require, require_storable, words
from tests.local_web import LocalWeb, Request

BODY = 100_000
_LIMITS = Limits(seconds=5.0, body=BODY, redirects=4)
HEADS = words("http")


@cache
def _local() -> LocalWeb:
    """Return a server on loopback, which ends with the process."""
    return LocalWeb().__enter__()


class _InTurn(dict[str, Any]):
    """Says each part of a case in turn, whatever is asked, and ends the connection."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        self._left = [body for _, body in case.files] or [b""]

    def get(self, key: str, default: Any = None) -> Any:
        async def say(_: Request, writer: asyncio.StreamWriter) -> None:
            writer.write(self._left.pop(0) if len(self._left) > 1 else self._left[0])

        return say


def _serve(case: Case) -> str:
    web = _local()
    web.pages = _InTurn(case)
    web.asked.clear()
    web.requests.clear()
    return f"{web.url}/"


def _sound(answer: Answer) -> object:
    """See that an answer keeps to its bounds and can be stored and read."""
    fetch = answer.fetch
    require_storable(fetch)
    require(len(answer.body) <= BODY, "more of a body is kept than may be")
    require(len(fetch.redirects) <= _LIMITS.redirects + 1, "more redirects are followed than may be")
    require(urls.is_web(fetch.final_url), f"it ends at no web address: {fetch.final_url[:100]!r}")
    require(len(answer.headers) <= 60, "more headers are kept than may be")
    for name, value in answer.headers.items():
        require(len(name) <= 100 and len(value) <= 1_000, "a header is kept that is longer than may be")
    text = answer.text
    require(not any("\ud800" <= sign <= "\udfff" for sign in text), "its text holds half a character")
    headers = dict(answer.headers)
    said = parse_page.Text(answer.body, fetch.encoding, fetch.content_type, fetch.status or 0, headers, fetch.final_url, fetch.url, "", whole=False)  # fmt: skip
    require_storable(parse_page.read(said))
    return fetch.reach is Reach.RESPONDED


def _http(case: Case) -> object:
    url = _serve(case)

    async def go() -> Answer:
        async with open_web(Guard.for_target(["127.0.0.1"]), Politeness()) as session:
            return await session.read(url, _LIMITS)

    return _sound(asyncio.run(go()))


def _blocking(case: Case) -> object:
    url = _serve(case)
    web = BlockingWeb(GuardedResolver(Guard.for_target(["127.0.0.1"])), Politeness())
    try:
        return _sound(web.read(url, _LIMITS, {}))
    finally:
        web.close()


def _said(*heads: bytes, body: bytes = b"<!doctype html><title>Hi</title><p>Hello there</p>", status: bytes = b"HTTP/1.1 200 OK") -> bytes:  # fmt: skip
    return b"\r\n".join((status, *heads)) + b"\r\n\r\n" + body


_PLAIN = b"<!doctype html><meta charset=utf-8><title>Hi</title><p>" + b"Hello there. " * 30


def _answers() -> Iterator[Case]:
    kind = b"Content-Type: text/html; charset=utf-8"
    length = b"Content-Length: 50"
    moved = _said(b"Location: /next?a=b#c", b"Set-Cookie: seen=1; Path=/; HttpOnly", b"Content-Length: 0", status=b"HTTP/1.1 302 Found", body=b"")  # fmt: skip
    chunked = b"5\r\n<p>He\r\n6;x=y\r\nllo</p\r\n1\r\n>\r\n0\r\nX: y\r\n\r\n"
    yield Case((("1", _said(kind, length)),))
    yield Case((("1", moved), ("2", _said(kind, length))))
    yield Case((("1", moved), ("2", moved), ("3", _said(kind, length, status=b"HTTP/1.1 404 Not Found"))))
    yield Case((("1", _said(kind, b"Transfer-Encoding: chunked", body=chunked)),))
    yield Case((("1", _said(kind, b"Content-Encoding: gzip", body=gzip.compress(_PLAIN, mtime=0))),))
    yield Case((("1", _said(kind, b"Content-Encoding: deflate", body=zlib.compress(_PLAIN)[2:-4])),))
    yield Case((("1", _said(kind, b"Content-Encoding: zstd", body=zstandard.compress(_PLAIN))),))
    yield Case((("1", _said(b"Content-Type: text/html", body=_PLAIN.decode().encode("utf-16"))),))
    yield Case((("1", _said(b"Bad Header: x", b"X-\xe4: \xfc", kind)),))
    yield Case((("1", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + _said(b"Retry-After: 120", kind, status=b"HTTP/1.1 503 Busy")),))  # fmt: skip


def _coding(case: Case) -> object:
    """Undo a coding piece by piece: whatever the pieces, the same comes out, and never more than may."""
    encoding, limit = case.fixed("encoding"), 1_000_000
    whole, pieces = (_inflated(case.body, encoding, limit, size) for size in (1 << 20, 97))
    require(isinstance(whole, str) == isinstance(pieces, str), f"in pieces it comes to {pieces!r:.200}, at once to {whole!r:.200}")  # fmt: skip
    if isinstance(whole, bytes):
        require(whole == pieces, "in pieces something else comes out")
        require(len(whole) <= limit, "more comes out than may")
        encoding_of(whole[:50_000], "")
    return whole


def _inflated(body: bytes, encoding: str, limit: int, size: int) -> bytes | str:
    inflate = Inflate(encoding, limit)
    try:
        for at in range(0, len(body), size):
            if not inflate.feed(body[at : at + size]):
                break
        else:
            inflate.end()
    except Garbled as error:
        return str(error)
    return inflate.body()


def _coded() -> Iterator[Case]:
    for encoding, body in (
        ("gzip", gzip.compress(_PLAIN, mtime=0)),
        ("deflate", zlib.compress(_PLAIN)),
        ("deflate", zlib.compress(_PLAIN)[2:-4]),
        ("gzip, gzip", gzip.compress(gzip.compress(_PLAIN, mtime=0), mtime=0)),
        ("zstd", zstandard.compress(_PLAIN)),
        ("br", base64.b64decode("GykAAMQIgmF0ZXh0IHRleHQgdGV4dCB0ZXh0Aw==")),
        ("deflate, gzip", gzip.compress(zlib.compress(_PLAIN), mtime=0)),
        ("utf-8", _PLAIN),
    ):
        yield Case.of(body, encoding=encoding)


def _robots(case: Case) -> object:
    robots = Robots(case.body.decode(errors="replace"))
    for url in ("https://a.example/", "https://a.example/contact?x=%2F", "https://a.example/ä%C3%A4*$"):
        require(isinstance(robots.allows(url), bool), "it neither allows nor forbids")
    require(robots.delay >= 0, f"a delay of {robots.delay}")
    for url in robots.sitemaps:
        found = urls.resolve(url, "https://a.example/")
        require_storable(found)
    return robots.sitemaps or robots.delay


def _rules() -> Iterator[Case]:
    yield Case.of(
        "User-agent: *\nDisallow: /private/*.pdf$\nAllow: /\nCrawl-delay: 2.5\nSitemap: https://a.example/sitemap.xml\n"
    )
    yield Case.of("# x\r\nuser-agent: auditor\r\nuser-agent: b\r\ndisallow:\r\nRequest-rate: 1/10s 0800-1200\r\nVisit-time: 0600-0845\r\nHost: a\r\nsitemap: /x\r\n")  # fmt: skip


def _sitemap(case: Case) -> object:
    """Read a list of addresses at once and in pieces: the same comes out; of one that is packed and damaged, more or less of it."""
    found = [_listed(case.body, size) for size in (1 << 20, 1_000, 61)]
    for one in found[1:]:
        longer, shorter = sorted((one[0], found[0][0]), key=len, reverse=True)
        whole = shorter[:-1]  # the last may be cut where the damage begins
        same = longer[: len(whole)] == whole if case.body[:2] == b"\x1f\x8b" else one == found[0]
        require(same, f"in pieces other addresses come out: {one!r:.300}, at once {found[0]!r:.300}")
    require_storable(found[0])
    return found[0][0]


def _listed(body: bytes, size: int) -> tuple[list[str], bool]:
    listing = Listing("https://a.example/")
    for at in range(0, len(body), size):
        listing.feed(body[at : at + size])
    listing.end()
    return listing.found, listing.is_index


def _maps() -> Iterator[Case]:
    entries = "".join(
        f"<url><loc>https://a.example/{n}?a=1&amp;b={n}</loc><lastmod>2026-11-20</lastmod></url>" for n in range(12)
    )
    whole = f'<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    yield Case.of(whole)
    yield Case.of(gzip.compress(whole.encode(), mtime=0))
    yield Case.of("<sitemapindex><sitemap><s:loc> <![CDATA[ /b.xml ]]></s:loc></sitemap></sitemapindex>")
    yield Case.of("\n".join(f"https://a.example/{n}" for n in range(12)))


def _block_list(case: Case) -> object:
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(case.body)
        file.flush()
        try:
            found = block_lists.read(Path(file.name))
        except block_lists.UnreadableList as error:
            require(str(error).strip(), "nothing says why it can't be read")
            return False
    found.holds("https://www.evil.example/x?y")
    require_storable(found.note())
    return found.entries


def _lists() -> Iterator[Case]:
    yield Case.of("# hosts\n127.0.0.1 localhost\n0.0.0.0 evil.example www.evil.example # x\n::1 bad.example\n")
    yield Case.of(
        "evil.example\n*.bad.example\nhttp://phish.example/login?x\nhxxp://evil[.]example/x\n203.0.113.7\n2001:db8::1\n"
    )
    yield Case.of("[Adblock Plus]\n! x\n||evil.example^$third-party\n@@||good.example^\naddress=/bad.example/0.0.0.0\n")
    yield Case.of(
        'id,dateadded,url,url_status\n"1","2026-11-20","http://evil.example/a,b","online"\n"2","2026-11-20","http://bad.example/","online"\n'
    )
    yield Case.of(gzip.compress(b"evil.example\nbad.example\n", mtime=0))


TARGETS = (
    Target("http", _http, _answers, HEADS, weight=2, guided=False, slowest=2.0),
    Target("http-blocking", _blocking, _answers, HEADS, guided=False, slowest=2.0),
    Target("content-coding", _coding, _coded, slowest=2.0, per_byte=40e-6),
    Target(
        "robots",
        _robots,
        _rules,
        (b"User-agent: *\n", b"Disallow: ", b"Allow: ", b"*", b"$", b"Crawl-delay: ", b"Sitemap: ", b"%C3"),
    ),
    Target(
        "sitemap",
        _sitemap,
        _maps,
        (b"<loc>", b"</loc>", b"<sitemapindex>", b"<![CDATA[", b"https://a.example/", b"&amp;", b"\x1f\x8b"),
    ),
    Target(
        "block-list", _block_list, _lists, (b"||", b"^", b"0.0.0.0 ", b"hxxp://", b"[.]", b"@@", b"\x1f\x8b", b",url,")
    ),
)
