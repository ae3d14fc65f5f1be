"""Files that came whole when the crawl saw whether they are there, kept aside until they are read: nobody is asked for one twice.

They lie in one nameless file beside the snapshot, which is gone with this process.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from auditor import urls
from auditor.collect.crawl.parse_page import Lead
from auditor.collect.http.client import Answer, Keep
from auditor.model import CONTACT_ROLES, Cause, Fetch, LinkKind, Role
from auditor.resources import facts


@dataclass(frozen=True, slots=True)
class Share:
    """How much is read of the files that pages for press and customers publish."""

    files: int = 80
    body: int = 20_000_000
    """Bytes of one file; of a larger one its beginning is read."""
    total: int = 300_000_000
    """Bytes of all together."""
    seconds: float = 300.0
    texts: int = 12
    """PDFs whose text is read."""
    smallest_picture: int = 8_000
    """Bytes below which a picture shown on a page is an icon, where its size is told."""


def is_file(lead: Lead, page: str, roles: set[Role], home: str) -> bool:
    """Return whether an address that `page` links may be a file of the company's that is read later (`published_files`)."""
    if not roles & CONTACT_ROLES:
        return False
    own = urls.same_site(lead.url, home) or urls.same_site(lead.url, page)
    return own or (lead.kind is LinkKind.ANCHOR and Role.MEDIA in roles and Role.MEDIA in lead.promises)


class Shelf:
    """Keeps the bodies of files, up to what is read of them anyway."""

    def __init__(self, folder: Path, share: Share | None = None) -> None:
        """Open it in a folder that exists."""
        self._share = share or Share()
        self._file: BinaryIO | None = None
        with suppress(OSError):  # without room for it, files are asked for again
            self._file = tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115 - open as long as the shelf is
        self._places: dict[str, tuple[Answer, int, int]] = {}
        self._end = 0

    def keep(self, url: str, *, shown: bool) -> Keep | None:
        """Return which answer to a request is wanted whole; None where there is no more room.

        Args:
            url: What is asked for.
            shown: Whether the address is that of a picture on a page, which may be an icon.
        """
        if self._file is None or len(self._places) >= self._share.files or self._end >= self._share.total:
            return None
        known = facts("collect/crawl/published_files.toml")
        endings = tuple(f".{ending}" for ending in (*known["documents"], *known["pictures"]))
        least = self._share.smallest_picture if shown else 0

        def wants(type_: str, length: int | None) -> bool:
            kind = known["types"].get(type_)
            if shown:
                return kind == "picture" and (length is None or length >= least)
            return kind is not None or urls.path(url).lower().rstrip("/").endswith(endings)

        return Keep(wants, self._share.body)

    def put(self, answer: Answer) -> None:
        """Keep what came; on a disk that is full nothing is kept."""
        if self._file is None:
            return
        try:
            self._file.seek(self._end)
            written = self._file.write(answer.body)
        except OSError:
            return
        if written == len(answer.body):
            self._places[answer.fetch.url] = replace(answer, body=b""), self._end, written
            self._end += written

    def take(self, url: str) -> Answer | None:
        """Return what came from an address, once; None where it is not kept."""
        found = self._places.pop(url, None)
        if found is None or self._file is None:
            return None
        answer, start, size = found
        self._file.seek(start)
        return replace(answer, body=self._file.read(size))

    def close(self) -> None:
        """Let go of them all."""
        if self._file is not None:
            self._file.close()


def without_body(fetch: Fetch) -> Fetch:
    """Return what is kept in a snapshot of the answer to a file: all but its contents."""
    return replace(fetch, body_sha256="", encoding="", detail="", cause=Cause.UNSAID)
