"""Mentions as evidence. Pure."""

from __future__ import annotations

from auditor.analysis.conversations import queries
from auditor.model import Evidence, Post
from auditor.text.posts.clean import visible

_LONGEST = 240
"""Characters of a mention that are shown. Our default."""


def quote(post: Post) -> Evidence:
    """Return a mention as evidence: its words as they stand, handles of others hidden; other details are masked later, like all."""
    text = " ".join(queries.hide_handles(visible(post.text)).split())
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    said = f"company: {short}" if post.by_brand else short
    return Evidence(post.url or f"{post.platform}:{post.id}", said, queries.stamp(post.created_at))
