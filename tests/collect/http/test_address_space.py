"""What the registries say of addresses, whichever interpreter reads them."""

from __future__ import annotations

import asyncio
import ipaddress
import subprocess
import sys
from datetime import date

import pytest

from auditor.collect.http import address_space
from auditor.collect.http.address_guard import Guard
from auditor.collect.http.client import Answer, Limits, Politeness, open_web
from auditor.model import Reach
from auditor.resources import facts
from tests.conftest import ROOT
from tests.local_web import LocalWeb

INSIDE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1",
    "127.255.255.254", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.8",
    "192.0.0.170", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.88.99.2", "192.168.0.1", "198.18.0.1", "198.19.255.255",
    "198.51.100.1", "203.0.113.1", "224.0.0.251", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::10.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0",
    "::ffff:0:127.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254",
    "64:ff9b:1::7f00:1", "64:ff9b:1::808:808", "100::1", "100:0:0:1::1", "200::1", "400::1", "1000::1", "4000::1", "8000::1",
    "2001::1", "2001:0:7f00:1::1", "2001:0:808:808:0:0:80ff:fffe", "2001:2::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::",
    "2002:a00:1::1", "2002:c0a8:101::1", "2002:a9fe:a9fe::1", "3fff::1", "3fff:fff::1", "5f00::1", "fc00::1", "fd00:ec2::254",
    "fd20:ce::254", "fdff::1", "fe80::1", "fe80::5efe:7f00:1", "febf::1", "fec0::1", "feff::1", "ff02::1", "ff0e::1",
    "2606:2800:220:1:0:5efe:7f00:1", "2606:2800:220:1:200:5efe:a00:1", "2606:2800:220:1:0:5efe:a9fe:a9fe", "::5efe:127.0.0.1",
    "fe80::1%eth0", "::ffff:0:a9fe:a9fe",
]  # fmt: skip
OUTSIDE = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "93.184.216.34", "100.63.255.255", "100.128.0.0", "126.255.255.255",
    "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.0.9", "192.0.0.10", "192.0.1.0",
    "192.0.3.0", "192.31.196.1", "192.52.193.1", "192.167.255.255", "192.169.0.0", "192.175.48.1", "198.17.255.255",
    "198.20.0.0", "223.255.255.255", "168.63.129.15", "2000::1", "2001:1::1", "2001:1::2", "2001:1::3", "2001:3::1",
    "2001:4:112::1", "2001:20::1", "2001:30::1", "2001:200::1", "2001:4860:4860::8888", "2002:808:808::1", "2606:2800:220:1::1",
    "2620:4f:8000::1", "2a00:1450:4001::1", "3ffe::1", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8", "2606:2800:220:1:0:5efe:808:808",
]  # fmt: skip

pytestmark = pytest.mark.assault("addresses for the guard")


@pytest.mark.parametrize("address", INSIDE)
def test_no_public_target_leads_inside(address: str) -> None:
    assert not Guard.for_target(["93.184.216.34", "2606:2800:220:1::1"]).allows(address)
    assert not Guard().allows(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_everybody_reaches_may_be_visited(address: str) -> None:
    assert Guard().allows(address)
    assert Guard.for_target(["10.0.0.1"]).allows(address)


@pytest.mark.parametrize("address", ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "fd20:ce::254", "0.0.0.0", "224.0.0.1", "fe80::1"])  # fmt: skip
def test_not_even_a_target_that_says_so_lies_among_a_clouds_own_machines(address: str) -> None:
    assert not Guard.for_target([address]).allows(address)
    assert not Guard((ipaddress.ip_network(f"{address}/8", strict=False),)).allows(address)


@pytest.mark.parametrize(
    "address",
    ["64:ff9b::7f00:1", "::127.0.0.1", "2002:7f00:1::", "::5efe:127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1"],
)
def test_a_target_on_this_machine_is_not_reached_through_somebody_elses_gateway(address: str) -> None:
    guard = Guard.for_target(["127.0.0.1"])
    assert guard.allows("127.0.0.1")
    assert guard.allows("::ffff:127.0.0.1")  # a connection to this goes to 127.0.0.1 itself
    assert not guard.allows(address)


def test_the_table_says_of_when_it_is_and_every_block_is_one() -> None:
    table = facts("collect/http/address_space.toml")
    assert table["as_of"] >= date(2026, 11, 1)
    nets = [one["net"] for one in table["block"]]
    assert len(nets) == len(set(nets))
    assert all(ipaddress.ip_network(net) for net in nets)  # a block with host bits set is an error


def test_no_interpreters_own_table_is_asked() -> None:
    """The answers are the same where the standard library's are all turned round."""
    code = f"""
import ipaddress
for kind in (ipaddress.IPv4Address, ipaddress.IPv6Address):
    for name in ("is_global", "is_private", "is_reserved", "is_loopback", "is_multicast", "is_link_local", "is_unspecified"):
        setattr(kind, name, property(lambda self: 1 / 0))
for name in ("ipv4_mapped", "sixtofour", "teredo", "is_site_local"):
    setattr(ipaddress.IPv6Address, name, property(lambda self: 1 / 0))
from auditor.collect.http.address_guard import Guard
inside, outside = {INSIDE!r}, {OUTSIDE!r}
assert not any(Guard().allows(one) for one in inside)
assert all(Guard.for_target(["127.0.0.1", "10.0.0.1"]).allows(one) for one in outside)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("address", "carried"), [
    ("2001:0:4136:e378:8000:63bf:3fff:fdd2", {"65.54.227.120", "192.0.2.45"}),
    ("2002:c000:204::1", {"192.0.2.4"}),
    ("64:ff9b::192.0.2.33", {"192.0.2.33"}),
    ("fe80::5efe:192.0.2.143", {"192.0.2.143"}),
    ("2606:4700::1111", set()),
    ("192.0.2.1", set()),
])  # fmt: skip
def test_what_an_address_carries(address: str, carried: set[str]) -> None:
    assert {str(one) for one in address_space.carried_by(ipaddress.ip_address(address))} == carried


@pytest.mark.parametrize(
    "host",
    [
        *(
            "[::1%251]",
            "[::1%25lo]",
            "[::ffff:127.0.0.1%25lo]",
            "[::1]",
            "[::]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[fe80::1%25lo]",
        ),
        *(
            "127.1",
            "0x7f.0.0.1",
            "0177.0.0.1",
            "2130706433",
            "127.000.000.001",
            "127.0.0.1.",
            "0",
            "localhost",
            "localhost.",
        ),
        *("127.0.0.1%00", "%31%32%37.0.0.1", "127.0.0.1%2e", "127。0。0。1", "①②⑦.0.0.1", "user@127.0.0.1"),
    ],
)
def test_however_this_machine_is_spelled_it_is_not_reached(host: str) -> None:
    """As it stands, too: whatever asks for an address need not have made it whole before."""

    async def asked() -> Answer:
        async with open_web(Guard.for_target(["93.184.216.34"]), Politeness()) as session:
            return await session.read(f"http://{host}:{web.port}/", Limits(seconds=20, body=1_000, redirects=2))

    with LocalWeb() as web:
        assert asyncio.run(asked()).fetch.reach in {Reach.REFUSED_ADDRESS, Reach.DNS_FAILED}
        assert web.asked == []
