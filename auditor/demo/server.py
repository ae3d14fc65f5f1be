"""Serve an example company on loopback, and its networks, so that it can be audited for real on a machine without a network."""

from __future__ import annotations

import csv
import json
import ssl
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from types import MappingProxyType, TracebackType
from typing import Any, Self
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from auditor.config import load as config
from auditor.config.schema import Settings
from auditor.demo.company import LOOPBACK, Example, ExampleError, Override, load
from auditor.demo.fake_networks import Networks
from auditor.model import DnsRecord, Post

__all__ = ["Answer", "Example", "ExampleError", "ExampleServer", "answer", "load", "settings"]

AT_REST = datetime(2026, 11, 20, 9, tzinfo=UTC)
"""The moment at which an example is looked at where nobody names one."""

CONTENT_TYPES = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".jpg": "image/jpeg",
        ".json": "application/json; charset=utf-8",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".xml": "application/xml; charset=utf-8",
        ".zip": "application/zip",
    }
)
"""Media type by file name. Fixed here because `mimetypes` answers differently from machine to machine."""

INTERVIEW_HELD = timedelta(days=20)
"""Before the audit; what is right was confirmed on that day too."""
_IDLE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the client."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def answer(example: Example, scheme: str, method: str, host: str, target: str, now: datetime = AT_REST) -> Answer:
    """Return what `host` answers to a request for `target`, its path and query as sent.

    `scheme` is `http` or `https`; a HEAD request gets the body of a GET, which the server leaves out. What networks tell was
    written in the quarter before `now`.
    """
    host = host.partition(":")[0].lower()
    path = unquote(target.partition("?")[0])
    if host not in example.hosts:
        return _note(HTTPStatus.MISDIRECTED_REQUEST)
    override = example.overrides.get((host, path), Override())
    if scheme == "http" and not override.plain:
        return _redirect(f"https://{host}{target}", HTTPStatus.MOVED_PERMANENTLY)
    if override.redirect:
        return _redirect(override.redirect, override.status or HTTPStatus.MOVED_PERMANENTLY)
    if override.methods:
        return _methods(override.methods, method)
    found = _on_network(example, host, target, now) or _content(example, host, path, override)
    if method == "OPTIONS" and found.status == HTTPStatus.OK:
        return Answer(HTTPStatus.NO_CONTENT, {"Allow": "GET, HEAD, OPTIONS"})
    return found


def _on_network(example: Example, host: str, target: str, now: datetime) -> Answer | None:
    said = _networks(example, now).answer(host, target) if host in example.networks else None
    return Answer(said.status, {"Content-Type": said.type, **said.headers}, said.body) if said is not None else None


def _networks(example: Example, now: datetime) -> Networks:
    return _networks_of(tuple(example.networks.items()), example.folder, now, example.fixed)


@lru_cache(maxsize=4)
def _networks_of(hosts: tuple[tuple[str, str], ...], folder: Path, now: datetime, fixed: bool) -> Networks:
    return Networks(dict(hosts), folder, now, fixed=fixed)


def _content(example: Example, host: str, path: str, override: Override) -> Answer:
    headers = override.headers
    if file := example.find(host, "/" + override.file if override.file else path):
        return _serve(example, host, path, file, override.status or HTTPStatus.OK, headers)
    if override.status:
        return _note(override.status, headers)
    if file := example.find(host, "/404.html"):
        return _serve(example, host, path, file, HTTPStatus.NOT_FOUND, headers)
    return _note(HTTPStatus.NOT_FOUND, headers)


def _serve(example: Example, host: str, path: str, file: Path, status: int, headers: Mapping[str, str]) -> Answer:
    kind = CONTENT_TYPES.get(file.suffix, "application/octet-stream")
    body = _page(example, host, path, file) if file.suffix == ".html" else file.read_bytes()
    return Answer(status, {"Content-Type": kind, **headers}, body)


def _page(example: Example, host: str, path: str, file: Path) -> bytes:
    layers = example.layers(host)
    name = next(file.relative_to(layer).as_posix() for layer in layers if file.is_relative_to(layer))
    template = _environment((*layers, example.folder)).get_template(name)
    root = example.site.rstrip("/")
    return template.render(company=example.company, root=root, facts=example.facts, host=host, path=path).encode()


@cache
def _environment(layers: tuple[Path, ...]) -> Environment:
    loader = FileSystemLoader(layers)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _methods(allowed: tuple[str, ...], method: str) -> Answer:
    allow = {"Allow": ", ".join((*allowed, "OPTIONS"))}
    if method == "OPTIONS":
        return Answer(HTTPStatus.NO_CONTENT, allow)
    return _note(HTTPStatus.METHOD_NOT_ALLOWED, allow)


def _redirect(location: str, status: int) -> Answer:
    return _note(status, {"Location": location})


def _note(status: int, headers: Mapping[str, str] = MappingProxyType({})) -> Answer:
    """Return a page that says no more than its status."""
    known = {int(one): one.phrase for one in HTTPStatus}
    line = f"{status} {known.get(status, 'Request denied')}"
    body = f'<!doctype html>\n<html lang="en"><title>{line}</title><h1>{line}</h1></html>\n'
    return Answer(status, {"Content-Type": CONTENT_TYPES[".html"], **headers}, body.encode())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "example"
    sys_version = ""
    timeout = _IDLE_SECONDS
    # Headers and body leave in one packet and at once: otherwise delayed acknowledgements cost 40 ms an answer.
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def _reply(self) -> None:
        example, scheme = self.server.example, self.server.scheme
        try:
            found = answer(example, scheme, self.command, self.headers.get("Host", ""), self.path, self.server.now)
        except TemplateError as error:  # whoever edits the pages should see why one of them is missing
            found = Answer(500, {"Content-Type": CONTENT_TYPES[".txt"]}, f"{self.path}: {error}\n".encode())
        self.send_response(found.status)
        for name, value in found.headers.items():
            self.send_header(name, value)
        if found.status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)

    do_GET = do_HEAD = do_OPTIONS = _reply  # noqa: N815 -- http.server looks for methods of these names

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the audit has its own progress."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, example: Example, now: datetime, tls: ssl.SSLContext | None = None) -> None:
        self.example = example
        self.now = now
        self.tls = tls
        self.scheme = "https" if tls else "http"
        super().__init__((LOOPBACK, 0), _Handler)

    def server_bind(self) -> None:
        # HTTPServer's own asks DNS for the name of the address, which takes seconds on some machines.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.tls is None:
            super().finish_request(request, client_address)
            return
        # In the connection's own thread: a client that dawdles over its handshake holds up nobody else.
        request.settimeout(_IDLE_SECONDS)
        with self.tls.wrap_socket(request, server_side=True) as secure:
            super().finish_request(secure, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up or dislike the certificate are no news here."""


class ExampleServer:
    """Serves every host of an example on two free ports of loopback while its `with` block lasts.

    Connect to `http_port` or `https_port` and name the host in the Host header (and in TLS's SNI); certificates hold
    against `ca_file`.
    """

    def __init__(self, example: Example, now: datetime | None = None) -> None:
        """Prepare to serve.

        Args:
            example: The company.
            now: When its networks are looked at; the present where left out.
        """
        self.example = example
        self.now = now or datetime.now(UTC)
        self.hosts = example.hosts
        self.zone = example.zone
        self.ca_file = example.folder / "tls" / "ca.pem"
        self.http_port = 0
        self.https_port = 0
        self._stack = ExitStack()

    def lookup(self, name: str, type: str) -> DnsRecord:
        """Return what the example's zone says of `name`."""
        return self.example.lookup(name, type)

    def __enter__(self) -> Self:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self.ca_file.with_name("server.pem"), self.ca_file.with_name("server-key.pem"))
        with ExitStack() as stack:
            self.http_port = _start(stack, _Server(self.example, self.now))
            self.https_port = _start(stack, _Server(self.example, self.now, tls))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


def settings(example: Example, folder: Path, now: datetime | None = None) -> Settings:
    """Return how an example is to be audited: what its auditor.toml says (once fixed, auditor-after.toml), with the exports that it names.

    Args:
        example: The company.
        folder: Where the exports are written: conversations up to `now` that no network shows.
        now: As the server has it; the present where left out.

    Raises:
        ConfigError: its auditor.toml is not in order.
    """
    names = ("auditor-after.toml", "auditor.toml") if example.fixed else ("auditor.toml",)
    file = next((path for name in names if (path := example.folder / name).is_file()), None)
    if file is None:
        return config.for_site(example.site, example.company)
    now = now or datetime.now(UTC)
    said = config.read(file)
    held = now.date() - INTERVIEW_HELD
    said = said.declaring(tuple(replace(answer, on=held) for answer in said.declared))
    said = said.approving(replace(said.approved, on=held) if said.approved else None)
    channels = _networks(example, now).channels
    written = []
    for one in said.conversations:
        path = folder / Path(one.path).name
        _export(path, channels[path.stem])
        written.append(one.model_copy(update={"path": str(path)}))
    return said.model_copy(update={"conversations": tuple(written)})


def _export(path: Path, posts: Sequence[Post]) -> None:
    """Write posts as JSON Lines, or as a table of reviews with the reply beside each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            file.writelines(json.dumps(_row(post), ensure_ascii=False) + "\n" for post in posts)
            return
        table = csv.writer(file)
        table.writerow(["Review ID", "Review date", "Rating", "Review text", "Reviewer", "URL", "Reply", "Reply date"])
        replies = {post.parent_id: post for post in posts if post.by_brand}
        for post in posts:
            if not post.by_brand:
                reply = replies.get(post.id)
                said = (reply.text, reply.created_at.isoformat()) if reply else ("", "")
                table.writerow(
                    [post.id, post.created_at.isoformat(), post.rating, post.text, post.author, post.url, *said]
                )


def _row(post: Post) -> dict[str, Any]:
    usual = asdict(Post(post.platform, post.account, post.id, post.created_at))
    row = {key: value for key, value in asdict(post).items() if value != usual[key]}
    return {
        "platform": post.platform,
        "account": post.account,
        "id": post.id,
        **row,
        "created_at": post.created_at.isoformat(),
    }


def _start(stack: ExitStack, server: _Server) -> int:
    """Serve from a thread of its own until `stack` closes; return the port."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    stack.callback(server.server_close)
    thread.start()
    stack.callback(thread.join)
    stack.callback(server.shutdown)
    return int(server.server_address[1])
