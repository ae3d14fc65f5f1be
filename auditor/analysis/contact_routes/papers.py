"""Files that stand for a page: a PDF called "Press" or "Contact", and what lies beside the press pages. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from html import escape

from auditor import urls
from auditor.analysis.links.status import LinkState, judge
from auditor.model import Document, LinkKind, Message, Page, Role, Snapshot, message
from auditor.model.remembering import remembered
from auditor.text.file_names import bare, stem
from auditor.text.fold import fold, words
from auditor.text.role_words import listed


def called(snapshot: Snapshot, *roles: Role) -> Iterator[str]:
    """Yield the addresses of links whose text is what pages of any of `roles` are called."""
    names = frozenset().union(*map(phrases, roles))
    for link in snapshot.links:
        if link.kind is LinkKind.ANCHOR and link.text and _is_called(link.text, link.url, names):
            yield link.url


def _is_called(text: str, url: str, names: frozenset[str]) -> bool:
    if _key(text) in names:
        return True
    is_file = urls.path(url).lower().endswith(".pdf")
    return is_file and (_key(bare(text)) in names or _key(stem(url)) in names)


@lru_cache(maxsize=16_384)
def _key(text: str) -> str:
    return " ".join(words(fold(text)))


@cache
def phrases(role: Role) -> frozenset[str]:
    """Return what links to a page of the role are called, in every language known."""
    return frozenset(_key(phrase) for phrase in listed(role.value))


def standing_for(snapshot: Snapshot, *roles: Role) -> tuple[Page, ...]:
    """Return the files that were read and that the site's own links call a page of any of `roles`, as pages."""
    return tuple(_page(snapshot, document, roles) for document in _standing_for(snapshot, *roles))


@remembered(64)
def _standing_for(snapshot: Snapshot, *roles: Role) -> tuple[Document, ...]:
    known = _read(snapshot)
    if not known:
        return ()
    return tuple(known[url] for url in dict.fromkeys(called(snapshot, *roles)) if url in known)


def beside(snapshot: Snapshot, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the files that were read and lie on some pages, as pages without a role."""
    wanted = {page.url for page in pages}
    for document in _read(snapshot).values():
        if not wanted.isdisjoint(document.linked_from):
            yield _page(snapshot, document, ())


@remembered()
def _read(snapshot: Snapshot) -> Mapping[str, Document]:
    """Return the files whose text was read, by address."""
    return {
        one.url: one for one in snapshot.documents if one.text and judge(snapshot, one.url).state is LinkState.ALIVE
    }


def reads(snapshot: Snapshot, url: str) -> bool:
    """Return whether all the text of a file is known, so that what it does not say is not there."""
    found = _read(snapshot).get(url)
    return found is not None and found.whole


def why_unread(snapshot: Snapshot, url: str) -> Message:
    """Return why the text of a file is not known."""
    found = next((one for one in snapshot.documents if one.url == url), None)
    if found is None or found.text is None:
        return message("The text of this file was not read.")
    scan = message("This file has no text, as if it were scanned.")
    return message("Only a part of this file was read.") if found.text else scan


def _page(snapshot: Snapshot, document: Document, roles: tuple[Role, ...]) -> Page:
    text = document.text or ""
    html = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    fetch = snapshot.fetches[document.url]
    title = document.facts.get("title", ("",))[0]
    return Page(document.url, fetch, tuple(sorted(roles)), title=title, text_length=len(text), read=lambda: html)
