"""Answers that stand in front of a page: bot checks, captchas, firewalls, log-in walls, consent pages.

The marks are facts, in `bot_walls.toml`, each with what it rests on; here stands how they are compared. An answer with a
mark tells nothing about the page behind it. An error status without any mark is none: the status speaks for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from auditor.model import Cause
from auditor.resources import facts
from auditor.text.fold import fold, is_unspaced, title_parts, words
from auditor.text.marks import first_heading

_LONGEST_TITLE = 400
_LONGEST_TEXT = 10_000
"""Visible characters in which words are looked for: more is no wall."""
_LONGEST_HTML = 400_000
"""Characters of mark-up in which marks are looked for."""
_LONGEST_URL = 4_000
_LONG_PAGE = 60_000
"""Characters of mark-up that no wall needs."""


@dataclass(frozen=True, slots=True)
class Wall:
    """What stands in front of a page."""

    reason: str = ""
    """Such as `bot check by Cloudflare`; empty for no wall."""
    cause: Cause = Cause.UNSAID

    def __bool__(self) -> bool:
        return bool(self.reason)


def challenge(
    status: int,
    headers: Mapping[str, str],
    title: str,
    text: str,
    html: str,
    final_url: str,
    *,
    text_length: int | None = None,
) -> str:
    """Return why an answer is not the page that was asked for; empty where it may be. See `wall_of`."""
    return wall_of(status, headers, title, text, html, final_url, text_length=text_length).reason


def wall_of(
    status: int,
    headers: Mapping[str, str],
    title: str,
    text: str,
    html: str,
    final_url: str,
    *,
    text_length: int | None = None,
) -> Wall:
    """Return why an answer is not the page that was asked for; an empty one where it may be.

    Args:
        status: Of the answer.
        headers: Of the answer; names in any case.
        title: Of the page, as written.
        text: What a visitor reads; may be left empty where there is much of it and `text_length` says so.
        html: The mark-up as received.
        final_url: Where the redirects ended.
        text_length: How much a visitor reads, where `text` was left empty.
    """
    answer = _Answer(status, headers, title, text, html[:_LONGEST_HTML], final_url[:_LONGEST_URL], text_length)
    marks = _marks_of(status, long=answer.text_length > _longest())
    return next((mark.wall for mark in marks if _applies(mark, answer)), Wall())


class _Answer:
    """An answer as marks are compared with it; each part is worked out when the first mark asks for it."""

    def __init__(
        self,
        status: int,
        headers: Mapping[str, str],
        title: str,
        text: str,
        html: str,
        url: str,
        text_length: int | None,
    ) -> None:
        self.status = status
        self.headers = {name.lower(): value.lower() for name, value in headers.items()}
        self.url = url
        self._title, self._text, self._html = title, text, html
        self._text_length = text_length

    @cached_property
    def titles(self) -> frozenset[str]:
        """The title, its parts and the first heading, as `_key` writes them."""
        heads = [" ".join(head[:_LONGEST_TITLE].split()) for head in (self._title, first_heading(self._html))]
        return frozenset(_key(part) for head in heads for part in (head, *title_parts(head)))

    @cached_property
    def text(self) -> str:
        """As `_key` writes it, between spaces."""
        return f" {_key(self._text[:_LONGEST_TEXT])} "

    @cached_property
    def text_length(self) -> int:
        """Visible characters."""
        if self._text_length is not None:
            return self._text_length
        # Where nobody took the trouble to read a long page, its mark-up tells that it is no wall.
        return len(self._text) if self._text or len(self._html) < _LONG_PAGE else len(self._html)

    @cached_property
    def html(self) -> str:
        """Lower case."""
        return self._html.lower()


@dataclass(frozen=True, slots=True)
class _Mark:
    """What an answer must show; empty fields ask for nothing."""

    wall: Wall
    statuses: frozenset[int]
    below: int
    headers: tuple[tuple[str, str], ...]
    titles: frozenset[str]
    texts: tuple[str, ...]
    bodies: tuple[str, ...]
    absent: tuple[str, ...]
    urls: tuple[re.Pattern[str], ...]
    not_urls: tuple[re.Pattern[str], ...]
    longest_text: int


@cache
def _marks() -> tuple[_Mark, ...]:
    return tuple(map(_read, facts("collect/http/bot_walls.toml")["mark"]))


@lru_cache(maxsize=64)
def _marks_of(status: int, *, long: bool) -> tuple[_Mark, ...]:
    """Return what may apply to an answer of a status, and to one of any length where `long` says so."""
    return tuple(mark for mark in _marks() if _is_for(mark, status) and not (long and mark.longest_text))


def _is_for(mark: _Mark, status: int) -> bool:
    return (not mark.statuses or status in mark.statuses) and (not mark.below or status < mark.below)


@cache
def _longest() -> int:
    """Return the visible characters beyond which only marks in headers and addresses can apply."""
    return max(mark.longest_text for mark in _marks())


def _read(mark: Mapping[str, Any]) -> _Mark:
    headers = (header.partition(":") for header in mark.get("headers", ()))
    return _Mark(
        Wall(mark["reason"], Cause(mark.get("cause", ""))),
        frozenset(mark.get("statuses", ())),
        mark.get("below", 0),
        tuple((name.strip().lower(), value.strip().lower()) for name, _, value in headers),
        frozenset(map(_key, mark.get("titles", ()))),
        tuple(_phrase(phrase) for phrase in mark.get("texts", ())),
        tuple(mark.get("bodies", ())),
        tuple(mark.get("absent", ())),
        _patterns(mark.get("urls", ())),
        _patterns(mark.get("not_urls", ())),
        mark.get("longest_text", 0),
    )


def _patterns(written: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in written)


def _key(text: str) -> str:
    """Return the words of a text alone, so that punctuation and spacing do not matter."""
    return " ".join(words(fold(text)))


def _phrase(text: str) -> str:
    return _key(text) if is_unspaced(text) else f" {_key(text)} "


def _applies(mark: _Mark, answer: _Answer) -> bool:
    return (
        (not mark.longest_text or answer.text_length <= mark.longest_text)
        and (
            not mark.headers
            or any(name in answer.headers and value in answer.headers[name] for name, value in mark.headers)
        )
        and (not mark.titles or not mark.titles.isdisjoint(answer.titles))
        and _shows(mark, answer)
    )


def _shows(mark: _Mark, answer: _Answer) -> bool:
    """Compare what takes longer: text, mark-up and address."""
    return (
        (not mark.texts or any(phrase in answer.text for phrase in mark.texts))
        and (not mark.bodies or any(body in answer.html for body in mark.bodies))
        and not any(body in answer.html for body in mark.absent)
        and (not mark.urls or any(pattern.search(answer.url) for pattern in mark.urls))
        and not any(pattern.search(answer.url) for pattern in mark.not_urls)
    )
