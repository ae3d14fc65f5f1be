"""Bytes → text, the way a browser decides: mark, header, meta, then strict UTF-8, then a guess."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{1,40})""", re.IGNORECASE)
_META_WITHIN = 4096
_GUESS_FROM = 50_000
# What pages call by these names is read by browsers as the larger set (WHATWG Encoding Standard, section 4.2).
_LARGER = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
}
# Python names that are no encoding of a page; bytes-to-bytes codecs among them could unpack a bomb.
_NOT_FOR_PAGES = {
    "base64", "bz2", "hex", "idna", "mbcs", "oem", "punycode", "quopri", "raw-unicode-escape", "raw_unicode_escape",
    "rot-13", "undefined", "unicode-escape", "unicode_escape", "utf-7", "uu", "zlib",
}  # fmt: skip


def encoding_of(body: bytes, declared: str = "") -> str:
    """Return the Python codec name to decode `body` with.

    Args:
        body: As received.
        declared: The charset of the Content-Type header, if any.

    A declared encoding that cannot decode the body is a lie and passed over, as long as the body is good UTF-8.
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return codec
    named = _META.search(body[:_META_WITHIN])
    for name in (declared, named.group(1).decode("ascii") if named else ""):
        codec = _codec(name)
        # A page whose meta can be read as ASCII is no UTF-16 page (the standard reads it as UTF-8).
        if not codec or (codec.startswith("utf-16") and not _is_wide(body)):
            continue
        if codec.startswith("cp125"):  # decodes anything but a few unassigned bytes, so it has to be doubted
            return "utf-8" if _is_utf8(body) else codec
        if _decodes(body, codec):
            return codec
    if _decodes(body, "utf-8"):
        return "utf-8"
    return _guess(body[:_GUESS_FROM])


def _is_wide(body: bytes) -> bool:
    """Return whether a body may be UTF-16 as its header says: in mark-up every second byte is a NUL."""
    return body[:200].count(0) * 4 >= len(body[:200]) > 0


def _guess(body: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few pages need a guess

    guess = from_bytes(body).best()
    return guess.encoding if guess is not None else "cp1252"


def _is_utf8(body: bytes) -> bool:
    """Return whether the body is UTF-8 and not mere ASCII: such bytes hardly ever come about in a single-byte text."""
    return not body.isascii() and _decodes(body, "utf-8")


def _codec(name: str) -> str:
    try:
        found = codecs.lookup(name.strip().strip("\"'")).name if name else ""
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return ""
    return "" if found in _NOT_FOR_PAGES else _LARGER.get(found, found)


def _decodes(body: bytes, codec: str) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(body)  # a body cut at the size limit may end inside a character
    except (UnicodeError, LookupError, ValueError, AttributeError, TypeError):
        return False
    return True
