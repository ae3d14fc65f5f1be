"""Software of the Fediverse besides Mastodon: WebFinger, and its own interface where WebFinger knows nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.model import Existence, Profile
from tests.collect.sources.replay import Asked, gather, said
from tests.local_web import LocalWeb, answer

HOST = "v.acme.example"
CHANNEL = "/api/v1/video-channels/acme"
LOOKUP = "/api/v1/accounts/lookup?acct=acme"
COMMUNITY = "/api/v3/community?name=acme"


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.missing = said({"error": "not found"}, 404)
        server.pages["/.well-known/nodeinfo"] = said(
            {"links": [{"rel": "x", "href": "https://v.acme.example/nodeinfo"}]}
        )
        yield server


def look(web: LocalWeb, folder: Path, platform: str, handle: str) -> Profile:
    asked = Profile(platform, handle, f"https://{HOST}/{platform}")
    return gather(folder, Asked({HOST: web.url}), asked).of(handle)


@pytest.mark.parametrize(
    ("platform", "handle", "path", "data"),
    [
        ("peertube", f"acme@{HOST}", CHANNEL, {"name": "acme", "displayName": "Acme Tools"}),
        ("peertube", f"a/acme@{HOST}", "/api/v1/accounts/acme", {"name": "acme", "displayName": "Acme Tools"}),
        (
            "lemmy",
            f"c/acme@{HOST}",
            COMMUNITY,
            {"community_view": {"community": {"name": "acme", "title": "Acme Tools"}}},
        ),
    ],
)
def test_the_software_s_own_interface_counts_too(
    web: LocalWeb, tmp_path: Path, platform: str, handle: str, path: str, data: dict[str, object]
) -> None:
    web.pages[path] = said(data)
    found = look(web, tmp_path, platform, handle)
    assert (found.existence, found.name) == (Existence.LIVE, "Acme Tools")


@pytest.mark.parametrize("data", [{}, {"name": "another"}, [], {"name": ["acme"]}])
def test_who_is_known_to_neither_is_gone(web: LocalWeb, tmp_path: Path, data: object) -> None:
    web.pages[CHANNEL] = said(data)
    assert look(web, tmp_path, "peertube", f"acme@{HOST}").existence is Existence.MISSING


@pytest.mark.parametrize(
    ("page", "existence"), [(said({}, 404), Existence.MISSING), (answer("<h1>Acme</h1>"), Existence.UNKNOWN)]
)
def test_where_the_interface_is_closed_the_page_for_visitors_decides(
    web: LocalWeb, tmp_path: Path, page: bytes, existence: Existence
) -> None:
    web.pages[CHANNEL] = said({"error": "log in first"}, 401)
    web.pages["/peertube"] = page
    assert look(web, tmp_path, "peertube", f"acme@{HOST}").existence is existence


def test_webfinger_is_asked_first(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[f"/.well-known/webfinger?resource=acct%3Aacme%40{HOST}"] = said({"subject": f"acct:acme@{HOST}"})
    assert look(web, tmp_path, "writefreely", f"acme@{HOST}").existence is Existence.LIVE


@pytest.mark.parametrize("status", [429, 500, 503])
def test_who_is_not_told_by_the_second_interface_either_stays_open(web: LocalWeb, tmp_path: Path, status: int) -> None:
    web.pages[CHANNEL] = said({"error": "later"}, status)
    assert look(web, tmp_path, "peertube", f"acme@{HOST}").existence is Existence.UNKNOWN
