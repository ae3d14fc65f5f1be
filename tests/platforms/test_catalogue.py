"""The facts about platforms: complete, sourced, and what docs/developing/platforms.md says of adding one."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Any

import pytest

from auditor.platforms import catalogue as catalogues
from auditor.platforms.catalogue import Mark, Platform, catalogue, platform
from auditor.platforms.parse import Kind, Reader, profile_named
from auditor.resources import facts
from tests.conftest import ROOT

OPEN = [one for one in catalogue().platforms.values() if one.closed_on is None]
CLOSED = [one for one in catalogue().platforms.values() if one.closed_on is not None]
ASKED_FOR = {
    "x", "facebook", "instagram", "threads", "linkedin", "youtube", "tiktok", "reddit", "pinterest", "flickr", "bluesky", "mastodon",
    "hackernews", "stackexchange", "discourse", "github", "telegram", "discord", "whatsapp", "trustpilot", "appstore", "googleplay",
    "googlebusiness", "amazon",
}  # fmt: skip
SOURCES = {
    "bluesky",
    "mastodon",
    "hackernews",
    "stackexchange",
    "discourse",
    "github",
    "fediverse",
    "page",
    "oembed",
    "never",
}
TRIED = {"bluesky", "mastodon"}


def named(one: Platform) -> str:
    return one.id


def test_every_platform_has_one_entry() -> None:
    data = facts("platforms/platforms.toml")
    ids = [one["id"] for one in (*data["platform"], *data["closed"])]
    assert len(ids) == len(set(ids)) == len(catalogue().platforms)
    assert {one.id for one in OPEN} >= ASKED_FOR
    assert platform("x") is catalogue().platforms["x"]
    assert platform("nowhere") is None


def test_no_host_belongs_to_two() -> None:
    hosts = [
        (host, one.id)
        for one in catalogue().platforms.values()
        for host in {*one.hosts, *one.post_hosts, *one.not_hosts}
    ]
    taken = [host for host, _ in hosts]
    twice = {host for host in taken if taken.count(host) > 1}
    assert twice <= {"forum.gitlab.com", "developers.facebook.com"}, (
        "one is a Discourse of GitLab's, one helps WhatsApp too"
    )


@pytest.mark.parametrize("one", OPEN, ids=named)
def test_every_platform_says_what_it_must(one: Platform) -> None:
    assert one.name
    assert one.hosts
    assert one.profile
    assert all(path.handle or one.handle for path in one.profile)
    assert one.existence.by in SOURCES
    assert one.existence.seen in {"real server", "documentation", "issue threads", "unverified"}
    assert one.freed.registrable in {"yes", "no", "unknown"}
    assert one.freed.sure in {"documented", "reported", "unverified"}
    assert len(one.freed.source) > 10
    assert one.freed.sure == "unverified" or one.freed.source != "not documented"
    assert one.blind, "what can't be seen"
    assert "{url}" in one.verify
    assert one.verify.endswith(".")
    assert one.hint("https://a.example/").text.count("https://a.example/") == 1
    assert one.case in {"kept", "ignored"}


@pytest.mark.parametrize("one", OPEN, ids=named)
def test_every_rule_of_existence_can_be_applied(one: Platform) -> None:
    rule = one.existence
    if rule.by == "never":
        assert rule.why
        assert (rule.url, rule.live, rule.missing) == ("", (), ())
    elif rule.by in {"page", "oembed"}:
        assert rule.url == "{profile}" or re.fullmatch(r"https://[^{}]+\{(?:profile|handle|last)\}", rule.url)
        assert rule.live
        assert all(mark.status for mark in (*rule.live, *rule.missing))
        assert one.control.live
        assert one.control.absent
    else:
        # Where every host is one of its own there may be none that is known to hold a name.
        assert one.control.live or rule.by == "fediverse"
        assert one.control.absent


def test_only_what_ran_against_a_real_server_says_so() -> None:
    assert {one.id for one in OPEN if one.existence.seen == "real server"} == TRIED
    for one in OPEN:
        untried = one.standing == "built from documentation, never run against the service"
        assert untried is (one.id not in TRIED)


@pytest.mark.parametrize(
    "id", ["x", "facebook", "instagram", "threads", "linkedin", "whatsapp", "trustpilot", "amazon"]
)
def test_what_forbids_or_refuses_to_be_asked_is_never_asked(id: str) -> None:
    assert catalogue().platforms[id].existence.by == "never"


@pytest.mark.parametrize("one", [one for one in OPEN if one.control.live or one.control.absent], ids=named)
def test_controls_are_handles_of_their_platform(one: Platform) -> None:
    absent = one.control.missing("q7w8e9r0t1", "1234567890", one.hosts[0])
    assert "{" not in absent
    for handle in filter(None, (one.control.live, absent)):
        found = profile_named(one.id, handle)
        assert found is not None, handle
        assert found.handle == (handle if one.case == "kept" else handle.casefold())


def test_claimable_is_known_unknown_or_not() -> None:
    told = {one.id: one.claimable for one in OPEN}
    assert told["github"] is True
    assert told["stackexchange"] is False
    assert told["youtube"] is None


@pytest.mark.parametrize("one", CLOSED, ids=named)
def test_every_closed_service_says_since_when_and_who_says_so(one: Platform) -> None:
    assert isinstance(one.closed_on, date)
    assert date(2004, 1, 1) < one.closed_on < date(2026, 11, 1)
    assert len(one.closed_source) > 15
    assert one.existence.by == "never"
    assert one.silence.text.startswith(f"{one.name} closed on ")


def test_the_dates_of_the_best_known_closures() -> None:
    dates = {one.id: str(one.closed_on) for one in CLOSED}
    assert dates["googleplus"] == "2019-04-02"
    assert dates["eu-odr"] == "2025-07-20"
    assert {"vine", "periscope"} <= dates.keys()


@pytest.mark.parametrize(
    ("mark", "answer", "fits"),
    [
        (Mark(status=200), (200, "", ""), True),
        (Mark(status=200), (404, "", ""), False),
        (Mark(status=200), (None, "", ""), False),
        (Mark(holds="Unknown Invite"), (404, '{"message": "Unknown Invite"}', ""), True),
        (Mark(holds="a", lacks="b"), (200, "a b", ""), False),
        (Mark(lacks="b"), (200, "a", ""), True),
        (Mark(lands="consent.youtube.com"), (200, "", "www.youtube.com"), False),
        (Mark(lands="consent.youtube.com"), (200, "", "consent.youtube.com"), True),
    ],
)
def test_a_mark_fits_what_it_says(mark: Mark, answer: tuple[int | None, str, str], fits: bool) -> None:
    assert mark.fits(*answer) is fits


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"platform": [{"id": "acme", "name": "Acme", "host": ["acme.example"]}]}, "acme: unknown key 'host'"),
    ({"platform": [{"id": "acme", "name": "Acme"}]}, "acme: key 'hosts' is missing"),
    ({"platform": [{"id": "acme", "name": "A", "hosts": ["a.example"], "freed": {"registrable": "yes"}}]}, "acme: freed: key 'sure' is missing"),
    ({"platform": [{"id": "acme", "name": "A", "hosts": ["a.example"], "profile": [{"path": "/x"}]}]}, "acme: profile: key 'url' is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "words"), WRONG)
def test_a_mistake_in_an_entry_is_named(data: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        catalogues.read(data)


# ----------------------------------------------------------------------------------------------------------- the guide


def example() -> tuple[dict[str, Any], str]:
    """Return the platform that the guide adds, and the guide."""
    section = (ROOT / "docs" / "developing" / "platforms.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```toml\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return tomllib.loads(block), section


def test_the_example_of_a_platform_does_what_it_says() -> None:
    data, section = example()
    known = Reader(catalogue().with_more(data))
    (new,) = data["platform"]
    told = re.findall(r"^\| `(\S+)` \| (.+?) \|$", section, re.MULTILINE)
    assert len(told) >= 5
    for url, said in told:
        verdict = known.judge(url)
        assert verdict.platform is not None
        assert verdict.platform.id == new["id"]
        handle = re.fullmatch(r"profile `(\S+)`", said)
        if handle is None:
            assert (verdict.kind, verdict.found) == (Kind(said), None)
        else:
            assert verdict.found is not None
            assert (verdict.kind, verdict.found.handle) == (Kind.PROFILE, handle[1])


def test_the_example_of_a_platform_is_complete() -> None:
    data, _ = example()
    one = catalogue().with_more(data).platforms[data["platform"][0]["id"]]
    assert one.id not in catalogue().platforms
    test_every_platform_says_what_it_must(one)
    test_every_rule_of_existence_can_be_applied(one)
