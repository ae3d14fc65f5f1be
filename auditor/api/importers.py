"""What an importer may import from us: docs/extending/importers.md says what each is for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from auditor.collect.importers import csv_table, delimited, files, json_stream, lines
from auditor.collect.importers.base import (
    CERTAIN,
    INTERFACE,
    LIKELY,
    NO,
    NO_DATE,
    NO_ENTRY,
    NO_TEXT,
    POSSIBLE,
    Importer,
    ImportProblem,
    Packing,
    Request,
    Skip,
    links,
)
from auditor.collect.importers.sample import Sample
from auditor.config.schema import ConversationSettings
from auditor.model import Post, PostKind, message

__all__ = [
    "CERTAIN",
    "INTERFACE",
    "LIKELY",
    "NO",
    "NO_DATE",
    "NO_ENTRY",
    "NO_TEXT",
    "POSSIBLE",
    "ImportProblem",
    "Importer",
    "Packing",
    "Post",
    "PostKind",
    "Request",
    "Sample",
    "Skip",
    "csv_table",
    "delimited",
    "files",
    "json_stream",
    "lines",
    "links",
    "message",
    "sure",
    "trial",
]


def trial(importer: Importer, path: Path, **said: Any) -> tuple[list[Post], list[Skip]]:
    """Return what an importer yields for a file: posts, and what it left out. For tests.

    Args:
        importer: Whose `read` is tried.
        path: The file, folder or zip.
        said: Keys of `[[conversations]]` in auditor.toml, such as `account`.
    """
    settings = ConversationSettings(path=str(path), **said)
    rows = list(importer.read(Request(path, settings, importer.name, private=importer.private)))
    return [row for row in rows if isinstance(row, Post)], [row for row in rows if isinstance(row, Skip)]


def sure(importer: Importer, path: Path) -> float:
    """Return how sure an importer is of a file, 0 to 1. For tests."""
    with files.opened(path) as export:
        return importer.sniff(Sample(export, ConversationSettings(path=str(path))))
