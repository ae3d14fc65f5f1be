"""Mailboxes that are spelled out without brackets, to be read aloud or to hide from robots: `jane dot doe at acme dot com`. Pure.

"Meet us at acme dot com" names a web address: where a preposition stands for the `@`, something has to speak for a mailbox.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from auditor.resources import facts
from auditor.text.fold import fold
from auditor.text.mailboxes import mailbox_kind
from auditor.text.people import lexicon

NAME_GOES_ON = re.compile(r"[\w.+%-]{0,64}@")
"""What stands behind a word for "at" and looks like a domain, where it is the name in an address that is written out."""
_ANY_DOMAIN = "company.example"
_AHEAD, _LONGEST = 30, 100
_ENDING = re.compile(r"[^\W\d_]{2,20}")
_PART = r"[^\W_][\w+-]{0,40}"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A mailbox where it is spelled out."""

    start: int
    end: int
    local: str
    """With the signs for the words."""
    domain: str


def spoken(text: str) -> Iterator[Spoken]:
    """Yield the mailboxes that are spelled out in a text with words for the `@`, and mostly for the dots, but without brackets."""
    end = 0
    for at in _at().finditer(text):
        domain = _domain().match(text, at.end())
        if domain is None or _ENDING.fullmatch(_signs(domain[0]).rpartition(".")[2]) is None:
            continue
        begin = max(end, at.start() - _LONGEST)
        local = _local().search(text[begin : at.start()])
        if local is not None and _is_meant(
            local[0], at[1], domain[0], text[max(0, begin - _AHEAD) : begin + local.start()]
        ):
            end = domain.end()
            yield Spoken(begin + local.start(), end, _signs(local[0]), _signs(domain[0]))


def _is_meant(local: str, at: str, domain: str, before: str) -> bool:
    """Return whether a mailbox is meant, and no place that somebody is at."""
    if fold(at) in _folded("at_signs"):
        return True
    written = _signs(local)
    is_personal = "." in written and mailbox_kind(f"{written}@{_ANY_DOMAIN}") == "personal"
    if _signs(domain) == domain:  # "jane.doe at acme.com"
        return is_personal
    if "." in written and written != local:  # "jane dot doe"
        return True
    if _folded("dots").isdisjoint(map(fold, domain.split())):
        return False
    return is_personal or is_name(written) or _announced().search(before) is not None


def is_name(local: str) -> bool:
    """Return whether a local part is made of names, or an initial and a family name, and is no other word."""
    said = [word for word in re.split(r"[\W\d_]+", fold(local)) if word]
    if not said or not lexicon.never().isdisjoint(said):
        return False
    if not lexicon.given().isdisjoint(said) or (len(said) > 1 and any(map(lexicon.is_family, said))):
        return True
    return any(sign.isdigit() for sign in local) and len(local) > 2  # jdoe85


def _signs(written: str) -> str:
    return _dash().sub("-", _dot().sub(".", written))


@cache
def _folded(key: str) -> frozenset[str]:
    return frozenset(map(fold, facts("text/people/spoken_mailboxes.toml")[key]))


def _either(*keys: str) -> str:
    listed = {word for key in keys for word in facts("text/people/spoken_mailboxes.toml")[key]}
    return "|".join(re.escape(word) for word in sorted(listed, key=lambda word: (-len(word), word)))


@cache
def _at() -> re.Pattern[str]:
    words = _either("at_signs", "at_words")
    # Looked at first: hardly any word begins so.
    initials = re.escape("".join(sorted({word[0] for word in words.split("|")})))
    return re.compile(
        rf"[ \t\u00a0](?<=\w[ \t\u00a0])[ \t\u00a0]?(?=[{initials}])({words})[ \t\u00a0]{{1,2}}(?=\w)", re.IGNORECASE
    )


@cache
def _dot() -> re.Pattern[str]:
    return re.compile(rf"[ \t\u00a0]{{1,9}}(?:{_either('dots', 'weak_dots')})[ \t\u00a0]+", re.IGNORECASE)


@cache
def _dash() -> re.Pattern[str]:
    return re.compile(rf"[ \t\u00a0]{{1,9}}(?:{_either('dashes')})[ \t\u00a0]+", re.IGNORECASE)


@cache
def _announced() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either('announced')})[\s:]{{1,3}}$", re.IGNORECASE)


def _word(*keys: str) -> str:
    return rf"[ \t\u00a0]{{1,2}}(?:{_either(*keys)})[ \t\u00a0]{{1,2}}"


@cache
def _local() -> re.Pattern[str]:
    between = rf"(?:\.|{_word('dots', 'weak_dots')}|{_word('dashes')})"
    return re.compile(rf"(?<![\w@.+-]){_PART}(?:{between}{_PART}){{0,3}}$", re.IGNORECASE)


@cache
def _domain() -> re.Pattern[str]:
    dot = rf"(?:\.|{_word('dots', 'weak_dots')})"
    return re.compile(
        rf"{_PART}(?:{_word('dashes')}{_PART})?(?:{dot}[^\W_][\w-]{{0,40}}){{1,4}}(?![\w@])", re.IGNORECASE
    )
