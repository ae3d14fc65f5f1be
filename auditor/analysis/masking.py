"""Hide personal details in texts; `redaction` says what is hidden of a visit, and where.

A role mailbox (press@, support@) belongs to the company and stays readable, and so do the lines it publishes. Any other mailbox
and phone number keeps just enough to be recognised by who already knows it: `j•••e@example.com`, `+1 555 ••• ••09`. So do the
names of persons on the site (`J••• D••`), private addresses, birth dates and private profiles. One value always masks to one
text, so that two findings about it can be told to be about the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from urllib.parse import unquote

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from auditor import urls
from auditor.analysis.pii.addresses import addresses
from auditor.analysis.pii.mailboxes import is_role
from auditor.analysis.pii.names import people
from auditor.model import Target
from auditor.platforms.parse import profile_of
from auditor.resources import facts
from auditor.text.mailboxes import mailbox_kind
from auditor.text.needed import lowered
from auditor.text.people import lexicon
from auditor.text.people.spoken_mailboxes import NAME_GOES_ON, is_name, spoken

DOTS = "•••"

_URL = re.compile(r"(\bhttps?://[^\s<>\"]+)")
_EMAIL = re.compile(r"[^\s@<>()\[\]{}\"',;:|/?&=]{1,64}@[^\s@<>()\[\]{}\"',;:|/?&=]{1,253}")
_DAY = r"\(?(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_MACHINE = rf"{_OCTET}(?:\.{_OCTET}){{3}}(?:/\d{{1,2}})?(?!\w|\.\d)"
_PHONE = re.compile(
    rf"(?<![\w•])(?:(?P<other>{_DAY}|{_MACHINE})"
    r"|\+?\(?\d(?:[\s().\-/\u00a0\u2010-\u2015]{0,3}\d){6,14}(?!\w| ••• ••\d\d))"  # nor what is left of a masked one
)
"""A number somebody may ring, or a day or an address of a machine (IPv4), lest a number beside it be taken for the rest of it."""
_MASKED = re.compile(r"•••[^•]?\Z|••\d\d\Z")
"""How the name of a mailbox ends that is masked, or a number beside which an "@" stands."""
_ROUNDS = 8
"""How often a text is gone through at most. Real ones are done after one; what is left between two masks may be a third mailbox."""
_SHORT, _MOST_KNOWN = 200, 4_096
"""Characters of a text, and number of them, that are remembered as they were masked."""
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"(?<![\w@./-])[^\W_]++(?![\w@•-])")
"""A word that is no part of an address, a mailbox or a longer word."""
_LOGIN = re.compile(r"(://)[^\s/?#@]{1,200}@")
_MAIL_IN_ADDRESS = re.compile(
    r"((?:acct(?::|%3a))?)(?<!•)([\w.!$'*+~-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})", re.IGNORECASE
)
_NUMBER_IN_ADDRESS = re.compile(
    r"(wa\.me/|[?&;](?:phone|tel|mobile|cell|fax|number|telefon|handy)=)((?:\+|%2b)?\d[\d().%-]{5,24})", re.IGNORECASE
)
_SHORTEST_LINE = 7
"""Digits by which a line is known again, counted from the end: country code and trunk zero come and go."""
_SHORTEST_PART = 3
"""Letters of one of a person's names that is masked by itself."""


def mask_email(address: str) -> str:
    """Return `address` with its local part hidden, unless it is a role mailbox."""
    local, _, domain = address.rpartition("@")
    if not local or _MASKED.search(local) or mailbox_kind(address) == "role":
        return address
    return f"{_shortened(local)}@{domain}"


def _shortened(local: str) -> str:
    return f"{local[0]}{DOTS}{local[-1] if len(local) > 1 else ''}"


def mask_phone(number: str) -> str:
    """Return `number` with its middle hidden: enough is left to tell which line it is, not to ring it.

    Kept are a country code, three more digits where at least eight follow it, and the last two.
    """
    digits = re.sub(r"\D", "", number)
    if len(digits) < 7:  # too short to ring anybody
        return number
    country, rest = _country(digits) if number.strip().startswith("+") else ("", digits)
    area = f"{rest[:3]} " if len(rest) >= 8 else ""
    return f"{country}{area}{DOTS} {DOTS[0] * 2}{rest[-2:]}"


def _country(digits: str) -> tuple[str, str]:
    """Return (`+CC `, the rest) of an international number's digits."""
    length = next((length for length in (1, 2, 3) if int(digits[:length]) in COUNTRY_CODE_TO_REGION_CODE), 2)
    return f"+{digits[:length]} ", digits[length:]


def mask_name(name: str) -> str:
    """Return a person's name by its initials: `J••• D••`."""
    if DOTS[:2] in name:
        return name
    *given, family = _WORD.findall(name) or ["?"]
    return " ".join([*(f"{word[0]}{DOTS}" for word in given), f"{family[0]}{DOTS[:2]}"])


def mask_account(name: str) -> str:
    """Return a log-in name by its first letters: `j•••`."""
    return _WORD.sub(lambda word: f"{word[0][0]}{DOTS}", name)


def mask_number(number: str) -> str:
    """Return a serial number by its first and last sign: `2•••7`."""
    return f"{number[:1]}{DOTS}{number[-1:] if len(number) > 4 else ''}"


def mask_street(street: str) -> str:
    """Return a street address by the first letters of its words, numbers hidden: `•• H••• S•••`."""
    return _WORD.sub(lambda word: DOTS[:2] if word[0][0].isdigit() else f"{word[0][0]}{DOTS}", street)


def mask_date(date: str) -> str:
    """Return a date with day, month and year hidden: `•• ••• ••••`."""
    return _WORD.sub(lambda word: DOTS[0] * min(4, len(word[0])) if word[0].isdigit() else DOTS, date)


def mask_profile(url: str) -> str:
    """Return the address of a private profile with its handle hidden: `https://social.example/j•••`."""
    head, slash, handle = url.partition("?")[0].rstrip("/").rpartition("/")
    bare = handle.lstrip("@")
    return f"{head}{slash}{handle[: len(handle) - len(bare)]}{bare[:1]}{DOTS}"


_MASKS: Mapping[str, Callable[[str], str]] = {
    "name": mask_name,
    "account": mask_account,
    "street": mask_street,
    "date": mask_date,
    "profile": mask_profile,
    "email": mask_email,
}


@dataclass(frozen=True, slots=True)
class Hidden:
    """What of one visit is masked besides addresses and numbers, by the first word it is written with."""

    by_word: Mapping[str, tuple[tuple[str, re.Pattern[str], str, str], ...]]
    """Lower-case word → (letters that are there wherever the pattern finds something, pattern, masked text, the name's words where it is one)."""
    lines: frozenset[str] = frozenset()
    """Numbers that the company publishes as its own, their last digits: shown in full."""
    accounts: frozenset[str] = frozenset()
    """Profiles that are shown, the company's own and those of who speaks for it: addresses, and handles like `acme@social.example`."""

    firm: Target | None = None
    """Whose role mailboxes are shown, though it gives mailboxes to anybody."""
    known: dict[tuple[str, bool], str] = field(default_factory=dict, compare=False, repr=False)
    """What became of short texts: findings by the thousand name the same page."""

    def apply(self, text: str, *, parts: bool = False) -> str:
        """Return `text` without it; with `parts` also without single words of the names in it, and streets beside them."""
        names: list[str] = []
        low = lowered(text)
        for word in dict.fromkeys(match[0].lower() for match in _WORD.finditer(text)):
            for letters, pattern, masked, name in self.by_word.get(word, ()):
                if letters not in low:  # hundreds of people may be called by one first name
                    continue
                text, count = pattern.subn(masked, text)
                low = lowered(text) if count else low
                if count and name:
                    names.append(name)
        return _without_streets(_without_parts(text, names)) if parts and names else text

    def shows(self, number: str) -> bool:
        """Return whether a number is one of the company's lines."""
        return last_digits(number) in self.lines


NOTHING = Hidden(MappingProxyType({}))


def last_digits(number: str) -> str:
    """Return the digits by which a line is known again however it is written; empty for too few."""
    digits = re.sub(r"\D", "", number)
    return digits[-_SHORTEST_LINE:] if len(digits) >= _SHORTEST_LINE else ""


def hidden_on(html: str) -> Hidden:
    """Return the names of all persons on one page; who speaks for the company is not told apart."""
    return hide({person.name: "name" for person in people(html)})


def mask_page(html: str) -> Callable[[str], str]:
    """Return what masks personal details in a text of this page."""
    hide = hidden_on(html)
    return lambda text: mask_text(text, hide)


def hide(
    private: Mapping[str, str],
    lines: frozenset[str] = frozenset(),
    accounts: frozenset[str] = frozenset(),
    firm: Target | None = None,
) -> Hidden:
    """Return what is hidden and what is shown.

    Args:
        private: Text as written → `name`, `account`, `street`, `date`, `profile` or `email`.
        lines: See `Hidden.lines`.
        accounts: See `Hidden.accounts`.
        firm: See `Hidden.firm`.
    """
    found: dict[str, list[tuple[str, re.Pattern[str], str, str]]] = {}
    for value, kind in sorted(private.items(), key=lambda item: -len(item[0])):
        if said := _WORD.findall(value):
            found.setdefault(said[0].lower(), []).append(_entry(value, kind, said))
    return Hidden(MappingProxyType({word: tuple(listed) for word, listed in found.items()}), lines, accounts, firm)


def _entry(value: str, kind: str, said: list[str]) -> tuple[str, re.Pattern[str], str, str]:
    """Return letters of a private value, its pattern, what is put instead, and the value where it is a name of several words."""
    letters = value.rsplit(maxsplit=1)[-1].lower() if value.isascii() else ""
    masked = _MASKS[kind](value).replace("\\", r"\\")
    if kind == "name" and len(said) == 1:  # a family name behind a form of address; alone it may be any word
        address = "|".join(sorted(map(re.escape, lexicon.honorifics("")), key=len, reverse=True))
        alone = re.compile(rf"(?<!\w)((?:{address})\.?)\s+{re.escape(value)}(?!\w)", re.IGNORECASE)
        return letters, alone, rf"\1 {masked}", ""
    spaced = r"\s+".join(map(re.escape, value.split()))
    found = re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
    return letters, found, masked, value if kind == "name" else ""


def _without_parts(text: str, names: list[str]) -> str:
    words = {word for name in names for word in _WORD.findall(name) if len(word) >= _SHORTEST_PART}
    if not words:
        return text
    return _PART.sub(lambda match: f"{match[0][0]}{DOTS}" if match[0] in words else match[0], text)


def _without_streets(text: str) -> str:
    """Return a text, in which somebody is named, without the street addresses in it."""
    for address in reversed(addresses(text)):
        text = text[: address.start] + mask_street(text[address.start : address.end]) + text[address.end :]
    return text


def mask_text(text: str, hide: Hidden = NOTHING, *, parts: bool = False) -> str:
    """Return `text` with every e-mail address and phone number in it masked, and what `hide` holds.

    Web addresses are left as they are, since a reader needs them to verify; but for log-ins, mailboxes and numbers in them, and
    persons' profiles. What is masked stays as it is when it is masked again.
    """
    if (text, parts) in hide.known:
        return hide.known[text, parts]
    masked = text
    for _ in range(_ROUNDS):
        before, masked = masked, _mask_once(masked, hide, parts=parts)
        if masked == before:
            break
    if len(text) <= _SHORT and len(hide.known) < _MOST_KNOWN:
        hide.known[text, parts] = masked
    return masked


def _mask_once(text: str, hide: Hidden, *, parts: bool) -> str:
    text = urls.without_clear_secrets(text)
    text = hide.apply(
        _without_spoken(_SPELLED.sub(_mask_spelled, text) if _may_be_spelled(text) else text), parts=parts
    )
    pieces = _URL.split(text)
    return "".join(
        _mask_address(piece, hide) if index % 2 else _mask_plain(piece, hide) for index, piece in enumerate(pieces)
    )


def _mask_address(url: str, hide: Hidden) -> str:
    url = _MAIL_IN_ADDRESS.sub(lambda match: match[1] + _mask_mail_in_address(match[2], hide), url)
    url = _LOGIN.sub(rf"\1{DOTS}@", url)  # behind the mailboxes: an "@" that was written as %40 is one now
    url = _NUMBER_IN_ADDRESS.sub(lambda match: match[0] if hide.shows(match[2]) else f"{match[1]}{DOTS}", url)
    profile = profile_of(url)
    if profile is None or profile.holder != "person" or not {url, profile.url}.isdisjoint(hide.accounts):
        return url
    return mask_profile(url)


def _mask_mail_in_address(address: str, hide: Hidden) -> str:
    plain = unquote(address)
    masked = _unless_account(plain, hide)
    return address if masked == plain else masked


_SPELLED = re.compile(
    r"(?P<local>[\w.+-]{1,64}(?:\s{0,3}[\[({<]\s?\w{1,10}\s?[\])}>]\s{0,3}[\w+-]{1,64}){0,4})"
    r"(?:\s{0,3}[\[({<]\s?(?P<at>\w{1,12}|@)\s?[\])}>]\s{0,3}|(?P<sign>[_*|])(?P<between>[^\W_]{1,12})(?P=sign))"
    r"(?P<domain>[\w-]{1,63}(?:(?:\s{0,3}[\[({<]\s?\w{1,10}\s?[\])}>]\s{0,3}|\s{0,2}\.\s{0,2})[\w-]{1,63}){1,5})"
)
"""An address written to hide it from robots: `jane [dot] doe [at] acme [dot] example`."""


_ANY_DOMAIN = "company.example"
"""Whose a mailbox is, is told by its local part."""


_SPELLED_AT = re.compile(r"(?=[\[({<]\s?(\w{1,12}|@)\s?[\])}>]|([_*|])([^\W_]{1,12})\2)")


def _may_be_spelled(text: str) -> bool:
    """Return whether a word for "@" stands between brackets or signs: much sooner known than whether an address is around it."""
    return any((match[1] or match[3]).lower() in _at_words() for match in _SPELLED_AT.finditer(text))


def _mask_spelled(match: re.Match[str]) -> str:
    if (match["at"] or match["between"]).lower() not in _at_words():
        return match[0]
    if NAME_GOES_ON.match(match.string, match.end()):
        return match[0]
    if match["sign"] and not is_name(match["local"]):  # "look_at_this.value"
        return match[0]
    if mailbox_kind(f"{match['local'].partition(' ')[0]}@{_ANY_DOMAIN}") == "role":
        return match[0]
    first, last = match["local"][0], match["local"][-1]
    return f"{first}{DOTS}{last}@{match['domain']}"


def _without_spoken(text: str) -> str:
    """Return a text without the mailboxes that are spelled out in it without brackets, but for those of roles."""
    for one in reversed(list(spoken(text))):
        if mailbox_kind(f"{one.local}@{_ANY_DOMAIN}") != "role":
            text = f"{text[: one.start]}{_shortened(one.local)}@{one.domain}{text[one.end :]}"
    return text


@cache
def _at_words() -> frozenset[str]:
    return frozenset(facts("collect/extract/contact_words.toml")["email"]["at"]) | {"@"}


def _mask_plain(text: str, hide: Hidden) -> str:
    text = _EMAIL.sub(lambda match: _unless_account(match.group(), hide), text)
    return _PHONE.sub(lambda match: match["other"] or _unless_shown(match.group(), hide), text)


def _unless_account(address: str, hide: Hidden) -> str:
    shown = address.casefold() in hide.accounts or (hide.firm is not None and is_role(address.rstrip("."), hide.firm))
    return address if shown else mask_email(address)


def _unless_shown(number: str, hide: Hidden) -> str:
    if hide.shows(number):
        return number
    if number.startswith("(") and ")" not in number:  # the bracket belongs to the sentence
        return f"({mask_phone(number[1:])}"
    return mask_phone(number)
