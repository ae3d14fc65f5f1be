"""One try to read an address on its way through redirects, and what it comes to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from typing import Protocol
from urllib.parse import quote

from multidict import CIMultiDict, CIMultiDictProxy

from auditor import urls
from auditor.collect.http.connecting import Attempt
from auditor.collect.http.decode import encoding_of
from auditor.collect.http.inflate import MAGIC, UnreadEncoding
from auditor.model import Cause, Fetch, Reach, Redirect

_COOKIES = 50
_HEADERS, _HEADER_LENGTH = 60, 1_000
_MEDIA_TYPE = re.compile(r"[\w.+!#$&^-]{1,60}/[\w.+!#$&^-]{1,100}")
_UNKNOWN = frozenset({"unknown/unknown", "application/unknown", "*/*"})
"""Media types that browsers take for none (WHATWG MIME Sniffing, section 7)."""
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff]")


class Head(Protocol):
    """What comes before a body."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> CIMultiDictProxy[str] | CIMultiDict[str]:
        """All fields, in order; bytes that are no UTF-8 as surrogates."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What one try brought."""

    fetch: Fetch
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the last answer, names in lower case; bounded in number and length."""

    @property
    def text(self) -> str:
        """The body decoded; empty for anything that is not text."""
        return self.body.decode(self.fetch.encoding, errors="replace") if self.fetch.encoding else ""

    def retry_after(self, now: datetime) -> float | None:
        """Return the seconds the host asks us to wait; None where it does not ask, or not in a way that can be read."""
        return _retry_after(self.headers.get("retry-after", ""), now)


def _retry_after(value: str, now: datetime) -> float | None:
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


class Journey:
    """One try on its way through redirects."""

    def __init__(self, url: str, method: str, headers: Mapping[str, str]) -> None:
        self.start = self.url = url
        self.method = method
        self.asked_with = headers
        self.hops: list[Redirect] = []
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.content_type = ""
        self.attempt: Attempt | None = None
        """The connection for the address at hand."""
        self.told = False
        """Whether the last head tells all that is asked, whatever becomes of the body."""
        self._seen: set[tuple[str, str]] = {(url, "")}
        self._circle = False
        self._program = ""
        """What the last answer opens instead of a page."""
        self._jar: dict[tuple[str, str], str] = {}

    def answered(self, response: Head) -> None:
        """Note what the answer's head says."""
        self.status = response.status
        kept = list(response.headers.items())[:_HEADERS]
        self.headers = {name.lower()[:100]: value[:_HEADER_LENGTH] for name, value in kept}
        self.content_type = _media_type(response.headers.getall("content-type", [""])[-1])
        self._take_cookies(response)

    def turn(self, response: Head) -> bool:
        """Go where the answer points; return False where it points nowhere."""
        location = _written(response.headers.get("location", ""))
        self._program = location.strip()[:_HEADER_LENGTH] if urls.opens_program(location) else ""
        target = urls.resolve(location, self.url) if location else None
        if target is None:
            return False
        fragment = f"#{target.fragment}" if target.fragment else ""
        self.hops.append(Redirect(response.status, target.url + fragment))
        self.url = target.url
        state = (target.url, self.cookies())
        self._circle = state in self._seen
        self._seen.add(state)
        return True

    def circles(self) -> bool:
        """Return whether the journey is where it has been, with nothing changed."""
        return self._circle

    def cookies(self) -> str:
        """Return the Cookie header for the host at hand: some sites redirect in circles until theirs come back."""
        if not self._jar:
            return ""
        host = urls.netloc(self.url)
        return "; ".join(f"{name}={value}" for (at, name), value in self._jar.items() if at == host)

    def _take_cookies(self, response: Head) -> None:
        lines = response.headers.getall("set-cookie", [])[:_COOKIES]
        host = urls.netloc(self.url) if lines else ""
        for line in lines:
            try:
                jar = SimpleCookie(line[:4_096])
            except CookieError:
                continue
            for name, morsel in jar.items():
                if len(self._jar) < _COOKIES:
                    self._jar[host, name] = morsel.coded_value

    def received(
        self, body: bytes, charset: str, limit: int, end: Cause = Cause.UNSAID, *, cut: bool = False
    ) -> Answer:
        """Return what the journey came to where it brought a body, decompressed.

        Args:
            body: As far as it came, at most `limit` bytes.
            charset: What the head says of its encoding.
            limit: Bytes that were wanted.
            end: `CUT` where there is more of it, `BROKE_OFF` where it ended before its time.
            cut: Whether a body that was cut is of use.
        """
        if end is Cause.CUT and not cut:
            return self.ended(Reach.TOO_LARGE, f"more than {limit:,} bytes")
        if not self.content_type and body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
            self.content_type = "text/html"  # browsers sniff what is not declared
        if body.startswith(MAGIC) and is_text(self.content_type):
            raise UnreadEncoding("compressed once more than its head says")
        encoding = encoding_of(body, charset) if is_text(self.content_type) else ""
        return self.ended(Reach.RESPONDED, _ENDS.get(end, ""), body, encoding, keep=True, cause=end)

    def ended(
        self,
        reach: Reach,
        detail: str = "",
        body: bytes = b"",
        encoding: str = "",
        *,
        keep: bool = False,
        cause: Cause = Cause.UNSAID,
    ) -> Answer:
        """Return what the journey came to."""
        fetch = Fetch(
            url=self.start,
            final_url=self.url,
            reach=reach,
            at=datetime.now(UTC),
            status=self.status,
            redirects=tuple(self.hops),
            content_type=self.content_type,
            body_sha256=sha256(body).hexdigest() if keep else "",
            encoding=encoding,
            size=len(body),
            detail=detail,
            method=self.method,
            cause=cause,
        )
        if self._program and reach is Reach.RESPONDED:
            fetch = replace(fetch, detail=self._program, cause=Cause.PROGRAM)
        return Answer(fetch, body, self.headers)


_ENDS = {Cause.CUT: "cut", Cause.BROKE_OFF: "the answer broke off"}
_TEXT = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml"})


def is_text(content_type: str) -> bool:
    """Return whether a media type, or none, is one of text."""
    return not content_type or content_type in _TEXT or content_type.endswith("+xml")


def charset_of(content_type: str) -> str:
    """Return the charset that a Content-Type header names; empty for none."""
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def _media_type(written: str) -> str:
    """Return the media type that a browser reads; empty where it has to look at the body instead."""
    named = written.partition(";")[0].partition(",")[0].strip().lower()
    return named if _MEDIA_TYPE.fullmatch(named) and named not in _UNKNOWN else ""


def _written(location: str) -> str:
    """Return an address of a header with bytes that are no UTF-8 escaped, as browsers do."""
    if _SURROGATES.search(location) is None:
        return location
    return quote(location.encode("utf-8", "surrogateescape"), safe="%/:=&?~#+!$,;'@()*[]")


def in_words(error: BaseException | None) -> str:
    """Return an error in a few words without control characters."""
    text = getattr(error, "strerror", None) or getattr(error, "message", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())[:200]


def tls_words(error: BaseException) -> str:
    """Return in a few words why a secure connection failed."""
    inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    return str(getattr(inner, "verify_message", "") or getattr(inner, "reason", "") or in_words(inner))[:200]
