"""Does a host imitate a brand's domain? The rules and their strength are those that were measured; see docs/accuracy.md. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from auditor import urls
from auditor.model import Message, message
from auditor.platforms.brands import Brand
from auditor.platforms.forwarders import is_under
from auditor.resources import facts
from auditor.text.company_names import decoded
from auditor.text.confusable import folded, is_disguised, skeleton
from auditor.text.edits import edits
from auditor.text.people import lexicon

_TOKEN, _EDIT, _PART = 5, 8, 6
"""Letters of a brand from which a whole word between hyphens, one letter of difference, and a name inside another say something.
Measured on 13,752 bad and 1,138 honest hosts: precision 1.00, 0.96 and 0.94."""


class Way(StrEnum):
    """How a host resembles a brand's domain, the surest first."""

    DOMAIN_INSIDE = "domain-inside"
    """The brand's whole domain stands in front of another one: `paypal.com.secure.example`."""
    OTHER_SCRIPT = "other-script"
    """Letters of other scripts that look the same."""
    SAME_TO_THE_EYE = "same-to-the-eye"
    """0 for o, 1 for l, rn for m, vv for w."""
    WORD = "word"
    """The brand's name as a whole word between hyphens."""
    ONE_LETTER = "one-letter"
    """One letter differs."""
    PART = "part"
    """The name inside a longer one."""
    OTHER_ENDING = "other-ending"
    """The same name under another ending."""


SURE = frozenset({Way.DOMAIN_INSIDE, Way.OTHER_SCRIPT, Way.SAME_TO_THE_EYE, Way.WORD})
"""Without one honest host among 1,138, nor among 22,034 held against the known brands."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a host looks like, and how."""

    brand: Brand
    way: Way
    like: str
    """The brand's domain, or its name in domains."""
    shown: str
    """The host as readers see it: in its own letters."""
    lures: bool = False
    """Whether a word stands beside the name that phishing hosts put there."""
    sells: bool = False
    """Whether these words are such as companies put beside their own name for a shop or a campaign."""
    named: bool = False
    """Whether the title of the page there bears the brand's name."""

    @property
    def how(self) -> Message:
        """How the host resembles the brand's domain, as a sentence."""
        return replace(_HOW[self.way], values=(("like", self.like),))

    @property
    def is_sure(self) -> bool:
        """Whether it is no chance.

        A company that is on no list of brands shares its name with others: beside a town or a trade it says nothing.
        """
        return self.way in SURE and (self.way is not Way.WORD or not self.brand.own or self.lures)

    @property
    def may_be_own(self) -> bool:
        """Whether the company itself may well have a shop or a campaign there."""
        return self.brand.own and self.way is Way.WORD and self.sells

    @property
    def is_by_a_letter(self) -> bool:
        """Whether one letter differs."""
        return self.way is Way.ONE_LETTER

    @property
    def is_telling(self) -> bool:
        """Whether a person should judge it, whatever stands there."""
        return self.is_sure or self.way in {Way.WORD, Way.ONE_LETTER}


_HOW = {
    Way.DOMAIN_INSIDE: message("It carries the whole domain {like} in front of another one."),
    Way.OTHER_SCRIPT: message("Letters of another script in it look like those of {like}."),
    Way.SAME_TO_THE_EYE: message("To the eye it is {like}, with characters such as 0 for o, 1 for l or rn for m."),
    Way.WORD: message("It carries the name {like} as a word of its own."),
    Way.ONE_LETTER: message("It differs from {like} by one letter."),
    Way.PART: message("It carries the name {like} inside a longer one."),
    Way.OTHER_ENDING: message("It is the name {like} under another ending."),
}


def of_host(host: str, brands: Iterable[Brand]) -> Likeness | None:
    """Return which brand a host imitates, by the surest way; None for none, and for a host that is one of the brands' own.

    Args:
        host: In ASCII, as `urls.host` gives it.
        brands: Those that may be imitated.
    """
    brands = tuple(brands)
    if urls.is_address(host) or "." not in host or any(brand.holds(host) for brand in brands):
        return None
    name = _name(host)
    if name.domain in facts("analysis/lookalikes/hosts.toml")["neighbours"]:
        brands = tuple(brand for brand in brands if brand.own)
    found = [(way, brand, like) for brand in brands for way, like in _ways(name, brand)]
    if any(way is Way.OTHER_ENDING for way, _, _ in found):  # a name of its own is not another's with a slip in it
        found = [one for one in found if one[0] not in {Way.ONE_LETTER, Way.PART}]
    if not found:
        return None
    way, brand, like = min(found, key=lambda one: _ORDER.index(one[0]))
    beside = _lures().intersection(name.label.split("-"))
    return Likeness(brand, way, like, name.shown, bool(beside), bool(beside) and beside <= _selling())


_ORDER = tuple(Way)


@dataclass(frozen=True, slots=True)
class _Name:
    """The parts of a host."""

    host: str
    domain: str
    """Registrable, customers' names below a service included."""
    below: str
    """What stands in front of it."""
    label: str
    """The registrable name, decoded."""
    shown: str


@lru_cache(maxsize=8_192)
def _name(host: str) -> _Name:
    domain = urls.site_of(f"https://{host}/")
    below = host.removesuffix(domain).rstrip(".")
    label, _, ending = domain.partition(".")
    written = decoded(label)
    return _Name(host, domain, below, written, ".".join(filter(None, (below, written, ending))))


def _ways(name: _Name, brand: Brand) -> Iterator[tuple[Way, str]]:
    if like := _domain_inside(name, brand):
        yield Way.DOMAIN_INSIDE, like
    for label in brand.labels:
        if way := _way(name, label, ordinary=label in brand.ordinary):
            yield way, label


def _domain_inside(name: _Name, brand: Brand) -> str:
    """Return the brand's domain that stands in front of another one; empty for none."""
    if not name.below or _serves_others(name):
        return ""
    front = f".{name.below}."
    start = name.domain.partition(".")[0]
    for domain in brand.domains:
        if f".{domain}." in front or f".{domain}-" in front or f"{front}{start}-".find(f".{domain}-") >= 0:
            return domain
        head, _, ending = domain.rpartition(".")
        if f".{head}." in front and front.endswith(f".{head}.") and start.startswith(f"{ending}-"):
            return domain  # paypal.com-secure.example
    return ""


def _serves_others(name: _Name) -> bool:
    known = facts("analysis/lookalikes/hosts.toml")
    if is_under(known["serves_others"], f"https://{name.host}/"):
        return True
    words = {word for label in name.host.split(".") for word in label.split("-")}
    return not words.isdisjoint(known["proxies"])


def _way(name: _Name, like: str, *, ordinary: bool) -> Way | None:
    label = name.label
    if label == like:
        return Way.OTHER_ENDING
    if not label.isascii():
        same = is_disguised(label) and skeleton(label) == skeleton(like)
        return Way.OTHER_SCRIPT if same else None
    if folded(label) == folded(like):
        return Way.SAME_TO_THE_EYE
    if ordinary:
        return None
    return _looser(label, like, hosted=_is_hosted(name))


def _looser(label: str, like: str, *, hosted: bool) -> Way | None:
    joined = like.replace("-", "")
    if label.replace("-", "") == joined:
        return Way.OTHER_ENDING
    if len(joined) >= _TOKEN and _is_word(label, joined):
        return None if hosted else Way.WORD
    if len(like) >= _EDIT and _may_be_near(label, like) and edits(label, like, 2) == 1:
        return Way.ONE_LETTER
    return Way.PART if len(joined) >= _PART and joined in label.replace("-", "") else None


def _may_be_near(label: str, like: str) -> bool:
    """Return whether one edit may lie between two names of eight letters or so: it leaves the beginning or the end as it is."""
    return label[:3] == like[:3] or label[-3:] == like[-3:]


def _is_word(label: str, name: str) -> bool:
    """Return whether a name is one of the words between hyphens, or several in a row, as the eye reads them."""
    return "-" in label and folded(name) in _runs(label)


@lru_cache(maxsize=8_192)
def _runs(label: str) -> frozenset[str]:
    """Return the words between hyphens, alone and several in a row, as the eye reads them."""
    words = label.split("-")
    spans = ((start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    return frozenset(folded("".join(words[start:end])) for start, end in spans)


def _is_hosted(name: _Name) -> bool:
    """Return whether a domain is a customer's name below a service, where companies keep shops and pages of their own."""
    registered = urls.registered(name.host)
    return bool(registered) and registered != name.domain


@cache
def _lures() -> frozenset[str]:
    return frozenset(facts("analysis/lookalikes/hosts.toml")["lures"])


@cache
def _selling() -> frozenset[str]:
    return frozenset(facts("analysis/lookalikes/hosts.toml")["selling"])


def is_ordinary(label: str) -> bool:
    """Return whether a name is a common word, a town or a given name: many carry it in their domains."""
    return (
        label in facts("analysis/lookalikes/hosts.toml")["ordinary"]
        or label in lexicon.towns()
        or label in lexicon.given()
    )
