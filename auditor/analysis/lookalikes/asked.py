"""What a page wants a password for: an account that readers have, one that they are to open, or a door. Pure.

Only the first is what phishing is after: whoever registers for an event makes a password up, and a shop that opens soon has one
password for all who may look in already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.resources import facts
from auditor.text.fold import fold, words
from auditor.text.shadow import opened

_FIELDS = "input[type=password i], input[autocomplete~=current-password i]"
_NAMED = "input:not([type]), input[type=text i], input[type=email i], input[type=tel i]"
_SENDING = "button:not([type]), button[type=submit i], input[type=submit i]"
_MOST = 12
"""Fields for passwords, and buttons of a form, that are looked at."""
_AGAIN = re.compile(r"confirm|repeat|again|verify|retype|wiederhol|best[aä]tig|_?2$|re_?pass", re.IGNORECASE)
"""How forms call the field in which a new password is typed once more."""
_OLD = re.compile(r"current|old|alt|actuel|actual", re.IGNORECASE)


class Asked(StrEnum):
    """What a password is wanted for."""

    ACCOUNT = "account"
    """An account that the reader has; so too wherever nothing says otherwise."""
    NEW = "new"
    """An account that the reader is to open."""
    DOOR = "door"
    """A page behind one password for everybody."""


def asked(html: str) -> Asked:
    """Return what a page wants passwords for: an account that the reader has, if any of its forms does."""
    forms: dict[int, list[LexborNode]] = {}
    found: dict[int, LexborNode | None] = {}
    for field in LexborHTMLParser(opened(html)).css(_FIELDS)[:_MOST]:
        form = _form(field)
        key = form.mem_id if form is not None else 0
        forms.setdefault(key, []).append(field)
        found[key] = form
    kinds = {_of_form(found[key], fields) for key, fields in forms.items()}
    return kinds.pop() if len(kinds) == 1 else Asked.ACCOUNT


def _of_form(form: LexborNode | None, fields: Sequence[LexborNode]) -> Asked:
    if form is not None and _is_door(form, fields):
        return Asked.DOOR
    return Asked.NEW if _opens_account(fields) and not _logs_in(form) else Asked.ACCOUNT


def _logs_in(form: LexborNode | None) -> bool:
    """Return whether all that sends a form off says that it logs in, whatever its field is declared to be for.

    To declare it for a new password is how many keep browsers from filling it in.
    """
    sending = form.css(_SENDING)[:_MOST] if form is not None else ()
    said = {" ".join(words(fold(_said(one, "value") or one.text(deep=True, separator=" ")[:80]))) for one in sending}
    return bool(said) and said <= set(facts("analysis/lookalikes/identity.toml")["pressed"])


def _is_door(form: LexborNode, fields: Sequence[LexborNode]) -> bool:
    """Return whether a form is that of a known program for pages behind one password, and asks for no name beside it."""
    action = (form.attributes.get("action") or "").strip()
    return form.css_first(_NAMED) is None and any(
        re.search(one["form"], action, re.IGNORECASE) and {_said(each, "name") for each in fields} == {one["field"]}
        for one in facts("analysis/lookalikes/identity.toml")["doors"]
    )


def _opens_account(fields: Sequence[LexborNode]) -> bool:
    """Return whether all fields are declared to be for a new password, or it is typed twice and no old one beside it."""
    declared = [_said(one, "autocomplete").lower().split() for one in fields]
    if all("new-password" in one for one in declared):
        return True
    names = [f"{_said(one, 'name')} {_said(one, 'id')}" for one in fields]
    if len(fields) != 2 or any("current-password" in one for one in declared) or _OLD.search(names[0]):
        return False
    return any(_AGAIN.search(part) for part in names[1].split())


def _form(field: LexborNode) -> LexborNode | None:
    node = field.parent
    for _ in range(40):
        if node is None or node.tag == "form":
            return node
        node = node.parent
    return None


def _said(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()
