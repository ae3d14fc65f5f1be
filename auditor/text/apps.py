"""Not-found pages under status 404 that open what was asked for all the same, as static hosts have them for applications."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from auditor.model.messages import NOTHING, Message, message
from auditor.text import drawn
from auditor.text.moves import refresh
from auditor.text.not_found import not_found_mark
from auditor.text.visible import visible_text

_LONGEST_TEXT, _LONGEST_HTML = 400, 400_000
_FRONT = re.compile(r"(?:/(?:index\.\w+)?)?")
_SAYS_GONE = re.compile(r"404|not.?found|error|missing", re.IGNORECASE)
_NEEDS_SCRIPT = re.compile(
    r"<noscript[^>]{0,200}>[^<]{0,20}(?:<[^>]{0,200}>[^<]{0,300}){0,5}?java\s?script", re.IGNORECASE
)


def opens(html: str, url: str, *, is_home: bool = False) -> Message:
    """Return why a page that came with status 404 may show what was asked for; empty where it does not.

    Args:
        html: The page.
        url: Where it was found.
        is_home: Whether the same page came for the host's front door.
    """
    if "<script" not in html[:_LONGEST_HTML].lower() and "efresh" not in html[:20_000]:
        return NOTHING
    tree = LexborHTMLParser(html[:_LONGEST_HTML])
    if why := _moves_on(tree, url):
        return why
    if is_home and any(drawn.draws(tree)):
        return message(
            "The answer is the application that is the site's home page, and its scripts may show what was asked for."
        )
    text = visible_text(tree)
    if len(text) > _LONGEST_TEXT or _denies(tree, text):
        return NOTHING
    if not text and drawn.leads_on(tree, url):
        return message("A script on the page that comes with it takes visitors on.")
    if drawn.is_shell(tree) or drawn.is_drawn(tree, text) or (len(text) <= 100 and _asks_for_script(html, tree)):
        return message("The page that comes with it is an application whose scripts may show what was asked for.")
    return NOTHING


def _moves_on(tree: LexborHTMLParser, url: str) -> Message:
    """Return that the page takes its visitors to another one at once, and not to the front door."""
    for node in tree.css("meta[http-equiv]")[:20]:
        if (node.attributes.get("http-equiv") or "").strip().lower() == "refresh":
            said = refresh(node.attributes.get("content") or "")
            if said is not None and _is_deep(said.reference, url):
                return message("The page that comes with it takes visitors on to {url}.", url=said.reference[:200])
    by_script = drawn.leads_on(tree, url)
    target = next((reference for reference in by_script.certain if _is_deep(reference, url)), "")
    told = message("A script on the page that comes with it takes visitors on to {url}.", url=target[:200])
    return told if target else NOTHING


def _is_deep(reference: str, url: str) -> bool:
    try:
        here, there = urlsplit(url), urlsplit(reference)
    except ValueError:
        return False
    if not reference or (there.path == here.path and there.netloc in {"", here.netloc} and not there.query):
        return False
    return not (_FRONT.fullmatch(there.path) and not there.query) and _SAYS_GONE.search(there.path) is None


def _denies(tree: LexborHTMLParser, text: str) -> bool:
    """Return whether the page says itself that there is nothing."""
    title, heading = tree.css_first("title"), tree.css_first("h1")
    said = [" ".join(node.text().split()) if node is not None else "" for node in (title, heading)]
    return bool(not_found_mark(said[0], said[1], text)) or "404" in f"{said[0]} {text}"


def _asks_for_script(html: str, tree: LexborHTMLParser) -> bool:
    return _NEEDS_SCRIPT.search(html) is not None and any(drawn.draws(tree))
