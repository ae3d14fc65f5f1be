"""What a visit did not gather and why, as the run folder keeps it."""

from __future__ import annotations

import sqlite3

from auditor.model.messages import Message, from_text, message, quoted
from auditor.snapshot import older


def missing(db: sqlite3.Connection) -> dict[str, Message]:
    """Return why artifacts could not be gathered, by artifact."""
    found = dict(db.execute("SELECT artifact, reason FROM missing"))
    said = {"dns" if artifact == "names" else artifact: from_text(kept) for artifact, kept in found.items()}
    return {**older.missing(db), **said}


def notes(db: sqlite3.Connection) -> list[Message]:
    """Return what was left out, in the order of its words; what was noted again on a later day once."""
    kept = (from_text(text, quoted) for (text,) in db.execute("SELECT text FROM note"))
    found = {note.text: note for note in kept}
    return [found[text] for text in sorted(found)]


def cut_short(pages: int) -> Message:
    """Return that a visit did not come to its end."""
    return message(
        "The visit was cut short after {count:,} page.", "The visit was cut short after {count:,} pages.", count=pages
    )
