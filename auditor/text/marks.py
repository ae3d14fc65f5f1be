"""What pages show instead of their content because nobody filled them in.

Words and patterns are facts, in `marks.toml`; here stands how they are used. Pure functions over a page's title, heading and
visible text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any

from auditor.resources import facts
from auditor.text.fold import fold, is_unspaced, spaced, title_parts, unspaced, words
from auditor.text.letters import Exchange

_LONGEST_TITLE = 400
"""Characters of a title or heading looked at."""
_LONGEST_TEXT = 60_000
"""Characters of a page's text looked at; hostile pages are longer."""
_LONGEST_HTML = 1_000_000
_CONTEXT = 30
"""Characters either side of a placeholder in its excerpt."""
_LONGEST_EXCERPT = 160
_MOST_EXCERPTS = 5
"""Excerpts of one kind: one tells the reader enough, a hundred nothing more."""
_SENTENCE = re.compile(r"(?<=[.!?\u2026\u3002\uff01\uff1f])\s+|\s{0,99}[\n\t]\s*")
_straight = Exchange(dict(zip("\u2019\u2018\u02bc\u00b4\u00a0", "'''' ", strict=True)))


class Placeholder(StrEnum):
    """What sort of stand-in a page shows."""

    FILLER = "filler text"
    UNFINISHED = "unfinished page"
    DEFAULT = "default content"
    EXAMPLE = "example details"
    TEMPLATE = "unfilled template"


def placeholders(text: str, title: str, html: str, heading: str = "") -> tuple[tuple[str, str], ...]:
    """Return what on a page stands for content that nobody put in, as (kind, excerpt), each once, in a fixed order.

    Args:
        text: What a visitor reads, one block a line.
        title: Of the page.
        html: Its mark-up without comments; links and the programs it runs are looked for there.
        heading: Text of the first h1; read from `html` where it is not given.
    """
    text = _straight(text[:_LONGEST_TEXT])
    html = html[:_LONGEST_HTML]
    heads = [" ".join(piece[:_LONGEST_TITLE].split()) for piece in (title, heading or first_heading(html))]
    found = {
        Placeholder.FILLER: _matches(_filler(), text),
        Placeholder.UNFINISHED: _unfinished(heads, text),
        Placeholder.DEFAULT: _defaults(heads, text),
        Placeholder.EXAMPLE: _examples(text, html),
        Placeholder.TEMPLATE: _templates(text, html),
    }
    return tuple((kind.value, excerpt) for kind, excerpts in found.items() for excerpt in _few(excerpts))


@cache
def _words() -> dict[str, Any]:
    return facts("text/marks.toml")


# ----------------------------------------------------------------------------------------------------------- placeholders


def _few(excerpts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(excerpts))[:_MOST_EXCERPTS]


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    shown = 0
    for match in pattern.finditer(text):
        if match.start() >= shown:  # what an excerpt shows already needs none of its own
            yield _excerpt(text, match.start(), match.end())
            shown = match.end() + _CONTEXT


def _excerpt(text: str, start: int, end: int) -> str:
    """Return the match with the words around it on its line."""
    before = text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
    after = text[end : end + _CONTEXT].partition("\n")[0]
    if len(before) == _CONTEXT:
        before = before.partition(" ")[2]
    if len(after) == _CONTEXT:
        after = after.rpartition(" ")[0]
    return " ".join(f"{before}{text[start:end]}{after}".split())[:_LONGEST_EXCERPT]


def in_small_letters(text: str) -> str:
    """Return a text in small letters, those included that patterns without case take for one of them."""
    if not text.isascii():
        text = text.replace("\u0130", "i").replace("\u0131", "i").replace("\u017f", "s").replace("\u212a", "k")
    return text.lower()


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the phrases as whole words, whatever white space is between them."""
    alternatives = (r"\s+".join(map(re.escape, _straight(phrase).split())) for phrase in phrases)
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(alternatives)})(?![a-z])", re.IGNORECASE)


@cache
def _filler() -> re.Pattern[str]:
    return _any_of(_words()["filler"]["phrases"])


def _tokens(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in words(fold(phrase)))


@cache
def _unfinished_words() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    unfinished = _words()["unfinished"]
    apart = [phrase for phrase in unfinished["phrases"] if not is_unspaced(phrase)]
    joined = tuple(unspaced(phrase) for phrase in unfinished["phrases"] if is_unspaced(phrase))
    return tuple(map(spaced, apart)), joined, _tokens(unfinished["words"]) | _tokens(apart)


def _unfinished(heads: list[str], text: str) -> Iterator[str]:
    parts = [part for head in heads for part in title_parts(head)]
    if len(text) <= _words()["unfinished"]["longest_page"]:
        parts += text.splitlines()
    for part in parts:
        if any(_says_unfinished(sentence) for sentence in (part, *_SENTENCE.split(part))):
            yield " ".join(part.split())[:_LONGEST_EXCERPT]


def _says_unfinished(sentence: str) -> bool:
    phrases, joined, vocabulary = _unfinished_words()
    if is_unspaced(sentence):
        run = unspaced(sentence)
        return len(run) <= 24 and any(phrase in run for phrase in joined)
    tokens = words(fold(sentence))
    return vocabulary.issuperset(tokens) and any(phrase in f" {' '.join(tokens)} " for phrase in phrases)


@cache
def _default_words() -> tuple[frozenset[str], tuple[str, ...], re.Pattern[str]]:
    defaults = _words()["defaults"]
    return (
        frozenset(map(fold, defaults["titles"])),
        tuple(map(fold, defaults["starts"])),
        _any_of(defaults["sentences"]),
    )


def _defaults(heads: list[str], text: str) -> Iterator[str]:
    titles, starts, sentences = _default_words()
    for head in heads:
        for part in (head, *title_parts(head)):
            folded = fold(part)
            if folded in titles or folded.startswith(starts):
                yield part
        yield from _matches(sentences, _straight(head))
    yield from _matches(sentences, text)


@cache
def _example_patterns() -> tuple[tuple[tuple[tuple[str, ...], re.Pattern[str]], ...], re.Pattern[str]]:
    examples = _words()["examples"]
    announced = "|".join(map(re.escape, (*examples["announced"], *examples["compared"])))
    patterns = tuple((tuple(one["holds"]), re.compile(one["is"], re.IGNORECASE)) for one in examples["patterns"])
    return patterns, re.compile(rf"(?<!\w)(?:{announced})\W{{0,3}}$", re.IGNORECASE)


def _examples(text: str, html: str) -> Iterator[str]:
    patterns, announced = _example_patterns()
    for source in (text, _linked(html)):
        small = in_small_letters(source)
        for signs, pattern in patterns:
            for match in pattern.finditer(source) if any(sign in small for sign in signs) else ():
                if not announced.search(source[max(0, match.start() - _CONTEXT) : match.start()]):
                    yield _excerpt(source, match.start(), match.end())


def is_example(address: str) -> bool:
    """Return whether an address stands for the real one, such as "your@email.com"."""
    return any(pattern.fullmatch(address) for _, pattern in _example_patterns()[0])


def announces_example(before: str) -> bool:
    """Return whether a text ends with words that an example follows, such as "e.g."."""
    return _example_patterns()[1].search(before) is not None


def calls_example(before: str, behind: str = "") -> bool:
    """Return whether nothing but an example stands between two texts: "e.g. Jan Nov\u00e1k, " in front, or "(example)" behind."""
    in_front, after = _called()
    return in_front.search(before) is not None or after.match(behind) is not None


@cache
def _called() -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = sorted(_words()["examples"]["announced"], key=len, reverse=True)
    words_ = "|".join(re.escape(word) for word in listed)
    nouns = "|".join(re.escape(word.rstrip(": ")) for word in listed if word[-1] != ".")
    return (
        re.compile(
            rf"(?<!\w)(?:{words_})(?!\w)(?:\W{{0,3}}|[\s:]{{1,3}}(?:[^.!?;\n]|\.(?=\w)){{0,40}}[,/|\u00b7]\s?)$",
            re.IGNORECASE,
        ),
        re.compile(rf"\s?[(\[\u2013\u2014-]\s?(?:{nouns})(?!\w)", re.IGNORECASE),
    )


@cache
def _template_patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[re.Pattern[str], ...]]:
    templates = _words()["templates"]
    client = re.compile(templates["client"], re.IGNORECASE)
    return client, re.compile(templates["braces"]), tuple(map(re.compile, templates["patterns"]))


def _templates(text: str, html: str) -> Iterator[str]:
    client, braces, patterns = _template_patterns()
    source = f"{text}\n{_linked(html)}"
    if braces.search(source) and not client.search(html):
        yield from _matches(braces, source)
    for pattern in patterns:
        yield from _matches(pattern, source)


_CONTACT_LINK = re.compile(r"\shref\s*=\s*[\"']?((?:mailto|tel):[^\"'<>\s]{1,200})", re.IGNORECASE)
_HEADING = re.compile(r"<h1(?=[\s>])[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def _linked(html: str) -> str:
    """Return the addresses and numbers that the page's links call or write to, one a line."""
    return "\n".join(dict.fromkeys(_straight(match[1]) for match in _CONTACT_LINK.finditer(html)))


def first_heading(html: str) -> str:
    """Return the text of the first h1 in a page's mark-up; empty where there is none."""
    match = _HEADING.search(html)
    if match is None:
        return ""
    inside = html[match.end() : match.end() + 5 * _LONGEST_TITLE]
    return _TAG.sub(" ", inside.partition("</h1")[0])
