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


def _called(form: LexborNode, names: Sequence[str]) -> str:
    return fold(" ".join(form.attributes.get(name) or "" for name in names)[:_LONGEST])


def _speaks_of(group: str, called: str, fields: Sequence[FormField]) -> bool:
    first = fields[0]
    return _words(group).search(" ".join((called, fold(first.name), fold(first.label)))) is not None


@cache
def _words(group: str) -> re.Pattern[str]:
    """Return a pattern that finds any word of a group; a star on either side lets more letters stand there."""
    patterns = []
    for word in facts("collect/form_words.toml")[group]["words"]:
        before = "" if word.startswith("*") else r"(?<![^\W_\d])"
        after = "" if word.endswith("*") else r"(?![^\W_\d])"
        patterns.append(f"{before}{re.escape(fold(word.strip('*')))}{after}")
    return re.compile("|".join(patterns))
