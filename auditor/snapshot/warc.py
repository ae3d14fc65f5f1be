"""Snapshot → WARC 1.1, the format web archives read. Opens no socket."""

from __future__ import annotations

import json
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from auditor import __version__, disk
from auditor.snapshot.bodies import Bodies
from auditor.snapshot.reader import open_read_only

_NOT_AS_STORED = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Bodies are kept as decoded from their transfer, so these would lie about them."""


def warc(folder: Path, path: Path) -> int:
    """Write every stored answer of a run folder as a WARC response record; return how many.

    Raises:
        SnapshotError: there is no snapshot that can be read.
    """
    db = open_read_only(folder)
    bodies = Bodies(db)
    count = 0
    query = (
        "SELECT final_url, at, status, headers, body_sha256 FROM fetch WHERE status IS NOT NULL ORDER BY url, method"
    )
    with disk.written(path) as part, part.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")
        writer.write_record(
            writer.create_warcinfo_record(
                path.name, {"software": f"auditor {__version__}", "format": "WARC File Format 1.1"}
            )
        )
        for row in db.execute(query):
            writer.write_record(_record(writer, bodies, row))
            count += 1
    return count


def _record(writer: Any, bodies: Bodies, row: tuple[Any, ...]) -> Any:
    url, at, status, headers, sha256 = row
    kept = [(name, value) for name, value in json.loads(headers).items() if name not in _NOT_AS_STORED]
    body = bodies.raw(sha256) if sha256 else b""
    head = StatusAndHeaders(_status_line(status), [*kept, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
    date = at.replace("+00:00", "Z")
    return writer.create_warc_record(
        url, "response", payload=BytesIO(body), http_headers=head, warc_headers_dict={"WARC-Date": date}
    )


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:  # 999 and the like
        return f"{status} Unknown"
