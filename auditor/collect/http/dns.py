"""DNS facts: what mail domains exist, and whether look-ups on this network can be believed at all."""

from __future__ import annotations

import asyncio
import ipaddress
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from auditor import urls
from auditor.model import Cause, DnsOutcome, DnsRecord
from auditor.model.messages import NOTHING, Message, message
from auditor.text import spf

if TYPE_CHECKING:
    import dns.asyncresolver

KNOWN_LIVE = "example.com"
"""Kept alive by IANA for documentation (RFC 2606): a network that does not resolve it can't resolve anything."""
KNOWN_ABSENT = "auditor-control.invalid"
"""Guaranteed not to exist (RFC 2606): a network that resolves it invents answers."""
KNOWN_ABSENT_BELOW = "auditor-control-no-such-name.example.com"
"""Does not exist either, but only example.com's own servers can say so: some networks invent answers for all names but those
that every resolver knows to be reserved."""

_SECONDS = 5.0
_AT_ONCE = 16
_MOST_VALUES = 50
_LONGEST_TEXT = 2_000
_POLICY = re.compile(r"v\s*=\s*DMARC1\s*(?:;|$)", re.IGNORECASE)
_MISPLACED = re.compile(r"\bDMARC1\b|^\s*p\s*=", re.IGNORECASE)
_MOST_QUESTIONS = 300
"""Of all that lists of senders refer to. Ten a domain are what SPF allows; some lists ask for more."""
_MOST_ROUNDS = 12
_MOST_SERVERS = 8
"""Mail servers of a domain that are looked up: one that is there is enough."""
_LIVE = {
    "TXT": "v=spf1 -all",
    "NS": "a.iana-servers.net",
    "SOA": "a.iana-servers.net. noc.dns.icann.org. 1 7200 3600 1209600 3600",
}


class Lookup(Protocol):
    """Answers one DNS question; never raises."""

    async def __call__(self, name: str, type: str) -> DnsRecord:
        """Return the answer for `name` (ASCII, without a final dot) and `type` such as `MX`."""
        ...


class SystemLookup:
    """Asks the resolvers this machine is set up with, or the one that auditor.toml names."""

    def __init__(self, server: str = "") -> None:
        """Choose whom to ask.

        Args:
            server: IP address of a DNS server, with `:port` where it is not 53; the machine's own where empty.

        Raises:
            ValueError: `server` is no such thing; the message says what it should be.
        """
        import dns.asyncresolver  # noqa: PLC0415 - slow to import, and asked for at the end of a visit only

        if server:
            address, port = server_of(server)
            self._resolver: dns.asyncresolver.Resolver | None = dns.asyncresolver.Resolver(configure=False)
            self._resolver.nameservers = [address]
            self._resolver.port = port
            return
        try:
            self._resolver = dns.asyncresolver.Resolver()
        except dns.exception.DNSException:  # no resolver is configured at all
            self._resolver = None

    async def __call__(self, name: str, type: str) -> DnsRecord:
        """Return the answer for one question."""
        import dns.exception  # noqa: PLC0415 - as above
        import dns.resolver  # noqa: PLC0415 - as above

        if self._resolver is None:
            return DnsRecord(
                name,
                type,
                DnsOutcome.FAILED,
                detail="no DNS resolver is set up on this machine",
                cause=Cause.OWN_NETWORK,
            )
        try:
            answer = await self._resolver.resolve(name, type, lifetime=_SECONDS, search=False)
        except dns.resolver.NXDOMAIN:
            return DnsRecord(name, type, DnsOutcome.NO_DOMAIN)
        except dns.resolver.NoAnswer:
            return DnsRecord(name, type, DnsOutcome.NO_DATA)
        except (dns.exception.DNSException, OSError, ValueError) as error:
            return DnsRecord(name, type, DnsOutcome.FAILED, detail=" ".join(str(error).split())[:200])
        values = sorted(_joined(record.strings) if type == "TXT" else _as_text(record.to_text()) for record in answer)
        return DnsRecord(name, type, DnsOutcome.FOUND, tuple(values[:_MOST_VALUES]))


def server_of(text: str) -> tuple[str, int]:
    """Return address and port of a DNS server written `192.0.2.53`, `192.0.2.53:5353` or `[2001:db8::53]:5353`.

    Raises:
        ValueError: it is written otherwise.
    """
    address, _, port = text.strip().rpartition(":")
    for host, number in ((text.strip(), "53"), (address, port)):
        try:
            ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
        except ValueError:
            continue
        if number.isascii() and number.isdecimal() and 0 < int(number[:6]) < 65_536:
            return host.removeprefix("[").removesuffix("]"), int(number)
    raise ValueError(f"{text!r} is no DNS server; write its IP address, with a port if need be, like 192.0.2.53:53")


def _joined(strings: Iterable[bytes]) -> str:
    """Return a TXT record's text, its parts joined without a space (RFC 7208, 3.3), without control characters."""
    text = b"".join(strings).decode("utf-8", "replace")[:_LONGEST_TEXT]
    return "".join(character for character in text if character.isprintable())


def _as_text(value: str) -> str:
    return value[:-1] if value.endswith(".") and not value.endswith(" .") else value


async def distrust(lookup: Lookup) -> Message:
    """Return why look-ups on this network can't be believed; nothing where they can."""
    names = (KNOWN_LIVE, KNOWN_ABSENT, KNOWN_ABSENT_BELOW)
    live, *absent = await asyncio.gather(*(lookup(name, "A") for name in names))
    if live.outcome is not DnsOutcome.FOUND:
        return message("This network does not resolve {name}, which certainly exists.", name=KNOWN_LIVE)
    for control in absent:
        if control.outcome is DnsOutcome.FOUND:
            return message("This network resolves {name}, which certainly does not exist.", name=control.name)
    return NOTHING


async def _distrust_of(lookup: Lookup, type_: str) -> Message:
    """Return why records of one type can't be believed to be missing: some networks let no others than addresses through."""
    if (await lookup(KNOWN_LIVE, type_)).outcome is DnsOutcome.FOUND:
        return NOTHING
    return message(
        "This network gives no {type} records of {name}, which certainly has some.", type=type_, name=KNOWN_LIVE
    )


async def mail_records(domains: Iterable[str], lookup: Lookup, doubt: Message = NOTHING) -> list[DnsRecord]:
    """Return MX, A and AAAA of each mail domain and A and AAAA of its mail servers; all FAILED with the doubt where look-ups can't be believed.

    Args:
        domains: ASCII names.
        lookup: Who to ask.
        doubt: What `distrust` said.
    """
    answers = await _records(domains, ("MX", "A", "AAAA"), lookup, doubt)
    found = {(record.name, record.type): record for record in answers}
    servers = sorted({host for record in found.values() for host in mail_servers(record)[:_MOST_SERVERS]})
    unasked = [host for host in servers if (host, "A") not in found]
    return [*found.values(), *await _records(unasked, ("A", "AAAA"), lookup, doubt)]


async def _records(
    names: Iterable[str], types: Sequence[str], lookup: Lookup, doubt: Message = NOTHING
) -> list[DnsRecord]:
    """Return the records of each of `types` for each name; all FAILED with the doubt where look-ups can't be believed."""
    if doubt:
        return [
            DnsRecord(name, type_, DnsOutcome.FAILED, detail=doubt.text, cause=Cause.OWN_NETWORK)
            for name in names
            for type_ in types
        ]
    room = asyncio.Semaphore(_AT_ONCE)

    async def ask(name: str) -> list[DnsRecord]:
        async with room:
            return list(await asyncio.gather(*(lookup(name, type_) for type_ in types)))

    return [record for records in await asyncio.gather(*map(ask, names)) for record in records]


def mail_servers(record: DnsRecord) -> list[str]:
    """Return the names of the mail servers that a record lists, the preferred first; what is no name is left out."""
    if record.type != "MX":
        return []
    pairs = [value.split() for value in record.values]
    ranked = sorted(
        (int(pair[0]), pair[1].rstrip(".").lower()) for pair in pairs if len(pair) == 2 and pair[0].isdecimal()
    )
    return [host for _, host in ranked if "." in host and not urls.is_address(host)]


async def mail_policies(domains: Iterable[str], lookup: Lookup, doubt: Message = NOTHING) -> list[DnsRecord]:
    """Return what mail domains say against forged senders: TXT of each, of `_dmarc` below it, and below its organisation's.

    Which domain is the organisation's, the public suffix list tells (RFC 7489, 3.2); it is asked where the domain itself has
    no DMARC record (6.6.3). Of TXT records only those of SPF and DMARC are kept; all FAILED where look-ups can't be believed.

    Args:
        domains: ASCII names.
        lookup: Who to ask.
        doubt: What `distrust` said.
    """
    doubt = doubt or await _distrust_of(lookup, "TXT")
    room = asyncio.Semaphore(_AT_ONCE)
    asked: dict[str, asyncio.Task[DnsRecord]] = {}

    async def ask(name: str) -> DnsRecord:
        async with room:
            return _of_policies(await lookup(name, "TXT"))

    async def once(name: str) -> DnsRecord:
        if name not in asked:
            asked[name] = asyncio.ensure_future(ask(name))
        return await asked[name]

    async def policies(domain: str) -> None:
        _, own = await asyncio.gather(once(domain), once(f"_dmarc.{domain}"))
        if not own.values and own.outcome is not DnsOutcome.FAILED:
            await once(f"_dmarc.{urls.registrable(domain)}")

    if doubt:
        names = [name for domain in domains for name in (domain, f"_dmarc.{domain}")]
        return await _records(names, ("TXT",), lookup, doubt)
    await asyncio.gather(*map(policies, domains))
    return [task.result() for task in asked.values()]


def _of_policies(record: DnsRecord) -> DnsRecord:
    """Return the record with what it says of SPF and DMARC alone; below `_dmarc` what was meant to be a policy too."""
    below = record.name.startswith("_dmarc.")
    kept = (value for value in record.values if _is_policy(value) or (below and _MISPLACED.search(value)))
    return replace(record, values=tuple(kept))


def _is_policy(value: str) -> bool:
    return spf.is_spf(value) or _POLICY.match(value) is not None


async def sender_lists(domains: Iterable[str], known: Iterable[DnsRecord], lookup: Lookup) -> list[DnsRecord]:
    """Return what the lists of senders of `domains` refer to: lists they include, and names that stand in them.

    Args:
        domains: ASCII names, the most important first: what is asked for in all is bounded.
        known: What `mail_policies` and `mail_records` brought; where look-ups can't be believed, there is no list to follow.
        lookup: Who to ask.
    """
    records = {(record.name, record.type): record for record in known}
    room = asyncio.Semaphore(_AT_ONCE)
    found: list[DnsRecord] = []

    async def ask(name: str, type_: str) -> DnsRecord:
        async with room:
            record = await lookup(name, type_)
        return _of_policies(record) if type_ == "TXT" else record

    for _ in range(_MOST_ROUNDS):
        wanted = dict.fromkeys(key for domain in domains for key in sorted(spf.evaluate(records, domain).wanted))
        if not wanted or len(found) >= _MOST_QUESTIONS:
            break
        answers = await asyncio.gather(*(ask(*key) for key in list(wanted)[: _MOST_QUESTIONS - len(found)]))
        records |= {(record.name, record.type): record for record in answers}
        found += answers
    return found


async def addresses(hosts: Iterable[str], lookup: Lookup, doubt: Message = NOTHING) -> list[DnsRecord]:
    """Return A of each host, which tells whether there is such a host; nothing where look-ups can't be believed.

    Args:
        hosts: ASCII names.
        lookup: Who to ask.
        doubt: What `distrust` said.
    """
    return [] if doubt else await _records(hosts, ("A",), lookup)


async def delegations(hosts: Iterable[str], lookup: Lookup, doubt: Message = NOTHING) -> list[DnsRecord]:
    """Return NS and SOA of the domain under which each host was registered; all FAILED where look-ups can't be believed.

    NXDOMAIN for that name says that the registry delegates it to nobody.

    Args:
        hosts: ASCII names that do not resolve; those below no known public suffix, and IP addresses, are left out.
        lookup: Who to ask.
        doubt: What `distrust` said.
    """
    domains = sorted({domain for host in hosts if (domain := urls.registered(host))})
    if not domains:
        return []
    return await _records(domains, ("NS", "SOA"), lookup, doubt or await _distrust_of(lookup, "NS"))


def ascii_name(domain: str) -> str:
    """Return a domain name as DNS knows it; empty where it can't be a name."""
    import dns.exception  # noqa: PLC0415 - as above
    import dns.name  # noqa: PLC0415 - as above

    try:
        name = dns.name.from_text(domain.strip().rstrip("."), idna_codec=dns.name.IDNA_2008_Practical)
    except (dns.exception.DNSException, UnicodeError, ValueError):
        return ""
    return name.to_text(omit_final_dot=True).lower() if name != dns.name.root else ""


class StubLookup:
    """Answers from an example's zone, in which the two control names stand as they do in the world."""

    def __init__(self, zone: Callable[[str, str], DnsRecord]) -> None:
        self._zone = zone

    async def __call__(self, name: str, type: str) -> DnsRecord:
        """Return the answer for one question."""
        if name == KNOWN_LIVE:
            return DnsRecord(name, type, DnsOutcome.FOUND, (_LIVE.get(type, "192.0.2.1"),))
        if name in {KNOWN_ABSENT, KNOWN_ABSENT_BELOW}:
            return DnsRecord(name, type, DnsOutcome.NO_DOMAIN)
        return self._zone(name, type)
