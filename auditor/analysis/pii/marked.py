"""Persons whom a page marks as such: JSON-LD and microdata of schema.org, hCard, `rel=author`. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.text.people import lexicon
from auditor.text.visible import Layout, Mark, attributes_of

_MOST_NODES = 5_000
_LONGEST_SCRIPT = 300_000
_LONGEST_NAME = 60
_NAME = re.compile(r"[^\W\d_][^\d@/<>{}|_]{2,58}")
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = re.compile(r"author|name|\bfn\b", re.IGNORECASE)
"""What stands in the attributes of whatever is marked as a name."""
_PERSON = re.compile(r"schema\.org/Person\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A person whom mark-up names."""

    name: str
    title: str = ""
    start: int = -1
    """Offset of the name in the page's text; -1 where it is only told to machines."""
    end: int = -1
    birth_date: str = ""
    """As written."""
    is_dead: bool = False
    """A date of death is told."""
    address: str = ""
    """Street as written."""
    routes: tuple[str, ...] = ()
    """Numbers and addresses for mail as written."""


def marked(layout: Layout) -> Iterator[Marked]:
    """Yield the persons whom a page's mark-up names, by attributes and scripts that `Layout.marks` holds."""
    people = [mark for mark in layout.marks if _is_person(mark)]
    cards = [mark for mark in layout.marks if "card" in mark.attributes and {"vcard", "h-card"} & _classes(mark)]
    for mark in layout.marks:
        if mark.tag != "script" and not _NAMES.search(mark.attributes):
            continue  # a link, as most are
        found = attributes_of(mark.attributes)
        if mark.tag == "script":
            if "ld+json" in found.get("type", "").lower():
                yield from _in_script(mark.body)
        elif (
            "author" in found.get("rel", "").lower().split()
            or (found.get("itemprop", "").lower() == "name" and _inside(mark, people))
            or ({"fn", "p-name"} & _classes(mark) and _inside(mark, cards))
        ):
            yield from _named(layout, mark)


def _is_person(mark: Mark) -> bool:
    return "schema.org/" in mark.attributes and _PERSON.search(mark.attributes) is not None


def _classes(mark: Mark) -> set[str]:
    return set(attributes_of(mark.attributes).get("class", "").split())


def _inside(mark: Mark, containers: list[Mark]) -> bool:
    return any(one.start <= mark.start and mark.end <= one.end for one in containers)


def _named(layout: Layout, mark: Mark) -> Iterator[Marked]:
    text = layout.text[mark.start : mark.end].strip()
    if is_name(text):
        start = layout.text.index(text, mark.start)
        yield Marked(text, "", start, start + len(text))


def is_name(text: str) -> bool:
    """Return whether what mark-up calls a name has the form of one: two words or more, two with a capital, no digits, no firm."""
    if not _NAME.fullmatch(text) or len(text) > _LONGEST_NAME or "\n" in text:
        return False
    said = _WORD.findall(text)
    capital = [word for word in said if word[0].isupper() or not word[0].islower()]
    ordinary = any(word in lexicon.never() for word in lexicon.folded(said))
    return 2 <= len(said) <= 6 and len(capital) >= 2 and not ordinary


def _in_script(body: str) -> Iterator[Marked]:
    try:
        data = json.loads(body[:_LONGEST_SCRIPT].strip(), strict=False)
    except (ValueError, RecursionError):
        return
    waiting: list[Any] = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, Mapping):
            if (person := _person(node)) is not None:
                yield person
            waiting.extend(value for value in reversed(list(node.values())) if isinstance(value, Mapping | list))


def _person(node: Mapping[str, Any]) -> Marked | None:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    if "Person" not in named:
        return None
    name = _text(node.get("name")) or f"{_text(node.get('givenName'))} {_text(node.get('familyName'))}".strip()
    if not is_name(name):
        return None
    return Marked(
        name,
        _text(node.get("jobTitle")),
        birth_date=_text(node.get("birthDate")),
        is_dead=bool(node.get("deathDate")),
        address=_street(node.get("address")),
        routes=tuple(filter(None, (_text(node.get("telephone")), _text(node.get("email"))))),
    )


def _street(address: Any) -> str:
    if isinstance(address, Mapping):
        return _text(address.get("streetAddress"))
    return _text(address)


def _text(value: Any) -> str:
    return " ".join(value.split())[:200] if isinstance(value, str) else ""
