"""Full birth dates in a text: a word of the page's language that says so, and day, month and year next to it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from auditor.resources import facts
from auditor.text import month_names
from auditor.text.fold import fold, is_unspaced

LONGEST_LIFE = 110
"""Years after which nobody is taken to be alive. House rule."""
_BETWEEN = 40
"""Characters between the word and the date: `born in Quay on`."""
_NEAR = 60
"""Characters around the date in which an example or a death is looked for."""
_NUMERIC = re.compile(
    r"(?<![\d./-])(?:(?P<y1>(?:19|20)\d\d)(?:[-/.] ?|\u5e74 ?|\ub144 ?)(?P<m1>\d{1,2})(?:[-/.] ?|\u6708 ?|\uc6d4 ?)(?P<d1>\d{1,2})[\u65e5\uc77c]?"
    r"|(?P<d2>\d{1,2})[-/. ]{1,2}(?P<m2>\d{1,2})[-/. ]{1,2}(?P<y2>(?:19|20)\d\d))(?!\d)"
)
_SHORT_YEAR = re.compile(r"(?<![\d./-])(?P<d5>\d{1,2})([-/.])(?P<m5>\d{1,2})\2(?P<y5>\d\d)(?![\d./-])")
_LIVED = re.compile(r"\s*[-\u2013\u2014]\s*(?:\w+[.,]?\s){0,3}(?:\d{1,2}[./-]){0,2}(?:19|20)\d\d")
"""Behind the date: the other end of a life, `12 March 1921 - 4 May 2001`."""


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
    """`said` (a verb: its subject has to be a person), `direct` (a short form) or `label`."""


def birth_dates(text: str, today: date, lang: str = "") -> Iterator[BirthDate]:
    """Yield the full birth dates of people who may be alive on `today`, in the order of the text.

    Args:
        text: Plain text.
        today: When the text was read.
        lang: Of the page; words of other languages than it and English are left out. Where it is unknown, all count.
    """
    folded = folded_in_place(text)
    for first in _dates_first(text, folded, today, _known(lang)):
        if not _is_example(folded, first.word, first.end) and not _is_over(folded, first, today):
            yield first
    for match in _birth_words(_known(lang)).finditer(folded):
        kind = match.lastgroup or "said"
        if not _is_word(text, match, kind):
            continue
        found = _beside(text, folded, match, kind, today)
        if (
            found is not None
            and not _is_example(folded, match.start(), found.end)
            and not _is_over(folded, found, today)
        ):
            yield found


def _dates_first(text: str, folded: str, today: date, lang: str) -> Iterator[BirthDate]:
    """Yield dates with the word behind them: `1980\u5e743\u67085\u65e5\u751f\u307e\u308c`, `5 Mart 1980 do\u011fumlu`."""
    words = facts("people/births.toml")["after"]
    if lang not in words and (lang or text.isascii()):
        return
    behind = _behind(lang)
    for pattern in (_NUMERIC, _worded()):
        for hit in pattern.finditer(folded):
            word = behind.match(folded, hit.end())
            if word is not None and (day := _read(hit, today)) is not None:
                yield BirthDate(
                    text[hit.start() : hit.end()], day, hit.start(), hit.end(), hit.start(), word.end(), "said"
                )


@lru_cache(maxsize=16)
def _behind(lang: str) -> re.Pattern[str]:
    listed = facts("people/births.toml")["after"]
    words = {folded_in_place(word) for code, found in listed.items() if lang in ("", code) for word in found}
    spaced = {word for word in words if not is_unspaced(word)}
    return re.compile(
        rf"[ \u00a0]?(?:\u306b|\uc5d0)?(?:{_alternatives(words - spaced)})|[^\n.!?;:]{{0,35}}?(?<!\w)(?:{_alternatives(spaced)})(?!\w)"
    )


def folded_in_place(text: str) -> str:
    """Return a text in lower case without accents, each sign in its place."""
    return text.lower() if text.isascii() else "".join(map(_sign, text))


@lru_cache(maxsize=4_096)
def _sign(sign: str) -> str:
    if sign.isascii() or sign.isspace():
        return sign.lower()
    return (fold(sign) or sign)[0]


def _known(lang: str) -> str:
    short = {"no": "nb", "nn": "nb", "sr": "hr", "bs": "hr"}.get(lang[:2].lower(), lang[:2].lower())
    return short if short in facts("people/births.toml")["words"] else ""


def _is_word(text: str, match: re.Match[str], kind: str) -> bool:
    """Return whether the word is written as one: no abbreviation in capitals (`NATO`), and French with its accent."""
    written = text[match.start(kind) : match.end(kind)]
    if match[kind] in {"ne", "nee"}:
        return "\u00e9" in written.lower()
    end = text.find("\n", match.end())
    line = text[text.rfind("\n", 0, match.start()) + 1 : end if end >= 0 else None]
    return not (kind == "said" and written.isupper() and len(written) < 5 and any(map(str.islower, line)))


def _beside(text: str, folded: str, match: re.Match[str], kind: str, today: date) -> BirthDate | None:
    """Return the date next to the word: behind it, with no more than a place between."""
    begin = match.end()
    window = folded[begin : begin + _BETWEEN + 40].split("\n", maxsplit=1)[0]
    hits = [hit for hit in (_NUMERIC.search(window), _worded().search(window)) if hit is not None]
    if not hits and kind != "said":
        hits = [hit for hit in (_SHORT_YEAR.search(window),) if hit is not None]
    for hit in sorted(hits, key=re.Match.start):
        gap = window[: hit.start()]
        if (day := _read(hit, today)) is None or not _is_gap(gap, kind):
            continue
        start, end = begin + hit.start(), begin + hit.end()
        return BirthDate(text[start:end], day, start, end, match.start(), match.end(), kind)
    return None


def _is_gap(gap: str, kind: str) -> bool:
    """Return whether a date may follow: at once behind short forms and labels, else with a place between but no other event."""
    if len(gap) > _BETWEEN or re.search(r"[!?;]|\.\s+\w{3}", gap):
        return False
    said = re.findall(r"\w+", gap)
    if any(word in facts("people/births.toml")["around"]["never"] for word in said):
        return False
    return kind == "said" or len(said) <= (1 if kind == "direct" else 2)


def _read(hit: re.Match[str], today: date) -> date | None:
    groups = {name: value for name, value in hit.groupdict().items() if value}
    part = {name[0]: value for name, value in groups.items()}
    month = int(part["m"]) if part["m"].isdigit() else _months().get(part["m"].rstrip("."), 0)
    day, year = int(part["d"]), int(part["y"])
    if len(part["y"]) == 2:
        year += 1900 if year > today.year % 100 else 2000
    if month > 12 >= day:  # 12/31/1980, as in the United States
        day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_example(folded: str, start: int, end: int) -> bool:
    """Return whether the date is an example in a form."""
    line = folded.rfind("\n", 0, start) + 1
    around = folded[max(line, start - _NEAR) : end + _NEAR // 2].split("\n", maxsplit=1)[0]
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", around) for word in _around("examples"))


def _is_over(folded: str, found: BirthDate, today: date) -> bool:
    """Return whether whoever is meant isn't born yet, or lives no more."""
    age = today.year - found.day.year
    if not 0 <= age <= LONGEST_LIFE or _LIVED.match(folded, found.end):
        return True
    line = folded.rfind("\n", 0, found.word) + 1
    behind = folded[found.end : found.end + 2 * _NEAR].split("\n", maxsplit=1)[0]
    around = f"{folded[max(line, found.word - _NEAR) : found.word]} {behind}"
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", around) for word in _around("died"))


def _around(name: str) -> list[str]:
    listed: list[str] = facts("people/births.toml")["around"][name]
    return listed


@cache
def _months() -> dict[str, int]:
    listed = facts("people/births.toml")["months"]["names"]
    ours = {folded_in_place(name): number for number, names in enumerate(listed, 1) for name in names}
    # Names of the other languages, where all of them mean the same month.
    others = {name: next(iter(found)) for name, found in month_names.names().items() if len(found) == 1}
    return {folded_in_place(name): number for name, number in others.items() if name.isalpha()} | ours


@cache
def _worded() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    year = r"(?:19|20)\d\d"
    day = r"(?P<d{0}>\d{{1,2}})(?:st|nd|rd|th|er|\.|\u00ba|o|:e)?"
    day_first = (
        rf"{day.format(3)}\s{{0,2}}(?:of |de |d[\u2019'])?(?P<m3>{names})\.?,?\s{{1,2}}(?:de |del )?(?P<y3>{year})"
    )
    month_first = rf"(?P<m4>{names})\.?\s{{1,2}}{day.format(4)},?\s{{1,2}}(?P<y4>{year})"
    year_first = rf"(?P<y6>{year})(?:\.| m\.)?\s{{1,2}}(?P<m6>{names})\.?\s{{1,2}}(?P<d6>\d{{1,2}})"
    return re.compile(rf"(?<!\w)(?:{day_first}|{month_first}|{year_first})(?!\d)")


@lru_cache(maxsize=64)
def _birth_words(lang: str) -> re.Pattern[str]:
    every: dict[str, dict[str, Any]] = facts("people/births.toml")["words"]
    chosen = [every[lang], every["en"]] if lang else list(every.values())
    kinds = {
        kind: {folded_in_place(word) for one in chosen for word in one.get(kind, ())}
        for kind in ("labels", "direct", "said")
    }
    if not lang:  # Too short to be known without the language.
        kinds["direct"] -= {"f.", "s.", "n.", "g.", "dz.", "\u0440.", "geb"}
        kinds["said"] -= {"sinh", "lahir", "gime"}
    kinds["labels"] -= kinds["said"] - {"born"}
    labels = rf"(?:{_alternatives(kinds['labels'] - {'born'})})|born(?=\s?:)"
    direct = _alternatives(kinds["direct"] - {"*"})
    sign = r"\*(?=\s?\d)" if "*" in kinds["direct"] else r"(?!)"
    return re.compile(
        rf"(?<!\w)(?:(?P<label>{labels})|(?P<direct>{direct or '(?!)'})|(?P<said>{_alternatives(kinds['said'])}))(?![^\W\d])|(?P<sign>{sign})"
    )


def _alternatives(words: set[str]) -> str:
    return (
        "|".join(re.escape(word).replace(r"\ ", r"[\s.]{1,2}") for word in sorted(words, key=len, reverse=True))
        or "(?!)"
    )
