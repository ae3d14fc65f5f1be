"""Which pages a site says it has: robots.txt and sitemaps."""

from __future__ import annotations

import codecs
import re
import zlib
from html import unescape
from typing import Self

from auditor import urls
from auditor.model import Fetch

ROBOT_NAME = "auditor"
MOST_URLS = 50_000
"""The protocol's own limit per file (sitemaps.org)."""

MOST_BYTES = 52_428_800
"""50 MB: the protocol's own limit, unpacked."""

_GZIP = b"\x1f\x8b"
_PIECE = 262_144
_SIP = 256
"""Bytes that are unpacked at once: what is damaged takes no more than these with it."""
_HEAD = 1_000
_LONGEST = 4_096
_LOCATION = re.compile(r"<(?:\w{1,20}:)?loc>\s{0,200}(?:<!\[CDATA\[)?\s{0,200}([^<\]]{1,2048})", re.IGNORECASE)
_INDEX = re.compile(r"<(?:\w{1,20}:)?sitemapindex[\s>]", re.IGNORECASE)


class Robots:
    """What a site asks of robots (RFC 9309)."""

    def __init__(self, text: str = "", closed_because: str = "", silence: Fetch | None = None) -> None:
        from protego import Protego  # noqa: PLC0415 - nothing is read before the first answer

        self._rules = Protego.parse(text)
        self.closed_because = closed_because
        """Why everything is forbidden although no rule says so; empty where rules decide."""
        self.silence = silence
        """What came of asking a host that nobody can talk to: it says of each of its pages what it says of robots.txt."""

    @classmethod
    def closed(cls, reason: str, silence: Fetch | None = None) -> Self:
        """Return the rules of a site whose robots.txt cannot be read."""
        return cls("User-agent: *\nDisallow: /", reason, silence)

    def allows(self, url: str) -> bool:
        """Return whether we may read `url`."""
        return bool(self._rules.can_fetch(url, ROBOT_NAME))

    @property
    def delay(self) -> float:
        """Seconds the site asks us to leave between requests."""
        return float(self._rules.crawl_delay(ROBOT_NAME) or 0.0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of its sitemaps."""
        return tuple(dict.fromkeys(str(url) for url in self._rules.sitemaps))


class Listing:
    """The addresses a sitemap lists, taken in piece by piece: it may hold 50,000 of them, and be a gzip file.

    Read with a pattern and not with an XML parser: a sitemap that is cut, badly escaped or hostile still gives what it has.
    One that is no XML lists an address a line.
    """

    def __init__(self, base: str) -> None:
        self.found: list[str] = []
        """Web addresses, resolved against `base`, at most `MOST_URLS`."""
        self.is_index = False
        """Whether they are other sitemaps instead of pages."""
        self._base = base
        self._start = b""
        self._unzip: zlib._Decompress | None = None
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self._text = ""
        self._is_xml: bool | None = None
        self._size = 0

    def feed(self, data: bytes) -> None:
        """Take in the next piece."""
        if self._size == 0 and self._unzip is None:
            data = self._start + data
            self._start = b"" if len(data) > 1 else data
            if data.startswith(_GZIP):
                self._unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
        if self._unzip is None:
            self._take(data if not self._start else b"")
            return
        try:
            for at in range(0, len(data), _SIP):
                self._expand(self._unzip, data[at : at + _SIP])
        except zlib.error:
            self._size = MOST_BYTES  # what came before the damage counts

    def _expand(self, unzip: zlib._Decompress, data: bytes) -> None:
        while data and self._size < MOST_BYTES:
            self._take(unzip.decompress(data, _PIECE))
            data = unzip.unconsumed_tail

    def end(self) -> None:
        """Say that no more comes."""
        self._look(self._text + self._decode(b"", final=True), last=True)

    def _take(self, data: bytes) -> None:
        if self._size < MOST_BYTES and len(self.found) < MOST_URLS:
            self._size += len(data)
            self._look(self._text + self._decode(data), last=False)

    def _look(self, text: str, *, last: bool) -> None:
        if self._is_xml is None and (last or len(text) >= _HEAD):
            self._is_xml = "<" in text[:_HEAD]
            self.is_index = _INDEX.search(text[:_HEAD]) is not None
        if self._is_xml is None:
            self._text = text
            return
        self._text = self._locations(text, last=last) if self._is_xml else self._lines(text, last=last)

    def _locations(self, text: str, *, last: bool) -> str:
        """Take the addresses out of a piece of XML; return what the next piece may complete.

        What is found so near the end that the next piece may change it waits for that: in pieces the same is found as at once.
        """
        done = 0
        for match in _LOCATION.finditer(text):
            if match.start() > len(text) - _LONGEST and not last:
                return text[match.start() :]
            self._add(unescape(match.group(1)).strip())
            done = match.end()
        return text[max(done, len(text) - _LONGEST) :]

    def _lines(self, text: str, *, last: bool) -> str:
        *lines, rest = f"{text}.".splitlines()  # the point keeps an end of line, whichever it is, from being lost
        rest = rest[:-1]
        for line in (*lines, rest) if last else lines:
            # The protocol asks for whole addresses; anything else is no list of them.
            if "://" in line[:20] and len(line) <= _LONGEST:
                self._add(line.strip())
        return rest[: _LONGEST + 1]  # enough to see that it is too long

    def _add(self, address: str) -> None:
        resolved = urls.resolve(address, self._base) if address else None
        if resolved is not None and len(self.found) < MOST_URLS:
            self.found.append(resolved.url)
