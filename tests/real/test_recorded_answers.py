"""Answers that others recorded from Bluesky's servers and from snac."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from auditor.model import Approved, ApprovedAccount, Existence, Outcome, PostKind, Profile, Snapshot, Target
from tests.collect.sources.replay import NOBODY, Asked, Gathered, gather
from tests.local_web import Handler, LocalWeb, Request, answer
from tests.snapshots import only, outcomes, run

pytestmark = pytest.mark.shared_data

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture(scope="module")
def recorded(shared_data: Path) -> Path:
    folder = shared_data.parent / "fixtures"
    assert folder.is_dir(), f"no recorded answers at {folder}"
    return folder


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def bytes_of(said: dict[str, Any]) -> bytes:
    body = said["body"] if isinstance(said["body"], str) else json.dumps(said["body"])
    kind = next(value for name, value in said["headers"].items() if name.lower() == "content-type")
    return answer(body, status=said["status"], type=kind)


class Replayed(dict[str, "bytes | Handler"]):
    """Answers by path and by what matters of the query: how long a page is does not."""

    def __init__(self, answers: list[dict[str, Any]], missing: bytes) -> None:
        super().__init__()
        self.answers = answers
        self.missing = missing

    def get(self, key: str, default: Any = None) -> Any:
        async def say(request: Request, writer: asyncio.StreamWriter) -> None:
            fitting = [said for said in self.answers if _fits(said["url"], key)]
            writer.write(bytes_of(fitting[-1]) if fitting else self.missing)

        return say


def _fits(url: str, key: str) -> bool:
    one, other = urlsplit(url), urlsplit(key)
    told, asked = parse_qs(one.query), parse_qs(other.query)
    for query in (told, asked):  # of its own accounts, a host may say the name alone
        query["acct"] = [acct.partition("@")[0] for acct in query.get("acct", [])]
    same = all(told.get(name) == asked.get(name) for name in ("actor", "acct", "uri", "cursor", "resource"))
    return one.path == other.path and same


@pytest.fixture(scope="module")
def bluesky(recorded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gathered]:
    with LocalWeb() as server:
        server.pages = Replayed([read(path) for path in sorted((recorded / "bluesky").glob("*.json"))], NOBODY)
        handles = ("acmetoolsf.test", "acmeoldf.test", "acmescamf.test", "nobodyf.test", "not a handle")
        asked = Asked({"bluesky": f"{server.url}/xrpc/"}, now=NOW)
        yield gather(tmp_path_factory.mktemp("run"), asked, *(Profile("bluesky", handle, "") for handle in handles))


def test_bluesky_existence(bluesky: Gathered) -> None:
    assert [profile.existence for profile in bluesky.profiles] == [
        Existence.LIVE,
        Existence.DEACTIVATED,
        Existence.SUSPENDED,
        Existence.MISSING,
        Existence.UNKNOWN,
    ]
    assert bluesky.profiles[0].name == "Acme Tools"
    assert bluesky.profiles[0].links == ("https://acme.example/",)


def test_bluesky_conversations(bluesky: Gathered) -> None:
    kinds = {post.text[:12]: (post.kind, post.author.partition(".")[0]) for post in bluesky.posts}
    assert kinds == {
        "Our new dril": (PostKind.POST, "acmetoolsf"),
        "FREE BITCOIN": (PostKind.POST, "acmetoolsf"),
        "Does it ship": (PostKind.REPLY, "alicef"),
        "Yes, it does": (PostKind.REPLY, "acmetoolsf"),
        "Where can I ": (PostKind.REPLY, "bobf"),
        "Hey @acmetoo": (PostKind.MENTION, "bobf"),
    }
    texts = {post.id: post.text for post in bluesky.posts}
    answered = {texts[post.parent_id] for post in bluesky.posts if post.by_brand and post.parent_id}
    assert answered == {"Does it ship with a charger?"}
    assert {url for post in bluesky.posts for url in post.urls} == {
        "https://acme.example/drill",
        "http://evil.example/x",
    }


def snac(recorded: Path, folder: Path, left_out: str) -> Gathered:
    paths = sorted((recorded / "mastodon_snac").glob("*.json"))
    with LocalWeb() as server:
        server.pages = Replayed([read(path) for path in paths if path.stem != left_out], answer(status=404))
        names = ("acme", "nobody")
        profiles = [Profile("mastodon", f"{name}@localhost:38081", "") for name in names]
        return gather(folder, Asked({"mastodon": server.url}, now=NOW), *profiles)


def test_snac_existence_and_own_posts(recorded: Path, tmp_path: Path) -> None:
    found = snac(recorded, tmp_path, left_out="context_token")
    assert [profile.existence for profile in found.profiles] == [Existence.LIVE, Existence.MISSING]
    assert [post.by_brand for post in found.posts] == [True] * 4
    assert found.channels[0].cannot_see == ("deleted", "direct", "mentions", "replies", "threads")


def test_snac_conversations_where_they_are_shown(recorded: Path, tmp_path: Path) -> None:
    found = snac(recorded, tmp_path, left_out="context_anonymous_401")
    (question,) = [post for post in found.posts if not post.by_brand]
    assert question.text == "@acme@localhost:38081 does it ship with a charger?"
    assert question.author == "alice@localhost:38081"
    assert [post.text for post in found.posts if post.parent_id == question.id] == [
        "@alice@localhost:38081 yes, it does!"
    ]


def visited(gathered: Gathered, *approved: ApprovedAccount) -> Snapshot:
    """Return a visit of the company whose accounts these are."""
    confirmed = Approved("https://acme.example/", accounts=approved) if approved else None
    return Snapshot(
        Target("Acme Tools", "https://acme.example/"),
        NOW,
        profiles=tuple(replace(one, url=f"https://bsky.app/profile/{one.handle}") for one in gathered.profiles),
        posts=tuple(sorted(gathered.posts, key=lambda one: (one.platform, one.account, one.created_at, one.id))),
        channels=gathered.channels,
        approved=confirmed,
    )


def test_bluesky_s_bait_in_an_account_of_three_posts_is_for_a_person_to_look_at(bluesky: Gathered) -> None:
    found = only(run("hijack-signs", visited(bluesky)))
    assert (found.outcome, found.subject) == (Outcome.REVIEW, "https://bsky.app/profile/acmetoolsf.test")
    assert any("FREE BITCOIN" in proof.excerpt for proof in found.evidence)


def test_bluesky_s_suspended_and_deactivated_accounts_are_no_takeovers_and_pass_for_nothing(bluesky: Gathered) -> None:
    names = ("acmeoldf.test", "acmescamf.test", "nobodyf.test")
    approved = [ApprovedAccount("bluesky", name, name="Acme") for name in names]
    found = outcomes(run("hijack-signs", visited(bluesky, *approved)))
    assert {subject.rpartition("/")[2]: outcome for subject, outcome in found.items()} == {
        "acmetoolsf.test": Outcome.REVIEW,
        "acmeoldf.test": Outcome.REVIEW,
        "acmescamf.test": Outcome.REVIEW,
        "nobodyf.test": Outcome.REVIEW,
    }


def test_bluesky_s_profile_as_approved_and_in_other_hands(bluesky: Gathered) -> None:
    bait = [post for post in bluesky.posts if "BITCOIN" in post.text]
    quiet = replace(bluesky, posts=[post for post in bluesky.posts if post not in bait])
    mine = ApprovedAccount("bluesky", "acmetoolsf.test", name="Acme Tools", links=("https://acme.example/",))
    assert only(run("hijack-signs", visited(quiet, mine))).outcome is Outcome.PASS
    theirs = replace(mine, name="Roadrunner Supplies", links=("https://roadrunner.example/",))
    shown = replace(quiet.profiles[0], name="BTC Rewards", links=("https://evil.example/x",))
    taken = replace(quiet, profiles=[shown, *quiet.profiles[1:]])
    assert only(run("hijack-signs", visited(taken, theirs))).outcome is Outcome.FAIL
