"""How much memory a page takes once it is parsed, told before it is parsed. Pure; in proportion to the page, whatever the page is.

A parser makes a node of some two hundred bytes of three letters, and a page of fifteen thousand letters can make a million
of them: elements that only change how text looks are opened anew in each paragraph until somebody closes them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

LONGEST = 3_000_000
"""Characters of a page that is read, pictures written into it not counted. The longest of real ones have half as many. Our default."""
_PICTURE = re.compile(r"(?<=;base64,)[A-Za-z0-9+/=]{1000,}+")
"""A file written into an address: one long value, of which nobody reads the letters."""
_LONGEST_WITH_PICTURES = 5_000_000
"""Characters of a page that is read, all counted. Our default."""
_MOST = 220_000
"""Tags, attributes and elements opened anew of a page that is read: some 100 MB. The heaviest of real pages have a tenth. Our default."""
_ANEW = 1.4
"""An element opened anew in place of a tag: it bears a copy of the attributes, and its page is written out with both its ends.
Measured."""
_LIGHT = 60_000
"""Characters up to which attributes alone make no page heavy."""
_OF_ONE = 2_000
"""Attributes of one element: a parser compares each with all in front of it. Our default."""
_ARK = 3
"""Elements of one kind and the same attributes that are opened anew at most (HTML standard, list of active formatting elements)."""
_FORMATS = frozenset(("b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"))
"""Elements that are opened anew; `a` and `nobr` end where the next begins."""
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
"""Elements that hold text alone, whatever looks like a tag in it; outside of pictures and formulas."""
_FOREIGN = frozenset(("svg", "math"))
_VALUE = r"(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"'][^\s>]*+)?+)?+"
_ATTRIBUTE = re.compile(rf"[^\s/>][^\s/>=]*+{_VALUE}")
_WRITTEN = rf"(?:[\s/]++|[^\s/>][^\s/>=]*+{_VALUE})"
_ANY_TAG = rf"<(?:!--(?:-?>|.*?-->|.*)|(/?)([a-zA-Z][^\s/>]*+)({_WRITTEN}*+)>?|[!?/][^>]*+>?)"
"""A tag as a parser reads it, or what it passes over: a comment, a declaration."""
_TELLING = "|".join(sorted(_FORMATS | _RAW | _FOREIGN))


def _without_usual(written: str) -> re.Pattern[str]:
    name = rf"(?!/?(?i:{_TELLING})[\s/>])/?[a-zA-Z][^\s/>]*+"
    return re.compile(rf"(?:<{name}{written}>[^<]*+)++|{_ANY_TAG}", re.DOTALL)


_BARE, _USUAL = _without_usual(""), _without_usual(rf"{_WRITTEN}{{0,99}}+")
"""The same, but tags are passed over, many at a time, that change nothing for others: those without attributes, and those with a few."""


def is_heavy(html: str) -> bool:
    """Return whether a page takes so much memory that it is not to be parsed."""
    tags = html.count("<")
    if tags > _MOST or _is_long(html):
        return True
    if len(html) <= _LIGHT and tags * tags // 4 <= _MOST:  # with so few there is no way to make many
        return False
    return _weighs_more(html, tags)


def _is_long(html: str) -> bool:
    if len(html) <= LONGEST:
        return False
    return len(html) > _LONGEST_WITH_PICTURES or len(_PICTURE.sub("", html)) > LONGEST


def _weighs_more(html: str, tags: int) -> bool:
    """Return whether a page has too many attributes, one element of it has, or what it leaves open is opened anew too often."""
    attributes, left_open = 0, _LeftOpen()
    counts = tags + len(html) // 2 > _MOST  # else there is no room for so many: each takes two characters at least
    for slash, name, written in _tags(html, _BARE if counts else _USUAL):
        if not slash and (counts or len(written) > _OF_ONE):
            own = sum(1 for _ in _ATTRIBUTE.finditer(written))
            attributes += own
            if own > _OF_ONE or tags + attributes > _MOST:
                return True
        if name in _FORMATS:
            left_open.take(slash, name, written)
    most = left_open.most
    return tags + _ANEW * most * (tags - most) > _MOST


def _tags(html: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the slash, the name and the attributes of each tag, but of what only looks like one in a script or another text."""
    foreign, at = False, 0
    while at < len(html):
        start, at = at, len(html)
        for tag in pattern.finditer(html, start):
            slash, name, written = tag.groups()
            if not name:
                continue
            name = name.lower()
            yield slash, name, written
            if name in _FOREIGN:
                foreign = not slash
            elif name in _RAW and not slash and not foreign:
                end = _end_of(name).search(html, tag.end())
                at = end.start() if end else len(html)
                break


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


class _LeftOpen:
    """How many of the elements met so far were open at once at most, of those that are opened anew."""

    def __init__(self) -> None:
        self.most = self._now = 0
        self._open: defaultdict[str, list[str]] = defaultdict(list)
        self._alike: Counter[str] = Counter()

    def take(self, slash: str, name: str, attributes: str) -> None:
        """Take the next tag of an element that is opened anew."""
        if not slash:
            one = f"{name} {attributes[:200]}"
            self._open[name].append(one)
            self._alike[one] += 1
            self._now += self._alike[one] <= _ARK
            self.most = max(self.most, self._now)
        elif self._open[name]:
            one = self._open[name].pop()
            self._now -= self._alike[one] <= _ARK
            self._alike[one] -= 1
