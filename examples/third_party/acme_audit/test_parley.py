"""What the source makes of a server's answers. The server is this machine's own."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from parley import SOURCE

from auditor.api.sources import Existence, trial

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ANSWERS = {
    "/v1/users/acme": {"name": "Acme Tools"},
    "/v1/users/acme/talks": {
        "talks": [
            {"id": "2", "by": "ann", "to": "1", "text": "Where is my order?", "at": "2026-11-20T10:05:00Z"},
            {"id": "1", "by": "acme", "text": "Good morning", "at": "2026-11-20T10:00:00Z"},
            {"id": "0", "by": "ann", "text": "undated"},
        ]
    },
}


class Handler(BaseHTTPRequestHandler):
    """Answers as the platform does."""

    def do_GET(self) -> None:
        """Answer a request."""
        found = ANSWERS.get(self.path.partition("?")[0])
        body = json.dumps(found or {"error": "not found"}).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def base() -> Iterator[str]:
    """Yield the address of a server."""
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_declaration_is_sound() -> None:
    """As `auditor plugins` looks at it."""
    assert list(SOURCE.problems()) == []


def test_accounts_are_there_or_not(base: str) -> None:
    """Only what the platform itself says counts."""
    found = trial(SOURCE, ["acme", "nobody"], base, NOW).profiles
    assert [(one.handle, one.existence) for one in found] == [
        ("acme", Existence.LIVE),
        ("nobody", Existence.MISSING),
    ]


def test_posts_are_gathered_and_what_is_no_post_is_counted(base: str) -> None:
    """Whose they are, and what they answer."""
    tried = trial(SOURCE, ["acme"], base, NOW)
    assert [(one.id, one.by_brand, one.parent_id) for one in tried.posts] == [("1", True, ""), ("2", False, "1")]
    assert tried.channels[0].skipped == {"no time": 1}
