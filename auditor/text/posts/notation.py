r"""How phrases are written, and what that means: as a regular expression, and the words with which they begin.

A phrase in the TOML files beside this module is written in lower case and without accents:

    word        that word; a blank also stands for a comma or a hyphen between words
    (a|b)       one of several; `(a )?` may be lacking
    stem*       the rest of the word may be anything
    (a |b )*    up to four of them
    (\w+ ){0,3}   any word; how often, as in regular expressions
    a ~ b       up to four words between
    ^           at the start of a sentence or after a comma, greetings passed over
    $           at the end of a sentence, at the end of one of several too: `(stop$|go on)`
    zurl zmail zphone zname    a web address, an e-mail address, a number, a mention
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

KEY = 3
"""First letters by which words are found whose rest is open."""
_LITERAL = re.compile(r"[^\W_]+")
_OFTEN = re.compile(r"[?*+]|\{\d+(?:,\d*)?\}")
_STEM = re.compile(r"(?<=\w)\*")
_END = r"\W{0,3}(?=[.!?\n\u2026]|\Z)"
_BLANK = "[ ,-]{1,3}"
_GAP = rf"(?:{_BLANK}[^\s,.!?-]{{1,40}}){{0,4}}{_BLANK}"
_ANYTHING = "~"
"""What follows where the notation does not tell which word it is."""


def pattern(phrase: str) -> str:
    """Return a phrase as a regular expression to match at the start of its first word."""
    body = phrase.removeprefix("^").replace("-", " ")
    end = "" if body.endswith("$") else r"(?!\w)"
    body = _STEM.sub(r"\\w{0,20}", body.replace("(", "(?:").replace(")*", "){0,4}"))
    body = body.replace(r"\w+", r"[\w']{1,30}").replace(".", r"\.")
    body = body.replace(" ~ ", "\0").replace(" ", _BLANK).replace("\0", _GAP).replace("'", "'?").replace("$", _END)
    return f"(?:{body}){end}"


def heads(phrase: str) -> set[str]:
    """Return the words with which texts that match a phrase begin; `abc*` where only their first letters are certain.

    Raises:
        ValueError: fewer than three letters are certain.
    """
    if phrase.startswith("("):
        inside, rest = _group(phrase)
        found = {head for each in _alternatives(inside) for head in heads(each + rest.lstrip("?*"))}
        return found | heads(rest[1:]) if rest.startswith(("?", "*")) else found
    literal = _LITERAL.match(phrase)
    if literal is None:
        raise ValueError(f"phrase {phrase!r} does not begin with a word")
    word, rest = literal.group(), phrase[literal.end() :]
    if rest.startswith("'"):  # which may be lacking
        return {word} | heads(word + rest[1:])
    if not rest or rest[0] not in "(*?+{":
        return {word}
    if rest[0] in "?(" and len(word) < KEY + 1:
        return _branched(word, rest)
    if len(word) < KEY:
        raise ValueError(f"phrase {phrase!r}: its first {KEY} letters are not certain")
    return {f"{word[:KEY]}*"}


def openings(phrase: str) -> Iterator[tuple[str, str]]:
    """Yield (first word, what follows it) of all ways in which a phrase may begin; `abc*` where the rest of the word is open.

    Raises:
        ValueError: a bracket is not closed.
    """
    return _openings("", phrase)


def _openings(word: str, rest: str) -> Iterator[tuple[str, str]]:
    literal = _LITERAL.match(rest)
    if literal is not None:
        word, rest = word + literal.group(), rest[literal.end() :]
    if rest.startswith("?"):  # the last letter may be lacking
        yield from _openings(word[:-1], rest[1:])
        yield from _openings(word, rest[1:])
    elif rest.startswith("("):
        yield from _branches(word, rest)
    elif rest.startswith("'"):  # which may be lacking
        if word:
            yield word, rest[1:]
        yield from _openings(word, rest[1:])
    elif rest.startswith((" ", "-")) and not word:
        yield from _openings("", rest[1:])
    elif rest.startswith(("*", "\\", "[")):
        yield f"{word}*", _ANYTHING
    elif rest.startswith(("{", "+")):
        yield f"{word[:-1]}*", _ANYTHING
    else:
        yield word, rest if rest.startswith((" ", "-")) else _ANYTHING


def _branches(word: str, rest: str) -> Iterator[tuple[str, str]]:
    """Yield the openings of a word that goes on with a group."""
    inside, after = _group(rest)
    found = _OFTEN.match(after)
    often = found.group() if found else ""
    after = after.removeprefix(often)
    repeats = often not in {"", "?"}
    again = f"({inside})*{after}" if repeats else after
    for each in _alternatives(inside):
        if repeats and " " not in each:  # one word may be made of it again and again
            yield f"{word}*", _ANYTHING
        else:
            yield from _openings(word, each + again)
    if often in {"?", "*"} or often.startswith("{0"):
        yield from _openings(word, after)


def seconds(rest: str) -> frozenset[str] | None:
    """Return the words that may come next, as `heads` writes them, given what follows a first word; None for any, or none at all."""
    found = {head for head, _ in _openings("", rest)}
    if any(len(head.removesuffix("*")) < (KEY if head.endswith("*") else 1) for head in found):
        return None
    return frozenset(f"{head[:KEY]}*" if head.endswith("*") else head for head in found)


def _branched(word: str, rest: str) -> set[str]:
    """Return the heads of a short word that goes on in one of several ways."""
    if rest.startswith("?"):
        return heads(word[:-1] + rest[1:]) | heads(word + rest[1:])
    inside, after = _group(rest)
    found = {head for each in _alternatives(inside) for head in heads(word + each + after.removeprefix("?"))}
    return found | heads(word + after[1:]) if after.startswith("?") else found


def _group(phrase: str) -> tuple[str, str]:
    depth = 0
    for index, sign in enumerate(phrase):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return phrase[1:index], phrase[index + 1 :]
    raise ValueError(f"phrase {phrase!r} lacks a closing bracket")


def _alternatives(inside: str) -> Iterable[str]:
    depth, begin = 0, 0
    for index, sign in enumerate(inside):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            yield inside[begin:index]
            begin = index + 1
    yield inside[begin:]
