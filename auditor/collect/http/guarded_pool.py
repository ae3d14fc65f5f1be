"""Connections of urllib3 behind the address guard: each goes to an address that was judged when it was opened.

A name is looked up anew for every connection, and the connection goes to the very address that was judged: a name that points
elsewhere a moment later (DNS rebinding) leads nowhere. TLS verifies the name, not the address.
"""

from __future__ import annotations

import os
import socket
import ssl
import threading
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from auditor.collect.http.address_guard import GuardedResolver
from auditor.collect.http.journey import in_words
from auditor.collect.http.politeness import Politeness, tls_context
from auditor.model import Reach

_CONNECT_SECONDS = 10.0
"""For all addresses of a name together, as for the crawl's reader."""
_MOST_PLACES = 4
"""Addresses of a name that are tried."""


class Unreached(Exception):
    """No connection came about."""

    def __init__(self, reach: Reach, detail: str) -> None:
        """Take what it comes to, and why in words."""
        super().__init__(detail)
        self.reach = reach


class Turn:
    """One request under way. Whoever calls it off, from whatever thread, ends its connection at any stage."""

    def __init__(self, ends: float) -> None:
        """Take when its time is up, by `time.monotonic`."""
        self.ends = ends
        self.off = False
        self.reused = False
        """Whether the connection at hand was used before: the other side may have closed it meanwhile."""
        self._levers: list[socket.socket] = []

    def hold(self, connection: socket.socket, *, reused: bool) -> None:
        """Take note of the connection at hand."""
        self.reused = reused
        # A duplicate reaches the connection whatever TLS has wrapped the socket into meanwhile.
        self._levers.append(socket.socket(fileno=os.dup(connection.fileno())))
        if self.off:
            self.call_off()

    def call_off(self) -> None:
        """End the connection; what waits for it falls over at once."""
        self.off = True
        for lever in self._levers:
            with suppress(OSError):
                lever.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Say that it is over."""
        for lever in self._levers:
            lever.close()


_THREAD = threading.local()


def begin(turn: Turn) -> None:
    """Say which request the connections that this thread uses next are for."""
    _THREAD.turn = turn


class _Held(HTTPConnection):
    """A connection that says to the request at hand that it is its."""

    _turn: Turn | None = None

    def hold(self, sock: socket.socket, *, reused: bool = False) -> socket.socket:
        self._turn = _THREAD.turn
        self._turn.hold(sock, reused=reused)
        return sock

    def request(self, *args: Any, **options: Any) -> None:
        if self.sock is not None and self._turn is not _THREAD.turn:
            self.hold(self.sock, reused=True)
        super().request(*args, **options)


def pools(resolver: GuardedResolver, politeness: Politeness, ca_file: Path | None = None) -> PoolManager:
    """Return pools of connections behind the resolver's guard."""

    class Guarded(_Held, HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return self.hold(_connected(resolver, self._dns_host, self.port))

    class GuardedTLS(_Held, HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            self.ssl_context = shared_context(ca_file)
            return self.hold(_connected(resolver, self._dns_host, self.port))

    class Pool(HTTPConnectionPool):
        ConnectionCls = Guarded

    class TLSPool(HTTPSConnectionPool):
        ConnectionCls = GuardedTLS

    found = PoolManager(politeness.connections, maxsize=politeness.per_host, block=True)
    found.pool_classes_by_scheme = {"http": Pool, "https": TLSPool}
    return found


@lru_cache(maxsize=4)
def shared_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """Return whom connections trust, as `tls_context`; making it takes a tenth of a second, so that all share one."""
    return tls_context(ca_file)


def _connected(resolver: GuardedResolver, host: str, port: int) -> socket.socket:
    """Return a connection to the first address of a host that takes one.

    Raises:
        NoSuchHost, RefusedAddress: as the resolver says.
        Unreached: the look-up failed, or nobody takes a connection.
    """
    try:
        places = resolver.places(host.strip("[]"), port)
    except OSError as error:
        raise Unreached(Reach.DNS_FAILED, in_words(error)) from None
    failed: OSError | None = None
    turn: Turn = _THREAD.turn
    ends = min(time.monotonic() + _CONNECT_SECONDS, turn.ends)
    tried = places[:_MOST_PLACES]
    for n, place in enumerate(tried):
        share = (ends - time.monotonic()) / (len(tried) - n)  # one that says nothing leaves time for those behind it
        if turn.off or share <= 0:
            failed = failed or TimeoutError("there was no more time")
            break
        try:
            found = socket.create_connection((place["host"], place["port"]), share)
        except OSError as error:
            failed = error
            continue
        found.settimeout(_CONNECT_SECONDS)
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return found
    reach = Reach.TIMED_OUT if isinstance(failed, TimeoutError) else Reach.CONNECT_FAILED
    raise Unreached(reach, in_words(failed))
