"""LinkedIn: "get a copy of your data" as CSV; zip, folder, or Shares.csv and Comments.csv by themselves.

Its times name no zone. In Shares.csv a line end within a text stands between quotes, in Comments.csv quotes have a backslash in
front.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from auditor.collect.importers import csv_table, files
from auditor.collect.importers.base import CERTAIN, LIKELY, NO, Importer, Request, Skip
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

_SHARES = re.compile(r"(?:^|/)Shares(?:_\d+)?\.csv$", re.IGNORECASE)
_COMMENTS = re.compile(r"(?:^|/)Comments(?:_\d+)?\.csv$", re.IGNORECASE)
_EITHER = re.compile(f"(?:{_SHARES.pattern})|(?:{_COMMENTS.pattern})", re.IGNORECASE)
_QUOTED_END = re.compile(r'"\s{0,5}\n\s{0,5}"')
_URN = re.compile(r"urn(?::|%3A)li(?::|%3A)(?:share|ugcPost|activity)(?::|%3A)(\d+)", re.IGNORECASE)


def sniff(sample: Sample) -> float:
    """Know it by the names of its files and columns; files of comments are called the same elsewhere."""
    if any(sample.table(name, "linkedin-shares") for name in sample.named(_SHARES)):
        return CERTAIN
    return LIKELY if any(sample.table(name, "linkedin-comments") for name in sample.named(_COMMENTS)) else NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield shares and comments of the account."""
    with files.opened(request.path) as export:
        for name in export.wanted(_EITHER, "Shares.csv"):
            if _SHARES.search(name):
                for row in csv_table.table(request, export, name, "linkedin-shares", own=True):
                    yield _share(row) if isinstance(row, Post) else row
            else:
                for row in csv_table.table(request, export, name, "linkedin-comments", own=True, backslashes=True):
                    yield _comment(row) if isinstance(row, Post) else row


def _share(post: Post) -> Post:
    urn = _URN.search(post.url)
    text = _QUOTED_END.sub("\n", post.text) if "\n" in post.text else post.text
    return replace(post, text=text, id=urn.group(1) if urn else post.id)


def _comment(post: Post) -> Post:
    """Return a comment with the post it stands below as its parent."""
    urn = _URN.search(post.url)
    return replace(post, kind=PostKind.REPLY, parent_id=urn.group(1) if urn else "")


IMPORTER = Importer(
    interface=1,
    name="linkedin",
    title="LinkedIn, copy of your data (CSV)",
    sniff=sniff,
    read=read,
    cannot_see=("inbound", "threads", "deleted", "direct", "images", "automation"),
)
