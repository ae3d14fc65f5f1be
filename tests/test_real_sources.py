"""Bluesky's own servers and snac, set up afresh on loopback and asked as platforms are."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.sources import impostors
from auditor.collect.sources.adapter import Pace
from auditor.collect.sources.clients import SourceContext
from auditor.config.schema import SourceSettings
from auditor.model import CheckResult, Existence, Outcome, Owner, PostKind, Profile, Snapshot, Target
from auditor.snapshot.writer import Store
from tests.collect.sources.replay import Asked, Gathered, gather
from tests.conftest import ROOT
from tests.local_web import LocalWeb
from tests.snapshots import only, run
from tests.test_real_servers import audit, end

pytestmark = pytest.mark.server

TOKEN = "AUDITOR_TOKEN_MASTODON"
SECONDS_TO_START = 240
"""Four servers and several hundred posts, on a machine that has other things to do."""


def free_ports(count: int) -> int:
    """Return the first of so many free ports in a row, below the range from which the system hands out ports by itself."""
    for first in random.sample(range(20_000, 32_000), 50):
        with ExitStack() as probes, suppress(OSError):
            for port in range(first, first + count):
                probes.enter_context(socket.socket()).bind(("127.0.0.1", port))
            return first
    raise AssertionError("no free ports")


@contextmanager
def started(kind: str, ports: int) -> Iterator[dict[str, Any]]:
    """Start fresh servers of this kind; yield what was put in; end them and all they started."""
    state = Path(tempfile.mkdtemp(prefix=f"auditor-{kind}-"))
    command = ["bash", str(ROOT / "tests" / "servers" / kind / "start.sh"), str(state), str(free_ports(ports))]
    with (state / "start.log").open("wb") as output:
        script = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        wait(kind, script, state)
        yield json.loads((state / "seeded.json").read_text(encoding="utf-8"))
    finally:
        end(script)
        shutil.rmtree(state, ignore_errors=True)


def wait(kind: str, script: subprocess.Popen[bytes], state: Path) -> None:
    latest = time.monotonic() + SECONDS_TO_START
    while "READY" not in (state / "start.log").read_text(errors="replace"):
        if script.poll() is not None or time.monotonic() > latest:
            logs = [f"== {log.name}\n{log.read_text(errors='replace')[-2_000:]}" for log in sorted(state.glob("*.log"))]
            pytest.fail(f"{kind} was not READY within {SECONDS_TO_START} s, or ended\n" + "\n".join(logs))
        time.sleep(0.1)


def asked(bases: dict[str, str], environ: dict[str, str] | None = None, **more: object) -> Asked:
    return Asked(bases, environ or {}, Pace(waits=(0.5, 2.0)), datetime.now(UTC), dict(more))


# --- Bluesky --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def network() -> Iterator[dict[str, Any]]:
    with started("atproto", 6) as seeded:
        yield seeded


def bluesky(name: str) -> Profile:
    return Profile("bluesky", f"{name}.test", f"https://bsky.app/profile/{name}.test")


@pytest.fixture(scope="module")
def seen(network: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    names = ["borehole", "borehole-eu", "borehole-old", "borehole-prize", "nobody-here"]
    asking = asked({"bluesky": f"{network['appview']}/xrpc/"})
    return gather(tmp_path_factory.mktemp("bluesky"), asking, *map(bluesky, names))


def test_bluesky_tells_live_missing_deactivated_and_suspended_apart(seen: Gathered) -> None:
    assert {profile.handle: profile.existence for profile in seen.profiles} == {
        "borehole.test": Existence.LIVE,
        "borehole-eu.test": Existence.LIVE,
        "borehole-old.test": Existence.DEACTIVATED,
        "borehole-prize.test": Existence.SUSPENDED,
        "nobody-here.test": Existence.MISSING,
    }
    assert seen.controls == {}


def test_bluesky_tells_which_profile_links_back(seen: Gathered) -> None:
    assert seen.of("borehole.test").links == ("https://www.borehole.example/support",)
    assert seen.of("borehole-eu.test").links == ()


def test_bluesky_posts_come_in_over_several_pages_to_the_start_of_the_window(
    seen: Gathered, network: dict[str, Any]
) -> None:
    ids = {post.id for post in seen.posts}
    assert len(network["own"]) > 100
    assert set(network["own"]) <= ids
    assert network["too_old"] not in ids
    assert sum("getAuthorFeed?actor=borehole.test" in url for url in seen.fetches) == 2
    assert seen.channel("borehole.test").cut.text == ""


def test_bluesky_conversations_come_in_whole(seen: Gathered, network: dict[str, Any]) -> None:
    posts = {post.id: post for post in seen.posts}
    assert {child: posts[child].parent_id for child in network["thread"]} == network["thread"]
    answered = {post.parent_id for post in seen.posts if post.by_brand}
    assert set(network["answered"]) <= answered
    assert set(network["unanswered"]) <= set(posts)
    assert not set(network["unanswered"]) & answered
    assert {post.id for post in seen.posts if post.kind is PostKind.MENTION} == set(network["mentions"])
    assert set(network["below_mention"]) <= set(posts)
    assert network["stranger"] in posts
    assert not set(network["not_ours"]) & set(posts)
    assert posts[network["closed"]].replies_closed is True


def test_bluesky_conversations_are_read_to_their_bottom(seen: Gathered, network: dict[str, Any]) -> None:
    posts = {post.id: post for post in seen.posts}
    depth, post = 0, posts[network["deepest"]]
    while post.parent_id:
        depth, post = depth + 1, posts[post.parent_id]
    assert depth == network["deep"] > 100
    assert post.by_brand


def look_with(folder: Path, base: str, token: str) -> Gathered:
    return gather(folder, asked({"bluesky": f"{base}/xrpc/"}, {"AUDITOR_TOKEN_BLUESKY": token}), bluesky("borehole"))


def test_bluesky_a_token_goes_to_its_own_server_and_shows_mentions(network: dict[str, Any], tmp_path: Path) -> None:
    found = look_with(tmp_path, network["pds"], network["token"])
    assert found.of("borehole.test").existence is Existence.LIVE
    assert {post.id for post in found.posts if post.kind is PostKind.MENTION} == set(network["mentions"])
    assert "mentions" not in found.channel("borehole.test").cannot_see
    assert not [note for note in found.notes if "refused" in note]
    assert network["token"].encode() not in found.bytes()


def test_bluesky_a_token_that_is_none_costs_nothing_that_strangers_see(
    network: dict[str, Any], seen: Gathered, tmp_path: Path
) -> None:
    found = look_with(tmp_path, network["appview"], "no.such.token-at-all")
    assert {post.id for post in found.posts} == {post.id for post in seen.posts if post.account == "borehole.test"}
    assert [note for note in found.notes if "refused the token in AUDITOR_TOKEN_BLUESKY" in note]
    assert b"no.such.token" not in found.bytes()


def test_bluesky_a_server_that_wants_a_token_makes_nobody_missing(network: dict[str, Any], tmp_path: Path) -> None:
    found = look_with(tmp_path, network["pds"], network["token"][:-5] + "wrong")
    assert found.of("borehole.test").existence is Existence.UNKNOWN
    assert "does not answer strangers" in found.of("borehole.test").reason.text
    assert [note for note in found.notes if "refused the token in AUDITOR_TOKEN_BLUESKY" in note]


# --- snac -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def snac() -> Iterator[dict[str, Any]]:
    with started("snac", 1) as seeded:
        yield seeded


def look(folder: Path, seeded: dict[str, Any], token: str = "") -> Gathered:
    profiles = [
        Profile("mastodon", f"{name}@{seeded['host']}", f"{seeded['base']}/{name}")
        for name in ("borehole", "boreholeeu", "nobody")
    ]
    return gather(folder, asked({"mastodon": seeded["base"]}, {TOKEN: token}), *profiles)


@pytest.fixture(scope="module")
def stranger(snac: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    return look(tmp_path_factory.mktemp("snac"), snac)


def test_snac_tells_live_and_missing_apart(stranger: Gathered, snac: dict[str, Any]) -> None:
    assert [profile.existence for profile in stranger.profiles] == [Existence.LIVE, Existence.LIVE, Existence.MISSING]
    assert stranger.controls == {}


def test_snac_tells_which_profile_links_back_and_which_link_is_verified(
    stranger: Gathered, snac: dict[str, Any]
) -> None:
    company, europe, _ = stranger.profiles
    assert company.verified_links == (snac["home"],)
    assert set(company.links or ()) > {snac["home"]}
    assert (europe.links, europe.verified_links) == ((), ())


def test_snac_shows_strangers_own_posts_and_no_conversations(stranger: Gathered, snac: dict[str, Any]) -> None:
    assert len(snac["own"]) > 40
    assert {post.id for post in stranger.posts} == set(snac["own"])
    channel = stranger.channel(f"borehole@{snac['host']}")
    assert channel.cannot_see == ("deleted", "direct", "mentions", "replies", "threads")
    assert channel.cut.text == ""


def test_snac_shows_the_company_itself_its_conversations_whole(snac: dict[str, Any], tmp_path: Path) -> None:
    found = look(tmp_path, snac, snac["token"])
    posts = {post.id: post for post in found.posts}
    assert {child: posts[child].parent_id for child in snac["thread"]} == snac["thread"]
    answered = {post.parent_id for post in found.posts if post.by_brand}
    assert set(snac["answered"]) <= answered
    assert set(snac["unanswered"]) <= set(posts)
    assert not set(snac["unanswered"]) & answered
    assert [post.id for post in found.posts if post.kind is PostKind.MENTION] == snac["mentions"]
    assert found.channel(f"borehole@{snac['host']}").cannot_see == ("deleted", "direct")
    assert snac["token"].encode() not in found.bytes()


def test_snac_a_token_that_has_run_out_is_told(snac: dict[str, Any], tmp_path: Path) -> None:
    found = look(tmp_path, snac, "0123456789abcdef")
    assert [note for note in found.notes if f"{snac['base']} refused the token in {TOKEN} (401)" in note]
    assert {post.id for post in found.posts} == set(snac["own"])
    assert b"0123456789abcdef" not in found.bytes()


# --- Whole audits, and searches for impostors -----------------------------------------------------------------------

NOBODIES = ("Wendelbrunn Optik", "Quorvaxil Freight", "Marrowdene Kettles")
"""Names of companies that have no account anywhere, and no impostors."""


def audited(site: str, seeded: dict[str, Any], folder: Path, name: str, *handles: str) -> dict[str, Any]:
    """Run a whole audit of a company with these handles on Bluesky; return its results."""
    profiles = "".join(f'[[profile]]\nurl = "https://bsky.app/profile/{handle}"\n' for handle in handles)
    folder.mkdir()
    (folder / "auditor.toml").write_text(
        f'[target]\nsite = "{site}/"\nname = "{name}"\ndomains = ["borehole.example"]\n[sources.bases]\nbluesky = "{seeded["appview"]}/xrpc/"\n'
        f'[security]\nimpostors = ["bluesky"]\n{profiles}',
        encoding="utf-8",
    )
    result = audit("run", folder / "auditor.toml", "--output", folder / "run")
    assert result.exit_code == 0, result.output
    judged: dict[str, Any] = json.loads((folder / "run" / "results.json").read_text(encoding="utf-8"))
    return judged


def told(judged: dict[str, Any], check: str) -> dict[str, tuple[str, str]]:
    """Return (outcome, message) of what a check found, by the last part of the subject's address."""
    (one,) = [one for one in judged["checks"] if one["id"] == check]
    return {
        found["subject"].rpartition("/")[2]: (found["outcome"], found["message"]["text"]) for found in one["findings"]
    }


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    names = ("borehole", "borehole-eu", "borehole-shop", "borehole-old", "borehole-prize")
    links = "".join(f'<a href="https://bsky.app/profile/{name}.test">{name}</a>' for name in names)
    with LocalWeb() as web:
        web.html("/", f"<p>Drills since 1887, for wells and for gardens.</p><footer>{links}</footer>", "Borehole Tools")
        yield web.url


@pytest.fixture(scope="module")
def borehole(site: str, network: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    handles = ("borehole.test", "borehole-eu.test", "borehole-shop.test")
    return audited(site, network, tmp_path_factory.mktemp("borehole") / "audit", "Borehole Tools", *handles)


def test_bluesky_an_account_in_other_hands_is_told_since_its_first_bait(borehole: dict[str, Any]) -> None:
    found = told(borehole, "hijack-signs")
    assert (
        "a link to evil.example, which it had never linked before, nearly identical posts"
        in found["borehole-shop.test"][1]
    )
    assert {name: outcome for name, (outcome, _) in found.items()} == {
        "borehole.test": "pass",
        "borehole-shop.test": "fail",
    }


def test_bluesky_suspended_and_deactivated_profiles_are_dead_links_and_no_takeovers(borehole: dict[str, Any]) -> None:
    found = told(borehole, "dead-profile-link")
    assert {name: outcome for name, (outcome, _) in found.items()} == {
        "borehole.test": "pass",
        "borehole-eu.test": "pass",
        "borehole-shop.test": "pass",
        "borehole-old.test": "fail",
        "borehole-prize.test": "fail",
    }
    assert "is deactivated." in found["borehole-old.test"][1]
    assert "is suspended." in found["borehole-prize.test"][1]


def test_bluesky_an_impostor_is_put_to_a_person_and_a_search_by_handles_alone_proves_nothing(
    borehole: dict[str, Any], network: dict[str, Any]
) -> None:
    assert told(borehole, "impostor-account") == {
        "boreholesupport.test": (
            "review",
            (
                "boreholesupport.test is on no list of the company's profiles. Its handle is like that of one of the company's "
                "profiles. It calls itself “Borehole Tools Support”."
            ),
        ),
        network["appview"].rpartition("/")[2]: (
            "inconclusive",
            (
                f"The search of {network['appview']} could not be relied on. Its search does not find borehole-eu.test by the "
                "name it shows, “Borehole Europe”."
            ),
        ),
    }


@pytest.mark.parametrize("name", NOBODIES)
def test_bluesky_names_that_nobody_has_bring_no_impostors(network: dict[str, Any], tmp_path: Path, name: str) -> None:
    with LocalWeb() as web:
        web.html("/", "<p>We do what we do, and we have done so for years.</p>", name)
        judged = audited(web.url, network, tmp_path / "audit", name, "tamsin.test")
    assert {outcome for outcome, _ in told(judged, "impostor-account").values()} == {"pass"}


def searched(seeded: dict[str, Any], folder: Path, name: str, token: str = "") -> CheckResult:
    """Return what is said of impostors of a company of this name that has the company's account on snac."""
    own = Profile(
        "mastodon",
        f"borehole@{seeded['host']}",
        f"{seeded['base']}/borehole",
        existence=Existence.LIVE,
        owner=Owner.CERTAIN,
        name="Borehole Tools",
    )
    store = Store(folder)
    store.put_profiles([own])
    means = SourceContext(SourceSettings(bases={"mastodon": seeded["base"]}), store.put, environ={TOKEN: token})
    asyncio.run(impostors.gather(["mastodon"], (name.partition(" ")[0].lower(), name), means, store))
    searches = store.account_searches()
    store.close()
    snapshot = Snapshot(
        Target(name, "https://www.borehole.example/"), datetime.now(UTC), profiles=(own,), account_searches=searches
    )
    return run("impostor-account", snapshot)


@pytest.mark.parametrize(
    "signed_in", [False, True], ids=["strangers may not search", "whole addresses alone are found"]
)
def test_snac_an_impostor_is_found_by_its_handle_and_the_search_proves_nothing(
    snac: dict[str, Any], tmp_path: Path, signed_in: bool
) -> None:
    found = searched(snac, tmp_path, "Borehole Tools", snac["token"] if signed_in else "")
    assert [(one.outcome, one.subject) for one in found.findings] == [
        (Outcome.REVIEW, f"{snac['base']}/boreholesupport"),
        (Outcome.INCONCLUSIVE, snac["base"]),
    ]


@pytest.mark.parametrize("name", NOBODIES)
def test_snac_names_that_nobody_has_bring_no_impostors_and_no_word_that_there_are_none(
    snac: dict[str, Any], tmp_path: Path, name: str
) -> None:
    finding = only(searched(snac, tmp_path, name))
    assert finding.message.text.endswith("The platform's interface does not answer strangers (401).")
    assert (finding.outcome, finding.subject) == (Outcome.INCONCLUSIVE, snac["base"])
