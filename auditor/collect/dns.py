"""DNS facts: what mail domains exist, and whether look-ups on this network can be believed at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Protocol

import dns.asyncresolver
import dns.exception
import dns.name
import dns.resolver

from auditor.model import DnsOutcome, DnsRecord

KNOWN_LIVE = "example.com"
"""Kept alive by IANA for documentation (RFC 2606): a network that does not resolve it can't resolve anything."""
KNOWN_ABSENT = "auditor-control.invalid"
"""Guaranteed not to exist (RFC 2606): a network that resolves it invents answers."""

_SECONDS = 5.0
_AT_ONCE = 16


class Lookup(Protocol):
    """Answers one DNS question; never raises."""

    async def __call__(self, name: str, type: str) -> DnsRecord:
        """Return the answer for `name` (ASCII, without a final dot) and `type` such as `MX`."""
        ...


class SystemLookup:
    """Asks the resolvers this machine is set up with."""

    def __init__(self) -> None:
        try:
            self._resolver: dns.asyncresolver.Resolver | None = dns.asyncresolver.Resolver()
        except dns.exception.DNSException:  # no resolver is configured at all
            self._resolver = None

    async def __call__(self, name: str, type: str) -> DnsRecord:
        """Return the answer for one question."""
        if self._resolver is None:
            return DnsRecord(name, type, DnsOutcome.FAILED, detail="no DNS resolver is set up on this machine")
        try:
            answer = await self._resolver.resolve(name, type, lifetime=_SECONDS, search=False)
        except dns.resolver.NXDOMAIN:
            return DnsRecord(name, type, DnsOutcome.NO_DOMAIN)
        except dns.resolver.NoAnswer:
            return DnsRecord(name, type, DnsOutcome.NO_DATA)
        except (dns.exception.DNSException, OSError, ValueError) as error:
            return DnsRecord(name, type, DnsOutcome.FAILED, detail=" ".join(str(error).split())[:200])
        values = tuple(sorted(_as_text(record.to_text()) for record in answer))
        return DnsRecord(name, type, DnsOutcome.FOUND, values)


def _as_text(value: str) -> str:
    return value[:-1] if value.endswith(".") and not value.endswith(" .") else value


async def distrust(lookup: Lookup) -> str:
    """Return why look-ups on this network can't be believed; empty where they can."""
    live, absent = await asyncio.gather(lookup(KNOWN_LIVE, "A"), lookup(KNOWN_ABSENT, "A"))
    if live.outcome is not DnsOutcome.FOUND:
        return f"this network does not resolve {KNOWN_LIVE}, which certainly exists"
    if absent.outcome is DnsOutcome.FOUND:
        return f"this network resolves {KNOWN_ABSENT}, which certainly does not exist"
    return ""


async def mail_records(domains: Iterable[str], lookup: Lookup, doubt: str = "") -> list[DnsRecord]:
    """Return MX, A and AAAA of each mail domain; all FAILED with the doubt where look-ups can't be believed.

    Args:
        domains: ASCII names.
        lookup: Who to ask.
        doubt: What `distrust` said.
    """
    room = asyncio.Semaphore(_AT_ONCE)

    async def ask(domain: str) -> list[DnsRecord]:
        if doubt:
            return [DnsRecord(domain, type_, DnsOutcome.FAILED, detail=doubt) for type_ in ("MX", "A", "AAAA")]
        async with room:
            return list(await asyncio.gather(*(lookup(domain, type_) for type_ in ("MX", "A", "AAAA"))))

    answers = await asyncio.gather(*(ask(domain) for domain in domains))
    return [record for records in answers for record in records]


def ascii_name(domain: str) -> str:
    """Return a domain name as DNS knows it; empty where it can't be a name."""
    try:
        name = dns.name.from_text(domain.strip().rstrip("."), idna_codec=dns.name.IDNA_2008_Practical)
    except (dns.exception.DNSException, UnicodeError, ValueError):
        return ""
    return name.to_text(omit_final_dot=True).lower() if name != dns.name.root else ""


class RehearsedLookup:
    """Answers from an example's zone, in which the two control names stand as they do in the world."""

    def __init__(self, zone: Callable[[str, str], DnsRecord]) -> None:
        self._zone = zone

    async def __call__(self, name: str, type: str) -> DnsRecord:
        """Return the answer for one question."""
        if name == KNOWN_LIVE:
            return DnsRecord(name, type, DnsOutcome.FOUND, ("192.0.2.1",))
        if name == KNOWN_ABSENT:
            return DnsRecord(name, type, DnsOutcome.NO_DOMAIN)
        return self._zone(name, type)
