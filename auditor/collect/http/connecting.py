"""How far the connection for one request came: whether anybody took it, and whether TLS began on it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

import aiohttp


class NoConnection(TimeoutError):
    """Nobody took the connection in time."""


class Attempt:
    """The connection of one request."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._sockets: list[socket.socket] = []
        self._timer: asyncio.TimerHandle | None = None
        self._is_made = False
        self.limit = asyncio.timeout(None)

    @property
    def is_stalled(self) -> bool:
        """Whether the server took the connection and went no further: TLS did not come about."""
        return bool(self._sockets) and not self._is_made

    def begin(self, made: socket.socket) -> None:
        """Take note of a socket, the first or one to a further address of the host, before it is connected."""
        self._sockets.append(made)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self._look)

    def succeed(self) -> None:
        """Take note that the request can be sent."""
        self._is_made = True

    def end(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()

    def _look(self) -> None:
        if not any(map(_is_connected, self._sockets)):
            self.limit.reschedule(asyncio.get_running_loop().time())


_ATTEMPT: ContextVar[Attempt | None] = ContextVar("attempt", default=None)


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[Attempt]:
    """Give up what is asked for inside where nobody takes the connection for it within `seconds`; TLS may take longer.

    The library's own limit counts TLS in, and a server that is slow to encrypt would be said not to be there.

    Raises:
        NoConnection: nobody took it.
    """
    attempt = Attempt(seconds)
    before = _ATTEMPT.set(attempt)
    try:
        async with attempt.limit:
            yield attempt
    except TimeoutError as error:
        if attempt.limit.expired():
            raise NoConnection from error
        raise
    finally:
        attempt.end()
        _ATTEMPT.reset(before)


def new_socket(address: tuple[Any, ...]) -> socket.socket:
    """Return a socket for the HTTP library, which opens its connections with it; `address` is as `getaddrinfo` has it."""
    family, type_, protocol, *_ = address
    made = socket.socket(family, type_, protocol)
    if (attempt := _ATTEMPT.get()) is not None:
        attempt.begin(made)
    return made


def tracing() -> aiohttp.TraceConfig:
    """Return what has the HTTP library tell when a connection is ready for a request."""
    config = aiohttp.TraceConfig()
    config.on_connection_create_end.append(_ready)
    return config


async def _ready(*_: object) -> None:
    if (attempt := _ATTEMPT.get()) is not None:
        attempt.succeed()


def _is_connected(one: socket.socket) -> bool:
    try:
        one.getpeername()
    except OSError:  # not yet, or closed since
        return False
    return True
