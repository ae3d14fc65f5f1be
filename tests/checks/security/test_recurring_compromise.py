from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auditor.model import ApprovedAccount, Channel, EarlierFinding, Existence, Outcome, Post, message
from tests.histories import BEGIN, EVIL, FRIDAY, HANDLE, PLATFORM, URL, history, own, site
from tests.snapshots import TAKEN_AT, Site, only, run


def taken(*days_before: float) -> Site:
    """Return a visit of an account that was taken over so many days before the visit."""
    bad: list[Post] = []
    for number, days in enumerate(days_before):
        at = TAKEN_AT - timedelta(days=days)
        bad.append(own(f"b{number}", at, f"A free anvil! Confirm your account today: {EVIL}"))
        bad.append(own(f"c{number}", at + timedelta(hours=2), f"Last chance {EVIL}"))
    return site(*history(), *(post for post in bad if post.created_at < TAKEN_AT)).landing(EVIL, password=True)


def told(since: float, *, outcome: Outcome = Outcome.FAIL, subject: str = URL) -> EarlierFinding:
    at = f"{TAKEN_AT - timedelta(days=since):%Y-%m-%dT%H:%M:%SZ}"
    return EarlierFinding("hijack-signs", subject, "f" * 32, outcome, data={"since": at, "until": at})


@pytest.mark.parametrize(("first", "second"), [(28, 8), (35, 6), (40, 36)])
def test_again_within_thirty_days_fails(first: float, second: float) -> None:
    found = only(run("recurring-compromise", taken(first, second).snapshot()))
    assert (found.outcome, found.subject) == (Outcome.FAIL, URL)
    assert "It was taken over again" in found.message.in_full


def test_again_after_two_months_is_another_matter() -> None:
    found = only(run("recurring-compromise", taken(65, 5).snapshot()))
    assert found.outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(
    ("days", "outcome", "said"),
    [
        (40, Outcome.PASS, "has not come back in the 39 days since"),
        (9, Outcome.INCONCLUSIVE, "7 days later"),
        (1.5, Outcome.INCONCLUSIVE, "24 hours later"),
        (0.1, Outcome.INCONCLUSIVE, "Less than half an hour"),
    ],
)
def test_what_is_known_so_far_is_said_with_the_next_time_to_look(days: float, outcome: Outcome, said: str) -> None:
    found = only(run("recurring-compromise", taken(days).snapshot()))
    assert (found.outcome, said in found.message.in_full) == (outcome, True), found.message.in_full
    assert ("Look again after" in found.hint.text) == (outcome is Outcome.INCONCLUSIVE)


def test_earlier_audits_tell_of_what_this_one_no_longer_shows() -> None:
    visit = taken(5).earlier(24, told(25)).earlier(10, told(25))
    assert only(run("recurring-compromise", visit.snapshot())).outcome is Outcome.FAIL
    clean = taken().earlier(24, told(25))
    assert only(run("recurring-compromise", clean.snapshot())).outcome is Outcome.INCONCLUSIVE
    twice = taken().earlier(24, told(25)).earlier(12, told(14))
    assert only(run("recurring-compromise", twice.snapshot())).outcome is Outcome.FAIL


def test_the_same_takeover_in_two_audits_is_one() -> None:
    visit = taken(5).earlier(4, told(5)).earlier(1, told(5))
    assert only(run("recurring-compromise", visit.snapshot())).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(("between", "outcome"), [(False, Outcome.INCONCLUSIVE), (True, Outcome.FAIL)])
def test_one_weekend_in_a_strangers_hands_is_one_takeover_unless_the_company_had_it_back(
    between: bool, outcome: Outcome
) -> None:
    friday, sunday = FRIDAY + timedelta(hours=6), FRIDAY + timedelta(hours=46)
    other = "https://other-anvils.example/login"
    posts = [post for post in history() if not FRIDAY < post.created_at < FRIDAY + timedelta(days=3)]
    posts += [
        own("b1", friday, f"A free anvil! Confirm your account today: {EVIL}"),
        own("b2", sunday, f"A free hammer! Confirm your account today: {other}"),
    ]
    posts += [own("w", friday + timedelta(hours=20), "Our account was hacked, do not click")] if between else []
    made = site(*posts).landing(EVIL, password=True).landing(other, password=True)
    found = only(run("recurring-compromise", made.snapshot()))
    assert found.outcome is outcome, found.message.in_full


def test_an_account_that_was_not_read_again_is_not_called_quiet() -> None:
    failed = Channel(PLATFORM, HANDLE, "bluesky", URL, BEGIN, TAKEN_AT, cut=message("The platform refused."))
    shown = Site().profile(PLATFORM, HANDLE, URL, existence=Existence.LIVE).earlier(39, told(40))
    for visit in (shown.snapshot(), shown.posts(channel=failed).snapshot()):
        found = only(run("recurring-compromise", visit))
        assert (found.outcome, "could not be read this time" in found.message.in_full) == (Outcome.INCONCLUSIVE, True)
    read = site().earlier(39, told(40))
    assert only(run("recurring-compromise", read.snapshot())).outcome is Outcome.PASS


def test_an_export_that_ends_before_the_takeover_does_not_tell_of_the_time_after_it() -> None:
    snapshot = site(*history(20)).earlier(1, told(2)).snapshot()
    export = replace(snapshot, channels=(replace(snapshot.channels[0], until=None),))
    found = only(run("recurring-compromise", export))
    assert (found.outcome, "could not be read this time" in found.message.in_full) == (Outcome.INCONCLUSIVE, True)


def test_a_profile_that_nobody_put_right_was_not_taken_over_again() -> None:
    """Every audit finds the page of somebody else, and none of them knows since when."""
    account = ApprovedAccount(PLATFORM, HANDLE, URL, name="Acme", links=("https://www.acme.example/",))
    replaced = {"name": "Elon Giveaway", "links": ("https://free-anvils.example/",)}
    seen = [
        (days, replace(told(days), data={"since": f"{TAKEN_AT - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"}))
        for days in (40, 20, 10)
    ]
    still, over, back = (site(*history(), **shown).approved(account) for shown in (replaced, {}, replaced))
    for days, finding in seen:
        still.earlier(days, finding)
        over.earlier(days, finding)
    found = only(run("recurring-compromise", still.snapshot()))
    assert (found.outcome, "still shows someone else's page" in found.message.in_full) == (Outcome.INCONCLUSIVE, True)
    found = only(run("recurring-compromise", over.snapshot()))
    assert (found.outcome, "last showed someone else's page on" in found.message.in_full) == (
        Outcome.INCONCLUSIVE,
        True,
    )
    back.earlier(20, seen[1][1]).earlier(15, told(0, outcome=Outcome.PASS)).earlier(10, seen[2][1])
    assert only(run("recurring-compromise", back.snapshot())).outcome is Outcome.FAIL


def test_what_was_no_takeover_then_counts_for_nothing() -> None:
    visit = taken(5).earlier(24, told(25, outcome=Outcome.REVIEW), told(25, subject="https://b.example/acme"))
    found = run("recurring-compromise", visit.snapshot())
    assert {one.subject: one.outcome for one in found.findings}[URL] is Outcome.INCONCLUSIVE
    assert run("recurring-compromise", site(*history()).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_marks_in_earlier_results_that_are_no_times_are_passed_over() -> None:
    odd = EarlierFinding("hijack-signs", URL, "f" * 32, Outcome.FAIL, data={"since": "soon", "until": 5})
    assert run("recurring-compromise", site(*history()).earlier(3, odd).snapshot()).outcome is Outcome.NOT_APPLICABLE
    assert FRIDAY < TAKEN_AT
