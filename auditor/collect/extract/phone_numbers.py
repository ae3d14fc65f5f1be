"""What a written phone number means: which country reads it, what its digits are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

import phonenumbers

from auditor.resources import facts

_LONGEST = 60
"""Signs of a written number that are read; the longest real ones, with an extension spelled out, have about 40."""
_COUNTRY_CODE = re.compile(r"[+0](?:(?<![\d+]\+)(?<=\+) ?|(?<![\w+]0)(?<=0)0)(\d{1,3})(?=[\s\d().-]{6})")
"""Begins with its sign, and not with what may not stand before it: so it is looked for where one is."""
_NOT_DIGIT = re.compile(r"\D+", re.ASCII)
_OPTIONAL_ZERO = re.compile(r"[(\[]\s?0\s?[)\]]")
_EXIT_CODE = re.compile(r"^[(\s]*(?:00(?=[\s(.-]*[1-9])|011(?=[\s(.-]*[1-9]\d))")
_ITALIAN = re.compile(r"^\D*39")
_SPELLED = re.compile(r"\d{3}\)?[-. ]?(?:\d[-. ]?)?[A-Za-z]{3}")
"""A number written with letters: the x of 888-FAX-1234 begins no extension."""
_OWN_SIGNS = str.maketrans("~_", "--", "[]")
"""Signs that some write between groups and no parser reads."""

_SAME_SIZE: dict[int, int | str] = {
    **{0xFF01 + index: 0x21 + index for index in range(94)},
    **{start + digit: 0x30 + digit for start in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50) for digit in range(10)},
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u30fc\ufe58\ufe63"), "-"),
    **dict.fromkeys(map(ord, "\u2044\u2215"), "/"),
    **dict.fromkeys(map(ord, "\u00b7\u2024\u2027\u2022\u2219"), "."),
}
_FOREIGN_SIGN = re.compile(f"[{''.join(map(chr, _SAME_SIZE))}]")


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number as understood."""

    value: str
    """E.164 such as `+12126735000` where it is valid somewhere, else the digits, a leading `+` kept."""
    valid: bool
    """Whether some country's numbering plan has such a number."""
    region: str = ""
    """Country it was read for; empty where it carries its country code or nothing is known."""
    national: str = ""
    """Digits as dialled inside the country, with any trunk prefix; empty where not valid."""


@dataclass(frozen=True, slots=True)
class Regions:
    """The countries to read numbers for that carry no country code."""

    likely: tuple[str, ...]
    """Something on the page speaks for each; the likeliest first. A number is read as theirs."""
    named: tuple[str, ...] = ()
    """Named on the page. A number is read as theirs where a label or a link says that it is one."""
    thinkable: tuple[str, ...] = ()
    """The language is spoken there. They tell digits of a phone number from other digits, no more."""


def plain(text: str) -> str:
    """Return `text` with wide signs, dashes and foreign digits as ASCII, each in its place: offsets stay the same."""
    # Several times faster than `translate` of it all: most signs stay.
    return text if text.isascii() else _FOREIGN_SIGN.sub(_same_size, text)


def _same_size(match: re.Match[str]) -> str:
    return match[0].translate(_SAME_SIZE)


def digits(text: str) -> str:
    """Return the digits of `text`, letters of vanity numbers such as 1-800-FLOWERS turned into theirs."""
    if sum(sign.isdigit() for sign in text) >= 2 and any(sign.isalpha() for sign in text):
        text = phonenumbers.convert_alpha_characters_in_number(text)
    return _NOT_DIGIT.sub("", text)


@lru_cache(maxsize=8192)
def understand(written: str, regions: tuple[str, ...]) -> Number:
    """Return what `written`, a number without its extension, means to the first of `regions` that has such a number.

    A number with its country code (`+49 …`, `0049 …`, `011 49 …`) means the same everywhere.
    """
    text = plain(written)[:_LONGEST].strip()
    exit_code = _EXIT_CODE.match(text)
    international = text.lstrip("([ ").startswith("+")
    if not international and exit_code and (number := _international(text[exit_code.end() :])) is not None:
        return number
    if international:
        return _international(text) or Number("+" + digits(text), valid=False)
    for region in regions:
        number = _parse(text, region)
        if number is not None:
            return number
    return Number(digits(text), valid=False)


def _international(text: str) -> Number | None:
    bare = "+" + text.lstrip("+([ ")
    if "0" in bare and _OPTIONAL_ZERO.search(bare):
        # "+44 (0)20 …": the zero is for callers inside the country. Italian numbers keep theirs.
        bare = _OPTIONAL_ZERO.sub("0" if _ITALIAN.match(bare) else " ", bare, count=1)
    return _parse(bare, None)


def _parse(text: str, region: str | None) -> Number | None:
    text = text.translate(_OWN_SIGNS)
    if _SPELLED.search(text):
        text = phonenumbers.convert_alpha_characters_in_number(text)
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    value = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return Number(value, valid=True, region=region or "", national=_NOT_DIGIT.sub("", national))


def guess_region(text: str = "", *, url: str = "", lang: str = "", region: str = "") -> str:
    """Return the two-letter country for which numbers on a page are most likely written; empty where nothing tells."""
    likely = regions_of(text, url=url, lang=lang, region=region).likely
    return likely[0] if likely else ""


def regions_of(text: str = "", *, url: str = "", lang: str = "", region: str = "") -> Regions:
    """Return the countries for which numbers on a page may be written.

    Args:
        text: What the page says; country codes and country names in it count.
        url: Where it stands; a country's top-level domain counts.
        lang: Of the html element, such as `de` or `en-GB`.
        region: What the caller knows; counts before all else.
    """
    language, _, territory = lang.strip().lower().replace("_", "-").partition("-")
    spoken = tuple(facts("collect/extract/regions.toml")["languages"].get(language, ()))
    territory = territory.rpartition("-")[2].upper()
    # Templates say "en-US" wherever they are sold, so that territory weighs less than a country code in the text.
    weak = territory == "US"
    codes = _codes_in(text)
    asked = [region.upper(), _of_domain(url), "" if weak else territory, *codes[:1], territory if weak else ""]
    likely = _known([*asked, *codes[1:]]) or _known(spoken[:1]) or ("US",)
    return Regions(likely, _known(_named_in(text), but=likely), _known(spoken or ("US", "GB"), but=likely))


def _known(regions: list[str] | tuple[str, ...], *, but: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return those that have phone numbers, each once; at most five, since every number is read for each."""
    supported = phonenumbers.SUPPORTED_REGIONS
    return tuple(dict.fromkeys(name for name in regions if name in supported and name not in but))[:5]


def _of_domain(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    ending = host.rstrip(".").rpartition(".")[2]
    known = facts("collect/extract/regions.toml")
    if ending in known["top_level"]:
        return str(known["top_level"][ending])
    return ending.upper() if len(ending) == 2 and ending not in known["worldwide"]["domains"] else ""


def _codes_in(text: str) -> list[str]:
    """Return countries whose code is written in `text`, the most frequent first."""
    counted: Counter[str] = Counter()
    text = plain(text)
    for match in _COUNTRY_CODE.finditer(text) if "+" in text or "00" in text else ():
        for length in (3, 2, 1):
            regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(match[1][:length]))
            if regions and regions[0] != "001":
                counted[regions[0]] += 1
                break
    return [region for region, _ in counted.most_common(3)]


@cache
def _country_names() -> tuple[re.Pattern[str], dict[str, list[tuple[str, str]]]]:
    """Return what finds words that begin like a country's name, and the names with their country by first word, the longest first."""
    names = {name: region for region, names in facts("collect/extract/regions.toml")["names"].items() for name in names}
    by_word: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_word.setdefault(re.split(r"\W", name, maxsplit=1)[0], []).append((name, names[name]))
    initials = f"[{re.escape(''.join(sorted({name[0] for name in names})))}]"
    return re.compile(rf"{initials}(?<!\w{initials})\w*+"), by_word


_GOES_ON = re.compile(r"\w")


def _named_at(text: str) -> Iterator[tuple[int, str]]:
    """Yield where the names of countries end in `text`, and which country it is."""
    pattern, by_word = _country_names()
    if by_word.keys().isdisjoint(pattern.findall(text)):
        return
    end = 0
    for match in pattern.finditer(text):
        for name, region in by_word.get(match[0], ()) if match.start() >= end else ():
            stop = match.start() + len(name)
            if text.startswith(name, match.start()) and not _GOES_ON.match(text, stop):
                yield stop, region
                end = stop
                break


def _named_in(text: str) -> list[str]:
    return list(dict.fromkeys(region for _, region in _named_at(text)))


_ABBREVIATED = re.compile(r"(?<![A-Za-z])([A-Z]{2})\s?[:|-]\s{0,2}\Z")


def country_in(text: str) -> str:
    """Return the country that is named last in `text`, the words in front of a number; empty where none is."""
    if (short := _ABBREVIATED.search(text[-8:])) is not None:
        code = "GB" if short[1] == "UK" else short[1]
        return code if code in facts("collect/extract/regions.toml")["abbreviated"]["countries"] else ""
    end, region = next(reversed(list(_named_at(text))), (0, ""))
    return "" if any(sign.isdigit() for sign in text[end:]) else region
