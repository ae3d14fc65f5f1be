"""The words that introduce a contact detail: its own line or card, the term before it, the headings above. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from selectolax.lexbor import LexborNode

from auditor.model import ContactDetail, Page
from auditor.text.finding import Finder
from auditor.text.parsed import of_trees, tree_of

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_FRAME = ("nav", "footer", "header")
_FRAME_NAMES = re.compile(r"(?:^|[-_ ])(?:footer|header|nav|navbar|menu|topbar|sidebar)(?:$|[-_ ])", re.IGNORECASE)
"""Parts of a page where headings above have nothing to do with what stands there, by element and by id or class."""
_CARD = frozenset(
    {"a", "abbr", "address", "article", "aside", "b", "dd", "div", "em", "figcaption", "figure"}
    | {"li", "p", "small", "span", "strong", "td", "tr", "u"}
)
_UNREAD = frozenset({"script", "style"})
_WRITES = ("mailto:", "tel:", "sms:")
_CARD_CHARACTERS = 200
_LABEL_CHARACTERS = 60
_OCCURRENCES = 4
_LONGEST = 400
_BETWEEN = "\x00"
_OF_DOMAINS = re.compile(r"@[\w.-]{1,253}")
_UNSEEN_SIGNS = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Where a word may be broken, and marks that join: nothing is seen of them."""


def introductions(page: Page, detail: ContactDetail) -> tuple[str, ...]:
    """Return the texts that say what `detail` is for, the nearest first.

    Where the detail can't be found in the mark-up, its context is all there is. The domains of addresses say whose they are, not
    what for, and are left out.
    """
    index = _index(page.read())
    places = list(index.places(detail))
    if not places:
        return (_OF_DOMAINS.sub("@", detail.context),)
    said = (_OF_DOMAINS.sub("@", text) for place in places for text in index.introduce(place))
    return tuple(dict.fromkeys(text for text in said if text))


class _Index:
    """One page, gone through once: a page may hold thousands of details.

    A place is the number of nodes that begin before an element; what stands in one is a stretch of these numbers.
    """

    def __init__(self, html: str) -> None:
        self._tree = tree_of(html)  # nodes live no longer than their tree
        self._number: dict[int, int] = {}
        """Of each node, by its `mem_id`."""
        self._links: dict[str, list[LexborNode]] = {}
        """Links by where they lead, as written."""
        self._elsewhere: list[int] = []
        """Numbers of links that lead to other pages."""
        self._strings: list[LexborNode] = []
        self._string_numbers: list[int] = []
        self._headings: list[LexborNode] = []
        self._heading_numbers: list[int] = []
        self._outer: list[int] = []
        """Of each heading, the place in `_headings` of the one it stands under; -1 where it stands under none."""
        self._framed: dict[int, bool] = {}
        root = self._tree.root
        for number, node in enumerate(root.traverse(include_text=True) if root is not None else ()):
            self._add(number, node)
        self._texts = [node.text_content or "" for node in self._strings]
        self._text = Finder(_BETWEEN.join(self._texts))
        self._starts = list(accumulate((len(one) + 1 for one in self._texts), initial=0))

    def _add(self, number: int, node: LexborNode) -> None:
        self._number[node.mem_id] = number
        tag = node.tag
        if tag == "-text":
            self._strings.append(node)
            self._string_numbers.append(number)
        elif tag == "a":
            href = node.attributes.get("href")
            self._links.setdefault((href or "").strip(), []).append(node)
            if href is not None and not href.lower().startswith(_WRITES):
                self._elsewhere.append(number)
        elif tag in _HEADINGS:
            outer = len(self._headings) - 1
            while outer >= 0 and _level(self._headings[outer]) >= _level(node):
                outer = self._outer[outer]
            self._headings.append(node)
            self._heading_numbers.append(number)
            self._outer.append(outer)

    def places(self, detail: ContactDetail) -> Iterator[LexborNode]:
        """Yield the first elements that hold the detail."""
        if detail.href:
            yield from self._links.get(detail.href.strip(), ())[:_OCCURRENCES]
        elif text := (detail.shown or detail.value).strip():
            at = -1
            for number in range(_OCCURRENCES):
                at = self._text.find(text, at + 1)
                if at < 0:
                    yield from self._pieced(text) if not number else ()
                    return
                place = bisect_right(self._starts, at) - 1
                if (holder := self._strings[place].parent) is not None:
                    yield holder
                at = self._starts[place + 1] - 1  # the next one is in another string

    def _pieced(self, text: str) -> Iterator[LexborNode]:
        """Yield the first element that holds a piece of a detail which elements, comments or soft hyphens cut up."""
        pieces = [_UNSEEN_SIGNS.sub("", one) for one in self._texts]
        at = "".join(pieces).find(text)
        begun = list(accumulate((len(one) for one in pieces), initial=0))
        place = bisect_right(begun, at) - 1
        if at >= 0 and (holder := self._strings[place].parent) is not None:
            yield holder

    def introduce(self, place: LexborNode) -> Iterator[str]:
        """Yield the texts that say what stands in an element, the nearest first."""
        card = self._card(place)
        yield self._said(card)
        yield self._label(card)
        if not self._is_framed(place.parent):
            yield from self._above(place)

    def _card(self, place: LexborNode) -> LexborNode:
        """Return the largest element around the detail that is still about it alone: short, and linking nowhere else."""
        card = place
        while (parent := card.parent) is not None and parent.tag in _CARD:
            if len(self._said(parent)) > _CARD_CHARACTERS or self._leads_elsewhere(parent):
                break
            card = parent
        return card

    def _leads_elsewhere(self, element: LexborNode) -> bool:
        at = bisect_right(self._elsewhere, self._number[element.mem_id])
        return at < len(self._elsewhere) and self._elsewhere[at] < self._end(element)

    def _end(self, element: LexborNode) -> int:
        """Return the number of the first node behind an element."""
        node: LexborNode | None = element
        while node is not None:
            if node.next is not None:
                return self._number.get(node.next.mem_id, len(self._number))
            node = node.parent
        return len(self._number)

    def _label(self, card: LexborNode) -> str:
        """Return the short text just before: the term of a definition, a paragraph that stands for a heading."""
        before = card.prev
        while before is not None and not before.is_element_node:
            before = before.prev
        if before is None or (before.tag != "dt" and self._leads_elsewhere(before)):
            return ""
        text = self._said(before)
        return text if len(text) <= _LABEL_CHARACTERS else ""

    def _is_framed(self, element: LexborNode | None) -> bool:
        """Return whether an element is, or stands in, a part of the page that frames it."""
        climbed = []
        found = False
        while element is not None and not found:
            if (known := self._framed.get(element.mem_id)) is not None:
                found = known
                break
            climbed.append(element.mem_id)
            found = _is_frame(element)
            element = element.parent
        self._framed.update(dict.fromkeys(climbed, found))
        return found

    def _above(self, place: LexborNode) -> Iterator[str]:
        """Yield the headings the place stands under, from the nearest outwards."""
        at = bisect_left(self._heading_numbers, self._number[place.mem_id]) - 1
        while at >= 0:
            yield self._said(self._headings[at])
            at = self._outer[at]

    def _said(self, element: LexborNode) -> str:
        """Return the text of an element; of a long one enough to see that it is long."""
        parts: list[str] = []
        length = 0
        end = self._end(element)
        for at in range(bisect_left(self._string_numbers, self._number[element.mem_id]), len(self._strings)):
            if self._string_numbers[at] >= end or length > _LONGEST:
                break
            part = self._texts[at].strip()
            if part and self._is_read(self._strings[at], element):
                parts.append(part)
                length += len(part) + 1
        return " ".join(" ".join(parts).split())

    def _is_read(self, string: LexborNode, element: LexborNode) -> bool:
        holder = string.parent
        return holder is None or holder.tag not in _UNREAD or holder.mem_id == element.mem_id


_index = of_trees(_Index)


def _level(heading: LexborNode) -> int:
    return int((heading.tag or "h6")[1])


def _is_frame(element: LexborNode) -> bool:
    if element.tag in _FRAME:
        return True
    if element.tag in {"body", "html"}:
        return False
    attributes = element.attributes
    return any(_FRAME_NAMES.search(attributes.get(name) or "") for name in ("id", "class"))
