"""Reading URLs with blocking calls, for sources: behind the same guard and within the same limits as the crawl's reader."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from http.client import HTTPException
from pathlib import Path

from multidict import CIMultiDict
from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError, ProtocolError, SSLError
from urllib3.exceptions import TimeoutError as TooSlow

from auditor.collect.http import guarded_pool
from auditor.collect.http.address_guard import GuardedResolver, NoSuchHost, RefusedAddress
from auditor.collect.http.guarded_pool import Turn, Unreached
from auditor.collect.http.inflate import Garbled, Inflate, UnreadEncoding
from auditor.collect.http.journey import Answer, Journey, charset_of, in_words, tls_words
from auditor.collect.http.politeness import MOVED, Limits, Politeness
from auditor.model import Cause, Reach

_PIECE = 65_536
_TICK = 0.1
"""Seconds by which a request may outlast its time."""
_FAILURES = (RefusedAddress, NoSuchHost, Unreached, Garbled, HTTPError, HTTPException, OSError, ValueError)


class BlockingWeb:
    """Reads URLs from any number of threads, over one set of connections."""

    def __init__(self, resolver: GuardedResolver, politeness: Politeness, *, ca_file: Path | None = None) -> None:
        self._resolver = resolver
        self._politeness = politeness
        self._ca_file = ca_file
        self._headers = politeness.headers
        self._lock = threading.Lock()
        self._turns: set[Turn] = set()
        self._watch: threading.Thread | None = None
        self._closed = threading.Event()

    def read(
        self, url: str, limits: Limits, headers: Mapping[str, str], private: Mapping[str, str] | None = None
    ) -> Answer:
        """Try once to read `url`; never raises for anything the other side does.

        Args:
            url: Absolute, normalised.
            limits: What the answer may cost.
            headers: Sent besides our own, to whoever redirects lead to as well.
            private: Sent besides those to where `url` itself lies: redirects are followed without.
        """
        journey = Journey(url, "GET", headers)
        with self._turn(limits.seconds) as turn:
            try:
                return self._follow(journey, limits, private or {}, turn)
            except _FAILURES as error:
                if turn.off:
                    return journey.ended(Reach.TIMED_OUT, f"after {limits.seconds:g} s")
                reach, detail, cause = _told(error)
                return journey.ended(reach, detail, cause=cause)

    def call_off(self) -> None:
        """End every request under way."""
        for turn in tuple(self._turns):
            turn.call_off()

    def close(self) -> None:
        """Close the connections that nobody uses; nothing is read any more."""
        self._closed.set()
        if "_pools" in self.__dict__:
            self._pools.clear()

    @cached_property
    def _pools(self) -> PoolManager:
        return guarded_pool.pools(self._resolver, self._politeness, self._ca_file)

    @contextmanager
    def _turn(self, seconds: float) -> Iterator[Turn]:
        turn = Turn(time.monotonic() + seconds)
        self._turns.add(turn)
        guarded_pool.begin(turn)
        self._watched()
        try:
            yield turn
        finally:
            self._turns.discard(turn)
            turn.close()

    def _watched(self) -> None:
        """See to it that somebody looks at the clock: one thread for all, which ends with the connections."""
        with self._lock:
            if self._watch is None:
                self._watch = threading.Thread(target=self._look_at_the_clock, daemon=True)
                self._watch.start()

    def _look_at_the_clock(self) -> None:
        while not self._closed.wait(_TICK):
            now = time.monotonic()
            for turn in tuple(self._turns):
                if turn.ends < now:
                    turn.call_off()

    def _follow(self, journey: Journey, limits: Limits, private: Mapping[str, str], turn: Turn) -> Answer:
        more = private
        while True:
            response = self._send(journey, {**journey.asked_with, **more}, limits, turn)
            try:
                answer = _answer(journey, response, limits)
            finally:
                response.close()  # what was not read to its end; all else went back into its pool
                response.release_conn()
            if answer is not None:
                return answer
            if len(journey.hops) > limits.redirects or journey.circles():
                return journey.ended(Reach.REDIRECT_LOOP, f"{len(journey.hops)} redirects")
            more = {}

    def _send(self, journey: Journey, headers: Mapping[str, str], limits: Limits, turn: Turn) -> BaseHTTPResponse:
        journey.status = None
        sent = {**self._headers, **headers}
        if cookies := journey.cookies():
            sent["Cookie"] = cookies
        with self._lock:
            pools = self._pools
        while True:
            try:
                return pools.urlopen(
                    "GET",
                    journey.url,
                    headers=sent,
                    redirect=False,
                    retries=False,
                    pool_timeout=limits.seconds,
                    timeout=Timeout(connect=limits.seconds, read=limits.seconds),
                    preload_content=False,
                    decode_content=False,
                )
            except ProtocolError:
                if not turn.reused or turn.off:
                    raise
                turn.reused = False  # closed by the other side while it lay idle: a fresh one is opened
                pools.clear()


class _Head:
    """The head of an answer as a `Journey` reads it."""

    def __init__(self, response: BaseHTTPResponse) -> None:
        self.status = response.status
        pairs = ((name, _text(value)) for name, value in response.headers.items())
        self.headers: CIMultiDict[str] = CIMultiDict(pairs)


def _text(value: str) -> str:
    return value.encode("latin-1", "replace").decode("utf-8", "surrogateescape")


def _answer(journey: Journey, response: BaseHTTPResponse, limits: Limits) -> Answer | None:
    """Take in an answer; None where it points elsewhere."""
    head = _Head(response)
    journey.answered(head)
    if head.status in MOVED and journey.turn(head):
        return None
    inflate = Inflate(",".join(head.headers.getall("content-encoding", [])), limits.body)
    while chunk := response.read(_PIECE, decode_content=False):
        if not inflate.feed(chunk):
            break
    else:
        inflate.end()
    end = Cause.CUT if inflate.full else Cause.UNSAID
    charset = charset_of(head.headers.get("content-type", ""))
    return journey.received(inflate.body(), charset, limits.body, end)


def _told(error: BaseException) -> tuple[Reach, str, Cause]:
    """Return what a failure comes to: reach, words, cause."""
    inner = error.args[1] if isinstance(error, ProtocolError) and len(error.args) > 1 else error
    match error:
        case RefusedAddress():
            return Reach.REFUSED_ADDRESS, str(error), Cause.UNSAID
        case NoSuchHost():
            return Reach.DNS_FAILED, "the host name does not exist", Cause.NO_SUCH_HOST
        case Unreached():
            return error.reach, str(error), Cause.UNSAID
        case TooSlow() | TimeoutError():
            return Reach.TIMED_OUT, in_words(error), Cause.UNSAID
        case SSLError() | ssl.SSLError():
            return Reach.TLS_FAILED, tls_words(error.args[0] if isinstance(error, SSLError) else error), Cause.UNSAID
        case UnreadEncoding():
            return Reach.GARBLED, in_words(error), Cause.UNREAD_ENCODING
    reach = Reach.CONNECT_FAILED if isinstance(inner, OSError) else Reach.GARBLED
    return reach, in_words(inner if isinstance(inner, BaseException) else error), Cause.UNSAID
