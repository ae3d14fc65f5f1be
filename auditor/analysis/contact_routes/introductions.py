"""The words that introduce a contact detail: its own line or card, the term before it, the headings above. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from auditor.model import ContactDetail, Page

_HEADINGS = re.compile(r"h[1-6]")
_FRAME = ("nav", "footer", "header")
_FRAME_NAMES = re.compile(r"(?:^|[-_ ])(?:footer|header|nav|navbar|menu|topbar|sidebar)(?:$|[-_ ])", re.IGNORECASE)
"""Parts of a page where headings above have nothing to do with what stands there, by element and by id or class."""
_CARD = frozenset(
    {"a", "abbr", "address", "article", "aside", "b", "dd", "div", "em", "figcaption", "figure"}
    | {"li", "p", "small", "span", "strong", "td", "tr", "u"}
)
_CARD_CHARACTERS = 200
_LABEL_CHARACTERS = 60
_OCCURRENCES = 4
_LONGEST = 400


def introductions(page: Page, detail: ContactDetail) -> tuple[str, ...]:
    """Return the texts that say what `detail` is for, the nearest first.

    Where the detail can't be found in the mark-up, its context is all there is.
    """
    places = list(_places(_index(page), detail))
    if not places:
        return (detail.context,)
    return tuple(dict.fromkeys(text for place in places for text in _introduce(place) if text))


@dataclass(frozen=True)
class _Index:
    """One page, gone through once: a page may hold thousands of details."""

    links: Mapping[str, list[Tag]]
    """Links by where they lead, as written."""
    strings: Sequence[NavigableString]
    text: str
    """All of them, with a sign between that is in none."""
    starts: Sequence[int]
    """Where each begins in it."""


_BETWEEN = "\x00"


@lru_cache(maxsize=8)
def _index(page: Page) -> _Index:
    tree = BeautifulSoup(page.read(), "lxml")
    links: dict[str, list[Tag]] = {}
    for link in tree.find_all("a"):
        if isinstance(link, Tag):
            links.setdefault(str(link.get("href", "")).strip(), []).append(link)
    strings = [one for one in tree.descendants if isinstance(one, NavigableString) and one]
    starts = list(accumulate((len(one) + 1 for one in strings), initial=0))
    return _Index(links, strings, _BETWEEN.join(strings), starts)


def _places(index: _Index, detail: ContactDetail) -> Iterator[Tag]:
    """Yield the first elements that hold the detail."""
    if detail.href:
        yield from index.links.get(detail.href.strip(), ())[:_OCCURRENCES]
    elif text := (detail.shown or detail.value).strip():
        at = -1
        for _ in range(_OCCURRENCES):
            at = index.text.find(text, at + 1)
            if at < 0:
                return
            number = bisect_right(index.starts, at) - 1
            if (holder := index.strings[number].parent) is not None:
                yield holder
            at = index.starts[number + 1] - 1  # the next one is in another string


def _introduce(place: Tag) -> Iterator[str]:
    card = _card(place)
    yield _text(card)
    yield _label(card)
    if not any(map(_is_frame, place.parents)):
        yield from _headings(place)


def _is_frame(element: Tag) -> bool:
    if element.name in _FRAME:
        return True
    classes = element.get("class") or ()
    names = (str(element.get("id") or ""), classes if isinstance(classes, str) else " ".join(classes))
    return element.name not in {"body", "html"} and any(map(_FRAME_NAMES.search, names))


def _card(place: Tag) -> Tag:
    """Return the largest element around the detail that is still about it alone: short, and linking nowhere else."""
    card = place
    while (parent := card.parent) is not None and parent.name in _CARD:
        if len(_text(parent)) > _CARD_CHARACTERS or _links_elsewhere(parent):
            break
        card = parent
    return card


def _links_elsewhere(element: Tag) -> bool:
    links = element.find_all("a", href=True)
    return any(
        not str(link["href"]).lower().startswith(("mailto:", "tel:", "sms:")) for link in links if isinstance(link, Tag)
    )


def _label(card: Tag) -> str:
    """Return the short text just before: the term of a definition, a paragraph that stands for a heading."""
    before = card.find_previous_sibling()
    if not isinstance(before, Tag) or (before.name != "dt" and _links_elsewhere(before)):
        return ""
    text = _text(before)
    return text if len(text) <= _LABEL_CHARACTERS else ""


def _headings(place: Tag) -> Iterator[str]:
    """Yield the headings the place stands under, from the nearest outwards."""
    level = 7
    for element in _preceding_headings(place):
        if int(element.name[1]) < level:
            level = int(element.name[1])
            yield _text(element)
        if level == 1:
            return


def _preceding_headings(place: Tag) -> Iterator[Tag]:
    found: PageElement | None = place.find_previous(_HEADINGS)
    while isinstance(found, Tag):
        yield found
        found = found.find_previous(_HEADINGS)


def _text(element: Tag) -> str:
    """Return the text of an element; of a long one enough to see that it is long."""
    parts: list[str] = []
    length = 0
    for part in element.stripped_strings:
        parts.append(part)
        length += len(part) + 1
        if length > _LONGEST:
            break
    return " ".join(" ".join(parts).split())
