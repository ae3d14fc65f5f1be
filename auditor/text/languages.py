"""The language of a text, told from its letters, its words and what the page says of itself. Pure; nothing is fetched.

What a page declares is taken at its word only where the text does not speak against it: themes leave `lang="en"` on pages in
Turkish. Where the script leaves one language alone, no model is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from auditor.resources import facts
from auditor.text.language_model import likeliest
from auditor.text.role_words import known_languages

_LOOKED_AT = 4_000
"""Characters of a text looked at."""
_ASKED = 800
"""Characters that the model is asked about."""
_FEWEST = 24
"""Letters of Latin or Cyrillic below which only what the page declares counts. Our default."""
_SURE = 0.6
"""Certainty of the model, 0 to 1, from which its answer counts. Our default."""
_LIKELY = 0.2
"""The same for a language whose words are known, where it and its neighbours together have twice as much. Our default."""
_POSSIBLE = 0.05
"""Certainty from which a page is taken at its word. Our default, by trying texts of 50 letters on."""
_KANA = 0.03
"""Share of kana among the letters of East Asia at which a text is Japanese: Chinese has none."""
_KANA_BY = 60
"""Signs by which a Japanese text has kana. Our default."""
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
    looked_at = text[:_LOOKED_AT]
    counted = _scripts(looked_at)
    script = _dominant(counted)
    if script not in _shared() or counted[script] < _FEWEST or _by_letters(looked_at, script):
        return by_letters(text, said)
    return _by_words(looked_at, _possible(canonical(said), script))


def by_letters(text: str, said: str = "") -> str:
    """Return the code of a text's language as far as its letters tell, and where they don't, what the page declares.

    Costs little, and needs no model: Turkish that calls itself English is taken for English.
    """
    text = text[:_LOOKED_AT]
    counted = _scripts(text)
    script = _dominant(counted)
    if script in facts("text/languages.toml")["names"]:
        return script
    declared = canonical(said)
    if script in {"kana", "han"}:
        return _of_east_asia(text, counted, declared)
    if told := _by_letters(text, script):
        return told
    usual = facts("text/languages.toml")["writes"].get(script, ("",))[0]
    if not counted:
        return "" if declared == "zh" else declared
    return _possible(declared, script) or usual


def _possible(declared: str, script: str) -> str:
    """Return what a page declares; nothing where that is written in other letters than the page is."""
    writes = facts("text/languages.toml")["writes"]
    if script in writes:
        return declared if declared in writes[script] else ""
    elsewhere = declared in writes["both"] or not (
        declared == "zh" or has_own_script(declared) or any(declared in written for written in writes.values())
    )
    return declared if elsewhere and not declared.startswith(("zh", "ja")) else ""


@cache
def _shared() -> frozenset[str]:
    """Return the scripts of many languages."""
    return frozenset({"latin", *facts("text/languages.toml")["writes"]})


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


def is_near(code: str, other: str) -> bool:
    """Return whether two languages are one, or so near that a short text may be taken for the other's."""
    return code == other or any(
        code in group and other in group for group in facts("text/languages.toml")["near"]["groups"]
    )


def _by_words(text: str, declared: str) -> str:
    """Return what the model makes of a text, weighed against what the page declares."""
    answers: dict[str, float] = {}
    for said, score in likeliest(" ".join(text.split())[:_ASKED], 5):
        code = canonical(said)
        answers[code] = answers.get(code, 0.0) + score
    best = max(answers, key=lambda code: answers[code], default="")
    group = sum(part for code, part in answers.items() if is_near(code, best))
    if declared and (answers.get(declared, 0.0) >= _POSSIBLE or is_near(best, declared)):
        return declared
    score = answers.get(best, 0.0)
    told = score >= _SURE or (best in known_languages() and min(score, group / 2) >= _LIKELY)
    return best if best != _FILLER and told else declared if best == _FILLER else ""


_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)


def language_tag(text: str) -> str:
    """Return `text` if it has the shape of a language tag, else nothing."""
    return text if _LANGUAGE_TAG.fullmatch(text) else ""
