"""Profiles that structured data names (`sameAs`), and whose they are: the company's own, or those of whoever it names beside itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from auditor import urls
from auditor.collect.extract.structured_data import load_json
from auditor.model import Beside
from auditor.platforms import ownership
from auditor.resources import facts

_LONGEST_SCRIPT, _MOST_NODES, _LONGEST_VALUE = 500_000, 20_000, 500
_PEOPLE = frozenset(
    {
        "author",
        "creator",
        "editor",
        "contributor",
        "employee",
        "employees",
        "founder",
        "founders",
        "alumni",
        "actor",
        "director",
        "performer",
    }
)
_ABOVE = frozenset(
    {"member", "members", "memberof", "parentorganization", "suborganization", "affiliation", "worksfor", "department"}
)
_OFFERED = frozenset({"brand", "publisher", "provider", "copyrightholder", "sourceorganization"})
"""Properties that may name the company itself, or another."""


@dataclass(frozen=True, slots=True)
class Same:
    """An address that is said to be somebody's."""

    url: str
    beside: Beside = Beside.NOTHING
    words: str = ""
    """Whose, where it is not the company's."""


@dataclass(frozen=True, slots=True)
class _Node:
    data: Mapping[str, Any]
    by: str = ""
    """The property that led to it, or that one around it was led to by; empty where it is the page's own."""


def same_as(script: str, page: str) -> Iterator[Same]:
    """Yield what the structured data of a page says to be whose, in its order. Products, articles and events say nothing."""
    found, data = load_json(script[:_LONGEST_SCRIPT])
    nodes = list(_nodes(data)) if found else []
    named = _named_by(nodes)
    several = sum(_is_organisation(node) for node in nodes) > 1
    for node in nodes:
        by = node.by or named.get(_text(node.data.get("@id")), "")
        beside, words = _whose(node.data, by, page, several=several)
        for url in addresses(value_of(node.data, "sameas"), page):
            if beside is not Beside.ELSE or words:
                yield Same(url, beside, words)


def _nodes(data: Any) -> Iterator[_Node]:
    waiting: list[tuple[Any, str]] = [(data, "")]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node, by = waiting.pop()
        if isinstance(node, list):
            waiting += [(one, by) for one in reversed(node)]
        elif isinstance(node, Mapping):
            yield _Node(node, by)
            inner = [(value, by or _strange_or_offered(plain(name))) for name, value in node.items()]
            waiting += inner[::-1]


def _strange_or_offered(name: str) -> str:
    return name if name in strange("strange_properties") or name in _OFFERED or name in _ABOVE else ""


def _named_by(nodes: list[_Node]) -> dict[str, str]:
    """Return by which property nodes that stand elsewhere are referred to, by their id."""
    found: dict[str, str] = {}
    for node in nodes:
        if node.by and set(node.data) == {"@id"}:
            found.setdefault(_text(node.data["@id"]), node.by)
    return found


def _whose(data: Mapping[str, Any], by: str, page: str, *, several: bool) -> tuple[Beside, str]:
    name, kinds = _text(value_of(data, "name"))[:80], types_of(data)
    if kinds == {"Person"} or by in _PEOPLE:
        # A firm of one person is called as she is.
        mine = not by and bool(name) and ownership.is_label(name, page)
        return (Beside.NOTHING, "") if mine else (Beside.PERSON, name or by or "a person")
    if is_strange(data.get("@type")):
        return Beside.ELSE, ""
    if by in _ABOVE:
        return Beside.MEMBER, f"{by}: {name}"
    if by and by not in _OFFERED:
        return Beside.ELSE, f"{by}: {name}" if _is_organisation(_Node(data)) else ""
    address = _text(value_of(data, "url"))
    elsewhere = _elsewhere(address, page)
    if elsewhere and not ownership.is_label(name, page):
        return Beside.ELSE, f"{name or elsewhere}, whose site is {elsewhere}"
    doubtful = bool(name) and not address and (by == "brand" or several) and not ownership.is_label(name, page)
    return (Beside.ELSE, name) if doubtful else (Beside.NOTHING, "")


def _elsewhere(address: str, page: str) -> str:
    """Return the host of an address on another site; empty for one of the site's own and for none."""
    found = urls.resolve(address, page) if address else None
    return "" if found is None or urls.same_site(found.url, page) else urls.host(found.url)


def _is_organisation(node: _Node) -> bool:
    return any(
        kind.endswith(("Organization", "Business", "Corporation", "NGO", "Brand", "Store"))
        for kind in types_of(node.data)
    )


def types_of(data: Mapping[str, Any]) -> set[str]:
    """Return the names of a node's types."""
    written = data.get("@type")
    return {
        one.rpartition("/")[2].rpartition(":")[2]
        for one in (written if isinstance(written, list) else [written])
        if isinstance(one, str)
    }


def addresses(written: Any, base: str) -> Iterator[str]:
    """Yield the web addresses of a property, as written."""
    for value in written if isinstance(written, list) else [written]:
        address = value.get("@id") or value.get("@value") if isinstance(value, Mapping) else value
        if isinstance(address, str) and len(address) <= 4 * _LONGEST_VALUE:
            for one in address.split(",") if ", http" in address else [address]:
                if urls.resolve(one.strip(), base) is not None:
                    yield one.strip()


def value_of(node: Mapping[str, Any], name: str) -> Any:
    """Return the value of a property, however its name is written."""
    return next((value for key, value in node.items() if plain(key) == name), None)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), "")
    if isinstance(value, Mapping):
        value = value.get("@id") or value.get("@value") or ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def plain(name: object) -> str:
    """Return the name of a type or property without its vocabulary, in lower case."""
    return str(name).rpartition(":")[2].rpartition("/")[2].casefold()


def is_strange(types: Any) -> bool:
    """Return whether all of some types are of what is no company: products, articles, persons."""
    listed = types if isinstance(types, list) else [types]
    found = {plain(one) for one in listed if isinstance(one, str)}
    return bool(found) and found <= strange("strange_types")


@cache
def strange(key: str) -> frozenset[str]:
    """Return types or properties whose profiles are somebody else's."""
    return frozenset(map(str.casefold, facts("platforms/platforms.toml")["ownership"][key]))
