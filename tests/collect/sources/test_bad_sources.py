"""Sources that others wrote badly: each is named to the user, nothing that was there before is lost, and the visit ends."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from auditor.collect.sources import run
from auditor.collect.sources.base import Errand, Source, SourceError, at, live
from auditor.collect.sources.clients import SourceContext
from auditor.collect.sources.session import SourceSession
from auditor.config.schema import SourceSettings
from auditor.model import Channel, Existence, Post, Profile
from auditor.model.messages import from_text, quoted
from auditor.snapshot.records import StoredPosts
from auditor.snapshot.writer import Store
from tests.collect.sources.replay import HASTY, NOW, said
from tests.conftest import ROOT
from tests.deadlines import passes_when
from tests.local_web import LocalWeb, answer

pytestmark = pytest.mark.assault("hostile servers")

SECRET = "s3cret-token-of-parley"
ACME = Profile("parley", "acme", "https://parley.example/@acme")


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.pages["/x"] = said({})
        yield server


@pytest.fixture
def other() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


def shown(session: SourceSession, asked: Profile) -> Profile:
    return live(asked, session.ask("x"), "The platform's interface shows it")


def two(session: SourceSession, errand: Errand) -> Iterator[Post]:
    yield errand.post("1", NOW, text="one", by_brand=True)
    yield errand.post("2", NOW, text="two", by_brand=True)


class Visited:
    """What a visit with a source leaves."""

    def __init__(self, folder: Path, web: LocalWeb, bases: dict[str, str] | None = None, **declared: Any) -> None:
        source = Source(**{"name": "parley", "platforms": ("parley",), "base": at(web.url), "profile": shown, "posts": two, **declared})  # fmt: skip
        store = Store(folder)
        settings = SourceSettings(bases={"parley": web.url} if bases is None else bases, max_seconds=600)
        means = SourceContext(settings, store.put, environ={"AUDITOR_TOKEN_PARLEY": SECRET}, pace=HASTY)
        try:
            (self.profile,) = asyncio.run(run.gather([ACME], means, store, now=NOW, source_for=lambda _: source))
            self.posts = [post.id for post in StoredPosts(store._db, folder)]
            notes = [from_text(row[0], quoted).in_full for row in store.rows("SELECT text FROM note")]
            self.notes = [note for note in notes if not note.startswith("The answers of parley")]
            self.channels: tuple[Channel, ...] = store.channels()
        finally:
            store.close()
        files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
        assert SECRET.encode() not in b"".join(files)

    @property
    def cut(self) -> str:
        (channel,) = self.channels
        return channel.cut.text


def test_one_that_raises_in_the_middle_keeps_what_came_before(web: LocalWeb, tmp_path: Path) -> None:
    def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
        yield from two(session, errand)
        raise LookupError(f"no more below {SECRET}")

    found = Visited(tmp_path, web, posts=posts)
    assert found.posts == ["1", "2"]
    assert found.cut == "The source failed (LookupError: no more below [hidden])."
    told = "The source “parley” failed while it read the posts of acme (LookupError: no more below [hidden])."
    assert found.notes == [f"{told} What it had read is kept."]


@pytest.mark.parametrize(
    ("handed", "why"),
    [
        (lambda errand: "a post", "TypeError: it hands out str, which has to be Post"),
        (lambda errand: errand.post(3, NOW), "TypeError: Post.id: Input should be a valid string"),
        (lambda errand: errand.post("3", NOW.replace(tzinfo=None)), "ValueError: Post.created_at has no time zone"),
        (lambda errand: Post("parley", "else", "3", NOW), "ValueError: it hands out what belongs to ('parley', 'else')"),
    ],
)  # fmt: skip
def test_one_that_hands_out_what_is_no_post_is_named(
    web: LocalWeb, tmp_path: Path, handed: Callable[[Errand], Any], why: str
) -> None:
    def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
        yield from two(session, errand)
        yield handed(errand)

    found = Visited(tmp_path, web, posts=posts)
    assert found.posts == ["1", "2"]
    assert why in found.cut
    assert "The source “parley” failed" in found.notes[0]


def _exits(session: SourceSession, asked: Profile) -> Profile:
    sys.exit("enough")


@pytest.mark.parametrize(
    ("profile", "why"),
    [
        (lambda session, asked: None, "TypeError: it hands out NoneType, which has to be Profile"),
        (lambda session, asked: replace(asked, name=5), "TypeError: Profile.name: Input should be a valid string"),
        (lambda session, asked: replace(asked, handle="else"), "ValueError: it hands out what belongs to"),
        (lambda session: None, "TypeError: "),
        (_exits, "SystemExit: enough"),
        (lambda session, asked: session.get("x").json()["no"], "KeyError: 'no'"),
    ],
)
def test_one_that_tells_no_profile_is_named(web: LocalWeb, tmp_path: Path, profile: Any, why: str) -> None:
    found = Visited(tmp_path, web, profile=profile)
    assert found.profile.existence is Existence.UNKNOWN
    assert f"The source failed ({why}" in found.profile.reason.text
    assert f"The source “parley” failed while it looked up acme ({why}" in found.notes[-1]
    assert found.posts == []


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda session: session.get("gone").raise_for_status(), "The platform's interface found nothing there (404)"),
        (lambda session: session.get("http://127.0.0.1:9/"), "the address is not at the interface's own host"),
        (lambda session: session.post("x"), "sources only read"),
        (lambda session: session.get("page").json(), "The answer of the platform's interface can't be used"),
    ],
)
def test_one_that_lets_errors_of_requests_pass_has_said_that_it_cannot_tell(
    web: LocalWeb, tmp_path: Path, ask: Callable[[SourceSession], Any], why: str
) -> None:
    web.pages["/page"] = answer("<h1>Log in</h1>")

    def profile(session: SourceSession, asked: Profile) -> Profile:
        ask(session)
        return shown(session, asked)

    found = Visited(tmp_path, web, profile=profile)
    assert found.profile.existence is Existence.UNKNOWN
    assert why in found.profile.reason.text
    assert "failed" not in found.profile.reason.text


@pytest.mark.parametrize(
    ("base", "why"),
    [
        (
            lambda asked: asked.nothing,
            "The source failed (AttributeError: 'Profile' object has no attribute 'nothing')",
        ),
        (lambda asked: 5, "The source failed ("),
        (lambda asked: "nowhere at all", "The source says that its interface lies at 'nowhere at all'"),
    ],
)
def test_one_that_does_not_know_where_it_asks_is_told(tmp_path: Path, base: Any, why: str) -> None:
    with LocalWeb() as elsewhere:
        found = Visited(tmp_path, elsewhere, base=base, bases={})
    assert why in found.profile.reason.text


def test_one_may_say_itself_why_it_stops(web: LocalWeb, tmp_path: Path) -> None:
    def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
        yield from two(session, errand)
        raise SourceError("Its archive is closed on Sundays")

    found = Visited(tmp_path, web, posts=posts)
    assert (found.posts, found.cut, found.notes) == (["1", "2"], "Its archive is closed on Sundays.", [])


def _busy(session: SourceSession, errand: Errand) -> Iterator[Post]:
    yield from two(session, errand)
    BUSY.set()
    while True:
        pass


def _patient(session: SourceSession, errand: Errand) -> Iterator[Post]:
    yield from two(session, errand)
    BUSY.set()
    while True:
        with suppress(Exception):
            session.get("x")


def _hanging(session: SourceSession, errand: Errand) -> Iterator[Post]:
    yield from two(session, errand)
    BUSY.set()
    requests.get(f"{session.base}never", timeout=None)


BUSY = threading.Event()


@pytest.mark.parametrize("posts", [_busy, _patient, _hanging])
def test_one_without_an_end_is_stopped_at_the_deadline(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, posts: Any
) -> None:
    async def never(*_: object) -> None:
        await asyncio.sleep(600)

    web.pages["/never"] = never
    BUSY.clear()
    passes_when(monkeypatch, BUSY.is_set)
    found = Visited(tmp_path, web, posts=posts)
    assert found.posts == ["1", "2"]
    assert found.cut == "There was no more time."
    assert any("Platforms were asked for 600 seconds, which is the limit." in note for note in found.notes)


def test_a_loop_that_computes_ends_with_its_time(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    BUSY.clear()
    passes_when(monkeypatch, BUSY.is_set)
    running: list[threading.Thread] = []

    def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
        running.append(threading.current_thread())
        yield from _busy(session, errand)

    Visited(tmp_path, web, posts=posts)
    (thread,) = running
    thread.join(60)
    assert not thread.is_alive()


STUBBORN = """
import asyncio, sys, threading, time
from pathlib import Path
from auditor.collect.sources import run
from auditor.collect.sources.base import Source, at
from auditor.collect.sources.clients import SourceContext
from auditor.config.schema import SourceSettings
from auditor.model import Profile
from auditor.snapshot.writer import Store

def profile(session, asked):
    print("looking")
    while True:
        try:
            time.sleep(600)
        except BaseException:
            pass

source = Source("parley", ("parley",), at("http://127.0.0.1:9/"), profile)
store = Store(Path(sys.argv[1]))
means = SourceContext(SourceSettings(max_seconds=1), store.put)
(found,) = asyncio.run(run.gather([Profile("parley", "acme", "")], means, store, source_for=lambda _: source))
store.close()
print("ended:", found.reason)
"""


def test_one_that_cannot_be_stopped_holds_no_process_open(tmp_path: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", STUBBORN, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environ, check=False)
    assert ended.stdout == "ended: There was no more time to look.\n"
    assert ended.returncode == 0, ended.stderr


def test_what_one_prints_goes_to_the_log(
    web: LocalWeb, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
        print("Hello there")  # noqa: T201
        sys.stdout.write("and here\n")
        yield from two(session, errand)

    caplog.set_level(logging.INFO)
    assert Visited(tmp_path, web, posts=posts).posts == ["1", "2"]
    assert capsys.readouterr().out == ""
    assert " printed: Hello there" in caplog.text
    assert " printed: and here" in caplog.text


@pytest.mark.parametrize("carried", ["by the session", "by itself"])
def test_one_that_asks_elsewhere_with_a_token_is_named_and_the_token_stays(
    web: LocalWeb, other: LocalWeb, tmp_path: Path, carried: str
) -> None:
    def profile(session: SourceSession, asked: Profile) -> Profile:
        own = {"Authorization": f"Bearer {SECRET}", "X-Api-Key": SECRET} if carried == "by itself" else {}
        session.headers.update(own)
        session.ask(f"{other.url}/collect?token={SECRET}")
        return shown(session, asked)

    found = Visited(tmp_path, web, profile=profile)
    assert other.requests == []
    assert found.profile.existence is Existence.LIVE
    told = f"The source “parley” wanted to ask {other.url}, which is not where its interface lies ({web.url}). Nothing was sent there."  # fmt: skip
    assert found.notes == [told]


def test_a_header_of_its_own_goes_where_its_interface_lies_alone(
    web: LocalWeb, other: LocalWeb, tmp_path: Path
) -> None:
    web.pages["/x"] = answer(status=302, headers={"Location": f"{other.url}/y"})
    other.pages["/y"] = said({})

    def profile(session: SourceSession, asked: Profile) -> Profile:
        session.headers["X-Api-Key"] = SECRET
        return shown(session, asked)

    assert Visited(tmp_path, web, profile=profile).profile.existence is Existence.LIVE
    assert {request.headers.get("x-api-key") for request in web.requests} == {SECRET}
    assert {request.headers.get("x-api-key") for request in other.requests} == {None}
    assert {request.headers.get("authorization") for request in other.requests} == {None}


def test_it_is_a_session_that_libraries_can_be_handed(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/v1/users/acme?limit=2"] = said(
        {"name": "Acme"}, set_cookie="sid=1", link=f'<{web.url}/next>; rel="next"'
    )

    def profile(session: SourceSession, asked: Profile) -> Profile:
        assert isinstance(session, requests.Session)
        response = session.get("v1/users/acme", params={"limit": 2})
        assert response.ok
        assert response.links["next"]["url"] == f"{web.url}/next"
        assert not session.cookies
        return replace(shown(session, asked), name=response.json()["name"])

    assert Visited(tmp_path, web, profile=profile).profile.name == "Acme"


def test_what_was_kept_before_one_broke_counts_once_the_visit_is_gone_on_with(web: LocalWeb, tmp_path: Path) -> None:
    def posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
        yield next(two(session, errand))
        raise ValueError("no more")

    broken = Visited(tmp_path, web, posts=posts)
    assert (broken.channels[0].posts, bool(broken.cut)) == (1, True)
    whole = Visited(tmp_path, web)
    assert (whole.channels[0].posts, whole.cut) == (2, "")
