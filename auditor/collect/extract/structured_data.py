"""Contact details in structured data: JSON-LD and microdata (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from auditor.model import ContactKind

_LONGEST = 500_000
"""Characters of a script that are read."""
_MOST_NODES = 20_000
"""Objects and lists of one script that are visited."""
_LONGEST_VALUE = 300
_OPENINGS = ("<!--", "<![CDATA[", "//", "/*", "*/")
_CLOSINGS = ("-->", "]]>", "//", "/*", "*/", ";")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_BETWEEN = re.compile(r"[,;|]")
_NO_DETAIL = re.compile(r"^@|\{\{|\{%|<%|\$\{|^[0-9a-f]{24,}@", re.IGNORECASE)
"""A handle, a template's field, a key of an error tracker: no detail, whatever property holds it."""
KINDS = {"telephone": ContactKind.PHONE, "faxnumber": ContactKind.FAX, "email": ContactKind.EMAIL}
"""Properties of schema.org that hold contact details, in lower case."""
_PROPERTY = re.compile(
    r'"(?:schema:)?(telephone|faxNumber|email)"\s*:\s*(?:\[\s*)?"((?:[^"\\]|\\.){1,300})"', re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A contact detail that structured data states."""

    kind: ContactKind
    value: str
    """As written."""
    about: str = ""
    """What it is for, such as "Organization, ContactPoint: customer service"."""
    region: str = ""
    """Country of the address beside it, where one is given as a two-letter code."""


def details_in(script: str) -> list[Stated]:
    """Return the contact details a JSON-LD script states, in their order.

    Comment and CDATA wrappers, trailing commas, escaped quotes and raw line breaks are forgiven; of a script that still
    is no JSON, properties are picked out one by one.
    """
    body = script[:_LONGEST]
    found, data = load_json(body)
    if not found:
        return [
            Stated(KINDS[match[1].lower()], value)
            for match in _PROPERTY.finditer(unescape(body))
            if (value := _cleaned(_unescaped(match[2])))
        ]
    return list(_walk(data))


def load_json(script: str) -> tuple[bool, Any]:
    """Return whether a JSON-LD script could be read, and what it holds."""
    bare = _unwrapped(script)
    for mend in (str, lambda text: _TRAILING_COMMA.sub("", text), lambda text: _TRAILING_COMMA.sub("", unescape(text))):
        try:
            return True, json.loads(mend(bare), strict=False)
        except (ValueError, RecursionError):
            continue
    return False, None


def _unwrapped(script: str) -> str:
    """Return a script without the comment and CDATA marks that old advice puts around it."""
    bare = script.strip().removeprefix("\ufeff")
    for _ in range(6):
        for opening in _OPENINGS:
            bare = bare.removeprefix(opening).lstrip()
        for closing in _CLOSINGS:
            bare = bare.removesuffix(closing).rstrip()
    return bare


def _walk(data: Any) -> Iterator[Stated]:
    """Visit objects in document order without recursion: data nested a thousand levels deep is no reason to give up."""
    waiting: list[tuple[Any, str, str]] = [(data, "", "")]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node, about, region = waiting.pop()
        if isinstance(node, list):
            waiting.extend((entry, about, region) for entry in reversed(node))
        elif isinstance(node, Mapping):
            about = ", ".join(filter(None, (about, _about(node))))[-120:]
            region = _region(node) or region
            yield from _stated(node, about, region)
            inner = [value for value in node.values() if isinstance(value, Mapping | list)]
            waiting.extend((value, about, region) for value in reversed(inner))


def _stated(node: Mapping[str, Any], about: str, region: str) -> Iterator[Stated]:
    for name, written in node.items():
        kind = KINDS.get(str(name).rpartition(":")[2].rpartition("/")[2].lower())
        if kind is None:
            continue
        for value in written if isinstance(written, list) else [written]:
            for cleaned in _several(kind, _cleaned(value.get("@value") if isinstance(value, Mapping) else value)):
                if not _NO_DETAIL.search(cleaned):
                    yield Stated(kind, cleaned, about, region)


def _several(kind: ContactKind, value: str) -> list[str]:
    """Return the parts of a value that holds several details, else the value."""
    parts = [part.strip() for part in _BETWEEN.split(value)]
    fewest, sign = (1, "@") if kind is ContactKind.EMAIL else (6, "0123456789")
    if all(sum(one in sign for one in part) >= fewest for part in parts):
        return parts
    return [value] if value else []


def _cleaned(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    if isinstance(value, int) and abs(value) >= 10**18:
        return ""
    text = " ".join(str(value).split())[:_LONGEST_VALUE]
    lower = text.lower()
    for scheme in ("mailto:", "tel:", "fax:"):
        if lower.startswith(scheme):
            text = text[len(scheme) :].strip()
    return text if any(sign.isalnum() for sign in text) else ""


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _about(node: Mapping[str, Any]) -> str:
    kind = node.get("@type")
    kind = kind[0] if isinstance(kind, list) and kind else kind
    purpose = node.get("contactType") or node.get("name")
    words = [word for word in (kind, purpose) if isinstance(word, str) and word]
    return " ".join(": ".join(words)[:80].split())


def _region(node: Mapping[str, Any]) -> str:
    address = node.get("address")
    address = address[0] if isinstance(address, list) and address else address
    places = (address, node) if isinstance(address, Mapping) else (node,)
    for place in places:
        country = place.get("addressCountry")
        if isinstance(country, Mapping):
            country = country.get("name")
        if isinstance(country, str) and len(country.strip()) == 2:
            return country.strip().upper()
    return ""
