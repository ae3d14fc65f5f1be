"""Which addresses are anybody's to visit: the registries of special-purpose address space, read from `address_space.toml`.

Our own table, because interpreters differ: `is_global` and `is_private` of the standard library changed between 3.11 and 3.14.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from auditor.resources import facts

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the address space."""

    net: Network
    name: str
    reachable: bool = False
    """Whether packets get there from everywhere."""
    site: bool = False
    """Whether it is one of those that people number their own networks from."""
    loopback: bool = False


def read(text: str) -> Address:
    """Return an address; what is mapped into IPv6 as the IPv4 address that a connection to it really goes to.

    Raises:
        ValueError: it is none.
    """
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address) and address in _MAPPED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: Address) -> bool:
    """Return whether an address, and each that it carries, is reachable from everywhere."""
    return block_of(address).reachable and all(block_of(carried).reachable for carried in carried_by(address))


def block_of(address: Address) -> Block:
    """Return the smallest block that holds an address; of IPv4 addresses in none, all the open ones."""
    return next((block for block in _blocks() if _holds(block.net, address)), _OPEN_IPV4)


_OPEN_IPV4 = Block(ipaddress.ip_network("0.0.0.0/0"), "public", reachable=True)


def carried_by(address: Address) -> Iterator[ipaddress.IPv4Address]:
    """Yield the IPv4 addresses that an IPv6 address carries: packets to it may end there."""
    if address.version == 4:
        return
    bits = int(address)
    for network, shift, turned in _carriers():
        if address in network:
            found = bits >> shift & 0xFFFFFFFF
            yield ipaddress.IPv4Address(found ^ 0xFFFFFFFF if turned else found)
    if bits >> 32 & 0xFFFFFFFF in _facts()["isatap"]:
        yield ipaddress.IPv4Address(bits & 0xFFFFFFFF)


def _holds(network: Network, address: Address) -> bool:
    return network.version == address.version and address in network


def _facts() -> dict[str, Any]:
    return facts("collect/http/address_space.toml")


@cache
def _carriers() -> tuple[tuple[ipaddress.IPv6Network, int, bool], ...]:
    """Return networks whose addresses carry another, how many bits stand behind it, and whether its bits are turned round."""
    found = _facts()["carrier"]
    return tuple((ipaddress.IPv6Network(one["net"]), one["shift"], one.get("turned", False)) for one in found)


@cache
def _blocks() -> tuple[Block, ...]:
    """Return all blocks, the smallest first."""
    known = ("reachable", "site", "loopback")
    found = [
        Block(ipaddress.ip_network(one["net"]), one["name"], **{key: one.get(key, False) for key in known})
        for one in _facts()["block"]
    ]
    return tuple(sorted(found, key=lambda block: -block.net.prefixlen))
