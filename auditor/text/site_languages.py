"""The languages a site is in, told page by page, and whether its pages could be recognised by words at all. Pure."""

from __future__ import annotations

from collections import Counter

from auditor.model import Page, Role, Snapshot
from auditor.model.remembering import remembered
from auditor.text.languages import Language, canonical, has_own_script, language_of, named
from auditor.text.parsed import text_of
from auditor.text.role_words import known_languages

_MOST = 40
"""Pages looked at: the home page, then those with a role, then others as they were read."""
_FEWEST_LETTERS = 80
"""Letters of a page below which only its own word makes us believe that it is in a language nobody taught us. Our default."""


def known(language: Language) -> bool:
    """Return whether we know what contact and press pages are called in a language."""
    return language.code in known_languages()


@remembered()
def site_languages(snapshot: Snapshot) -> tuple[Language, ...]:
    """Return the languages of the site's pages, the home page's first, then the most frequent; empty where none can be told."""
    counted = Counter(filter(None, map(page_language, _looked_at(snapshot))))
    home = next((page_language(page) for page in snapshot.pages if _is_home(snapshot, page)), "")
    ranked = sorted(counted, key=lambda code: (code != home, -counted[code], code))
    return tuple(map(named, ranked))


@remembered()
def unknown_language(snapshot: Snapshot) -> str:
    """Return the English name of the site's main language, where what its pages are called in it is not known; else empty.

    Whoever says that a page is missing asks this first: words of a language that nobody taught us prove nothing.
    """
    pages = [page for page in _looked_at(snapshot) if page_language(page)]
    unknown = Counter(code for page in pages if (code := page_language(page)) not in known_languages())
    if not unknown:
        return ""
    main = max(unknown, key=lambda code: (unknown[code], code))
    of_home = any(_is_home(snapshot, page) and page_language(page) == main for page in pages)
    return named(main).name if of_home or unknown[main] * 2 > len(pages) else ""


@remembered()
def page_language(page: Page) -> str:
    """Return the code of a page's language, by its text rather than by what it declares; empty where it can't be told."""
    text = text_of(page.read()) if page.text_length else ""
    found = language_of(text, page.lang)
    if not found or found in known_languages() or found == canonical(page.lang) or has_own_script(found):
        return found
    return found if sum(map(str.isalpha, text)) >= _FEWEST_LETTERS else ""


def _looked_at(snapshot: Snapshot) -> list[Page]:
    read = [page for page in snapshot.pages if page.text_length]
    read.sort(key=lambda page: (not _is_home(snapshot, page), not page.roles))
    return read[:_MOST]


def _is_home(snapshot: Snapshot, page: Page) -> bool:
    return page.has(Role.HOME) or page.url == snapshot.target.site
