"""What the JSON exports of Facebook and Instagram have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

OWN_ONLY = ("inbound", "threads", "deleted", "direct", "automation", "images")
"""What no export of one's own activity shows; of pictures, whether they are described."""


def mended(text: object) -> str:
    """Return text as it was meant: both write each byte of UTF-8 as if it were a letter of Latin-1."""
    if not isinstance(text, str):
        return ""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def objects(thing: object, key: str) -> Iterator[dict[str, Any]]:
    """Yield the objects in the list that `thing` has under `key`; none where it has no such list."""
    found = thing.get(key) if isinstance(thing, dict) else None
    if isinstance(found, list):
        yield from (one for one in found if isinstance(one, dict))


def text_of(thing: object, key: str) -> str:
    """Return the text that `thing` has under `key`, its letters mended; empty where it has none."""
    return mended(thing.get(key)).strip() if isinstance(thing, dict) else ""


def seconds(thing: object, key: str) -> int | float | None:
    """Return the moment under `key`, in seconds since 1970."""
    found = thing.get(key) if isinstance(thing, dict) else None
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None
