"""What a visitor reads first on a page: its main part without menus, banners, drawers and what only scripts or sheets show.

The classes by which frames are told are facts, in `lead.toml`. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from auditor.resources import facts
from auditor.text.parsed import tree_of
from auditor.text.visible import Layout, Mark, attributes_of, lay_out

_MOST_LINES = 14
"""Blocks at the beginning of the main part that are looked at."""
_MENU = 5
"""Links in a row, each a block of its own, that are a menu."""
_GLUED = re.compile(r"(?<!\w)(404)(?=[^\W\d])")
"""A number in an element of its own, written without a space before what follows."""
_LEAST_TEXT = 12
"""Characters below which a part that calls itself main is not it."""
_PARAGRAPH = 160
"""Characters of a block that is a paragraph, not a caption."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTED = frozenset({"li", "dd", "dt", "details", "summary", "blockquote", "figcaption"})
_TALKS = frozenset({"textarea", "a", "input"})
_TAGS = _HEADINGS | _LISTED | _TALKS | {"main", "img"}
_NEVER_FRAMES = _HEADINGS | _TALKS | {"html", "body", "main", "img"}
_LONGEST_NAME = 60
_ASKED = re.compile(
    r' role="main"| id="(?:main|content|main-?content|page-?content)"|(?:class|id)="[^"]*(?:404|not-?found|error)',
    re.IGNORECASE,
)
_MAIN = re.compile(r'(?: role="main"| id="(?:main|content|main-?content|page-?content)")', re.IGNORECASE)
_DETAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w|(?<!\d)(?:\+|0)\d[\d ()/-]{6,20}\d")
_MOST_TEXT = 5_000
_ERROR = re.compile(r"(?:404|not[-_]?found|no-?route|error[-_]?page|page[-_]?error)", re.IGNORECASE)
_CLASS = re.compile(r'(?:class|id)="([^"]*)"')
_HAS_MAIN = re.compile(r"<main[\s>]|role\s*=\s*[\"']?main\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lead:
    """The beginning of a page's main part, and what stands about the page in its head."""

    titles: tuple[str, ...]
    """The title, and the one for sharing."""
    description: str
    headings: tuple[str, ...]
    """The first headings of the main part, h1 first where there is one."""
    first: str
    """Text of the first h1; empty where there is none."""
    siblings: int
    """Headings of the level that the main part has most of, below the first."""
    lines: tuple[str, ...]
    """The first blocks, without entries of lists."""
    text: str
    """The whole main part."""
    paragraphs: int
    alternatives: tuple[str, ...]
    """Texts that stand for the main part's pictures."""
    forms: int
    """Fields for messages."""
    contacts: int
    """Links that write or call, addresses and numbers."""
    frames: int
    """Pages of others shown within: maps, forms of services, films."""
    marked: bool
    """A class of the page or of a part speaks of an error."""

    @property
    def length(self) -> int:
        """Characters of the whole main part."""
        return len(self.text)


@lru_cache(maxsize=64)
def lead(html: str) -> Lead:
    """Return what a page begins with."""
    tree = tree_of(html)
    frames = len(tree.css("iframe[src], video, object, embed"))
    layout, main = _main(tree, html)
    text = layout.text[main.start : main.end]
    inside = [mark for mark in layout.marks if main.start <= mark.start and mark.end <= main.end]
    first = next((_text(layout, mark) for mark in inside if mark.tag == "h1" and _text(layout, mark)), "")
    return Lead(
        _titles(tree),
        _meta(tree, "meta[name='description' i], meta[property='og:description' i]"),
        tuple(dict.fromkeys(_text(layout, mark) for mark in inside if mark.tag in _HEADINGS))[:8],
        first,
        max((sum(mark.tag == level for mark in inside) for level in ("h2", "h3", "h4")), default=0),
        _lines(layout, main, inside),
        text,
        sum(len(line) >= _PARAGRAPH for line in text.splitlines()),
        tuple(attributes_of(mark.attributes).get("alt", "") for mark in inside if mark.tag == "img"),
        sum(mark.tag == "textarea" for mark in inside),
        len({mark.attributes for mark in inside if mark.tag == "a" and _writes(mark)})
        + sum(1 for _ in _DETAIL.finditer(text[:_MOST_TEXT])),
        frames,
        any(
            _speaks_of_error(mark) for mark in layout.marks if mark.tag in {"main", "div", "section", "body", "article"}
        ),
    )


def _main(tree: LexborHTMLParser, html: str) -> tuple[Layout, Mark]:
    """Return the page without its frame, and the span of its main part."""
    has_main = _HAS_MAIN.search(html) is not None
    for skips in (_frames if has_main else _frames_and_header, _frames_but_around_main(tree), None):
        layout = lay_out(tree, _ASKED, tags=_TAGS, skips=skips)
        whole = Mark("body", "", 0, len(layout.text))
        mains = [mark for mark in layout.marks if mark.tag == "main" or _MAIN.search(mark.attributes)]
        main = next(
            (mark for mark in mains if mark.end - mark.start >= _LEAST_TEXT or _has_picture(layout, mark)), whole
        )
        is_swallowed = has_main and skips is _frames and not any(map(_is_main, layout.marks))
        if not is_swallowed and (main.end - main.start >= _LEAST_TEXT or _has_picture(layout, main)):
            break
    return layout, main


def _is_main(mark: Mark) -> bool:
    return mark.tag == "main" or 'role="main"' in mark.attributes


def _has_picture(layout: Layout, main: Mark) -> bool:
    return any(
        mark.tag == "img"
        and main.start <= mark.start <= main.end
        and len(attributes_of(mark.attributes).get("alt", "")) >= _LEAST_TEXT
        for mark in layout.marks
    )


def _text(layout: Layout, mark: Mark) -> str:
    return " ".join(layout.text[mark.start : mark.end].split())


def _lines(layout: Layout, main: Mark, inside: list[Mark]) -> tuple[str, ...]:
    listed = [(mark.start, mark.end) for mark in inside if mark.tag in _LISTED]
    linked = [(mark.start, mark.end) for mark in inside if mark.tag == "a"]
    lines: list[tuple[str, bool]] = []
    at = main.start
    for line in _blocks(layout.text[main.start : main.end]):
        start, at = at, at + len(line) + 1
        middle = start + len(line) // 2
        if line.strip() and not any(begins <= middle < ends for begins, ends in listed):
            lines.append(
                (_GLUED.sub(r"\1 ", line.strip()), any(begins <= start and middle < ends for begins, ends in linked))
            )
    return _without_menus(lines)[:_MOST_LINES]


def _blocks(text: str) -> list[str]:
    return text.replace("\t", "\n").split("\n")


def _without_menus(lines: list[tuple[str, bool]]) -> tuple[str, ...]:
    """Return lines without runs of links: a menu without a mark of its own."""
    kept: list[str] = []
    for is_link, run in groupby(lines, key=lambda line: line[1]):
        said = [line for line, _ in run]
        if not is_link or len(said) < _MENU:
            kept += said
    return tuple(kept)


def _writes(mark: Mark) -> bool:
    return 'href="mailto:' in mark.attributes or 'href="tel:' in mark.attributes


def _titles(tree: LexborHTMLParser) -> tuple[str, ...]:
    title = tree.css_first("title")
    shared = _meta(tree, "meta[property='og:title' i], meta[name='twitter:title' i]")
    return tuple(dict.fromkeys(said for said in (" ".join(title.text().split()) if title else "", shared) if said))


def _meta(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return " ".join((node.attributes.get("content") or "").split()) if node else ""


def _speaks_of_error(mark: Mark) -> bool:
    return any(_ERROR.search(value) for value in _CLASS.findall(mark.attributes))


# ---------------------------------------------------------------------------------------------------------------- frames


@cache
def _facts() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    known: dict[str, Any] = facts("text/lead.toml")
    kinds = "|".join(sorted(map(re.escape, known["kinds"]), key=len, reverse=True))
    plain, modifiers = "|".join(map(re.escape, known["plain"])), "|".join(known["modifiers"])
    word = rf"(?:{plain})|(?!(?:{modifiers})[-_])(?:[a-z0-9]{{1,40}}[-_]{{1,2}}){{0,8}}?(?:{kinds})s?(?:[-_0-9].*)?"
    return frozenset(known["tags"]), frozenset(known["roles"]), re.compile(word, re.IGNORECASE)


def _frames(name: str, attributes: str) -> bool:
    """Return whether an element is no part of what a page has to say."""
    tags, roles, _ = _facts()
    if name in tags:
        return True
    if not attributes:
        return False
    if ' aria-hidden="true"' in attributes:
        return True
    if name in _NEVER_FRAMES:
        return False
    if ' role="' in attributes and attributes.split(' role="', 1)[1].split('"', 1)[0].lower() in roles:
        return True
    named = [value for part in (' class="', ' id="') if (value := attributes.partition(part)[2].partition('"')[0])]
    return any(_is_frame(word) for value in named for word in value.split()) and not _ERROR.search(attributes)


@lru_cache(maxsize=20_000)
def _is_frame(word: str) -> bool:
    return len(word) <= _LONGEST_NAME and _facts()[2].fullmatch(word) is not None


def _frames_but_around_main(tree: LexborHTMLParser) -> Callable[[str, str], bool]:
    """Return the same test, but for what the main part lies in, as in `dialog-off-canvas-main-canvas`."""
    around: list[str] = []

    def is_frame(name: str, attributes: str) -> bool:
        if not around:
            around.extend(_around_main(tree))
        return _frames(name, attributes) and not any(f'"{value}"' in attributes for value in around if value)

    return is_frame


def _around_main(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the classes and ids of what the main part lies in; an empty one at last."""
    node = tree.css_first("main, [role='main']")
    while node is not None and (node := node.parent) is not None:
        yield from (value for name in ("class", "id") if (value := node.attributes.get(name)))
    yield ""


def _frames_and_header(name: str, attributes: str) -> bool:
    return name == "header" or _frames(name, attributes)
