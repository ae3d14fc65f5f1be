"""Pages of which the answer holds next to nothing, because a script draws them: told without running it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.resources import facts
from auditor.text.fold import words
from auditor.text.moves import ByScript, by_script

SHELL = "#root, #app, #__next, #__nuxt, app-root, [ng-app], [data-reactroot], [data-server-rendered]"
"""Elements that applications are drawn into by the usual frameworks."""
_SHOWS = "body img, body form, body input, body iframe, body video, body object, body embed, body svg, body canvas, body a[href], frame"
_SCRIPT_TYPES = frozenset({"", "text/javascript", "application/javascript", "module", "text/babel", "text/ecmascript"})
_MOST = 40
_OPENS = re.compile(
    r"\son[a-z]{3,20}\s?=|\spopovertarget\s?=|\scommandfor\s?=|:target|:checked|\sdata-(?:bs-)?(?:toggle|target)\s?=|\saria-(?:controls|expanded)\s?=",
    re.IGNORECASE,
)


def inline_scripts(tree: LexborHTMLParser) -> list[str]:
    """Return what the page's scripts say that are written in it."""
    return [node.text() or "" for node in _scripts(tree) if not node.attributes.get("src")]


def leads_on(tree: LexborHTMLParser, url: str) -> ByScript:
    """Return where the page's own scripts take a visitor as soon as it has loaded."""
    body = tree.body
    on_load = (body.attributes.get("onload") or "") if body is not None else ""
    return by_script(inline_scripts(tree), url, on_load)


def is_drawn(tree: LexborHTMLParser, text: str) -> bool:
    """Return whether a page whose visible text is `text` shows nothing, or that it is loading, until a script has drawn it."""
    if not _says_nothing(text) or not shows_nothing(tree):
        return False
    return any(draws(tree))


def draws(tree: LexborHTMLParser) -> Iterator[bool]:
    """Yield for each script of the page whether it may draw something, as against those that only count or ask for consent."""
    return (_draws(node) for node in _scripts(tree))


def shows_nothing(tree: LexborHTMLParser) -> bool:
    """Return whether there is nothing to see or use on a page but text."""
    return tree.css_first(_SHOWS) is None


def may_reveal(tree: LexborHTMLParser, html: str) -> bool:
    """Return whether anything on the page can bring to light what its mark-up hides: a script, a handler, a button that opens it."""
    scripts = ((node.attributes.get("src") or "") + (node.text() or "") for node in _scripts(tree))
    return any(not _is_harmless(script) for script in scripts) or _OPENS.search(html) is not None


def is_shell(tree: LexborHTMLParser) -> bool:
    """Return whether the page has an empty place that an application is drawn into, and the application."""
    shell = tree.css_first(SHELL)
    return shell is not None and not shell.text(strip=True) and any(draws(tree))


def names_by_script(html: str, tree: LexborHTMLParser) -> bool:
    """Return whether a script may give parts of the page their names, or acts on what stands behind the # itself."""
    for node in _scripts(tree):
        if node.attributes.get("src"):
            if _draws(node):
                return True
        elif any(
            mark in (node.text() or "").lower() for mark in facts("text/scripts.toml")["naming"]
        ) and not _is_harmless(node.text() or ""):
            return True
    return "<template" in html


def _scripts(tree: LexborHTMLParser) -> list[LexborNode]:
    found = tree.css("script")[:_MOST]
    return [node for node in found if (node.attributes.get("type") or "").strip().lower() in _SCRIPT_TYPES]


def _draws(script: LexborNode) -> bool:
    source = script.attributes.get("src")
    if source:
        return not _is_harmless(source)
    text = (script.text() or "").lower()
    return not _is_harmless(text) and any(mark in text for mark in facts("text/scripts.toml")["drawing"])


def _is_harmless(text: str) -> bool:
    lower = text.lower()
    return any(mark in lower for mark in facts("text/scripts.toml")["harmless"])


def _says_nothing(text: str) -> bool:
    said = " ".join(words(text.lower())) if len(text) <= 100 else text
    said = re.sub(r"\d+", "", said).strip()
    return not said or said in _loading()


def _loading() -> frozenset[str]:
    return frozenset(" ".join(words(phrase)) for phrase in facts("text/scripts.toml")["loading"])
