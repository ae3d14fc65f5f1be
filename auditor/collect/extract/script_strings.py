"""What small scripts write: strings put together from literals and from variables that hold such.

Nothing is run. An expression counts only where every part of it is known for certain.
"""

from __future__ import annotations

import base64
import re
from binascii import Error
from urllib.parse import unquote

LONGEST = 20_000
"""Signs of a script that is read; libraries are longer, and none of them holds an address."""
_MOST = 400
_LITERAL = r"(?:'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|`[^`$\\]*+`)"
_CALL = rf"(?:String\.fromCharCode\([\d\s,x]{{1,2000}}\)|(?:unescape|decodeURIComponent|decodeURI|atob|window\.atob)\(\s*{_LITERAL}\s*\))"
_REVERSED = r"(?:\.split\(\s*(?:''|\"\")\s*\)\.reverse\(\)\.join\(\s*(?:''|\"\")\s*\))"
_NAME = r"[A-Za-z_$][\w$]*+"
_TERM = rf"(?:(?:{_CALL}|{_LITERAL}|{_NAME}){_REVERSED}?)"
_OPERAND = rf"(?:\(\s*+)?{_TERM}(?:\s*+\))?"
_SUM = rf"{_OPERAND}(?:\s*+\+\s*+{_OPERAND})*+"
_SET = re.compile(rf"(?<![\w$.])(?:(?:var|let|const)\s++)?({_NAME})\s*+(\+?=)\s*+({_SUM})\s{{0,99}}(?=[;,\n}}]|\Z)")
_USED = re.compile(
    rf"(?:(?:document|window\.document)\.write(?:ln)?\(|\.(?:innerHTML|outerHTML|href|textContent|innerText|location)\s*+\+?=\s*+"
    rf"|(?:window\.|document\.|self\.|top\.)?location\s*+=\s*+|\.setAttribute\(\s*+['\"]href['\"]\s*+,\s*+|\.(?:html|append|text)\(|\.attr\(\s*+['\"]href['\"]\s*+,\s*+"
    rf"|(?:window\.)?open\()\s*+({_SUM})"
)
_PART = re.compile(rf"({_CALL}|{_LITERAL}|{_NAME})({_REVERSED})?")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)


def written_by(script: str) -> list[str]:
    """Return the strings that a script writes into the page or follows as links, where they are known for certain."""
    if len(script) > LONGEST or not any(
        sign in script
        for sign in (
            "write",
            "innerHTML",
            "outerHTML",
            "href",
            "location",
            "textContent",
            "innerText",
            "html(",
            "append(",
            "open(",
        )
    ):
        return []
    used = list(_USED.finditer(script))
    if not used:
        return []
    held: dict[str, str] = {}
    events = sorted([*_SET.finditer(script), *used], key=lambda match: match.start())[:_MOST]
    found = []
    for match in events:
        if match.re is _USED:
            found.append(_value(match[1], held))
        else:
            _assign(match, held)
    return [text for text in found if text]


def _assign(match: re.Match[str], held: dict[str, str]) -> None:
    name, sign, expression = match.groups()
    value = _value(expression, held)
    if value is None or (sign == "+=" and name not in held):
        held.pop(name, None)
    else:
        held[name] = held[name] + value if sign == "+=" else value


def _value(expression: str, held: dict[str, str]) -> str | None:
    parts = []
    for written, turned in _PART.findall(expression):
        value = _term(written, held)
        if value is None:
            return None
        parts.append(value[::-1] if turned else value)
    return "".join(parts)


def _term(written: str, held: dict[str, str]) -> str | None:
    if written[0] in "'\"`":
        return _literal(written)
    name, bracket, inside = written.partition("(")
    if not bracket:
        return held.get(name)
    inside = inside.rstrip(")").strip()
    if name.endswith("fromCharCode"):
        return _characters(inside)
    if name.endswith("atob"):
        return _base64(_literal(inside))
    return unquote(_literal(inside))


def _literal(written: str) -> str:
    return _ESCAPE.sub(_escaped, written[1:-1])


def _escaped(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        return chr(int(code, 16))
    return {"n": "\n", "t": "\t", "r": "\r", "\n": ""}.get(match[3], match[3])


def _characters(numbers: str) -> str | None:
    try:
        return "".join(chr(int(number, 0)) for number in numbers.split(","))
    except (ValueError, OverflowError):
        return None


def _base64(text: str) -> str | None:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8")
    except (Error, ValueError):
        return None
