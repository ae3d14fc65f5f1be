"""The answers of a visit as they were received, each read when it is asked for."""

from __future__ import annotations

import sqlite3

import zstandard

from auditor.model import Fetch
from auditor.text.shadow import opened


class Bodies:
    """Reads stored bodies, each when it is asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._decompress = zstandard.ZstdDecompressor().decompress

    def raw(self, sha256: str) -> bytes:
        """Return the body as received; empty where none is stored."""
        row = self._db.execute("SELECT zstd FROM body WHERE sha256 = ?", (sha256,)).fetchone()
        return self._decompress(row[0]) if row else b""

    def readable(self, sha256: str) -> bool:
        """Return whether the body is there and whole."""
        try:
            row = self._db.execute("SELECT size FROM body WHERE sha256 = ?", (sha256,)).fetchone()
            return row is not None and len(self.raw(sha256)) == row[0]
        except (zstandard.ZstdError, TypeError):
            return False

    def text(self, fetch: Fetch) -> str:
        """Return the decoded body of a fetch; empty where there is none or it is not text."""
        if not fetch.body_sha256 or not fetch.encoding:
            return ""
        return opened(self.raw(fetch.body_sha256).decode(fetch.encoding, errors="replace"))
