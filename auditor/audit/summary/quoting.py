"""Posts as a report quotes them: customers' names, handles, addresses and numbers hidden, times as the account's clock told them. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from auditor.analysis import redaction
from auditor.analysis.conversations import queries
from auditor.analysis.conversations.metrics.turns import handles
from auditor.analysis.conversations.sentences import duration
from auditor.analysis.masking import DOTS, mask_text
from auditor.audit.summary.conversation_nouns import Quoted
from auditor.audit.summary.moments import told_at
from auditor.model import NOTHING, Message, Post, Snapshot, phrase, quoted
from auditor.text.languages import language_tag
from auditor.text.zones import zone

MOST_QUOTED = 8
"""Posts of a conversation that are quoted: the first half, and the last. Our default."""
LONGEST = 300
"""Characters of a post that are quoted. Our default."""
_READ = 2_000
"""Characters of a post that are looked at."""
_SHORTEST = 3
"""Letters of a name that is hidden wherever it stands."""
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_JOINERS = "\u200c\u200d"


def place(timezone: str) -> ZoneInfo:
    """Return the zone that times are told in: the one named, UTC where it is several or none."""
    return zone(timezone) or ZoneInfo("UTC")


class Quoter:
    """Quotes the posts of one snapshot."""

    def __init__(self, snapshot: Snapshot, *, internal: bool) -> None:
        self._internal = internal
        self._hide = None if internal else redaction.of(snapshot)
        self._own = _called(_names(one.account for one in snapshot.channels), before="@")

    def quotes(self, posts: Sequence[Post], there: ZoneInfo) -> tuple[Quoted, ...]:
        """Return the first and the last posts of a conversation, each with the time since the one above it."""
        shown = posts if len(posts) <= MOST_QUOTED else [*posts[: MOST_QUOTED // 2], *posts[-MOST_QUOTED // 2 :]]
        authors = tuple(dict.fromkeys(_visible(post.author).strip() for post in posts if not post.by_brand))
        strangers = _called(_names(authors), _words(authors))
        found = []
        before: datetime | None = None
        for post in shown:
            passed = (post.created_at - before).total_seconds() if before is not None else -1
            gap = duration(passed) if passed >= 0 else NOTHING
            found.append(self._quote(post, gap, strangers, there))
            before = post.created_at
        return tuple(found)

    def _quote(self, post: Post, gap: Message, strangers: re.Pattern[str], there: ZoneInfo) -> Quoted:
        who = _who(post)
        if self._internal and post.author:
            who = phrase("{who} ({author})", who=who, author=post.author)
        text = quoted(self._text(post, strangers)) or (phrase("deleted") if post.deleted else phrase("without words"))
        return Quoted(post.by_brand, who, told_at(post.created_at, there), gap, text, language_tag(post.lang), post.url)

    def _text(self, post: Post, strangers: re.Pattern[str]) -> str:
        text = " ".join(_visible(post.text[: 10 * _READ]).split())
        if len(post.text) > 10 * _READ:
            text = text.rpartition(" ")[0]
        text = _cut(text, _READ)
        if self._hide is not None:
            text = self._without_handles(_LINK.sub("[link]", text))
            text = strangers.sub(lambda match: f"{match[0][0]}{DOTS}", text)
            text = mask_text(text, self._hide, parts=True)
        return _cut(text, LONGEST)

    def _without_handles(self, text: str) -> str:
        """Return a text with all handles hidden but the company's own."""
        pieces = self._own.split(text)
        return "".join(piece if odd % 2 else queries.hide_handles(piece) for odd, piece in enumerate(pieces))


def _who(post: Post) -> Message:
    if post.by_brand:
        return phrase("Company, automatic") if post.automated else phrase("Company")
    return phrase("Customer, automatic") if post.automated else phrase("Customer")


def _names(authors: Iterable[str]) -> tuple[str, ...]:
    """Return what authors may be called in a text, the longest first: names and handles, these with and without a host."""
    found = {name for author in authors for name in (author, *handles(author)) if len(name) >= _SHORTEST}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _words(authors: Iterable[str]) -> tuple[str, ...]:
    """Return the words of names such as `Jane Quill`, by which people are spoken to."""
    words = {word for author in authors if " " in author for word in author.split() if word[0].isupper()}
    return tuple(sorted(word for word in words if len(word) >= _SHORTEST))


@lru_cache(maxsize=64)
def _called(names: tuple[str, ...], words: tuple[str, ...] = (), *, before: str = "") -> re.Pattern[str]:
    """Return a pattern for names, however written, and for words as they are, in a group; one that never matches for none."""
    listed = "|".join(map(re.escape, names)) or r"(?!)"
    exact = "|".join(map(re.escape, words)) or r"(?!)"
    return re.compile(rf"(?<!\w)({before}(?:(?i:{listed})|{exact}))(?![\w-]|[.@]\w)")


def _cut(text: str, most: int) -> str:
    """Return the beginning of a text, cut between words where there are any: half an address would not be known for one."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head.rpartition(' ')[0] or head}…"


def _visible(text: str) -> str:
    """Return a text without characters that nobody sees: they would part an address or a number that has to be hidden."""
    return "".join(_seen(text)) if not text.isascii() else text.replace("\x00", "")


def _seen(text: str) -> Iterator[str]:
    """Yield all but control and format characters; joiners stay beside letters that need them."""
    for number, character in enumerate(text):
        if character in _JOINERS:
            if not text[number - 1 : number].isascii() and not text[number + 1 : number + 2].isascii():
                yield character
        elif character.isspace() or unicodedata.category(character) not in {"Cc", "Cf"}:
            yield character
