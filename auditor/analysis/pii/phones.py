"""What sort of line a number is, as far as its country's numbering plan tells. Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from auditor.resources import facts
from auditor.text.fold import fold

NumberKind = Literal["mobile", "fixed", "internet", "service", "either", "unknown"]
"""`either`: a country, such as the United States or Canada, whose numbers don't tell; `service`: free, shared or premium rate."""

_KINDS: dict[int, NumberKind] = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.PERSONAL_NUMBER: "mobile",
    PhoneNumberType.PAGER: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "either",
    PhoneNumberType.VOIP: "internet",
    PhoneNumberType.TOLL_FREE: "service",
    PhoneNumberType.PREMIUM_RATE: "service",
    PhoneNumberType.SHARED_COST: "service",
    PhoneNumberType.UAN: "service",
    PhoneNumberType.VOICEMAIL: "service",
}


@lru_cache(maxsize=8_192)
def number_kind(value: str, region: str = "") -> NumberKind:
    """Return what sort of line a number is.

    Args:
        value: E.164, or digits where `region` is given.
        region: Two-letter country for a number without its code.
    """
    try:
        number = phonenumbers.parse(value, region or None)
    except NumberParseException:
        return "unknown"
    return _KINDS.get(phonenumbers.number_type(number), "unknown")


def is_called_mobile(before: str) -> bool:
    """Return whether the words directly in front of a number call it a mobile: `Cell:`, `Handy`, `M.`."""
    last = re.split(r"[\n\t|,;/\d]", fold(before[-40:]))[-1]
    said = re.findall(r"\w+", last)
    return not _mobile_words().isdisjoint(said[-3:]) or bool(re.search(r"(?:^|\s)m[.:]?\s?$", last))


def is_called_private(before: str) -> bool:
    """Return whether the words directly in front of a number or an address call it somebody's private one."""
    last = " ".join(re.findall(r"\w+", fold(before[-60:].rsplit("\n", maxsplit=1)[-1])))
    return any(f" {last} ".endswith(f" {word} ") for word in _private_words())


@cache
def _mobile_words() -> frozenset[str]:
    return frozenset(map(fold, facts("text/people/words.toml")["mobile"]["words"]))


@cache
def _private_words() -> tuple[str, ...]:
    return tuple(map(fold, facts("text/people/words.toml")["private"]["words"]))
