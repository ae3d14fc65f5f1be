"""GitHub accounts, in the shape its documentation gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.model import Existence, Profile
from tests.collect.sources.replay import Asked, gather, said
from tests.local_web import LocalWeb, answer

ACCOUNT = {
    "login": "acme", "id": 1, "type": "Organization", "name": "Acme Drills", "bio": "Drills. https://acme.example/help", "blog": "www.acme.example",
    "avatar_url": "https://avatars.example/1", "created_at": "2015-01-02T03:04:05Z", "public_repos": 7,
}  # fmt: skip
NOBODY = said({"message": "Not Found", "documentation_url": "https://docs.github.com/rest"}, 404)


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.missing = NOBODY
        yield server


def look(web: LocalWeb, folder: Path, handle: str = "acme") -> Any:
    return gather(
        folder, Asked({"github": web.url}), Profile("github", handle, f"https://github.com/{handle}")
    ).profiles[0]


@pytest.mark.parametrize(
    ("reply", "existence", "reason"),
    [
        (said(ACCOUNT), Existence.LIVE, "shows the account acme"),
        (NOBODY, Existence.MISSING, "knows nobody"),
        (said({**ACCOUNT, "suspended_at": "2026-01-01T00:00:00Z"}), Existence.SUSPENDED, "suspended"),
        (said({"message": "API rate limit exceeded"}, 403, X_RateLimit_Remaining="0", X_RateLimit_Reset="9999999999"), Existence.UNKNOWN, "wait for longer"),
        (answer("<h1>404</h1>", status=404), Existence.UNKNOWN, "found nothing there"),
        (answer("<h1>Unicorn</h1>"), Existence.UNKNOWN, "web page instead of data"),
        (said([ACCOUNT]), Existence.UNKNOWN, "something other than an account"),
        (said(None), Existence.UNKNOWN, "something other than an account"),
        (answer(status=502), Existence.UNKNOWN, "in trouble (502)"),
    ],
)  # fmt: skip
def test_existence(web: LocalWeb, tmp_path: Path, reply: bytes, existence: Existence, reason: str) -> None:
    web.pages["/users/acme"] = reply
    found = look(web, tmp_path)
    assert found.existence is existence
    assert reason in found.reason.text


def test_an_account_says_who_it_is(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/users/acme"] = said(ACCOUNT)
    found = look(web, tmp_path)
    assert (found.name, found.bio) == ("Acme Drills", "Drills. https://acme.example/help")
    assert found.links == ("https://www.acme.example/", "https://acme.example/help")
    assert (found.avatar, found.created_at.year, found.posts) == ("https://avatars.example/1", 2015, None)
    assert all(request.headers["user-agent"] for request in web.requests)
