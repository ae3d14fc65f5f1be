"""Addresses that scripts put together or decode: read where the way back is certain, left alone where it is not."""

from __future__ import annotations

import base64
import codecs
import re
from binascii import Error
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain
from urllib.parse import unquote

from auditor.collect.extract.script_strings import LONGEST, written_by

_LONGEST = 1_000_000
"""Signs of a page that are read."""
_MOST = 200
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}")
_MAILTO = re.compile(r"mailto:\s*([^\"'<>\s?]{3,320})", re.IGNORECASE)
_SCRIPT = (re.compile(r"<script\b[^>]{0,500}>"), "</script")
_LOUD_SCRIPT = (re.compile(r"<SCRIPT\b[^>]{0,500}>"), "</SCRIPT")
_HANDLER = re.compile(r"on[a-z]+=\s*(?:\"([^\"]{1,2000})\"|'([^']{1,2000})')", re.IGNORECASE)
_SCRIPT_LINK = re.compile(r"\"(javascript:[^\"]{1,2000})\"|'(javascript:[^']{1,2000})'", re.IGNORECASE)
_SCRIPT_SIGNS = ("document.write", "innerHTML", "outerHTML", ".href", "location", "setAttribute(", ".html(", ".append(")
_HOLDS = ("@", "lto", "&#", "%40", "fromCharCode", "atob", "\\u0040", "\\x40")
"""One of these stands in every script that writes an address."""
_TYPO3 = re.compile(
    r"UnCryptMailto\(\s*(?:['\"]|%27|&#0?39;|&quot;)(.{5,300}?)(?:['\"]|%27|&#0?39;|&quot;)", re.IGNORECASE
)
_TOKEN = re.compile(
    r"data-mailto-token\s*=\s*[\"']([^\"']{5,300})[\"'](?:[^<>]{0,200}?data-mailto-vector\s*=\s*[\"']?(-?\d{1,2}))?",
    re.IGNORECASE,
)
_CRYPTX = re.compile(r"DeCryptX\(\s*(?:['\"]|%27|&#0?39;|&quot;)(.{6,400}?)(?:['\"]|%27|&#0?39;|&quot;)\s*\)")
_ROTATED = re.compile(r"data-enc-email\s*=\s*[\"']([^\"']{5,320})[\"']", re.IGNORECASE)
_SPAMSPAN = re.compile(
    r"class=[\"']?spamspan\b.{0,40}?>.{0,80}?class=[\"']?u[\"']?>([^<]{1,64})</span>.{0,300}?class=[\"']?d[\"']?>([^<]{3,200})</span>",
    re.IGNORECASE | re.DOTALL,
)
_DOTTED = re.compile(r"\s{0,9}[\[({]\s{0,9}(?:dot|punkt|point|punto)\s{0,9}[\])}]\s*", re.IGNORECASE)
_TABLES = re.compile(r"var ml=\"([^\"]{3,200})\",mi=\"([^\"]{3,4000})\"")
_RANGES = ((0x2B, 0x3A), (0x40, 0x5A), (0x61, 0x7A))
"""Signs that TYPO3 shifts, each within its range."""
_ATTRIBUTE = re.compile(r"\sdata-([\w-]{1,30})\s*=\s*(?:\"([^\"]{1,300})\"|'([^']{1,300})')", re.IGNORECASE)
_CARRIES_PARTS = re.compile(r"<\w+\b[^<>]{0,1200}>")
_DATA = re.compile(
    r"data-(?:domain|host|website|[\w-]{0,12}mail(?:to)?|[\w-]{0,8}(?:addr|address|b64|base64|enc|encoded))="
)
_LOCALS = ("user", "name", "local", "localpart", "account", "mailbox", "u", "username")
_DOMAINS = ("domain", "host", "website", "d")
_ENDS_BACKWARDS = frozenset(
    re.findall(
        r"\w+",
        "moc ten gro ofni zib ue oi oc ppa ved ia em pohs enilno etis erots hcet puorg ta ua eb gb rb ac hc lc nc zc ed kd ee se if"
        " rf rg rh uh ei ni si ti pj rk il tl ul vl xm ln on zn lp tp or sr ur es is ks rt wt au ku su az",
    )
)
"""The usual top-level domains of IANA's list, read backwards."""
_ENDINGS = ("tld", "ext", "suffix")
_WHOLE = re.compile(r"(?:[\w-]{0,12}mail(?:to)?|e|[\w-]{0,8}(?:addr|address|b64|base64|enc|encoded))")
"""Names of attributes that hold a whole address: as it is, backwards, in base64 or turned by 13 letters."""
_JOOMLA = re.compile(r"<joomla-hidden-mail\b([^<>]{10,2000})>", re.IGNORECASE)
_ITS_PART = re.compile(r"\b(first|last|text)\s*=\s*[\"']([\w+/=]{4,600})[\"']", re.IGNORECASE)
_TURNED = re.compile(r">\s{0,20}([^<>@\s]{2,200}@[^<>@\s]{1,64})\s{0,20}<")
_TURNS = ("bidi-override", "<bdo")
"""What a page that shows text backwards says, unless its style sheet is a file of its own."""
_BY_STYLE = re.compile(
    r"content(?<!\wcontent)\s{0,9}:\s{0,9}[\"']([^\"'<>{}]{1,64}(?:@|\\0{0,4}40)[^\"'<>{}]{3,255})[\"']"
)
"""Begins with what it has to find, which is looked up many times faster: "content" stands in the head of nearly every page."""
_FIELD = re.compile(r"<input\b[^<>]{1,1500}>", re.IGNORECASE)
_FIXED = re.compile(r"\sreadonly(?![\w-])", re.IGNORECASE)
_VALUE = re.compile(r"\svalue\s{0,9}=\s{0,9}[\"']([^\"'<>]{5,320})[\"']", re.IGNORECASE)
_UNREAD = re.compile(
    r"UnCryptMailto|DeCryptX|data-enc-email|data-mailto-token|spamspan|cloak(?:ed|ing)?[\w-]{0,40}mail|mail[\w-]{0,12}(?:cloak|protect|obfusc|encod|crypt)"
    r"|(?:obfusc|encod|crypt|antispam|anti-spam|protected)[\w-]{0,12}mail|hivelogic|eeb_mail|__cf_email__"
    r"|[\"']mailto:[\"']\s{0,9}\+|[\"']mai[\"']\s{0,9}\+\s{0,9}[\"']lto|[\"']\s{0,9}\+\s{0,9}[\"'](?:@|&#64;|&#x40;|%40)[\"']|[\"'](?:@|&#64;|&#x40;|%40)[\"']\s{0,9}\+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cloaked:
    """An address that is not written out on the page."""

    address: str
    place: int
    """Where in the mark-up it is hidden."""


def cloaked(html: str, host: str = "") -> list[Cloaked]:
    """Return the addresses that scripts, style sheets and coded attributes of a page hide, each once.

    Args:
        html: The page.
        host: Where it stands: an address of its own domain is told backwards too, whatever style sheet turns it round.
    """
    html = html[:_LONGEST]
    found: dict[str, int] = {}
    for place, text in chain(_decoded(html), _turned(html, host.lower().removeprefix("www.")), _shown(html)):
        for address in _addresses(text):
            found.setdefault(address, place)
            if len(found) >= _MOST:
                break
    return [Cloaked(address, place) for address, place in found.items()]


def undecoded(html: str) -> bool:
    """Return whether a script of the page seems to write an address that we can't read: then its absence proves nothing."""
    return _UNREAD.search(html[:_LONGEST]) is not None and not cloaked(html)


def _addresses(text: str) -> Iterator[str]:
    text = unescape(unquote(text))
    for match in _MAILTO.finditer(text):
        if _ADDRESS.fullmatch(match[1].strip()):
            yield match[1].strip()
    for match in _ADDRESS.finditer(re.sub(r"<[^<>]*>", "", text)):
        yield match[0].removeprefix("mailto:")


def _decoded(html: str) -> Iterator[tuple[int, str]]:
    """Yield what is hidden, as text that holds addresses, with its place."""
    scripted = any(sign in html for sign in _SCRIPT_SIGNS)
    for place, code, is_coded in chain(_scripts(html), _handlers(html)) if scripted else ():
        written = written_by(unescape(unquote(code)) if is_coded else code) if _may_write(code) else []
        yield from ((place, text) for text in written if "@" in unescape(unquote(text)))
    for sign in _DATA.finditer(html) if " data-" in html else ():
        tag = _CARRIES_PARTS.match(html, max(0, html.rfind("<", max(0, sign.start() - 600), sign.start())))
        if tag is not None and (text := _parts(tag)):
            yield tag.start(), text
    for needed, pattern, decode in _WAYS if _coded(html) else ():
        for match in pattern.finditer(html) if needed in html else ():
            if text := decode(match):
                yield match.start(), text


def _places(html: str, *signs: str) -> Iterator[int]:
    """Yield where one of `signs` stands; plain look-ups, since patterns over the whole page are what takes the time."""
    for sign in signs:
        place = html.find(sign)
        for _ in range(_MOST):
            if place < 0:
                break
            yield place
            place = html.find(sign, place + 1)


def _coded(html: str) -> bool:
    return "Crypt" in html or "data-" in html or "spamspan" in html or "joomla-hidden" in html or "var ml=" in html


def _scripts(html: str) -> Iterator[tuple[int, str, bool]]:
    """Yield where scripts stand, what they say, and whether signs are written otherwise in it."""
    yield from _elements(html, *_SCRIPT)
    if "<SCRIPT" in html:
        yield from _elements(html, *_LOUD_SCRIPT)


def _elements(html: str, begins: re.Pattern[str], ends: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the scripts between two tags; one that is never closed ends with the page."""
    end = 0
    while end >= 0 and (match := begins.search(html, end)) is not None:
        end = html.find(ends, match.end())
        yield match.start(), html[match.end() : end if end >= 0 else len(html)], False


def _handlers(html: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the scripts that stand in attributes and in links."""
    for place in _places(html, "onclick=", "onmouse"):
        if (match := _HANDLER.match(html, place)) is not None:
            yield match.start(), match[1] or match[2], True
    for place in _places(html, "javascript:"):
        if (match := _SCRIPT_LINK.match(html, place - 1)) is not None:
            yield match.start(), match[1] or match[2], True


def _may_write(code: str) -> bool:
    return len(code) <= LONGEST and any(sign in code for sign in _HOLDS)


def _typo3(match: re.Match[str]) -> str:
    """Return a TYPO3 address: only with the right shift does it begin with `mailto:`."""
    coded = unescape(unquote(match[1]))
    shifted = (_shifted(coded, offset) for offset in range(-25, 26) if offset)
    return next((text for text in shifted if text.lower().startswith("mailto:")), "")


def _shifted(text: str, offset: int) -> str:
    return "".join(_shift(ord(sign), offset) for sign in text)


def _shift(code: int, offset: int) -> str:
    for first, last in _RANGES:
        if first <= code <= last:
            return chr(first + (code - first + offset) % (last - first + 1))
    return chr(code)


def _cryptx(match: re.Match[str]) -> str:
    """Return an address of the WordPress plug-in CryptX: each sign behind the number it was moved by."""
    coded = unescape(match[1])
    pairs = [coded[index : index + 2] for index in range(0, len(coded) - 1, 2)]
    if not all(pair[0].isdigit() for pair in pairs):
        return ""
    return "".join(chr(max(0, ord(pair[1]) - int(pair[0]))) for pair in pairs)


def _rotated(match: re.Match[str]) -> str:
    return codecs.decode(unescape(match[1]), "rot13").replace("[ng]", "@").replace("[at]", "@")


def _spamspan(match: re.Match[str]) -> str:
    local, domain = (_DOTTED.sub(".", unescape(part)).strip() for part in match.groups())
    return f"{local}@{domain}"


def _table(match: re.Match[str]) -> str:
    letters, places = match.groups()
    indexes = [ord(sign) - 48 for sign in places]
    return (
        unquote("".join(letters[index] for index in indexes)) if all(0 <= one < len(letters) for one in indexes) else ""
    )


def _parts(match: re.Match[str]) -> str:
    """Return the address whose halves stand in attributes, forwards or backwards."""
    given = {name.lower(): unescape(one or other).strip() for name, one, other in _ATTRIBUTE.findall(match[0])}
    local, domain, ending = (
        next((given[name] for name in names if name in given), "") for names in (_LOCALS, _DOMAINS, _ENDINGS)
    )
    if local and domain:
        whole = f"{local}@{domain}{'.' + ending.lstrip('.') if ending else ''}"
        return whole[::-1].partition("@")[2] + "@" + domain[::-1] if _is_backwards(domain) and not ending else whole
    return next((found for name, text in given.items() if _WHOLE.fullmatch(name) and (found := _plain(text))), "")


def _plain(text: str) -> str:
    """Return the address that an attribute holds; empty where it holds none."""
    readings = (text, text[::-1], _unpacked(text), codecs.decode(text, "rot13"))
    addresses = [unquote(one).strip().removeprefix("mailto:").partition("?")[0] for one in readings]
    found = [one for one in addresses if _ADDRESS.fullmatch(one) and not _is_backwards(one)]
    usual = (one for one in found if one.rpartition(".")[2].lower()[::-1] in _ENDS_BACKWARDS)
    return next(usual, next(iter(found), ""))


def _unpacked(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8")
    except (Error, ValueError):
        return ""


def _joomla(match: re.Match[str]) -> str:
    """Return the address of Joomla's element: its halves, or the text it shows, in base64."""
    given = {name.lower(): _unpacked(value) for name, value in _ITS_PART.findall(match[1])}
    halves = f"{given.get('first', '')}@{given.get('last', '')}"
    return halves if _ADDRESS.fullmatch(halves) else given.get("text", "")


def _shown(html: str) -> Iterator[tuple[int, str]]:
    """Yield what a style sheet writes on the page, and what stands in fields to copy it from."""
    for match in _BY_STYLE.finditer(html) if "content" in html else ():
        yield match.start(), match[1].replace("\\40 ", "@").replace("\\0040", "@").replace("\\40", "@")
    for match in _FIELD.finditer(html) if "readonly" in html else ():
        if _FIXED.search(match[0]) and (value := _VALUE.search(match[0])) is not None:
            yield match.start(), unescape(value[1])


def _turned(html: str, host: str) -> Iterator[tuple[int, str]]:
    """Yield what the page writes backwards and shows the right way round."""
    own = f"{host[::-1]}@" if "." in host else ""
    turns = any(sign in html for sign in _TURNS)
    if not turns and not (own and own in html):
        return
    for match in _TURNED.finditer(html):
        written = unescape(match[1])
        if written.startswith(own or "@") or (turns and _is_backwards(written)):
            yield match.start(1), written[::-1]


def _is_backwards(written: str) -> bool:
    """Return whether a domain, or an address, begins with what top-level domains are backwards, and does not end with one."""
    first, last = written.partition(".")[0], written.rpartition(".")[2]
    return first in _ENDS_BACKWARDS and (last[::-1] not in _ENDS_BACKWARDS or "." not in written.rpartition("@")[2])


_WAYS = (
    ("UnCrypt", _TYPO3, _typo3),
    ("DeCryptX", _CRYPTX, _cryptx),
    ("data-mailto-token", _TOKEN, _typo3),
    ("data-enc-email", _ROTATED, _rotated),
    ("spamspan", _SPAMSPAN, _spamspan),
    ("var ml=", _TABLES, _table),
    ("joomla-hidden-mail", _JOOMLA, _joomla),
)
