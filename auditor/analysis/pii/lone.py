"""Given names that stand alone, where the page speaks of somebody: `Call Jane at 555-0100`, `Jane: 555-0100`, jane@. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from auditor.analysis.pii.context import Context
from auditor.analysis.pii.evidence import detail_follows
from auditor.resources import facts
from auditor.text.fold import fold
from auditor.text.people import lexicon

_NAME = r"([^\W\d_a-z][^\W\d_A-Z]{1,15})"
_LINE = re.compile(
    rf"(?:^|(?<=[\n\t]))[ \u00a0]{{0,20}}{_NAME}(?=[ \u00a0]{{0,20}}(?:$|[\n\t:,|(\u2013\u2014-]|\d|ext|x\d))"
)
_ENTRY = re.compile(
    r"(?:^|(?<=[\n\t]))[ \u00a0]{0,20}([^\W\d_a-z][\w .'-]{1,30}?)(?=[ \u00a0]{0,9}[:\u2013\u2014,(-]?[ \u00a0]{0,9}(?:$|[\n\t(+]|\d))"
)
_COUPLE = re.compile(
    rf"\b{_NAME}(?: (?:and|&|und|et|y|e|en|och|og|i) )([^\W\d_a-z][^\W\d_A-Z]{{1,15}}(?: [^\W\d_a-z][\w.'-]{{1,20}}){{1,2}})"
)
_NEXT = re.compile(
    r"(?:[ \u00a0]*[,.!?;:)@(\n\t]|[ \u00a0]+(?:at|on|for|or|to|in|today|and|directly|if|with|about|now|unter|per|au|al|op|via)\b|[ \u00a0]*$|[ \u00a0]+[\d(+])"
)
_MOST = 100


def lone_names(context: Context, found: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Yield given names alone with their places; `found` are folded names of the persons already known."""
    text = context.text
    mailboxes = {fold(email.partition("@")[0]) for _, email in context.emails}
    persons = set(found)
    for match in [*_asked_for().finditer(text)][:_MOST]:
        if _is_given(match[1]) and _NEXT.match(text, match.end()):
            yield match[1], match.start(1), match.end(1)
    branches = _is_list_of_branches(text)
    for match in _LINE.finditer(text):
        word = fold(match[1])
        if branches and word not in mailboxes:
            continue
        if _is_given(match[1]) and (
            detail_follows(text, match.end(1)) or (word in mailboxes and _is_alone(text, match.end(1)))
        ):
            yield match[1], match.start(1), match.end(1)
    for match in _COUPLE.finditer(text):
        if fold(match[2]) in persons and _is_given(match[1]):
            yield match[1], match.start(1), match.end(1)


def _is_list_of_branches(text: str) -> bool:
    """Return whether of three lines and more of the form `Word: number` most begin with no given name: towns, departments."""
    heads = [match[1] for match in [*_ENTRY.finditer(text)][:_MOST] if detail_follows(text, match.end(1))]
    return len(heads) > 2 and sum(map(_is_given, heads)) * 3 < len(heads)


def _is_alone(text: str, end: int) -> bool:
    return text[end : end + 1] in {"", "\n", "\t", ":", ","}


def _is_given(word: str) -> bool:
    folded = fold(word)
    named = folded in lexicon.given() or folded in _lone_names()
    return named and folded not in lexicon.lone_towns() and not lexicon.is_role_word(folded)


@cache
def _lone_names() -> frozenset[str]:
    return frozenset(facts("text/people/never.toml")["lone"]["names"].split())


@cache
def _asked_for() -> re.Pattern[str]:
    spelled = "|".join(
        re.escape(word).replace(r"\ ", r"\s") for word in facts("text/people/words.toml")["introduces"]["lone"]
    )
    return re.compile(rf"(?<!\w)(?i:{spelled})[ \u00a0:]{{1,2}}{_NAME}(?![\w-])")
