"""Made-up words, names, hosts, addresses and numbers in place of real ones, the same each time. Pure.

What rules turn on stays: known words, lengths, scripts, capitals, short numbers, years, country codes. What names somebody goes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from urllib.parse import quote, unquote

from auditor import urls
from auditor.casebook.vocabulary import vocabulary
from auditor.resources import facts
from auditor.text.fold import fold, is_unspaced
from auditor.text.mailboxes import mailbox_kind

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_ADDRESS = re.compile(
    r"(?:https?:)?//[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?::\d{1,5})?(?:[/?#][^\s\"'<>\\)]{0,2000})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d(?:[\d\s()./\u00a0\u2011-]{0,22}\d)?")
_DATE = re.compile(
    r"\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}|\d{1,2}[-./]\s?\d{1,2}[-./]\s?\d{2,4}|(?:19|20)\d\d(?:\s*[-/]\s*(?:19|20)?\d\d)?"
)
_HOST = re.compile(r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?![\w-])", re.IGNORECASE)
_KEPT_DIGITS = 4
"""Of a long number: country and area codes tell what a number is; the rest tells whose."""
_SHORT = 4
"""Digits of a number that names nobody: a house, a price, a year."""
_SHORTEST_NAME = 2
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstv"
_ALPHABETS = {
    "CYRILLIC": "абвгдежиклмнопрстувя",
    "GREEK": "αβγδεηικλμνοπρστυω",
    "ARABIC": "ابتجدرسعفكلمنهوي",
    "HEBREW": "אבגדהוזחטיכלמנסעפקרשת",
    "DEVANAGARI": "कखगजटतदनपबमरलवसह",
    "BENGALI": "কখগজটতদনপবমরলসহ",
    "THAI": "กขคงจชดตนบปผมยรลวส",
    "HANGUL": "가나다라마바사아자차카타파하",
    "HIRAGANA": "あいうえおかきくけこさしすせそたちつてと",
    "KATAKANA": "アイウエオカキクケコサシスセソタチツテト",
    "CJK": "山川田木林森石水火土金花草竹米麦糸布車船",
}
_UNTOLD_SEGMENT = 24
"""Characters of a piece of a path that may be a word; longer ones are keys."""
_NAMES = ("kestrel", "lantern", "marlow", "orchard", "pebble", "quarry", "saddler", "thistle", "umber", "willow")
_TRADES = ("boats", "bricks", "clocks", "kites", "lamps", "looms", "ropes", "scales", "stoves", "tiles")


class Fictional:
    """Turns what a company says into what a made-up one does.

    Equal words become equal words, so that a heading still fits its title.
    """

    def __init__(self, site: str, salt: bytes) -> None:
        """Begin.

        Args:
            site: Home page of the company; its domain gets a made-up name.
            salt: Secret, so that nobody can find a word by trying all.
        """
        self._salt = salt
        self._own = urls.site_of(site)
        self._domains: dict[str, str] = {}
        self.word = cache(self._word)

    # ------------------------------------------------------------------------------------------------------------- words

    def text(self, text: str) -> str:
        """Return a text with other addresses, numbers and words."""
        return self._outside(_ADDRESS, text, self._address, self._mails)

    def _mails(self, text: str) -> str:
        return self._outside(_MAIL, text, self.mail, self._hosts)

    def _hosts(self, text: str) -> str:
        return self._outside(_HOST, text, self._as_host, self._numbers)

    def policy(self, text: str) -> str:
        """Return a record about mail, such as SPF and DMARC, with other hosts and mailboxes in it."""
        return self._outside(_MAIL, text, self.mail, lambda rest: _HOST.sub(lambda match: self.host(match[0]), rest))

    def _as_host(self, text: str) -> str:
        suffix = text.rpartition(".")[2].lower()
        return self.host(text.lower()) if urls.registered(text.lower()) and len(suffix) > 1 else self._words(text)

    def _numbers(self, text: str) -> str:
        return self._outside(_DIGITS, text, self.number, self._words)

    def _words(self, text: str) -> str:
        return _WORD.sub(lambda match: self.word(match[0]), text)

    @staticmethod
    def _outside(
        pattern: re.Pattern[str], text: str, inside: Callable[[str], str], outside: Callable[[str], str]
    ) -> str:
        """Return a text in which what fits the pattern is treated one way, and what stands between another."""
        parts, start = [], 0
        for match in pattern.finditer(text):
            parts += [outside(text[start : match.start()]), inside(match[0])]
            start = match.end()
        return "".join((*parts, outside(text[start:])))

    def _word(self, word: str) -> str:
        """Return a word that may stay, or a made-up one of the same length, script and capitals."""
        if is_unspaced(word) or _script(word[0]) == "THAI":
            return self._run(word)
        key = fold(word)
        if len(word) < 2 or vocabulary().knows(word):
            return word
        if key in _given():
            return _with_capitals(self._other_name(key), word)
        return _with_capitals(self._filler(key, word), word)

    def _other_name(self, name: str) -> str:
        others = sorted(_given() - {name})
        return others[self._hash(name) % len(others)]

    def _run(self, run: str) -> str:
        """Return a run of signs without spaces, known phrases kept."""
        made, at = [], 0
        while at < len(run):
            piece = vocabulary().phrase_at(run, at)
            made.append(piece or self._sign(run[at], at))
            at += len(piece) or 1
        return "".join(made)

    def _sign(self, sign: str, at: int) -> str:
        alphabet = _ALPHABETS.get(_script(sign), "")
        return alphabet[self._hash(f"{sign}{at % 3}") % len(alphabet)] if alphabet else sign

    def _filler(self, key: str, word: str) -> str:
        number = self._hash(key)
        letters = []
        for at, letter in enumerate(word):
            alphabet = _ALPHABETS.get(_script(letter)) or (_VOWELS if at % 2 else _CONSONANTS)
            number, which = divmod(number, len(alphabet))
            letters.append(alphabet[which])
            number = number or self._hash(f"{key}{at}")
        return "".join(letters)

    def _hash(self, text: str) -> int:
        return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), key=self._salt, digest_size=16).digest())

    # ----------------------------------------------------------------------------------------------------------- numbers

    def number(self, text: str) -> str:
        """Return a number with its last digits changed; dates, years and short numbers as they are."""
        digits = [character for character in text if character.isdecimal()]
        if len(digits) <= _SHORT or _DATE.fullmatch(text):
            return text
        kept = min(_KEPT_DIGITS, len(digits) - 3)
        number, seen = self._hash("".join(digits)), 0
        made: list[str] = []
        for character in text:
            seen += character.isdecimal()
            if character.isdecimal() and seen > kept:
                number, digit = divmod(number, 10)
                made.append(str(digit))
            else:
                made.append(character)
        return "".join(made)

    # --------------------------------------------------------------------------------------------------------- addresses

    def mail(self, address: str) -> str:
        """Return an e-mail address with a made-up mailbox, unless it is one of a role, at a made-up domain."""
        mailbox, _, domain = address.rpartition("@")
        if mailbox_kind(f"{mailbox}@example.com") != "role":
            mailbox = self._words(self._numbers(mailbox))
        return f"{mailbox}@{self.host(domain.lower())}"

    def host(self, name: str) -> str:
        """Return a host name with a made-up domain; those of services that everybody uses as they are."""
        if urls.is_address(name) or "." not in name:
            return name
        if name in vocabulary().hosts:
            return name
        domain = urls.registrable(name)
        below = "".join(self._label(label) for label in re.split(r"(\.)", name.removesuffix(domain)))
        return below + (domain if domain in vocabulary().hosts else self._domain(domain))

    def _label(self, label: str) -> str:
        return label if label == "." else self._words(label)

    def _domain(self, domain: str) -> str:
        if domain not in self._domains:
            suffix = domain.partition(".")[2]
            first, second = divmod(self._hash(domain), len(_TRADES))
            name = f"{_NAMES[first % len(_NAMES)]}{_TRADES[second]}"
            taken = set(self._domains.values())
            number = next(n for n in range(1, 10_000) if f"{name}{n if n > 1 else ''}.{suffix}" not in taken)
            self._domains[domain] = f"{name}{number if number > 1 else ''}.{suffix}"
        return self._domains[domain]

    def _address(self, address: str) -> str:
        return self.url(address)

    def url(self, reference: str) -> str:
        """Return a reference as it stands in a page, or a whole address, with other names in it."""
        lowered = reference.strip().lower()
        if lowered.startswith("mailto:"):
            return reference[: reference.index(":") + 1] + self._mails(unquote(reference.partition(":")[2]))
        if lowered.startswith(("tel:", "sms:", "callto:", "fax:")):
            return reference[: reference.index(":") + 1] + self.number(reference.partition(":")[2])
        if lowered.startswith(("javascript:", "data:")):
            return reference if lowered.startswith("data:") else self._mails(reference)
        head, slashes, rest = reference.partition("//")
        if not slashes or (head and not head.endswith(":")):
            return self._path(reference)
        host, path = re.match(r"([^/?#]*)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
        name, colon, port = host.rpartition("@")[2].partition(":")
        return f"{head}//{self.host(name.lower())}{colon}{port}{self._path(path)}"

    def _path(self, path: str) -> str:
        """Return a path, query and fragment with other words between the signs that part them."""
        return "".join(
            part if not part or part in "/?#&=" else self._segment(part) for part in re.split(r"([/?#&=])", path)
        )

    def _segment(self, segment: str) -> str:
        plain = unquote(segment)
        if len(plain) > _UNTOLD_SEGMENT and not re.search(r"[-_ ]", plain):
            made = self._filler(plain, plain)
        else:
            made = self._mails(plain.replace("_", "\x00")).replace("\x00", "_")
        return made if made == plain and segment == plain else quote(made, safe="-_.~!$'()*+,;:@%{}|[]")


@cache
def _given() -> frozenset[str]:
    """Return given names, folded."""
    names = frozenset(word for text in _flat(facts("text/people/given.toml")) for word in fold(text).split())
    return frozenset(name for name in names if name.isalpha() and len(name) > _SHORTEST_NAME)


def _flat(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _flat(inner)]
    return [text for inner in value for text in _flat(inner)] if isinstance(value, list) else []


@cache
def _script(letter: str) -> str:
    """Return the script of a letter, such as `LATIN`, as Unicode names it."""
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]


def _with_capitals(made: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return made.upper()
    return made[:1].upper() + made[1:] if like[:1].isupper() else made
