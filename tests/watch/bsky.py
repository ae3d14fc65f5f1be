"""A small Bluesky on loopback, whose accounts change with the time, and which may be out of reach."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

Row = dict[str, Any]


class Bluesky:
    """Answers as the interface for visitors without a log-in does."""

    def __init__(self, profile: Callable[[], Row | str | None], posts: Callable[[], list[Row]] = list) -> None:
        """Prepare to serve.

        Args:
            profile: Returns what the company's account shows; the code of an error; None where the network is down.
            posts: Returns its posts, newest first.
        """
        self.asked: list[str] = []
        world = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                said = profile()
                if said is None:
                    self.close_connection = True
                    return
                parts = urlsplit(self.path)
                world.asked.append(self.path)
                query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
                status, data = _answer(parts.path.rpartition(".")[2], query, said, posts)
                body = json.dumps(data).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/xrpc/"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _answer(name: str, query: dict[str, str], said: Row | str, posts: Callable[[], list[Row]]) -> tuple[int, Row]:
    if name == "getProfile":
        if query["actor"] == "bsky.app":
            return 200, {"did": "did:plc:x", "handle": "bsky.app", "displayName": "Bluesky"}
        if query["actor"] != "acme.example":
            return 400, {"error": "InvalidRequest", "message": "Profile not found"}
        if isinstance(said, str):
            return 400, {"error": said, "message": "Account has been suspended"}
        return 200, {"did": "did:web:acme.example", "handle": "acme.example", **said}
    if name == "getAuthorFeed":
        return 200, {"feed": [{"post": row} for row in posts()]}
    if name == "getPostThread":
        found = next(row for row in posts() if row["uri"] == query["uri"])
        return 200, {"thread": {"post": found, "replies": []}}
    return 401, {"error": "AuthMissing", "message": "Authentication Required"}


def post(key: str, at: datetime, text: str) -> Row:
    """Return a post of the company's as the interface shows it."""
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    author = {"did": "did:web:acme.example", "handle": "acme.example"}
    uri = f"at://did:web:acme.example/app.bsky.feed.post/{key}"
    record = {"text": text, "createdAt": stamp, "langs": ["en"]}
    return {"uri": uri, "author": author, "record": record, "replyCount": 0, "indexedAt": stamp}
