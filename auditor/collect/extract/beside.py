"""What stands around a link on a page: its line, the heading above, the boxes it is in; and what that says of whose profile it is."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from auditor import urls
from auditor.model import Beside
from auditor.platforms import whose
from auditor.resources import facts

_ELEMENTS = facts("text/elements.toml")
_BLOCKS = frozenset({*_ELEMENTS["block"], *_ELEMENTS["row"], *_ELEMENTS["cell"], "br", "hr", "footer", "nav", "header"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "dt", "summary", "figcaption", "caption"})
_ENDS = frozenset({"body", "html", "main", "footer", "header", "nav", "aside", "dialog"})
"""What stands outside of these says nothing of what stands inside."""
_QUOTES = frozenset({"blockquote", "q"})
_UNSEEN = frozenset({"script", "style", "template", "noscript", "-comment"})
_DEEPEST, _MOST_SIBLINGS, _SMALL, _LONGEST, _NO_RANK = 12, 60, 220, 400, 8


def of_node(node: LexborNode, page: str, handle: str = "") -> tuple[Beside, str]:
    """Return what the surroundings of a link say, and the words that do. The nearest speaks first.

    Args:
        node: The link.
        page: Address of the page: the texts of links to other pages of its site are no words about this one.
        handle: The name that the profile's holder chose.
    """
    if any(one.tag in _QUOTES for one in _around(node)):
        return Beside.QUOTE, "a quotation"
    text = label(node)
    before, after = line(node, page)
    found = whose.of_words(before, text, after)
    if not found[0] and (lead := _lead_in(node)):
        found = whose.of_words(lead, text)
    if found[0]:
        return found
    near = (_in_box(node, page, text), *map(whose.of_heading, _headings(node)))
    # Who pretends to be the company has its name: a warning over a list says more than what its entries are called.
    first = next((kind for kind in near if kind[0]), (Beside.NOTHING, ""))
    if first[0] is Beside.WARNING:
        return first
    if named := _said_by_name(node, f"{before} {text}", handle):
        return named
    return first if first[0] else whose.of_boxes(_tokens(node))


def _said_by_name(node: LexborNode, line: str, handle: str) -> tuple[Beside, str] | None:
    """Return whose name stands beside the link, where the handle consists of it."""
    for text in (line, next(iter(_headings(node)), "")):
        if handle and (name := whose.named_there(handle, text)) and name != handle:
            return Beside.NAMED, name
    return None


def label(node: LexborNode) -> str:
    """Return all that a link says: its text, title, label and the text of its pictures."""
    said = [node.text(deep=True), *(node.attributes.get(name) or "" for name in ("title", "aria-label"))]
    said += [image.attributes.get("alt") or "" for image in node.css("img[alt]")[:3]]
    return " ".join(" ".join(dict.fromkeys(filter(None, said))).split())[:_LONGEST]


def line(node: LexborNode, page: str) -> tuple[str, str]:
    """Return what stands in the line of an element, before and behind it."""
    before = " ".join(reversed(list(_beside(node, page, back=True))))
    return " ".join(before.split())[-_LONGEST:], " ".join(" ".join(_beside(node, page, back=False)).split())[:_LONGEST]


def _lead_in(node: LexborNode) -> str:
    """Return the line that a list of links follows, where it ends with a colon: "You find us here:"."""
    for box in (node, *_around(node)):
        if box.tag in _ENDS:
            break
        sibling = box.prev
        if sibling is not None and sibling.tag == "-text" and not (sibling.text(deep=True) or "").strip():
            sibling = sibling.prev
        if sibling is None:
            continue
        said = " ".join((sibling.text(deep=True) or "").split()) if sibling.tag not in _UNSEEN | _HEADINGS else ""
        if said.endswith((":", "\uff1a")) and len(said) <= _LONGEST:
            return said
        if box.tag not in {"li", "a", "span"}:
            break
    return ""


def _words(node: LexborNode, page: str) -> str:
    """Return an element's text without that of links to other pages of the site: menus say nothing of what stands beside."""
    if node.tag in _UNSEEN:
        return ""
    if node.tag == "a":
        target = urls.resolve(node.attributes.get("href") or "", page)
        return " " if target is None or urls.same_site(target.url, page) else node.text(deep=True) or ""
    if node.tag == "-text" or node.css_first("a") is None:
        return node.text(deep=True) or ""
    said, child = [], node.child
    for _ in range(_MOST_SIBLINGS):
        if child is None:
            break
        said.append(_words(child, page))
        child = child.next
    return " ".join(said)


def _beside(node: LexborNode, page: str, *, back: bool) -> Iterator[str]:
    """Yield the texts before or behind an element, the nearest first, up to where a line begins or ends."""
    here = node
    for _ in range(_DEEPEST):
        sibling = here.prev if back else here.next
        for _ in range(_MOST_SIBLINGS):
            if sibling is None:
                break
            if sibling.tag in _BLOCKS:
                return
            yield _words(sibling, page)
            sibling = sibling.prev if back else sibling.next
        parent = here.parent
        if parent is None or parent.tag in _BLOCKS or parent.tag in _ENDS:
            return
        here = parent


def _around(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around one, the innermost first, the page's own parts left out."""
    here = node.parent
    for _ in range(_DEEPEST):
        if here is None or here.tag in {"body", "html", "main"}:
            return
        yield here
        here = here.parent


def _in_box(node: LexborNode, page: str, text: str) -> tuple[Beside, str]:
    """Return what the small boxes say that hold little more than the link: `<div><p>Website by …</p><ul>icons</ul></div>`."""
    here = node
    before: list[str] = []
    for box in _around(node):
        if box.tag in _ENDS:
            break
        sibling = here.prev
        for _ in range(_MOST_SIBLINGS):
            if sibling is None:
                break
            before.insert(0, _words(sibling, page))
            sibling = sibling.prev
        if len(" ".join((box.text(deep=True) or "").split())) > _SMALL:
            break
        said = " ".join(" ".join(before).split())
        if said and "\u00a9" not in said and (found := whose.of_words(said, text))[0]:
            return found
        here = box
    return Beside.NOTHING, ""


def _headings(node: LexborNode) -> list[str]:
    """Return the headings above an element, in the part of the page that it stands in, the nearest first."""
    found: list[str] = []
    lowest = _NO_RANK
    here: LexborNode | None = node
    for _ in range(_DEEPEST):
        if here is None or here.tag in _ENDS:
            break
        sibling = here.prev
        for _ in range(_MOST_SIBLINGS):
            if sibling is None:
                break
            text, rank = _as_heading(sibling)
            if text and rank < lowest:
                found.append(text)
                lowest = rank
            sibling = sibling.prev
        here = here.parent
    return found[:4]


def _as_heading(node: LexborNode) -> tuple[str, int]:
    """Return an element's text, where it is a heading or holds nothing else, and its rank."""
    text = " ".join((node.text(deep=True) or "").split())[:_LONGEST] if node.tag not in _UNSEEN else ""
    if node.tag in _HEADINGS:
        return text, int(node.tag[1]) if node.tag[1:].isdigit() else _NO_RANK - 1
    inner = node.css_first("h1, h2, h3, h4, h5, h6, strong, b") if text and node.tag != "-text" else None
    if inner is None or text.rstrip(":") != " ".join((inner.text(deep=True) or "").split()).rstrip(":"):
        return "", _NO_RANK
    return text, int(inner.tag[1]) if inner.tag in _HEADINGS else _NO_RANK - 1


def _tokens(node: LexborNode) -> Iterator[str]:
    """Yield what classes, ids and properties of the elements around are called, the innermost first."""
    for one in (node, *_around(node)):
        if one.css_first("main, footer, header, nav") is not None:  # the frame of the whole page
            return
        attributes = one.attributes
        for name in ("class", "id", "itemprop"):
            yield from (attributes.get(name) or "").split()[:20]
        if "Person" in (attributes.get("itemtype") or attributes.get("typeof") or ""):
            yield "person"
