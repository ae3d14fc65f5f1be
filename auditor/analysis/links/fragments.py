"""Places inside a page that links name after the `#`: whether they are there, or a script's business. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from selectolax.lexbor import LexborNode

from auditor.analysis.links import graph
from auditor.analysis.links.status import LinkState, Verdict, anchors, judge
from auditor.model import Link, Page, Snapshot, message
from auditor.text import drawn
from auditor.text.parsed import of_trees, tree_of

_CONTROLS = frozenset(
    {
        "role",
        "onclick",
        "aria-controls",
        "aria-haspopup",
        "aria-expanded",
        "data-toggle",
        "data-bs-toggle",
        "data-target",
    }
)
"""Attributes of a link that works a part of the page instead of leading anywhere."""
_PLAIN = frozenset({"href", "title", "target", "rel", "lang", "hreflang"})
"""Attributes by which no script finds a link."""
_AS_WRITTEN = "".join(map(chr, range(0x21, 0x7F))).translate(str.maketrans("", "", '"<>`'))
"""What a URL parser leaves as it is in a fragment (WHATWG URL, fragment percent-encode set)."""
_TRY_IT = message("Follow the link in a browser and see whether anything happens.")
_THERE = message("The page has the place that the link names.")
_MISSING = message("The page has no place of this name, so visitors land at its top.")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that links name."""

    url: str
    """With the fragment."""
    links: tuple[Link, ...]
    verdict: Verdict
    """UNKNOWN where a script may act on the link."""


def places(snapshot: Snapshot, url: str, links: Sequence[Link]) -> Iterator[Place]:
    """Yield the places that `links`, all of them to `url`, name on a living page of the site.

    Left out is what no page has to have: `#` and `#top`, which always work; text fragments; `#!`, `#/` and `#key=value`,
    which are for scripts to read; links that are buttons in all but name.
    """
    target, known = graph.at(snapshot, url), anchors(snapshot, url)
    if target is None or target.needs_script or known is None or judge(snapshot, url).state is not LinkState.ALIVE:
        return
    by_name: dict[str, list[Link]] = {}
    for link in links:
        name = link.fragment.partition(":~:")[0]
        if name and name.casefold() != "top" and not name.startswith(("!", "/")) and "=" not in name:
            by_name.setdefault(name, []).append(link)
    for name, found in by_name.items():
        there = any(not known.isdisjoint(_spellings(link)) for link in found)
        verdict = Verdict(LinkState.ALIVE, _THERE) if there else _missing(snapshot, target, name, found)
        if verdict is not None:
            yield Place(f"{url}#{name}", tuple(found), verdict)


def _spellings(link: Link) -> set[str]:
    """Return the names that a browser looks for: the fragment as it stands in the URL first, then decoded (HTML, 7.4.6.4)."""
    name, written = link.fragment.partition(":~:")[0], link.raw.partition("#")[2].partition(":~:")[0].strip()
    return {name, written, quote(written, safe=_AS_WRITTEN), f"user-content-{name}"}


def _missing(snapshot: Snapshot, target: Page, name: str, links: Sequence[Link]) -> Verdict | None:
    uses = {_use(snapshot, link) for link in links}
    if uses - {"control"} and _may_be_made(target, name):
        return Verdict(LinkState.UNKNOWN, _MISSING.then(message("A script may create it.")), _TRY_IT)
    if "link" in uses:
        return Verdict(LinkState.DEAD, _MISSING)
    acted_on = Verdict(LinkState.UNKNOWN, _MISSING.then(message("A script may act on the link.")), _TRY_IT)
    return acted_on if "styled" in uses else None


def _may_be_made(target: Page, name: str) -> bool:
    """Return whether a script may make the place or act on its name: one that names it, or whose doings nobody sees."""
    html = target.read()
    quoted = (f'="{name}"', f"='{name}'", f"'#{name}'", f'("#{name}"', f"'{name}'", f'"{name}"')
    return (not target.rendered and drawn.names_by_script(html, tree_of(html))) or (
        "<script" in html and any(html.count(part) for part in quoted)
    )


def _use(snapshot: Snapshot, link: Link) -> str:
    """Return whether a link is surely a `link`, surely a script's `control`, or `styled`, so that it may be either."""
    page = graph.at(snapshot, link.page)
    html = page.read() if page is not None else ""
    element = _links(html).get(link.raw.strip())
    if element is None:
        return "styled"
    attributes = set(element.attributes)
    if attributes & _CONTROLS:
        return "control"
    return "link" if attributes <= _PLAIN or tree_of(html).css_first("script") is None else "styled"


def _of_page(html: str) -> Mapping[str, LexborNode]:
    """Return the links of a page by what is written in them, of several that lead to the same place the first."""
    found: dict[str, LexborNode] = {}
    for one in tree_of(html).css("a[href]"):
        found.setdefault((one.attributes.get("href") or "").strip(), one)
    return found


_links = of_trees(_of_page)
