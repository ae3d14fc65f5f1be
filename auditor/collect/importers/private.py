"""Private conversations: imported only where auditor.toml allows it, and kept as time, side, conversation and kind alone.

Their words are read once, as they pass by, and what they came to stays as marks.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from auditor.collect.importers.base import Importer, Request, Skip, secret
from auditor.config.schema import ConversationSettings
from auditor.model import Post, PostKind
from auditor.model.messages import Message, message
from auditor.text.posts.intents import read
from auditor.text.posts.language import language
from auditor.text.posts.marks import marks_of

NOT_ALLOWED = "private, and private = true is not set"
_TELLS_NOTHING = re.compile(r"|made-[0-9a-f]+|\d{1,20}|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
"""Ids that name nobody: numbers of tickets, and those made at random."""


def is_private(importer: Importer, said: ConversationSettings) -> bool:
    """Return whether all that a file holds was written in private: by its format, unless auditor.toml says that it was public."""
    return said.kind == PostKind.DIRECT or (importer.private and not said.kind)


def not_allowed(path: Path, importer: Importer, said: ConversationSettings) -> Message | None:
    """Return what to do about a file of private conversations that nobody has allowed to be read; None for every other."""
    if said.private or not is_private(importer, said):
        return None
    return message(
        "{file} holds private conversations ({title}); add {setting} to its section in auditor.toml if you may evaluate them. "
        "No words, names or addresses of them are kept.",
        file=str(path),
        title=importer.title,
        setting="private = true",
    )


class Gate:
    """What of the rows of a file may go on into figures and the snapshot."""

    def __init__(self, request: Request) -> None:
        """Make a gate for one file."""
        self._all = request.private
        self._allowed = request.settings.private
        self._veil = Veil()

    def passed(self, row: Post, number: int) -> Post | Skip:
        """Return what may be kept of a post: all of a public one, of a private one no words and names, if anything."""
        if not self._all and row.kind is not PostKind.DIRECT:
            return row
        return self._veil.over(row) if self._allowed else Skip(NOT_ALLOWED, f"post {number}")


@dataclass(frozen=True, slots=True)
class Veil:
    """Makes of private posts what may be kept of them."""

    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    """Known to nobody afterwards: whoever has the snapshot can't find out whether a name was among the customers."""

    def over(self, post: Post) -> Post:
        """Return a post without words, names and addresses; its author stays the same one within the conversation only."""
        lang = language(post.text, post.lang)
        return Post(
            platform=post.platform,
            account=post.account,
            id=_nameless(post.id),
            created_at=post.created_at,
            author=post.account if post.by_brand else self._somebody(post),
            by_brand=post.by_brand,
            kind=PostKind.DIRECT,
            thread_id=_nameless(post.thread_id),
            parent_id=_nameless(post.parent_id),
            automated=post.automated,
            source=post.source,
            edited_at=post.edited_at,
            deleted=post.deleted,
            marks=marks_of(read(post.text, lang, by_brand=post.by_brand)) if post.text else (),
        )

    def _somebody(self, post: Post) -> str:
        if not post.author:
            return ""
        said = f"{post.thread_id}\0{post.author}".encode("utf-8", "surrogatepass")
        return "customer-" + blake2b(said, digest_size=6, key=self._key).hexdigest()


def _nameless(id_: str) -> str:
    return id_ if _TELLS_NOTHING.fullmatch(id_) else secret(id_)
