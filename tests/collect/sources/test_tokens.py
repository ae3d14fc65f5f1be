"""Tokens go to one origin, and nowhere else: not on, not down on disk."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from auditor.collect.sources import tokens
from auditor.collect.sources.adapter import as_parameter
from auditor.collect.sources.paging import by_cursor, by_link
from auditor.collect.sources.replies import Problem, Reply
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.tokens import Scrubber, Token
from auditor.model import Existence, Profile
from auditor.model.messages import as_message
from tests.collect.sources.replay import NOBODY, Asked, Gathered, asking, gather, kept, said
from tests.local_web import LocalWeb, Request, answer

SECRET = "s3cret/Token+with=signs&more"
TOKEN = Token("AUDITOR_TOKEN_BLUESKY", SECRET)


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


@pytest.fixture
def other() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


def authorisations(web: LocalWeb) -> list[str]:
    return [request.headers.get("authorization", "") for request in web.requests]


def test_a_token_is_sent_to_its_base_and_told_nobody(web: LocalWeb) -> None:
    web.pages["/x"] = said({})
    visits, put = kept()
    asking(f"{web.url}/", lambda session: session.ask("x"), token=TOKEN, put=put)
    assert authorisations(web) == [f"bearer {SECRET}".lower()]
    assert SECRET not in repr(visits)
    assert SECRET not in repr(TOKEN)


def test_a_token_never_crosses_a_redirect(web: LocalWeb, other: LocalWeb) -> None:
    web.pages["/x"] = answer(status=302, headers={"Location": f"{other.url}/y"})
    web.pages["/here"] = answer(status=307, headers={"Location": "/there"})
    other.pages["/y"] = web.pages["/there"] = said({"found": True})

    def both(session: SourceSession) -> list[Reply]:
        return [session.ask("x"), session.ask("here")]

    assert [reply.data for reply in asking(f"{web.url}/", both, token=TOKEN)] == [{"found": True}, {"found": True}]
    assert authorisations(other) == [""]
    sent = {request.target: request.headers.get("authorization") for request in web.requests}
    carried = f"bearer {SECRET}".lower()
    assert sent == {"/x": carried, "/here": carried, "/there": None}  # where it leads, even at home, is asked without
    assert [target for target in web.asked if target != "/there"] == ["/x", "/here"]


def test_a_token_as_parameter_is_in_no_address_that_is_kept(web: LocalWeb) -> None:
    web.pages[f"/x?limit=1&key={quote(SECRET, safe='')}"] = said({})
    visits, put = kept()
    options = {"token": TOKEN, "carry": as_parameter("key"), "put": put}
    reply = asking(f"{web.url}/", lambda session: session.ask("x", {"limit": 1}), **options)
    assert reply.ok
    assert reply.url == f"{web.url}/x?limit=1"
    assert "s3cret" not in repr(visits)


@pytest.mark.parametrize(
    "echo",
    [
        json.dumps({"next": f"https://api.example/x?access_token={SECRET}"}),
        json.dumps({"next": SECRET}).replace("/", r"\/"),
        f"<p>{SECRET.replace('&', '&amp;')}</p>",
        f"https://api.example/?t={quote(SECRET)}",
        f"https://api.example/?t={quote(SECRET, safe='')}",
        f"https://api.example/?t={quote(SECRET, safe='').lower()}",
        f"Basic {base64.b64encode(SECRET.encode()).decode()}",
    ],
)
def test_a_token_that_comes_back_is_not_kept(web: LocalWeb, echo: str) -> None:
    headers = {"Location": f"/y?access_token={SECRET}", "ETag": SECRET, "Link": f"</y?t={SECRET}>; rel=next"}
    web.pages["/x"] = answer(echo, type=f"text/{SECRET}", headers=headers)
    visits, put = kept()
    reply = asking(f"{web.url}/", lambda session: session.ask("x", json=False), token=TOKEN, put=put)
    for spelling in (SECRET, quote(SECRET), quote(SECRET, safe=""), base64.b64encode(SECRET.encode()).decode()):
        assert spelling not in repr(visits)
        assert spelling not in repr((reply, reply.text, reply.why))
    assert "s3cret" not in repr(visits).lower()


def test_a_redirect_that_carries_a_token_is_kept_without_it(web: LocalWeb) -> None:
    web.pages["/x"] = answer(status=302, headers={"Location": f"/y?access_token={quote(SECRET, safe='')}&a=1#{SECRET}"})
    visits, put = kept()
    asking(f"{web.url}/", lambda session: session.ask("x"), secrets=(SECRET,), put=put)
    fetch = visits[0].fetch
    assert fetch is not None
    assert fetch.final_url.endswith("/y?access_token=[hidden]&a=1")
    assert "s3cret" not in repr(visits)


def test_the_next_page_is_asked_for_with_the_token_again(web: LocalWeb) -> None:
    key = quote(SECRET, safe="")
    web.pages[f"/x?key={key}"] = said([1], link=f'<{web.url}/x?key={key}&page=2>; rel="next"')
    web.pages[f"/x?page=2&key={key}"] = said([2])

    def go(session: SourceSession) -> list[Reply]:
        return list(session.pages("x", follow=by_link, most=5))

    replies = asking(f"{web.url}/", go, token=TOKEN, carry=as_parameter("key"))
    assert [reply.data for reply in replies] == [[1], [2]]


def test_an_expired_token_is_told_and_what_strangers_see_is_gathered(web: LocalWeb) -> None:
    async def door(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(said({"error": "ExpiredToken"}, 400) if "authorization" in request.headers else said({"open": 1}))

    web.pages["/x"] = door

    def go(session: SourceSession) -> tuple[Reply, bool, list[str]]:
        return session.ask("x"), session.authorised, [as_message(note).in_full for note in session.notes]

    reply, authorised, notes = asking(f"{web.url}/", go, token=TOKEN)
    assert reply.data == {"open": 1}
    assert not authorised
    told = f"{web.url} refused the token in AUDITOR_TOKEN_BLUESKY (400, ExpiredToken). It may have expired."
    assert notes == [f"Only what {web.url} shows to everybody was gathered there. {told}"]


def test_a_token_over_which_a_server_falls_is_left_out_at_last(web: LocalWeb) -> None:
    async def door(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(status=500) if "authorization" in request.headers else said({"open": 1}))

    web.pages["/x"] = web.pages["/y"] = door

    def go(session: SourceSession) -> tuple[Reply, Reply, list[str]]:
        return session.ask("x"), session.ask("y"), [as_message(note).in_full for note in session.notes]

    first, second, notes = asking(f"{web.url}/", go, token=TOKEN)
    assert (first.data, second.data) == ({"open": 1}, {"open": 1})
    assert len(notes) == 1
    assert "refused the token" in notes[0]
    assert [bool(sent) for sent in authorisations(web)] == [True, True, False, False]


def test_a_token_is_no_reason_to_ask_another_host(web: LocalWeb, other: LocalWeb) -> None:
    web.pages["/x"] = said({"cursor": "c"}, link=f'<{other.url}/y>; rel="next"')

    def go(session: SourceSession) -> str:
        pages = session.pages("x", follow=by_link, most=5)
        assert [reply.ok for reply in pages] == [True]
        assert pages.failed is not None
        assert pages.failed.problem is Problem.REFUSED
        return pages.cut.text

    assert "not at the interface's own host" in asking(f"{web.url}/", go, token=TOKEN)
    assert other.asked == []


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("bluesky", "AUDITOR_TOKEN_BLUESKY"),
        ("social.example", "AUDITOR_TOKEN_SOCIAL_EXAMPLE"),
        ("so-cial.example", "AUDITOR_TOKEN_SO__CIAL_EXAMPLE"),
        ("localhost:8080", "AUDITOR_TOKEN_LOCALHOST_8080"),
    ],
)
def test_what_the_variable_of_a_token_is_called(name: str, variable: str) -> None:
    assert tokens.variable(name) == variable


@pytest.mark.parametrize("value", ["short", "with blank inside", "line\nbreak-inside", "Umlaut-ü-inside"])
def test_what_can_be_no_token_is_not_used_and_not_repeated(value: str) -> None:
    token, problem = tokens.take({"AUDITOR_TOKEN_X": value}, "x")
    assert token is None
    assert "AUDITOR_TOKEN_X was not used" in problem.in_full
    assert "AUDITOR_TOKEN_X" not in problem.text
    assert value not in problem.in_full


@pytest.mark.parametrize(
    ("base", "allowed"),
    [
        ("https://api.example/", True),
        ("http://localhost:8080/", True),
        ("http://127.0.0.1/", True),
        ("http://[::1]:80/", True),
        ("http://api.example/", False),
        ("http://127.0.0.1.example/", False),
        ("http://localhost.example/", False),
    ],
)
def test_a_token_travels_encrypted_or_not_at_all(base: str, allowed: bool) -> None:
    assert tokens.may_carry(base) is allowed


def test_ordinary_parameters_stay_as_they_are() -> None:
    url = "https://api.example/x?cursor=abc&page_token_size=3&monkey=1&limit=2"
    assert Scrubber([]).url(url) == url
    assert Scrubber([]).text("nothing to hide") == "nothing to hide"


# --- through the whole of it ----------------------------------------------------------------------------------------

PROFILE = Profile("bluesky", "borehole.test", "https://bsky.app/profile/borehole.test")


def bluesky_says(web: LocalWeb, prefix: str, data: object) -> None:
    web.missing = NOBODY
    web.pages[f"{prefix}app.bsky.actor.getProfile?actor=borehole.test"] = said(data)


def visit(folder: Path, base: str, token: str = "") -> Gathered:
    return gather(folder, Asked({"bluesky": base}, {"AUDITOR_TOKEN_BLUESKY": token}), PROFILE)


def test_no_file_of_a_run_holds_a_token_that_the_other_side_repeats_everywhere(web: LocalWeb, tmp_path: Path) -> None:
    echo = {"handle": "borehole.test", "displayName": SECRET, "description": f"see https://x.example/?k={SECRET}"}
    bluesky_says(web, "/xrpc/", {**echo, "avatar": f"https://x.example/{SECRET}.png"})
    feed = "/xrpc/app.bsky.feed.getAuthorFeed?actor=borehole.test&filter=posts_with_replies&limit=100"
    record = {"text": f"my token is {SECRET}", "createdAt": "2026-11-20T00:00:00Z"}
    post = {"uri": f"at://did:plc:x/app.bsky.feed.post/{SECRET}", "author": {"handle": SECRET}, "record": record}
    web.pages[feed] = said({"feed": [{"post": post}], "cursor": SECRET})
    found = visit(tmp_path / "run", f"{web.url}/xrpc/", SECRET)
    assert found.of("borehole.test").existence is Existence.LIVE
    assert len(found.posts) == 1
    assert any(f"bearer {SECRET}".lower() in sent for sent in authorisations(web))
    everything = found.bytes()
    assert b"borehole.test" in everything
    assert b"s3cret" not in everything
    assert "s3cret" not in repr(found)


def test_a_token_in_the_configured_address_is_neither_sent_nor_kept(web: LocalWeb, tmp_path: Path) -> None:
    bluesky_says(web, "/xrpc/", {"handle": "borehole.test", "displayName": "hunter2hunter2 and p4ssw0rd"})
    base = f"http://admin:p4ssw0rd@127.0.0.1:{web.port}/xrpc/?access_token=hunter2hunter2#fr4gment"
    found = visit(tmp_path / "run", base)
    assert found.of("borehole.test").existence is Existence.LIVE
    assert not any("hunter2" in target or "fr4gment" in target for target in web.asked)
    assert set(authorisations(web)) == {""}
    for secret in (b"p4ssw0rd", b"hunter2", b"fr4gment"):
        assert secret not in found.bytes()
    assert any(
        'The address under sources.bases."bluesky" in auditor.toml contains a login or parameters' in note
        for note in found.notes
    )


def test_ordinary_words_in_the_configured_address_hide_nothing(web: LocalWeb, tmp_path: Path) -> None:
    bluesky_says(web, "/xrpc/", {"handle": "borehole.test", "displayName": "admin", "flag": True})
    found = visit(tmp_path / "run", f"http://admin:x@127.0.0.1:{web.port}/xrpc/?json=true&v=1")
    assert found.of("borehole.test").name == "admin"
    assert any("contains a login or parameters" in note for note in found.notes)


def test_a_token_for_one_host_is_not_sent_to_another_that_the_site_links(
    web: LocalWeb, other: LocalWeb, tmp_path: Path
) -> None:
    bases = {"social.example": f"{web.url}/", "else.example": f"{other.url}/"}
    environ = {"AUDITOR_TOKEN_SOCIAL_EXAMPLE": SECRET, "AUDITOR_TOKEN_MASTODON": "another-token-9"}
    profiles = [Profile("mastodon", f"acme@{host}", "") for host in ("social.example", "else.example")]
    gather(tmp_path / "run", Asked(bases, environ), *profiles)
    assert web.requests
    assert other.requests
    assert f"bearer {SECRET}".lower() in authorisations(web)
    assert set(authorisations(other)) == {""}


def test_a_base_that_travels_in_the_clear_gets_no_token(tmp_path: Path) -> None:
    found = visit(tmp_path / "run", "http://api.invalid/xrpc/", SECRET)
    why = "AUDITOR_TOKEN_BLUESKY was not sent to http://api.invalid, because the connection is not encrypted."
    assert any(note.endswith(why) for note in found.notes)
    assert found.of("borehole.test").existence is Existence.UNKNOWN
    assert b"s3cret" not in found.bytes()


def test_a_cursor_that_is_the_token_does_not_get_it_into_an_address(web: LocalWeb) -> None:
    web.pages["/x"] = said({"cursor": SECRET, "rows": [1]})
    web.missing = said({"rows": [2]})
    visits, put = kept()

    def go(session: SourceSession) -> int:
        return len(list(session.pages("x", follow=by_cursor(), most=3)))

    assert asking(f"{web.url}/", go, token=TOKEN, put=put) == 2
    assert "s3cret" not in repr(visits)
