"""Mastodon's interface: as snac answered (fixtures/mastodon.json), and as its documentation says the others do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.model import Existence, PostKind, Profile
from tests.collect.sources.replay import NOW, Asked, Gathered, gather, recorded, said, serve
from tests.local_web import LocalWeb, Request, answer

RECORDED = recorded("mastodon")
SEEDED = RECORDED["seeded"]
COMPANY, EUROPE, NOBODY = RECORDED["handles"]
WHEN = "2026-11-20T10:00:00.000Z"


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.pages["/api/v2/instance"] = said({"domain": "social.example"})
        yield server


def profile(handle: str) -> Profile:
    name, _, host = handle.rpartition("@")
    return Profile("mastodon", handle, f"https://{host}/@{name}")


def replayed(folder: Path, environ: dict[str, str], open_to_strangers: bool) -> Gathered:
    with LocalWeb() as server:
        serve(server, RECORDED, "/")
        for path in [path for path in server.pages if "/context" in path] if not open_to_strangers else []:
            server.pages[path] = answer("<h1>401</h1>", status=401)  # what snac answers strangers
        asked = Asked({"mastodon": server.url}, environ, now=datetime.fromisoformat(RECORDED["now"]))
        return gather(folder, asked, *map(profile, RECORDED["handles"]))


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    return replayed(tmp_path_factory.mktemp("run"), {"AUDITOR_TOKEN_MASTODON": "token-of-the-company"}, True)


def test_live_and_missing_are_told_apart(seen: Gathered) -> None:
    assert {one.handle: one.existence for one in seen.profiles} == {
        COMPANY: Existence.LIVE,
        EUROPE: Existence.LIVE,
        NOBODY: Existence.MISSING,
    }
    assert all(one.evidence in seen.fetches for one in seen.profiles)


def test_a_profile_says_who_it_is_and_whether_it_links_back(seen: Gathered) -> None:
    company, europe = seen.of(COMPANY), seen.of(EUROPE)
    assert (company.name, company.bio) == (
        "Borehole Tools",
        "Drills since 1887. Help: https://www.borehole.example/support",
    )
    assert company.links == (
        "https://www.borehole.example/support",
        "https://www.borehole.example/",
        "https://shop.borehole.example/",
    )
    assert company.verified_links == ("https://www.borehole.example/",)
    assert (europe.name, europe.links, europe.verified_links) == ("Borehole Europe", (), ())
    assert company.posts is None  # snac says 0 whatever there is


def test_whole_conversations_come_in(seen: Gathered) -> None:
    posts = {post.id: post for post in seen.posts}
    assert set(SEEDED["own"]) <= set(posts)
    for child, parent in SEEDED["thread"].items():
        assert posts[child].parent_id == parent
    answered = {post.parent_id for post in seen.posts if post.by_brand}
    assert set(SEEDED["answered"]) <= answered
    assert not set(SEEDED["unanswered"]) & answered
    assert [post.id for post in seen.posts if post.kind is PostKind.MENTION] == SEEDED["mentions"]
    assert seen.channel(COMPANY).cannot_see == ("deleted", "direct")
    assert "mentions" in seen.channel(EUROPE).cannot_see  # the token is not its own


def test_a_stranger_sees_no_conversations_on_snac_and_is_told_so(tmp_path: Path) -> None:
    found = replayed(tmp_path, {}, False)
    assert {post.id for post in found.posts} == set(SEEDED["own"])
    assert found.channel(COMPANY).cannot_see == ("deleted", "direct", "mentions", "replies", "threads")
    assert found.channel(COMPANY).cut.text == ""


def test_an_expired_token_is_told_and_costs_nothing_that_strangers_see(tmp_path: Path) -> None:
    with LocalWeb() as server:
        serve(server, RECORDED, "/")
        recorded_answers = dict(server.pages)

        def door(path: str) -> Any:
            async def closed(request: Request, writer: asyncio.StreamWriter) -> None:
                sent = "authorization" in request.headers or "notifications" in path or "context" in path
                page = recorded_answers[path]
                assert isinstance(page, bytes)
                writer.write(answer('{"error":"The access token expired"}', 401) if sent else page)

            return closed

        for path in recorded_answers:
            server.pages[path] = door(path)
        environ = {"AUDITOR_TOKEN_MASTODON": "token-that-has-run-out"}
        found = gather(tmp_path, Asked({"mastodon": server.url}, environ), profile(COMPANY))
    assert found.of(COMPANY).existence is Existence.LIVE
    assert {post.id for post in found.posts} == set(SEEDED["own"])
    assert [note for note in found.notes if "refused the token in AUDITOR_TOKEN_MASTODON" in note]
    assert b"token-that-has-run-out" not in found.bytes()


# --- what snac never says -------------------------------------------------------------------------------------------

ACCOUNT = {
    "id": "1",
    "acct": "acme",
    "display_name": "Acme",
    "note": "<p>Hi</p>",
    "url": "https://social.example/@acme",
}
ACME = "acme@social.example"
LOOKUP = "/api/v1/accounts/lookup?acct=acme%40social.example"
FINGER = "/.well-known/webfinger?resource=acct%3Aacme%40social.example"
STATUSES = "/api/v1/accounts/1/statuses?limit=40&exclude_reblogs=true"


def look(web: LocalWeb, folder: Path, **more: object) -> Gathered:
    return gather(folder, Asked({"mastodon": web.url}, more=more), profile(ACME))


def status(
    id: str, text: str = "Hello", *, who: str = "acme", parent: str = "", when: str = WHEN, **more: Any
) -> dict[str, Any]:
    head = {"id": id, "content": f"<p>{text}</p>", "created_at": when, "account": {"acct": who}, "visibility": "public"}
    return {**head, "in_reply_to_id": parent or None, "replies_count": 0, **more}


@pytest.mark.parametrize(
    ("lookup", "finger", "existence", "reason"),
    [
        (said(ACCOUNT), b"", Existence.LIVE, "shows the account acme"),
        (said({**ACCOUNT, "suspended": True}), b"", Existence.SUSPENDED, "suspended"),
        (said({**ACCOUNT, "moved": {"url": "https://other.example/@acme"}}), b"", Existence.MOVED, "successor"),
        (answer(status=404), answer(status=404), Existence.MISSING, "Neither"),
        (answer(status=410), answer(status=410), Existence.MISSING, "Neither"),
        (answer(status=401), said({"subject": "acct:acme@social.example"}), Existence.LIVE, "names it"),
        (answer(status=404), said({"subject": "acct:acme@social.example"}), Existence.LIVE, "names it"),
        (answer(status=401), answer(status=404), Existence.MISSING, "nor is there a page of it"),
        (answer(status=500), answer(status=404), Existence.UNKNOWN, "in trouble (500)"),
        (answer("<h1>Hello</h1>"), answer(status=404), Existence.UNKNOWN, "web page instead of data"),
        (answer(status=404), answer(status=500), Existence.UNKNOWN, "nothing there"),
        (said({"id": None}), answer(status=404), Existence.UNKNOWN, "something other than an account"),
    ],
)
def test_existence(
    web: LocalWeb, tmp_path: Path, lookup: bytes, finger: bytes, existence: Existence, reason: str
) -> None:
    web.pages.update({LOOKUP: lookup, FINGER: finger, STATUSES: said([])})
    found = look(web, tmp_path).of(ACME)
    assert found.existence is existence
    assert reason in found.reason.text
    assert found.moved_to == ("https://other.example/@acme" if existence is Existence.MOVED else "")


def test_a_host_that_is_no_such_server_makes_nobody_missing(web: LocalWeb, tmp_path: Path) -> None:
    del web.pages["/api/v2/instance"]  # every address is a 404, as on any other site
    found = look(web, tmp_path)
    assert found.of(ACME).existence is Existence.UNKNOWN
    assert found.controls == {"mastodon": "The platform's interface found nothing there (404)."}


def test_accounts_of_its_own_host_are_asked_for_by_name_alone(web: LocalWeb, tmp_path: Path) -> None:
    host = f"127.0.0.1:{web.port}"
    web.pages["/api/v1/accounts/lookup?acct=acme"] = said(ACCOUNT)
    found = gather(tmp_path, Asked({host: web.url}), Profile("mastodon", f"acme@{host}", ""))
    assert found.profiles[0].existence is Existence.LIVE


def test_a_host_in_a_private_network_is_asked_only_where_auditor_toml_names_it(web: LocalWeb, tmp_path: Path) -> None:
    found = gather(tmp_path, Asked({}), Profile("mastodon", f"acme@127.0.0.1:{web.port}", ""))
    assert found.profiles[0].existence is Existence.UNKNOWN
    assert web.asked == []


def test_replies_are_read_pages_followed_and_boosts_and_secrets_left_out(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[LOOKUP] = said(ACCOUNT)
    web.pages[STATUSES] = said(
        [
            status(
                "9",
                "One",
                replies_count=1,
                language="EN",
                favourites_count=3,
                edited_at=WHEN,
                url="https://social.example/9",
            ),
            status("8", "Boost", reblog=status("77")),
            status("7", "Psst", visibility="direct"),
        ],
        link=f'<{web.url}/next?max_id=7>; rel="next"',
    )
    web.pages["/next?max_id=7"] = said([status("6", "Two"), status("5", "Old", when="2026-01-01T00:00:00Z")])
    below = [status("10", "Why?", who="olu@other.example", parent="9"), status("11", "So.", parent="10")]
    web.pages["/api/v1/statuses/9/context"] = said({"ancestors": [], "descendants": below})
    found = look(web, tmp_path)
    posts = {post.id: post for post in found.posts}
    assert set(posts) == {"9", "6", "10", "11"}
    assert (posts["10"].author, posts["10"].by_brand, posts["10"].kind) == ("olu@other.example", False, PostKind.REPLY)
    assert (posts["11"].author, posts["11"].by_brand, posts["11"].parent_id) == (ACME, True, "10")
    assert (posts["9"].lang, posts["9"].likes, posts["9"].url) == ("en", 3, "https://social.example/9")
    assert posts["9"].edited_at == posts["9"].created_at
    assert found.channel(ACME).skipped == {"spread from others": 1, "not public": 1}


def test_pictures_links_and_robots(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[LOOKUP] = said(ACCOUNT)
    pictures = [
        {"type": "image", "description": "A drill"},
        {"type": "image", "description": None},
        {"type": "video", "description": None},
    ]
    text = '<a href="https://acme.example/x?a=1&amp;b=2">acme.example/x…</a> <a class="mention" href="https://s.example/@x">@x</a>'
    robot = {"acct": "acme", "bot": True}
    web.pages[STATUSES] = said(
        [
            status(
                "9",
                text,
                media_attachments=pictures,
                account=robot,
                card={"url": "https://acme.example/y"},
                application={"name": "Studio"},
            )
        ]
    )
    (post,) = look(web, tmp_path).posts
    assert (post.images, post.described_images, post.automated, post.client) == (2, 1, True, "Studio")
    assert post.urls == ("https://acme.example/x?a=1&b=2", "https://acme.example/y")
    assert post.text == "acme.example/x… @x"
    assert post.replies_closed is None


def test_a_strangers_conversation_is_read_where_the_company_takes_part_in_it(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[LOOKUP] = said(ACCOUNT)
    web.pages[STATUSES] = said([status("9", "Ask us!", parent="3", replies_count=1)])
    above = [status("1", "A drill?", who="olu@x.example"), status("3", "@acme ?", who="tam@x.example", parent="1")]
    web.pages["/api/v1/statuses/9/context"] = said(
        {"ancestors": above, "descendants": [status("12", "Thanks", who="tam@x.example", parent="9")]}
    )
    found = look(web, tmp_path)
    assert {post.id for post in found.posts} == {"1", "3", "9", "12"}
    assert sum("context" in target for target in web.asked) == 1


def test_what_a_limit_for_strangers_cuts_off_is_told(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[LOOKUP] = said(ACCOUNT)
    web.pages[STATUSES] = said([status("9", replies_count=99)])
    below = [status(str(n), who="olu@x.example", parent="9") for n in range(100, 160)]
    web.pages["/api/v1/statuses/9/context"] = said({"ancestors": [], "descendants": below})
    found = look(web, tmp_path)
    assert len(found.posts) == 61
    assert found.channel(ACME).cut.text == "Strangers are shown no more than 60 replies of a conversation."


def test_a_conversation_that_is_told_bit_by_bit_comes_in_whole(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[LOOKUP] = said(ACCOUNT)
    web.pages[STATUSES] = said([status("1", replies_count=1)])
    for number in range(1, 6):
        below = status(str(number + 1), who="olu@x.example", parent=str(number), replies_count=int(number < 5))
        web.pages[f"/api/v1/statuses/{number}/context"] = said({"ancestors": [], "descendants": [below]})
    assert {post.id for post in look(web, tmp_path).posts} == {"1", "2", "3", "4", "5", "6"}
    assert sum("context" in target for target in web.asked) == 5


def test_an_id_that_is_a_path_leads_nowhere_else(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[LOOKUP] = said({**ACCOUNT, "id": "../../evil?x=1#"})
    look(web, tmp_path)
    assert "/api/v1/accounts/..%2F..%2Fevil%3Fx%3D1%23/statuses?limit=40&exclude_reblogs=true" in web.asked


def test_a_whole_page_without_a_link_header_is_followed_by_the_last_id(web: LocalWeb, tmp_path: Path) -> None:
    web.pages[LOOKUP] = said(ACCOUNT)
    web.pages[STATUSES] = said([status(str(n)) for n in range(100, 60, -1)])
    web.pages[f"{STATUSES}&max_id=61"] = said([status("60")])
    found = look(web, tmp_path)
    assert len(found.posts) == 41
    assert found.channel(ACME).cut.text == ""
    assert found.channel(ACME).until == NOW


@pytest.mark.parametrize(
    "note",
    ["<p>" * 300_000, "&lt;" * 200_000, "<a href='" + "x" * 900_000, "\u202e\u200b" * 100_000, "x" * 1_000_000],
)
def test_a_bio_of_a_megabyte_is_bounded(web: LocalWeb, tmp_path: Path, note: str) -> None:
    web.pages[LOOKUP] = said({**ACCOUNT, "note": note, "fields": [{"value": note[:50_000], "verified_at": WHEN}]})
    web.pages[STATUSES] = said([])
    found = gather(tmp_path, Asked({"mastodon": web.url}), profile(ACME)).of(ACME)
    assert found.existence is Existence.LIVE
    assert len(found.bio or "") <= 10_000
