"""What a source may import from us: docs/extending/sources.md says what each is for."""

from __future__ import annotations

from auditor.collect.sources import fields
from auditor.collect.sources.base import (
    INTERFACE,
    Errand,
    Source,
    SourceError,
    at,
    live,
    missing,
    unknown,
)
from auditor.collect.sources.paging import by_cursor, by_last_id, by_link, by_number
from auditor.collect.sources.replies import Problem, Reply
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.trial import Tried, trial
from auditor.collect.sources.venues.search import Search, picked
from auditor.model import Existence, Post, Profile

__all__ = [
    "INTERFACE",
    "Errand",
    "Existence",
    "Post",
    "Problem",
    "Profile",
    "Reply",
    "Search",
    "Source",
    "SourceError",
    "SourceSession",
    "Tried",
    "at",
    "by_cursor",
    "by_last_id",
    "by_link",
    "by_number",
    "fields",
    "live",
    "missing",
    "picked",
    "trial",
    "unknown",
]
