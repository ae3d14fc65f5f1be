"""Searches for accounts under the company's name: believed only where controls hold, and kept only where they come near."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from auditor.collect.sources import impostors
from auditor.collect.sources.adapter import Pace
from auditor.collect.sources.clients import SourceContext
from auditor.config.schema import SourceSettings
from auditor.model import AccountSearch, Existence, Profile, Target
from auditor.snapshot.writer import Store
from tests.local_web import LocalWeb, Request, answer

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NAMES = ("quillnet", "Quillnet Broadband")
HOST = "b.example"
Account = dict[str, Any]
OWN: Account = {"acct": "quill", "display_name": "Quillnet", "note": "", "url": f"https://{HOST}/@quill", "id": "1"}
FALSE: Account = {
    **OWN,
    "acct": "quillnet_support",
    "url": f"https://{HOST}/@quillnet_support",
    "note": "<p>Send us your password</p>",
    "id": "2",
}
FAR: Account = {
    **OWN,
    "acct": "penfriend",
    "display_name": "Pen Friend",
    "url": f"https://{HOST}/@penfriend",
    "id": "3",
}


class Server:
    """A server that searches its accounts, rightly or wrongly."""

    def __init__(self, web: LocalWeb, folder: Path) -> None:
        self.web = web
        self.store = Store(folder)
        self.store.begin(Target("Quillnet", "https://quillnet.example/"), NOW)
        self.searched: Callable[[str], object] = self.rightly
        self.accounts = [OWN, FALSE, FAR]
        self.handles: list[str] = []
        web.missing = answer("{}", 404, "application/json")

    def rightly(self, asked: str) -> object:
        return {
            "accounts": [
                one for one in self.accounts if asked.lower() in f"{one['acct']} {one['display_name']}".lower()
            ]
        }

    async def search(self, request: Request, writer: Any) -> None:
        asked = parse_qs(urlsplit(request.target).query)["q"][0]
        said = self.searched(asked)
        writer.write(said if isinstance(said, bytes) else answer(json.dumps(said), 200, "application/json"))

    def gather(self, *platforms: str, own: bool = True, name: str | None = None) -> tuple[AccountSearch, ...]:
        if own:
            url = f"https://{HOST}/@quill"
            self.store.put_profiles([Profile("mastodon", f"quill@{HOST}", url, existence=Existence.LIVE, name=name)])
        bases = {HOST: self.web.url, "bluesky": f"{self.web.url}/xrpc/", "github": self.web.url}
        means = SourceContext(SourceSettings(bases=bases, max_seconds=20), self.store.put, pace=Pace(tries=1))
        asyncio.run(impostors.gather(platforms or ("mastodon",), NAMES, means, self.store))
        return self.store.account_searches()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with LocalWeb() as web:
        made = Server(web, tmp_path)
        paths = {"/api/v2/search", "/xrpc/app.bsky.actor.searchActors", "/search/users"}

        class _Pages(dict[str, Any]):
            def get(self, path: str, default: Any = None) -> Any:
                return made.search if path.partition("?")[0] in paths else super().get(path, default)

        web.pages = _Pages(web.pages)
        yield made


def test_accounts_near_the_name_are_kept_and_others_are_not(server: Server) -> None:
    (search,) = server.gather()
    assert not search.problem
    assert [one.handle for one in search.found] == ["quill@b.example", "quillnet_support@b.example"]
    assert search.found[1].bio == "Send us your password"
    assert search.asked == (*NAMES, "quill")


@pytest.mark.parametrize(
    ("searched", "why"),
    [
        (lambda _: {"accounts": [OWN, FALSE]}, "Its search finds accounts for a name that nobody has."),
        (lambda _: {"accounts": []}, "Its search does not find quill on b.example, which is there."),
        (lambda _: {"error": "x"}, "Its search answered with something other than a list of accounts."),
        (lambda _: answer("{}", 401, "application/json"), ""),
        (lambda _: answer("<html>", 200), ""),
        (lambda _: answer("{}", 429, "application/json"), ""),
    ],
)  # fmt: skip
def test_a_search_whose_controls_fail_brings_nothing(
    server: Server, searched: Callable[[str], object], why: str
) -> None:
    server.searched = searched
    (search,) = server.gather()
    assert search.problem
    assert search.problem.text.startswith(why)
    assert not search.found


def test_where_nobody_is_known_to_be_there_nothing_is_proven(server: Server) -> None:
    searches = server.gather("bluesky", own=False)
    server.searched = lambda _: {"actors": []}
    assert (
        "No account is known that its search would have to find" in server.gather("bluesky", own=False)[0].problem.text
        or searches
    )


def exists(server: Server, handle: str) -> None:
    """Let a server know an account, and what it is itself."""
    server.web.pages[f"/api/v1/accounts/lookup?acct={handle}%40{HOST}"] = answer(
        json.dumps({**FALSE, "acct": handle, "display_name": "Quillnet", "url": f"https://{HOST}/said"}),
        200,
        "application/json",
    )
    server.web.pages["/api/v2/instance"] = answer(json.dumps({"domain": HOST}), 200, "application/json")


def test_handles_near_the_name_are_asked_for_besides(server: Server) -> None:
    exists(server, "quillnethelp")
    (search,) = server.gather()
    assert ("quillnethelp@b.example", "https://b.example/said") in [(one.handle, one.url) for one in search.found]


def test_the_shortest_handle_of_the_company_is_searched_for_too(server: Server) -> None:
    url = f"https://{HOST}/@quill"
    own = [Profile("mastodon", f"{one}@{HOST}", url, existence=Existence.LIVE) for one in ("quillnet_uk", "quilnet")]
    server.store.put_profiles([*own, Profile("mastodon", f"anna@{HOST}", url, existence=Existence.LIVE)])
    (search,) = server.gather(own=False)
    assert search.asked == (*NAMES, "quilnet")


@pytest.mark.parametrize(
    "searched",
    [lambda _: answer("", 401, "text/html"), lambda _: {"accounts": [OWN, FALSE]}],
    ids=["strangers may not search", "it finds anybody for any name"],
)
def test_they_are_also_where_the_search_is_worth_nothing(server: Server, searched: Callable[[str], object]) -> None:
    exists(server, "quillnethelp")
    server.searched = searched
    (search,) = server.gather()
    assert search.problem
    assert [one.handle for one in search.found] == ["quillnethelp@b.example"]


def test_where_every_handle_seems_to_exist_none_is_believed(server: Server) -> None:
    exists(server, "quillnethelp")
    server.web.missing = answer(json.dumps({**FALSE, "acct": "anybody"}), 200, "application/json")
    server.searched = lambda _: answer("", 401, "text/html")
    (search,) = server.gather()
    assert search.problem
    assert not search.found


def by_handle(asked: str) -> object:
    """Search as servers do that look at handles alone."""
    return {"accounts": [one for one in (OWN, FALSE, FAR) if asked.lower() in one["acct"]]}


def test_a_search_that_overlooks_shown_names_proves_nothing_and_what_it_finds_is_there(server: Server) -> None:
    server.searched = by_handle
    (search,) = server.gather(name="Quillnet")
    assert search.problem.text == "Its search does not find quill on b.example by the name it shows, “Quillnet”."
    assert [one.handle for one in search.found] == ["quill@b.example", "quillnet_support@b.example"]


@pytest.mark.parametrize("name", ["Quill", "Quillnet ✒", None])
def test_only_a_name_of_plain_words_beside_the_handle_tests_a_search(server: Server, name: str | None) -> None:
    server.searched = by_handle
    (search,) = server.gather(name=name)
    assert not search.problem


def test_a_search_that_ends_midway_keeps_what_it_found(server: Server) -> None:
    server.searched = lambda asked: answer("{}", 429, "application/json") if " " in asked else server.rightly(asked)
    (search,) = server.gather()
    assert search.problem
    assert [one.handle for one in search.found] == ["quill@b.example", "quillnet_support@b.example"]


def test_what_was_searched_is_not_searched_again(server: Server) -> None:
    first = server.gather()
    asked = len(server.web.asked)
    assert server.gather() == first
    assert len(server.web.asked) == asked
