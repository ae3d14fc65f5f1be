"""Chat windows, forms and messengers of other companies on a page: what can be used, and what may be there. Pure.

A chat window whose loader names the account it is for appears as soon as the page's scripts run: a visitor can write there. A form
that a script draws may as well be a newsletter's, so that it is a doubt and no route; a vendor's page in a frame or behind a link is
a form where it loads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.analysis.links import graph
from auditor.model import LinkKind, Page, Place, Snapshot
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text.moves import clicked
from auditor.text.needed import Sought, lowered
from auditor.text.parsed import text_of, tree_of

_LONGEST = 2_000_000
_MOST_LINKS = 3_000
_MOST_HANDLERS = 100
_NO_DIGIT = re.compile(r"\D+")
_FRAME = re.compile(
    r"(?:^|[-_ ])(?:footer|header|nav|navbar|menu|topbar|social|socials|follow)(?:$|[-_ ])", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_IN_TAG = r"(?:[^<>]|<(?![a-z/!]))"
"""A sign within a tag: where another tag begins, the first was never closed."""
_SCRIPT = re.compile(rf"<script\b({_IN_TAG}{{0,4000}}+)>(.*?)(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_SAYS_NOTHING = re.compile(rf"<(?:a|link|meta|img|noscript|/)(?![\w-]){_IN_TAG}{{0,4000}}+>", re.IGNORECASE)
"""Tags that lead or point elsewhere: "Powered by", preconnect, content security policies, counting pixels."""
_NOSCRIPT = re.compile(r"<noscript(?=[\s>]).*?(?:</noscript\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TEXT = re.compile(r">[^<]*")
_DATA = re.compile(r"json|template|text/html", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Messenger:
    """An account of a messenger that a page links."""

    name: str
    """Of the messenger."""
    account: str
    """Name or number, as the link gives it."""
    sure: bool
    """Whether the link can only open a conversation, or the page's own text offers it."""


@remembered()
def machinery(page: Page) -> str:
    """Return the scripts and tags of a page, these in double quotes, without its text and what only points elsewhere."""
    html = _NOSCRIPT.sub(" ", _COMMENT.sub(" ", page.read()[:_LONGEST]))
    scripts: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if not _DATA.search(match[1]):
            scripts.append(match[1] + ">" + match[2])
        return " "

    tags = _TEXT.sub(">", _SAYS_NOTHING.sub(" ", _SCRIPT.sub(keep, html)))
    return "\n".join((tags.replace("'", '"'), *scripts))


@remembered()
def chat(page: Page) -> str:
    """Return whose chat window the page loads, with the account it is for; empty where none is."""
    said, low = machinery(page), _lowered(page)
    return next((name for name, loaded, _ in _patterns("chat") if loaded.are_in(said, low)), "")


@remembered(4_096)
def perhaps(page: Page, group: str) -> str:
    """Return whose `chat` or `form` the scripts of a page may draw; empty where none may."""
    said, low = machinery(page), _lowered(page)
    return next((name for name, _, marks in _patterns(group) if marks.are_in(said, low)), "")


@remembered()
def _lowered(page: Page) -> str:
    return lowered(machinery(page))


def holds(page: Page, patterns: Sought) -> bool:
    """Return whether any of the patterns is in the scripts and tags of a page."""
    return patterns.are_in(machinery(page), _lowered(page))


@cache
def _patterns(group: str) -> tuple[tuple[str, Sought, Sought], ...]:
    known = facts("analysis/contact_routes/widgets.toml")[group]
    return tuple((one["name"], Sought(one.get("loaded", ())), Sought(one.get("marks", ()))) for one in known)


def _any(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


@lru_cache(maxsize=8_192)
def form_vendor(url: str) -> str:
    """Return whose form or booking page an address is; empty where it is none."""
    bare = url.partition("://")[2]
    return next((name for name, known in _form_pages() if known.match(bare)), "")


@cache
def _form_pages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = facts("analysis/contact_routes/widgets.toml")["form"]
    return tuple((one["name"], found) for one in known if (found := _any(one.get("pages", []))) is not None)


@remembered(4_096)
def hosted_forms(snapshot: Snapshot, page: Page) -> tuple[tuple[str, str], ...]:
    """Return (address, vendor) of the forms that a page frames or links in its own text, the footer's aside."""
    found: dict[str, str] = {}
    for link in graph.links_on(snapshot, page.url):
        named = link.kind is LinkKind.ANCHOR and link.place is Place.MAIN
        if (named or link.kind is LinkKind.FRAME) and (vendor := form_vendor(link.url)):
            found.setdefault(link.url, vendor)
    return tuple(found.items())


@remembered()
def messengers(page: Page) -> tuple[Messenger, ...]:
    """Return the accounts of messengers that a page links or names, each once, those that are sure first."""
    found: dict[tuple[str, str], Messenger] = {}
    for one in (*_linked(page), *_named(page)):
        known = found.get((one.name, one.account.lower()))
        if known is None or (one.sure and not known.sure):
            found[one.name, one.account.lower()] = one
    return tuple(sorted(found.values(), key=lambda one: not one.sure))


@lru_cache(maxsize=1_024)
def messenger_of(href: str) -> str:
    """Return the name of the messenger that a link opens; empty where it opens none."""
    return next((name for name, _, links, _ in _messengers() if links.search(href)), "")


@remembered()
def rung(page: Page) -> frozenset[str]:
    """Return the digits of the numbers that a page links to be rung."""
    found = tree_of(page.read()[:_LONGEST]).css("a[href^='tel:' i]")[:_MOST_LINKS]
    return frozenset(_NO_DIGIT.sub("", unquote(node.attributes.get("href") or "")) for node in found)


def _linked(page: Page) -> Iterator[Messenger]:
    html = page.read()
    tree = tree_of(html[:_LONGEST])
    for node, href in (*_anchors(tree), *_pressed(tree, html, page.url)):
        for name, talks, links, _ in _messengers():
            if (match := links.search(href)) is not None:
                account = next((group for group in match.groups() if group), "")
                yield Messenger(name, account, talks or not in_frame(node))


def _anchors(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    for node in tree.css("a[href], area[href]")[:_MOST_LINKS]:
        yield node, (node.attributes.get("href") or "").strip()[:2_000]


def _pressed(tree: LexborHTMLParser, html: str, url: str) -> Iterator[tuple[LexborNode, str]]:
    """Yield what opens when something else than a link is pressed: by a handler, an attribute, a form or a script."""
    if not _opens_messenger(html):
        return
    for name in ("data-href", "data-url", "data-link", "xlink:href", "formaction", "action"):
        attribute = name.replace(":", r"\:")
        yield from ((node, node.attributes.get(name) or "") for node in tree.css(f"[{attribute}]")[:_MOST_HANDLERS])
    for node in tree.css("[onclick], a[href^='javascript' i]")[:_MOST_HANDLERS]:
        script = node.attributes.get("onclick") or unquote(node.attributes.get("href") or "")
        yield from ((node, reference) for reference in clicked(script, url))
    for node in tree.css("script:not([src])")[:_MOST_HANDLERS]:
        yield from ((node, reference) for reference in clicked(node.text(), url))


@lru_cache(maxsize=64)
def _opens_messenger(html: str) -> bool:
    """Return whether a page names a messenger's address anywhere: nearly none does besides its links."""
    low = lowered(html)
    return any(links.are_in(html, low) for links in _links_of_messengers())


@cache
def _links_of_messengers() -> tuple[Sought, ...]:
    known = facts("analysis/contact_routes/widgets.toml")["messenger"]
    return tuple(Sought(one["links"]) for one in known if not one["links"][0].startswith("^"))


def in_frame(node: LexborNode | None) -> bool:
    """Return whether a link stands in a menu or a footer."""
    for _ in range(40):
        if node is None:
            return False
        names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
        if node.tag in {"nav", "footer", "header"} or (node.tag not in {"body", "html"} and _FRAME.search(names)):
            return True
        node = node.parent
    return False


def _named(page: Page) -> Iterator[Messenger]:
    """Yield accounts that stand in the text, as where the app is a phone's and nothing can be linked."""
    text = text_of(page.read()[:_LONGEST])
    low = lowered(text)
    for name, _, _, said in _messengers():
        for match in said.found_in(text, low):
            yield Messenger(name, match[1], sure=True)


@cache
def _messengers() -> tuple[tuple[str, bool, re.Pattern[str], Sought], ...]:
    known = facts("analysis/contact_routes/widgets.toml")["messenger"]
    return tuple(
        (one["name"], one["talks"], links, Sought(one.get("said", ())))
        for one in known
        if (links := _any(one["links"])) is not None
    )
