"""Private conversations: imported only where auditor.toml allows it, and kept as time, side, conversation and kind alone.

Their words are read once, as they pass by, and what they came to stays as marks.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from auditor.collect.importers import columns
from auditor.collect.importers.base import Importer, ImportProblem, Request, Skip, made_up
from auditor.config.schema import ConversationSettings
from auditor.model import Post, PostKind
from auditor.model.messages import Message, message
from auditor.plugins import watch
from auditor.text.posts.intents import read
from auditor.text.posts.language import language
from auditor.text.posts.marks import marks_of

NOT_ALLOWED = "private, and private = true is not set"
_READ = 16 << 20
"""Bytes of each file that go into the key: more than anybody can know of conversations who does not have them."""
_READ_IN_ALL = 256 << 20
_ANY_LINES = "jsonl"
"""The format of posts as lines that anybody can write."""


class NotAllowed(ImportProblem):
    """Nobody has said that a file of private conversations may be read."""


def is_private(importer: Importer, said: ConversationSettings) -> bool:
    """Return whether all that a file holds was written in private: by its format, unless auditor.toml says that it was public."""
    return said.kind == PostKind.DIRECT or (importer.private and not said.kind)


def require_leave(path: Path, importer: Importer, said: ConversationSettings) -> None:
    """Raise NotAllowed, with what to do about it, where a file holds private conversations that nobody has allowed to be read."""
    if said.private or not is_private(importer, said):
        return
    raise NotAllowed(
        message(
            "{file} holds private conversations ({title}); add {setting} to its section in auditor.toml if you may evaluate them. "
            "No words, names or addresses of them are kept. If they were public, add {public} instead.",
            file=str(path),
            title=importer.title,
            setting="private = true",
            public='kind = "mention"',
        )
    )


def is_public(said: ConversationSettings, importer: Importer | None) -> bool:
    """Return whether all that a file holds is known to be public: by what auditor.toml says, or by its format.

    Formats that anybody's table may have, and those that hold public and private posts side by side, tell nothing.
    """
    if said.private or said.kind == PostKind.DIRECT:
        return False
    if said.kind or said.mentions:
        return True
    if importer is None or importer.private or importer.name == _ANY_LINES:
        return False
    table = columns.layouts().get(importer.name)
    return table is None or bool(table.get("own") or table.get("kind"))


def kept(
    problem: ImportProblem, number: int, said: ConversationSettings, importer: Importer | None = None
) -> Message | None:
    """Return what the run folder may say of a file that could not be read: of a private one, nothing that stands in it or names it.

    Args:
        problem: What is said on the terminal.
        number: Of the file's section in auditor.toml, from 1.
        said: That section.
        importer: Of its format; None where that is not known.

    None stands for all of it: the file is known to be public.
    """
    where: dict[str, int | str] = {
        "number": number,
        "section": "[[conversations]]",
        "command": "`auditor import auditor.toml`",
    }
    if isinstance(problem, NotAllowed) or said.private or said.kind == PostKind.DIRECT:
        return message(
            "Entry {number} under {section} in auditor.toml, a file of private conversations, was not imported; {command} says why.",
            **where,
        )
    if is_public(said, importer):
        return None
    return message(
        "Entry {number} under {section} in auditor.toml, a file that may hold private conversations, was not imported; {command} says why.",
        **where,
    )


def fault(importer: Importer, said: ConversationSettings, doing: str, broke: watch.Broke) -> str:
    """Return how the run folder notes that an importer broke: what errors say may be words of the file, so of public ones alone.

    Args:
        importer: What broke.
        said: The file's section in auditor.toml.
        doing: What it was doing, with the file's path.
        broke: How it broke.
    """
    if is_public(said, importer):
        return f"{broke} ({doing})"
    return f"importer {importer.name} failed: {type(broke.__cause__).__name__} (reading a file that may hold private conversations)"


def key_of(paths: Iterable[Path]) -> bytes:
    """Return what the ids of private posts are made over with, of what these files hold.

    Ids are numbers, mailboxes and names as often as not, and all of them can be tried: a bare hash hides none. A key drawn anew each time would
    bring other ids each time, and one kept in the run folder lies beside what it should hide. This one is the same for the same files, in
    which a conversation exported twice counts once, and those who could compute it have the conversations themselves.
    """
    made: set[bytes] = set()
    left = _READ_IN_ALL
    for file in sorted(each for path in paths for each in _files(path)):
        try:
            with file.open("rb") as stream:
                read = stream.read(min(_READ, left))
        except OSError:  # reading it as an export says so
            continue
        made.add(blake2b(read, digest_size=32).digest())
        left -= len(read)
    return blake2b(b"".join(sorted(made)), digest_size=32).digest()


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, _, names in os.walk(path):
        yield from (file for name in names if not (file := Path(folder, name)).is_symlink() and file.is_file())


class Gate:
    """What of the rows of a file may go on into figures and the snapshot."""

    def __init__(self, request: Request) -> None:
        """Make a gate for one file."""
        self._all = request.private
        self._allowed = request.settings.private
        self._veil = Veil(request.key or secrets.token_bytes(32))
        self._request = request

    def passed(self, row: Post, number: int) -> Post | Skip:
        """Return what may be kept of a post: all of a public one, of a private one no words and names, if anything."""
        if not self._all and row.kind is not PostKind.DIRECT:
            return row
        if not self._allowed:
            return Skip(NOT_ALLOWED, f"post {number}")
        return self._veil.over(row, self._request.account if self._all else row.account)


@dataclass(frozen=True, slots=True)
class Veil:
    """Makes of private posts what may be kept of them."""

    _key: bytes = field(repr=False)
    """As `key_of` makes it."""

    def over(self, post: Post, account: str) -> Post:
        """Return a post without words, names and addresses; its author stays the same one within the conversation only."""
        lang = language(post.text, post.lang)
        return Post(
            platform=post.platform,
            account=account,
            id=self._made_over(post.id),
            created_at=post.created_at,
            author=account if post.by_brand else self._somebody(post),
            by_brand=post.by_brand,
            kind=PostKind.DIRECT,
            thread_id=self._made_over(post.thread_id),
            parent_id=self._made_over(post.parent_id),
            automated=post.automated,
            source=post.source,
            edited_at=post.edited_at,
            deleted=post.deleted,
            marks=marks_of(read(post.text, lang, by_brand=post.by_brand)) if post.text else (),
        )

    def _somebody(self, post: Post) -> str:
        if not post.author:
            return ""
        return made_up(post.thread_id, post.author, key=self._key).replace("made", "customer", 1)

    def _made_over(self, id_: str) -> str:
        return made_up(id_, key=self._key) if id_ else ""
