"""Pages that move visitors on by themselves: what a refresh or a script says of where to, without running anything.

Read as the HTML standard reads a refresh ("shared declarative refresh steps") and as a browser would run the plainest of
scripts: one that sets the location when the page has loaded, to an address written in it. What hangs on a condition, a
variable or a click is no such script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

_REFRESH = re.compile(
    r"[ \t\n\f\r]*(?:(\d++)[\d.]*+|(?=\.)[\d.]*+)(?:[ \t\n\f\r]*+[;,][ \t\n\f\r]*|[ \t\n\f\r]++|$)(.*)", re.DOTALL
)
_URL_IS = re.compile(r"url[ \t\n\f\r]*=[ \t\n\f\r]*", re.IGNORECASE)
_LONGEST_SCRIPT = 30_000
_MOST_SCRIPTS, _MOST_MOVES = 20, 40


class Refresh(NamedTuple):
    """What a refresh says."""

    delay: float
    """Seconds."""
    reference: str
    """As written; empty where the page itself is loaded again."""


def refresh(content: str) -> Refresh | None:
    """Return what the content of `<meta http-equiv=refresh>`, or of a Refresh header, says; None where a browser makes nothing of it."""
    match = _REFRESH.fullmatch(content[:4_000])
    if match is None:
        return None
    rest = match[2]
    if named := _URL_IS.match(rest):
        rest = rest[named.end() :]
    if rest[:1] in {'"', "'"}:
        rest = rest[1:].partition(rest[0])[0]
    return Refresh(float((match[1] or "0")[:9]), rest.strip())


@dataclass(frozen=True, slots=True)
class ByScript:
    """Where scripts take a visitor as soon as the page has loaded."""

    certain: tuple[str, ...] = ()
    """References that are gone to whatever the case."""
    possible: tuple[str, ...] = ()
    """References that are gone to in some case."""
    somewhere: bool = False
    """Whether a script sets the location to what it works out itself."""

    def __bool__(self) -> bool:
        return bool(self.certain or self.possible or self.somewhere)


def by_script(scripts: Sequence[str], url: str, on_load: str = "") -> ByScript:
    """Return where the scripts of a page take a visitor.

    Args:
        scripts: Content of its inline scripts.
        url: Of the page; scripts put addresses together from its parts.
        on_load: What the body element says is to be done once it is loaded.
    """
    certain: list[str] = []
    possible: list[str] = []
    somewhere = False
    texts = [
        text[:_LONGEST_SCRIPT]
        for text in (*scripts, on_load)[:_MOST_SCRIPTS]
        if any(word in text for word in ("location", "navigate", "open"))
    ]
    everything = "\n".join((*scripts[:_MOST_SCRIPTS], on_load))[: 2 * _LONGEST_SCRIPT]
    for text in texts:
        for target, sure in _moves(text, url, everything):
            if target is None:
                somewhere = True
            else:
                (certain if sure else possible).append(target)
    return ByScript(tuple(dict.fromkeys(certain)), tuple(dict.fromkeys(possible)), somewhere)


def clicked(script: str, url: str) -> tuple[str, ...]:
    """Return the references that a handler such as `onclick`, or a `javascript:` address, takes a visitor to."""
    found = [target for target, _ in _moves(script[:2_000], url, script)]
    found += [_text_of(match[1]) for match in _OPEN.finditer(script[:2_000])]
    return tuple(dict.fromkeys(target for target in found if target))


# ---------------------------------------------------------------------------------------------------------------- scripts

_STRING = r'"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'" + r"|`(?:[^`\\$]|\\.)*`"
_OWNER = r"(?:(?:window|self|top|parent|document|this|globalThis)\s*\.\s*){0,3}"
_ALIAS = re.compile(
    rf"(?:var|let|const|,)\s{{0,99}}([A-Za-z_$][\w$]{{0,99}})\s{{0,99}}=\s*{_OWNER}location\s{{0,99}}(?=[;,\n])"
)
_BRACKETED = re.compile(r"\[\s*['\"](location|href|replace|assign)['\"]\s*\]")
_CONSTANT = re.compile(
    rf"(?:var|let|const|,)\s{{0,99}}([A-Za-z_$][\w$]{{0,99}})\s{{0,99}}=\s*({_STRING})\s{{0,99}}(?=[;,\n]|$)"
)
_OPEN = re.compile(rf"(?<![\w$.])(?:window\s*\.\s*)?open\s*\(\s*({_STRING})")
_LATER = re.compile(rf"(?<![\w$])setTimeout\s*\(\s*({_STRING})")
_ESCAPE = re.compile(r"\\(?:u\{?([0-9a-fA-F]{2,6})\}?|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_PIECE = re.compile(
    rf"//[^\n]*|/\*.*?(?:\*/|\Z)|{_STRING}|[{{}}]", re.DOTALL
)  # comments, strings and braces: what a statement stands in
_TERM = re.compile(rf"\s*(?:({_STRING})|([A-Za-z_$][\w$]*(?:\s*\.\s*[A-Za-z_$][\w$]*)*)(?![\w$(\[]))\s*")
_CONDITION = re.compile(r"(?<![\w$])(?:if|else|case|catch|switch|for|while)(?![\w$])|&&|\|\||\?(?!\.)")
_FUNCTION = re.compile(
    r"function\s{0,9}([\w$]{0,99})\s{0,9}\([^()]{0,200}\)\s{0,99}$"
    r"|([\w$]{1,99})\s{0,9}=\s{0,9}(?:async\s{0,9})?(?:\([^()]{0,99}\)|[\w$]{1,99})\s{0,9}=>\s{0,99}$|=>\s{0,99}$"
)
_AT_ONCE = re.compile(
    r"setTimeout\s{0,9}\(|ready\s{0,9}\(|\$\s{0,9}\(\s{0,9}(?:function|\(|async)|jQuery\s{0,9}\(\s{0,9}(?:function|\()|onload\s{0,9}="
    r"|addEventListener\s{0,9}\(\s{0,9}['\"](?:load|DOMContentLoaded|pageshow|readystatechange)|requestAnimationFrame\s{0,9}\(|(?:^|\n)\s{0,99}(?:[(!+~]|void\s)\s{0,9}(?:async\s{0,9})?(?:function|\([^()]{0,99}\)\s{0,9}=>)"
)


def _moves(text: str, url: str, everything: str) -> Iterator[tuple[str | None, bool]]:
    """Yield (reference, whether it is gone to in any case); None for a reference that cannot be told."""
    text = _BRACKETED.sub(r".\1", text)
    aliases = [match[1] for match in islice(_ALIAS.finditer(text), 5)]
    owned = "|".join((rf"{_OWNER}location", *map(re.escape, aliases)))
    setting = re.compile(
        rf"(?<![\w$.'\"])(?:{_OWNER}location|(?:{owned})(?:\s*\.\s*(?:href|pathname)))\s*=(?![=>])\s*"
        rf"|(?<![\w$.'\"])(?:{owned})\s*\.\s*(?:replace|assign)\s*\(\s*|(?<![\w$.])window\s*\.\s*navigate\s*\(\s*"
        rf"|\$\(\s*{_OWNER}location\s*\)\s*\.\s*(?:attr|prop)\s*\(\s*['\"]href['\"]\s*,\s*"
        rf"|(?<![\w$.])(?:window\s*\.\s*)?open\s*\(\s*(?=(?:{_STRING})\s*,\s*['\"]_(?:self|top|parent)['\"])"
    )
    known = {**_constants(text), **_parts_of(url, aliases)}
    spans = _strings_of(text)
    for match in islice(setting.finditer(text), _MOST_MOVES):
        if any(start <= match.start() < end for start, end in spans):
            continue
        yield _expression(text, match.end(), known), _is_certain(text, match.start(), everything)
    for match in islice(_LATER.finditer(text), 5):
        if not any(start < match.start() < end for start, end in spans):
            yield from _moves(_text_of(match[1]), url, everything)


def _constants(text: str) -> dict[str, str]:
    """Return the names that are given a text once, and nothing else anywhere."""
    found = {match[1]: _text_of(match[2]) for match in islice(_CONSTANT.finditer(text), 50)}
    return {
        name: value
        for name, value in found.items()
        if len(re.findall(rf"(?<![\w$.]){re.escape(name)}\s*\+?=(?!=)", text)) == 1
    }


def _strings_of(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _PIECE.finditer(text) if match.group()[0] in "\"'`/"]


def _expression(text: str, at: int, known: Mapping[str, str]) -> str | None:
    """Return what a sum of texts and parts of the location comes to; None where anything else is in it."""
    found = ""
    while (term := _TERM.match(text, at)) is not None:
        if term[1]:
            found += _text_of(term[1])
        elif (value := known.get("".join(term[2].split()))) is not None:
            found += value
        else:
            return None
        at = term.end()
        if text[at : at + 1] == "+":
            at += 1
        else:
            ended = at >= len(text) or text[at] in ";,)}" or "\n" in text[len(text[:at].rstrip()) : at]
            return found if ended else None
    return None


def _text_of(literal: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        if code:
            return chr(min(int(code, 16), 0x10FFFF))
        return {"n": "\n", "t": "\t", "r": "\r"}.get(match[3], match[3])

    return _ESCAPE.sub(plain, literal[1:-1]).strip()


def _parts_of(url: str, aliases: Sequence[str]) -> Mapping[str, str]:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return {}
    said = {
        "protocol": f"{parts.scheme}:",
        "host": parts.netloc,
        "hostname": host,
        "origin": f"{parts.scheme}://{parts.netloc}",
        "pathname": parts.path,
        "search": f"?{parts.query}" if parts.query else "",
        "hash": "",
        "href": url,
    }
    owners = ("location", "window.location", "document.location", "self.location", "top.location", *aliases)
    return {f"{owner}.{name}": value for owner in owners for name, value in said.items()} | dict.fromkeys(owners, url)


def _is_certain(text: str, at: int, everything: str) -> bool:
    """Return whether a statement runs in any case once the page has loaded."""
    headers = _around(text, at)
    statement = text[headers.pop() : at]
    first = re.split(r"[;\n]", statement)[-1] if "(" not in statement else statement.rsplit(";", 1)[-1]
    if _CONDITION.search(first) or ("=>" in first and not _AT_ONCE.search(first)):
        return False
    return all(_runs(text[max(0, start - 200) : start], everything) for start in headers)


def _around(text: str, at: int) -> list[int]:
    """Return where the braces open that a place stands in; last, where the innermost block or the block before it ends."""
    opened: list[int] = []
    last = 0
    for match in _PIECE.finditer(text, 0, at):
        if match.group() == "{":
            opened.append(match.start())
            last = match.end()
        elif match.group() == "}":
            if opened:
                opened.pop()
            last = match.end()
    return [*opened, last]


def _runs(header: str, everything: str) -> bool:
    """Return whether the block that follows `header` runs in any case once the page has loaded."""
    own = re.split(r"[;{}]", header)[-1]
    function = _FUNCTION.search(own)
    if function is None:
        return not _CONDITION.search(own)
    if _AT_ONCE.search(own):
        return True
    name = function[1] or function[2]
    return bool(name) and _is_called(name, everything)


def _is_called(name: str, everything: str) -> bool:
    written = re.escape(name)
    calls = re.findall(rf"(?<![\w$.])(?<!function ){written}\s*\(", everything)
    given = re.search(rf"(?:setTimeout\s*\(|onload\s*=|ready\s*\(|\$\s*\(|['\"]\s*,)\s*{written}(?![\w$(])", everything)
    return bool(calls) or given is not None
