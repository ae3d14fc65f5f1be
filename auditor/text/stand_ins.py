"""Pages that a hoster, a server or a broken program shows in the place of a site; facts are in `stand_ins.toml`. Pure.

A title says it alone or as one of its parts; a sentence only on a page that says little else, so that an article that quotes
an error is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from auditor.resources import facts
from auditor.text.fold import fold, spaced, title_parts, unspaced, words
from auditor.text.parsed import tree_of

_LONGEST_TITLE = 400
_MOST_MARKUP = 20_000
"""Characters of mark-up in which messages of programs are looked for."""
_LISTED = re.compile(r"(?:index of|directory listing(?: for| of)?|verzeichnis von|inhalt von) ?/", re.IGNORECASE)
_QUOTES = re.compile('["\u201c\u201d\u201e\u00ab\u00bb\u2018`]|<code|<pre|<blockquote', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StandIn:
    """What stands in the place of a page."""

    kind: str
    """Its id in `stand_ins.toml`, such as `database-error`."""
    words: str
    """By which it was told."""
    sure: bool
    """It is nobody's page: it counts on somebody else's site too."""


def stand_in(title: str, heading: str, text: str, html: str) -> StandIn | None:
    """Return what a hoster, a server or a broken program shows in the place of a page; None where none of them does.

    Args:
        title: Of the page.
        heading: Text of the first h1.
        text: What a visitor reads, one block a line; where there is much of it, the page is its own.
        html: The mark-up.
    """
    known = _stand_ins()
    if len(text) > known.longest:
        return None
    parts = {_key(part): part for said in (title, heading) for part in _parts(said)}
    lines = [line for line in text.splitlines() if line.strip()]
    for entry in known.entries:
        if found := next(_of(entry, parts, lines, text, html), ""):
            return StandIn(entry.kind, " ".join(found.split())[:120], entry.sure)
    return None


def lists_documents(html: str) -> bool:
    """Return whether a list of a folder's files links one that people open, as against programs, settings and folders."""
    endings = tuple(f".{ending}" for ending in facts("text/stand_ins.toml")["documents"])
    hrefs = (node.attributes.get("href") or "" for node in tree_of(html).css("a[href]"))
    return any(href.partition("?")[0].lower().endswith(endings) for href in hrefs)


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    sure: bool
    titles: frozenset[str]
    texts: tuple[str, ...]
    unspaced: tuple[str, ...]
    html: tuple[str, ...]
    whole: frozenset[str]
    markup: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    longest: int
    entries: tuple[_Entry, ...]


@cache
def _stand_ins() -> _Known:
    known = facts("text/stand_ins.toml")
    return _Known(known["longest"], tuple(map(_read, known["stand_in"])))


def _read(entry: Mapping[str, Any]) -> _Entry:
    texts = entry.get("texts", ())
    return _Entry(
        entry["kind"],
        entry["sure"],
        frozenset(map(_key, entry["titles"])),
        tuple(spaced(text) for text in texts if text.isascii() or not _is_joined(text)),
        tuple(unspaced(text) for text in texts if not text.isascii() and _is_joined(text)),
        tuple(entry.get("html", ())),
        frozenset(map(_key, entry.get("whole", ()))),
        tuple(entry.get("markup", ())),
        tuple(map(spaced, entry.get("with", ()))),
    )


def _is_joined(text: str) -> bool:
    return re.search("[\u2e80-\u9fff\uac00-\ud7a3]", text) is not None


def _key(text: str) -> str:
    return " ".join(words(fold(text)))


def _parts(said: str) -> tuple[str, ...]:
    said = " ".join(said[:_LONGEST_TITLE].split())
    return (said, *title_parts(said), *(part.strip() for part in said.split(": ")))


def _of(entry: _Entry, parts: Mapping[str, str], lines: list[str], text: str, html: str) -> Iterator[str]:
    """Yield the words by which a page is told to be one of a kind."""
    if entry.beside:
        yield from _listing(entry, parts, text, html)
        return
    yield from (said for key, said in parts.items() if key in entry.titles and _is_all(said, lines))
    for line in lines:
        run, joined = spaced(line), unspaced(line)
        for phrase in entry.texts:
            # At the beginning of a block, or of one of its sentences: who quotes it has said something before.
            if phrase in run and not _QUOTES.search(line) and _begins(phrase, line):
                yield line
        if not line.isascii() and any(phrase in joined for phrase in entry.unspaced):
            yield line
    if len(text) <= _LONGEST_TITLE and _key(text) in entry.whole:
        yield text
    beginning = html[:_MOST_MARKUP]
    if any(mark in beginning for mark in entry.markup):
        yield next(iter(lines), "")
    for mark in entry.html:
        if mark in beginning and _stands_bare(mark, beginning, text):
            yield mark


def _begins(phrase: str, line: str) -> bool:
    return any(
        spaced(sentence).startswith(phrase) or phrase in spaced(sentence)[:60]
        for sentence in re.split(r"(?<=[.!?:])\s+", line)
    )


def _is_all(said: str, lines: list[str]) -> bool:
    """Return whether a page with such a title says little more: a guide to servers is called like what it explains."""
    return sum(len(line) for line in lines if line != said) <= _stand_ins().longest and not any(
        len(line) > 600 for line in lines
    )


def _stands_bare(mark: str, html: str, text: str) -> bool:
    """Return whether a program's message is what the page shows, not what an article quotes as code."""
    before = html[: html.index(mark)].lower()
    return mark.strip("<>b/: ").lower()[:12] in text.lower() and before.rfind("<code") <= before.rfind("</code")


def _listing(entry: _Entry, parts: Mapping[str, str], text: str, html: str) -> Iterator[str]:
    listed = next((said for said in parts.values() if _LISTED.match(said)), "")
    run = spaced(text)
    if listed and any(word in run for word in entry.beside):
        yield listed
    elif any(key in entry.titles for key in parts) and any(mark in html for mark in entry.html):
        yield next(iter(parts.values()))
