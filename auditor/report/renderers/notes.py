"""Notes in Markdown as HTML: what people wrote themselves, and yet nothing that runs, is fetched or breaks the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeVar
from xml.etree.ElementTree import Element

import nh3
from lxml import html
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from auditor.report.notes import Notes
from auditor.report.presentation import PresentationError
from auditor.report.renderers.texts import is_web, plain, xml_legal

_HEADING = re.compile(r"#{1,6}\s+(.+?)(?:\s+#+)?")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dl", "dt", "em", "hr", "i", "ins", "kbd", "li", "mark",
    "ol", "p", "pre", "q", "s", "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul", *_HEADINGS,
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
MOST_BRACKETS = 1_000
"""Opening square brackets of a note: what reads Markdown takes minutes for twenty thousand."""
DEEPEST = 40
"""Elements inside one another. Our default: no page has room for more."""
_SPEAKS_FOR_ITSELF = ("mailto:", "tel:", "http://", "https://")


class _HasFingerprint(Protocol):
    @property
    def fingerprint(self) -> str: ...


_Told = TypeVar("_Told", bound=_HasFingerprint)


def require_sound(written: Mapping[str, str]) -> None:
    """See that notes can be shown.

    Args:
        written: Markdown by the name of the file without its ending.

    Raises:
        PresentationError: one is nested so deep that nobody could read it.
    """
    for name, text in written.items():
        if text.count("[") > MOST_BRACKETS:
            raise PresentationError(
                f"notes/{name}.md: has more than {MOST_BRACKETS:,} square brackets; split or shorten it"
            )
        if _is_deep(text):
            raise PresentationError(f"notes/{name}.md: lists or quotes stand too deep inside one another")


def _is_deep(text: str) -> bool:
    try:
        return any(len(list(element.iterancestors())) > DEEPEST for element in tree(text).iter())
    except RecursionError:
        return True


def tree(text: str) -> Any:
    """Return Markdown as an element of lxml around what it says: HTML by our list, links that show honestly where they go.

    Raises:
        RecursionError: it is nested too deep.
    """
    reader = Markdown(extensions=["sane_lists", "tables", "fenced_code"], output_format="html")
    reader.treeprocessors.register(_Words(reader), "words", 0)
    cleaned = nh3.clean(
        reader.convert(xml_legal(plain(text))),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
    root = html.fragment_fromstring(xml_legal(plain(cleaned)), create_parent="div")
    for element in list(root.iter()):
        if element.tag == "a" and not _is_honest(element.get("href", "")):
            element.tag = "span"
            element.attrib.clear()
        elif element.tag == "th":
            element.set("scope", "col")
    return root


@lru_cache(maxsize=1_024)
def note(text: str, level: int, paper: bool) -> Markup:
    """Return a note as HTML.

    Args:
        text: Markdown.
        level: Of its outermost heading, 2 to 6; the others follow it without a gap.
        paper: Whether addresses stand behind their links, since nobody can follow those.
    """
    root = tree(text)
    demote(root, level)
    for link in root.iter("a"):
        link.text = link.text_content()  # boxes inside a link would be links of their own in the PDF
        for child in list(link):
            link.remove(child)
        if paper:
            _tell_address(link)
    inside = "".join(html.tostring(child, encoding="unicode") for child in root)
    return Markup(Markup.escape(root.text or "") + Markup(inside))  # noqa: S704 - cleaned by our list


class _Words(Treeprocessor):
    """Leaves of pictures what they say: none is fetched."""

    def run(self, root: Element) -> None:
        for picture in list(root.iter("img")):
            picture.tag, picture.text = "em", picture.get("alt", "")
            picture.attrib.clear()


@lru_cache(maxsize=1_024)
def words(text: str) -> str:
    """Return what Markdown says, as plain text: a line for each paragraph."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in tree(text).text_content().split("\n"))))


def _is_honest(href: str) -> bool:
    return href.startswith(("mailto:", "tel:")) or is_web(href)


def demote(root: Any, level: int) -> None:
    """Have headings begin at a level and skip none."""
    used = sorted({element.tag for element in root.iter(*_HEADINGS)})
    before = level - 1
    for element in root.iter(*_HEADINGS):
        before = min(level + used.index(element.tag), before + 1, 6)
        element.tag = f"h{before}"


def _tell_address(link: Any) -> None:
    href = link.get("href")
    shown = "".join(link.itertext()).strip()
    if shown in set(_readings(href)):
        return
    beside = html.Element("span", {"class": "address"})
    beside.text = f" ({href.removeprefix('mailto:').removeprefix('tel:')})"
    beside.tail, link.tail = link.tail, None
    link.addnext(beside)


def _readings(href: str) -> Iterator[str]:
    """Yield how a reader may write an address out."""
    for scheme in ("", *_SPEAKS_FOR_ITSELF):
        yield href.removeprefix(scheme)
        yield href.removeprefix(scheme).rstrip("/")


def parted(items: Sequence[_Told], most: int, written: Notes) -> tuple[tuple[_Told, ...], tuple[_Told, ...]]:
    """Return the first of findings, with all that somebody wrote a note on, and the others, both in their order.

    Args:
        items: Whatever has a fingerprint.
        most: How many are the first.
        written: The notes.
    """
    first = tuple(one for number, one in enumerate(items) if number < most or one.fingerprint in written.findings)
    taken = set(map(id, first))
    return first, tuple(one for one in items if id(one) not in taken)


def headed(text: str, usual: str) -> tuple[str, str]:
    """Return the heading that a note begins with and the rest of it; where it begins with none, `usual` and all of it."""
    first, _, rest = text.lstrip().partition("\n")
    found = _HEADING.fullmatch(first.strip())
    return (words(found[1]), rest) if found else (usual, text)
