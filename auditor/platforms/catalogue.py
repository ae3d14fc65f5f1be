"""The platforms that are known, read from platforms.toml: data about each, checked for what every entry must say. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache
from typing import Any, TypeVar

from auditor import urls
from auditor.model.messages import NOTHING, Message
from auditor.resources import facts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer is like; all that is said must hold."""

    status: int | None = None
    """HTTP status; None for any."""
    holds: str = ""
    """Stands in the body, as written."""
    lacks: str = ""
    """Does not stand in the body."""
    lands: str = ""
    """Host of the address where redirects end."""

    def fits(self, status: int | None, body: str, host: str) -> bool:
        """Return whether an answer is like this."""
        if self.status is not None and self.status != status:
            return False
        if self.lands and self.lands != host:
            return False
        return self.holds in body and not (self.lacks and self.lacks in body)


@dataclass(frozen=True, slots=True)
class ExistenceRule:
    """How one can tell whether a profile is there."""

    by: str
    """A source that asks the platform's API, such as `bluesky`; `page` or `oembed`, compared with the marks; or `never`."""
    seen: str
    """Where the rule comes from: `real server`, `documentation`, `issue threads` or `unverified`."""
    url: str = ""
    """What is asked by `page` and `oembed`; `{handle}`, `{last}` and `{profile}` are replaced."""
    live: tuple[Mark, ...] = ()
    missing: tuple[Mark, ...] = ()
    """Empty where no answer proves that a profile is not there."""
    wall: tuple[Mark, ...] = ()
    """Answers that say nothing of the profile; looked at first."""
    only: str = ""
    """Regular expression for the handles that can be asked for; empty for all."""
    plain: bool = False
    """What says that a profile is missing says so in words that stand for nothing else: a control of which the platform says
    nothing at all takes nothing away from them."""
    why: str = ""
    """Why it can't be told, as a clause; for `never`."""


@dataclass(frozen=True, slots=True)
class Control:
    """Handles whose existence is known beforehand, to hold an existence rule against."""

    live: str = ""
    """A handle that is there; empty for none."""
    absent: str = ""
    """Makes one that nobody can hold; `{nonce}`, `{digits}` and `{host}` are replaced. Empty for none."""

    def missing(self, nonce: str, digits: str, host: str = "") -> str:
        """Return a handle that nobody can hold, made of ten random letters and digits, or of ten digits."""
        return self.absent.replace("{nonce}", nonce).replace("{digits}", digits).replace("{host}", host)


@dataclass(frozen=True, slots=True)
class FreedForm:
    """What becomes of handles of one form, where it differs from the platform's others."""

    handle: str
    """Regular expression for all of `Profile.handle`."""
    registrable: str
    """As `Freed.registrable`; or `domain`: only whoever registers the domain that the handle is may take it."""
    sure: str
    source: str


@dataclass(frozen=True, slots=True)
class Freed:
    """What becomes of a handle that was given up."""

    registrable: str
    """Whether anybody may take it: `yes`, `no` or `unknown`."""
    sure: str
    """`documented` by the platform, `reported` by others, or `unverified`."""
    source: str
    """Who says so; a clause for readers."""
    form: tuple[FreedForm, ...] = ()
    """The first that fits a handle counts for it."""

    def of(self, handle: str) -> Freed | FreedForm:
        """Return what becomes of a handle, as `Profile.handle` writes it."""
        return next((one for one in self.form if re.fullmatch(one.handle, handle, re.IGNORECASE)), self)


@dataclass(frozen=True, slots=True)
class ProfilePath:
    """One way to write the address of a profile; the words are those of platforms.toml."""

    path: str
    """Such as `/company/{handle}`."""
    url: str
    """The address in the one way the platform prefers; `{handle}`, `{host}` and `{origin}` are replaced."""
    key: str = "{handle}"
    """What `Profile.handle` says."""
    host: str = ""
    """For handles in host names, such as `{handle}.tumblr.com`."""
    hosts: tuple[str, ...] = ()
    """Hosts of the platform where this holds; empty for all."""
    query: str = ""
    """The parameter that holds the handle."""
    handle: str = ""
    """Regular expression, where it differs from the platform's."""
    case: str = ""
    """`kept` or `ignored`, where it differs from the platform's."""
    then: tuple[str, ...] = ()
    """Path parts that may follow."""
    holder: str = ""
    """`organisation` or `person`, where the address says so."""
    opaque: bool = False
    """The handle is a number or code that its holder did not choose."""
    feed: str = ""
    """Where posts can be read as RSS or Atom; replaced as `url`."""
    base: int = 10
    """16 for a number written in hexadecimal, which is told in decimal."""
    remote: bool = False
    """The path names the host that the handle belongs to."""
    own_hosts: bool = False
    """Only on hosts that the user says run this software."""
    known_hosts: bool = False
    """Only on hosts that are known to run this software: other pages have such paths too."""
    by_rel_me: bool = False
    """With `known_hosts`: on hosts too of which a link says `rel=me`."""

    @property
    def comes_first(self) -> bool:
        """Whether the handle stands where the platform has pages of its own: before its host, or first in a path."""
        path = self.url.partition("://")[2] or self.url
        return bool(self.host) or self.path.startswith("/{handle}") or path.partition("/")[2].startswith("{handle}")


@dataclass(frozen=True, slots=True)
class Platform:
    """A service where companies have profiles."""

    id: str
    name: str
    hosts: tuple[str, ...]
    """Each with a path behind it where the platform has only a part of the host."""
    subdomains: tuple[str, ...]
    """Wildcards of what may stand in front of the hosts."""
    not_hosts: tuple[str, ...] = ()
    """Hosts of the platform that hold no profile: help, developers, short links."""
    post_hosts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    """First parts of a host name that give away the software."""
    likely_labels: tuple[str, ...] = ()
    """First parts of a host name that make an address in the plain form, `/@name`, one of this software."""
    called: tuple[str, ...] = ()
    """Names, besides its own, by which the text of a link tells this software: of others that write addresses alike."""
    name_parts: tuple[str, ...] = ()
    """Parts of host names by which one is chosen of several kinds of software that write addresses alike."""
    software: bool = False
    """Anybody can run it: what stands on other hosts counts where something vouches for it."""
    handle: str = ""
    """Regular expression for all of a handle."""
    case: str = "ignored"
    ignored: str = ""
    """Characters that make no difference between handles."""
    prefixes: tuple[str, ...] = ()
    """Beginnings of a handle that make no difference."""
    site_prefixes: tuple[str, ...] = ()
    """Beginnings of a host name that `{host}` goes without."""
    hashbang: bool = False
    """Old addresses have the path behind `#!`."""
    hash_path: bool = False
    """All addresses have the path behind `#` or `#/`."""
    reserved: frozenset[str] = frozenset()
    share: tuple[str, ...] = ()
    post: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    profile_first: bool = False
    """Profiles are told before single posts, whose paths would take them in."""
    profile: tuple[ProfilePath, ...] = ()
    then: tuple[str, ...] = ()
    """For profiles that say nothing of their own."""
    existence: ExistenceRule = ExistenceRule("never", "documentation")
    control: Control = Control()
    freed: Freed = Freed("unknown", "unverified", "")
    blind: tuple[str, ...] = ()
    """What can't be seen without an account, in words."""
    pictures: bool = True
    """Whether profiles have pictures."""
    verify: str = ""
    """How a person finds out, as a sentence; `{url}` is replaced."""
    closed_on: date | None = None
    """Day from which the whole service is no more."""
    closed_source: str = ""

    @property
    def standing(self) -> str:
        """Whether anybody ran the rule of existence against such a service, as the documentation says it."""
        if self.existence.seen == "real server":
            return "run against a real server"
        return "built from documentation, never run against the service"

    @property
    def claimable(self) -> bool | None:
        """Whether anybody may take a freed handle of the usual form; None where nobody knows."""
        return {"yes": True, "no": False}.get(self.freed.registrable)

    def hint(self, url: str) -> Message:
        """Return how a person can find out about a profile, as a sentence; nothing where the service is no more."""
        return Message(self.verify, values=(("url", url),)) if self.verify else NOTHING

    @property
    def silence(self) -> Message:
        """Why nobody is asked whether a profile exists, as a sentence; nothing where somebody is."""
        day = (("day", self.closed_on),) if self.closed_on else ()
        return Message(self.existence.why, values=(("platform", self.name), *day)) if self.existence.why else NOTHING


@dataclass(frozen=True, slots=True)
class Wrapper:
    """An address that only leads on to the one in a parameter."""

    host: str
    parameter: str
    path: str = ""
    """Empty for any."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All platforms, and what is common to them."""

    platforms: Mapping[str, Platform]
    """By id, the closed ones too."""
    wrappers: tuple[Wrapper, ...] = ()
    strangers: frozenset[str] = frozenset()
    """Registrable domains whose addresses look like those of some software and are something else."""

    def with_more(self, data: Mapping[str, Any]) -> Catalogue:
        """Return this with the platforms of another file; raises as `read` does."""
        common = {"common": facts("platforms/platforms.toml")["common"]}
        return Catalogue({**self.platforms, **read({**common, **data}).platforms}, self.wrappers, self.strangers)


@cache
def catalogue() -> Catalogue:
    """Return the shipped platforms."""
    return read(facts("platforms/platforms.toml"))


def platform(id: str) -> Platform | None:
    """Return a platform by its id; None for an unknown one."""
    return catalogue().platforms.get(id)


def handle_domain(id: str, handle: str) -> str:
    """Return the domain that has to be had to take a handle of a platform; empty where the handle is none."""
    known = platform(id)
    rule = known.freed.of(handle) if known is not None else None
    return urls.registered(handle) if isinstance(rule, FreedForm) and rule.registrable == "domain" else ""


def read(data: Mapping[str, Any]) -> Catalogue:
    """Make a catalogue of what a file says.

    Raises:
        ValueError: a key is unknown or missing; names the platform and the key.
    """
    common = data.get("common", {})
    found = [_platform(table, common) for table in data.get("platform", ())]
    found += [_closed(table, common) for table in data.get("closed", ())]
    wrappers = tuple(_made(Wrapper, table, "wrapper") for table in common.get("wrapper", ()))
    return Catalogue({one.id: one for one in found}, wrappers, frozenset(data.get("strangers", {}).get("hosts", ())))


def _platform(table: Mapping[str, Any], common: Mapping[str, Any]) -> Platform:
    table = dict(table)
    name = str(table.get("id", "a platform without id"))
    words = table.pop("words", {})
    for key, kind in (("existence", ExistenceRule), ("control", Control), ("freed", Freed)):
        if key in table:
            table[key] = _made(kind, _with_forms(table[key], name), f"{name}: {key}")
    table["profile"] = tuple(_made(ProfilePath, one, f"{name}: profile") for one in table.get("profile", ()))
    return _made(Platform, {**_shared(table, common), **words}, name)


def _with_forms(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    forms = [_made(FreedForm, one, f"{name}: freed.form") for one in table.get("form", ())]
    return {**table, "form": tuple(forms)} if forms else table


def _closed(table: Mapping[str, Any], common: Mapping[str, Any]) -> Platform:
    """Return a service that is no more: its entry is short, since nothing of it is ever asked."""
    table = dict(table)
    paths, then = table.pop("paths", ()), tuple(table.pop("then", ()))
    host = str(table["hosts"][0])
    # Of several forms the last is the plain one, by which all of them are told.
    profiles = tuple(ProfilePath(path, f"https://{host}{paths[-1]}", then=then) for path in paths)
    on, source = table.pop("on"), table.pop("source")
    closed = {"closed_on": on, "closed_source": source, "verify": "", "profile": profiles}
    rule = ExistenceRule("never", "documentation", why="{platform} closed on {day}.")
    return _made(Platform, {**_shared(table, common), **closed, "existence": rule}, str(table.get("id")))


def _shared(table: Mapping[str, Any], common: Mapping[str, Any]) -> dict[str, Any]:
    reserved = frozenset(map(str.casefold, (*common.get("reserved", ()), *table.get("reserved", ()))))
    return {"subdomains": common.get("subdomains", ("www",)), **table, "reserved": reserved}


def _made(kind: type[T], table: Mapping[str, Any], where: str) -> T:
    """Return a dataclass made of a table, its lists as tuples.

    Raises:
        ValueError: a key is unknown or missing.
    """
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # only dataclasses are handed in
    for key in table:
        if key not in known:
            raise ValueError(f"{where}: unknown key {key!r}; known here: {', '.join(known)}")
    for key, field in known.items():
        if field.default is MISSING and field.default_factory is MISSING and key not in table:
            raise ValueError(f"{where}: key {key!r} is missing")
    return kind(**{key: _frozen(value) for key, value in table.items()})


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_items(value))
    return value


def _items(values: list[Any]) -> Iterator[Any]:
    for value in values:
        yield _made(Mark, value, "mark") if isinstance(value, Mapping) else value
