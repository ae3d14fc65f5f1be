"""Domains that are linked though nobody holds them any more: whoever registers one receives the visitors. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from auditor import urls
from auditor.analysis import lookups
from auditor.analysis.links.reserved_names import reserved
from auditor.model import Cause, DnsOutcome, DnsRecord, Fetch, Link, LinkKind, Message, Owner, Reach, Snapshot, message
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text.placeholder_urls import host_reason

_NO_LINK = frozenset({LinkKind.CANONICAL, LinkKind.ALTERNATE, LinkKind.SITEMAP})


class State(StrEnum):
    """What became of a domain."""

    HELD = "held"
    """A host of it answers or at least exists, or the registry delegates it."""
    VACANT = "vacant"
    """The registry delegates it to nobody."""
    CLOSED = "closed"
    """The same, but below an ending where not everybody may register."""
    MUTE = "mute"
    """Only this domain's own name servers fail, while others can be asked: mostly held by somebody who neglects it."""
    UNKNOWN = "unknown"
    """Look-ups can't be believed, or were not made."""


_LOADED = frozenset({LinkKind.SCRIPT, LinkKind.STYLESHEET})


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain that the site or one of its profiles links, or that its pages load something from."""

    name: str
    """As it was registered: directly below a public suffix."""
    state: State
    reason: Message
    """Why."""
    links: tuple[Link, ...] = ()
    profiles: tuple[str, ...] = ()
    """Addresses of profiles that link it."""

    @property
    def linking(self) -> int:
        """How many pages link it, or show pictures from it."""
        return len({link.page for link in self.links if link.kind not in _LOADED})

    @property
    def loading(self) -> int:
        """How many pages load programs or style sheets from it: whoever holds it can change what they show."""
        return len({link.page for link in self.links if link.kind in _LOADED})


@remembered()
def domains(snapshot: Snapshot) -> tuple[Domain, ...]:
    """Return the domains linked, sorted, each with what became of it; the site's own and those kept for examples left out.

    Domains of which no address was asked for and no host looked up, such as those of share links, are left out too: nothing counts against them.
    """
    links: dict[str, list[Link]] = {}
    for link in snapshot.links:
        for url in _ways(snapshot, link) if link.kind not in _NO_LINK else ():
            if name := _registered(snapshot, url):
                links.setdefault(name, []).append(link)
    profiles: dict[str, list[str]] = {}
    for profile in snapshot.profiles:
        for url in (profile.links or ()) if profile.owner is not Owner.OTHER else ():
            if name := _registered(snapshot, url):
                profiles.setdefault(name, []).append(profile.url)
    fetches = _fetches(snapshot)
    judged = (
        _judge(snapshot, name, fetches.get(name, []), links.get(name, []), profiles.get(name, []))
        for name in sorted(links.keys() | profiles.keys())
    )
    return tuple(domain for domain in judged if domain is not None)


def is_asked(snapshot: Snapshot, name: str) -> bool:
    """Return whether the registry was asked for a domain."""
    return (name, "NS") in snapshot.dns


def state(snapshot: Snapshot, name: str) -> State:
    """Return what became of a domain, as it was registered, whoever names it."""
    judged = _judge(snapshot, name, _fetches(snapshot).get(name, []), [], [])
    return judged.state if judged is not None else State.UNKNOWN


def _ways(snapshot: Snapshot, link: Link) -> Iterator[str]:
    """Yield the addresses that following a link asks for: its own, and each its redirects led to."""
    yield link.url
    fetch = snapshot.fetches.get(link.url)
    if fetch is not None:
        yield from (hop.url for hop in fetch.redirects)


def _registered(snapshot: Snapshot, url: str) -> str:
    name = urls.registered(urls.host(url))  # empty for what a profile's field may hold instead of an address
    own = urls.registered(urls.host(snapshot.target.site))
    return "" if not name or name == own or reserved(snapshot, name) or host_reason(url, snapshot.target.site) else name


def _fetches(snapshot: Snapshot) -> dict[str, list[Fetch]]:
    """Return what came of the addresses of each domain, those reached by redirects included."""
    found: dict[str, list[Fetch]] = {}
    for fetch in snapshot.fetches.values():
        for name in {urls.registered(urls.host(url)) for url in (fetch.url, fetch.final_url)}:
            found.setdefault(name, []).append(fetch)
    return found


def _judge(
    snapshot: Snapshot, name: str, fetches: list[Fetch], links: list[Link], profiles: list[str]
) -> Domain | None:
    if any(urls.registered(urls.host(fetch.final_url)) == name and _exists(fetch) for fetch in fetches) or any(
        urls.registered(urls.host(link.url)) == name and _resolves(snapshot, link.url) for link in links
    ):
        state, reason = State.HELD, message("A host of this domain exists.")
    else:
        records = [record for type_ in ("NS", "SOA") if (record := snapshot.dns.get((name, type_))) is not None]
        if not records and not any(fetch.reach is Reach.DNS_FAILED for fetch in fetches):
            return None
        state, reason = _by_dns(snapshot, name, records)
    return Domain(name, state, reason, tuple(links), tuple(dict.fromkeys(profiles)))


def _by_dns(snapshot: Snapshot, name: str, records: list[DnsRecord]) -> tuple[State, Message]:
    outcomes = {record.outcome for record in records}
    if outcomes & {DnsOutcome.FOUND, DnsOutcome.NO_DATA}:
        return State.HELD, message("The domain is registered.")
    if len(records) == 2 and outcomes == {DnsOutcome.NO_DOMAIN}:
        closed = any(name.endswith(f".{ending}") for ending in facts("analysis/links/domains.toml")["closed"])
        return (State.CLOSED if closed else State.VACANT), message("The domain is not registered.")
    why = lookups.why_failed(snapshot, records)
    if not records or "dns" in snapshot.missing or any(record.cause is Cause.OWN_NETWORK for record in records):
        return State.UNKNOWN, message("The domain could not be looked up.").then(why)
    return State.MUTE, message("The domain's own name servers do not answer, while those of others do.").then(why)


def _resolves(snapshot: Snapshot, url: str) -> bool:
    """Return whether the DNS, asked for the host of an address, knows it: nobody asks for what pages load."""
    record = snapshot.dns.get((urls.host(url), "A"))
    return record is not None and record.outcome in {DnsOutcome.FOUND, DnsOutcome.NO_DATA}


def _exists(fetch: Fetch) -> bool:
    """Return whether a request shows that its host is in the DNS: a time-out may be the look-up's, and some were never sent."""
    sent = fetch.reach not in {Reach.DNS_FAILED, Reach.TIMED_OUT, Reach.DISALLOWED, Reach.RATE_LIMITED}
    return sent or fetch.status is not None
