"""The words of a post, read for conversations."""

from __future__ import annotations

from functools import lru_cache

from auditor.model import Post
from auditor.text.posts.intents import Reading, read
from auditor.text.posts.language import language
from auditor.text.posts.marks import reading_of

REMEMBERED = 8_192
"""Texts whose reading is kept at hand: companies paste replies, and people pass on each other's words."""


def read_words(post: Post) -> Reading:
    """Return what a post says, in the language the source names or its words tell; of words that were not kept, what was noted."""
    if post.marks:
        return reading_of(post.marks)
    return _read(post.text, post.lang, by_brand=post.by_brand)


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, lang: str, *, by_brand: bool) -> Reading:
    return read(text, language(text, lang), by_brand=by_brand)
