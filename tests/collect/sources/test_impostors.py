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

    def gather(self, *platforms: str, own: bool = True) -> tuple[AccountSearch, ...]:
        if own:
            self.store.put_profiles(
                [Profile("mastodon", f"quill@{HOST}", f"https://{HOST}/@quill", existence=Existence.LIVE)]
            )
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
    assert search.asked == NAMES


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


def test_handles_near_the_name_are_asked_for_besides(server: Server) -> None:
    server.web.pages["/api/v1/accounts/lookup?acct=quillnethelp%40b.example"] = answer(
        json.dumps({**FALSE, "acct": "quillnethelp", "display_name": "Quillnet"}), 200, "application/json"
    )
    (search,) = server.gather()
    assert "quillnethelp@b.example" in [one.handle for one in search.found]


def test_what_was_searched_is_not_searched_again(server: Server) -> None:
    first = server.gather()
    asked = len(server.web.asked)
    assert server.gather() == first
    assert len(server.web.asked) == asked
