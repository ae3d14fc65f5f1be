"""The network of one case, inside a network namespace of its own: DNS on port 53, HTTP on 80, HTTPS on 443 of 127.0.0.1.

Run by tests.cases.nursery, which makes the namespace. Nothing leaves it.
"""

from __future__ import annotations

import base64
import gzip
import http.server
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.cases.case import NOT_FOUND, Case
from tests.certificates import authority, certificate_for
from tests.name_server import CONTROLS, NameServer, Zone

LONGEST = 300
"""Seconds that a case may take."""

Audit = Callable[[list[str], Path], int]
"""Runs `auditor` with arguments, trusting a bundle of certificates; returns its exit code."""


def main(case: Case, results: Path, audit: Audit) -> int:
    """Serve a case and audit it; return the audit's exit code."""
    with tempfile.TemporaryDirectory(prefix="case-") as folder:
        work = Path(folder)
        _own_network(work)
        bundle = _certificates(work, list(case.index["hosts"]))
        _serve(case, work)
        with NameServer(_zone(case.index), port=53):
            code = audit(_arguments(case, work), bundle)
        made = work / "out" / "results.json"
        if made.exists():
            shutil.copy(made, results)
        return code


def _arguments(case: Case, work: Path) -> list[str]:
    toml = case.index.get("toml", "")
    head = f'[target]\nsite = "{case.index["site"]}"\n{case.index.get("target", "")}\n'
    target = work / "auditor.toml"
    target.write_text(toml if "[target]" in toml else head + toml, encoding="utf-8")
    browser = ["--browser"] if case.index.get("browser") else []
    return ["run", str(target), "--output", str(work / "out"), "--format", "json", *browser]


def _own_network(work: Path) -> None:
    """Raise the loopback interface and let look-ups come to it; both only within the namespaces this runs in."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    files = {
        "resolv.conf": "nameserver 127.0.0.1\n",
        "hosts": "127.0.0.1 localhost\n",
        "nsswitch.conf": "hosts: files dns\n",
    }
    for name, text in files.items():
        (work / name).write_text(text, encoding="utf-8")
        real = os.path.realpath(f"/etc/{name}")
        if os.path.exists(real):  # noqa: PTH110 - beside realpath, which pathlib has not in this form
            subprocess.run(["mount", "--bind", str(work / name), real], check=True)


def _certificates(work: Path, hosts: Sequence[str]) -> Path:
    ca = authority()
    chain, key = certificate_for(ca, [_ascii(host) for host in hosts])
    (work / "hosts.pem").write_bytes(chain)
    (work / "hosts.key").write_bytes(key)
    bundle = work / "ca.pem"
    bundle.write_bytes(ca.pem)
    return bundle


def _ascii(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode()


# ------------------------------------------------------------------------------------------------------------------- DNS


def _zone(index: Mapping[str, Any]) -> Zone:
    zone: dict[tuple[str, str], tuple[str, ...] | str] = {
        (_ascii(host), "A"): ("127.0.0.1",) for host in index["hosts"]
    }
    zone.update(CONTROLS)
    for key, records in index.get("dns", {}).items():
        name, _, kind = key.partition(" ")
        zone[name, kind] = records if isinstance(records, str) else tuple(records)
    return zone


# ------------------------------------------------------------------------------------------------------------------ HTTP


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that hang up."""


def _serve(case: Case, work: Path) -> None:
    plain = _Server(("127.0.0.1", 80), _handler(case, "http"))
    secure = _Server(("127.0.0.1", 443), _handler(case, "https"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(work / "hosts.pem", work / "hosts.key")
    secure.socket = context.wrap_socket(secure.socket, server_side=True, do_handshake_on_connect=False)
    for server in (plain, secure):
        threading.Thread(target=server.serve_forever, daemon=True).start()


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers as the case says; `_handler` fills in which case, and by which scheme."""

    protocol_version = "HTTP/1.1"
    index: Mapping[str, Any]
    folder: Path
    scheme: str

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def answer(self) -> None:
        """Answer one request of any method."""
        page = self._page()
        time.sleep(page.get("delay", 0))
        if "raw" in page or page.get("drop"):
            self._answer_raw(base64.b64decode(page.get("raw", "")))
            return
        body = _body(page, self.folder)
        heads = {"Content-Type": "text/html; charset=utf-8", **page.get("headers", {})}
        if page.get("gzip"):
            body, heads["Content-Encoding"] = gzip.compress(body), "gzip"
        self.send_response(page.get("status", 200))
        for name, value in heads.items():
            for one in value if isinstance(value, list) else [value]:
                if one is not None:
                    self.send_header(name, one)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_OPTIONS = do_POST = answer  # noqa: N815 - names that http.server asks for

    def _answer_raw(self, answer: bytes) -> None:
        self.close_connection = True
        self.wfile.write(answer)
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def _page(self) -> Mapping[str, Any]:
        host = (self.headers.get("host") or "").partition(":")[0].lower()
        routes = {_ascii(name): pages for name, pages in self.index["hosts"].items()}.get(host, {})
        keys = (f"{self.scheme}:{self.path}", self.path, self.path.partition("?")[0], "*")
        page = _written_out(next((routes[key] for key in keys if key in routes), NOT_FOUND))
        moves = self.index.get("force_https", True) and not page.get("plain")
        if self.scheme == "http" and moves and f"http:{self.path}" not in routes:
            return {"status": 301, "headers": {"Location": f"https://{host}{self.path}"}}
        return self._for_asker(_written_out(page.get(self.command, page)))

    def _for_asker(self, page: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what those get who bring no cookie, or whom the site knows by their user agent."""
        if "cookie" in page and page["cookie"] not in (self.headers.get("cookie") or ""):
            page = _written_out(page["else"])
        if "ua" in page and page["ua"] in self.headers.get("user-agent", ""):
            page = _written_out(page["else"])
        return page


def _handler(case: Case, scheme: str) -> type[_Handler]:
    return type("Handler", (_Handler,), {"index": case.index, "folder": case.folder, "scheme": scheme})


def _written_out(page: str | Mapping[str, Any]) -> Mapping[str, Any]:
    return {"body": page} if isinstance(page, str) else page


def _body(page: Mapping[str, Any], folder: Path) -> bytes:
    if "file" in page:
        return bytes((folder / str(page["file"])).read_bytes())
    if "b64" in page:
        return base64.b64decode(str(page["b64"]))
    return str(page.get("body", "")).encode(str(page.get("enc", "utf-8")), "replace")
