"""Where a connection may go: strangers' links must not make us knock on private doors."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from auditor import urls
from auditor.collect.http import address_space
from auditor.collect.http.address_space import Network

_LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))


class RefusedAddress(Exception):
    """A host's address is none this visit may connect to."""


class NoSuchHost(Exception):
    """The resolver says that the name does not exist, or has no address."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides which addresses a visit may connect to.

    Public ones always; private, local and reserved ones only inside the network of the target itself, so that a staging
    site can be audited and a public site can't send us anywhere else.
    """

    own: tuple[Network, ...] = ()

    @classmethod
    def for_target(cls, addresses: Iterable[str]) -> Guard:
        """Return the guard for a target that resolves to `addresses`."""
        networks: list[Network] = []
        for text in addresses:
            address = address_space.read(text)
            block = address_space.block_of(address)
            if block.loopback:
                networks += _LOOPBACK
            elif block.site:
                # Exactly its own network: the subnet sizes that local networks are usually cut into.
                prefix = 24 if address.version == 4 else 64
                networks.append(ipaddress.ip_network((address, prefix), strict=False))
        return cls(tuple(dict.fromkeys(networks)))

    @classmethod
    def everywhere(cls) -> Guard:
        """Return the guard for an address that the user named and says is private: what is nobody's site stays out."""
        return cls((ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")))

    def allows(self, text: str) -> bool:
        """Return whether a connection to this IP address may be made."""
        address = address_space.read(text)
        if address_space.is_public(address):
            return True
        block = address_space.block_of(address)
        inside = any(address.version == network.version and address in network for network in self.own)
        return inside and (block.site or block.loopback)


@dataclass(frozen=True, slots=True)
class StubNetwork:
    """Names that live on loopback ports: how an example or a test stands in for the internet."""

    http_port: int
    https_port: int
    hosts: frozenset[str]
    """Names served; every other name does not exist."""


@dataclass(slots=True)
class GuardedResolver(AbstractResolver):
    """Resolves names for aiohttp and hands on only addresses the guard allows; connections use exactly those."""

    guard: Guard
    stub_network: StubNetwork | None = None

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of `host`.

        Raises:
            NoSuchHost: the name does not exist.
            RefusedAddress: none of its addresses may be visited.
            OSError: the look-up failed.
        """
        if self.stub_network is not None:
            return [_rehearsed(self.stub_network, host, port)]
        return self._allowed(host, await _look_up(host, port, family))

    def places(self, host: str, port: int) -> list[ResolveResult]:
        """Return the same as `resolve`, blocking; of literal addresses too, which no resolver is asked about.

        Raises:
            NoSuchHost: the name does not exist.
            RefusedAddress: none of its addresses may be visited.
            OSError: the look-up failed.
        """
        if urls.is_address(host) and (self.stub_network is not None or not self.guard.allows(host)):
            raise RefusedAddress(host)
        if self.stub_network is not None:
            return [_rehearsed(self.stub_network, host, port)]
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise _named(error, host) from None
        return self._allowed(host, _entries(host, answers))

    def _allowed(self, host: str, found: list[ResolveResult]) -> list[ResolveResult]:
        allowed = [entry for entry in found if self.guard.allows(entry["host"])]
        if not allowed:
            raise RefusedAddress(f"{host} is at {found[0]['host']}")
        return allowed

    async def close(self) -> None:
        """Nothing to close."""


def _rehearsed(stub_network: StubNetwork, host: str, port: int) -> ResolveResult:
    if host not in stub_network.hosts:
        raise NoSuchHost(host)
    local = {80: stub_network.http_port, 443: stub_network.https_port}.get(port, port)
    return _entry(host, "127.0.0.1", local, socket.AF_INET)


async def _look_up(host: str, port: int, family: int) -> list[ResolveResult]:
    loop = asyncio.get_running_loop()
    try:
        return _entries(host, await loop.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM))
    except (socket.gaierror, UnicodeError) as error:
        raise _named(error, host) from None


def _named(error: Exception, host: str) -> Exception:
    """Return what a failed look-up comes to: that there is no such name is an answer."""
    if isinstance(error, socket.gaierror) and error.errno not in _NO_NAME:
        return error
    return NoSuchHost(host)  # UnicodeError: a label too long or empty: no such name can exist


def _entries(host: str, answers: Iterable[tuple[int, int, int, str, tuple[Any, ...]]]) -> list[ResolveResult]:
    return [_entry(host, str(place[0]), int(place[1]), kind) for kind, _, _, _, place in answers]


_NO_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def _entry(host: str, address: str, port: int, family: int) -> ResolveResult:
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=flags)


async def addresses_of(host: str, stub_network: StubNetwork | None = None) -> tuple[str, ...]:
    """Return the IP addresses of a target's host.

    Raises:
        NoSuchHost: the name does not exist.
        OSError: the look-up failed.
    """
    if stub_network is not None:
        return (_rehearsed(stub_network, host, 0)["host"],)
    return tuple(entry["host"] for entry in await _look_up(host.strip("[]"), 0, socket.AF_UNSPEC))
