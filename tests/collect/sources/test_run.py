"""Looking up profiles of many platforms: controls, limits, what is told of what was not seen."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.analysis.profiles.profiles import hint
from auditor.collect.sources import bluesky, controls, mastodon, run, table
from auditor.collect.sources.adapter import Pace
from auditor.collect.sources.base import Errand, Source, at, live, missing, unknown
from auditor.collect.sources.clients import Base, SourceContext
from auditor.collect.sources.replies import Problem
from auditor.collect.sources.session import SourceSession
from auditor.config.schema import SourceSettings
from auditor.model import Existence, Owner, Post, PostKind, Profile, ProfileMention, ProfileSource
from auditor.platforms import catalogue
from auditor.snapshot.reader import SnapshotError
from auditor.snapshot.writer import Store
from tests.collect.sources.replay import HASTY, NOBODY, NOW, Asked, asking, gather, said
from tests.deadlines import passes_when
from tests.local_web import LocalWeb, Request, answer


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.missing = NOBODY
        yield server


def profile(handle: str, **facts: Any) -> Profile:
    return Profile("bluesky", handle, f"https://bsky.app/profile/{handle}", **facts)


NAMED = (ProfileMention("auditor.toml", "https://bsky.app/profile/x", ProfileSource.CONFIGURATION),)


def shows(web: LocalWeb, handle: str, *posts: str) -> None:
    web.pages[f"/app.bsky.actor.getProfile?actor={handle}"] = said({"handle": handle})
    feed = [
        {
            "post": {
                "uri": f"at://{handle}/app.bsky.feed.post/{n}",
                "author": {"handle": handle},
                "record": {"text": text, "createdAt": "2026-11-20T00:00:00Z"},
                "replyCount": 0,
            }
        }
        for n, text in enumerate(posts)
    ]
    web.pages[f"/app.bsky.feed.getAuthorFeed?actor={handle}&filter=posts_with_replies&limit=100"] = said({"feed": feed})


def test_every_source_is_named_as_platforms_toml_names_it() -> None:
    for source in table.shipped():
        for name in source.platforms:
            assert catalogue.platform(name) is not None, name
    ids = [source.name for source in table.shipped() if source.platforms]
    assert len(ids) == len(set(ids))


def test_platforms_without_a_source_stay_unknown_with_the_way_to_verify(web: LocalWeb, tmp_path: Path) -> None:
    asked = Profile("x", "acme", "https://x.com/acme")
    found = gather(tmp_path, Asked({}), asked).profiles[0]
    assert found.existence is Existence.UNKNOWN
    assert found.reason
    assert "x.com/acme" in hint(found).text
    assert found.at is None


def test_a_platform_that_is_no_more_is_closed_without_a_question(tmp_path: Path) -> None:
    found = gather(tmp_path, Asked({}), Profile("vine", "acme", "https://vine.co/acme")).profiles[0]
    assert found.existence is Existence.CLOSED
    assert "closed on " in found.reason.text


def test_a_handle_that_nobody_can_have_and_is_there_makes_all_of_it_unknown(web: LocalWeb, tmp_path: Path) -> None:
    web.missing = said({"handle": "anybody.test"})
    found = gather(tmp_path, Asked({"bluesky": web.url}), profile("a.test"), profile("b.test"))
    problem = "It shows a profile for a handle that nobody can have."
    assert found.controls == {"bluesky": problem}
    for one in found.profiles:
        assert one.existence is Existence.UNKNOWN
        assert one.reason.text == f"The platform's answers can't be trusted now. {problem}"
        assert hint(one)
    assert found.posts == []
    assert not any("actor=a.test" in target for target in web.asked)


def test_a_base_where_no_handle_is_known_to_be_there_is_told(web: LocalWeb, tmp_path: Path) -> None:
    shows(web, "a.test")
    found = gather(tmp_path, Asked({"bluesky": web.url}), profile("a.test"))
    assert any(note.startswith(f"The answers of Bluesky at {web.url} were tested") for note in found.notes)
    assert found.controls == {}


@pytest.mark.parametrize(
    ("known", "problem"),
    [
        (said({"handle": "bsky.app"}), ""),
        (NOBODY, "It does not show bsky.app, an account that has existed for years."),
        (answer(status=503), "The platform's interface is in trouble (503)."),
    ],
)
def test_at_its_own_base_a_handle_that_has_long_been_there_must_be(
    web: LocalWeb, tmp_path: Path, known: bytes, problem: str
) -> None:
    web.pages["/app.bsky.actor.getProfile?actor=bsky.app"] = known
    held = asking(web.url, lambda session: controls.hold(bluesky.SOURCE, Base(web.url), session, profile("a.test")))
    assert held.problem.text == problem
    assert not held.note


def test_posts_are_gathered_of_the_profiles_auditor_toml_names(web: LocalWeb, tmp_path: Path) -> None:
    for handle in ("a.test", "b.test", "c.test"):
        shows(web, handle, f"by {handle}")
    found = gather(tmp_path, Asked({"bluesky": web.url}), profile("a.test", mentions=NAMED), profile("b.test"))
    assert {post.account for post in found.posts} == {"a.test"}
    assert [channel.account for channel in found.channels] == ["a.test"]
    assert found.of("b.test").existence is Existence.LIVE


@pytest.mark.parametrize(
    ("facts", "ours"),
    [
        ({"mentions": NAMED}, True),
        ({"owner": Owner.CERTAIN}, True),
        ({"owner": Owner.LIKELY}, False),
        ({"owner": Owner.OTHER}, False),
    ],
)
def test_several_accounts_of_the_company_speak_for_it(
    web: LocalWeb, tmp_path: Path, facts: dict[str, Any], *, ours: bool
) -> None:
    shows(web, "a.test", "Question")
    shows(web, "b.test", "x")
    feed = "/app.bsky.feed.getAuthorFeed?actor=a.test&filter=posts_with_replies&limit=100"
    thread = "/app.bsky.feed.getPostThread?uri=at%3A%2F%2F1&depth=100&parentHeight=0"
    when = {"createdAt": "2026-11-20T00:00:00Z"}
    root = {"uri": "at://1", "author": {"handle": "a.test"}, "record": {"text": "Q", **when}, "replyCount": 1}
    reply = {"reply": {"root": {"uri": "at://1"}, "parent": {"uri": "at://1"}}}
    below = {"uri": "at://2", "author": {"handle": "B.test"}, "record": {"text": "A", **when, **reply}, "replyCount": 0}
    web.pages[feed] = said({"feed": [{"post": root}]})
    web.pages[thread] = said({"thread": {"post": root, "replies": [{"post": below}]}})
    both = profile("a.test", mentions=NAMED), profile("b.test", **facts)
    found = gather(tmp_path, Asked({"bluesky": web.url}), *both)
    assert {post.id: post.by_brand for post in found.posts if post.account == "a.test"} == {
        "at://1": True,
        "at://2": ours,
    }


@pytest.mark.parametrize(("more", "count"), [({"posts": False}, 0), ({"max_posts": 0}, 0), ({}, 1)])
def test_posts_are_gathered_where_they_are_wanted(
    web: LocalWeb, tmp_path: Path, more: dict[str, object], count: int
) -> None:
    shows(web, "a.test", "Hello")
    found = gather(tmp_path, Asked({"bluesky": web.url}, more=more), profile("a.test"))
    assert (len(found.posts), len(found.channels)) == (count, count)
    assert found.of("a.test").existence is Existence.LIVE


def test_nobody_is_looked_up_where_that_is_switched_off(web: LocalWeb, tmp_path: Path) -> None:
    found = gather(tmp_path, Asked({"bluesky": web.url}, more={"profiles": False}), profile("a.test"))
    assert web.asked == []
    assert found.profiles[0].reason.text == "Looking profiles up is switched off for this audit."
    assert hint(found.profiles[0])


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    found = gather(tmp_path, Asked({"bluesky": "not an address"}), profile("a.test")).profiles[0]
    assert found.existence is Existence.UNKNOWN
    assert found.reason.text == "No usable address of its interface is known."


async def never(request: Request, writer: asyncio.StreamWriter) -> None:
    """Take longer than any test."""
    await asyncio.sleep(600)


def noted(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the handles of which it is known by and by whether they are there."""
    handles: set[str] = set()
    settle = run._Gathering._settle

    def note(gathering: run._Gathering, profile: Profile) -> None:
        handles.add(profile.handle)
        settle(gathering, profile)

    monkeypatch.setattr(run._Gathering, "_settle", note)
    return handles


def test_when_time_is_up_what_was_seen_is_kept_and_the_rest_is_told(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shows(web, "a.test", "Hello")
    web.pages["/app.bsky.actor.getProfile?actor=slow.test"] = never
    asked = Asked({"bluesky": web.url}, pace=replace(HASTY, timeout=600.0), more={"max_seconds": 600})
    with LocalWeb() as other:
        other.pages["/api/v2/instance"] = said({"domain": "slow.example"})
        other.pages["/api/v1/accounts/lookup?acct=acme%40slow.example"] = never
        asked.bases["slow.example"] = other.url
        slow = Profile("mastodon", "acme@slow.example", "https://slow.example/@acme")
        waits = "/api/v1/accounts/lookup?acct=acme%40slow.example", "/app.bsky.actor.getProfile?actor=slow.test"
        settled = noted(monkeypatch)
        passes_when(monkeypatch, lambda: {*waits} <= {*other.asked, *web.asked} and {"a.test", "c.test"} <= settled)
        found = gather(tmp_path, asked, profile("a.test"), profile("slow.test"), slow, profile("c.test"))
    assert found.of("a.test").existence is Existence.LIVE
    assert found.of("c.test").existence is Existence.MISSING
    for handle in ("slow.test", "acme@slow.example"):
        assert found.of(handle).existence is Existence.UNKNOWN
        assert found.of(handle).reason.text == "There was no more time to look."
    ended = "Platforms were asked for 600 seconds, which is the limit."
    assert f"{ended} Raise sources.max_seconds in auditor.toml to gather more." in found.notes


def test_an_account_whose_posts_took_too_long_says_so(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shows(web, "a.test", "Hello", "World")
    web.pages["/app.bsky.feed.getAuthorFeed?actor=a.test&filter=posts_with_replies&limit=100&cursor=c"] = never
    first = web.pages["/app.bsky.feed.getAuthorFeed?actor=a.test&filter=posts_with_replies&limit=100"]
    assert isinstance(first, bytes)
    data = json.loads(first.partition(b"\r\n\r\n")[2])
    web.pages["/app.bsky.feed.getAuthorFeed?actor=a.test&filter=posts_with_replies&limit=100"] = said(
        {**data, "cursor": "c"}
    )
    asked = Asked({"bluesky": web.url}, pace=replace(HASTY, timeout=600.0), more={"max_seconds": 600})
    passes_when(monkeypatch, lambda: any("cursor=c" in path for path in web.asked))
    found = gather(tmp_path, asked, profile("a.test"))
    assert len(found.posts) == 2
    assert found.channel("a.test").cut.text == "There was no more time."
    assert found.of("a.test").last_post_at == datetime(2026, 11, 20, tzinfo=UTC)


def test_going_on_asks_nothing_again(web: LocalWeb, tmp_path: Path) -> None:
    shows(web, "a.test", "Hello")
    asked = Asked({"bluesky": web.url})
    first = gather(tmp_path, asked, profile("a.test"))
    count = len(web.asked)
    again = gather(tmp_path, asked, *first.profiles)
    assert len(web.asked) == count
    assert again.posts == first.posts
    assert again.profiles == first.profiles


@pytest.mark.parametrize("what", ["put_posts", "put"])
def test_a_full_disk_is_told_as_such(web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    shows(web, "a.test", "Hello")

    def full(*_: object) -> int:
        raise SnapshotError("cannot be written")

    monkeypatch.setattr(Store, what, full)
    with pytest.raises(SnapshotError, match="cannot be written"):
        gather(tmp_path, Asked({"bluesky": web.url}), profile("a.test"))


# --- a source written as base.py says -------------------------------------------------------------------------------


def _profile(session: SourceSession, asked: Profile) -> Profile:
    reply = session.ask("v1/users/{name}", name=asked.handle)
    if reply.problem is Problem.NOT_FOUND:
        return missing(asked, reply, "The platform's interface knows nobody of this name")
    return live(asked, reply, "The platform's interface shows it") if reply.ok else unknown(asked, reply)


def _posts(session: SourceSession, errand: Errand) -> Iterator[Post]:
    for number in range(10):
        yield errand.post(str(number), NOW, text="x", kind=PostKind.POST, by_brand=number == 0)


def test_a_new_source_is_a_few_lines(web: LocalWeb, tmp_path: Path) -> None:
    source = Source("examplebook", ("examplebook",), at(web.url), _profile, _posts, cannot_see=("deleted",))
    web.missing = answer(status=404)
    web.pages["/v1/users/acme"] = said({})
    store = Store(tmp_path)
    means = SourceContext(SourceSettings(max_posts=4, bases={"examplebook": web.url}), store.put, pace=HASTY)
    asked = [Profile("examplebook", handle, "") for handle in ("acme", "nobody")]
    found = asyncio.run(run.gather(asked, means, store, now=NOW, source_for=lambda _: source))
    assert [one.existence for one in found] == [Existence.LIVE, Existence.MISSING]
    (channel,) = store.channels()
    assert (channel.posts, channel.cannot_see, channel.source) == (4, ("deleted",), "examplebook")
    assert found[0].last_post_at == NOW
    store.close()


# --- whatever comes -------------------------------------------------------------------------------------------------

KEYS = (
    "id uri author handle did record text createdAt facets features embed images alt replyCount thread replies post feed cursor posts "
    "reply root parent threadgate allow account acct content created_at in_reply_to_id media_attachments mentions note fields value "
    "verified_at moved url descendants ancestors status reblog visibility card langs error message subject external media $type reason"
)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(
        ["2026-11-20T00:00:00Z", "a.test", "at://1", "public", "https://acme.example/", "<p>x</p>", "\ud800", "\x00"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=8),
    max_leaves=30,
)


@pytest.mark.parametrize("source", [bluesky.SOURCE, mastodon.SOURCE], ids=lambda source: source.name)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.lists(ANYTHING, min_size=1, max_size=6), status=st.sampled_from([200, 200, 200, 400, 401, 404, 500]))
def test_no_answer_makes_a_source_fall(source: Source, data: list[Any], status: int) -> None:
    with LocalWeb() as server:
        answers = [said(one, status) for one in data]

        async def anything(request: Request, writer: asyncio.StreamWriter) -> None:
            answers.append(answers.pop(0))
            writer.write(answers[-1])

        class Anything(dict[str, Any]):
            def get(self, key: str, default: Any = None) -> Any:
                return anything

        server.pages = Anything()

        def go(session: SourceSession) -> list[Post]:
            found = source.profile(session, Profile(source.platforms[0], "a.test", ""))
            errand = Errand(found, datetime(2026, 8, 1, tzinfo=UTC), NOW, 50, source.name, frozenset({"a.test"}))
            posts = []
            assert source.posts is not None
            for post in source.posts(session, errand):
                posts.append(post)
                if len(posts) >= 50:
                    break
            return posts

        posts = asking(server.url, go, pace=Pace(tries=1, timeout=2.0))
    for post in posts:
        post.text.encode("utf-8")
        assert post.created_at.tzinfo is not None
        assert post.id
