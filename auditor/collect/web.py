"""Reading untrusted URLs: one try at a time, within limits, behind the address guard, never with credentials."""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

import aiohttp
import yarl

import auditor
from auditor import urls
from auditor.collect.addresses import Guard, GuardedResolver, NoSuchHost, RefusedAddress, Rehearsal
from auditor.collect.decode import encoding_of
from auditor.model import NO_SUCH_HOST, Fetch, Reach, Redirect

Sink = Callable[[bytes], None]
_MOVED = frozenset({301, 302, 303, 307, 308})
_TEXT = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml"})
_DRAIN = 65_536
"""Bytes of an unwanted body read anyway: cheaper than a new connection."""
_COOKIES = 50
_HEADERS, _HEADER_LENGTH = 60, 1_000
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost."""

    seconds: float = 20.0
    """For one try, redirects and body included."""
    body: int = 10_000_000
    """Bytes of a body after decompression."""
    redirects: int = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What one try brought."""

    fetch: Fetch
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the last answer, names in lower case; bounded in number and length."""

    @property
    def text(self) -> str:
        """The body decoded; empty for anything that is not text."""
        return self.body.decode(self.fetch.encoding, errors="replace") if self.fetch.encoding else ""

    def retry_after(self, now: datetime) -> float | None:
        """Return the seconds the host asks us to wait; None where it does not ask, or not in a way that can be read."""
        return _retry_after(self.headers.get("retry-after", ""), now)


def _retry_after(value: str, now: datetime) -> float | None:
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


class _Garbled(Exception):
    """The body is not what its headers say."""


class Web:
    """Reads URLs. One instance serves a whole visit."""

    def __init__(self, session: aiohttp.ClientSession, guard: Guard, *, literal_hosts_allowed: bool = True) -> None:
        self._session = session
        self._guard = guard
        self._literals = literal_hosts_allowed
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
        journey = _Journey(url, method, headers or {})
        try:
            async with asyncio.timeout(limits.seconds):
                return await self._follow(journey, limits, cut=cut, any_type=any_type, sink=sink)
        except TimeoutError:
            return journey.ended(Reach.TIMED_OUT, f"after {limits.seconds:g} s")
        except RefusedAddress as error:
            return journey.ended(Reach.REFUSED_ADDRESS, str(error))
        except NoSuchHost:
            return journey.ended(Reach.DNS_FAILED, NO_SUCH_HOST)
        except aiohttp.ClientConnectorDNSError as error:
            return journey.ended(Reach.DNS_FAILED, _words(error.os_error))
        except (aiohttp.ClientSSLError, ssl.SSLError) as error:
            return journey.ended(Reach.TLS_FAILED, _tls_words(error))
        except (aiohttp.ClientPayloadError, aiohttp.ClientResponseError, aiohttp.InvalidURL, _Garbled) as error:
            return journey.ended(Reach.GARBLED, _words(error))
        except (aiohttp.ClientError, OSError) as error:
            return journey.ended(Reach.CONNECT_FAILED, _words(error))
        except (ValueError, UnicodeError, asyncio.LimitOverrunError) as error:
            # What the HTTP library raises for answers that break its assumptions, such as impossible header bytes.
            return journey.ended(Reach.GARBLED, _words(error))

    async def _follow(
        self, journey: _Journey, limits: Limits, *, cut: bool, any_type: bool, sink: Sink | None
    ) -> Answer:
        while True:
            self._require_allowed(journey.url)
            async with self._send(journey) as response:
                journey.answered(response)
                if response.status not in _MOVED or not journey.turn(response):
                    if sink is not None and response.status == 200:
                        await _read_body(response, limits.body, sink)
                        return journey.ended(Reach.RESPONDED)
                    if any_type or _is_text(journey.content_type):
                        return await _receive(journey, response, limits, cut=cut)
                    await _drain(response)
                    return journey.ended(Reach.RESPONDED)
            if len(journey.hops) > limits.redirects or journey.circles():
                return journey.ended(Reach.REDIRECT_LOOP, f"{len(journey.hops)} redirects")

    def _send(self, journey: _Journey) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        headers = {**journey.asked_with, **({"Cookie": cookies} if (cookies := journey.cookies()) else {})}
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


class _Journey:
    """One try on its way through redirects."""

    def __init__(self, url: str, method: str, headers: Mapping[str, str]) -> None:
        self.start = self.url = url
        self.method = method
        self.asked_with = headers
        self.hops: list[Redirect] = []
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.content_type = ""
        self._seen: set[tuple[str, str]] = {(url, "")}
        self._circle = False
        self._jar: dict[tuple[str, str], str] = {}

    def answered(self, response: aiohttp.ClientResponse) -> None:
        """Note what the answer's head says."""
        self.status = response.status
        kept = list(response.headers.items())[:_HEADERS]
        self.headers = {name.lower()[:100]: value[:_HEADER_LENGTH] for name, value in kept}
        self.content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()[:100]
        self._take_cookies(response)

    def turn(self, response: aiohttp.ClientResponse) -> bool:
        """Go where the answer points; return False where it points nowhere."""
        location = response.headers.get("location", "")
        target = urls.resolve(location, self.url) if location else None
        if target is None:
            return False
        fragment = f"#{target.fragment}" if target.fragment else ""
        self.hops.append(Redirect(response.status, target.url + fragment))
        self.url = target.url
        state = (target.url, self.cookies())
        self._circle = state in self._seen
        self._seen.add(state)
        return True

    def circles(self) -> bool:
        """Return whether the journey is where it has been, with nothing changed."""
        return self._circle

    def cookies(self) -> str:
        """Return the Cookie header for the host at hand: some sites redirect in circles until theirs come back."""
        if not self._jar:
            return ""
        host = urls.netloc(self.url)
        return "; ".join(f"{name}={value}" for (at, name), value in self._jar.items() if at == host)

    def _take_cookies(self, response: aiohttp.ClientResponse) -> None:
        lines = response.headers.getall("set-cookie", [])[:_COOKIES]
        host = urls.netloc(self.url) if lines else ""
        for line in lines:
            try:
                jar = SimpleCookie(line[:4_096])
            except CookieError:
                continue
            for name, morsel in jar.items():
                if len(self._jar) < _COOKIES:
                    self._jar[host, name] = morsel.coded_value

    def ended(
        self, reach: Reach, detail: str = "", body: bytes = b"", encoding: str = "", *, keep: bool = False
    ) -> Answer:
        """Return what the journey came to."""
        fetch = Fetch(
            url=self.start,
            final_url=self.url,
            reach=reach,
            at=datetime.now(UTC),
            status=self.status,
            redirects=tuple(self.hops),
            content_type=self.content_type,
            body_sha256=sha256(body).hexdigest() if keep else "",
            encoding=encoding,
            size=len(body),
            detail=detail,
            method=self.method,
        )
        return Answer(fetch, body, self.headers)


def _is_text(content_type: str) -> bool:
    return not content_type or content_type in _TEXT or content_type.endswith("+xml")


async def _drain(response: aiohttp.ClientResponse) -> None:
    """Be done with a body nobody needs: read it where that is cheaper than a new connection."""
    if (response.content_length or _DRAIN + 1) <= _DRAIN:
        await response.read()
    else:
        response.close()


async def _receive(journey: _Journey, response: aiohttp.ClientResponse, limits: Limits, *, cut: bool) -> Answer:
    """Read the body, decompress and decode it."""
    body, complete = await _read_body(response, limits.body)
    if not complete and not cut:
        return journey.ended(Reach.TOO_LARGE, f"more than {limits.body:,} bytes")
    if not journey.content_type and body.lstrip()[:1] == b"<":
        journey.content_type = "text/html"  # browsers sniff what is not declared
    encoding = encoding_of(body, response.charset or "") if _is_text(journey.content_type) else ""
    return journey.ended(Reach.RESPONDED, "" if complete else "cut", body, encoding, keep=True)


async def _read_body(response: aiohttp.ClientResponse, limit: int, sink: Sink | None = None) -> tuple[bytes, bool]:
    """Return the decompressed body up to `limit` bytes, and whether that was all of it."""
    inflate = _Inflate(response.headers.get("content-encoding", ""), limit, sink)
    async for chunk in response.content.iter_chunked(65_536):
        if not inflate.feed(chunk):
            response.close()
            return inflate.body(), False
    inflate.end()
    return inflate.body(), True


class _Inflate:
    """Undoes Content-Encoding with a bound on what comes out: a bomb ends as a cut body, not as full memory."""

    def __init__(self, encoding: str, limit: int, sink: Sink | None = None) -> None:
        self._limit = limit
        self._sink = sink
        self._parts: list[bytes] = []
        self._size = 0
        kind = encoding.strip().lower()
        if kind in {"", "identity"}:
            self._engine = None
        elif kind in {"gzip", "x-gzip", "deflate"}:
            self._engine = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib by its first bytes
        else:
            raise _Garbled(f"sent in the encoding {kind[:40]!r}, which was not asked for")
        self._raw_deflate_possible = kind == "deflate"

    def feed(self, chunk: bytes) -> bool:
        """Take in a chunk; return False once the limit is passed."""
        if self._engine is None:
            self._keep(chunk)
        else:
            self._expand(chunk)
        return self._size <= self._limit

    def _expand(self, chunk: bytes) -> None:
        assert self._engine is not None
        try:
            self._keep(self._engine.decompress(chunk, self._limit + 1 - self._size))
        except zlib.error as error:
            if not self._raw_deflate_possible:
                raise _Garbled(f"its compressed body is broken ({error})") from None
            self._engine = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send deflate without its wrapper
            self._raw_deflate_possible = False
            self._expand(chunk)
            return
        self._raw_deflate_possible = False

    def _keep(self, data: bytes) -> None:
        (self._sink or self._parts.append)(data)
        self._size += len(data)

    def end(self) -> None:
        """Say that no more comes."""
        if self._engine is not None and self._size and not self._engine.eof:
            raise _Garbled("its compressed body ends too early")

    def body(self) -> bytes:
        """Return what came out, at most the limit."""
        return b"".join(self._parts)[: self._limit]


def _words(error: BaseException | None) -> str:
    """Return an error in a few words without control characters."""
    text = getattr(error, "strerror", None) or getattr(error, "message", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())[:200]


def _tls_words(error: BaseException) -> str:
    inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    return str(getattr(inner, "verify_message", "") or getattr(inner, "reason", "") or _words(inner))[:200]


@dataclass(frozen=True, slots=True)
class Manners:
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
    guard: Guard, manners: Manners, *, rehearsal: Rehearsal | None = None, ca_file: Path | None = None
) -> AsyncIterator[Web]:
    """Open the one session of a visit."""
    context = True if ca_file is None else tls_context(ca_file)  # aiohttp has the usual one: making one takes a while
    resolver = GuardedResolver(guard, rehearsal)
    connector = aiohttp.TCPConnector(
        limit=manners.connections, limit_per_host=manners.per_host, resolver=resolver, ssl=context, ttl_dns_cache=300
    )
    headers = {
        "User-Agent": manners.user_agent,
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
        max_line_size=16_384,
        max_field_size=16_384,
    )
    async with session:
        yield Web(session, guard, literal_hosts_allowed=rehearsal is None)


def tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """Return a context that verifies as browsers do, trusting `ca_file` besides, for examples and tests."""
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    return context
