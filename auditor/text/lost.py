"""Whether a page is a not-found page, by all that it says: title, headings, first sentences, pictures.

No single word decides. Each thing said weighs, most what titles and headings say; fields for messages and long articles weigh
against. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice

from auditor.text import claims, role_words
from auditor.text.fold import spaced, title_parts, words
from auditor.text.lead import Lead, lead
from auditor.text.not_found import LONGEST_TITLE, is_number, is_question, mentions_not_found, says_not_found, sentences

_ENOUGH = 3
"""Weight from which on a page is a not-found page. A sentence that says nothing else has it alone. Our default."""
_SAYS_NOTHING_ELSE, _CLAIMS, _NUMBER, _HINTS = 3, 2, 2, 1
_SHORT = 700
"""Characters of a main part beside whose claims little else stands."""
_LITTLE = 40
"""Characters beside a first heading, for a way back: it is all that the page says."""
_LONG = 2_500
"""Characters of a main part that says more than that something is missing."""
_FIRST_LINES = 5
"""Lines of a long main part that are looked at."""
_ARTICLE = 6
"""Paragraphs of a page that is about something."""
_MANY_PARAGRAPHS = 12
_PARAGRAPH = re.compile(r"<p(?=[ >])[^>]*>[^<]{160}")
_MANY_HEADINGS = 3
"""Headings of one level below a first one: a list of questions or errors, not one message."""
_MENU_WORDS = 3
"""Words of a line that may be the entry of a menu."""
_LONGEST_WHOLE = 60_000
_LONGEST_TEXT = 1_500
"""Characters of sentences, menus left out, up to which a text without its mark-up is looked at."""


def lost_mark(html: str) -> str:
    """Return the words with which a page says that it does not exist; empty where it does not say so."""
    if sum(1 for _ in islice(_PARAGRAPH.finditer(html), _MANY_PARAGRAPHS)) == _MANY_PARAGRAPHS:
        return ""  # without a closer look: there is much to read
    page = lead(html)
    if page.paragraphs >= _ARTICLE:
        return ""
    heads = _of_heads(page)
    found = [*heads, *_of_lines(page), *_of_rest(page)]
    weight = sum(weight for weight, _ in found) - 2 * _is_named(page)
    if all(weight < _SAYS_NOTHING_ELSE for weight, _ in heads):  # else a form is there to report the broken link
        weight -= 2 * bool(page.forms) + bool(page.contacts)
    best = max(found, default=(0, ""))
    return best[1] if best[0] >= _NUMBER and weight >= _ENOUGH else ""


def is_named_page(html: str) -> bool:
    """Return whether a page says that it is one for contact, press or the like, and not that anything is missing."""
    return _is_named(lead(html)) and not lost_mark(html)


def _is_named(page: Lead) -> bool:
    """Return whether a page says in title or heading that it is one for contact, press or the like."""
    heads = (
        part
        for said in (*page.titles, page.first)
        for part in (said[:LONGEST_TITLE], *title_parts(said[:LONGEST_TITLE]))
    )
    return any(spaced(part) in _names() for part in heads)


@cache
def _names() -> frozenset[str]:
    keys = ("contact", "media", "support", "complaints", "imprint", "about", "privacy")
    return frozenset(spaced(word) for key in keys for word in role_words.listed(key) if isinstance(word, str))


def lost_words(title: str, heading: str, text: str) -> str:
    """Return the same for a page whose mark-up is not at hand: short lines may be its menu."""
    lines = [line for line in text[:_LONGEST_WHOLE].splitlines() if line.strip()]
    said = [line for line in lines if len(words(line)) > _MENU_WORDS or claims.claims(line) or is_number(line)]
    length = sum(map(len, said))
    if length > _LONGEST_TEXT:
        return ""
    titles = (" ".join(title.split()),) if title.strip() else ()
    page = Lead(titles, "", (), heading, 0, tuple(said), "\n".join(said), 0, (), 0, int("@" in text), 0, marked=False)
    found = [*_of_heads(page), *_of_lines(page)]
    best = max(found, default=(0, ""))
    return best[1] if best[0] >= _NUMBER and sum(weight for weight, _ in found) - page.contacts >= _ENOUGH else ""


def _of_heads(page: Lead) -> list[tuple[int, str]]:
    """Return the most that the title and the first heading say, each with what it weighs."""
    heads = [" ".join(said[:LONGEST_TITLE].split()) for said in (*page.titles, page.first) if said]
    found = [_of_head(said) for said in heads]
    if any(is_number(part) for said in heads for part in title_parts(said)) and (
        page.length <= _SHORT and mentions_not_found("\n".join(page.lines))
    ):
        found.append((_HINTS, ""))
    if page.first and page.length - len(page.first) <= _LITTLE and claims.claims(page.first):
        found.append((_HINTS, ""))  # and nothing else
    strongest: dict[int, str] = {}
    for weight, said in found:
        if weight:
            strongest.setdefault(weight, said)
    return list(strongest.items())


def _of_head(said: str) -> tuple[int, str]:
    parts = (*title_parts(said), said)
    for part in parts:
        if mark := says_not_found(part):
            return _SAYS_NOTHING_ELSE, mark
    for part in parts:
        if is_number(part):
            return _NUMBER, part
    for sentence in sentences(said):
        if claims.claims(sentence):
            return _CLAIMS, sentence
    return (_HINTS, hint) if any((hint := claims.hint(part)) for part in parts) else (0, "")


def _of_lines(page: Lead) -> list[tuple[int, str]]:
    """Return what the first lines of the main part say: one thing of each weight, hints up to two."""
    lines = page.lines if page.length <= _LONG else page.lines[:_FIRST_LINES]
    found: dict[int, str] = {}
    hints: set[str] = set()
    for line in lines:
        if line == page.first:
            continue
        for weight, said in _of_line(line, page):
            if weight == _HINTS:
                hints.add(said)
            else:
                found.setdefault(weight, said)
    if found.get(_CLAIMS) and page.length <= _SHORT:
        hints.add("")
    return [*found.items(), *((_HINTS, said) for said in sorted(hints)[:2])]


def _of_line(line: str, page: Lead) -> Iterable[tuple[int, str]]:
    if line[:LONGEST_TITLE] in page.headings and page.first and page.siblings >= _MANY_HEADINGS:
        return
    if is_number(line) or ("404" in line and says_not_found(line)):
        yield _NUMBER, line
    if mark := says_not_found(line, needs_noun=True):
        yield _SAYS_NOTHING_ELSE, mark
    for sentence in sentences(line):
        if claims.claims(sentence):
            yield _CLAIMS, " ".join(sentence.split())
        elif not is_question(sentence) and (hint := claims.hint(sentence)):
            yield _HINTS, hint


def _of_rest(page: Lead) -> Iterable[tuple[int, str]]:
    """Yield what the description, the pictures and the classes of a short page say."""
    if page.length > _SHORT:
        return
    for said in (page.description, *page.alternatives):
        if says_not_found(said, needs_noun=True):
            yield _SAYS_NOTHING_ELSE, said
            break
        if any(claims.claims(sentence) for sentence in sentences(said)):
            yield _CLAIMS, said
            break
    if page.marked:
        yield _HINTS, ""
