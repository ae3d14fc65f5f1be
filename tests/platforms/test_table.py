"""Every platform by the table beside this: a profile, what is none, and what it says of profiles that are there, gone, or not shown."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.model import Existence, Profile
from auditor.platforms.catalogue import catalogue
from auditor.platforms.parse import Kind, kind_of, platform_of, profile_named, profile_of
from tests.collect.sources.replay import Asked, gather
from tests.local_web import LocalWeb, answer

TABLE: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("table.toml").read_text(encoding="utf-8"))
OPEN = {one.id: one for one in catalogue().platforms.values() if one.closed_on is None}
CLOSED = [one for one in catalogue().platforms.values() if one.closed_on is not None]
TOLD = [name for name, one in OPEN.items() if one.existence.by != "never"]
NOBODY = ("zq", "2147483647", "99")
"""What the handles hold that nobody can have."""
KNOWN = answer(
    '{"uri": "here.example", "title": "Here", "links": [{"rel": "self", "href": "/n"}]}', type="application/json"
)
REFUSED = {
    "429": answer("{}", 429, "application/json"),
    "503": answer("<h1>Down for maintenance</h1>", 503),
    "401": answer('{"error": "This method requires an authenticated user"}', 401, "application/json"),
    "403": answer("<title>Just a moment...</title>", 403),
    "999": answer("<title>Log in</title>", 999),
    "a page instead of data": answer("<title>Log in</title><form action=/login><input name=u></form>"),
    "nothing": answer(""),
    "a redirect to a log-in": answer("", 302, headers={"Location": "/login"}),
}


class Said(dict[str, Any]):
    """Answers by what is asked: of those who can't be there as of nobody, of the service itself as one of its kind, else as given."""

    def __init__(self, nobody: bytes, said: bytes) -> None:
        super().__init__()
        self._nobody, self._said = nobody, said

    def get(self, target: str, default: Any = None) -> Any:
        if any(sign in target for sign in NOBODY):
            return self._nobody
        return KNOWN if any(part in target for part in ("instance", "nodeinfo", "basic-info")) else self._said


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


def look(web: LocalWeb, folder: Path, name: str, said: bytes) -> Profile:
    row = TABLE[name]
    nobody = response(row["missing"]) if "missing" in row else answer('{"results": []}')
    web.pages = Said(nobody, said)
    found = profile_of(row["profiles"][0][0])
    assert found is not None
    return gather(folder, Asked({name: web.url}), Profile(name, found.handle, found.url)).profiles[0]


def response(row: list[Any]) -> bytes:
    status, body = row
    return answer(body, status, "application/json" if body[:1] in {"{", "n"} else "text/html")


def test_the_table_holds_every_platform() -> None:
    assert set(TABLE) == set(OPEN)
    for name, row in TABLE.items():
        assert row["profiles"], name
        assert row["others"], name
        asked = OPEN[name].existence
        assert ("live" in row) is (asked.by != "never"), name
        assert ("missing" in row) is (asked.by != "never" and bool(asked.missing or not asked.live)), name


@pytest.mark.parametrize("name", TABLE)
def test_what_is_a_profile_and_what_is_none(name: str) -> None:
    for url, handle in TABLE[name]["profiles"]:
        found = profile_of(url)
        assert found is not None, url
        assert (found.platform, found.handle) == (name, handle)
        for again in (profile_of(found.url), profile_named(name, handle)):
            assert again is not None, "its own address and its handle tell the same"
            assert (again.platform, again.handle) == (name, handle)
    for url in TABLE[name]["others"]:
        assert profile_of(url) is None, url
        assert kind_of(url) in {Kind.SHARE, Kind.POST, Kind.OTHER}, url
        known = platform_of(url)
        assert known is not None
        assert known.id == name


@pytest.mark.parametrize("one", CLOSED, ids=lambda one: one.id)
def test_what_is_closed_is_told_as_closed(one: Any) -> None:
    host = one.hosts[0]
    assert kind_of(f"https://{host}/" if "/" not in host else f"https://{host}") is Kind.CLOSED
    assert kind_of(f"https://{host.partition('/')[0]}.acme.example/acme") is None


@pytest.mark.parametrize("name", TOLD)
def test_one_that_is_there(web: LocalWeb, tmp_path: Path, name: str) -> None:
    found = look(web, tmp_path, name, response(TABLE[name]["live"]))
    assert found.existence is Existence.LIVE, found.reason


@pytest.mark.parametrize("name", [name for name in TOLD if "missing" in TABLE[name]])
def test_one_that_is_gone(web: LocalWeb, tmp_path: Path, name: str) -> None:
    found = look(web, tmp_path, name, response(TABLE[name]["missing"]))
    assert found.existence is Existence.MISSING, found.reason


@pytest.mark.parametrize("refused", REFUSED)
@pytest.mark.parametrize("name", TOLD)
def test_what_is_not_shown_is_not_known(web: LocalWeb, tmp_path: Path, name: str, refused: str) -> None:
    found = look(web, tmp_path, name, REFUSED[refused])
    # Where any page is one of a profile, the controls have to tell a wall; here they are answered as they should be.
    trusting = any(mark.status == 200 and not mark.holds for mark in OPEN[name].existence.live)
    allowed = {Existence.UNKNOWN, *([Existence.LIVE] if trusting else [])}
    assert found.existence in allowed, found.reason
