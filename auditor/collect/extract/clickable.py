"""Links that are no `<a href>`: what a click on a button, a map or a drawing opens, as far as the page says so in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.text.moves import clicked

_MOST = 300
_LONGEST_FORM = 3_000
_FIELD = re.compile(
    r"<(?:textarea|select|input(?![^<>]{0,500}?type\s{0,9}=\s{0,9}[\"']?(?:submit|button|image)))", re.IGNORECASE
)
_GOES = re.compile(r"on[cC]lick\s{0,3}=\s{0,3}[\"'][^>]{0,400}?(?:location|open\s?\()")
_UNSET = frozenset({"", "#", "#!", "javascript:", "javascript:;"})
_IDLE = ("javascript:void", "javascript:;", "javascript:false", "javascript:return")
_NAMED = "input:not([type=submit]):not([type=button]):not([type=image]), textarea, select"
_ANY = "form, svg, [onclick], [data-href], [formaction], [onchange]"
"""Without any of these there is nothing of the kind."""
_BUTTONS = "button, input[type=submit], input[type=image]"


def found(tree: LexborHTMLParser, html: str, url: str) -> Iterator[tuple[LexborNode, str]]:
    """Yield (element that is clicked, reference)."""
    if tree.css_first(_ANY) is None:  # one walk through the tree costs less than one search of the text
        return
    if _goes(html):
        yield from _handlers(tree, url)
    if "data-href" in html:
        yield from _attributes(tree, "[data-href]", "data-href")
    if "xlink:href" in html:
        yield from _attributes(tree, "svg a", "xlink:href")
    if "formaction" in html:
        yield from _form_buttons(tree)
    if _has_bare_form(html):
        yield from _forms(tree)
    if "onchange" in html:
        yield from _choices(tree)


def _goes(html: str) -> bool:
    """Return whether a click may lead somewhere: a pattern tried where a handler stands, not at every letter of the page."""
    signs = [sign for sign in ("onclick", "onClick") if sign in html]
    if signs and "ONCLICK" in html:  # looked for once: a page may have very many handlers
        return True
    for sign in signs:
        place = html.find(sign)
        while place >= 0:
            if _GOES.match(html, place) is not None:
                return True
            place = html.find(sign, place + 1)
    return False


def _has_bare_form(html: str) -> bool:
    """Return whether a form may be nothing but a button: told from the text, as nearly all pages have none."""
    for tag, end in (("<form", "</form"), ("<FORM", "</FORM")):
        start = html.find(tag)
        while start >= 0:
            stop = html.find(end, start)
            stop = start + _LONGEST_FORM if stop < 0 else stop
            if stop - start < _LONGEST_FORM and _FIELD.search(html, start, stop) is None:
                return True
            start = html.find(tag, start + 5)
    return False


def of_script(reference: str, url: str) -> tuple[str, ...]:
    """Return the references that a `javascript:` address opens."""
    return clicked(unquote(reference.partition(":")[2]), url)


def _handlers(tree: LexborHTMLParser, url: str) -> Iterator[tuple[LexborNode, str]]:
    for node in tree.css("[onclick]")[:_MOST]:
        href = (node.attributes.get("href") or "").strip().lower()
        if href in _UNSET or href.startswith(_IDLE):
            yield from ((node, reference) for reference in clicked(node.attributes.get("onclick") or "", url))


def _attributes(tree: LexborHTMLParser, selector: str, name: str) -> Iterator[tuple[LexborNode, str]]:
    for node in tree.css(selector)[:_MOST]:
        href = (node.attributes.get("href") or "").strip()
        if (value := (node.attributes.get(name) or "").strip()) and href in _UNSET:
            yield node, value


def _form_buttons(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    for node in tree.css("form button[formaction], form input[formaction]")[:_MOST]:
        form = node.parent
        while form is not None and form.tag != "form":
            form = form.parent
        if form is not None and _is_bare(form):
            yield node, (node.attributes.get("formaction") or "").strip()


def _forms(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """Yield forms that are nothing but a button: they open what they are sent to, as a link does."""
    for form in tree.css("form[action]")[:_MOST]:
        action = (form.attributes.get("action") or "").strip()
        button = form.css_first(_BUTTONS) if action and _is_bare(form) else None
        if button is not None and not button.attributes.get("formaction"):
            yield button, action


def _is_bare(form: LexborNode) -> bool:
    method = (form.attributes.get("method") or "get").strip().lower()
    return method == "get" and "onsubmit" not in form.attributes and form.css_first(_NAMED) is None


def _choices(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """Yield what a list opens whose choice sets the location."""
    for choice in tree.css("select[onchange]")[:20]:
        script = choice.attributes.get("onchange") or ""
        if "location" in script or "open(" in script:
            for node in choice.css("option[value]")[:_MOST]:
                value = (node.attributes.get("value") or "").strip()
                if value.startswith(("/", "http://", "https://")) or value.endswith((".html", ".htm", ".php")):
                    yield node, value
