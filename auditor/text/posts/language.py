"""The language of a short post. Pure; nothing is fetched: the model comes with the package that reads it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from auditor.resources import facts
from auditor.text.language_model import likeliest
from auditor.text.posts.clean import words_only

SUPPORTED: frozenset[str] = frozenset({"en", "de", "fr", "es", "it", "nl", "pt"})
"""Languages whose posts can be read, as two-letter codes (ISO 639-1)."""

SURE = 0.45
"""Score from which an answer counts: the model's certainty, 0 to 1, and `_MARK` for each frequent word. Our default, by trying."""
CLEAR = 0.15
"""Lead over the next language below which a post is left alone. Our default, by trying."""
_MARK = 0.2
_FEWEST_LETTERS = 6
"""Below this nothing can be told: "ok", "lol". Signs of scripts without spaces count three times."""
_FEWEST_WORDS = 4
"""Words below which a post whose language can't be told counts as none at all."""
_SINGLE = 0.8
"""Score that a single word needs."""
_MIXED = 0.5
"""Share of words of the second language at which a post is in both."""
_REMEMBERED = 8_192
"""Posts whose language is kept at hand: several look at the same post, and many posts say the same."""
_LOOKED_AT = 240
_MOST_WORDS = 60
_PLENTY, _PLAIN, _FEW = 5, 0.35, 0.2
"""Words of one language alone, their share of all, and that of the second language to the first, at which no model is needed."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_DENSE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uff66-\uff9f]")
_CODE = re.compile(r"[a-z]{2,3}(?=\Z|[-_])")


def language(text: str, said: str = "") -> str:
    """Return the two-letter code of a post's language; empty where it can't be told (too short, mixed, no words).

    Args:
        text: The post. Addresses, mentions, tags and pictographs don't count.
        said: What the platform says (`lang`, BCP 47), which is taken at its word where it names a language.
    """
    return _said(said) or _read(text)


def is_wordless(text: str) -> bool:
    """Return whether a post holds too few words to be in any language: "Thanks!", a link, a pictograph."""
    words = _WORD.findall(words_only(text))
    dense = len(_DENSE.findall("".join(words)))
    return len(words) < _FEWEST_WORDS and dense < _FEWEST_LETTERS


def _said(said: str) -> str:
    code = _CODE.match(said.strip().lower())
    if code is None or code.group() in _codes()[0]:
        return ""
    return _codes()[1].get(code.group(), code.group())


def _read(text: str) -> str:
    words = _WORD.findall(words_only(text).replace("\u2019", "'"))[:_MOST_WORDS]
    return _told(" ".join(words)) if words else ""


@lru_cache(maxsize=_REMEMBERED)
def _told(joined: str) -> str:
    """Return the language of words that stand between single blanks."""
    words = joined.count(" ") + 1
    letters = len(joined) + 1 - words
    if letters < _FEWEST_LETTERS and letters + 2 * len(_DENSE.findall(joined)) < _FEWEST_LETTERS:
        return ""
    lower = joined.lower()
    scores, first, second = _by_marks(lower.split())
    if second >= max(3, _MIXED * first):
        return ""
    if second > _FEW * first or first < max(_PLENTY, _PLAIN * words):
        # The model has seen few shouts.
        for code, score in likeliest((lower if joined.isupper() else joined)[:_LOOKED_AT], 3):
            scores[code[:2]] = scores.get(code[:2], 0.0) + score
    ranked = sorted(scores.items(), key=_by_score)
    if not ranked:
        return ""
    best, score = ranked[0]
    enough = SURE if words > 1 or _DENSE.search(joined) else _SINGLE
    return best if score >= enough and score - (ranked[1][1] if len(ranked) > 1 else 0.0) >= CLEAR else ""


def _by_marks(words: list[str]) -> tuple[dict[str, float], int, int]:
    """Return what frequent words count for each language, and how many are of the first and the second language alone."""
    scores: dict[str, float] = {}
    own: dict[str, int] = {}
    marks = _marks()
    for word in words:
        if word in marks:
            for lang, counts, alone in marks[word]:
                scores[lang] = scores.get(lang, 0.0) + counts
                if alone:
                    own[lang] = own.get(lang, 0) + 1
    first, second = [*sorted(own.values(), reverse=True), 0, 0][:2]
    return scores, first, second


def _by_score(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]


@cache
def _codes() -> tuple[frozenset[str], dict[str, str]]:
    found = facts("text/posts/languages.toml")
    return frozenset(found["unsaid"]["codes"]), dict(found["same"])


@cache
def _marks() -> dict[str, tuple[tuple[str, float, bool], ...]]:
    """Return frequent words, the languages they are of, what they count for each, and whether they are of it alone."""
    lists = {lang: set(words.split()) for lang, words in facts("text/posts/languages.toml")["words"].items()}
    of: dict[str, list[str]] = {}
    for lang, words in lists.items():
        for word in words:
            of.setdefault(word, []).append(lang)
    return {
        word: tuple((lang, _MARK * (1 / len(langs)), len(langs) == 1) for lang in langs) for word, langs in of.items()
    }
