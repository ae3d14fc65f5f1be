"""Pages read here and beside come out the same, and no page can hold up the visit."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import deque
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest

from auditor.collect.crawl import parse_page, parser_pool
from auditor.collect.crawl.parse_page import Text
from auditor.collect.crawl.parser_pool import Readers
from auditor.collect.http.retry_policy import Pace
from auditor.collect.run import collect
from auditor.config import load
from auditor.model import Reach, Role
from auditor.snapshot import reader
from tests.local_web import LocalWeb, answer

HOME = "https://www.acme.example/"
BACKSTOP = 600
"""Seconds after which something hangs for good; nothing here takes a hundredth of them."""


def text(body: str, path: str = "contact") -> Text:
    return Text(body.encode(), "utf-8", "text/html", 200, {}, HOME + path, HOME, "GB", whole=True)


def page(number: int) -> Text:
    links = "<nav><a href=/press>Press</a><a href=/about>About us</a></nav>"
    return text(
        f"<title>Contact {number}</title>{links}<p>Ring 020 7946 0123<form><textarea></textarea></form>", str(number)
    )


def run(work: Coroutine[Any, Any, Any]) -> Any:
    async def go() -> Any:
        async with asyncio.timeout(BACKSTOP):
            return await work

    return asyncio.run(go())


def test_a_reading_says_what_the_page_says() -> None:
    said = parse_page.read(page(1))
    assert said.title == "Contact 1"
    assert {lead.url: dict(lead.promises) for lead in said.leads} == {
        HOME + "press": {Role.MEDIA: 'link text "Press"'},
        HOME + "about": {Role.ABOUT: 'link text "About us"'},
    }
    assert [detail.value for detail in said.contacts] == ["+442079460123"]
    assert [form.purpose for form in said.forms] == ["contact"]


def test_an_address_named_in_several_ways_is_one_lead_with_all_its_promises() -> None:
    links = "<link rel=alternate href=/feed><a href=/feed>Feed</a><a href=/a><img src=/b></a><img src=/a><a href=/a>Press</a>"
    said = parse_page.read(text(f"<title>x</title>{links}"))
    kinds = {lead.url.removeprefix(HOME): (lead.kind.value, sorted(lead.promises)) for lead in said.leads}
    assert kinds == {"feed": ("anchor", []), "a": ("anchor", [Role.MEDIA]), "b": ("image", [])}


def test_pages_read_beside_come_out_as_pages_read_here() -> None:
    async def go() -> tuple[list[parse_page.Reading], bool]:
        both = Readers()
        both._cores = 2
        await both.read(page(0), waiting=parser_pool._MANY)
        assert both._helper is not None
        await both._helper._starting
        await both._helper._up.wait()
        said = await asyncio.gather(*(both.read(page(number), waiting=parser_pool._MANY) for number in range(100)))
        used = both._helper._ready
        await both.close()
        return said, used

    said, used = run(go())
    assert used
    assert said == [parse_page.read(page(number)) for number in range(100)]


def test_small_visits_start_no_process() -> None:
    async def go() -> None:
        alone = Readers()
        await alone.read(page(1), waiting=3)
        assert alone._helper is None
        await alone.close()

    run(go())


def time_passes_for(monkeypatch: pytest.MonkeyPatch, slow: Text | None) -> None:
    """Let time pass only while the helper is at one page; for all the others there is as much as they need."""

    async def rest(helper: parser_pool._Helper) -> None:
        await asyncio.sleep(0.01)
        while not (helper._given and helper._given[0][0] is slow):  # noqa: ASYNC110 -- nobody tells
            await asyncio.sleep(0.01)

    monkeypatch.setattr(parser_pool._Helper, "_rest", rest)


LARGE = text("<title>Contact</title>" + "<p>Many words. " * 30_000)


@pytest.mark.slow  # processes
def test_a_page_made_to_keep_a_parser_busy_is_given_up_and_the_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = text("<div>" * 120_000)
    time_passes_for(monkeypatch, deep)

    async def go() -> list[parse_page.Reading]:
        both = Readers()
        said = await asyncio.gather(both.read(LARGE, 0), both.read(deep, 0), both.read(replace(LARGE), 0))
        await both.close()
        return list(said)

    first, given_up, last = run(go())
    assert "more than 20 seconds" in given_up.trouble
    assert first.title == last.title == "Contact"


@pytest.mark.slow  # processes
def test_a_helper_that_dies_takes_one_page_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    time_passes_for(monkeypatch, None)

    async def go() -> list[parse_page.Reading]:
        both = Readers()
        await both.read(LARGE, 0)
        helper = both._helper
        assert helper is not None
        process = await helper._starting
        os.kill(process.pid, signal.SIGSTOP)
        waiting = [asyncio.ensure_future(both.read(replace(LARGE), 0)) for _ in range(2)]
        while len(helper._given) < 2:  # noqa: ASYNC110 -- nobody tells
            await asyncio.sleep(0)
        os.kill(process.pid, signal.SIGKILL)
        said = await asyncio.gather(*waiting)
        said.append(await both.read(LARGE, 0))
        await both.close()
        return said

    said = run(go())
    assert [bool(one.trouble) for one in said] == [True, False, False]


@pytest.mark.slow  # processes
def test_a_deeply_nested_page_is_read_as_browsers_read_it_and_a_heavy_one_is_not(tmp_path: Any) -> None:
    with LocalWeb() as web:
        web.html("/", "<a href=/contact>Contact</a><a href=/heavy>All of it</a><a href=/about>About us</a>")
        web.pages["/contact"] = answer("<div>" * 120_000 + "<h1>Contact us</h1>")
        web.pages["/heavy"] = answer("<p>" * 300_000)
        web.html("/about", "<p>All about us.")
        (tmp_path / "auditor.toml").write_text(f'[target]\nsite = "{web.url}"\n')
        collect(load.read(tmp_path / "auditor.toml"), tmp_path, lambda *_: None, pace=Pace(waits=(0.01,)))
        snapshot = reader.load(tmp_path)
    heavy = snapshot.fetches[f"{web.url}/heavy"]
    assert (heavy.reach, heavy.detail) == (Reach.TOO_LARGE, "takes more memory to read than a page may")
    assert snapshot.read(heavy) == ""
    (contact,) = (page for page in snapshot.pages if page.url.endswith("/contact"))
    assert (contact.fetch.reach, contact.text_length) == (Reach.RESPONDED, len("Contact us"))
    assert snapshot.fetches[f"{web.url}/about"].reach is Reach.RESPONDED


@pytest.mark.parametrize(("waiting", "room"), [(0, 8), (30, 15), (100, 50), (10_000, 160)])
def test_towards_the_end_less_is_left_to_the_helper(waiting: int, room: int) -> None:
    async def go() -> tuple[bool, bool]:
        helper = parser_pool._Helper.__new__(parser_pool._Helper)
        helper._ready, helper._given_bytes = True, 0
        some = asyncio.get_running_loop().create_future(), page(1)
        helper._given = deque([(some[1], some[0])] * (room - 1))
        before = helper.has_room(waiting)
        helper._given.append((some[1], some[0]))
        return before, helper.has_room(waiting)

    assert run(go()) == (True, False)
