"""HTML → what a page is called, what it links to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor import urls
from auditor.collect.extract import clickable
from auditor.model import Link, LinkKind, Place
from auditor.text import drawn, placeholder_urls
from auditor.text.moves import refresh
from auditor.text.visible import visible_text

_REFERENCES = (
    "a[href], area[href], img[src], img[srcset], source[src], source[srcset], video[src], video[poster], audio[src], "
    "track[src], embed[src], object[data], iframe, frame[src], link[href][rel], script[src], input[type=image][src], "
    "meta[http-equiv], turbo-frame[src], include-fragment[src], [hx-get][hx-trigger]"
)
_LINK_RELS = {
    "stylesheet": LinkKind.STYLESHEET,
    "icon": LinkKind.ICON,
    "apple-touch-icon": LinkKind.ICON,
    "canonical": LinkKind.CANONICAL,
    "alternate": LinkKind.ALTERNATE,
}
"""Other relations are none that a visitor follows; preconnect and dns-prefetch name hosts, not pages."""
_TAG_KINDS = {
    "a": LinkKind.ANCHOR,
    "area": LinkKind.ANCHOR,
    "img": LinkKind.IMAGE,
    "input": LinkKind.IMAGE,
    "iframe": LinkKind.FRAME,
    "frame": LinkKind.FRAME,
    "turbo-frame": LinkKind.FRAME,
    "include-fragment": LinkKind.FRAME,
    "script": LinkKind.SCRIPT,
}
"""The elements of Turbo and of GitHub's own fill themselves with another page, as frames do."""
_ENTERS = re.compile(r"\b(?:load|revealed|intersect)\b")
"""What htmx puts into the page by itself, rather than when something is pressed."""
_WAITS = re.compile(r"data-[\w-]{0,40}src")
"""Where a frame's address stands until the frame comes into view, or until visitors consent to it."""
_PLACES = (
    (Place.FOOTER, "footer, [role=contentinfo], #footer, .footer"),
    (Place.NAV, "nav, [role=navigation], #nav, .nav, .menu, #menu"),
    (Place.HEADER, "header, [role=banner], #header, .header"),
)
_ANY_PLACE = ", ".join(selector for _, selector in _PLACES)
_SORTS = re.compile(r"\?C=[NMSD][;&]O=[AD]")
"""Column heads of a web server's list of files: the same page in another order."""
_REWRITTEN_MAIL = re.compile(
    r"https?://(?:[\w-]+\.)?(?:safelinks\.protection\.outlook\.com|urldefense\.(?:proofpoint\.)?com)/[^#]*?(?:url=|u=|__)mailto",
    re.IGNORECASE,
)
_SRCSET_URL = re.compile(r"[\s,]*+(\S+)")
_MOST_LINKS = 5_000
_TEXT = 200
_NOSCRIPT = re.compile(r"<noscript(?=[\s>])[^>]{0,2000}>", re.IGNORECASE)
_NOSCRIPT_END = re.compile(r"</noscript\s*>", re.IGNORECASE)
_NEEDS_SCRIPT = re.compile(r"javascript|java script", re.IGNORECASE)


_Attributes = Mapping[str, str | None]
_LONG = 3_000
"""Characters beyond which nothing asks what exactly a page says: it is neither empty nor a wall nor an error page."""


@dataclass(frozen=True)
class Document:
    """One page, parsed once."""

    html: str
    url: str
    """Where it was found after redirects; references resolve against it."""
    encoding: str = "utf-8"
    """In which browsers send what its links hold behind a question mark."""

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as a browser with scripts on parses it: what stands in `<noscript>` is not there."""
        return LexborHTMLParser(self._noscript[0])

    @property
    def whole_tree(self) -> LexborHTMLParser:
        """The page as a parser without scripts reads it: with what stands in `<noscript>`, where there is any."""
        return self.tree if self._noscript[0] == self.html else LexborHTMLParser(self.html)

    @cached_property
    def _noscript(self) -> tuple[str, str]:
        """The page without its `<noscript>` elements, and what stood in them.

        Taken out before parsing: a parser that does not run scripts puts some of their content elsewhere in the tree.
        """
        kept, taken = [], []
        start = 0
        while (match := _NOSCRIPT.search(self.html, start)) is not None:
            end = _NOSCRIPT_END.search(self.html, match.end())
            if end is None:
                break
            kept.append(self.html[start : match.start()])
            taken.append(self.html[match.end() : end.start()])
            start = end.end()
        return "".join((*kept, self.html[start:])), " ".join(taken)

    @cached_property
    def base(self) -> str:
        """What references resolve against: the first `<base href>` that is a web address, else the page."""
        node = self.tree.css_first("base[href]")
        found = urls.resolve(attribute(node, "href"), self.url) if node is not None else None
        return found.url if found is not None else self.url

    @cached_property
    def title(self) -> str:
        """The title element's text."""
        return text_of(self.tree.css_first("title"))

    @cached_property
    def heading(self) -> str:
        """The first h1 that says something; an image in it speaks by its alternative text."""
        return next((text for node in self.tree.css("h1")[:5] if (text := _label(node))), "")

    @cached_property
    def lang(self) -> str:
        """The html element's language in lower case."""
        node = self.tree.css_first("html[lang]")
        return attribute(node, "lang").strip().lower()[:35] if node is not None else ""

    @cached_property
    def text(self) -> str:
        """What a visitor reads."""
        return visible_text(self.tree)

    @cached_property
    def text_length(self) -> int:
        """Characters a visitor sees; for long pages as good as counted."""
        body = self.tree.body
        if body is None:
            return 0
        unseen = sum(len(node.text() or "") for node in self.tree.css("body script, body style, body template"))
        rough = len(body.text(deep=True)) - unseen
        return rough if rough > _LONG else len(self.text)

    @property
    def short_text(self) -> str:
        """What a visitor reads on a page short enough that it may be something else than a page; else empty."""
        return self.text if self.text_length <= _LONG else ""

    @property
    def needs_script(self) -> bool:
        """Whether the page shows next to nothing until its scripts have run.

        Told by an empty application shell, or a note in `<noscript>` that asks for JavaScript, with hardly any text beside.
        """
        if self.text_length > 200 or self.tree.css_first("script") is None:
            return False
        shell = self.tree.css_first(drawn.SHELL)
        if shell is not None and not shell.text(strip=True):
            return True
        if drawn.is_drawn(self.tree, self.text):
            return True
        return _NEEDS_SCRIPT.search(self._noscript[1]) is not None

    @cached_property
    def types(self) -> tuple[str, ...]:
        """Names of the schema.org types in its JSON-LD, sorted."""
        found: set[str] = set()
        for node in self.tree.css('script[type="application/ld+json"]')[:20]:
            found |= _types(node.text() or "")
        return tuple(sorted(found))


def _types(text: str) -> set[str]:
    try:
        todo = [json.loads(text[:500_000])]
    except (ValueError, RecursionError):
        return set()
    found: set[str] = set()
    while todo and len(found) < 100:
        item = todo.pop()
        if isinstance(item, list):
            todo += item
        elif isinstance(item, Mapping):
            named = item.get("@type")
            found |= {str(name) for name in (named if isinstance(named, list) else [named]) if isinstance(name, str)}
            todo += [value for value in item.values() if isinstance(value, list | dict)]
    return found


def links(document: Document) -> tuple[Link, ...]:
    """Return what the page refers to, in its order, each target once per kind, fragment and text."""
    where = places(document.tree)
    found: dict[tuple[str, LinkKind, str, str], Link] = {}
    for node, attributes, kind, raw in _all_references(document):
        target = urls.resolve(raw if raw.isascii() else urls.with_query_in(raw, document.encoding), document.base)
        odd = target is None or "@" in raw or ":" in raw[8:]  # hardly any
        wrong = odd and kind in _SHOWN and _is_nowhere(document, raw)
        if (target is None and not wrong) or (
            target is not None and "mail" in target.url and _is_mail_link(target.url)
        ):
            continue
        text = _label(node) if kind is LinkKind.ANCHOR else (attributes.get("alt") or "")[:_TEXT]
        place = where.get(node.mem_id, Place.MAIN)
        if wrong or target is None:
            link = Link(document.url, raw[:_TEXT], LinkKind.BROKEN, text, "", place, raw[:1_000])
        else:
            link = Link(document.url, target.url, kind, text, target.fragment[:_TEXT], place, raw[:1_000])
        found.setdefault((link.url, link.kind, link.fragment, link.text), link)
        if len(found) >= _MOST_LINKS:
            break
    return tuple(found.values())


_SHOWN = frozenset({LinkKind.ANCHOR, LinkKind.IMAGE, LinkKind.FRAME})


def _is_nowhere(document: Document, raw: str) -> bool:
    """Return whether an address leads nowhere whatever the network says; one that a script fills in may lead anywhere."""
    return bool(placeholder_urls.reason(raw)) and not (placeholder_urls.is_template(raw) and "<script" in document.html)


def _is_mail_link(url: str) -> bool:
    """Return whether a web address stands for a mail address: rewritten by a guard against spam, or by a mail program."""
    if "/cdn-cgi/l/email-protection" in url:
        return True
    return "mailto" in url and _REWRITTEN_MAIL.match(url) is not None


def _all_references(document: Document) -> Iterator[tuple[LexborNode, _Attributes, LinkKind, str]]:
    for node in document.tree.css(_REFERENCES):
        attributes = node.attributes
        for kind, raw in _references(node, attributes):
            if raw[:1] in {"j", "J"} and raw[:11].lower() == "javascript:":
                for reference in clickable.of_script(raw, document.url):
                    yield node, attributes, kind, reference
            else:
                yield node, attributes, kind, raw
    for node, raw in clickable.found(document.tree, document.html, document.url):
        yield node, node.attributes, LinkKind.ANCHOR, raw


def _references(node: LexborNode, attributes: _Attributes) -> Iterable[tuple[LinkKind, str]]:
    """Return (kind, reference as written) of an element, each."""
    tag = node.tag or ""
    if tag == "a":
        value = attributes.get("href")
        return ((LinkKind.ANCHOR, value.strip()),) if value and not _SORTS.fullmatch(value.strip()) else ()
    if tag == "meta":
        return _refresh(attributes)
    if tag == "link":
        rels = (attributes.get("rel") or "").lower().split()
        kind = next((_LINK_RELS[rel] for rel in rels if rel in _LINK_RELS), None)
        return ((kind, (attributes.get("href") or "").strip()),) if kind else ()
    return _embedded(node, tag, attributes)


def _embedded(node: LexborNode, tag: str, attributes: _Attributes) -> Iterator[tuple[LinkKind, str]]:
    if tag == "iframe":
        yield from _framed(attributes)
        return
    kind = _TAG_KINDS.get(tag, LinkKind.MEDIA)
    if tag == "source" and node.parent is not None and node.parent.tag == "picture":
        kind = LinkKind.IMAGE
    if tag in {"object", "embed"} and (attributes.get("type") or "").lower().startswith("text/html"):
        kind = LinkKind.FRAME
    if "hx-get" in attributes:
        if (value := attributes["hx-get"]) and _ENTERS.search(attributes.get("hx-trigger") or ""):
            yield LinkKind.FRAME, value.strip()
        return
    for name in ("href", "src", "data"):
        if value := attributes.get(name):
            yield kind, value.strip()
    if value := attributes.get("poster"):
        yield LinkKind.IMAGE, value.strip()
    for value in _candidates(attributes.get("srcset") or ""):
        yield LinkKind.IMAGE, value


def _framed(attributes: _Attributes) -> Iterator[tuple[LinkKind, str]]:
    """Yield what a frame shows, at once or later: an address that waits in an attribute is put in by a script."""
    shown = (attributes.get("src") or "").strip()
    if shown and not shown.lower().startswith(("about:", "data:")):
        yield LinkKind.FRAME, shown
        return
    for name, value in attributes.items():
        if value and _WAITS.fullmatch(name):
            yield LinkKind.FRAME, value.strip()
            return


def _refresh(attributes: _Attributes) -> Iterator[tuple[LinkKind, str]]:
    if (attributes.get("http-equiv") or "").lower() == "refresh":
        said = refresh(attributes.get("content") or "")
        if said is not None and said.reference:
            yield LinkKind.REFRESH, said.reference


def _candidates(srcset: str) -> Iterator[str]:
    """Yield the URLs of a srcset: each up to white space, then a descriptor up to the next comma."""
    position = 0
    for _ in range(50):
        match = _SRCSET_URL.match(srcset, position)
        if match is None:
            return
        url = match.group(1)
        if url.endswith(","):
            position = match.end()
        else:
            comma = srcset.find(",", match.end())
            position = len(srcset) if comma < 0 else comma + 1
        if stripped := url.rstrip(","):
            yield stripped


def places(tree: LexborHTMLParser) -> dict[int, Place]:
    """Return where links stand, by node; what is in none of these stands in the main part."""
    found: dict[int, Place] = {}
    for place, selector in _PLACES if tree.css_first(_ANY_PLACE) is not None else ():
        within: set[int] = set()
        for box in tree.css(selector):
            if box.mem_id in within:  # each element is passed once, however deep boxes stand within each other
                continue
            within |= {inner.mem_id for inner in box.css(selector)}
            for node in box.css("a[href], img"):
                if node.mem_id != box.mem_id:
                    found.setdefault(node.mem_id, place)
    for node in tree.css("head link, head meta, head script"):
        found[node.mem_id] = Place.HEAD
    return found


def attribute(node: LexborNode, name: str) -> str:
    """Return an attribute's value; empty where it is missing."""
    return node.attributes.get(name) or ""


def text_of(node: LexborNode | None) -> str:
    """Return the beginning of an element's text on one line; empty where there is no element."""
    if node is None:
        return ""
    return " ".join(node.text(deep=True).split())[:_TEXT]


def _label(node: LexborNode) -> str:
    """Return an element's text; without any, what its label or the image in it says."""
    if node.tag in {"area", "input"} and (said := attribute(node, "alt") or attribute(node, "value")):
        return " ".join(said.split())[:_TEXT]
    if text := text_of(node):
        return text
    if label := attribute(node, "aria-label") or attribute(node, "title"):
        return " ".join(label.split())[:_TEXT]
    image = node.css_first("img[alt]")
    return " ".join(attribute(image, "alt").split())[:_TEXT] if image is not None else ""
