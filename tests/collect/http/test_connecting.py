"""Servers that take no connection, say nothing on it, or take their time: as visitors meet them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from auditor.collect.http import client
from auditor.collect.http.address_guard import Guard, StubNetwork
from auditor.collect.http.client import Answer, Limits, Politeness, open_web
from auditor.demo.company import load as load_example
from auditor.demo.server import ExampleServer
from auditor.model import Cause, Reach

pytestmark = pytest.mark.assault("hostile servers")
SOON = 0.2
"""Seconds in which a connection has to come about."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_CONNECT_SECONDS", SOON)


def read(url: str, seconds: float) -> Answer:
    async def go() -> Answer:
        async with open_web(Guard.for_target(["127.0.0.1"]), Politeness()) as web:
            return await web.read(url, Limits(seconds=seconds))

    return asyncio.run(go())


@contextmanager
def silent() -> Iterator[int]:
    """Listen on a port whose connections the system takes, and on which nobody says anything."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@contextmanager
def full() -> Iterator[int]:
    """Listen on a port that takes no further connection: the system drops what asks for one."""
    with ExitStack() as opened, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for _ in range(3):
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listening.getsockname())
        yield listening.getsockname()[1]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_connection_that_nobody_takes(scheme: str) -> None:
    with full() as port:
        fetch = read(f"{scheme}://127.0.0.1:{port}/", 60).fetch
    assert (fetch.reach, fetch.cause, fetch.detail) == (Reach.TIMED_OUT, Cause.NO_CONNECTION, f"after {SOON:g} s")


@pytest.mark.parametrize(("scheme", "cause"), [("http", Cause.UNSAID), ("https", Cause.NO_HANDSHAKE)])
def test_a_connection_on_which_nothing_is_said(scheme: str, cause: Cause) -> None:
    with silent() as port:
        fetch = read(f"{scheme}://127.0.0.1:{port}/", 1).fetch
    assert (fetch.reach, fetch.cause, fetch.detail) == (Reach.TIMED_OUT, cause, "after 1 s")


def test_a_server_that_is_slow_to_encrypt_is_there() -> None:
    async def late(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(3 * SOON)
        onward = await asyncio.open_connection("127.0.0.1", server.https_port)
        await asyncio.gather(_pass_on(reader, onward[1]), _pass_on(onward[0], writer))

    async def go() -> Answer:
        async with await asyncio.start_server(late, "127.0.0.1", 0) as between:
            port = between.sockets[0].getsockname()[1]
            stub = StubNetwork(server.http_port, port, frozenset(server.hosts))
            guard = Guard.for_target(["127.0.0.1"])
            async with open_web(guard, Politeness(), stub_network=stub, ca_file=server.ca_file) as web:
                return await web.read(example.site, Limits(seconds=60))

    example = load_example()
    with ExampleServer(example) as server:
        assert asyncio.run(go()).fetch.status == 200


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(65_536):
        writer.write(piece)
        await writer.drain()
    writer.close()
