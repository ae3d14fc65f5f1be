"""Reading untrusted URLs: one try at a time, within limits, behind the address guard, never with credentials."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import yarl

import auditor
from auditor import urls
from auditor.collect.http.address_guard import Guard, GuardedResolver, NoSuchHost, RefusedAddress, StubNetwork
from auditor.collect.http.decode import encoding_of
from auditor.collect.http.inflate import MAGIC, Garbled, Inflate, Sink, UnreadEncoding
from auditor.collect.http.journey import Answer, Journey
from auditor.collect.http.plain_http import PlainAnswer, ask
from auditor.model import Cause, Reach

__all__ = ["Answer", "Limits", "Politeness", "Sink", "Web", "open_web", "tls_context"]

_MOVED = frozenset({301, 302, 303, 307, 308})
_TEXT = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml"})
_DRAIN = 65_536
"""Bytes of an unwanted body read anyway: cheaper than a new connection."""
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost."""

    seconds: float = 20.0
    """For one try, redirects and body included."""
    body: int = 10_000_000
    """Bytes of a body after decompression."""
    redirects: int = 10


class Web:
    """Reads URLs. One instance serves a whole visit."""

    def __init__(
        self, session: aiohttp.ClientSession, resolver: GuardedResolver, *, ca_file: Path | None = None
    ) -> None:
        self._session = session
        self._resolver = resolver
        self._guard = resolver.guard
        self._literals = resolver.stub_network is None
        self._ca_file = ca_file
        self._context: ssl.SSLContext | None = None
        self._judged: dict[str, bool] = {}

    async def read(
        self,
        url: str,
        limits: Limits,
        *,
        method: str = "GET",
        cut: bool = False,
        any_type: bool = False,
        sink: Sink | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Try once to read `url`; never raises for anything the other side does.

        Args:
            url: Absolute, normalised.
            limits: What the answer may cost.
            method: GET or OPTIONS.
            cut: Whether a body past the limit is cut there instead of being TOO_LARGE.
            any_type: Whether to keep bodies that are not text too.
            sink: Takes a successful answer's body piece by piece, of whatever type, instead of having it kept.
            headers: Sent besides our own, or instead of them.
        """
        journey = Journey(url, method, headers or {})
        try:
            async with asyncio.timeout(limits.seconds):
                return await self._follow(journey, limits, cut=cut, any_type=any_type, sink=sink)
        except TimeoutError:
            return journey.ended(Reach.TIMED_OUT, f"after {limits.seconds:g} s")
        except RefusedAddress as error:
            return journey.ended(Reach.REFUSED_ADDRESS, str(error))
        except NoSuchHost:
            return journey.ended(Reach.DNS_FAILED, "the host name does not exist", cause=Cause.NO_SUCH_HOST)
        except aiohttp.ClientConnectorDNSError as error:
            return journey.ended(Reach.DNS_FAILED, _words(error.os_error))
        except (aiohttp.ClientSSLError, ssl.SSLError) as error:
            return journey.ended(Reach.TLS_FAILED, _tls_words(error))
        except UnreadEncoding as error:
            return journey.ended(Reach.GARBLED, _words(error), cause=Cause.UNREAD_ENCODING)
        except (aiohttp.ClientPayloadError, aiohttp.ClientResponseError, aiohttp.InvalidURL, Garbled) as error:
            return journey.ended(Reach.GARBLED, _words(error))
        except (aiohttp.ClientError, OSError) as error:
            return journey.ended(Reach.CONNECT_FAILED, _words(error))
        except (ValueError, UnicodeError, asyncio.LimitOverrunError) as error:
            # What the HTTP library raises for answers that break its assumptions, such as impossible header bytes.
            return journey.ended(Reach.GARBLED, _words(error))

    async def _follow(
        self, journey: Journey, limits: Limits, *, cut: bool, any_type: bool, sink: Sink | None
    ) -> Answer:
        want = _Want(limits, cut=cut, any_type=any_type, sink=sink)
        while True:
            self._require_allowed(journey.url)
            if (answer := await self._hop(journey, want)) is not None:
                return answer
            if len(journey.hops) > limits.redirects or journey.circles():
                return journey.ended(Reach.REDIRECT_LOOP, f"{len(journey.hops)} redirects")

    async def _hop(self, journey: Journey, want: _Want) -> Answer | None:
        """Return what the address at hand answers; None where it points elsewhere."""
        hops, journey.status = len(journey.hops), None
        try:
            async with self._send(journey) as response:
                return await _answer(journey, response, want)
        except (
            aiohttp.ClientPayloadError,
            aiohttp.ClientResponseError,
            aiohttp.ClientConnectionError,
            ValueError,
        ) as error:
            # What the library will not take a browser may: read once more, without it. Where no head came nothing did.
            broke_off = isinstance(error, aiohttp.ClientConnectionError) and journey.status is None
            if broke_off or journey.method != "GET" or want.sink is not None or len(journey.hops) != hops:
                raise
            return await _answer(journey, await self._ask_plainly(journey, want.limits.body), want)

    async def _ask_plainly(self, journey: Journey, limit: int) -> PlainAnswer:
        headers = {**self._session.headers, **self._headers(journey)}
        self._context = self._context or tls_context(self._ca_file)
        return await ask(journey.url, headers, self._resolver, self._context, limit)

    @staticmethod
    def _headers(journey: Journey) -> dict[str, str]:
        return {**journey.asked_with, **({"Cookie": cookies} if (cookies := journey.cookies()) else {})}

    def _send(self, journey: Journey) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        headers = self._headers(journey)
        address = yarl.URL(journey.url, encoded=True)
        return self._session.request(journey.method, address, allow_redirects=False, headers=headers or None)

    def _require_allowed(self, url: str) -> None:
        # The resolver is not asked about literal addresses, so they are judged here, on every hop.
        name = urls.host(url).strip("[]")
        allowed = self._judged.get(name)
        if allowed is None:
            allowed = not urls.is_address(name) or (self._literals and self._guard.allows(name))
            self._judged[name] = allowed
        if not allowed:
            raise RefusedAddress(name)


@dataclass(frozen=True, slots=True)
class _Want:
    """What is wanted of an answer."""

    limits: Limits
    cut: bool
    any_type: bool
    sink: Sink | None


_Response = aiohttp.ClientResponse | PlainAnswer


async def _answer(journey: Journey, response: _Response, want: _Want) -> Answer | None:
    """Take in an answer; None where it points elsewhere."""
    journey.answered(response)
    if response.status in _MOVED and journey.turn(response):
        return None
    if want.sink is not None and response.status == 200:
        await _read_body(response, want.limits.body, want.sink)
        return journey.ended(Reach.RESPONDED)
    if want.any_type or _is_text(journey.content_type):
        return await _receive(journey, response, want.limits, cut=want.cut)
    await _drain(response)
    return journey.ended(Reach.RESPONDED)


def _is_text(content_type: str) -> bool:
    return not content_type or content_type in _TEXT or content_type.endswith("+xml")


async def _drain(response: _Response) -> None:
    """Be done with a body nobody needs: read it where that is cheaper than a new connection."""
    if (response.content_length or _DRAIN + 1) <= _DRAIN:
        await response.read()
    else:
        response.close()


_CAUSES = {Cause.CUT: "cut", Cause.BROKE_OFF: "the answer broke off"}


async def _receive(journey: Journey, response: _Response, limits: Limits, *, cut: bool) -> Answer:
    """Read the body, decompress and decode it."""
    body, complete = await _read_body(response, limits.body)
    if not complete and not cut:
        return journey.ended(Reach.TOO_LARGE, f"more than {limits.body:,} bytes")
    if not journey.content_type and body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        journey.content_type = "text/html"  # browsers sniff what is not declared
    if body.startswith(MAGIC) and _is_text(journey.content_type):
        raise UnreadEncoding("compressed once more than its head says")
    encoding = encoding_of(body, response.charset or "") if _is_text(journey.content_type) else ""
    broken = isinstance(response, PlainAnswer) and response.broken
    cause = Cause.CUT if not complete else Cause.BROKE_OFF if broken else Cause.UNSAID
    return journey.ended(Reach.RESPONDED, _CAUSES.get(cause, ""), body, encoding, keep=True, cause=cause)


async def _read_body(response: _Response, limit: int, sink: Sink | None = None) -> tuple[bytes, bool]:
    """Return the decompressed body up to `limit` bytes, and whether that was all of it."""
    inflate = Inflate(",".join(response.headers.getall("content-encoding", [])), limit, sink)
    chunks = response.chunks() if isinstance(response, PlainAnswer) else response.content.iter_chunked(65_536)
    async for chunk in chunks:
        if not inflate.feed(chunk):
            response.close()
            return inflate.body(), False
    inflate.end()
    complete = not inflate.full and (not isinstance(response, PlainAnswer) or response.complete)
    return inflate.body(), complete


def _words(error: BaseException | None) -> str:
    """Return an error in a few words without control characters."""
    text = getattr(error, "strerror", None) or getattr(error, "message", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())[:200]


def _tls_words(error: BaseException) -> str:
    inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    return str(getattr(inner, "verify_message", "") or getattr(inner, "reason", "") or _words(inner))[:200]


@dataclass(frozen=True, slots=True)
class Politeness:
    """How we present ourselves and how hard we knock."""

    per_host: int = 4
    connections: int = 32
    contact: str = ""
    """Told in the User-Agent."""

    @property
    def user_agent(self) -> str:
        """An honest name; robots.txt can address it as `auditor`."""
        purpose = f"site audit; {self.contact}" if self.contact else "site audit"
        return f"auditor/{auditor.__version__} ({purpose})"


@asynccontextmanager
async def open_web(
    guard: Guard, politeness: Politeness, *, stub_network: StubNetwork | None = None, ca_file: Path | None = None
) -> AsyncIterator[Web]:
    """Open the one session of a visit."""
    context = True if ca_file is None else tls_context(ca_file)  # aiohttp has the usual one: making one takes a while
    resolver = GuardedResolver(guard, stub_network)
    connector = aiohttp.TCPConnector(
        limit=politeness.connections,
        limit_per_host=politeness.per_host,
        resolver=resolver,
        ssl=context,
        ttl_dns_cache=300,
    )
    headers = {
        "User-Agent": politeness.user_agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en,*;q=0.5",
    }
    session = aiohttp.ClientSession(
        connector=connector,
        headers=headers,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=10),
        trust_env=False,
        max_line_size=65_536,
        max_field_size=65_536,
    )
    async with session:
        yield Web(session, resolver, ca_file=ca_file)


def tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """Return a context that verifies as browsers do, trusting `ca_file` besides, for examples and tests."""
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    return context
