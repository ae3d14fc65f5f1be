"""Pages of checks in other languages: `<id>.de.md` beside `<id>.md`, with the same headings in that language."""

from __future__ import annotations

from pathlib import Path

from auditor.audit import registry
from auditor.audit.registry import CheckDoc, Known
from auditor.model import messages


def headings() -> tuple[str, ...]:
    """Return the headings that a check's page has in the language of `speaking`."""
    return tuple(map(messages.translated, registry.HEADINGS))


def told(known: Known) -> CheckDoc:
    """Return a check's page in the language of `speaking`, in English where it has none in that one.

    Raises:
        CheckLoadError: there is one, and its headings are not exactly those of `headings`.
    """
    path = page(known)
    return known.doc if path == known.path else registry.parse_doc(path, headings())


def page(known: Known) -> Path:
    """Return the file of a check's page in the language of `speaking`, the English one where there is none in that one."""
    there = (in_language(known.path, code) for code in _codes(messages.voice().code))
    return next((path for path in there if path.is_file()), known.path)


def in_language(page: Path, code: str) -> Path:
    """Return where the page of a check is in another language: `…/dead_media_page.de.md`."""
    return page.with_suffix(f".{code}.md")


def languages(page: Path) -> frozenset[str]:
    """Return the languages other than English that the check of a page has one in, such as `de`."""
    found = page.parent.glob(f"{page.stem}.*.md")
    return frozenset(path.name.removeprefix(f"{page.stem}.").removesuffix(".md") for path in found)


def _codes(code: str) -> tuple[str, ...]:
    """Return what the files of a language may be called, the most exact first: `de-AT`, `de`."""
    return () if code == "en" else tuple(dict.fromkeys((code, code.partition("-")[0])))
