"""Pages that move visitors on by themselves: by a refresh, by a script that only sets the location, by a single frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from auditor import urls
from auditor.collect.extract.html import Document
from auditor.text import drawn
from auditor.text.moves import Refresh, refresh

_AT_ONCE, _LONGEST_WAIT = 1.0, 30.0
"""Seconds: up to the first nobody reads what stands there; from the second on the page is there to be read. Our default."""
_NOTE, _SHORT, _BARE = 1_000, 600, 100
"""Characters of a note such as "you are being taken to our new page"; of a page whose scripts are looked at; of one that
shows nothing. Our default."""


class Move(NamedTuple):
    """Where a page takes its visitors."""

    url: str = ""
    """With its fragment; empty where it takes them nowhere, or where that cannot be told."""
    by_script: bool = False
    adrift: bool = False
    """It shows nothing and a script takes visitors on, nobody knows where to."""
    possible: tuple[str, ...] = ()
    """References that such a script names."""


STAYS = Move()


def move_of(document: Document, headers: Mapping[str, str]) -> Move:
    """Return where a page that answered 2xx takes its visitors without their doing anything."""
    return _refreshed(document, headers) or _scripted(document) or _framed(document) or STAYS


def _refreshed(document: Document, headers: Mapping[str, str]) -> Move | None:
    said = _refresh_of(document, headers)
    if said is None or not said.reference:
        return None
    patience = _LONGEST_WAIT if document.text_length <= _NOTE else _AT_ONCE
    return _to(document, said.reference) if said.delay <= _AT_ONCE or said.delay < patience else None


def _refresh_of(document: Document, headers: Mapping[str, str]) -> Refresh | None:
    """Return the first refresh that a browser heeds: the header's, else that of the first such element."""
    if (header := headers.get("refresh")) and (said := refresh(header)) is not None:
        return said
    for node in document.tree.css("meta[http-equiv]")[:50]:
        attributes = node.attributes
        is_refresh = (attributes.get("http-equiv") or "").strip().lower() == "refresh"
        if is_refresh and (said := refresh(attributes.get("content") or "")) is not None:
            return said
    return None


def _scripted(document: Document) -> Move | None:
    if document.text_length > _SHORT:
        return None
    said = drawn.leads_on(document.tree, document.url)
    targets = {move.url: move for reference in said.certain if (move := _to(document, reference, by_script=True))}
    if len(targets) == 1:
        return next(iter(targets.values()))
    if said and document.text_length <= _BARE and drawn.shows_nothing(document.tree):
        return Move(by_script=True, adrift=True, possible=(*said.certain, *said.possible))
    return None


def _framed(document: Document) -> Move | None:
    """Return the only frame of a frameset: a domain that shows another one's pages in its own name."""
    if document.text_length > _SHORT or document.tree.css_first("frameset") is None:
        return None
    frames = [(node.attributes.get("src") or "").strip() for node in document.tree.css("frame[src]")[:20]]
    targets = [move for reference in frames if reference and (move := _to(document, reference))]
    return targets[0] if len(targets) == 1 else None


def _to(document: Document, reference: str, *, by_script: bool = False) -> Move | None:
    """Return the move to another address; None for one to the page itself, or to no web address."""
    target = urls.resolve(reference, document.base)
    if target is None or target.url.partition("#")[0] == document.url.partition("#")[0]:
        return None
    return Move(target.url + (f"#{target.fragment}" if target.fragment else ""), by_script)
