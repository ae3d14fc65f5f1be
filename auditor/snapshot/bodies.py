"""The answers of a visit as they were received, each read when it is asked for."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import OrderedDict
from dataclasses import replace

import zstandard

from auditor.model import Fetch, Reach
from auditor.snapshot.damage import SnapshotError, told
from auditor.text.as_browsers import as_browsers_read

LARGEST = 64_000_000
"""Bytes of the largest body that is read: several times what any visit keeps of one. A folder that somebody edited may hold a few
bytes that unpack to a million times as many."""

_LARGE = 500_000
"""Bytes of a page from which it is looked at, when a visit is read, whether it takes too much memory."""
_MOST_HELD = 8_000_000
"""Characters of texts that are held."""


class Bodies:
    """Reads stored bodies, each when it is asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kept: OrderedDict[tuple[str, str, str], str] = OrderedDict()
        self._held = 0

    def raw(self, sha256: str) -> bytes:
        """Return the body as received; empty where none is stored.

        Raises:
            SnapshotError: what is stored is not what was received.
        """
        with told(self._path()):
            row = self._db.execute("SELECT size, zstd FROM body WHERE sha256 = ?", (sha256,)).fetchone()
            return _unpacked(sha256, *row) if row else b""

    def readable(self, sha256: str) -> bool:
        """Return whether the body is there and whole."""
        try:
            row = self._db.execute("SELECT 1 FROM body WHERE sha256 = ?", (sha256,)).fetchone()
            return row is not None and self.raw(sha256) is not None
        except (SnapshotError, sqlite3.Error):
            return False

    def text(self, fetch: Fetch) -> str:
        """Return the decoded body of a fetch; empty where there is none, it is not text, or it takes more memory than a page may."""
        if not fetch.body_sha256 or not fetch.encoding:
            return ""
        key = fetch.body_sha256, fetch.encoding, fetch.content_type
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        from auditor.text.depth import levelled  # noqa: PLC0415 - brings the parser of pages, without which gathering starts
        from auditor.text.weight import is_heavy  # noqa: PLC0415 - as above

        body = self.raw(fetch.body_sha256)
        with told(self._path()):
            text = as_browsers_read(body.decode(fetch.encoding, errors="replace"), fetch.content_type)
            text = "" if is_heavy(text) else levelled(text)
        self._keep(key, text)
        return text

    def weighed(self, fetch: Fetch) -> Fetch:
        """Return a fetch as one that is too large where its page takes more memory than a page may: none is gathered so any more."""
        if fetch.size < _LARGE or fetch.reach is not Reach.RESPONDED or not fetch.encoding or self.text(fetch):
            return fetch
        return replace(fetch, reach=Reach.TOO_LARGE, encoding="")

    def _keep(self, key: tuple[str, str, str], text: str) -> None:
        """Hold a text for those who ask for it next: checks ask for the same pages one after the other."""
        self._kept[key] = text
        self._held += len(text)
        while self._held > _MOST_HELD and len(self._kept) > 1:
            self._held -= len(self._kept.popitem(last=False)[1])

    def _path(self) -> str:
        return str(self._db.execute("PRAGMA database_list").fetchone()[2])


def _unpacked(sha256: str, size: int, packed: bytes) -> bytes:
    """Return a body as received, bounded before it is unpacked.

    Raises:
        ValueError, TypeError, ZstdError: it is another one, or none.
    """
    if not 0 <= size <= LARGEST or zstandard.frame_content_size(packed) not in {size, -1}:
        raise ValueError(f"the answer {sha256[:12]} is not as large as it says")
    body = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompress(packed, max_output_size=size or 1)
    if len(body) != size or hashlib.sha256(body).hexdigest() != sha256:
        raise ValueError(f"the answer {sha256[:12]} is not what was received")
    return body
