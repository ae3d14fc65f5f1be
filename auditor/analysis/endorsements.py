"""Pages that say who wrote of the company or works with it, and whether a link beside it shows that. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bs4 import BeautifulSoup, Tag

from auditor.analysis.links.status import LinkState, judge
from auditor.model import Page, Snapshot
from auditor.resources import facts
from auditor.text.fold import fold

_PAGES, _CHARACTERS, _OF_A_PAGE = 300, 400_000, 5
"""Pages that are looked through, characters of each, and endorsements of one that are told. Our defaults."""
_LINE = 240
"""Characters of the longest text that names an endorsement: what is longer is an article."""
_WIDE, _CLIMB = 1_200, 4
"""Characters of the widest part of a page around such words, and how many elements up it is looked for."""
_LONGEST_NAME = 80
_UNREAD = ("script", "style", "template", "noscript", "nav")


@dataclass(frozen=True, slots=True)
class Endorsement:
    """What a page says of others."""

    page: Page
    words: str
    """As written, what it names included."""
    linked: bool
    """Whether a link stands beside it."""


def of(snapshot: Snapshot) -> Iterator[Endorsement]:
    """Yield the endorsements that pages of the site name, by page; of languages whose words are not known none."""
    for page in snapshot.pages[:_PAGES]:
        html = page.read()[:_CHARACTERS]
        pattern = _pattern(page.lang[:2] or "en")
        if (
            pattern is None
            or not pattern.search(fold(html).replace(">", " >"))
            or judge(snapshot, page.url).state is not LinkState.ALIVE
        ):
            continue
        yield from _on_page(page, html, pattern)


def _on_page(page: Page, html: str, pattern: re.Pattern[str]) -> Iterator[Endorsement]:
    soup, told = BeautifulSoup(html, "lxml"), set[str]()
    for text in soup.find_all(string=True):
        words = " ".join(text.split())
        parent = text.parent
        if not words or len(words) > _LINE or parent is None or parent.find_parent(_UNREAD) or parent.name in _UNREAD:
            continue
        match = pattern.search(fold(words))
        if match is None:
            continue
        around = _around(parent)
        named = _named(words, match, around)
        if named and named not in told:
            told.add(named)
            yield Endorsement(page, named, any(_leads_somewhere(link) for link in around.find_all("a", href=True)))
        if len(told) == _OF_A_PAGE:
            return


def _around(element: Tag) -> Tag:
    """Return the part of the page that belongs to some words: as far up as it stays small, until it holds a link or a picture."""
    found = element
    for _ in range(_CLIMB):
        above = found.parent
        if found.find(["a", "img"]) or above is None or above.name in {"body", "main", "html", "[document]"}:
            break
        if len(above.get_text(" ", strip=True)) > _WIDE:
            break
        found = above
    return found


def _named(words: str, match: re.Match[str], around: Tag) -> str:
    """Return the words with what they name; empty where they name nobody."""
    written = words.split()
    behind = fold(words)[match.end() :].split()
    if behind[1:] and behind[0] in facts("analysis/endorsements.toml")["nobody"]["articles"]:
        behind = behind[1:]
    name = " ".join(written[len(written) - len(behind) :]) if len(behind) <= len(written) else ""
    if name:
        first = re.sub(r"\W", "", fold(behind[0]))
        is_name = name[:1].isupper() and first not in facts("analysis/endorsements.toml")["nobody"]["words"]
        return words if is_name else ""
    pictures = [str(img.get("alt") or "").strip() for img in around.find_all("img")]
    others = [text for text in around.stripped_strings if " ".join(text.split()) != words]
    listed = ", ".join(list(filter(None, [*pictures, *others]))[:3])[:_LONGEST_NAME]
    return f"{words} {listed}".strip() if pictures or any(text[:1].isupper() for text in others) else ""


def _leads_somewhere(link: Tag) -> bool:
    address = str(link["href"]).strip().lower()
    return bool(address) and not address.startswith(("#", "javascript:", "mailto:", "tel:"))


@cache
def _pattern(lang: str) -> re.Pattern[str] | None:
    listed = facts("analysis/endorsements.toml")["phrases"].get(lang)
    if not listed:
        return None
    return re.compile(rf"(?<![\w-])(?:{'|'.join(phrase.replace('(', '(?:') for phrase in listed)})(?![\w-])")
