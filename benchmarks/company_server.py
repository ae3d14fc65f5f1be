"""Serves a made-up company and all that it links to on loopback, with and without TLS, and takes down what it is asked."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from benchmarks.company_site import DOMAIN, HOST, Company, Reason, Thing
from benchmarks.site import Request, Server, beside
from tests.certificates import authority, certificate_for

_NAMES_A_CERTIFICATE = 40
_MISSING = Thing(
    Reason.GUESS,
    b"<!doctype html><html lang=en><title>Page not found</title><h1>Page not found</h1></html>",
    status=404,
)
_FRONT = Thing(
    Reason.FRONT,
    b"<!doctype html><html lang=en><title>Welcome</title><h1>Welcome</h1><p>Stories and reviews.</p></html>",
)


class Asked(NamedTuple):
    """A request, as the server saw it."""

    scheme: str
    method: str
    host: str
    path: str
    """With its query."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is served."""

    http_port: int
    https_port: int
    ca_file: Path
    log: list[Asked]
    """Filled when it ends."""


@contextmanager
def served(company: Company, latency: float = 0.0) -> Iterator[Place]:
    """Serve a company while the block lasts, from a process of its own; each answer is kept back `latency` seconds."""
    with (
        tempfile.TemporaryDirectory(prefix="auditor-company-") as folder,
        beside(_serve, (company, latency, folder)) as server,
    ):
        http_port, https_port = server.ready
        place = Place(http_port, https_port, Path(folder) / "ca.pem", [])
        try:
            yield place
        finally:
            place.log.extend(Asked(*each) for each in server.end() or ())


def _serve(plan: tuple[Company, float, str], pipe: Connection) -> None:
    company, latency, folder = plan
    answers = {place: _answer(thing) for place, thing in company.things.items()}
    secure = _secured(company, Path(folder))
    log: list[Asked] = []
    counted: dict[str, int] = {}

    async def go() -> None:
        loop = asyncio.get_running_loop()
        ports = []
        for scheme, context in (("http", None), ("https", secure)):
            listening = await loop.create_server(
                lambda scheme=scheme: _Server(scheme, company.hosts, answers, log, latency, counted),
                "127.0.0.1", 0, backlog=4_096, ssl=context,
            )  # fmt: skip
            ports.append(listening.sockets[0].getsockname()[1])
        pipe.send(ports)
        await loop.run_in_executor(None, pipe.recv)
        pipe.send(log)

    asyncio.run(go())


class _Server(Server):
    def __init__(
        self,
        scheme: str,
        hosts: frozenset[str],
        answers: Mapping[tuple[str, str], bytes],
        log: list[Asked],
        latency: float,
        counted: dict[str, int],
    ) -> None:
        super().__init__(latency, counted)
        self._scheme, self._hosts, self._answers, self._log = scheme, hosts, answers, log

    def said(self, request: Request) -> bytes:
        host, path = _host(request.head), request.target.decode("latin-1")
        self._log.append(Asked(self._scheme, request.method.decode("latin-1"), host, path))
        if self._scheme == "http" or host == DOMAIN:
            return _moved(f"https://{HOST if host == DOMAIN else host}{path}")
        found = self._answers.get((host, path)) or self._answers.get((host, path.partition("?")[0]))
        if found is not None:
            return found
        return _answer(_FRONT if path == "/" and host in self._hosts else _MISSING)


def _host(head: bytes) -> str:
    for line in head.split(b"\r\n")[1:]:
        if line[:5].lower() == b"host:":
            return line[5:].strip().decode("latin-1").lower().partition(":")[0]
    return ""


@cache
def _answer(thing: Thing) -> bytes:
    """Return the whole answer; text is packed, as every client we measure takes it."""
    packs = thing.kind.startswith("text/") or "xml" in thing.kind
    body = gzip.compress(thing.body, 6, mtime=0) if packs else thing.body
    packed = "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n" if packs else ""
    head = f"HTTP/1.1 {thing.status} Said\r\nContent-Type: {thing.kind}\r\nContent-Length: {len(body)}\r\n{packed}\r\n"
    return head.encode() + body


def _moved(location: str) -> bytes:
    return f"HTTP/1.1 301 Moved Permanently\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode("latin-1")


def _secured(company: Company, folder: Path) -> ssl.SSLContext:
    """Return what TLS is spoken with: for each name a certificate that holds it, and some thirty others as a large host's do."""
    signer = authority()
    (folder / "ca.pem").write_bytes(signer.pem)
    names = sorted(company.hosts, key=lambda host: (not host.endswith(DOMAIN), host))
    contexts: dict[str, ssl.SSLContext] = {}
    for start in range(0, len(names), _NAMES_A_CERTIFICATE):
        group = names[start : start + _NAMES_A_CERTIFICATE]
        contexts |= dict.fromkeys(group, _context(folder / "pair.pem", *certificate_for(signer, group)))
    first = contexts[names[0]]

    def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        connection.context = contexts.get(name or "", first)

    first.sni_callback = choose
    return first


def _context(file: Path, certificate: bytes, key: bytes) -> ssl.SSLContext:
    file.write_bytes(certificate + key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
