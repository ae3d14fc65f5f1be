"""What a form is for: to write to somebody, to search, to subscribe, to comment, to log in. The words are in `form_words.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from selectolax.lexbor import LexborNode

from auditor.model import FormField
from auditor.resources import facts
from auditor.text.fold import fold

_LONGEST = 500
_CALLED = ("role", "id", "class", "name", "action")


def purpose(form: LexborNode, fields: Sequence[FormField]) -> str:
    """Return `login`, `comment`, `contact`, `search` or `newsletter`; empty where nothing tells."""
    kinds = [field.type for field in fields]
    called = _called(form, _CALLED)
    if "password" in kinds:
        return "login"
    # A field's name is not enough: "comment" is what contact forms ask for too.
    if _words("comment").search(_called(form, _CALLED[1:])) or form.css_first("input[name=comment_post_ID]"):
        return "comment"
    if "textarea" in kinds:
        return "contact"
    if "search" in kinds or (kinds.count("text") == len(kinds) == 1 and _speaks_of("search", called, fields)):
        return "search"
    addressed = "email" in kinds or any("mail" in field.name.lower() for field in fields)
    if addressed and (len(kinds) <= 2 or _words("newsletter").search(called)):
        return "newsletter"
    return "contact" if addressed else ""


def looks_like_contact(fields: Sequence[FormField]) -> bool:
    """Return whether one of several fields takes a message, though it is no larger than the others."""
    named = (fold(f"{field.name} {field.label}") for field in fields if field.type == "text")
    return len(fields) > 1 and any(_words("message").search(name) for name in named)


def subscribes(form: LexborNode, fields: Sequence[FormField]) -> bool:
    """Return whether the button or the heading of a form without room for a message says that one subscribes with it."""
    if any(field.type in {"textarea", "tel", "file"} for field in fields):
        return False
    spoken = form.css("button, legend, h2, h3, h4, h5")[:10]
    pressed = [node.attributes.get("value") or "" for node in form.css("input[type=submit]")[:5]]
    said = fold(" ".join([*(node.text(separator=" ") for node in spoken), *pressed])[:_LONGEST])
    return _words("newsletter").search(said) is not None


def _called(form: LexborNode, names: Sequence[str]) -> str:
    return fold(" ".join(form.attributes.get(name) or "" for name in names)[:_LONGEST])


def _speaks_of(group: str, called: str, fields: Sequence[FormField]) -> bool:
    first = fields[0]
    return _words(group).search(" ".join((called, fold(first.name), fold(first.label)))) is not None


@cache
def _words(group: str) -> re.Pattern[str]:
    """Return a pattern that finds any word of a group; a star on either side lets more letters stand there."""
    patterns = []
    for word in facts("collect/extract/form_words.toml")[group]["words"]:
        before = "" if word.startswith("*") else r"(?<![^\W_\d])"
        after = "" if word.endswith("*") else r"(?![^\W_\d])"
        patterns.append(f"{before}{re.escape(fold(word.strip('*')))}{after}")
    return re.compile("|".join(patterns))
