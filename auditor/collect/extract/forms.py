"""HTML → the forms of a page, as a visitor meets them: with the button's own address, and where no `form` element stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor import urls
from auditor.collect.extract.form_purposes import looks_like_contact, purpose, subscribes
from auditor.collect.extract.html import Document, attribute, text_of
from auditor.model import Form, FormField

_MOST_FORMS, _MOST_FIELDS = 50, 100
_TEXT = 200
_UNSEEN = frozenset({"hidden", "submit", "button", "image", "reset"})
_CONTROLS = "input, textarea, select"
_WRITABLE = "[contenteditable=''], [contenteditable=true i], [role=textbox]"
_SUBMITS = "button:not([type=button]):not([type=reset]), input[type=submit], input[type=image]"
_PRESSED = f"{_SUBMITS}, button, input[type=button], [role=button], [onclick], a[href^='javascript' i], a[class*=btn], a[class*=button]"
_WHOLE_PAGE = "input[name=__VIEWSTATE], input[name^='javax.faces'], nav"
"""Where a form holds one of these it is the frame of the whole page, as ASP.NET and JavaServer Faces write it."""
_WORTH_LOOKING = "textarea, input[type=email i], input[type=tel i], [contenteditable], [role=textbox i]"
"""Without any of these no field stands alone that one could write to somebody in."""
_ANY = "form, input, textarea, [contenteditable], [role=textbox i], iframe[srcdoc]"
"""Without any of these there is no form."""
_SECRETS = "input[type=password i], input[autocomplete~=current-password i]"
_FRAMES = 10
_ROWS = frozenset({"table", "tbody", "thead", "tfoot", "tr"})
"""Elements that take nothing but rows and cells."""
_DEEPEST = 12
"""Elements between a field and what holds the button to it."""
_COMMENT = re.compile(r"comment|review|reply", re.IGNORECASE)


def forms(document: Document) -> tuple[Form, ...]:
    """Return the page's forms with their visible fields, those in frames that the page writes itself included."""
    if document.tree.css_first(_ANY) is None:  # one walk through the tree for most pages
        return ()
    found = list(_in_tree(document, document.tree))
    for frame in document.tree.css("iframe[srcdoc]")[:_FRAMES] if "srcdoc" in document.html else ():
        found += _in_tree(document, LexborHTMLParser(attribute(frame, "srcdoc")))
    return tuple(found[:_MOST_FORMS])


def asks_password(document: Document) -> bool:
    """Return whether a page has a field for a password, in frames that it writes itself too."""
    if document.tree.css_first(_SECRETS) is not None:
        return True
    frames = document.tree.css("iframe[srcdoc]")[:_FRAMES] if "srcdoc" in document.html else []
    return any(LexborHTMLParser(attribute(one, "srcdoc")).css_first(_SECRETS) is not None for one in frames)


def _in_tree(document: Document, tree: LexborHTMLParser) -> Iterator[Form]:
    for node in tree.css("form")[:_MOST_FORMS]:
        whole = _form(document, tree, node)
        if len(whole.fields) > 1 and node.css_first(_WHOLE_PAGE) is not None:
            yield from _parts(tree, node, whole)
        else:
            yield whole
    if tree.css_first(_WORTH_LOOKING) is not None:
        yield from _without_form(document, tree)


def _form(document: Document, tree: LexborHTMLParser, node: LexborNode) -> Form:
    outside = _belonging(tree, node)
    raw, method = _sent(node, outside)
    # An empty action is the page itself; an action that is no web address (javascript:, mailto:) is kept as written.
    target = urls.resolve(raw, document.base) if raw else urls.resolve(document.url, document.url)
    action = target.url if target is not None else raw[:1_000]
    fields = tuple(_fields(tree, [*node.css(f"{_CONTROLS}, {_WRITABLE}"), *outside]))
    return Form(
        page=document.url,
        action=action,
        method=method if method in {"post", "dialog"} else "get",
        fields=fields,
        submittable=_submittable(node, outside, fields),
        scripted=_scripted(node, raw),
        purpose=_purpose(node, fields),
    )


def _belonging(tree: LexborHTMLParser, form: LexborNode) -> list[LexborNode]:
    """Return the controls outside a form that are its: they name it, or stand in the rows of the table that it is cut short by."""
    identifier = attribute(form, "id")
    if not identifier:
        return list(_in_rows(form))
    named = tree.css("button[form], input[form], textarea[form], select[form]")[:_MOST_FIELDS]
    return [node for node in named if attribute(node, "form") == identifier and not _inside(node, form)]


def _in_rows(form: LexborNode) -> Iterator[LexborNode]:
    """Yield the controls of a form that stands between a table and its rows.

    Parsers close such a form at once and still give it what follows up to the next form (HTML, 13.2.6.4.9, and the form element
    pointer): browsers send it all.
    """
    table = _table_around(form)
    begun = False
    for node in table.css(f"form, button, {_CONTROLS}") if table is not None else ():
        if node.tag == "form":
            if begun:
                return
            begun = node.mem_id == form.mem_id
        elif begun:
            yield node


def _table_around(form: LexborNode) -> LexborNode | None:
    """Return the table between whose rows or cells a form stands empty; None where it stands elsewhere."""
    node = form.parent
    if form.child is not None or node is None or node.tag not in _ROWS:
        return None
    while node is not None and node.tag in _ROWS - {"table"}:
        node = node.parent
    return node if node is not None and node.tag == "table" else None


def _sent(form: LexborNode, outside: list[LexborNode]) -> tuple[str, str]:
    """Return where a form is sent and how: its button may say so and then it counts (HTML, 4.10.18.6)."""
    action, method = attribute(form, "action").strip(), attribute(form, "method").strip().lower()
    buttons = [*form.css(_SUBMITS), *(node for node in outside if _is_submit(node))]
    first = buttons[0] if buttons else None
    if not action and first is not None and not attribute(first, "formaction"):
        first = next((button for button in buttons if attribute(button, "formaction")), first)
    if first is None:
        return action, method
    return (
        attribute(first, "formaction").strip() or action,
        attribute(first, "formmethod").strip().lower() or method,
    )


def _is_submit(node: LexborNode) -> bool:
    kind = attribute(node, "type").lower()
    return kind in {"submit", "image"} or (node.tag == "button" and kind not in {"button", "reset"})


def _fields(tree: LexborHTMLParser, nodes: list[LexborNode]) -> Iterator[FormField]:
    labels = _Labels(tree)
    for node in nodes[:_MOST_FIELDS]:
        kind = (attribute(node, "type").strip().lower() or "text") if node.tag == "input" else str(node.tag)
        if node.tag not in {"input", "textarea", "select", "button"}:
            kind = "textarea"  # an element that can be written in
        if kind not in _UNSEEN:
            yield FormField(attribute(node, "name")[:_TEXT], kind[:20], _field_label(labels, node))


class _Labels:
    """The labels of a page, looked for once and only where a field may have one."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree

    @cached_property
    def by_field(self) -> dict[str, LexborNode]:
        """By the id of the field that each is for; of several the first."""
        found: dict[str, LexborNode] = {}
        for label in self._tree.css("label[for]")[:200]:
            found.setdefault(attribute(label, "for"), label)
        return found


def _field_label(labels: _Labels, node: LexborNode) -> str:
    attributes = node.attributes
    for name in ("aria-label", "placeholder", "title"):
        if value := attributes.get(name):
            return " ".join(value.split())[:_TEXT]
    wanted = attributes.get("id")
    return text_of(labels.by_field.get(wanted)) if wanted else ""


def _submittable(form: LexborNode, outside: list[LexborNode], fields: tuple[FormField, ...]) -> bool:
    """Return whether a visitor can send it: a button, or the Enter key in its only text field (HTML, 4.10.21.2)."""
    if form.css_first(_SUBMITS) is not None or any(map(_is_submit, outside)):
        return True
    blocking = [field for field in fields if field.type not in {"checkbox", "radio", "select", "textarea", "file"}]
    return len(blocking) == 1


_HANDLERS = (
    *("onsubmit", "@submit", "v-on:submit", "x-on:submit", "on:submit", "ng-submit", "(ngsubmit)", "(submit)"),
    *("wire:submit", "data-action", "data-remote", "data-ajax", "data-netlify", "netlify", "hx-post", "hx-put"),
    *("data-wf-page-id", "data-wf-element-id", "jsaction"),
)
"""Attributes by which programs say that they send the form themselves."""


def _scripted(form: LexborNode, action: str) -> bool:
    names = form.attributes.keys()
    if any(name == handler or name.startswith(handler + ".") for name in names for handler in _HANDLERS):
        return True
    if action.lower().startswith("javascript:") or action == "#":
        return True
    # A button that only a script can give a meaning, in a form that says not where to send it.
    return not action and form.css_first("button[type=button], button[onclick], input[type=button]") is not None


def _purpose(node: LexborNode, fields: tuple[FormField, ...]) -> str:
    told = purpose(node, fields)
    if told == "contact" and subscribes(node, fields):
        return "newsletter"
    return "contact" if not told and looks_like_contact(fields) else told


# ----------------------------------------------------------------------------------------------------- no form of their own


def _parts(tree: LexborHTMLParser, form: LexborNode, whole: Form) -> Iterator[Form]:
    """Yield what a visitor takes for the forms of a page that is one form: the fields beside each button."""
    taken: set[int] = set()
    groups = {group.mem_id: group for button in form.css(_PRESSED)[:_MOST_FORMS] if (group := _group(button, form))}
    smallest_first = sorted(groups.values(), key=lambda group: len(group.css(_CONTROLS)))
    for group in smallest_first:
        controls = [node for node in group.css(f"{_CONTROLS}, {_WRITABLE}") if node.mem_id not in taken]
        taken |= {node.mem_id for node in controls}
        if fields := tuple(_fields(tree, controls)):
            yield replace(whole, fields=fields, submittable=True, purpose=_purpose(group, fields))
    rest = [node for node in form.css(f"{_CONTROLS}, {_WRITABLE}") if node.mem_id not in taken]
    if not groups and (fields := tuple(_fields(tree, rest))):
        yield replace(whole, fields=fields, purpose=_purpose(form, fields))


def _group(button: LexborNode, form: LexborNode) -> LexborNode | None:
    """Return the smallest element around a button with a field to write in; None where only the page is."""
    node = button.parent
    for _ in range(_DEEPEST):
        if node is None:
            return None
        if node.mem_id == form.mem_id or any(True for _ in _visible(node)):
            return node
        node = node.parent
    return None


def _visible(node: LexborNode) -> Iterator[LexborNode]:
    for control in node.css(f"{_CONTROLS}, {_WRITABLE}"):
        if control.tag != "input" or attribute(control, "type").lower() not in _UNSEEN:
            yield control


def _without_form(document: Document, tree: LexborHTMLParser) -> Iterator[Form]:
    """Yield fields that stand in no form and beside a button, as scripts send them."""
    seen: set[int] = set()
    rows = {node.mem_id for form in tree.css("form")[:_MOST_FORMS] for node in _in_rows(form)}
    scripts = tree.css_first("script, [onclick]") is not None
    for node in tree.css(f"textarea, input[type=email], input[type=tel], {_WRITABLE}")[:_MOST_FIELDS]:
        if attribute(node, "form") or _fixed(node) or _form_around(node) or node.mem_id in rows:
            continue
        group = _with_button(node)
        if group is None or group.mem_id in seen:
            continue
        seen.add(group.mem_id)
        controls = [control for control in _visible(group) if not _fixed(control)]
        fields = tuple(_fields(tree, controls))
        called = " ".join(attribute(around, name) for around in (group, node) for name in ("id", "class", "name"))
        told = "comment" if _COMMENT.search(called) else _purpose(group, fields)
        yield Form(document.url, document.url, "get", fields, submittable=False, scripted=scripts, purpose=told)


def _fixed(node: LexborNode) -> bool:
    """Return whether nothing can be written in it: code to copy, a field that a script puts aside."""
    return any(name in node.attributes for name in ("readonly", "disabled", "hidden")) or "display:none" in attribute(
        node, "style"
    ).replace(" ", "")


def _form_around(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag == "form":
            return True
        parent = parent.parent
    return False


def _with_button(node: LexborNode) -> LexborNode | None:
    """Return the smallest element around a field that has something to press; None below the page's own body."""
    parent = node.parent
    for _ in range(_DEEPEST):
        if parent is None or parent.tag == "html":
            return None
        if parent.css_first(_PRESSED) is not None:
            return parent
        parent = parent.parent
    return None


def _inside(node: LexborNode, form: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id == form.mem_id:
            return True
        parent = parent.parent
    return False
