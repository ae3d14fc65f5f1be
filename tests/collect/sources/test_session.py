"""Asking interfaces: named problems, patience, evidence."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256

import pytest

from auditor.collect.sources.adapter import Pace
from auditor.collect.sources.deadline import Deadline
from auditor.collect.sources.replies import Problem, Reply
from auditor.collect.sources.session import SourceSession
from tests.collect.sources.replay import HASTY, asking, kept, said
from tests.local_web import LocalWeb, Request, answer


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


def ask(web: LocalWeb, path: str = "x", **options: object) -> Reply:
    reply: Reply = asking(f"{web.url}/", lambda session: session.ask(path), **options)
    return reply


def test_an_answer_in_json_is_read_and_kept_as_evidence(web: LocalWeb) -> None:
    web.pages["/v1/users/a%20b?limit=2&tag=x&tag=y"] = said(
        {"name": "Grüße"}, etag="e1", set_cookie="sid=secret-cookie"
    )
    visits, put = kept()
    params = {"limit": 2, "tag": ["x", "y"], "cursor": None}
    reply = asking(f"{web.url}/v1", lambda session: session.ask("users/{name}", params, name="a b"), put=put)
    assert (reply.ok, reply.status, reply.data, reply.why.text) == (True, 200, {"name": "Grüße"}, "")
    (visit,) = visits
    assert visit.fetch is not None
    assert visit.fetch.url == reply.url == f"{web.url}/v1/users/a%20b?limit=2&tag=x&tag=y"
    assert visit.fetch.body_sha256 == sha256(visit.body).hexdigest()
    assert visit.fetch.encoding == "utf-8"  # so that whoever reads the snapshot can show it
    assert json.loads(visit.body)["name"] == "Grüße"
    assert visit.headers["etag"] == "e1"
    assert "set-cookie" not in visit.headers


@pytest.mark.parametrize(
    ("sent", "problem", "why"),
    [
        (
            answer("<html><h1>Log in</h1>"),
            Problem.HTML,
            "The platform's interface answered with a web page instead of data (200)",
        ),
        (answer("<h1>x</h1>", type="application/json"), Problem.HTML, "web page instead of data"),
        (answer('{"a": 1', type="application/json"), Problem.GARBLED, "can't be read (200, no JSON)"),
        (answer("", type="application/json"), Problem.GARBLED, "an empty answer"),
        (answer("[" * 200_000, type="application/json"), Problem.GARBLED, "JSON"),
        (answer("9" * 10_000, type="application/json"), Problem.GARBLED, "no JSON"),
        (answer("x" * 3_000_000, type="application/json"), Problem.TOO_LARGE, "too large"),
        (answer("<h1>Sorry</h1>", status=500), Problem.SERVER_ERROR, "in trouble (500)"),
        (answer("{}", status=401), Problem.UNAUTHORISED, "does not answer strangers (401)"),
        (answer("{}", status=403), Problem.UNAUTHORISED, "does not answer strangers (403)"),
        (answer("<h1>404</h1>", status=404), Problem.NOT_FOUND, "found nothing there (404)"),
        (answer("", status=410), Problem.GONE, "gone (410)"),
        (
            said({"error": "X", "message": "Not like this"}, 400),
            Problem.REJECTED,
            "turned the request down (400, Not like this)",
        ),
        (said({"error": "ExpiredToken"}, 400), Problem.UNAUTHORISED, "does not answer strangers (400)"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", Problem.GARBLED, "can't be read"),
    ],
)
def test_whatever_is_wrong_has_a_name(web: LocalWeb, sent: bytes, problem: Problem, why: str) -> None:
    web.pages["/x"] = sent
    reply = ask(web)
    assert reply.problem is problem
    assert why in reply.why.text
    assert not reply.ok


def test_a_host_that_says_nothing_is_out_of_time(web: LocalWeb) -> None:
    async def silence(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(600)

    web.pages["/x"] = silence
    assert ask(web, pace=Pace(tries=1, timeout=0.2)).problem is Problem.TIMED_OUT


def test_nobody_at_home_is_unreachable() -> None:
    reply = asking("http://127.0.0.1:9/", lambda session: session.ask("x"), pace=Pace(tries=1))
    assert reply.problem is Problem.UNREACHABLE


def test_what_leads_away_from_the_interface_is_not_asked(web: LocalWeb) -> None:
    for path in ("https://elsewhere.example/x", "//elsewhere.example/x", "javascript:alert(1)", "http://127.0.0.1:1/"):
        assert ask(web, path).problem is Problem.REFUSED
    assert web.asked == []


def test_a_redirect_to_a_private_address_is_refused(web: LocalWeb) -> None:
    web.pages["/x"] = answer(status=302, headers={"Location": "http://10.0.0.1/latest/meta-data/"})
    assert ask(web).problem is Problem.REFUSED


def test_redirects_without_end_are_told(web: LocalWeb) -> None:
    web.pages["/x"] = answer(status=302, headers={"Location": "/x"})
    assert ask(web).problem is Problem.REDIRECTED


def test_trouble_is_tried_again_and_the_tries_are_told(web: LocalWeb) -> None:
    answers = [answer(status=503), answer(status=502), said({"ok": True})]

    async def better(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answers.pop(0))

    web.pages["/x"] = better
    visits, put = kept()
    assert ask(web, put=put).data == {"ok": True}
    assert [visit.fetch.tries for visit in visits if visit.fetch] == [3]


def test_trouble_that_lasts_ends_after_three_tries(web: LocalWeb) -> None:
    web.pages["/x"] = answer(status=503)
    assert ask(web).problem is Problem.SERVER_ERROR
    assert len(web.asked) == 3


def test_a_request_turned_down_is_not_repeated(web: LocalWeb) -> None:
    web.pages["/x"] = said({}, 400)
    ask(web)
    assert len(web.asked) == 1


RESET = datetime.now(UTC) + timedelta(hours=1)


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "3600"},
        {"Retry-After": format_datetime(RESET, usegmt=True)},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": RESET.isoformat()},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(RESET.timestamp()))},
        {"RateLimit-Remaining": "0", "RateLimit-Reset": str(int(RESET.timestamp()))},
        {"RateLimit-Remaining": "0", "RateLimit-Reset": "3600"},
    ],
)
@pytest.mark.parametrize("status", [429, 200])
def test_who_asks_to_wait_for_an_hour_is_left_alone(web: LocalWeb, headers: dict[str, str], status: int) -> None:
    web.pages["/x"] = answer("{}", status=status, type="application/json", headers=headers)

    def twice(session: SourceSession) -> list[Reply]:
        return [session.ask("x"), session.ask("y")]

    first, second = asking(f"{web.url}/", twice)
    assert first.ok is (status == 200)
    assert second.problem is Problem.RATE_LIMITED
    assert "wait for longer than the visit lasts" in second.why.text
    assert web.asked == ["/x"]


def test_github_says_403_for_a_used_up_allowance(web: LocalWeb) -> None:
    web.pages["/x"] = answer(
        "{}", status=403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9999999999"}
    )
    assert ask(web).problem is Problem.RATE_LIMITED


def test_stack_exchange_is_obeyed_when_it_says_backoff(web: LocalWeb) -> None:
    web.pages["/x"] = said({"items": [], "backoff": 600})

    def twice(session: SourceSession) -> list[Reply]:
        return [session.ask("x"), session.ask("x")]

    first, second = asking(f"{web.url}/", twice)
    assert first.ok
    assert second.problem is Problem.RATE_LIMITED


def test_a_short_wait_is_waited_for(web: LocalWeb) -> None:
    loop_times: list[float] = []

    async def limited(request: Request, writer: asyncio.StreamWriter) -> None:
        loop_times.append(asyncio.get_running_loop().time())
        writer.write(answer(status=429, headers={"Retry-After": "1"}) if len(loop_times) == 1 else said([1]))

    web.pages["/x"] = limited
    assert ask(web).data == [1]
    assert loop_times[1] - loop_times[0] >= 0.95


@pytest.mark.parametrize("value", ["-1", "soon", "9" * 400, "٣", "", "1e9"])
def test_waits_nobody_can_mean_do_no_harm(web: LocalWeb, value: str) -> None:
    headers = {"Retry-After": value, "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": value}
    web.pages["/x"] = answer("[]", type="application/json", headers={k: v for k, v in headers.items() if v.isascii()})
    assert ask(web).ok


def test_no_more_is_waited_for_than_there_is_time(web: LocalWeb) -> None:
    web.pages["/x"] = answer(status=429, headers={"Retry-After": "4"})

    def soon(session: SourceSession) -> Reply:
        return session.ask("x")

    deadline = Deadline(time.monotonic() + 3.5)
    assert asking(f"{web.url}/", soon, deadline=deadline).problem is Problem.RATE_LIMITED
    assert web.asked == ["/x"]


def test_not_more_than_so_many_questions_are_open_at_once(web: LocalWeb) -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        writer.write(said([]))

    for number in range(8):
        web.pages[f"/{number}"] = slow

    def all_of_them(session: SourceSession) -> list[Reply]:
        with ThreadPoolExecutor(8) as threads:
            return list(threads.map(session.ask, map(str, range(8))))

    assert all(reply.ok for reply in asking(f"{web.url}/", all_of_them))
    assert web.most_at_once == HASTY.at_once


def test_feeds_come_as_text(web: LocalWeb) -> None:
    web.pages["/feed"] = answer("<rss>Grüße</rss>".encode("latin-1"), type="application/rss+xml; charset=iso-8859-1")
    reply = asking(f"{web.url}/", lambda session: session.ask("feed", json=False))
    assert reply.ok
    assert reply.text == "<rss>Grüße</rss>"


@pytest.mark.parametrize("location", ["http://[::1", "http://a b:99999/", "//[", "http://\xff\xfe[/"])
def test_a_redirect_to_what_is_no_address_is_the_servers_answer(web: LocalWeb, location: str) -> None:
    sent = answer(status=302, headers={"Location": "@"}).replace(b"@", location.encode("latin-1"))
    web.pages["/x"] = sent
    visits, put = kept()
    reply = ask(web, put=put)
    assert (reply.status, reply.problem) == (302, Problem.GARBLED)
    assert reply.why.text == "The answer of the platform's interface can't be read (302, a redirect to no address)."
    assert len(visits) == 1
