"""What importers of chats, mail and help desks have in common: text out of HTML, members out of JSON."""

from __future__ import annotations

import re
from typing import Any

from auditor.collect.importers.base import tidy
from auditor.text.visible import visible_text

JSON_FILES = re.compile(r"\.(?:json|jsonl|ndjson)$", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!]")
_LONGEST = 200_000
"""Characters of a message that are read; the rest is quotations and attachments."""


def plain(said: object) -> str:
    """Return a message as text, be it text or HTML; empty for anything else."""
    if not isinstance(said, str):
        return ""
    text = said[:_LONGEST]
    if _TAG.search(text) or "&" in text:
        text = visible_text(text)
    return tidy(text)


def inner(thing: object, *keys: str) -> Any:
    """Return what lies so deep in objects; None where anything on the way is missing."""
    for key in keys:
        thing = thing.get(key) if isinstance(thing, dict) else None
    return thing


def word(thing: object, *keys: str) -> str:
    """Return the text or number that lies so deep, as text; empty for none."""
    found = inner(thing, *keys)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    return str(found).strip()
