"""Details of customers that stand in public posts: e-mail addresses, phone, card, order and account numbers. Pure.

Precise before complete: a number counts by its own form (an international phone number, a card number that passes its
check digit, an IBAN that does) or by the word before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import phonenumbers

from auditor.resources import facts
from auditor.text.mailboxes import mailbox_kind
from auditor.text.posts.clean import fold, visible

DetailKind = Literal["email", "phone", "card", "order", "account"]

_URL = re.compile(r"(?:https?:/ ?/|www\.)\S{1,2000}", re.IGNORECASE)
_EMAIL = re.compile(
    r"(?<![\w.+%@\uff20-])[\w+%-]{1,40}(?:\.[\w+%-]{1,40}){0,5}(?:@| ?\(at\) ?| ?\[at\] ?)[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[^\W\d_]{2,24}(?![\w@])"
)
_CARD = re.compile(r"(?<![\w.,+-])(?:\d[ -]?){12,18}\d(?![\w.]\d|\w)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]){11,30}(?!\w)")
_PHONE = re.compile(r"(?<![\w.,:/#-])(?:\+|(?<!\d )00)[1-9](?:[ ().\-/\u00a0]{0,3}\d){7,13}(?!\w)")
_LOCAL = re.compile(r"(?<![\w.,:/#+-])\(?\d(?:[ ().\-/\u00a0]{0,2}\d){6,13}(?!\w)")
_CODE = re.compile(
    r"[#:n\u00bao\u00b0. ]{0,6}?(?P<code>(?=[A-Z\-/]{0,12}\d)[A-Z\d](?:[A-Z\d]|[-/](?=[A-Z\d])|\.(?=\d{3}[.-])| (?=\d{3,})){4,29})(?!\w)",
    re.IGNORECASE,
)
_CARD_NUMBER = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[068]\d{12}|(?:6011|62\d\d|64[4-9]\d|65\d\d|35\d\d)\d{12}"
)
"""Beginnings and lengths of the numbers that the large card schemes give out (ISO/IEC 7812)."""
_NORTH_AMERICAN = re.compile(
    r"(?<![\w.,:/#+-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[ .-]\d{4}(?![\w-])"
)
_DIGIT = re.compile(r"\d")
_FEWEST_DIGITS = 5
"""Digits of the shortest detail that is a number."""
_FEWEST_OF_A_LINE = 7
"""The same of a phone number."""
_NEAR = 40
"""Characters between a word such as "order number" and the number: "order number is: #"."""
_FREE_OF_CHARGE = re.compile(r"(?:\+?1\D{0,2})?8(?:00|33|44|55|66|77|88)\D|0[89]00|\+\d{2}\D?800")
"""Numbers that only companies have: toll-free and premium ones."""
_NO_LINE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d(?!\d)|(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./]\d{1,2}(?!\d)|(?:19|20)\d\d[- ](?:19|20)\d\d(?!\d)"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)|\d{1,3}(?:[.,' ]\d{3}){2,4}\Z|(\d)\1{6,}\Z|\d{1,2}0{6,}\Z"
)
"""Dates, years, prices and round sums."""
_YEAR = re.compile(r"(?:19|20)\d{2}\Z")


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail in a post."""

    kind: DetailKind
    value: str
    """As written; mask it before it is shown."""
    start: int
    """Where it stands in the text as `clean.visible` returns it."""
    end: int


def details(text: str) -> tuple[Detail, ...]:
    """Return the details of people in a post, in their order; those in web addresses and mailboxes of roles are none."""
    blank = _without_addresses(visible(text))
    digits = len(_DIGIT.findall(blank))
    taken: list[Detail] = []
    for each in _in_order(blank, digits):
        if not any(each.start < other.end and other.start < each.end for other in taken):
            taken.append(each)
    return tuple(sorted(taken, key=lambda each: each.start))


def _without_addresses(text: str) -> str:
    """Return a text of the same length without web addresses."""
    lower = text.lower()
    return _URL.sub(_blank, text) if "http" in lower or "www." in lower else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _in_order(text: str, digits: int) -> Iterator[Detail]:
    """Yield whatever looks like a detail, the surest kinds first; none that needs more digits than the text has."""
    if "@" in text or "\uff20" in text or "at)" in text or "at]" in text:
        yield from _emails(text)
    if digits < _FEWEST_DIGITS:
        return
    yield from _ibans(text)
    yield from _cards(text)
    # Order and customer numbers come before telephones: `Customer number 0044123456789`.
    labelled = tuple(_labelled(text))
    yield from (each for each in labelled if each.kind != "phone")
    yield from _phones(text)
    yield from (each for each in labelled if each.kind == "phone")


def _emails(text: str) -> Iterator[Detail]:
    for match in _EMAIL.finditer(text):
        address = re.sub(r" ?[\[(]at[\])] ?", "@", match.group())
        if mailbox_kind(address) != "role" and not _is_handle(address):
            yield Detail("email", match.group(), match.start(), match.end())


def _is_handle(address: str) -> bool:
    """Return whether an address is one of the Fediverse, written without the sign in front: `jane@mastodon.social`."""
    domain = address.rpartition("@")[2].lower()
    servers = facts("text/posts/details.toml")["fediverse"]
    labels = domain.split(".")
    return (
        labels[-1] in servers["endings"] or not set(servers["words"]).isdisjoint(labels) or domain in servers["hosts"]
    )


def _ibans(text: str) -> Iterator[Detail]:
    for match in _IBAN.finditer(text):
        value = match.group().replace(" ", "")
        if 15 <= len(value) <= 34 and int("".join(str(int(sign, 36)) for sign in value[4:] + value[:4])) % 97 == 1:
            yield Detail("account", match.group(), match.start(), match.end())


def _cards(text: str) -> Iterator[Detail]:
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if len(set(digits)) > 1 and _CARD_NUMBER.fullmatch(digits) and _passes_luhn(digits):
            yield Detail("card", match.group(), match.start(), match.end())


def _passes_luhn(digits: str) -> bool:
    """Return whether the last digit is the check digit of those before it (ISO/IEC 7812-1, annex B)."""
    doubled = (int(sign) * (2 if place % 2 else 1) for place, sign in enumerate(reversed(digits)))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _phones(text: str) -> Iterator[Detail]:
    for pattern in (_PHONE, _NORTH_AMERICAN):
        for match in pattern.finditer(text):
            said = match.group()
            foreign = pattern is _PHONE
            if not _FREE_OF_CHARGE.match(said.lstrip("( ")) and (not foreign or _can_be_rung(said)):
                yield Detail("phone", match.group(), match.start(), match.end())


def _can_be_rung(said: str) -> bool:
    """Return whether a number with a country's code fits that country's plan: `+100000000 points` does not."""
    digits = re.sub(r"\D", "", said)
    try:
        number = phonenumbers.parse(f"+{digits if said.lstrip().startswith('+') else digits.removeprefix('00')}")
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.is_valid_number(number):
        return True
    # Numbers kept for films and examples fit no plan; round sums don't either.
    return phonenumbers.is_possible_number(number) and re.search(r"(\d)\1{4}", digits) is None


def _labelled(text: str) -> Iterator[Detail]:
    """Yield numbers by the word before them."""
    folded = fold(text)
    if len(folded) != len(text):  # signs that fold to several: positions would be off
        folded = text.lower()
    for match in _labels().finditer(folded):
        kind: DetailKind = match.lastgroup  # type: ignore[assignment] # the pattern's groups are named after kinds
        rest = match.end()
        found = _LOCAL.search(text, rest, rest + _NEAR) if kind == "phone" else _CODE.match(text, _after(folded, rest))
        if found is None or (kind == "phone" and _between(text[rest : found.start()])):
            continue
        start, end = found.span("code") if kind != "phone" else found.span()
        value = text[start:end].strip()
        if kind == "phone" and (_FREE_OF_CHARGE.match(value.lstrip("(")) or _NO_LINE.match(value)):
            continue
        if sum(map(str.isdigit, value)) >= (
            _FEWEST_OF_A_LINE if kind == "phone" else _FEWEST_DIGITS
        ) and not _YEAR.match(value):
            yield Detail(kind, value, start, start + len(value))


def _after(folded: str, at: int) -> int:
    """Return where the value begins: "is", "number", ":" and the like passed over."""
    match = _links().match(folded, at)
    return match.end() if match else at


def _between(said: str) -> bool:
    """Return whether more than a few linking words stand between a word and a number."""
    return len(said.split()) > 3 or any(sign in said for sign in ".!?\n")


@cache
def _labels() -> re.Pattern[str]:
    kinds = facts("text/posts/details.toml")["words"]
    groups = (f"(?P<{kind}>{'|'.join(words)})" for kind, words in kinds.items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")


def gives_own_number(text: str) -> bool:
    """Return whether a company gives a number out as its own: "our line 0123 456789 is open from nine"."""
    return _own().search(fold(visible(text))) is not None


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(facts('text/posts/details.toml')['own']['words'])})(?!\w)")


@cache
def _links() -> re.Pattern[str]:
    words = "|".join(facts("text/posts/details.toml")["links"]["words"])
    return re.compile(rf"(?:[\s:#=.\-]{{0,3}}(?:{words})(?!\w)){{0,3}}[\s:#=.\-]{{0,4}}")
