"""What a domain's list of senders says of everybody who is not on it: SPF, followed through what it includes (RFC 7208). Pure."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.model import DnsOutcome, DnsRecord, Message, message
from auditor.model.messages import NOTHING

MOST_LOOKUPS = 10
"""Terms that ask the DNS; with more, receivers give up (RFC 7208, 4.6.4)."""
MOST_VOID = 2
"""Look-ups without an answer, of which the same section lets receivers bear two."""
_MOST_TERMS = 400
_IS_SPF = re.compile(r"v=spf1(?:\s|$)", re.IGNORECASE)
_TERM = re.compile(r"([+?~-]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?:([:/])(.*))?\Z", re.IGNORECASE)
_MODIFIER = re.compile(r"([A-Za-z][\w.-]*)=(.*)\Z", re.ASCII)
_NAME = re.compile(r"(?=.{1,253}\Z)[\w-]{1,63}(?:\.[\w-]{1,63})+\.?\Z", re.ASCII)
_LENGTHS = re.compile(r"(?:/\d{1,2})?(?://\d{1,3})?\Z")
_PASS, _NEUTRAL, _UNTOLD = "+", "?", ""


@dataclass(frozen=True, slots=True)
class Spf:
    """What becomes of a sender who stands on no list."""

    records: tuple[str, ...] = ()
    """The domain's own SPF records."""
    result: str = ""
    """`+` lets them pass, `~` and `-` fail them, `?` says nothing; empty where it can't be told."""
    problem: Message = NOTHING
    """Why receivers take the list for none."""
    lookups: int = 0
    """Terms that ask the DNS, on the way of such a sender."""
    void: int = 0
    """Those of them that got no answer."""
    failed: str = ""
    """A name that could not be looked up; empty where all that matters could."""
    wanted: frozenset[tuple[str, str]] = frozenset()
    """Questions, as (name, type), whose answers would tell more."""


Records = Mapping[tuple[str, str], DnsRecord]


def is_spf(text: str) -> bool:
    """Return whether a TXT record is a list of senders."""
    return _IS_SPF.match(text) is not None


def evaluate(records: Records, domain: str) -> Spf:
    """Return what the list of `domain` says of a sender who stands on none, as far as `records` tell."""
    own = records.get((domain, "TXT"))
    lists = tuple(value for value in own.values if is_spf(value)) if own is not None else ()
    if len(lists) != 1:
        return Spf(lists)
    walk = _Walk(records)
    try:
        result = walk.through(lists[0], (domain,))
    except _PermanentError as error:
        return Spf(lists, "", error.reason, walk.lookups, walk.void, "", frozenset(walk.wanted))
    return Spf(lists, result, NOTHING, walk.lookups, walk.void, walk.failed, frozenset(walk.wanted))


class _PermanentError(Exception):
    """The list is to be taken for none: `permerror` in RFC 7208."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Term:
    sign: str
    name: str
    value: str


class _Walk:
    def __init__(self, records: Records) -> None:
        self._records = records
        self.lookups = 0
        self.void = 0
        self.failed = ""
        self.wanted: set[tuple[str, str]] = set()

    def through(self, record: str, path: tuple[str, ...]) -> str:
        """Return what becomes of the sender at this list; what can't be looked up is passed over."""
        terms, redirect = _parsed(record)
        for term in terms:
            if self._lets_all_in(term, path):
                return term.sign
        if not redirect:
            return _NEUTRAL
        self._count()
        return self._below(redirect, path)

    def _lets_all_in(self, term: _Term, path: tuple[str, ...]) -> bool:
        if term.name == "all":
            return True
        if term.name in {"ip4", "ip6"}:
            return term.value.endswith("/0")
        self._count()
        if term.name == "include":
            return self._below(term.value, path) == _PASS
        if term.name in {"a", "mx", "exists"}:
            self._ask(term.value or path[-1], "MX" if term.name == "mx" else "A")
        return False

    def _count(self) -> None:
        self.lookups += 1
        if self.lookups > MOST_LOOKUPS:
            raise _PermanentError(
                message(
                    "Its SPF record asks for more than {most} look-ups, so receivers stop and ignore it (RFC 7208, 4.6.4).",
                    most=MOST_LOOKUPS,
                )
            )

    def _below(self, name: str, path: tuple[str, ...]) -> str:
        """Return what the list of another domain says; it has to be there (5.2, 6.1)."""
        if "%" in name:
            return _UNTOLD  # a macro: another list for each sender
        if name in path:
            raise _PermanentError(message("Its SPF record includes itself ({name}).", name=name))
        record = self._look(name, "TXT")
        if record is None:
            return _UNTOLD
        lists = [value for value in record.values if is_spf(value)]
        if len(lists) != 1:
            several = message(
                "Its SPF record refers to {name}, which has several SPF records, so receivers ignore the whole list.",
                name=name,
            )
            none = message(
                "Its SPF record refers to {name}, which has no SPF record, so receivers ignore the whole list.",
                name=name,
            )
            raise _PermanentError(several if lists else none)
        return self.through(lists[0], (*path, name))

    def _ask(self, name: str, type_: str) -> None:
        """Count a name without addresses; one of IPv6 addresses alone has an answer."""
        if "%" in name:
            return
        record = self._look(name, type_)
        if record is not None and not record.values:
            other = self._look(name, "AAAA") if type_ == "A" else record
            self.void += other is not None and not other.values

    def _look(self, name: str, type_: str) -> DnsRecord | None:
        record = self._records.get((name, type_))
        if record is None:
            self.wanted.add((name, type_))
        elif record.outcome is DnsOutcome.FAILED:
            self.failed = self.failed or name
            return None
        return record


def _parsed(record: str) -> tuple[list[_Term], str]:
    """Return the terms in order and where the list is said to lie instead; a fault anywhere spoils it (4.6)."""
    terms: list[_Term] = []
    redirects: list[str] = []
    for word in record.split()[1:_MOST_TERMS]:
        if term := _term(word):
            terms.append(term)
        elif (modifier := _MODIFIER.match(word)) and modifier[1].lower() == "redirect":
            redirects.append(_domain(modifier[2], word))
        elif modifier is None:
            raise _PermanentError(
                message("Receivers ignore its SPF record: “{word}” is not a term of SPF.", word=word[:60])
            )
    if len(redirects) > 1:
        raise _PermanentError(message("Its SPF record redirects twice, so receivers ignore it."))
    return terms, "".join(redirects)


def _term(word: str) -> _Term | None:
    match = _TERM.match(word)
    if match is None:
        return None
    sign, name, value = match[1] or _PASS, match[2].lower(), match[4] or ""
    if name in {"ip4", "ip6"}:
        return _Term(sign, name, _network(value, name, word))
    if name == "all":
        if match[3]:
            raise _unreadable(word)
        return _Term(sign, name, "")
    domain, slash, lengths = value.partition("/") if match[3] == ":" else ("", match[3] or "", value)
    if ((name not in {"a", "mx"} and slash) or not _LENGTHS.match(slash + lengths)) and "%" not in value:
        raise _unreadable(word)
    if match[3] == ":" or name in {"include", "exists"}:
        domain = _domain(domain, word)
    return _Term(sign, name, domain)


def _network(value: str, name: str, word: str) -> str:
    try:
        found = ipaddress.ip_network(value, strict=False)
    except ValueError:
        raise _unreadable(word) from None
    if found.version != int(name[2]):
        raise _unreadable(word)
    return str(found)


def _domain(value: str, word: str) -> str:
    if "%" in value:
        return value
    if not _NAME.match(value):
        raise _unreadable(word)
    return value.rstrip(".").lower()


def _unreadable(word: str) -> _PermanentError:
    return _PermanentError(message("Receivers ignore its SPF record: “{word}” is written wrongly.", word=word[:60]))
