"""What published numbers and mailboxes are said to be for. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from auditor.analysis.contact_routes.introductions import introductions
from auditor.analysis.links import graph
from auditor.model import ContactDetail, ContactKind, ContactSource, Page, Snapshot
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text.fold import MARKS, fold, is_unspaced
from auditor.text.role_words import listed

_NEAR = 40
"""Characters between the words and what they introduce. Our default."""
_ANOTHER = re.compile(r"@|\d{5}|\d[\d ()/-]{6}")
"""Another address or number between the two: then the words introduce that one."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a detail is for, where the page says so."""

    name: str
    """Such as `customer service`."""
    lang: str
    """Of the page, two letters; empty where it does not say."""
    kind: ContactKind


@remembered()
def by_purpose(snapshot: Snapshot) -> Mapping[Purpose, tuple[ContactDetail, ...]]:
    """Return the details whose purpose is told by words right before them, in the order of pages."""
    found: dict[Purpose, list[ContactDetail]] = {}
    for detail in snapshot.contacts:
        if detail.source is ContactSource.STRUCTURED or detail.kind is ContactKind.FAX:
            continue
        if name := _named(detail):
            page = graph.at(snapshot, detail.page)
            if page is not None and not _introduces(page, detail, name):
                continue
            lang = page.lang[:2] if page is not None else ""
            found.setdefault(Purpose(name, lang, detail.kind), []).append(detail)
    return {purpose: tuple(details) for purpose, details in found.items()}


def _named(detail: ContactDetail) -> str:
    """Return the purpose that stands before a detail with nothing else to reach in between; empty where none does."""
    shown = fold(detail.shown)
    before, found, _ = fold(detail.context).partition(shown) if shown else ("", "", "")
    if not found:
        return ""
    best, at = "", -1
    for match in _phrases().finditer(before):
        best, at = match[0], match.end()
    between = before[at:] if best else ""
    return _purposes()[best] if best and len(between) <= _NEAR and not _ANOTHER.search(between) else ""


def _introduces(page: Page, detail: ContactDetail, name: str) -> bool:
    """Return whether the words stand with the detail: what merely comes before it, such as the menu's last entry, does not."""
    texts = introductions(page, detail)
    return any(_purposes()[match[0]] == name for text in texts for match in _phrases().finditer(fold(text)))


@cache
def _purposes() -> Mapping[str, str]:
    known = facts("analysis/contact_routes/purposes.toml")
    return {fold(phrase): name for name, own in known.items() for phrase in (*own, *listed("purposes", name))}


@cache
def _phrases() -> re.Pattern[str]:
    longest_first = sorted(_purposes(), key=len, reverse=True)
    spaced = "|".join(re.escape(phrase) for phrase in longest_first if not is_unspaced(phrase))
    unspaced = "|".join(re.escape(phrase) for phrase in longest_first if is_unspaced(phrase))
    return re.compile(rf"(?<![^\W\d_])(?:{spaced})(?![^\W\d_]|[{MARKS}])|(?:{unspaced})")
