"""The forms in which addresses are written, as patterns. Each has a group `at`: the street and its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from auditor.resources import facts

_SPACE = r"(?:[ \u00a0]{1,2})"
_WORD = r"[^\W\d_][^\W\d_'\u2019.-]{0,30}(?:[-'\u2019][^\W\d_]{1,30}){0,4}\.?"
_WHOLE = rf"{_WORD}(?:(?<=\.)|(?![^\W\d_]))"
"""A word to its end: where no space need follow, one word could else be taken for several, in more ways than there is time for."""
_CAPITAL = r"(?-i:[^\W\d_a-z\u00df-\u00ff])[^\W\d_'\u2019.-]{0,30}(?:[-'\u2019][^\W\d_]{1,30}){0,4}\.?"
_ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"
_NUMBER = r"(?:\d{1,5}(?:[ -]?[a-zA-Z](?![\w]))?(?:\s?[-/\u2013]\s?\d{1,5}[a-zA-Z]?)?|(?<=[ ,])s/n)(?!\w)"
_FRONT = r"(?:(?<![\w.,#-])|(?<=[^\w][,.#]))(?:[NSEW]\d{1,3}[ ]?[NSEW]\d{2,5}|\d{1,6}[a-zA-Z]?(?:\s?[-/\u2013]\s?\d{1,5})?|\d{1,5} 1/2)"
_STATE_ZIP = r"[A-Z][\w. '-]{2,30},?[ \u00a0]{1,3}(?:[A-Z]{2}\b|[A-Z][a-z]+(?: [A-Z][a-z]+)?)[.,]?[ \u00a0]{1,3}\d{5}"
_POSTCODE = r"(?:[A-Z]{1,2}\d{1,2}[A-Z]?[ ]\d[A-Z]{2}|[A-Z]\d[A-Z][ ]?\d[A-Z]\d)\b"
_ENDS = r"(?=[ \u00a0]*(?:[,\n\t|\u2022\u00b7(;]|$))"
_BEGINS = r"(?:^|(?<=[\n\t])|(?<=, )|(?<=\| ))"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an address."""

    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool] | None = None
    """Asked of a match before it counts."""
    is_box: bool = False
    is_spelled: bool = False
    """Whether the number is a word, so that no digit need be in it."""


@cache
def forms() -> tuple[Form, ...]:
    """Return all forms."""
    return (*_number_first(), *_roads(), *_number_last(), *_by_town(), *_boxes())


def _any(name: str) -> str:
    return "|".join(sorted(map(_spelled, facts("analysis/pii/streets.toml")[name]), key=len, reverse=True))


def _spelled(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"[ \u00a0]")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _number_first() -> Iterator[Form]:
    """Yield those of the English-speaking and French-speaking countries, and houses' names with a room."""
    behind, compass = _any("behind"), _any("compass")
    way = rf"(?:(?:{compass})\.?{_SPACE})?(?P<name>(?:(?:{_WORD}|{_ORDINAL}){_SPACE}){{1,4}}?)(?P<kind>{behind})(?!\w)(?:\.?{_SPACE}(?-i:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b)?\.?"
    # 12 High Street · 500 W. Main St. · W140 N5068 Lilly Road
    yield Form(_compiled(rf"(?P<at>{_FRONT},?{_SPACE}{way})"), _is_english)
    # One Memorial Drive
    yield Form(
        _compiled(rf"(?<!\w)(?P<at>(?-i:[A-Z])(?:{_titled('numbers')}){_SPACE}{way})"), _is_english, is_spelled=True
    )
    # 25 Broadway · 1 East 42nd · 2110 Western, Suite 4 · 112 N. Main
    yield Form(_compiled(rf"(?P<at>{_FRONT}{_SPACE}(?:(?:{compass})\.?{_SPACE})?(?:{_any('whole')}))(?!\w)"))
    yield Form(
        _compiled(
            rf"(?P<at>{_FRONT}{_SPACE}(?-i:[NSEW]|NE|NW|SE|SW|North|South|East|West)\.?{_SPACE}(?:{_ORDINAL}|(?!Carolina|Dakota|Virginia|Korea|America|Africa|Side){_CAPITAL})){_ENDS}"
        )
    )
    yield Form(
        _compiled(rf"(?P<at>{_FRONT}{_SPACE}(?:{_CAPITAL}{_SPACE}?){{1,2}}),?{_SPACE}(?-i:Suite|Ste\.?|#)[ ]?\w"),
        _is_capital,
    )
    # 214 Thornton Hall
    yield Form(
        _compiled(
            rf"{_BEGINS}(?P<at>\d{{1,4}}[a-z]?{_SPACE}(?:{_CAPITAL}{_SPACE}){{1,3}}(?-i:{_titles('houses')})){_ENDS}"
        )
    )
    # 12, rue Victor Hugo · 8 bis avenue des Lilas · 32-36, Boulevard d'Avranches
    yield Form(
        _compiled(
            rf"(?<![\w.,-])(?P<at>\d{{1,5}}(?:[-/\u2013]\d{{1,4}})?(?:[ ]?(?:bis|ter|quater))?,?{_SPACE}(?:{_any('before')}){_SPACE}(?:{_WHOLE}{_SPACE}?){{1,5}})"
        ),
        _is_french,
    )
    # 2-28-8 Honkomagome · #325-25 Boche-Ri · 823-14, Yeoksam-dong
    yield Form(
        re.compile(
            r"(?<![\w.-])(?P<at>(?=\d{1,2}-\d{0,2}-?\d\d)\d{1,2}-\d{1,2}-\d{1,2}[ ,]{1,2}[A-Z][a-z]{3,20}(?:-[a-z]{2,6})?|#?\d{1,4}(?:-\d{1,4})?,?[ ][A-Z][a-z]{2,20}-(?:[Dd]ong|[Rr]i|[Gg]u|[Rr]o|[Gg]il|[Kk]u|[Cc]ho|[Mm]achi|[Cc]home))\b"
        )
    )


def _titles(name: str) -> str:
    return "|".join(re.escape(word.title()) for word in facts("analysis/pii/streets.toml")[name])


def _titled(name: str) -> str:
    """Return words without their first letter, which the pattern in front asks to be a capital."""
    return "|".join(word[1:].replace(" ", r"[ \u00a0]") for word in facts("analysis/pii/streets.toml")[name])


def _roads() -> Iterator[Form]:
    """Yield roads that have a number themselves, and rural routes."""
    compass = r"(?:[ ](?:North|South|East|West|[NSEW])\b\.?)?"
    highway = (
        rf"(?:(?:{_any('compass')})\.?{_SPACE})?(?:{_any('highways')})\.?{_SPACE}?#?\d{{1,4}}(?:-?[a-z]\b)?{compass}"
    )
    # 1460 U.S. Highway 61 · 500 FM 1960 West
    yield Form(_compiled(rf"(?P<at>{_FRONT},?{_SPACE}{highway})(?![\w-])"))
    # Hwy 61 South · County Road 12
    yield Form(
        _compiled(
            rf"{_BEGINS}(?P<at>(?-i:Hwy|Highway|Route|Rte|Rt|County Road|County Rd|State Route|State Road|U\.?S\.? Highway|U\.?S\.? Hwy|U\.?S\.? Route)\.?{_SPACE}\d{{1,4}}(?-i:[A-Z])?{compass}){_ENDS}"
        )
    )
    yield Form(
        _compiled(
            rf"(?<!\w)(?P<at>(?:R\.?R\.?|Rural Route|HC|R\.?D\.?){_SPACE}#?\d{{1,4}},?{_SPACE}Box{_SPACE}\d{{1,5}}\w?)"
        )
    )


def _number_last() -> Iterator[Form]:
    """Yield those of the continent."""
    space = _SPACE
    # Via Roma, 12 · Calle Mayor 3 · ul. Długa 5/7 · Rua Augusta, n.º 4 · ул. Ленина, д. 4
    yield Form(
        _compiled(
            rf"(?<![\w/])(?P<at>(?:{_any('before')})(?<=[\w./]){space}(?:(?:{_WHOLE}|\d{{1,2}}){space}?){{1,6}},?{space}?(?:n\.?\s?[\u00ba\u00b0o]?\.?{space}?|nr\.?{space}?|nave{space}|d\.{space}?|\u0434\.{space}?)?{_NUMBER})"
        ),
        _is_continental,
    )
    yield from _prepositions()
    # Lindenstraße 12 · Keizersgracht 4a · Storgatan 7 · Am Alten Ring 3
    yield Form(
        re.compile(
            rf"(?<!\w)(?P<at>(?:(?:Am|An der|Auf der|Im|In der|Zum|Zur|Alte[rn]?|Neue[rn]?|Obere|Untere|[^\W\d_][\w-]{{1,30}}){space}){{0,2}}[^\W\d_][\w-]{{1,40}}(?:{_any('joined')})\.?{space}{_NUMBER})"
        )
    )
    # Lange Straße 12 · Sankt Annæ Plads 7 · Fő utca 4
    yield Form(
        _compiled(
            rf"(?<!\w)(?P<at>(?:{_CAPITAL}{space}){{1,3}}(?:{_any('after')})(?<=[\w.]){space}(?:no\.?:?{space}?|nr\.?{space}?)?{_NUMBER})"
        ),
        _is_german,
    )
    yield Form(
        re.compile(
            r"(?P<at>(?:[\u4e00-\u9fff]{2,3}[\u90fd\u9053\u5e9c\u770c])?[\u3040-\u30ff\u4e00-\u9fff]{1,12}[\u5e02\u533a\u753a\u6751][\u3040-\u30ff\u4e00-\u9fff]{1,14}[0-9\uff10-\uff19]{1,4}(?:[-\u2212\uff0d\u4e01\u76ee\u756a\u5730\u53f7\u306e]{1,2}[0-9\uff10-\uff19]{1,4}){0,3})"
        )
    )


def _prepositions() -> Iterator[Form]:
    """Yield those that begin with where the street is, as German and Dutch ones do."""
    space = _SPACE
    alone = "|".join(
        re.escape(word.title()) for word in facts("analysis/pii/streets.toml")["joined"] if word[0].isalpha()
    )
    # Am Alten Markt 3
    yield Form(
        _compiled(
            rf"(?<!\w)(?P<at>(?-i:Am|An der|Auf der|Im|In der|Zum|Zur){space}(?:[^\W\d_][\w-]{{1,30}}{space})?(?-i:{alone}){space}{_NUMBER})"
        )
    )
    # Unter den Linden 5 · An der Alten Spinnerei 1a · Straße des 17. Juni 135
    yield Form(
        _compiled(
            rf"{_BEGINS}(?P<at>(?-i:Am|An|Auf|Im|In|Zum|Zur|Unter|Hinter|Vor|Bei|Beim|\u00dcber)(?:{space}(?:der|dem|den|des))?(?:{space}{_CAPITAL}){{1,3}}{space}\d{{1,3}}(?:[ ]?[a-h])?(?:\s?[-\u2013/]\s?\d{{1,3}})?){_ENDS}"
        )
    )
    yield Form(
        _compiled(
            rf"(?<!\w)(?P<at>(?-i:Stra\u00dfe|Platz|Allee|Laan|Weg|Plein){space}(?:des|der|van|aan|am)\b(?:{space}[\w.-]{{1,30}}){{1,4}}?{space}{_NUMBER})"
        )
    )


def _by_town() -> Iterator[Form]:
    """Yield lines that only what follows tells: a town with its postcode."""
    unit = rf"(?:,?[ ]?(?:{_any('units')})\.?[ ]?#?\w{{1,5}}|,?[ ]#[ ]?\w{{1,5}})?"
    town = rf"(?:{_STATE_ZIP}|(?:[A-Z][\w' -]{{2,30}},?[ \n]){{1,3}}{_POSTCODE})"
    # 455 Camino Real / Somewhere, CA 90000
    yield Form(
        re.compile(
            rf"{_BEGINS}(?P<at>\d{{1,5}}[A-Za-z]?{_SPACE}(?:(?>{_CAPITAL}|{_ORDINAL}|of|the|de|la|del){_SPACE}?){{1,4}}){unit}[ ]*[,\n][ \n]{{0,3}}(?={town})"
        )
    )
    # Church Lane, Fairford GL7 4AA
    yield Form(
        re.compile(
            rf"{_BEGINS}(?P<at>(?:{_CAPITAL}{_SPACE}){{1,3}}(?:{_titles('behind')})(?!\w))[ ]*[,\n][ \n]{{0,3}}(?={town})"
        ),
        _is_named_road,
    )


def _boxes() -> Iterator[Form]:
    yield Form(
        _compiled(
            rf"(?<![\w.])(?P<at>(?:{_any('boxes')})(?:{_SPACE}|(?<=\.))(?:n[o\u00ba\u00b0]?\.?{_SPACE}?)?#?(?:\d{{1,3}}(?:[ ]\d{{2,3}}){{1,2}}|[a-z]?\d{{1,7}}(?:-\d+)?))(?![\w])"
        ),
        _is_box,
        True,
    )
    yield Form(re.compile(rf"{_BEGINS}(?P<at>Box{_SPACE}#?\d{{1,6}}){_ENDS}"), None, True)


def _is_english(match: re.Match[str]) -> bool:
    """Return whether the words between number and kind are a street's: capitals, or none that tells a time or a distance."""
    kind, said = match["kind"], match["name"].split()
    small = [word for word in said if word[0].islower()]
    known = facts("analysis/pii/streets.toml")
    if any(word.rstrip(".") in known["never"] for word in small if word not in {"of", "the"}) or said[0].lower() in {
        "of",
        "star",
        "to",
    }:
        return False
    ended = any(word.endswith(".") and len(word) > 5 for word in said)
    weak = kind.lower() in known["weak"] and not (
        small == said and kind.islower() and kind in {"st", "drive", "dr", "court", "place"}
    )
    return not ended and not (weak and (small or kind[0].islower()))


def _is_capital(match: re.Match[str]) -> bool:
    return not match["at"].split()[-1].lower().startswith(("suite", "ste", "unit", "floor"))


def _is_french(match: re.Match[str]) -> bool:
    """Return whether what follows the kind of street is a name: in capitals, or behind small words such as `de la`."""
    said = match["at"].split()
    return any(word[:1].isupper() or "'" in word or "\u2019" in word for word in said[2:]) or len(said) > 3


def _is_continental(match: re.Match[str]) -> bool:
    """Return whether what stands between the kind of street and the number is a name: capitals, and small words such as `de la`."""
    said = re.findall(r"[^\W\d_][\w'\u2019.-]*", match["at"])
    between = [word for word in said[1:] if word.lower().rstrip(".") not in facts("analysis/pii/streets.toml")["small"]]
    ended = any(word.endswith(".") and len(word) > 6 for word in between)
    return (
        any(word[0].isupper() for word in between)
        and not ended
        and not any(
            word[0].islower() and len(word) > 1 and "\u2019" not in word and "'" not in word for word in between
        )
    )


def _is_german(match: re.Match[str]) -> bool:
    number = re.search(r"\d+", match["at"])
    return number is not None and not 1900 < int(number[0]) < 2100


def _is_named_road(match: re.Match[str]) -> bool:
    return match["at"].split()[-1].lower() not in set(facts("analysis/pii/streets.toml")["weak"]) - {
        "close",
        "drive",
        "court",
        "square",
        "way",
    }


def _is_box(match: re.Match[str]) -> bool:
    """Return whether short words for boxes are written as such: `BP 15`, `PL 4`."""
    word = match["at"].split()[0]
    return len(word) > 2 or (word.isupper() and word != "PL") or word.lower() in {"po", "p"}


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(
        rf"[\s,.]{{0,4}}(?P<unit>(?:(?:{_any('units')})\b\.?[ ]?#?[ ]?[\w-]{{1,6}}|#[ ]?[\w-]{{1,6}}|\d{{1,2}}(?:st|nd|rd|th)[ ](?:floor|fl)\b)(?:,[ ](?:(?:{_any('units')})\b\.?[ ]?#?\w{{1,5}}))?)",
        re.IGNORECASE,
    )


def unit_behind(text: str, end: int) -> str:
    """Return the suite, floor or building behind an address, as written; empty where none is."""
    found = _unit().match(text, end, end + 60)
    return " ".join(found["unit"].split()) if found is not None else ""
