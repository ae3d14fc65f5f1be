"""Rounds of a watch, asked of an interface on loopback."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.collect import rounds
from auditor.collect.http.stand_ins import StandIns
from auditor.collect.rounds import Look, Plan
from auditor.config.schema import Settings
from auditor.model import (
    Existence,
    Fetch,
    Link,
    LinkKind,
    Owner,
    Page,
    Profile,
    ProfileMention,
    ProfileSource,
    Reach,
    Target,
)
from auditor.snapshot import link_codec, reader
from auditor.snapshot.writer import Store, Visit
from tests.watch.bsky import Bluesky, Row, post

NOW = datetime(2026, 11, 27, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
FINE: Row = {"displayName": "Acme", "description": "Anvils since 1949"}
POSTS = [post("2", NOW - HOUR / 2, "New anvils are in."), post("1", NOW - 30 * HOUR, "We are hiring.")]


def settings(base: str, *profiles: str, **more: object) -> Settings:
    listed = [{"url": url} for url in profiles or ("https://bsky.app/profile/acme.example",)]
    said = {"target": {"site": "https://www.acme.example"}, "profile": listed, "sources": {"bases": {"bluesky": base}}}
    return Settings.model_validate({**said, **more})


def gathered(plan: Plan, folder: Path) -> tuple[Look, ...]:
    return rounds.collect(plan, folder, lambda *_: None)


def plan(base: str, **more: object) -> Plan:
    return Plan(settings(base), around=StandIns(now=NOW), **more)  # type: ignore[arg-type]  # as named there


def test_a_round_sees_profiles_and_what_was_posted_since(tmp_path: Path) -> None:
    with Bluesky(lambda: FINE, lambda: POSTS) as network:
        looks = gathered(plan(network.url, since=lambda *_: NOW - 2 * HOUR), tmp_path)
    assert [(look.name, look.saw) for look in looks] == [
        ("bluesky acme.example", True),
        ("posts of bluesky acme.example", True),
    ]
    seen = reader.load(tmp_path)
    assert seen.watching
    assert seen.taken_at == NOW
    assert [one.text for one in seen.posts] == ["New anvils are in."]
    assert [(one.since, one.until) for one in seen.channels] == [(NOW - 2 * HOUR, NOW)]
    (profile,) = seen.profiles
    assert (profile.existence, profile.bio) == (Existence.LIVE, "Anvils since 1949")
    assert set(rounds.UNREAD) <= set(seen.missing)
    assert seen.missing["pages"].text == "A watch does not read the site."
    assert not seen.pages


def test_the_first_round_sees_all_of_the_window(tmp_path: Path) -> None:
    with Bluesky(lambda: FINE, lambda: POSTS) as network:
        gathered(plan(network.url), tmp_path)
    assert len(list(reader.load(tmp_path).posts)) == 2


@pytest.mark.parametrize(
    ("said", "existence"), [("AccountTakedown", Existence.SUSPENDED), ("AccountDeactivated", Existence.DEACTIVATED)]
)
def test_a_round_sees_what_became_of_a_profile(tmp_path: Path, said: str, existence: Existence) -> None:
    with Bluesky(lambda: said) as network:
        looks = gathered(plan(network.url), tmp_path)
    assert all(look.saw for look in looks)
    assert [one.existence for one in reader.load(tmp_path).profiles] == [existence]


def test_a_round_without_a_network_says_so_and_concludes_nothing(tmp_path: Path) -> None:
    with Bluesky(lambda: None) as network:
        (look,) = gathered(plan(network.url), tmp_path)
    assert not look.saw
    assert look.host == "bsky.app"
    assert look.why.text
    (profile,) = reader.load(tmp_path).profiles
    assert profile.existence is Existence.UNKNOWN


def test_profiles_of_earlier_audits_are_watched_where_they_are_certainly_ours(tmp_path: Path) -> None:
    def known(handle: str, owner: Owner) -> Profile:
        url = f"https://bsky.app/profile/{handle}"
        linked = ProfileMention("https://www.acme.example/", url, ProfileSource.LINK)
        return Profile("bluesky", handle, url, (linked,), Existence.LIVE, owner=owner, name="Old")

    earlier = (known("acme.example", Owner.CERTAIN), known("maybe.example", Owner.LIKELY))
    with Bluesky(lambda: "AccountTakedown") as network:
        said = Settings.model_validate(settings(network.url).model_dump() | {"profile": ()})
        gathered(Plan(said, earlier, around=StandIns(now=NOW)), tmp_path)
    (profile,) = reader.load(tmp_path).profiles
    assert (profile.handle, profile.existence, profile.name) == ("acme.example", Existence.SUSPENDED, None)
    assert [one.page for one in profile.mentions] == ["https://www.acme.example/"]


def test_profiles_that_nobody_can_ask_for_are_no_loss_of_sight(tmp_path: Path) -> None:
    with Bluesky(lambda: FINE) as network:
        both = ("https://bsky.app/profile/acme.example", "https://www.instagram.com/acme/")
        looks = gathered(Plan(settings(network.url, *both), around=StandIns(now=NOW)), tmp_path)
    assert all(look.saw for look in looks)
    assert not [look for look in looks if "instagram" in look.name]


def test_status_pages_that_an_audit_found_are_read_in_rounds(tmp_path: Path) -> None:
    home, status = "https://www.acme.example/", "https://status.acme.example/"
    fetch = Fetch(home, home, Reach.RESPONDED, NOW, 200)
    store = Store(tmp_path)
    store.begin(Target("Acme", home), NOW)
    store.put(
        Visit(fetch, page=Page(home, fetch), links=link_codec.write([Link(home, status, LinkKind.ANCHOR, "Status")]))
    )
    store.close()
    before = (tmp_path / reader.NAME).read_bytes()
    assert rounds.linked_status_pages(tmp_path) == (status,)
    assert (tmp_path / reader.NAME).read_bytes() == before  # an audit stays as it was
