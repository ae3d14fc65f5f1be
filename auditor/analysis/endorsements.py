"""Pages that say who wrote of the company or works with it, and whether a link beside it shows that. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from selectolax.lexbor import LexborNode

from auditor.analysis.links.status import LinkState, judge
from auditor.model import Page, Snapshot
from auditor.resources import facts
from auditor.text.fold import fold
from auditor.text.parsed import tree_of

_PAGES, _CHARACTERS, _OF_A_PAGE = 300, 400_000, 5
"""Pages that are looked through, characters of each, and endorsements of one that are told. Our defaults."""
_LINE = 240
"""Characters of the longest text that names an endorsement: what is longer is an article."""
_WIDE, _CLIMB = 1_200, 4
"""Characters of the widest part of a page around such words, and how many elements up it is looked for."""
_LONGEST_NAME = 80
_UNREAD = frozenset({"script", "style", "template", "noscript", "nav"})
_TOP = frozenset({"body", "main", "html"})


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
    tree, told = tree_of(html), set[str]()
    for text in tree.root.traverse(include_text=True) if tree.root is not None else ():
        words = " ".join((text.text_content or "").split()) if text.is_text_node else ""
        parent = text.parent
        if not words or len(words) > _LINE or parent is None:
            continue
        match = pattern.search(fold(words))
        if match is None or _is_unread(parent):
            continue
        around = _around(parent)
        named = _named(words, match, around)
        if named and named not in told:
            told.add(named)
            yield Endorsement(page, named, any(map(_leads_somewhere, _within(around, "a[href]"))))
        if len(told) == _OF_A_PAGE:
            return


def _is_unread(element: LexborNode | None) -> bool:
    while element is not None:
        if element.tag in _UNREAD:
            return True
        element = element.parent
    return False


def _around(element: LexborNode) -> LexborNode:
    """Return the part of the page that belongs to some words: as far up as it stays small, until it holds a link or a picture."""
    found = element
    for _ in range(_CLIMB):
        above = found.parent
        if above is None or not above.is_element_node or above.tag in _TOP or _is_wide(above):
            break
        if any(_within(found, "a, img")):
            break
        found = above
    return found


def _within(element: LexborNode, selector: str) -> Iterator[LexborNode]:
    """Yield what matches inside an element, itself left out."""
    return (one for one in element.css(selector) if one.mem_id != element.mem_id)


def _is_wide(element: LexborNode) -> bool:
    """Return whether more stands in an element than belongs to a few words."""
    return any(length > _WIDE + 1 for length in accumulate(len(text) + 1 for text in _texts(element)))


def _texts(element: LexborNode) -> Iterator[str]:
    """Yield the texts in an element, programs left out."""
    for node in element.traverse(include_text=True):
        text = (node.text_content or "").strip() if node.is_text_node else ""
        if text and (node.parent is None or node.parent.tag not in {"script", "style"}):
            yield text


def _named(words: str, match: re.Match[str], around: LexborNode) -> str:
    """Return the words with what they name; empty where they name nobody."""
    written = words.split()
    behind = fold(words)[match.end() :].split()
    if behind[1:] and behind[0] in facts("analysis/endorsements.toml")["nobody"]["articles"]:
        behind = behind[1:]
    name = " ".join(written[len(written) - len(behind) :]) if len(behind) <= len(written) else ""
    if name:
        first = re.sub(r"\W", "", fold(behind[0]))
        nobody = facts("analysis/endorsements.toml")["nobody"]
        is_name = name[:1].isupper() and first not in nobody["words"] and first not in nobody["shown"]
        return words if is_name else ""
    pictures = [
        alt for img in _within(around, "img") if _names_somebody(alt := (img.attributes.get("alt") or "").strip())
    ]
    others = [text for text in _texts(around) if " ".join(text.split()) != words]
    listed = ", ".join(list(filter(None, [*pictures, *others]))[:3])[:_LONGEST_NAME]
    return f"{words} {listed}".strip() if pictures or any(text[:1].isupper() for text in others) else ""


def _names_somebody(alt: str) -> bool:
    """Return whether a picture's description may be the name of a paper or a partner, and not what is to be seen there."""
    said = re.findall(r"\w+", fold(alt))
    return bool(said) and not set(said) <= set(facts("analysis/endorsements.toml")["nobody"]["pictures"])


def _leads_somewhere(link: LexborNode) -> bool:
    address = (link.attributes.get("href") or "").strip().lower()
    return bool(address) and not address.startswith(("#", "javascript:", "mailto:", "tel:"))


@cache
def _pattern(lang: str) -> re.Pattern[str] | None:
    listed = facts("analysis/endorsements.toml")["phrases"].get(lang)
    if not listed:
        return None
    return re.compile(rf"(?<![\w-])(?:{'|'.join(phrase.replace('(', '(?:') for phrase in listed)})(?![\w-])")
