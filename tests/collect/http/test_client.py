"""Reading what strangers serve, the hostile among them."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from auditor.collect.http.address_guard import Guard
from auditor.collect.http.client import Answer, Limits, Politeness, open_web
from auditor.demo.company import load as load_example
from auditor.demo.server import ExampleServer
from auditor.model import Cause, Reach
from tests.local_web import LocalWeb, Request, answer

pytestmark = pytest.mark.assault("hostile servers")

LIMITS = Limits(seconds=2.0, body=200_000, redirects=10)


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


def read(url: str, *, limits: Limits = LIMITS, method: str = "GET", cut: bool = False, public: bool = False) -> Answer:
    async def go() -> Answer:
        guard = Guard.for_target(["93.184.216.34" if public else "127.0.0.1"])
        async with open_web(guard, Politeness(contact="ops@acme.example")) as session:
            return await session.read(url, limits, method=method, cut=cut)

    return asyncio.run(go())


def test_a_page_comes_with_what_its_head_says(web: LocalWeb) -> None:
    web.pages["/"] = answer("<h1>Grüße</h1>", headers={"Server": "test"})
    got = read(f"{web.url}/")
    assert (got.fetch.reach, got.fetch.status, got.fetch.content_type) == (Reach.RESPONDED, 200, "text/html")
    assert got.text == "<h1>Grüße</h1>"
    assert got.headers["server"] == "test"
    assert got.fetch.body_sha256
    assert got.fetch.size == len("<h1>Grüße</h1>".encode())


def test_we_say_who_we_are_and_send_no_credentials(web: LocalWeb) -> None:
    web.html("/", "x")
    read(f"{web.url}/")
    headers = web.requests[0].headers
    assert headers["user-agent"].startswith("auditor/")
    assert "ops@acme.example" in headers["user-agent"]
    assert "authorization" not in headers
    assert "cookie" not in headers


def test_redirects_are_followed_and_told(web: LocalWeb) -> None:
    web.pages["/a"] = answer(status=301, headers={"Location": "/b"})
    web.pages["/b"] = answer(status=302, headers={"Location": f"{web.url}/c#part"})
    web.html("/c", "here")
    got = read(f"{web.url}/a")
    assert got.fetch.url == f"{web.url}/a"
    assert got.fetch.final_url == f"{web.url}/c"
    assert [(hop.status, hop.url) for hop in got.fetch.redirects] == [(301, f"{web.url}/b"), (302, f"{web.url}/c#part")]


def test_a_redirect_to_nowhere_is_an_answer(web: LocalWeb) -> None:
    web.pages["/a"] = answer(status=302, headers={"Location": "mailto:a@b.example"})
    assert read(f"{web.url}/a").fetch.status == 302


def test_circles_end(web: LocalWeb) -> None:
    web.pages["/a"] = answer(status=302, headers={"Location": "/b"})
    web.pages["/b"] = answer(status=302, headers={"Location": "/a"})
    assert read(f"{web.url}/a").fetch.reach is Reach.REDIRECT_LOOP
    assert len(web.asked) <= 4


def test_ten_thousand_redirects_end(web: LocalWeb) -> None:
    async def onward(request: Request, writer: asyncio.StreamWriter) -> None:
        here = int(request.target[1:])
        web.pages[f"/{here + 1}"] = onward
        writer.write(answer(status=302, headers={"Location": f"/{here + 1}", "Connection": "close"}))

    web.pages["/0"] = onward
    assert read(f"{web.url}/0").fetch.reach is Reach.REDIRECT_LOOP
    assert len(web.asked) == LIMITS.redirects + 1


def test_a_site_that_redirects_until_its_cookie_comes_back_is_read(web: LocalWeb) -> None:
    async def gate(request: Request, writer: asyncio.StreamWriter) -> None:
        if "seen=1" in request.headers.get("cookie", ""):
            writer.write(answer("inside", headers={"Connection": "close"}))
        else:
            writer.write(
                answer(status=302, headers={"Location": "/", "Set-Cookie": "seen=1; Path=/", "Connection": "close"})
            )

    web.pages["/"] = gate
    assert read(f"{web.url}/").text == "inside"


def test_cookies_by_the_thousand_are_bounded(web: LocalWeb) -> None:
    cookies = "".join(f"Set-Cookie: c{n}={'x' * 100}\r\n" for n in range(60))
    web.pages["/"] = f"HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n{cookies}\r\n".encode()
    web.html("/next", "x")
    read(f"{web.url}/")
    assert web.requests[-1].headers["cookie"].count("=") <= 50


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"<p>hello</p>", mtime=0)),
        ("deflate", zlib.compress(b"<p>hello</p>")),
        ("deflate", zlib.compress(b"<p>hello</p>")[2:-4]),  # raw, as some servers send it
        ("identity", b"<p>hello</p>"),
    ],
)
def test_compressed_bodies(web: LocalWeb, encoding: str, packed: bytes) -> None:
    web.pages["/"] = answer(packed, headers={"Content-Encoding": encoding})
    assert read(f"{web.url}/").text == "<p>hello</p>"


def test_a_gzip_bomb_ends_as_too_large(web: LocalWeb) -> None:
    web.pages["/"] = answer(gzip.compress(b"x" * 30_000_000), headers={"Content-Encoding": "gzip"})
    got = read(f"{web.url}/")
    assert got.fetch.reach is Reach.TOO_LARGE
    assert got.fetch.status == 200


@pytest.mark.parametrize(
    "said",
    [
        answer(gzip.compress(b"<p>hello</p>" * 50)[:8], headers={"Content-Encoding": "gzip"}),
        answer(b"\x1f\x8bnot gzip", headers={"Content-Encoding": "gzip"}),
        answer(b"\x00\x01\x02", headers={"Content-Encoding": "br"}),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nnonsense\r\n",
        b"<html>an answer of HTTP/0.9</html>",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000 + b"\r\n\r\n",
        b"\xff\xfe\x00 1.1\r\n\r\n",
    ],
    ids=[
        "cut gzip",
        "no gzip",
        "broken brotli",
        "bad chunks",
        "HTTP/0.9",
        "a length and no body",
        "endless header",
        "noise",
    ],
)
def test_answers_that_cannot_be_read(web: LocalWeb, said: bytes) -> None:
    async def say(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()

    web.pages["/"] = say
    got = read(f"{web.url}/")
    assert got.fetch.reach is Reach.GARBLED
    assert got.fetch.detail


def test_headers_that_never_end(web: LocalWeb) -> None:
    async def drip(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            writer.write(f"X-{number}: y\r\n".encode() * 20)
            await writer.drain()

    web.pages["/"] = drip
    assert read(f"{web.url}/").fetch.reach in {Reach.GARBLED, Reach.TIMED_OUT}


def test_a_slow_drip_ends_in_time(web: LocalWeb) -> None:
    async def drip(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n")
        for _count in range(1_000):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.2)

    web.pages["/"] = drip
    got = read(f"{web.url}/", limits=Limits(seconds=0.7))
    assert got.fetch.reach is Reach.TIMED_OUT


def test_an_endless_body_is_left_at_the_limit(web: LocalWeb) -> None:
    sent = 0

    async def pour(_: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _count in range(10_000):
            writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
            await writer.drain()
            sent += 0x10000

    web.pages["/"] = pour
    assert read(f"{web.url}/").fetch.reach is Reach.TOO_LARGE
    assert sent < 30_000_000
    cut = read(f"{web.url}/", cut=True)
    assert cut.fetch.reach is Reach.RESPONDED
    assert len(cut.body) == LIMITS.body


def test_files_are_not_read_past_what_is_needed(web: LocalWeb) -> None:
    sent = 0

    async def pour(_: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: 1000000000\r\n\r\n")
        while sent < 200_000_000:
            writer.write(b"x" * 65_536)
            await writer.drain()
            sent += 65_536

    web.pages["/kit.zip"] = pour
    got = read(f"{web.url}/kit.zip")
    assert (got.fetch.reach, got.fetch.status, got.fetch.body_sha256) == (Reach.RESPONDED, 200, "")
    assert sent < 20_000_000


@pytest.mark.parametrize(
    "reset_after",
    [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n"],
)
def test_a_connection_that_breaks(web: LocalWeb, reset_after: bytes) -> None:
    async def reset(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(reset_after)
        await writer.drain()
        writer.transport.abort()

    web.pages["/"] = reset
    assert read(f"{web.url}/").fetch.reach in {Reach.CONNECT_FAILED, Reach.GARBLED}


def test_nobody_listens() -> None:
    assert read("http://127.0.0.1:9/").fetch.reach is Reach.CONNECT_FAILED


def test_a_name_that_does_not_exist() -> None:
    got = read("http://no-such-host.invalid/")
    assert got.fetch.reach is Reach.DNS_FAILED
    assert got.fetch.cause is Cause.NO_SUCH_HOST


def test_a_certificate_nobody_vouches_for() -> None:
    with ExampleServer(load_example()) as server:
        got = read(f"https://127.0.0.1:{server.https_port}/")
    assert got.fetch.reach is Reach.TLS_FAILED
    assert "certificate" in got.fetch.detail


def test_no_tls_behind_an_https_address(web: LocalWeb) -> None:
    with ExampleServer(load_example()) as server:
        got = read(f"https://127.0.0.1:{server.http_port}/")
    assert got.fetch.reach in {Reach.TLS_FAILED, Reach.CONNECT_FAILED}


@pytest.mark.parametrize("target", ["", "/redirect"])
def test_a_public_target_never_reaches_loopback(web: LocalWeb, target: str) -> None:
    got = read(web.url + target, public=True)
    assert got.fetch.reach is Reach.REFUSED_ADDRESS
    assert web.asked == []


def test_a_redirect_to_another_private_network_is_refused(web: LocalWeb) -> None:
    web.pages["/"] = answer(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    got = read(f"{web.url}/")
    assert got.fetch.reach is Reach.REFUSED_ADDRESS
    assert got.fetch.detail == "169.254.169.254"


@pytest.mark.parametrize(
    ("location", "cause"),
    [
        ("mailto:press@acme.example?subject=Hi", Cause.PROGRAM),
        (" MAILTO:press%40acme.example", Cause.PROGRAM),
        ("tel:+44-20-7946-0958", Cause.PROGRAM),
        ("mailto:", Cause.UNSAID),
        ("tel:now", Cause.UNSAID),
        ("javascript:alert(1)", Cause.UNSAID),
        ("", Cause.UNSAID),
    ],
)
def test_a_redirect_to_a_program_is_told_from_one_to_nowhere(web: LocalWeb, location: str, cause: Cause) -> None:
    web.pages["/"] = answer(status=301, headers={"Location": "/contact"})
    web.pages["/contact"] = answer(status=302, headers={"Location": location})
    fetch = read(f"{web.url}/").fetch
    assert (fetch.reach, fetch.status, fetch.final_url) == (Reach.RESPONDED, 302, f"{web.url}/contact")
    assert (fetch.cause, fetch.detail) == (cause, location.strip() if cause else "")


def test_options_asks_without_sending_anything(web: LocalWeb) -> None:
    web.pages["/send"] = answer(status=204, headers={"Allow": "POST", "Content-Length": ""})
    got = read(f"{web.url}/send", method="OPTIONS")
    assert web.requests[0].method == "OPTIONS"
    assert got.headers["allow"] == "POST"
    assert got.fetch.method == "OPTIONS"


def test_retry_after_in_seconds_and_as_a_date(web: LocalWeb) -> None:
    now = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    for value, seconds in [
        ("30", 30.0),
        (format_datetime(now + timedelta(seconds=90), usegmt=True), 90.0),
        ("soon", None),
        ("", None),
    ]:
        web.pages["/"] = answer(status=429, headers={"Retry-After": value})
        assert read(f"{web.url}/").retry_after(now) == seconds
