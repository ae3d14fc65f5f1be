"""The address guard."""

from __future__ import annotations

import asyncio
import socket

import pytest

from auditor.collect.http.address_guard import Guard, GuardedResolver, NoSuchHost, RefusedAddress, StubNetwork

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
    "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "224.0.0.1", "ff02::1", "198.18.0.1", "192.0.2.1", "240.0.0.1", "255.255.255.255",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_a_public_target_reaches_no_private_address(address: str) -> None:
    assert not Guard.for_target(["93.184.216.34"]).allows(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_public_addresses_are_open_to_all(address: str) -> None:
    assert Guard.for_target(["127.0.0.1"]).allows(address)
    assert Guard.for_target(["93.184.216.34"]).allows(address)


@pytest.mark.parametrize(
    ("target", "address", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "::1", True),
        ("127.0.0.1", "10.0.0.1", False),
        ("127.0.0.1", "169.254.169.254", False),
        ("10.0.5.7", "10.0.5.8", True),
        ("10.0.5.7", "10.0.6.8", False),
        ("10.0.5.7", "127.0.0.1", False),
        ("10.0.5.7", "169.254.169.254", False),
        ("192.168.1.20", "::ffff:192.168.1.21", True),
        ("fd12:3456::1", "fd12:3456::2", True),
        ("fd12:3456::1", "fd99::2", False),
        ("169.254.169.254", "169.254.169.254", False),
    ],
)
def test_a_private_target_reaches_exactly_its_own_network(target: str, address: str, allowed: bool) -> None:
    assert Guard.for_target([target]).allows(address) is allowed


def resolve(resolver: GuardedResolver, host: str, monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    async def getaddrinfo(*_: object, **__: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "not known")
        return [(socket.AF_INET6 if ":" in a else socket.AF_INET, 1, 6, "", (a, 80)) for a in addresses]

    async def go() -> list[str]:
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo)
        return [entry["host"] for entry in await resolver.resolve(host, 80)]

    return asyncio.run(go())


def test_only_allowed_addresses_of_a_name_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = GuardedResolver(Guard())
    assert resolve(resolver, "mixed.example", monkeypatch, "10.0.0.1", "8.8.8.8", "::1") == ["8.8.8.8"]


def test_a_name_that_points_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedAddress, match=r"rebind\.example is at 127\.0\.0\.1"):
        resolve(GuardedResolver(Guard()), "rebind.example", monkeypatch, "127.0.0.1")


def test_a_name_that_does_not_exist_is_told_from_a_failed_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoSuchHost):
        resolve(GuardedResolver(Guard()), "gone.example", monkeypatch)


def test_a_rehearsal_knows_its_own_hosts_only() -> None:
    resolver = GuardedResolver(Guard(), StubNetwork(8080, 8443, frozenset({"www.acme.example"})))
    (place,) = asyncio.run(resolver.resolve("www.acme.example", 443))
    assert (place["host"], place["port"]) == ("127.0.0.1", 8443)
    with pytest.raises(NoSuchHost):
        asyncio.run(resolver.resolve("www.other.example", 443))
