"""The words of a post, read for conversations."""

from __future__ import annotations

from auditor.model import Post
from auditor.text.posts.intents import Reading, read
from auditor.text.posts.language import language
from auditor.text.posts.marks import reading_of


def read_words(post: Post) -> Reading:
    """Return what a post says, in the language the source names or its words tell; of words that were not kept, what was noted."""
    if post.marks:
        return reading_of(post.marks)
    return read(post.text, language(post.text, post.lang), by_brand=post.by_brand)
