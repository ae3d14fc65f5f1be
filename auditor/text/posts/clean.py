"""A post as its words are compared: what is no language taken out, the rest folded and parted into sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from auditor.text.letters import Exchange

LONGEST = 4_000
"""Characters of a post looked at; the longest that platforms for short posts allow is below that, and hostile ones go on."""
_ENOUGH = 800
"""Characters that tell a language."""
URL, MAIL, NUMBER, NAME = "zurl", "zmail", "zphone", "zname"
"""What stands for a web address, an e-mail address, a phone number and a mention in a cleaned text."""

_URL_STANDS, _MAIL_STANDS, _NUMBER_STANDS, _NAME_STANDS = (f" {name} " for name in (URL, MAIL, NUMBER, NAME))
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]+"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+@\uff20-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_IN_A_WORD = re.compile(r"[\w.+-]@[\w-]")
"""What every `_MAIL` holds, found faster."""
_MENTION = re.compile(r"(?<!\w)[@\uff20][\w.-]{1,60}(?:@[\w.-]{1,100})?")
_HASHTAG = re.compile(r"(?<!\w)#\w{1,100}")
_TAG = re.compile(r"(?<!\w)[#\uff03](?=\w)")
_NUMBER = re.compile(r"(?<![\w.,#-])\+?\(?\d(?:[ ().\-/\u00a0]{0,2}\d){6,14}(?!\w)")
_straight = Exchange(
    dict(zip("\u2019\u2018\u02bc\u00b4`\u2032\u00a0\u202f\u00bf\u00a1\uff1f\uff01", "''''''    ?!", strict=True))
)
_ACCENTS = re.compile("[\u0300-\u036f]+")
_whole_letters = Exchange({"\u0131": "i", "\u0142": "l", "\u00f8": "o", "\u00e6": "ae", "\u0153": "oe"})
_MARKS = re.compile('["\u201c-\u201f\u00ab\u00bb]|^>', re.MULTILINE)
_QUOTED = re.compile(
    '"[^"\n]{3,400}"|[\u201c-\u201f][^\u201c-\u201f\n]{3,400}[\u201c-\u201f]|[\u00ab\u00bb][^\u00ab\u00bb\n]{3,400}[\u00ab\u00bb]|^>[^\n]*',
    re.MULTILINE,
)
_SHARE = re.compile(r"\s*(?:(?:RT|MT|Retweet)\b[\s:]*@|\U0001f501|\u267b)", re.IGNORECASE)
"""How a post begins that only passes on another one."""
_SHARE_STARTS = frozenset("RrMm\U0001f501\u267b \t\n")
_CITED = re.compile(
    r"^[ \t]{0,8}(?:>[ \t]{0,3})+(?![\d_.:;()<=-]|\Z)[^\n]*$|\[quote\b[^\]\n]{0,300}\].{0,4000}?\[/quote\]",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
"""What a post repeats of another one, as mail, Markdown and forums write it; `>_<` and `>:(` are faces, and `> 3 hours` is more than three."""
_BREAK = re.compile(r"[!?\u2026\n][.!?\u2026\n]*|\.(?:[.!?\u2026\n]+|(?=\s|\Z))")
_CLOCK = re.compile(
    r"(?<![\d.,:#])(?:1[0-2]|0?[1-9])(?:[:.h][0-5]\d)?(?: ?[-\u2013] ?(?:1[0-2]|0?[1-9])(?:[:.h][0-5]\d)?)? ?(?P<half>[ap](?:m|\.m\b))(?![\w@])",
    re.IGNORECASE,
)
"""A time of day by twelve hours: its "pm" is no private message."""
_DIGITS = re.compile(r"\d(?:[ ().\-/\u00a0]{0,2}\d){6}")
"""What every `_NUMBER` holds, found faster."""
_DIGIT = re.compile(r"\d")
_BLANKS = re.compile(r"[^\S\n ]+ *| {2,}[^\S\n]*")


class Sentence(NamedTuple):
    """A stretch of a cleaned text."""

    start: int
    end: int
    """Where it ends, its marks included."""
    asks: bool
    """Whether it ends in a question mark."""


@dataclass(frozen=True, slots=True)
class Clean:
    """A post made ready."""

    plain: str
    """As written, with stand-ins; for what depends on upper case."""
    text: str
    """In lower case without accents, with plain apostrophes and single blanks; positions are those of `sentences`."""
    sentences: tuple[Sentence, ...]
    urls: tuple[str, ...]
    """Addresses in it, in their order."""
    quoted: tuple[tuple[int, int], ...] = ()
    """Stretches of `text` that are somebody else's words: in quotation marks, in lines that quote, in a retweet."""


def clean(text: str) -> Clean:
    """Return a post without what is no language, its addresses set aside."""
    text = own_lines(visible(text))
    shared = is_share(text)
    urls: list[str] = []
    if ("://" in text or "www." in text) and (found := _URL.findall(text)):
        urls = [url.rstrip(".,;:!?)]}'") for url in found]
        text = _URL.sub(_URL_STANDS, text)
    if "@" in text or "\uff20" in text:
        if _IN_A_WORD.search(text):
            text = _MAIL.sub(_MAIL_STANDS, text)
        text = _MENTION.sub(_NAME_STANDS, text)
    if _DIGITS.search(text):
        text = _NUMBER.sub(_NUMBER_STANDS, text)
    if _DIGIT.search(text):
        text = _CLOCK.sub(_without_half, text)
    plain = _TAG.sub(" ", text) if "#" in text or "\uff03" in text else text
    folded = fold(plain)
    return Clean(
        plain, folded, tuple(_sentences(folded)), tuple(urls), ((0, len(folded)),) if shared else tuple(_quoted(folded))
    )


def _without_half(clock: re.Match[str]) -> str:
    return clock.string[clock.start() : clock.start("half")].rstrip() + " oclock"


def is_share(text: str) -> bool:
    """Return whether a post only passes on another one: what it says are somebody else's words."""
    return text[:1] in _SHARE_STARTS and _SHARE.match(text) is not None


def own_lines(text: str) -> str:
    """Return a text without the lines that repeat another post; one that holds nothing besides stays as it is."""
    if ">" not in text and "[quote" not in text.lower():
        return text
    own = _CITED.sub("\n", text)
    return own if own.strip() else text


def visible(text: str) -> str:
    """Return the first `LONGEST` characters without those nobody sees, character references resolved."""
    text = text[:LONGEST]
    if not text.isprintable():
        text = _UNSEEN.sub("", text)
    return unescape(text) if "&" in text and ";" in text else text


def words_only(text: str) -> str:
    """Return what of a post is language: no addresses, mentions, tags, numbers."""
    text = own_lines(visible(text[:_ENOUGH]))
    if "://" in text or "www." in text:
        text = _URL.sub(" ", text)
    if "@" in text:
        text = _MENTION.sub(" ", _MAIL.sub(" ", text) if _IN_A_WORD.search(text) else text)
    return _HASHTAG.sub(" ", text) if "#" in text else text


def fold(text: str) -> str:
    """Return `text` in lower case without accents, lines kept."""
    text = _straight(text) if not text.isascii() else text.replace("`", "'")
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold())
        text = _whole_letters(unicodedata.normalize("NFKC", _ACCENTS.sub("", text)))
    text = text.lower()
    # A text that is printable has no blanks but the usual one; looking at every sign takes ten times as long.
    return text if text.isprintable() and "  " not in text else _BLANKS.sub(" ", text)


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    if ('"' in text or ">" in text or not text.isascii()) and _MARKS.search(text):
        for match in _QUOTED.finditer(text):
            yield match.span()


def _sentences(text: str) -> list[Sentence]:
    found, begin = [], 0
    for match in _BREAK.finditer(text):
        if match.start() > begin:
            found.append(Sentence(begin, match.end(), "?" in match.group()))
        begin = match.end()
    if begin < len(text):
        found.append(Sentence(begin, len(text), asks=False))
    return found
