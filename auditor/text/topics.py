"""What a post is about, told by its words: those left when names, addresses, signatures and chatter are gone. Pure functions."""

from __future__ import annotations

import re
from functools import cache

from auditor.resources import facts
from auditor.text.fold import fold
from auditor.text.posts.clean import own_lines, visible

SHORTEST = 4
"""Letters below which a word tells nothing; what holds a digit, such as `5g`, may be shorter. Our default."""
LONGEST = 2_000
"""Characters of a post that are looked at."""
MOST = 24
"""Words of a post that are kept."""
_NAMED = re.compile(
    r"(?<![\w@/.])[@\uff20][\w.-]{1,60}(?:@[\w.-]{1,100})?|\b(?:https?://|www\.)\S{1,2000}|\S{1,64}@\S{1,100}",
    re.IGNORECASE,
)
_TRAILING_TAGS = re.compile(r"(?:\s{0,9}[#\uff03]\w{1,100}+){1,40}+\s{0,9}\Z")
_WORD = re.compile(r"[^\W_]{2,40}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_KEPT_ENDS = ("ss", "us", "is", "as", "os")


def topic_words(text: str, most: int = MOST) -> tuple[str, ...]:
    """Return the words that may tell what a text is about: folded, without a plural s, each once, in their order."""
    found: dict[str, None] = {}
    nothing = _nothing()
    for word in _WORD.findall(fold(without_form(text))):
        if word in nothing or not _tells(word):
            continue
        stem = singular(word)
        if stem not in nothing:
            found[stem] = None
            if len(found) == most:
                break
    return tuple(found)


def title_words(text: str, most: int = 200) -> frozenset[str]:
    """Return the same words of a line that is no post, such as a heading."""
    return frozenset(topic_words(text, most))


def without_form(text: str) -> str:
    """Return the beginning of a post without what is form: handles, addresses, the tags at its end, its signature."""
    text = own_lines(visible(text[:LONGEST]))
    if "@" in text or "\uff20" in text or "//" in text or "www." in text:
        text = _NAMED.sub(" ", text)
    if "#" in text or "\uff03" in text:
        text = _TRAILING_TAGS.sub("", text) or text
    return _signed(text) if "\n" in text or "ent " in text or "nviado" in text else text


def singular(word: str) -> str:
    """Return a folded word without the s of the plural, where there is one for sure enough."""
    if len(word) > SHORTEST and word.endswith("s") and not word.endswith(_KEPT_ENDS):
        return word[:-1]
    return word


def is_chatter(word: str) -> bool:
    """Return whether a folded word says nothing of what a text is about."""
    return word in _nothing() or singular(word) in _nothing()


def _tells(word: str) -> bool:
    if word.isdigit():
        return len(word) > 2 and not _YEAR.fullmatch(word)
    return len(word) >= SHORTEST or not word.isalpha()


def _signed(text: str) -> str:
    """Return a text up to its signature: a line of its own, or what a program adds to the last one."""
    match = _signature().search(text)
    return text[: match.start()] if match is not None and match.start() > 0 else text


@cache
def _signature() -> re.Pattern[str]:
    lines = "|".join(map(re.escape, facts("text/topics.toml")["signatures"]["lines"]))
    # Accents stand where the list, which is folded, has none.
    lines = (
        lines.replace("envoye", "envoy[e\u00e9]")
        .replace("grus", "gr[u\u00fc](?:s|\u00df)")
        .replace("[u\u00fc](?:s|\u00df)s", "[u\u00fc](?:ss|\u00df)")
    )
    return re.compile(
        rf"(?:^|\n)\s{{0,9}}(?:-- ?\n|{lines})|\b(?:sent from my|enviado do meu|enviado desde mi)\b", re.IGNORECASE
    )


@cache
def _nothing() -> frozenset[str]:
    """Return all words of all languages that say nothing, months included: posts are too short to be sure of their language."""
    listed = [*facts("text/topics.toml")["chatter"].values(), *facts("text/posts/languages.toml")["words"].values()]
    months = [name for names in facts("text/dates.toml")["months"].values() for name in names]
    found = {word for words in (*listed, *months) for word in fold(words).split()}
    return frozenset(found.difference(facts("text/topics.toml")["kept"]["words"]))
