"""A page's source with other words in it and the same mark-up, mistakes and all. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

from auditor.casebook.fictional import Fictional

_PIECE = re.compile(
    r"(?P<raw><(?P<tag>script|style)\b[^>]*>)(?P<code>.*?)(?P<end></(?P=tag)\s*>|\Z)"
    r"|(?P<comment><!--.*?(?:-->|\Z))|(?P<other></?[a-z!?][^>]*+>)|(?P<open></?[a-z!?][^>]*+\Z)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""(\s)([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+)""")
_ADDRESSES = frozenset(
    {
        "href",
        "src",
        "action",
        "formaction",
        "data",
        "poster",
        "cite",
        "background",
        "manifest",
        "xlink:href",
        "data-href",
        "data-src",
        "data-url",
    }
)
_SETS = frozenset({"srcset", "imagesrcset", "data-srcset"})
_TEXTS = frozenset(
    {"alt", "title", "placeholder", "aria-label", "aria-description", "label", "summary", "value", "abbr"}
)
_AS_THEY_ARE = frozenset(
    {
        "class",
        "id",
        "name",
        "for",
        "type",
        "rel",
        "role",
        "lang",
        "dir",
        "charset",
        "http-equiv",
        "property",
        "itemprop",
        "itemtype",
        "style",
        "method",
        "enctype",
        "width",
        "height",
    }
)
_FOR_SCREENS = re.compile(r"name\s*=\s*[\"']?(?:viewport|theme-color|format-detection)", re.IGNORECASE)
_REFRESH = re.compile(
    r"(\s{0,9}[\d.]{0,9}\s{0,9}[;,]\s{0,9}(?:url\s{0,9}=\s{0,9})?['\"]?)([^'\"]+)(['\"]?)", re.IGNORECASE
)
_LITERAL = re.compile(r"""(["'`])((?:\\.|(?!\1)[^\\\n]){1,4000})\1""")
_SPELLED = re.compile(r"(?:&#x?[0-9a-f]{1,6};){3,}", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)
_SHIELDED = re.compile(r"""(data-cfemail\s*=\s*["']?|/cdn-cgi/l/email-protection#)([0-9a-f]{6,400})""", re.IGNORECASE)


def page(html: str, made_up: Fictional) -> str:
    """Return the source of a page of a made-up company."""
    parts, start = [], 0
    for match in _PIECE.finditer(html):
        parts += [_text(html[start : match.start()], made_up), _piece(match, made_up)]
        start = match.end()
    return "".join((*parts, _text(html[start:], made_up)))


def _piece(match: re.Match[str], made_up: Fictional) -> str:
    if match["raw"]:
        return _tag(match["raw"], made_up) + _code(match, made_up) + match["end"]
    if words := match["comment"] or match["open"]:
        return made_up.text(words)
    return _tag(match["other"], made_up)


def _code(match: re.Match[str], made_up: Fictional) -> str:
    if match["tag"].lower() == "style":
        return match["code"]
    if "json" in match["raw"].lower():
        try:
            return json.dumps(_data(json.loads(match["code"]), made_up), ensure_ascii=False)
        except (ValueError, RecursionError):
            pass
    return script(match["code"], made_up)


def script(code: str, made_up: Fictional) -> str:
    """Return a program with other texts, addresses and names between its quotation marks."""
    return _LITERAL.sub(lambda match: f"{match[1]}{_literal(match[2], made_up)}{match[1]}", code)


def _literal(text: str, made_up: Fictional) -> str:
    if text.lstrip()[:1] == "<":
        return page(text, made_up)
    if " " in text.strip() or "@" in text or "//" in text:
        return made_up.text(text)
    return made_up.url(text) if text.startswith(("/", "mailto:", "tel:")) else text


def _data(value: Any, made_up: Fictional) -> Any:
    if isinstance(value, dict):
        return {key: inner if key.startswith("@") else _data(inner, made_up) for key, inner in value.items()}
    if isinstance(value, list):
        return [_data(inner, made_up) for inner in value]
    return made_up.text(value) if isinstance(value, str) else value


def _text(text: str, made_up: Fictional) -> str:
    """Return a text between tags; what is spelled out in character references stays so."""
    parts, start = [], 0
    for match in _SPELLED.finditer(text):
        parts += [_plain(text[start : match.start()], made_up), _spelled(made_up.text(unescape(match[0])))]
        start = match.end()
    return "".join((*parts, _plain(text[start:], made_up)))


def _plain(text: str, made_up: Fictional) -> str:
    parts, start = [], 0
    for match in _ENTITY.finditer(text):
        parts += [made_up.text(text[start : match.start()]), match[0]]
        start = match.end()
    return "".join((*parts, made_up.text(text[start:])))


def _spelled(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)


def _tag(tag: str, made_up: Fictional) -> str:
    tag = _SHIELDED.sub(lambda match: match[1] + _shielded(match[2], made_up), tag)
    if _FOR_SCREENS.search(tag):
        return tag
    is_refresh = re.search(r"http-equiv\s*=\s*[\"']?refresh", tag, re.IGNORECASE) is not None
    return _ATTRIBUTE.sub(lambda match: _attribute(match, made_up, is_refresh=is_refresh), tag)


def _attribute(match: re.Match[str], made_up: Fictional, *, is_refresh: bool) -> str:
    space, name, equals, quoted = match.groups()
    mark = quoted[0] if quoted[0] in "\"'" else ""
    value = quoted[1:-1] if mark else quoted
    made = _value(name.lower(), value, made_up, is_refresh=is_refresh)
    return f"{space}{name}{equals}{mark}{made}{mark}"


def _value(name: str, value: str, made_up: Fictional, *, is_refresh: bool) -> str:
    if name in _AS_THEY_ARE or "email-protection#" in value or name == "data-cfemail":
        return value
    if name in _ADDRESSES:
        return _in_attribute(made_up.url(unescape(value)), value)
    if name in _SETS:
        return ", ".join(_candidates(value, made_up))
    if name == "content" and is_refresh:
        return _REFRESH.sub(lambda match: match[1] + made_up.url(match[2]) + match[3], value)
    if name.startswith(("on", "@", "v-", "x-")):
        return _in_attribute(script(unescape(value), made_up), value)
    if name in _TEXTS or name == "content" or name.startswith("data-"):
        return _in_attribute(made_up.text(unescape(value)), value)
    return value


def _in_attribute(made: str, as_written: str) -> str:
    """Return a value as it may stand between quotation marks, unchanged where nothing was changed."""
    return as_written if made == unescape(as_written) else escape(made, quote=True)


def _candidates(value: str, made_up: Fictional) -> Iterator[str]:
    for candidate in value.split(","):
        address, _, descriptor = candidate.strip().partition(" ")
        yield f"{made_up.url(address)} {descriptor}".strip()


def _shielded(text: str, made_up: Fictional) -> str:
    """Return an address shielded as Cloudflare does it: each byte combined with the first."""
    try:
        first, *rest = bytes.fromhex(text)
        plain = bytes(byte ^ first for byte in rest).decode("utf-8")
    except (ValueError, UnicodeDecodeError):
        return text
    made = made_up.mail(plain.partition("?")[0]) if "@" in plain else plain
    return bytes((first, *(byte ^ first for byte in made.encode()))).hex()
