"""Find e-mail addresses in a page's text, the ones written to hide from robots too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

import phonenumbers

from auditor.collect.extract.phone_numbers import plain
from auditor.resources import facts
from auditor.text.people.spoken_mailboxes import NAME_GOES_ON, spoken

_MOST_TEXT = 400_000
_MOST_LOOKED_AT = 3_000
"""Places on a page that are looked at, each costs a few microseconds."""
_LONGEST_LOCAL, _LONGEST_DOMAIN = 64, 254
_LOCAL = re.compile(r"[^\s@<>()\[\]{},;:\"\\|/…»«“”]{1,64}\Z")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_](?:[\w-]{0,61}[^\W_])?")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_TORN = re.compile(r"\.([a-z]{2,})[A-Z]\w*\Z")
"""Words run together behind a domain: "acme.exampleTel"."""
_NUMERIC = re.compile(r"[\d.]+\Z")
_NO_LETTER = re.compile(r"[\W\d_]+")
_HEXADECIMAL = re.compile(r"[0-9a-f]{24,}\Z", re.IGNORECASE)
_PATH = re.compile(r":(?:~|/|[\w.-]{1,40}/)[\w./-]")
"""What follows the host where a file is fetched from it: "deploy@host.example:/srv/www"."""
_GROUP = re.compile(r"(?:\A|[\s(>])!\Z")
_AROUND_AT = "([{<_*|"
"""One of these opens every "(at)", "_at_" and their like."""
_STRAY = ".'`*=!?&%-~^#$\u2018\u2019\u2022\u00b7+"
"""Signs that may stand in a local part but hardly begin one."""


_EXCHANGE = re.compile(
    r"[\"'「『【\u201c(]?([^\w\s@])[\"'」』】\u201d)]?(?:マーク|記号|の部分)?を(?:半角の?)?[\"'「『【\u201c(]?(?:@|アットマーク)"
    r"|(?:replace|swap|change) (?:the )?[\"'\u201c\u2018(]?([^\w\s@])[\"'\u201d\u2019)]? (?:with|by|for|to|into) (?:an? )?[\"'\u201c\u2018(]?@"
    r"|[\"'\u201e\u201c\u201a(]?([^\w\s@])[\"'\u201c\u201d\u2018)]? (?:bitte )?durch (?:ein(?:en)? )?[\"'\u201e\u201c\u201a(]?@"
    r"|rempla(?:cer|cez) (?:le )?[\"'«\u201c(]?([^\w\s@])[\"'»\u201d)]? par (?:un )?[\"'«\u201c(]?@",
    re.IGNORECASE,
)
"""Where a page asks its readers to put an `@` in the place of another sign."""
_EXCHANGES = ("を", "replace ", "swap ", "change ", "durch ", "rempla")
"""Words of which each such request holds one."""
_MOST_ADDRESSES = 50
_GUARD = re.compile(
    r"\.?(?:NO-?_?SPAM|SPAM-?_?SCHUTZ|ANTI-?_?SPAM|REMOVE-?_?(?:THIS|ME)|DELETE-?_?(?:THIS|ME)|ENTFERNEN)\.?"
)
"""What is written into addresses for readers to take out: in capitals, as against the name of a firm."""


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address in the text."""

    start: int
    end: int
    value: str
    """Its domain in lower case."""
    hidden: bool = False
    """Written to hide from robots."""


def normal(address: str) -> str:
    """Return an address with its domain in lower case; the local part may tell cases apart and stays."""
    local, at, domain = address.rpartition("@")
    return local + at + domain.lower()


def find_addresses(text: str) -> list[Address]:
    """Return the addresses in `text` in their order; none overlaps another."""
    text = plain(text[:_MOST_TEXT])
    found: list[Address] = []
    end = 0
    for address in sorted(
        [*_written_out(text), *_exchanged(text), *_bracketed(text), *_spelled(text)],
        key=lambda one: (one.start, -one.end),
    ):
        if address.start >= end:
            found.append(address)
            end = address.end
    return found


def _written_out(text: str) -> Iterator[Address]:
    position = -1
    for _ in range(_MOST_LOOKED_AT):
        position = text.find("@", position + 1)
        if position < 0:
            return
        address = _around(text, position)
        if address is not None:
            yield address


def _exchanged(text: str) -> Iterator[Address]:
    """Yield the addresses with another sign for the `@`, which the page asks its readers to put back: `info*acme.jp`, `* = @`."""
    told = _EXCHANGE.search(text) if _asks_to_exchange(text) else None
    sign = next(filter(None, told.groups()), "") if told is not None else ""
    for match in islice(re.finditer(re.escape(sign), text), _MOST_ADDRESSES) if sign else ():
        address = _around(text, match.start())
        if address is not None and "." in address.value.partition("@")[2]:
            yield replace(address, hidden=True)


def _asks_to_exchange(text: str) -> bool:
    """Return whether a text may ask so: looking a few words up costs less than trying a pattern at every letter."""
    lowered = text.lower() if "@" in text or "アットマーク" in text else ""
    return any(word in lowered for word in _EXCHANGES)


def _around(text: str, at: int) -> Address | None:
    """Return the address whose `@` stands at offset `at`."""
    behind = at + 1 + (text[at + 1 : at + 2] == " ")
    ahead = at - (text[at - 1 : at] == " " and at > 0)
    local = _local_before(text, ahead)
    domain = _domain_after(text, behind)
    if not local or not domain:
        return None
    start, end = ahead - len(local), behind + len(domain)
    spaced = ahead != at or behind != at + 1
    if "." not in domain and (spaced or text[end : end + 1] in {".", "/", "@"} or not _is_labelled(text, start)):
        return None
    if spaced and not _is_meant(text, start, local):
        return None
    if (
        domain.lower().startswith("www.")
        or is_handle(text, start, domain)
        or _is_other(text, start, end, local, domain)
    ):
        return None
    if guard := _GUARD.search(f"{local}@{domain}"):
        return _unguarded(start, end, f"{local}@{domain}", guard)
    return Address(start, end, f"{local}@{domain.lower()}")


def _unguarded(start: int, end: int, written: str, guard: re.Match[str]) -> Address | None:
    """Return an address without what readers are to take out of it; as it is written where nothing else is left."""
    dot = "." if guard[0].startswith(".") and guard[0].endswith(".") else ""
    local, _, domain = (written[: guard.start()] + dot + written[guard.end() :]).partition("@")
    if not local or _DOMAIN.fullmatch(domain) is None:
        return Address(start, end, normal(written))
    return Address(start, end, f"{local}@{domain.lower()}", hidden=True)


def _local_before(text: str, end: int) -> str:
    match = _LOCAL.search(text[max(0, end - _LONGEST_LOCAL) : end])
    return match[0].lstrip(_STRAY) if match else ""


def _domain_after(text: str, start: int) -> str:
    piece = text[start : start + _LONGEST_DOMAIN]
    match = _DOMAIN.match(piece) or _LABEL.match(piece)
    if match is None:
        return ""
    torn = _TORN.search(match[0])
    return match[0][: torn.end(1)] if torn else match[0]


def _is_other(text: str, start: int, end: int, local: str, domain: str) -> bool:
    """Return whether it only looks like an address: a file, a version, a URL with credentials, a handle."""
    ending = domain.rpartition(".")[2].lower()
    if _NUMERIC.match(domain) or (("." in domain) and (ending.isdigit() or len(ending) < 2)):
        return True
    if ending in _words()["file_endings"] and "." in domain:
        return True
    word = text[max(0, start - 200) : start].rsplit(None, 1)[-1:]
    if word and not text[start - 1 : start].isspace() and ("://" in word[0] or word[0].lower().startswith("www.")):
        return True
    if _HEXADECIMAL.match(local):  # keys of error trackers: 32 signs and a host
        return True
    return _PATH.match(text, end) is not None or (local.lower() == "git" and text[end : end + 1] in {":", "/"})


def is_handle(text: str, start: int, domain: str) -> bool:
    """Return whether what begins at offset `start` and looks like an address names an account of another service.

    `@name@server` is how the Fediverse writes it, `!group@server` its groups; a word in front tells others: "Mastodon:", "ssh".
    """
    if (
        text[max(0, start - 1) : start] == "@"
        or _GROUP.search(text[max(0, start - 2) : start])
        or domain.lower() in _words()["no_mail"]
    ):
        return True
    line = text[max(0, start - 60) : start]
    return _other_service().search(line[line.rfind("\n") + 1 :]) is not None


@cache
def _other_service() -> re.Pattern[str]:
    services, commands = (_either(_words()[name]) for name in ("services", "commands"))
    return re.compile(
        rf"(?<![^\W_])(?:(?:{services})(?:[ -](?:id|handle|address|account|uri|jid))?[\s:|(\[>\t-]{{0,4}}@?|(?:sips?|xmpp|matrix|acct|ssh|sftp|git):/{{0,2}}"
        rf"|(?:{commands})(?: -\w+(?: \d+)?)* )\Z",
        re.IGNORECASE,
    )


def _is_meant(text: str, start: int, local: str) -> bool:
    """Return whether what could be prose is an address: an office's mailbox, or a label stands in front."""
    return local.lower() in _offices() or _is_labelled(text, start)


def _is_labelled(text: str, start: int) -> bool:
    window = text[max(0, start - 40) : start]
    line = window[window.rfind("\n") + 1 :]
    return _label().search(line) is not None


@cache
def _words() -> dict[str, Any]:
    return {**facts("collect/extract/contact_words.toml")["email"]}


@cache
def _offices() -> frozenset[str]:
    return frozenset(_words()["offices"])


@cache
def _label() -> re.Pattern[str]:
    words = "|".join(
        re.escape(plain(word.rstrip("*"))) + (r"\w{0,12}" if word.endswith("*") else "") for word in _words()["labels"]
    )
    return re.compile(
        rf"(?:(?<![^\W\d_]))(?:{words})(?:[ -](?:us|address|at|to|adresse|adress|adres))?[\s:.\-=>|]{{0,4}}\Z",
        re.IGNORECASE,
    )


@cache
def _endings() -> frozenset[str]:
    """Top-level domains that are trusted where prose might say the same: the old ones, and the countries'."""
    return frozenset(_words()["endings"]) | {region.lower() for region in phonenumbers.SUPPORTED_REGIONS}


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(plain(word)) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _bracketed_at() -> re.Pattern[str]:
    words = _either(_words()["at"])
    return re.compile(
        rf"[(\[{{<_*|](?:(?<=[(\[{{<])[(\[{{<]?\s?(?:{words})\s?[)\]}}>]{{1,2}}|(?<=_)(?:{words})_|(?<=\*)(?:{words})\*|(?<=\|)(?:{words})\|)"
        r"[ \t]?",
        re.IGNORECASE,
    )


@cache
def _dot() -> str:
    """Return a pattern for a dot, spelled out and bracketed or not."""
    words, spelled = _either(_words()["dot"]), _either(word for word in _words()["dot"] if word != ".")
    return rf"(?:\.|[ \t]?(?:[(\[{{<]{{1,2}}\s?(?:{words})\s?[)\]}}>]{{1,2}}|_(?:{words})_|\*(?:{words})\*)[ \t]?|[ \t](?:{spelled})[ \t])"


@cache
def _hidden_domain() -> re.Pattern[str]:
    return re.compile(
        rf"[a-z0-9](?:[\w-]{{0,61}}[^\W_])?(?:{_dot()}[^\W_](?:[a-z0-9-]{{0,61}}[^\W_])?){{1,4}}", re.IGNORECASE
    )


@cache
def _dots() -> re.Pattern[str]:
    return re.compile(_dot(), re.IGNORECASE)


@cache
def _hidden_local() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[\w+%-]{{1,40}}(?:\.|[ \t]?[(\[{{<]\s?(?:{_either(_words()['dot'])})\s?[)\]}}>][ \t]?)){{0,3}}[\w+%-]{{1,64}}\Z",
        re.IGNORECASE,
    )


def _bracketed(text: str) -> Iterator[Address]:
    """Yield addresses such as "name [at] domain [dot] example" and "name(at)domain.example"."""
    if not any(sign in text for sign in _AROUND_AT):
        return
    for number, match in enumerate(_bracketed_at().finditer(text)):
        if number >= _MOST_LOOKED_AT:
            return
        start = match.start() - (text[match.start() - 1 : match.start()] in {" ", "\t"})
        local = _hidden_local().search(text[max(0, start - 80) : start])
        domain = _hidden_domain().match(text, match.end(), match.end() + 150)
        if local is None or domain is None or NAME_GOES_ON.match(text, domain.end()):
            continue
        # "(a)" and "(et)" are read as @ in some countries and number paragraphs in others.
        if len(_NO_LETTER.sub("", match[0])) == 1 and not _is_meant(text, start - len(local[0]), local[0]):
            continue
        written = _dots().sub(".", domain[0])
        ending = written.rpartition(".")[2]
        if ending.isalpha() and len(ending) >= 2 and ending.lower() not in _words()["file_endings"]:
            value = f"{_dots().sub('.', local[0])}@{written.lower()}"
            yield Address(start - len(local[0]), domain.end(), value, hidden=True)


_AT_IN_PROSE = re.compile(
    r" (?<=\w )(at|AT|At|bei|arobase|arroba|chiocciola|małpa|zavináč|kukac|собака|собачка|アットマーク|골뱅이) (?=\w)"
)


def _spelled(text: str) -> Iterator[Address]:
    """Yield addresses spelled without brackets: "name at domain dot com", and "name AT domain.com" where it is clear."""
    yield from (Address(one.start, one.end, f"{one.local}@{one.domain.lower()}", hidden=True) for one in spoken(text))
    for number, match in enumerate(_AT_IN_PROSE.finditer(text)):
        if number >= _MOST_LOOKED_AT:
            return
        domain = _hidden_domain().match(text, match.end(), match.end() + 150)
        local = _LOCAL.search(text[max(0, match.start() - _LONGEST_LOCAL) : match.start()]) if domain else None
        if local is None or domain is None or local[0].lower() in _words()["prose"]:
            continue
        written = _dots().sub(".", domain[0])
        start = match.start() - len(local[0])
        clear = match[1] == "AT" and not local[0].isupper() and _is_meant(text, start, local[0])
        if (written != domain[0] or clear) and written.rpartition(".")[2].lower() in _endings():
            yield Address(start, domain.end(), f"{local[0]}@{written.lower()}", hidden=True)
