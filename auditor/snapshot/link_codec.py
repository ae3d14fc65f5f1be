"""A page's links ⇄ the text that the snapshot keeps them as: a row a link would cost as much as all the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from auditor.model import Link, LinkKind, Place
from auditor.snapshot.integrity import require_texts

_KINDS = {kind.value: kind for kind in LinkKind}
_PLACES = {place.value: place for place in Place}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write(links: Iterable[Link]) -> str:
    """Return links of one page as a JSON list; empty where there are none."""
    rows = [(link.url, link.kind, link.text, link.fragment, link.place, link.raw) for link in links]
    return _encode(rows) if rows else ""


def read(page: str, text: str) -> Iterator[Link]:
    """Yield the links of `page` that `write` made `text` of."""
    for url, kind, shown, fragment, place, raw in json.loads(text):
        require_texts((url, shown, fragment, raw), "a link")
        yield Link(page, url, _KINDS[kind], shown, fragment, _PLACES[place], raw)
