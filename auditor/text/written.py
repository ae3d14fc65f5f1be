"""A page as its parser writes it out, taken apart into texts and tags.

Written out, every page is well-formed: attributes are quoted, elements closed, signs escaped. So a tag is what stands between two
brackets, once that is put aside whose content is no mark-up. That is several times faster than asking the tree node by node where
each element ends, and it has no depth limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable

WHOLE = "!"
"""The tag that stands for what is taken as one piece: a comment, an instruction such as `<?php ?>`, or an element whose content is
no mark-up."""
_RAW = "script|style|iframe|noembed|noframes|xmp|plaintext"
_PLACE_HOLDER = f"<{WHOLE}>"


def _wholes(raw: str) -> str:
    # `\Z`: what is never closed ends with the page, at the price of one look and not of one look for each such element.
    element = rf"({raw})(?=[ >])([^>]*+)>((?:[^<]++|<(?!/\1>))*+)(?:</\1>|\Z)"
    return rf"<(?:{element}|!--(?:[^-]++|-(?!->))*+(?:-->|\Z)|\?[^>]*+(?:>|\Z))"


_ATTRIBUTES = r'(?: [^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:="[^"]*+")?+)*+'


def _tags(raw: str) -> re.Pattern[str]:
    return re.compile(
        rf"<({raw})(?=[ >])({_ATTRIBUTES})>(.*?)(?:</\1>|\Z)"
        rf"|<(/?)([a-zA-Z][^ \t\n\f\r/>]*+)({_ATTRIBUTES})>"
        r"|<!--.*?(?:-->|\Z)"
        r"|<\?[^>]*+(?:>|\Z)",
        re.DOTALL,
    )


ANY_TAG = _tags(_RAW)
_SHOWN_TAG = _tags(_RAW + "|noscript")
_WHOLES, _SHOWN_WHOLES = (re.compile(_wholes(raw), re.DOTALL) for raw in (_RAW, _RAW + "|noscript"))
_NO_TAG = re.compile("<(?:[^>]*<|[^a-zA-Z/!]|/[^a-zA-Z])")
"""A bracket within a tag: that of a name, since in values they are escaped. And what is no tag."""

_MANY = 20_000

Scripts = dict[int, tuple[str, str]]


def taken_apart(written: str, hidden: bool, asked: re.Pattern[str] | None) -> tuple[list[str], list[str], Scripts]:
    """Return the texts before, between and behind the tags of a page, the tags without their brackets, and scripts.

    Scripts are given as attributes and content, by their place among the tags, where `asked` finds something in the attributes.
    `noscript` is mark-up where `hidden` says so.
    """
    wholes: list[tuple[str, str] | None] = []

    def put_aside(match: re.Match[str]) -> str:
        is_asked = match[1] == "script" and asked is not None and asked.search(match[2])
        wholes.append((match[2], match[3]) if is_asked else None)
        return _PLACE_HOLDER

    rest = (_WHOLES if hidden else _SHOWN_WHOLES).sub(put_aside, written)
    if rest.count("<") == rest.count(">") and _NO_TAG.search(rest) is None:
        pieces = rest.replace(">", "<").split("<")
        texts, tags = pieces[0::2], pieces[1::2]
        if len(tags) > _MANY:  # each of them once: they are many because they are alike
            once: dict[str, str] = {}
            tags = [once.setdefault(tag, tag) for tag in tags]
    else:
        wholes.clear()
        texts, tags = _one_by_one(ANY_TAG if hidden else _SHOWN_TAG, written, put_aside)
    places = (place for place, tag in enumerate(tags) if tag == WHOLE) if any(wholes) else ()
    return texts, tags, {place: one for place, one in zip(places, wholes, strict=False) if one is not None}


def _one_by_one(
    tag: re.Pattern[str], written: str, put_aside: Callable[[re.Match[str]], str]
) -> tuple[list[str], list[str]]:
    """Return the texts and tags of a page in which brackets stand elsewhere too: in names, or in text of a drawing's style."""
    texts, tags, end = [], [], 0
    for match in tag.finditer(written):
        texts.append(written[end : match.start()])
        tags.append(match[0][1:-1] if match[5] else put_aside(match)[1:-1])
        end = match.end()
    return [*texts, written[end:]], tags
