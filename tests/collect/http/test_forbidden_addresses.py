"""Neither reader goes where a visit must not: the crawl's, and the one that sources ask with. One table for both."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from auditor import urls
from auditor.collect.http.address_guard import Guard, GuardedResolver, StubNetwork
from auditor.collect.http.blocking import BlockingWeb
from auditor.collect.http.client import Limits, Politeness, open_web
from auditor.collect.sources.adapter import Pace, Terms
from auditor.collect.sources.session import SourceSession
from auditor.demo.company import load as load_example
from auditor.demo.server import ExampleServer
from auditor.model import Fetch, Reach
from auditor.snapshot.writer import Visit
from tests.collect.http.test_address_guard import PRIVATE
from tests.local_web import LocalWeb, answer

SECONDS = 5.0
HERE = Guard.for_target(["127.0.0.1"])
STRANGERS = [address for address in PRIVATE if not HERE.allows(address)]
"""What not even a target on loopback may send a visit to."""
SPELLINGS = ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://[::ffff:7f00:1]/", "http://0/", "http://127.0.0.1./"]  # fmt: skip


def by_crawl(url: str, guard: Guard, stub: StubNetwork | None = None) -> Fetch:
    async def go() -> Fetch:
        async with open_web(guard, Politeness(), stub_network=stub) as web:
            return (await web.read(url, Limits(seconds=SECONDS))).fetch

    return asyncio.run(go())


def by_source(url: str, guard: Guard, stub: StubNetwork | None = None) -> Fetch:
    kept: list[Visit] = []
    web = BlockingWeb(GuardedResolver(guard, stub), Politeness())
    terms = Terms(put=kept.append, pace=Pace(tries=1, timeout=SECONDS))
    SourceSession(web, urls.origin(url), terms).ask(url, json=False)
    web.close()
    (visit,) = kept
    assert visit.fetch is not None
    return visit.fetch


Read = Callable[..., Fetch]


@pytest.fixture(params=[by_crawl, by_source], ids=["crawl", "source"])
def read(request: pytest.FixtureRequest) -> Read:
    reader: Read = request.param
    return reader


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """Return what names resolve to: each look-up takes the next answer, the last one stays."""
    answers: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *args: Any, **options: Any) -> Any:
        if host not in answers:
            assert urls.is_address(str(host).strip("[]")), f"{host} is looked up for real"
            return real(host, port, *args, **options)
        found = answers[host].pop(0) if len(answers[host]) > 1 else answers[host][0]
        return [(socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]  # fmt: skip

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return answers


def literal(address: str) -> str:
    return f"http://[{address}]/" if ipaddress.ip_address(address).version == 6 else f"http://{address}/"


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_refused(read: Read, address: str) -> None:
    url = urls.normalise(literal(address))
    assert url is not None
    assert read(url, Guard()).reach is Reach.REFUSED_ADDRESS


@pytest.mark.parametrize("written", SPELLINGS)
def test_however_it_is_spelled(read: Read, web: LocalWeb, written: str) -> None:
    url = urls.normalise(written.replace("/", f":{web.port}/").replace(f":{web.port}/", "/", 2))
    assert url is not None
    assert read(url, Guard()).reach is Reach.REFUSED_ADDRESS
    assert web.asked == []


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_lies_there_is_refused(read: Read, names: dict[str, list[list[str]]], address: str) -> None:
    names["inside.example"] = [[address]]
    assert read("http://inside.example/", Guard()).reach is Reach.REFUSED_ADDRESS


@pytest.mark.parametrize("address", STRANGERS)
@pytest.mark.parametrize("by_name", [False, True], ids=["literal", "name"])
def test_a_redirect_to_it_is_refused(
    read: Read, web: LocalWeb, names: dict[str, list[list[str]]], address: str, by_name: bool
) -> None:
    names["inside.example"] = [[address]]
    target = "http://inside.example/latest/meta-data/" if by_name else f"{literal(address)}latest/meta-data/"
    web.pages["/"] = answer(status=302, headers={"Location": target})
    found = read(f"{web.url}/", HERE)
    assert found.reach is Reach.REFUSED_ADDRESS
    assert len(found.redirects) == 1


@pytest.mark.parametrize("address", STRANGERS)
def test_a_name_that_moves_on_after_it_was_judged_leads_nowhere(
    read: Read, web: LocalWeb, names: dict[str, list[list[str]]], address: str
) -> None:
    names["rebind.example"] = [["127.0.0.1"], [address]]
    web.pages["/"] = answer("here", headers={"Connection": "close"})
    url = f"http://rebind.example:{web.port}/"
    assert read(url, HERE).reach is Reach.RESPONDED
    assert read(url, HERE).reach is Reach.REFUSED_ADDRESS
    assert web.asked == ["/"]


def test_of_several_addresses_only_those_allowed_are_gone_to(
    read: Read, web: LocalWeb, names: dict[str, list[list[str]]]
) -> None:
    names["mixed.example"] = [["10.0.0.1", "127.0.0.1", "169.254.169.254"]]
    web.pages["/"] = answer("here")
    assert read(f"http://mixed.example:{web.port}/", HERE).reach is Reach.RESPONDED


def test_what_stands_in_for_the_internet_is_all_there_is(read: Read, web: LocalWeb) -> None:
    stub = StubNetwork(web.port, web.port, frozenset({"www.acme.example"}))
    web.pages["/"] = answer("here")
    assert read("http://www.acme.example/", HERE, stub).reach is Reach.RESPONDED
    assert read("http://www.other.example/", HERE, stub).reach is Reach.DNS_FAILED
    assert read(f"{web.url}/", HERE, stub).reach is Reach.REFUSED_ADDRESS


def test_a_certificate_nobody_vouches_for_is_not_taken(read: Read) -> None:
    with ExampleServer(load_example()) as server:
        found = read(f"https://127.0.0.1:{server.https_port}/", HERE)
    assert found.reach is Reach.TLS_FAILED
    assert "certificate" in found.detail


def test_the_test_would_notice(web: LocalWeb, names: dict[str, list[list[str]]], read: Read) -> None:
    """Without the guard, all of these would be read."""
    web.pages["/"] = answer("inside")
    names["inside.example"] = [["127.0.0.1"]]
    for url in (f"{web.url}/", f"http://inside.example:{web.port}/"):
        assert read(url, HERE).reach is Reach.RESPONDED
