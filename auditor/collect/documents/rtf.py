r"""RTF → facts (Rich Text Format 1.9.1): the information group, and who made changes and remarks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.collect.documents.told import Told
from auditor.resources import facts

MARK = b"{\\rtf"
_READ = 8_000_000
_GROUP = re.compile(
    rb"\{(?:\\\*)?\\(author|operator|manager|company|title|atnauthor)\b ?((?:[^{}\\]|\\[^{}]|\{[^{}]{0,100}\}){0,600})\}"
)
_REVISERS = re.compile(rb"\{\\\*\\revtbl\b((?:\s*\{(?:[^{}\\]|\\[^\r\n])*\}){1,60})")
_REVISER = re.compile(rb"\{((?:[^{}\\]|\\[^\r\n])*?);?\}")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_SIGN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|[^\\{};])?|\\([\\{}])|\\[a-z]{1,30}-?\d{0,8} ?|[{}\r\n]"
)


def read(body: bytes, told: Told) -> Mapping[str, tuple[str, ...]]:
    """Take in what a file tells."""
    body = body[:_READ]
    page = _CODE_PAGE.search(body[:2_000])
    encoding = f"cp{page[1].decode()}" if page else "cp1252"
    known: Mapping[str, str] = facts("collect/documents/facts.toml")["rtf"]
    for match in _GROUP.finditer(body):
        told.add(known.get(match[1].decode(), "reviewer"), _text(match[2], encoding))
    for table in _REVISERS.finditer(body):
        for one in _REVISER.finditer(table[1]):
            told.add("reviewer", _text(one[1], encoding))
    return told.facts


def _text(raw: bytes, encoding: str) -> str:
    r"""Return a group's text, its signs unescaped: `M\'fcller`, `\u1048?`."""
    said: list[str] = []
    waiting, place = bytearray(), 0
    for match in _SIGN.finditer(raw):
        waiting += raw[place : match.start()]
        place = match.end()
        if match[1]:
            waiting.append(int(match[1], 16))  # one of two bytes, in some code pages
        elif match[3]:
            waiting += match[3]
        elif match[2]:
            said += _decoded(waiting, encoding), chr(int(match[2]) % 65_536)
            waiting.clear()
    said.append(_decoded(waiting + raw[place:], encoding))
    return "".join(said).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip(" ;")


def _decoded(raw: bytes | bytearray, encoding: str) -> str:
    try:
        return bytes(raw).decode(encoding, "replace")
    except LookupError:
        return bytes(raw).decode("cp1252", "replace")
