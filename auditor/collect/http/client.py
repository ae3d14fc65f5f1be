"""Reading untrusted URLs: one try at a time, within limits, behind the address guard, never with credentials."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import aiohttp
import yarl

from auditor import urls
from auditor.collect.http import connecting
from auditor.collect.http.address_guard import Guard, GuardedResolver, NoSuchHost, RefusedAddress, StubNetwork
from auditor.collect.http.inflate import Garbled, Inflate, Sink, UnreadEncoding
from auditor.collect.http.journey import Answer, Journey, in_words, is_text, tls_words
from auditor.collect.http.plain_http import PlainAnswer, ask
from auditor.collect.http.politeness import MOVED, Limits, Politeness, tls_context
from auditor.model import Cause, Reach

__all__ = ["Answer", "Keep", "Limits", "Politeness", "Sink", "Web", "open_web", "tls_context"]

_DRAIN = 65_536
"""Bytes of an unwanted body read anyway: cheaper than a new connection."""
_CONNECT_SECONDS = 10.0
"""For one connection, TLS aside; by then the system has asked for it four times (after 1, 3 and 7 s; RFC 6298, 2.1 and 5.5)."""
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class Keep(NamedTuple):
    """Which bodies to have that are no text."""

    wants: Callable[[str, int | None], bool]
    """Told the media type and the length that the head tells."""
    body: int
    """Bytes from which on a body is cut."""


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
        keep: Keep | None = None,
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
            keep: Which of them to keep. Where one does not come whole, the answer is what its head says, without a body.
            sink: Takes a successful answer's body piece by piece, of whatever type, instead of having it kept.
            headers: Sent besides our own, or instead of them.
        """
        journey = Journey(url, method, headers or {})
        want = _Want(limits, cut=cut, any_type=any_type, keep=keep, sink=sink)
        try:
            async with asyncio.timeout(limits.seconds):
                return await self._follow(journey, want)
        except TimeoutError as error:
            return _late(journey, error, limits)
        except RefusedAddress as error:
            return journey.ended(Reach.REFUSED_ADDRESS, str(error))
        except NoSuchHost:
            return journey.ended(Reach.DNS_FAILED, "the host name does not exist", cause=Cause.NO_SUCH_HOST)
        except aiohttp.ClientConnectorDNSError as error:
            return journey.ended(Reach.DNS_FAILED, in_words(error.os_error))
        except (aiohttp.ClientSSLError, ssl.SSLError) as error:
            return journey.ended(Reach.TLS_FAILED, tls_words(error))
        except UnreadEncoding as error:
            return journey.ended(Reach.GARBLED, in_words(error), cause=Cause.UNREAD_ENCODING)
        except (aiohttp.ClientPayloadError, aiohttp.ClientResponseError, aiohttp.InvalidURL, Garbled) as error:
            return journey.ended(Reach.GARBLED, in_words(error))
        except (aiohttp.ClientError, OSError) as error:
            return journey.ended(Reach.CONNECT_FAILED, in_words(error))
        except (ValueError, UnicodeError, asyncio.LimitOverrunError) as error:
            # What the HTTP library raises for answers that break its assumptions, such as impossible header bytes.
            return journey.ended(Reach.GARBLED, in_words(error))

    async def _follow(self, journey: Journey, want: _Want) -> Answer:
        while True:
            self._require_allowed(journey.url)
            if (answer := await self._hop(journey, want)) is not None:
                return answer
            if len(journey.hops) > want.limits.redirects or journey.circles():
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

    @asynccontextmanager
    async def _send(self, journey: Journey) -> AsyncIterator[aiohttp.ClientResponse]:
        headers = self._headers(journey)
        address = yarl.URL(journey.url, encoded=True)
        async with connecting.within(_CONNECT_SECONDS) as journey.attempt:
            asked = self._session.request(journey.method, address, allow_redirects=False, headers=headers or None)
            response = await asked
        async with response:
            yield response

    def _require_allowed(self, url: str) -> None:
        # The resolver is not asked about literal addresses, so they are judged here, on every hop.
        name = urls.host(url).strip("[]")
        allowed = self._judged.get(name)
        if allowed is None:
            # What no browser reads as an address, such as `[::1%251]`, the library may take for one, and connect to it unasked.
            allowed = name != "" and (not urls.is_address(name) or (self._literals and self._guard.allows(name)))
            self._judged[name] = allowed
        if not allowed:
            raise RefusedAddress(name)


@dataclass(frozen=True, slots=True)
class _Want:
    """What is wanted of an answer."""

    limits: Limits
    cut: bool
    any_type: bool
    keep: Keep | None
    sink: Sink | None


_Response = aiohttp.ClientResponse | PlainAnswer


def _late(journey: Journey, error: TimeoutError, limits: Limits) -> Answer:
    """Return what a journey came to that was not at its end in time."""
    if journey.told:
        return journey.ended(Reach.RESPONDED)
    if isinstance(error, connecting.NoConnection):
        return journey.ended(Reach.TIMED_OUT, f"after {_CONNECT_SECONDS:g} s", cause=Cause.NO_CONNECTION)
    is_stalled = journey.attempt is not None and journey.attempt.is_stalled
    cause = Cause.NO_HANDSHAKE if is_stalled else Cause.UNSAID
    return journey.ended(Reach.TIMED_OUT, f"after {limits.seconds:g} s", cause=cause)


async def _answer(journey: Journey, response: _Response, want: _Want) -> Answer | None:
    """Take in an answer; None where it points elsewhere."""
    journey.answered(response)
    if response.status in MOVED and journey.turn(response):
        return None
    if want.sink is not None and response.status == 200:
        await _read_body(response, want.limits.body, want.sink)
        return journey.ended(Reach.RESPONDED)
    if want.any_type or is_text(journey.content_type):
        return await _receive(journey, response, want.limits, cut=want.cut)
    if (
        want.keep is not None
        and response.status == 200
        and want.keep.wants(journey.content_type, response.content_length)
    ):
        return await _kept(journey, response, replace(want.limits, body=want.keep.body))
    await _drain(response)
    return journey.ended(Reach.RESPONDED)


async def _kept(journey: Journey, response: _Response, limits: Limits) -> Answer:
    """Take in a file; whether it is there, its head has told."""
    journey.told = True
    try:
        return await _receive(journey, response, limits, cut=True)
    except (aiohttp.ClientError, OSError, Garbled, UnreadEncoding, ValueError):
        response.close()
        return journey.ended(Reach.RESPONDED)


async def _drain(response: _Response) -> None:
    """Be done with a body nobody needs: read it where that is cheaper than a new connection."""
    if (response.content_length or _DRAIN + 1) <= _DRAIN:
        await response.read()
    else:
        response.close()


async def _receive(journey: Journey, response: _Response, limits: Limits, *, cut: bool) -> Answer:
    """Read the body, decompress and decode it."""
    body, complete = await _read_body(response, limits.body)
    broken = isinstance(response, PlainAnswer) and response.broken
    end = Cause.CUT if not complete else Cause.BROKE_OFF if broken else Cause.UNSAID
    return journey.received(body, response.charset or "", limits.body, end, cut=cut)


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
        socket_factory=connecting.new_socket,
    )
    headers = {**politeness.headers, "Accept": _ACCEPT}
    session = aiohttp.ClientSession(
        connector=connector,
        headers=headers,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=None),
        trace_configs=[connecting.tracing()],
        trust_env=False,
        max_line_size=65_536,
        max_field_size=65_536,
    )
    async with session:
        yield Web(session, resolver, ca_file=ca_file)
