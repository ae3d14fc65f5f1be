"""Accounts that look like the company's: questions, never verdicts."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model import ApprovedAccount, Existence, Outcome, Owner, Profile, Spokesperson
from tests.snapshots import TAKEN_AT, Site, only, run

ID = "impostor-account"
BIO = "Anvils, rockets and rubber bands for the whole country, delivered since 1949. Write to us."


def account(
    handle: str = "acmetools@b.example", name: str | None = "Acme Tools", platform: str = "mastodon", **more: Any
) -> Profile:
    known = {"existence": Existence.LIVE, "owner": Owner.UNKNOWN, "at": TAKEN_AT, "bio": "", **more}
    return Profile(platform, handle, f"https://b.example/@{handle}", name=name, **known)


def site() -> Site:
    made = Site("https://www.acmetools.example/").company_profile(names=("Acme Tools",))
    made.profile("bluesky", "atuk.example", "https://bsky.app/profile/atuk.example", existence=Existence.LIVE)
    return made.profile("mastodon", "acme@b.example", "https://b.example/@acme", existence=Existence.LIVE, name="Acme Tools", bio=BIO, avatar_sha256="ab")  # fmt: skip


def outcomes(made: Site) -> set[Outcome]:
    return {one.outcome for one in run(ID, made.snapshot()).findings}


@pytest.mark.parametrize(
    "suspect",
    [
        account("acmetools_support@b.example"),
        account("acme-tools-help@b.example", "Acme Tools Support"),
        account("acmetoo1s@b.example", "ACME TOOLS"),
        account("acmetooIs@b.example".lower(), "Acme T\u043e\u043els"),
        account("acmetols@b.example", "Acmetools Official"),
        account("acmetools.bsky.social", "Acme Tools", "bluesky"),
        account("x8812@b.example", "Acme Tools", avatar_sha256="ab"),
        account("at_uk_support@b.example", "Acme Tools"),
        account("acmetools99@b.example", "Anna", bio=BIO),
    ],
    ids=lambda one: one.handle,
)
def test_two_signs_are_a_question_for_a_person(suspect: Profile) -> None:
    finding = only(run(ID, site().searched(suspect, platform=suspect.platform).snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.REVIEW, suspect.url)


@pytest.mark.parametrize(
    "honest",
    [
        account("acmetools@b.example", "Anna Miller"),
        account("annamiller@b.example", "Acme Tools"),
        account("toolsforall@b.example", "Tools for All"),
        account("acme@b.example"),
        account("acmetools@other.example", "Acme Tools (parody)"),
        account("acmetools_fans@b.example", "Acme Tools", bio="Unofficial. Not affiliated with the company."),
        account("press.acmetools.example", "Acme Tools", "bluesky"),
        account("acmetools@b.example", "Acme Tools", verified_links=("https://www.acmetools.example/",)),
    ],
    ids=lambda one: f"{one.handle}-{one.name}",
)
def test_one_sign_own_accounts_and_what_says_so_itself_are_none(honest: Profile) -> None:
    assert outcomes(site().searched(honest, platform=honest.platform)) == {Outcome.PASS}


@pytest.mark.parametrize(
    ("name", "bio", "outcome"),
    [
        ("Acme Tools Official", "The official account. Beware of fan pages and unofficial accounts.", Outcome.REVIEW),
        ("Acme Tools Help", "Customer support. We are not affiliated with Telegram groups.", Outcome.REVIEW),
        ("Acme Tools Hilfe", "Vorsicht vor inoffiziellen Konten, sie sind nicht offiziell.", Outcome.REVIEW),
        ("Acme Tools Help", "Tips by users. Not affiliated with the company.", Outcome.PASS),
        ("Acme Tools Help", "Tips by users, not affiliated with Acme Tools.", Outcome.PASS),
        ("Acme Tools Help", "Unofficial tips by users.", Outcome.PASS),
        ("Acme Tools Fans", "", Outcome.PASS),
        ("Acme Tools", "Our fans are the best.", Outcome.REVIEW),
    ],
)
def test_what_an_account_says_of_others_says_nothing_of_itself(name: str, bio: str, outcome: Outcome) -> None:
    suspect = account("acmetools_help@b.example", name, bio=bio)
    found = [one.outcome for one in run(ID, site().searched(suspect).snapshot()).findings if one.subject == suspect.url]
    assert found == [outcome]


def test_a_word_of_the_company_ends_the_question() -> None:
    suspect = account()
    assert outcomes(site().searched(suspect)) == {Outcome.REVIEW}
    confirmed = site().searched(suspect).approved(ApprovedAccount("mastodon", "acmetools@b.example"))
    assert outcomes(confirmed) == {Outcome.PASS}
    listed = (
        site().searched(suspect).profile("mastodon", suspect.handle, suspect.url, "auditor.toml", owner=Owner.OTHER)
    )
    assert outcomes(listed) == {Outcome.PASS}
    spoken = site().company_profile(
        names=("Acme Tools",), spokespeople=(Spokesperson("Ann", "in writing", profiles=(suspect.url,)),)
    )
    assert outcomes(spoken.searched(suspect)) == {Outcome.PASS}


def test_a_search_whose_controls_fail_is_never_a_word_that_nobody_is_there() -> None:
    made = site().searched(problem="Its search does not find acme, which is there.")
    finding = only(run(ID, made.snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.INCONCLUSIVE, "https://b.example")


def test_what_was_found_is_there_whatever_the_search_is_worth() -> None:
    made = site().searched(account(), problem="Its search does not find acme, which is there.")
    assert [(one.outcome, one.subject) for one in run(ID, made.snapshot()).findings] == [
        (Outcome.REVIEW, account().url),
        (Outcome.INCONCLUSIVE, "https://b.example"),
    ]


def test_without_a_search_nothing_is_said() -> None:
    assert run(ID, site().snapshot()).outcome is Outcome.NOT_APPLICABLE
    assert run(ID, site().snapshot(missing={"account_searches": "Switched off."})).outcome is Outcome.INCONCLUSIVE


def test_however_much_an_account_looks_like_the_company_it_never_fails() -> None:
    twin = account("acmetools@b.example", "Acme Tools", bio=BIO, avatar_sha256="ab")
    assert outcomes(site().searched(twin)) == {Outcome.REVIEW} != {Outcome.FAIL}
