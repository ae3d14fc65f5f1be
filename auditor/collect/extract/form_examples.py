"""Addresses and numbers that a form shows to say what is to be typed in: nobody's."""

from __future__ import annotations

from collections.abc import Collection

from selectolax.lexbor import LexborHTMLParser

from auditor.text import field_hints, marks

_AHEAD = 60


def is_announced(text: str, start: int) -> bool:
    """Return whether words in front of offset `start` say that an example follows: "e.g. name@example.com"."""
    line = text[max(0, start - _AHEAD) : start]
    return marks.announces_example(line[line.rfind("\n") + 1 :])


def is_called_one(text: str, start: int, end: int) -> bool:
    """Return whether words say of what stands in the text that it is an example and nothing else: "e.g." in front, "(example)" behind."""
    before = text[max(0, start - _AHEAD) : start]
    return marks.calls_example(before[before.rfind("\n") + 1 :], text[end : end + _AHEAD].partition("\n")[0])


def shown_in_forms(tree: LexborHTMLParser, shown: Collection[str]) -> frozenset[str]:
    """Return those of `shown`, examples in the text, that stand in a form or right beside a field."""
    if not shown:
        return frozenset()
    texts = list(field_hints.in_forms(tree))
    return frozenset(one for one in shown if any(one in text for text in texts))
