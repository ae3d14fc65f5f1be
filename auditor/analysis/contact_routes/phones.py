"""What a telephone link would dial, and whether that can ring anybody. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from auditor.analysis.links.verdicts import LinkState, Verdict, alive, dead, unknown
from auditor.model import ContactDetail, ContactKind, Message, Snapshot, message
from auditor.model.messages import NOTHING

_SCHEMES = ("tel:", "sms:")
_RING_IT = message("Ring the number as the link dials it, from a mobile and from abroad.")
_POSSIBLE = message("The number is possible in its country.")
_PARAMETERS = re.compile(r"(?:[;?,]|(?<=\d)[pw](?=\d)).*", re.DOTALL)  # ;ext=12, ?body=hello, tones after a pause
_EXTENSION = re.compile(
    r"(?:\bext(?:n|ension)?\b|\bx(?=\s*\d)|(?<=\d)x(?=\d)|(?<=\d)#|\b(?:durchwahl|dw|nst|nebenstelle|poste|anexo|interno|int|ramal|toestel|wewn?|linka|klapka|mellék|доб|вн|ankn|内線|内线|转)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_CALENDAR = re.compile(
    r"(?<![\d.])\d{1,2}[.:h]\d\d\s{0,3}(?:uhr|h|am|pm|a\.m\.|p\.m\.)?\s{0,3}(?:[-\u2010-\u2015]|to|bis|until|till?|à|a|tot|do)\s{0,3}"
    r"\d{1,2}[.:h]\d\d(?![\d.]\d)|(?<!\d)\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)",
    re.IGNORECASE,
)
"""Opening hours and dates, which have as many digits as a number."""
_YEARS = re.compile(
    r"(?<![\d+(])(?:1[6-9]|20)\d\d\s{0,2}(?:[-\u2010-\u2015/]|to|bis|until|à|a|al|tot|do|till)\s{0,2}(?:19|20)\d\d(?![\d-])",
    re.IGNORECASE,
)
"""Spans of years: "since 1987-2026"."""
_NO_NUMBER = re.compile(
    r"(?:\b(?:order|invoice|account|customer|vat|iban|isbn|ref(?:erence)?|item|part|licen[cs]e|reg(?:istration)?|company|ticket|case|zip|plz|kto|konto|kunden|bestell|artikel|rechnungs|ust|hrb|siret|siren|nif|cif|nip|regon|kvk|btw|org)"
    r"[\w.-]{0,12}\s{0,2}(?:no|nr|num(?:ber|mer)?|id|code|n°|nº|#)?\s{0,2}[.:#]{0,2}\s{0,2}|[$€£¥]\s{0,2})\Z",
    re.IGNORECASE,
)
"""Words in front of digits that are nobody's number, though a link to a number shows them."""
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_SEPARATORS = re.compile(r"[\s().\-/~\u00a0\u00ad\u2010-\u2015\u2212\u2060\u200b-\u200f\u202a-\u202e]+")
_DIALLED = re.compile(r"\+?\d+", re.ASCII)
_VANITY = re.compile(r"\+?\d{3,}[A-Z]{3,10}\d{0,8}", re.IGNORECASE | re.ASCII)
_SERVICE_CODE = re.compile(r"[*#][\d*#]+", re.ASCII)
_RUN = re.compile(r"\d(?:[\s().\-/\u00a0\u2010-\u2015\u2212]{0,3}\d){5,}")
_LONGEST = 20
"""Digits of a number: 15 after E.164, a plus, and what dials out of a country."""
_FEWEST = 6
"""Digits behind the country code that a number has at least, unless its country is known to have shorter ones. Our default."""
_NORTH_AMERICAN = re.compile(r"\+1[2-9]\d{2}[2-9]\d{6}", re.ASCII)
"""Neither area codes nor exchanges begin with 0 or 1 (NANP)."""
_ITALIAN = re.compile(r"\+39(?=[1-9])(?!3)(\d{6,11})", re.ASCII)
_SHORT = 6
"""Digits of a number that only works inside one country or network, at most. Our default."""
_SAME_END = 7
"""Equal last digits that make two ways of writing one number: prefixes for trunk, carrier and mobile differ. Our default."""
_OLD_MEXICAN_MOBILE = re.compile(
    r"\+521\d{10}", re.ASCII
)  # the 1 was dropped in August 2019 and is still widely written


def is_linked(detail: ContactDetail) -> bool:
    """Return whether a link hands the number to the telephone; what other applications do with theirs is their business."""
    return detail.kind is not ContactKind.EMAIL and detail.href.strip().lower().startswith(_SCHEMES)


def by_number(snapshot: Snapshot) -> dict[str, tuple[ContactDetail, ...]]:
    """Return the telephone links of the site by the number they dial, in the order of pages."""
    found: dict[str, list[ContactDetail]] = {}
    for detail in snapshot.contacts:
        if is_linked(detail):
            found.setdefault(dialled(detail.href), []).append(detail)
    return {number: tuple(details) for number, details in found.items()}


def dialled(href: str) -> str:
    """Return what a number's link hands to the telephone: without scheme, separators, extension and tones."""
    scheme, colon, rest = href.partition(":")
    number = unquote(rest if colon else scheme).strip().lstrip("/")
    return _SEPARATORS.sub("", _EXTENSION.sub("", _PARAMETERS.sub("", number)))


def dialability(detail: ContactDetail) -> Verdict:
    """Return whether the number can ring anybody; UNKNOWN where a person had better try."""
    return _dialability(dialled(_written(detail)), detail.region)


def _written(detail: ContactDetail) -> str:
    return detail.href if is_linked(detail) else detail.value


@lru_cache(maxsize=4_096)
def _dialability(number: str, region: str) -> Verdict:
    if _SERVICE_CODE.fullmatch(number):
        return alive(message("The link dials a service code."))
    if _VANITY.fullmatch(number):
        return alive(message("The number is written with letters."))
    if not _DIALLED.fullmatch(number):
        return dead(message("The link holds nothing that a telephone could dial."))
    if len(number) > _LONGEST:
        return dead(message("The number has more digits than any telephone number; it may be two numbers."))
    return _abroad(number) if number.startswith("+") else _inside(number, region)


def _abroad(number: str) -> Verdict:
    """Judge a number with its country code."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException as error:
        if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            return dead(message("The number begins with a country code that no country has."))
        return dead(message("The number is too short for a telephone number."))
    if phonenumbers.is_valid_short_number(parsed):  # Germany's 115 answers from abroad too
        return alive(message("The number is a short service number."))
    return _by_length(number, parsed)


def _by_length(number: str, parsed: PhoneNumber) -> Verdict:
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if _OLD_MEXICAN_MOBILE.fullmatch(number):
        return unknown(_OLD_MEXICAN, _RING_IT)
    if reason in _IMPOSSIBLE:
        return dead(_IMPOSSIBLE[reason])
    after_code = number[1 + len(str(parsed.country_code)) :]
    if never := _never_assigned(number, after_code, parsed):
        return dead(never)
    if reason == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return unknown(message("The number has a country code but seems to lack its area code."), _RING_IT)
    if after_code.startswith("0") and phonenumbers.format_number(parsed, PhoneNumberFormat.E164) != number:
        return unknown(
            message("The link dials a 0 after the country code, which not every network puts through."), _RING_IT
        )
    return alive(_POSSIBLE)


def _never_assigned(number: str, after_code: str, parsed: PhoneNumber) -> Message:
    """Return why a number of a possible length rings nobody; empty where it may."""
    if phonenumbers.is_valid_number(parsed):
        return NOTHING
    if len(after_code) < _FEWEST:
        return message("The number has too few digits after its country code.")
    if parsed.country_code == 1 and len(after_code) == 10 and not _NORTH_AMERICAN.fullmatch(number):
        return message(
            "The number has an area code or exchange that begins with 0 or 1, as none in North America does."
        )
    if (italian := _ITALIAN.fullmatch(number)) is not None and phonenumbers.is_valid_number(
        phonenumbers.parse(f"+390{italian[1]}")
    ):
        return message("The number lacks the 0 that Italian numbers keep after +39.")
    return NOTHING


_IMPOSSIBLE = {
    ValidationResult.TOO_SHORT: message("The number is too short for its country."),
    ValidationResult.TOO_LONG: message("The number is too long for its country."),
    ValidationResult.INVALID_LENGTH: message("The number has a length that no number in its country has."),
}
_OLD_MEXICAN = message("The number has the 1 of Mexico's old mobile numbers, which not every network puts through.")


def _inside(number: str, region: str) -> Verdict:
    """Judge a number without country code: whose rules hold is a guess, so that it never counts as dead."""
    if number.startswith("00") and _abroad("+" + number[2:]).state is LinkState.ALIVE:
        return alive(_POSSIBLE)
    if len(number) <= _SHORT or not region or _possible_in(number, region):
        return alive(message("The number has no country code, so it works only within its country."))
    said = message("The number has no country code and is not a possible number in {region}.", region=region)
    return unknown(said, _RING_IT)


def _possible_in(number: str, region: str) -> bool:
    try:
        parsed = phonenumbers.parse(number, region)
    except NumberParseException:
        return False
    return phonenumbers.is_possible_number_with_reason(parsed) not in _IMPOSSIBLE


def shown_otherwise(detail: ContactDetail) -> str:
    """Return the number a visitor reads where it is another than the link dials; empty where they agree or none is shown.

    They agree if the digits of one are part of the other's, or the last seven are the same. Text with fewer than six
    digits together shows no number, but for one written with letters as keypads have them: `1-800-FLOWERS`.
    """
    number = dialled(_written(detail))
    if (spelled := _SPELLED.search(detail.shown)) is not None and _NORTH_AMERICAN_LINK.fullmatch(number):
        return "" if _spells(spelled, number) else spelled[0].strip()
    shown = _YEARS.sub(" ; ", _CALENDAR.sub(" ; ", unicodedata.normalize("NFKC", detail.shown)))
    shown = _TRUNK_ZERO.sub("", shown)
    runs = [run.group() for run in _RUN.finditer(shown) if not _NO_NUMBER.search(shown, 0, run.start())]
    targets = _ways_to_write(number)
    if not runs or not _DIALLED.fullmatch(number) or len(number) <= _SHORT:
        return ""
    if any(_agree(_digits(text), target) for text in (*runs, shown, detail.shown) for target in targets):
        return ""
    return runs[0].strip()


_SPELLED = re.compile(
    r"(?<![\w-])(?:\+?1[-.\s])?\(?([2-9]\d\d)\)?[-.\s](?=(?:[-.\s]?\d){0,6}[-.\s]?[A-Z])((?:[A-Z\d][-.\s]?){6,20}[A-Z\d])(?![\w-])"
)
"""A North American number with words in it, in capitals. Words may be longer than what is dialled."""


_NORTH_AMERICAN_LINK = re.compile(r"(?:\+?1)?[2-9]\d{9}")


def _spells(spelled: re.Match[str], number: str) -> bool:
    """Return whether letters of a keypad spell a North American number."""
    digits = _digits(phonenumbers.convert_alpha_characters_in_number(spelled[1] + spelled[2]))
    return digits.startswith(number[-10:])


_TRACKERS = re.compile(
    r"<script\b[^>]{0,300}\ssrc\s*=\s*[\"']?[^\"'>\s]{0,200}(?:callrail|calltrk|calltrackingmetrics|tctm\.co|responsetap|mediahawk|infinity-tracking|invoca|ringba"
    r"|whatconverts|dialogtech|marchex|avanser|delacon|wildjar|nimbata|phonexa|roistat|calltouch|comagic|uiscom|callibri|matelso|number-?swap|dynamic-?number)",
    re.IGNORECASE,
)
"""Services that put a number of their own in place of a page's, to count calls by advertisement. From their own set-up pages."""


def are_swapped(html: str) -> bool:
    """Return whether a script of the page replaces the numbers that visitors see, so that what we read is not what they do."""
    return _TRACKERS.search(html) is not None


def _ways_to_write(number: str) -> tuple[str, ...]:
    """Return the digits of `number` with and without its country code."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return (_digits(number),)
    return _digits(number), str(parsed.national_number)


def _digits(text: str) -> str:
    digits = "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())
    return digits.removeprefix("00").lstrip("0")


def _agree(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORT - 1:  # all that is left are zeros or a code
        return True
    return shorter in longer or one[-_SAME_END:] == other[-_SAME_END:]
