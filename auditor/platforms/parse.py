"""What the address of a page on a platform says: whose profile, a form for sharing, a single post, or something else. Pure.

Only addresses that platforms.toml knows as a profile's are profiles. Whatever else stands on a platform's hosts is none, so that a
path nobody thought of is left out and not taken for a name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from urllib.parse import quote

from auditor import urls
from auditor.platforms import address as addresses
from auditor.platforms import patterns
from auditor.platforms.address import Address
from auditor.platforms.catalogue import Catalogue, Platform, ProfilePath, catalogue

_LONGEST_HANDLE = 300
_DEEPEST_HOST = 8
_SAFE = "-._~@:+!/"
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?::\d{1,5})?")
"""A name with a dot, as RFC 1123 (2.1) writes those of hosts: browsers take others too, and find nothing there."""


class Kind(StrEnum):
    """What an address on a platform leads to."""

    PROFILE = "profile"
    SHARE = "share"
    """A form for sharing, following or writing."""
    POST = "post"
    """A single post, video, picture or product."""
    OTHER = "other"
    """Anything else of the platform: search, log-in, help, terms."""
    CLOSED = "closed"
    """A service that is no more."""


@dataclass(frozen=True, slots=True)
class Found:
    """The profile that an address names."""

    platform: str
    """Id in platforms.toml."""
    handle: str
    """As the platform compares handles, so that two spellings of one profile are equal: `acme`, `company/acme`, `acme@social.example`."""
    url: str
    """Its address in the one way the platform prefers."""
    kind: Kind = Kind.PROFILE
    """`CLOSED` where the whole platform is no more."""
    name: str = ""
    """The part of the handle that its holder chose, as compared; empty for a number or code."""
    holder: str = ""
    """`organisation` or `person` where the address says so."""
    feed: str = ""
    """Where its posts can be read as RSS or Atom; empty where nowhere."""
    opaque: bool = False
    """The handle is a number or code that the platform gave out."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an address leads to; all None for an address on no platform."""

    kind: Kind | None = None
    found: Found | None = None
    platform: Platform | None = None


@dataclass(frozen=True, slots=True)
class _Where:
    """The platform an address belongs to, and by what."""

    platform: Platform
    host: str
    """The one of its hosts."""
    part: str = "all"
    """`all`, `posts`, or `elsewhere` for a host that holds no profile."""
    label: str = ""
    """What stands in front of the host, where that is the handle."""


class Reader:
    """Reads addresses by a catalogue."""

    def __init__(self, known: Catalogue) -> None:
        self._known = known
        self._hosts: dict[str, list[tuple[str, _Where]]] = {}
        self._labels: dict[str, Platform] = {}
        self._software = tuple(one for one in known.platforms.values() if one.software)
        for platform in known.platforms.values():
            self._enter(platform)
        for entries in self._hosts.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _enter(self, platform: Platform) -> None:
        groups = ((platform.hosts, "all"), (platform.post_hosts, "posts"), (platform.not_hosts, "elsewhere"))
        for hosts, part in groups:
            for written in hosts:
                host, slash, path = written.partition("/")
                self._hosts.setdefault(host, []).append((slash + path, _Where(platform, host, part)))
        for one in platform.profile:
            if one.host:
                self._labels[one.host.removeprefix("{handle}.")] = platform

    def judge(self, url: str, *, rel_me: bool = False, hosts: Collection[str] = (), software: str = "") -> Verdict:
        """Return what an address leads to; the arguments are those of `profile_of`."""
        address = addresses.read(url)
        for _ in range(2):
            target = self._unwrapped(address)
            url, address = (target, addresses.read(target)) if target else (url, address)
        if address is None:
            return Verdict()
        where = self._where(address)
        if where is None:
            return self._anywhere(address, rel_me=rel_me, own=address.netloc in hosts, software=software)
        if where.platform.hashbang or where.platform.hash_path:
            address = addresses.behind_hash(url, address, "" if where.platform.hash_path else "!")
        return _judged(where, address)

    def named(self, platform: str, handle: str) -> Found | None:
        """Return the profile with this handle; see `profile_named`."""
        entry = self._known.platforms.get(platform)
        if entry is None:
            return None
        typed = handle.strip()
        for written in dict.fromkeys((typed, typed.removeprefix("@"))):
            if len(written) <= _LONGEST_HANDLE and (found := self._with_key(entry, written)) is not None:
                return found
        return None

    def _with_key(self, entry: Platform, handle: str) -> Found | None:
        for one in entry.profile:
            match = patterns.key(one).fullmatch(handle)
            if match is None:
                continue
            host = match.groupdict().get("host") or entry.hosts[0]
            name = quote(_in_base(match["handle"], one.base), safe=_SAFE)
            found = self.judge(
                _filled(one.url, name, host, f"https://{host}"),
                rel_me=True,
                hosts=(host,),
                software=entry.id if entry.software else "",
            ).found
            if found is not None and found.platform == entry.id:
                return found
        return None

    def _unwrapped(self, address: Address | None) -> str:
        """Return where an address that only leads on leads to; empty for any other."""
        if address is None:
            return ""
        for one in self._known.wrappers:
            if one.host == address.netloc and one.path.rstrip("/") in {"", address.path}:
                target = address.parameter(one.parameter)
                if target.startswith(("http://", "https://")):
                    return target
        return ""

    def _where(self, address: Address) -> _Where | None:
        """Return the platform that has the host: listed as it is, or behind its first labels."""
        labels = address.netloc.split(".")
        for cut in range(min(len(labels) - 1, _DEEPEST_HOST)):
            found = self._on(".".join(labels[cut:]), ".".join(labels[:cut]), address)
            if found is not None:
                return found
        return None

    def _on(self, host: str, label: str, address: Address) -> _Where | None:
        """Return the platform that has `host` with `label` in front of it."""
        named = self._labels.get(host)
        usual = named is not None and host in named.hosts and patterns.fits_any(label, named.subdomains)
        if named is not None and label and "." not in label and not usual:
            return _Where(named, host, "all", label)
        for scope, where in self._hosts.get(host, ()):
            if not patterns.within(address.path, scope) or (label not in {"", "www"} and where.part != "all"):
                continue
            if not label or patterns.fits_any(label, where.platform.subdomains):
                return where
            if not scope:
                return _Where(where.platform, host, "elsewhere")
        return None

    def _anywhere(self, address: Address, *, rel_me: bool, own: bool, software: str) -> Verdict:
        """Tell software that anybody can run, on a host that is not listed."""
        if urls.registrable(address.netloc) in self._known.strangers:
            return Verdict()
        trusted = self._trusted(address, own=own, software=software)
        for platform in trusted:
            if kind := _not_a_profile(platform, address):
                return Verdict(kind, None, platform)
        found = [
            (platform, one)
            for platform, path in self._software_paths(own=own)
            if path.remote or platform in trusted or _is_vouched(path, rel_me) or _is_likely(platform, path, address)
            if (one := _profile(_Where(platform, address.netloc), path, address)) is not None
        ]
        for platform, one in sorted(found, key=lambda each: (each[0] not in trusted, not _is_called(each[0], address))):
            return Verdict(Kind.PROFILE, one, platform)
        return Verdict(Kind.OTHER, None, trusted[0]) if trusted else Verdict()

    def _trusted(self, address: Address, *, own: bool, software: str) -> list[Platform]:
        """Return what runs on a host, as far as the link says it, the host's name, or the user."""
        label = address.netloc.split(".")[0]
        for named in ([one for one in self._software if one.id == software], self._labelled(label)):
            if named:
                return named
        return [one for one in self._software if own and _runs_anywhere(one)]

    def _labelled(self, label: str) -> list[Platform]:
        return [one for one in self._software if label in one.labels]

    def _software_paths(self, *, own: bool) -> Iterator[tuple[Platform, ProfilePath]]:
        """Yield the ways to write a profile of such software, those that look like any path last and only where it is known."""
        for last in (False, True) if own else (False,):
            for platform in self._software:
                yield from ((platform, one) for one in platform.profile if one.own_hosts is last)


def _is_vouched(path: ProfilePath, rel_me: bool) -> bool:
    """Return whether `rel=me` is enough to take an address for a profile's."""
    return rel_me and (path.by_rel_me or not path.known_hosts)


def _is_called(platform: Platform, address: Address) -> bool:
    """Return whether a host is called as those often are that run this software, where the address fits several."""
    return any(part in address.netloc.rpartition(".")[0] for part in platform.name_parts)


def _runs_anywhere(platform: Platform) -> bool:
    """Return whether software has addresses that are told on any host that somebody vouches for."""
    return not all(one.known_hosts for one in platform.profile)


def _is_likely(platform: Platform, one: ProfilePath, address: Address) -> bool:
    """Return whether an address is `/@name` on a host such as social.acme.example, which is hardly ever anything else."""
    return one.path == "/@{handle}" and address.netloc.split(".")[0] in platform.likely_labels and not address.query


@cache
def reader() -> Reader:
    """Return the reader of the shipped catalogue."""
    return Reader(catalogue())


@lru_cache(maxsize=8_192)
def _cached(url: str, rel_me: bool, hosts: frozenset[str], software: str = "") -> Verdict:
    return reader().judge(url, rel_me=rel_me, hosts=hosts, software=software)


def profile_of(url: str, *, rel_me: bool = False, hosts: Collection[str] = (), software: str = "") -> Found | None:
    """Return the profile that an address names; None where it names none. Never raises.

    Args:
        url: As written anywhere; without a scheme it is taken to be https.
        rel_me: The link says `rel=me`, which makes `/@name` on any host a profile of Mastodon.
        hosts: Hosts (with their port, where it is unusual) that the user says run Mastodon, Discourse or the like.
        software: Id of what the link says that the host runs, where the host is not listed; see `auditor.platforms.software`.
    """
    return _cached(url, rel_me, frozenset(hosts), software).found


def kind_of(url: str, *, rel_me: bool = False, hosts: Collection[str] = ()) -> Kind | None:
    """Return what an address on a platform leads to; None for an address that is on no platform. Never raises."""
    return _cached(url, rel_me, frozenset(hosts)).kind


def platform_of(url: str) -> Platform | None:
    """Return the platform that an address is on, whatever it leads to; None for none. Never raises."""
    return _cached(url, False, frozenset()).platform


def profile_named(platform: str, handle: str) -> Found | None:
    """Return the profile with this handle, written as `Found.handle` or with an `@`; None where there can be none."""
    return reader().named(platform, handle)


def profile_at(platform: str, handle: str, url: str) -> Found | None:
    """Return what a profile's address says, where it is known which platform it is on; None where it says nothing."""
    found = profile_of(url, rel_me=True)
    return found if found is not None and found.platform == platform else profile_named(platform, handle)


def existence_url(platform: Platform, found: Found) -> str:
    """Return the address whose answer tells whether a profile is there, for rules by `page` and `oembed`; else empty."""
    if platform.existence.only and not re.fullmatch(platform.existence.only, found.handle):
        return ""
    if platform.existence.url == "{profile}":
        return found.url
    name = quote(found.handle, safe=_SAFE)
    asked = platform.existence.url.replace("{profile}", quote(found.url, safe=""))
    return asked.replace("{handle}", name).replace("{last}", name.rpartition("/")[2])


def _judged(where: _Where, address: Address) -> Verdict:
    kind, found = _told(where, address)
    return Verdict(Kind.CLOSED if where.platform.closed_on else kind, found, where.platform)


def _told(where: _Where, address: Address) -> tuple[Kind, Found | None]:
    platform = where.platform
    if where.part == "elsewhere":
        return Kind.OTHER, None
    if (found := next(_profiles(where, address, by_query=True), None)) is not None:
        return Kind.PROFILE, found
    if patterns.listed(platform.share, address):
        return Kind.SHARE, None
    if not platform.profile_first and (kind := _not_a_profile(platform, address)):
        return kind, None
    if (found := next(_profiles(where, address, by_query=False), None)) is not None:
        return Kind.PROFILE, found
    if kind := _not_a_profile(platform, address):
        return kind, None
    return (Kind.POST if where.part == "posts" and address.path else Kind.OTHER), None


def _not_a_profile(platform: Platform, address: Address) -> Kind | None:
    """Return what an address is by the lists of what is no profile; None where it stands in none."""
    for kind, paths in ((Kind.SHARE, platform.share), (Kind.OTHER, platform.other), (Kind.POST, platform.post)):
        if patterns.listed(paths, address):
            return kind
    return None


def _profiles(where: _Where, address: Address, *, by_query: bool) -> Iterator[Found]:
    for one in where.platform.profile:
        if bool(one.query) != by_query or one.own_hosts or bool(one.host) != bool(where.label):
            continue
        if where.part == "posts" or (one.hosts and where.host not in one.hosts):
            continue
        if (found := _profile(where, one, address)) is not None:
            yield found


def _profile(where: _Where, one: ProfilePath, address: Address) -> Found | None:
    platform = where.platform
    match = patterns.match(platform, one, address.path)
    if match is None:
        return None
    written = address.parameter(one.query) if one.query else where.label or match["handle"]
    if (one.query or one.host) and not patterns.is_handle(platform, one, written):
        return None
    handle = _compared(platform, one, written)
    if one.comes_first and not platform.reserved.isdisjoint((written.casefold(), handle.casefold())):
        return None
    host = match["host"].casefold() if one.remote else _site(where, address.netloc)
    if not handle or (one.remote and (_HOST.fullmatch(host) is None or urls.normalise(host) != f"https://{host}/")):
        return None
    return _found(platform, one, handle, host, address)


def _found(platform: Platform, one: ProfilePath, handle: str, host: str, address: Address) -> Found:
    plain = ":" in address.netloc or "." not in address.netloc or urls.is_address(address.netloc)
    origin = f"{address.scheme if plain else 'https'}://{host}"
    name = quote(handle, safe=_SAFE)
    return Found(
        platform.id,
        one.key.replace("{handle}", handle).replace("{host}", host),
        _filled(one.url, name, host, origin),
        Kind.CLOSED if platform.closed_on else Kind.PROFILE,
        "" if one.opaque or handle.isdigit() else handle,
        one.holder,
        _filled(one.feed, name, host, origin),
        one.opaque,
    )


def _filled(template: str, handle: str, host: str, origin: str) -> str:
    return template.replace("{handle}", handle).replace("{host}", host).replace("{origin}", origin)


def _compared(platform: Platform, one: ProfilePath, written: str) -> str:
    """Return a handle as the platform compares it."""
    handle = written.removeprefix("@")
    if one.case == "kept":  # a code among names or numbers: every sign of it counts
        return handle
    if platform.case == "ignored":
        handle = handle.casefold()
    for sign in platform.ignored:
        handle = handle.replace(sign, "")
    for prefix in platform.prefixes:
        handle = handle.removeprefix(prefix)
    return str(int(handle, 16)) if one.base == 16 else handle


def _in_base(handle: str, base: int) -> str:
    return f"{int(handle):x}" if base == 16 and handle.isascii() and handle.isdigit() else handle


def _site(where: _Where, netloc: str) -> str:
    """Return what `{host}` stands for: the host without what makes no difference."""
    if where.platform.software:
        return netloc.removeprefix("www.")
    for prefix in where.platform.site_prefixes:
        netloc = netloc.removeprefix(prefix)
    return netloc if where.platform.site_prefixes else where.host
