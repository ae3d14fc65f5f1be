"""Personal details in public posts: which are the company's own, and whether a reply asks to take them down. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor import urls
from auditor.model import ContactKind, Snapshot
from auditor.text import said
from auditor.text.posts.language import language

_ADDRESS = re.compile(r"(?<![\w.+@\uff20-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_SEVERAL = re.compile(r"\d[\d ()./-]{5,}\d")
_NUMBER = re.compile(r"(?<!\w)\+?\(?\d(?:[ ().\-/\u00a0]{0,2}\d){6,14}(?!\w)")
_LAST = 7
"""Digits at the end of a number by which two are the same line, however the country is written."""


def asks_removal(text: str, lang: str = "") -> bool:
    """Return whether a reply asks to take a post down, or says that it is hidden."""
    own = said.own_words(text)
    lang = language(own, lang)
    return any(said.holds("removes", lang, part) for part in said.sentences(own))


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """Addresses and numbers of the company itself, which customers repeat: they are no customer's."""

    domains: frozenset[str]
    addresses: frozenset[str]
    numbers: frozenset[str]
    """The last digits of its telephone numbers."""

    def taken_out(self, text: str) -> str:
        """Return a text without them."""
        if "@" in text:
            text = _ADDRESS.sub(lambda match: " " if self._is_own(match[0]) else match[0], text)
        if self.numbers and _SEVERAL.search(text):
            text = _NUMBER.sub(lambda match: " " if _digits(match[0])[-_LAST:] in self.numbers else match[0], text)
        return text

    def _is_own(self, address: str) -> bool:
        folded = address.lower().rstrip(".")
        domain = folded.rpartition("@")[2]
        return folded in self.addresses or domain in self.domains or urls.site_of(f"https://{domain}/") in self.domains


def own_details(snapshot: Snapshot) -> OwnDetails:
    """Return the addresses and numbers that the site publishes, and the site's own domain."""
    mails = {one.value.lower() for one in snapshot.contacts if one.kind is ContactKind.EMAIL}
    lines = {_digits(one.value)[-_LAST:] for one in snapshot.contacts if one.kind is not ContactKind.EMAIL}
    return OwnDetails(
        frozenset({urls.site_of(snapshot.target.site)}),
        frozenset(mails),
        frozenset(line for line in lines if len(line) == _LAST),
    )


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))
