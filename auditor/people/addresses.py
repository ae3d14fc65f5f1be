"""Street addresses in a text, in the forms of ten languages' countries. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from auditor.resources import facts
from auditor.text.fold import fold

_MOST = 200
_WORD = r"[^\W\d_][^\W\d_'\u2019.-]{0,30}(?:[-'\u2019][^\W\d_]{1,30})?\.?"
_NUMBER = r"\d{1,5}(?:[ -]?[a-zA-Z](?![\w]))?(?:[-/\u2013]\d{1,5})?"


@dataclass(frozen=True, slots=True)
class Address:
    """Street and number where they stand."""

    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """Equal for one address in several spellings: `12 High St` and `12 High Street`."""
        said = [word for word in re.findall(r"\w+", fold(self.text)) if len(word) > 1 or word.isdigit()]
        return " ".join(_short().get(word, word) for word in said)


def addresses(text: str) -> tuple[Address, ...]:
    """Return the street addresses of a text in its order; each is street and number, town and postcode aside."""
    spans = {match.span() for pattern in _patterns() for match in pattern.finditer(text)}
    found: list[Address] = []
    end = 0
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end and len(found) < _MOST:
            found.append(Address(" ".join(text[start:stop].split()).rstrip(",. "), start, stop))
            end = stop
    return tuple(found)


@cache
def _short() -> dict[str, str]:
    pairs: dict[str, str] = facts("people/streets.toml")["same"]
    return pairs


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(_built())


def _built() -> Iterator[re.Pattern[str]]:
    known = facts("people/streets.toml")
    behind, before, joined, compass = (
        "|".join(map(_spelled, known[name])) for name in ("behind", "before", "joined", "compass")
    )
    space = r"(?:[ \u00a0]{1,2})"
    # 12 High Street · 500 W. Main St. · 3950 East Craig Rd
    yield re.compile(
        rf"(?<![\w.,-])\d{{1,6}}[a-zA-Z]?(?:-\d{{1,5}})?,?{space}(?:(?:{compass})\.?{space})?(?:(?:{_WORD}|\d{{1,3}}(?:st|nd|rd|th)){space}){{1,4}}(?:{behind})(?!\w)\.?",
        re.IGNORECASE,
    )
    # 12, rue Victor Hugo · 8 bis avenue des Lilas
    yield re.compile(
        rf"(?<![\w.,-])\d{{1,4}}(?:[ ]?(?:bis|ter|quater))?,?{space}(?:{before}){space}(?:{_WORD}{space}?){{1,5}}",
        re.IGNORECASE,
    )
    # Via Roma, 12 · Calle Mayor 3 · ul. Długa 5/7 · Rua Augusta, n.º 4
    yield re.compile(
        rf"(?<!\w)(?:{before})(?<=[\w./]){space}(?:(?:{_WORD}|\d{{1,2}}){space}?){{1,5}},?{space}?(?:n\.?\s?[\u00ba\u00b0o]?\.?{space}?)?{_NUMBER}(?![\w])",
        re.IGNORECASE,
    )
    # Am Alten Markt 3
    alone = "|".join(re.escape(word.title()) for word in known["joined"] if word[0].isalpha())
    yield re.compile(
        rf"(?<!\w)(?:Am|An der|Auf der|Im|In der|Zum|Zur){space}(?:[^\W\d_][\w-]{{1,30}}{space})?(?:{alone}){space}{_NUMBER}(?![\w])"
    )
    # Lindenstraße 12 · Keizersgracht 4a · Storgatan 7 · Am Alten Ring 3
    yield re.compile(
        rf"(?<!\w)(?:(?:Am|An der|Auf der|Im|In der|Zum|Zur|Alte[rn]?|Neue[rn]?|Obere|Untere|[^\W\d_][\w-]{{1,30}}){space}){{0,2}}[^\W\d_][\w-]{{1,40}}(?:{joined})\.?{space}{_NUMBER}(?![\w])"
    )
    yield re.compile(
        r"(?:[\u4e00-\u9fff]{2,3}[\u90fd\u9053\u5e9c\u770c])?[\u3040-\u30ff\u4e00-\u9fff]{1,12}[\u5e02\u533a\u753a\u6751][\u3040-\u30ff\u4e00-\u9fff]{1,14}[0-9\uff10-\uff19]{1,4}(?:[-\u2212\uff0d\u4e01\u76ee\u756a\u5730\u53f7\u306e]{1,2}[0-9\uff10-\uff19]{1,4}){0,3}"
    )


def _spelled(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"[ \u00a0]")
