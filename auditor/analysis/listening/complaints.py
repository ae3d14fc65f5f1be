"""Whether people speak of trouble with the company: not in fun, and not of somebody else's. Pure; the words are in complaints.toml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import groupby

from auditor.analysis.conversations.metrics.words import read_words
from auditor.model import Post
from auditor.resources import facts
from auditor.text import said, service
from auditor.text.fold import fold, spaced
from auditor.text.people import lexicon
from auditor.text.posts.intents import COMPLAINT, WANTS_ANSWER
from auditor.text.posts.takeover import reports_fault
from auditor.text.topics import is_chatter

_TAG = re.compile(r"[#@\uff03\uff20]\w{1,100}")
_NAME, _ARTICLE = "@", "(?:the|my|der|die|das|la|le|les|el|il|lo|de|het|o|a)"
"""What stands for the company's name in phrases, and what may stand before it."""
_EARNEST = 0.65
"""Confidence from which somebody who laughs complains all the same. Our default."""
_MOST = 0.5
"""Share of those who complain from which a name that they give is what they complain of. Our default."""
_FEWEST = 5
"""People who have to name it. Our default."""


def complains(post: Post) -> bool:
    """Return whether a mention complains or asks in earnest."""
    reading = read_words(post)
    if is_fun(post.text):
        return reading.complaint >= _EARNEST
    return reading.complaint >= COMPLAINT or reading.wants_answer >= WANTS_ANSWER


def is_fun(text: str) -> bool:
    """Return whether a text laughs, or runs as jokes do."""
    listed = facts("analysis/listening/complaints.toml")
    start = text[: said.LONGEST]
    laughs = _laughter().search(start) is not None or any(sign in start for sign in listed["signs"])
    return laughs or _phrases("jokes").search(spaced(start)) is not None


def praises(text: str, own: AbstractSet[str]) -> bool:
    """Return whether a text names the company only as where things work, or where somebody goes.

    Args:
        text: Of a mention.
        own: Words of the company's names, folded.
    """
    runs = (_marked(part.words, own) for part in said.sentences(said.own_words(text)))
    naming = [run for run in runs if _NAME in run]
    return bool(naming) and all(_phrases("contrast").search(run) is not None for run in naming)


def _marked(words: str, own: AbstractSet[str]) -> str:
    """Return the words of a sentence between blanks, with a sign in place of the company's name."""
    marked = (_NAME if word in own else word for word in words.split())
    return f" {' '.join(word for word, _ in groupby(marked))} "


def rival(posts: Iterable[Post], own: AbstractSet[str], usual: Collection[str]) -> str:
    """Return whose trouble most of those who complain speak of, where it is not the company's; empty where it is.

    Args:
        posts: Those who complain.
        own: Words of the company's names, folded.
        usual: Words that are no names, folded: those that mentions write small as well.
    """
    listed = list(posts)
    found: Counter[str] = Counter()
    for post in listed:
        found.update({name for name in _down(post, own) if fold(name) not in usual})
    name, count = next(iter(found.most_common(1)), ("", 0))
    return name if count >= max(_FEWEST, _MOST * len(listed)) else ""


def small_words(posts: Sequence[Post]) -> frozenset[str]:
    """Return the words that posts write with a small letter, folded."""
    return frozenset(
        fold(word) for post in posts for word in service.tokens(post.text[: said.LONGEST]) if word[0].islower()
    )


def _down(post: Post, own: AbstractSet[str]) -> Iterator[str]:
    """Yield what a post names as what is down, in sentences that do not name the company."""
    for part in said.sentences(said.own_words(_TAG.sub(" ", post.text))):  # a tag names nobody as what is down
        if not own.isdisjoint(part.words.split()):
            continue
        kind = "subject" if _is_fault(part.written, post.lang) else "out"
        written = list(service.tokens(part.written))
        for at, word in enumerate(written[:-1]):
            behind = f" {' '.join(fold(' '.join(written[at + 1 : at + 5])).split())} "
            if _is_name(word, written[at - 1] if at else "") and _phrases(kind).match(behind):
                yield word


def _is_name(word: str, before: str) -> bool:
    folded = fold(word)
    listed = facts("text/statements.toml")["before_names"]["words"]
    if not word[0].isupper() or len(word) < 3 or fold(before) in listed:
        return False
    is_place = folded in lexicon.towns()
    return not is_place and not is_chatter(folded) and folded not in _nobody()


def _is_fault(written: str, lang: str) -> bool:
    state = service.state(written, lang)
    return (state is not None and state.stance == "fault") or reports_fault(written)


@cache
def _nobody() -> frozenset[str]:
    services = (word for words in facts("text/statements.toml")["services"].values() for word in words)
    return frozenset((*facts("analysis/listening/complaints.toml")["nobody"], *services))


@cache
def _laughter() -> re.Pattern[str]:
    listed = "|".join(facts("analysis/listening/complaints.toml")["laughter"])
    return re.compile(rf"(?<![\w/])(?:{listed})(?!\w)", re.IGNORECASE)


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    listed = (re.escape(one).replace(r"\*", r"[^ ]{0,20}") for one in facts("analysis/listening/complaints.toml")[kind])
    listed = (one.replace(_NAME, rf"(?:{_ARTICLE} )?{_NAME}") for one in listed)
    return re.compile(f" (?:{'|'.join(listed)}) ")
