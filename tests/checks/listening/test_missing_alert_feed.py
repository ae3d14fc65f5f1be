"""Names that no working alert watches for: what fails, what nobody can tell, and what is nobody's fault."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from auditor.model import Listening, Outcome, Venue, VenueKind, message
from auditor.model.declarations import Declared
from tests.snapshots import TAKEN_AT, Site, run

FEED = "https://www.google.com/alerts/feeds/1/2"
LISTENS = Listening(asked=True, names=("Acme",), misspellings=("Akme",))
WORKS = Venue(
    "google-alerts", "Alerts", "feed-mentions", FEED, VenueKind.ALERTS, ("Acme",), newest=TAKEN_AT - timedelta(days=2)
)


def alert(**fields: Any) -> Venue:
    return Venue(**{**{name: getattr(WORKS, name) for name in Venue.__slots__}, **fields})


def found(
    *alerts: Venue, listening: Listening = LISTENS, status: int | None = None, **company: Any
) -> dict[str, Outcome]:
    site = Site().company_profile(listening=listening, **company)
    for one in alerts:
        site.mentions(venue=one)
    if status:
        site.answer(FEED, status)
    return {
        finding.variant or "all": finding.outcome for finding in run("missing-alert-feed", site.snapshot()).findings
    }


def test_each_name_and_misspelling_needs_an_alert() -> None:
    assert found(WORKS) == {"all": Outcome.PASS, "Akme": Outcome.FAIL}
    assert found(WORKS, alert(name="Other", terms=("akme",))) == {"all": Outcome.PASS}


def test_an_alert_for_a_part_of_a_name_is_one_for_the_name() -> None:
    assert found(WORKS, listening=Listening(asked=True, names=("Acme Tools",))) == {"all": Outcome.PASS}


@pytest.mark.parametrize("newest", [None, TAKEN_AT - timedelta(days=200)])
def test_an_empty_feed_proves_nothing(newest: Any) -> None:
    assert found(alert(newest=newest), listening=Listening(asked=True, names=("Acme",))) == {
        "Acme": Outcome.INCONCLUSIVE
    }


@pytest.mark.parametrize(
    ("status", "outcome"), [(404, Outcome.FAIL), (410, Outcome.FAIL), (503, Outcome.INCONCLUSIVE), (200, Outcome.INCONCLUSIVE), (None, Outcome.INCONCLUSIVE)]
)  # fmt: skip
def test_a_feed_that_is_gone_is_no_alert_and_one_that_did_not_answer_may_be(
    status: int | None, outcome: Outcome
) -> None:
    gone = alert(newest=None, unseen=message("It did not answer."))
    assert found(gone, listening=Listening(asked=True, names=("Acme",)), status=status) == {"Acme": outcome}


def test_of_two_feeds_one_that_works_is_enough() -> None:
    gone = alert(name="Old", newest=None, unseen=message("It did not answer."))
    assert found(gone, WORKS, listening=Listening(asked=True, names=("Acme",)), status=404) == {"all": Outcome.PASS}


def test_a_feed_that_does_not_say_what_it_is_for() -> None:
    assert found(alert(terms=()), listening=Listening(asked=True, names=("Acme",))) == {"Acme": Outcome.INCONCLUSIVE}


@pytest.mark.parametrize(("said", "outcome"), [("no", Outcome.FAIL), ("yes", Outcome.REVIEW), ("", Outcome.REVIEW)])
def test_without_a_feed_only_the_companys_own_word_fails_it(said: str, outcome: Outcome) -> None:
    declared = (Declared("alerts", said, "", date(2026, 11, 1)),) if said else ()  # type: ignore[arg-type]
    assert found(declared=declared) == {"all": outcome}


def test_who_was_asked_nothing_misses_nothing() -> None:
    assert found(listening=Listening(names=("Acme",))) == {}
    assert found(listening=Listening(asked=True)) == {}
