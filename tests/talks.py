"""Made-up conversations for tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from auditor.model import Post, PostKind

MONDAY = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)
"""A Monday, ten o'clock."""
BRAND = "quill"


@dataclass(frozen=True, slots=True)
class Said:
    """What a post is taken to say, in place of reading its words: for each word in the text that is a field's name it is so."""

    understood: bool = True
    wants_answer: float = 0.0
    thanks: bool = False
    suggestion: bool = False
    deflects: bool = False
    deflects_only: bool = False
    promises: bool = False
    requests_data: bool = False
    automated: bool = False
    acknowledges: bool = False
    settled: bool = False
    complaint: bool = False


def said(post: Post) -> Said:
    """Return what a test's post says: `thanks`, `promises` and so on by these words, a question by its mark."""
    words = set(post.text.replace("?", " ").split())
    known = {name for name in Said.__slots__ if name in words}
    reading = replace(
        Said(), **dict.fromkeys(known - {"wants_answer"}, True), wants_answer=0.9 if "?" in post.text else 0.0
    )
    return replace(reading, understood="???" not in post.text)


def post(id: str, author: str, minutes: float = 0, text: str = "?", to: str = "", **more: Any) -> Post:
    """Return a post `minutes` after Monday, ten o'clock; the brand's by its name."""
    by_brand = author.startswith(BRAND)
    if "kind" not in more:
        more["kind"] = PostKind.REPLY if to else PostKind.POST if by_brand else PostKind.MENTION
    at = MONDAY + timedelta(minutes=minutes)
    return Post("x", BRAND, id, at, text, author, by_brand, parent_id=to, **more)
