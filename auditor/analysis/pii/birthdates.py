"""Full birth dates in a text: a word of the page's language that says so, and day, month and year next to it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from auditor.analysis.pii.deaths import is_dead_behind
from auditor.analysis.pii.written_dates import folded_in_place, written
from auditor.resources import facts
from auditor.text import marks
from auditor.text.fold import MARKS, is_unspaced

LONGEST_LIFE = 110
"""Years after which nobody is taken to be alive. Our default."""
_BETWEEN = 40
"""Characters between the word and the date: `born in Quay on`."""
_NEAR = 60
"""Characters around the date in which an example or a death is looked for."""
_NO_MORE = 4
"""Words between a date and the word behind it. Our default."""
_GAP_BEHIND = 30
"""Characters between a date and the word behind it: `12 March 1980 in Quay born`. Our default."""


_OTHER_WORDS = "\u5148\u5a66\u533b\u91ab\u5b66\u5b78\u8003\u62db\u5e08\u5e2b\u8bde\u8a95\u4ea7\u7522\u53d1\u767c\u884d\u5973\u7537\u65b0\u518d\u91cd\u4e00\u7562\u6bd5\u8ba1\u5148"
"""Signs that make another word of the one for being born in Chinese: `\u5148\u751f`, mister."""


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date where it stands."""

    text: str
    """The date as written."""
    day: date
    start: int
    end: int
    word: int
    """Offset of the word that says so."""
    word_end: int = 0
    kind: str = "said"
    """`said` (a verb: its subject has to be a person), `direct` (a short form), `sign` or `label`."""
    is_behind: bool = False
    """The word stands behind the date."""


def birth_dates(text: str, today: date, lang: str = "") -> Iterator[BirthDate]:
    """Yield the full birth dates of people who may be alive on `today`, in the order of the text.

    Args:
        text: Plain text.
        today: When the text was read.
        lang: Of the page; words of other languages than it and English are left out. Where it is unknown, all count.
    """
    folded = folded_in_place(text)
    taken: set[int] = set()
    for first in _dates_first(text, folded, _known(lang)):
        taken.add(first.word_end)
        if not _is_example(text, folded, first.word, first.start, first.end) and not is_over(folded, first, today):
            yield first
    for match in _birth_words(_known(lang)).finditer(folded):
        kind = "said" if match.lastgroup == "solid" else match.lastgroup or "said"
        if match.end() in taken or not _is_word(text, match, kind):
            continue
        found = _beside(text, folded, match, kind)
        if (
            found is not None
            and not _is_example(text, folded, match.start(), found.start, found.end)
            and not is_over(folded, found, today)
        ):
            yield found


def _dates_first(text: str, folded: str, lang: str) -> Iterator[BirthDate]:
    """Yield dates with the word behind them: `1980\u5e743\u67085\u65e5\u751f\u307e\u308c`, `5 Mart 1980 do\u011fumlu`."""
    words = facts("analysis/pii/births.toml")["after"]
    if (lang not in words if lang else text.isascii()) or _behind(lang).search(folded) is None:
        return
    for start, end, day in written(folded):
        word = _behind(lang, first=True).match(folded, end)
        if word is not None and _is_place(word["gap"] or word["town"] or "", _NO_MORE if word["gap"] else 1):
            yield BirthDate(text[start:end], day, start, end, start, word.end(), "said", is_behind=True)


def _is_place(gap: str, most: int) -> bool:
    """Return whether nothing but a place stands between a date and the word: no further person and no other event."""
    said = re.findall(r"\w+", re.sub(r"^[-\u2019'][^\W\d]{1,4}", "", gap))  # without an ending of the day: `12-\u00e9n`
    return len(said) <= most and set(said).isdisjoint(_around("cuts"))


@lru_cache(maxsize=256)
def _behind(lang: str, *, first: bool = False) -> re.Pattern[str]:
    """Return the pattern of words behind a date; `first`: with what may stand between the date and them."""
    listed = facts("analysis/pii/births.toml")["after"]
    chosen = [found for code, found in listed.items() if lang in ("", code)]
    near, one, far = (
        {folded_in_place(word) for found in chosen for word in found.get(kind, ())} for kind in ("near", "one", "far")
    )
    if not first:
        return re.compile(_alternatives(near | one | far))
    solid = {word for word in near | far if is_unspaced(word)}
    alone = {
        "\u751f": r"\u751f(?![\u3400-\u9fff])",
        "\uc0dd": r"\uc0dd(?![\uac00-\ud7a3])|\uc0dd(?=[\uc785\uc73c\uc774\uc778\uc758\uc740])",
    }
    close = "|".join(alone.get(word, re.escape(word)) for word in sorted(near & solid, key=len, reverse=True)) or "(?!)"
    case = r"\.?[ \u00a0]?(?:\u306b|\uc5d0|\u7684|-?[a-z]{1,4}\.?(?= ))?[ \u00a0,]{0,2}"
    town = rf"[^\n.!?;:()\d\u3002]{{0,{_GAP_BEHIND}}}?"
    spaced = (
        rf"{case}(?:{_alternatives(near - solid)})(?!\w)|(?P<gap>{town})(?<!\w)(?:{_alternatives(far - solid)})(?!\w)"
    )
    spaced += rf"|(?P<town>{town})(?<!\w)(?:{_alternatives(one - solid)})(?!\w)"
    east = r"(?:[\u3001,]? ?[^\n.!?;:()\d\s\u3002\u3001]{1,10}(?:\uc5d0\uc11c|\u306b|\u3067|\u5e9c|\u90fd|\u770c|\u5e02|\u9053|\u753a) ?)"
    return re.compile(rf"{case}(?:{close})|{east}(?:{_alternatives(far & solid)})|{spaced}")


def _known(lang: str) -> str:
    code = re.split(r"[-_]", lang.lower())[0]
    short = {"no": "nb", "nn": "nb", "sr": "hr", "bs": "hr", "sh": "hr", "tl": "fil", "iw": "he"}.get(code, code)
    return short if short in facts("analysis/pii/births.toml")["words"] else ""


def _is_word(text: str, match: re.Match[str], kind: str) -> bool:
    """Return whether the word is written as one: no abbreviation in capitals (`NATO`), and French with its accent."""
    said = text[match.start() : match.end()]
    if folded_in_place(said) in {"ne", "nee"}:
        return "\u00e9" in said.lower()
    end = text.find("\n", match.end())
    line = text[text.rfind("\n", 0, match.start()) + 1 : end if end >= 0 else None]
    return not (kind == "said" and said.isupper() and len(said) < 5 and any(map(str.islower, line)))


def _beside(text: str, folded: str, match: re.Match[str], kind: str) -> BirthDate | None:
    """Return the date next to the word: behind it, with no more than a place between."""
    begin = match.end()
    window, *more = folded[begin : begin + _BETWEEN + 40].split("\n")
    starts = folded[match.start() - 1 : match.start()] in {"", "\n"}
    if kind == "label" and starts and more and not window.strip(" :\u00a0\t") and more[0][:1].isalnum():
        begin, window = begin + len(window) + 1, more[0]  # the date in a line below its label
    for at, stop, day in written(window, short=kind != "said"):
        if _is_gap(window[:at], kind):
            start, end = begin + at, begin + stop
            return BirthDate(text[start:end], day, start, end, match.start(), match.end(), kind)
    return None


def _is_gap(gap: str, kind: str) -> bool:
    """Return whether a date may follow: at once behind short forms and labels, else with a place between but no other event."""
    if len(gap) > _BETWEEN or re.search(r"[!?;]|\.\s+\w{3}", gap):
        return False
    said = re.findall(r"\w+", gap)
    if kind in {"direct", "sign"} and any(map(str.isdigit, gap)):
        return False  # `s. 5 (1.2.1987)` is a page
    if any(word in facts("analysis/pii/births.toml")["around"]["never"] for word in said):
        return False
    return kind == "said" or len(said) <= (1 if kind == "direct" else 2)


def _is_example(text: str, folded: str, start: int, begin: int, end: int) -> bool:
    """Return whether a date, which begins behind its word, is an example in a form."""
    line = folded.rfind("\n", 0, start) + 1
    around = folded[max(line, start - _NEAR) : end + _NEAR // 2].split("\n", maxsplit=1)[0]
    behind = text[end : end + _NEAR].split("\n", maxsplit=1)[0]
    if marks.calls_example(text[line:begin], behind) or marks.calls_example(text[line:start], behind):
        return True
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", around) for word in _around("examples"))


def is_over(folded: str, found: BirthDate, today: date) -> bool:
    """Return whether whoever is meant isn't born yet, or lives no more."""
    age = today.year - found.day.year
    return not 0 <= age <= LONGEST_LIFE or is_dead_behind(folded, found.word, max(found.end, found.word_end))


def _around(name: str) -> list[str]:
    listed: list[str] = facts("analysis/pii/births.toml")["around"][name]
    return listed


@lru_cache(maxsize=64)
def _birth_words(lang: str) -> re.Pattern[str]:
    every: dict[str, dict[str, Any]] = facts("analysis/pii/births.toml")["words"]
    chosen = [every[lang], every["en"]] if lang else list(every.values())
    kinds = {
        kind: {folded_in_place(word) for one in chosen for word in one.get(kind, ())}
        for kind in ("labels", "direct", "said")
    }
    if not lang:  # Too short to be known without the language.
        kinds["direct"] -= {"f.", "s.", "n.", "g.", "b.", "dz.", "sz.", "\u0440.", "geb"}
        kinds["said"] -= {"sinh", "lahir", "gime", "nada", "nado", "neix"}
    kinds["labels"] -= kinds["said"] - {"born"}
    labels = rf"(?:{_alternatives(kinds['labels'] - {'born'})})|born(?=\s?:)"
    direct = _alternatives(kinds["direct"] - {"*"})
    sign = r"\*(?=\s?\d)" if "*" in kinds["direct"] else r"(?!)"
    bounded = rf"(?<![\w{MARKS}])(?:(?P<label>{labels})|(?P<direct>{direct})|(?P<said>{_alternatives(kinds['said'])}))(?![^\W\d])"
    # Chinese writes no spaces: who is born stands directly in front, unless it is `\u8bde\u751f\u4e8e` or `\u5148\u751f\u4e8e`.
    solid = _alternatives({word for word in kinds["direct"] if is_unspaced(word)})
    return re.compile(rf"{bounded}|(?<=\w)(?<![{_OTHER_WORDS}])(?P<solid>{solid})|(?P<sign>{sign})")


def _alternatives(words: set[str]) -> str:
    return (
        "|".join(re.escape(word).replace(r"\ ", r"[\s.]{1,2}") for word in sorted(words, key=len, reverse=True))
        or "(?!)"
    )
