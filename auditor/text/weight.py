"""How much memory a page takes once it is parsed, told before it is parsed. Pure; in proportion to the page, whatever the page is.

A parser makes a node of some two hundred bytes of three letters, and a page of fifteen thousand letters can make a million
of them: elements that only change how text looks are opened anew in each paragraph until somebody closes them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

LONGEST = 3_000_000
"""Characters of a page that is read, pictures written into it not counted. The longest of real ones have half as many. Our default."""
_PICTURE = re.compile(r"(?<=;base64,)[A-Za-z0-9+/=]{1000,}+")
"""A file written into an address: one long value, of which nobody reads the letters."""
_LONGEST_WITH_PICTURES = 5_000_000
"""Characters of a page that is read, all counted. Our default."""
_MOST = 220_000
"""Tags, attributes and elements opened anew of a page that is read: some 100 MB. The heaviest of real pages have a tenth. Our default."""
_ANEW = 1.1
"""An element opened anew in place of a tag: it bears a copy of the attributes. Measured."""
_LIGHT = 60_000
"""Characters up to which attributes alone make no page heavy."""
_OF_ONE = 2_000
"""Attributes of one element: a parser compares each with all in front of it. Our default."""
_ARK = 3
"""Elements of one kind and the same attributes that are opened anew at most (HTML standard, list of active formatting elements)."""
_FORMATS = re.compile(r"<(/?)(b|big|code|em|font|i|s|small|strike|strong|tt|u)(?=[\s>/])([^>]{0,200})", re.IGNORECASE)
"""Elements that are opened anew; `a` and `nobr` end where the next begins."""
_TAG = re.compile(r"<[a-zA-Z][^\s>/]*+((?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+)")
_ATTRIBUTE = re.compile(r"[^\s/>=\"'][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"']*+))?+")


def is_heavy(html: str) -> bool:
    """Return whether a page takes so much memory that it is not to be parsed."""
    tags = html.count("<")
    if tags > _MOST or _is_long(html):
        return True
    if (
        tags * tags // 4 > _MOST and tags + _ANEW * _opened_anew(html, tags) > _MOST
    ):  # with fewer tags none makes so many
        return True
    return len(html) > _LIGHT and _attributes(html, _MOST - tags) > _MOST - tags


def _is_long(html: str) -> bool:
    if len(html) <= LONGEST:
        return False
    return len(html) > _LONGEST_WITH_PICTURES or len(_PICTURE.sub("", html)) > LONGEST


def _attributes(html: str, enough: int) -> int:
    """Return how many attributes a page has; one more than `enough` where it has more, or one element has too many."""
    found = 0
    for tag in _TAG.finditer(html):
        before = found
        for _ in _ATTRIBUTE.finditer(html, *tag.span(1)):
            found += 1
            if found > enough or found - before > _OF_ONE:
                return enough + 1
    return found


def _opened_anew(html: str, tags: int) -> int:
    """Return how many elements a page makes at most of those that it leaves open, in each of its other elements."""
    open_: defaultdict[str, list[str]] = defaultdict(list)
    alike: Counter[str] = Counter()
    now = most = 0
    for slash, written, attributes in _FORMATS.findall(html):
        name = written.lower()
        if not slash:
            one = f"{name} {attributes}"
            open_[name].append(one)
            alike[one] += 1
            now += alike[one] <= _ARK
            most = max(most, now)
        elif open_[name]:
            one = open_[name].pop()
            now -= alike[one] <= _ARK
            alike[one] -= 1
    return most * (tags - most)
