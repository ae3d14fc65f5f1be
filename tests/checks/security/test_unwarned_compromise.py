from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auditor.model import Outcome, Post
from tests.histories import EVIL, FRIDAY, URL, history, own, site
from tests.snapshots import TAKEN_AT, Site, only, run

WARNING = "Our account was hacked on Friday. Please do not click the links in those posts; they were not from us."


def taken(*posts: Post, begin: timedelta = timedelta()) -> Site:
    at = FRIDAY + begin
    bad = [
        own("b1", at, f"A free anvil! Confirm your account today: {EVIL}"),
        own("b2", at + timedelta(hours=16), f"Last chance {EVIL}"),
    ]
    every = [post for post in (*history(), *bad, *posts) if post.created_at < TAKEN_AT]
    return site(*every).landing(EVIL, password=True)


@pytest.mark.parametrize(
    ("hours", "outcome", "said"),
    [
        (0.5, Outcome.PASS, "30 minutes later"),
        (1.0, Outcome.PASS, "60 minutes"),
        (63.5, Outcome.FAIL, "63 hours later"),
    ],
)
def test_what_counts_is_the_time_from_the_first_bad_post_to_the_first_warning(
    hours: float, outcome: Outcome, said: str
) -> None:
    warning = own("w", FRIDAY + timedelta(hours=hours), WARNING)
    later = own("v", FRIDAY + timedelta(hours=99), WARNING)
    found = only(run("unwarned-compromise", taken(warning, later).snapshot()))
    assert (found.outcome, found.subject) == (outcome, URL)
    assert said in found.message.in_full
    assert any("was hacked" in proof.excerpt for proof in found.evidence)
    assert found.data["warned"] == f"{warning.created_at:%Y-%m-%dT%H:%M:%SZ}"  # the timeline tells it


def test_without_a_warning_it_fails_with_the_time_that_the_post_has_stood() -> None:
    found = only(run("unwarned-compromise", taken().snapshot()))
    assert found.outcome is Outcome.FAIL
    assert found.data["minutes"] == round((TAKEN_AT - FRIDAY) / timedelta(minutes=1))
    assert found.data["since"] == f"{FRIDAY:%Y-%m-%dT%H:%M:%SZ}"
    assert "No warning was seen in the 7 days after it" in found.message.in_full


def test_only_what_was_read_where_visitors_read_it_is_said_to_stand_there_still() -> None:
    snapshot = taken().snapshot()
    export = replace(snapshot, channels=(replace(snapshot.channels[0], url="posts.csv"),))
    every = (snapshot, True), (export, False), (replace(snapshot, watching=True), False)
    for visit, stands in every:
        found = only(run("unwarned-compromise", visit))
        assert (found.outcome, "could still be read" in found.message.in_full) == (Outcome.FAIL, stands)


def test_a_warning_on_the_status_page_counts() -> None:
    warning = own(
        "s", FRIDAY + timedelta(minutes=20), "Somebody gained access to our account on Bluesky. We are working on it."
    )
    assert only(run("unwarned-compromise", taken().status_updates(warning).snapshot())).outcome is Outcome.PASS


def test_words_about_readers_accounts_and_earlier_warnings_are_none() -> None:
    others = own("o", FRIDAY + timedelta(minutes=20), "If your account was hacked, write to us and we will help.")
    before = own("f", FRIDAY - timedelta(days=9), WARNING)
    assert only(run("unwarned-compromise", taken(others, before).snapshot())).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "text",
    [
        "Heads-up: someone got into our account. Ignore that free anvil post.",
        "We lost access to this account for an hour, the giveaway post is fake. Please report it.",
        "That post was not us! We have deleted it and changed our passwords.",
        "Hinweis: Unser Konto war kurzzeitig nicht unter unserer Kontrolle.",
        "Achtung: Bitte nichts anklicken, jemand hat unser Konto übernommen.",
        "Attention : ont pris le contrôle de notre compte, ces messages ne proviennent pas de nous.",
        "Hemos sufrido un hackeo en nuestra cuenta. No abran los enlaces.",
        "Hesabımız ele geçirildi, lütfen bağlantıya tıklamayın.",  # noqa: RUF001
        "Nasze konto zostało przejęte, prosimy nie klikać w linki.",
    ],
)
def test_warnings_are_worded_in_many_ways(text: str) -> None:
    warned = taken(own("w", FRIDAY + timedelta(minutes=40), text))
    assert run("unwarned-compromise", warned.snapshot()).findings[0].outcome is Outcome.PASS


def test_within_the_hour_nothing_can_be_told() -> None:
    begin = TAKEN_AT - FRIDAY - timedelta(minutes=40)
    found = only(run("unwarned-compromise", taken(begin=begin).snapshot()))
    assert found.outcome is Outcome.INCONCLUSIVE


def test_where_nothing_happened_there_is_nothing_to_say() -> None:
    assert run("unwarned-compromise", site(*history()).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_posts_that_nobody_could_read_may_have_been_the_warning() -> None:
    unread = own("u", FRIDAY + timedelta(minutes=30), "Dziękujemy za wiadomość, sprawdzimy to jutro rano.")
    found = only(run("unwarned-compromise", taken(unread).snapshot()))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "it may be the warning" in found.message.in_full
    assert "Dziękujemy" in found.evidence[-1].excerpt
    late = own("w", FRIDAY + timedelta(hours=20), WARNING)
    assert only(run("unwarned-compromise", taken(unread, late).snapshot())).outcome is Outcome.INCONCLUSIVE
    soon = own("w", FRIDAY + timedelta(minutes=50), WARNING)
    assert only(run("unwarned-compromise", taken(unread, soon).snapshot())).outcome is Outcome.PASS
    before = replace(unread, created_at=FRIDAY - timedelta(days=2))
    assert only(run("unwarned-compromise", taken(before).snapshot())).outcome is Outcome.FAIL


def test_without_times_of_day_nobody_can_tell() -> None:
    bad = [own(f"b{n}", FRIDAY, f"Confirm your account, offer {n}: https://cutt.ly/a{n}") for n in range(3)]
    snapshot = site(*history(), *bad).snapshot()
    assert only(run("unwarned-compromise", snapshot)).outcome is Outcome.FAIL
    days = replace(snapshot, channels=(replace(snapshot.channels[0], cannot_see=("times",)),))
    assert only(run("unwarned-compromise", days)).outcome is Outcome.INCONCLUSIVE
    assert "hours" not in only(run("hijack-signs", days)).message.in_full
