"""Places where people speak of the company and nobody is responsible."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from auditor.api.testing import elsewhere, mention
from auditor.model import Coverage, Listening, Outcome, Post, Venue, VenueKind, message
from tests.snapshots import TAKEN_AT, Site, run

HN = Coverage("HackerNews", "Developer relations", "Support desk")


def said(id: str, **fields: Any) -> Post:
    return mention(id, TAKEN_AT - timedelta(days=1), f"Acme, number {id}, is down again", **fields)


def found(*posts: Post, coverage: tuple[Coverage, ...] = (), **venues: Any) -> dict[str, Outcome]:
    site = Site().company_profile(listening=Listening(asked=True, coverage=coverage))
    told = elsewhere(*posts, **venues)
    for venue in told["venues"]:
        site.mentions(venue=venue)
    site.mentions(*posts)
    return {finding.subject: finding.outcome for finding in run("uncovered-venue", site.snapshot()).findings}


def lemmy(id: str) -> Post:
    return said(id, platform="lemmy", account="lemmy.example", source="lemmy-mentions")


def test_a_place_that_the_table_lacks_fails() -> None:
    assert found(said("1"), lemmy("2"), coverage=(HN,)) == {
        "hackernews:news.ycombinator.com": Outcome.PASS,
        "lemmy:lemmy.example": Outcome.FAIL,
    }


def test_what_programs_write_makes_no_place() -> None:
    robot = said("1", automated=True, platform="lemmy", account="lemmy.example", source="lemmy-mentions")
    assert found(said("2"), robot, coverage=(HN,)) == {"hackernews:news.ycombinator.com": Outcome.PASS}


def test_a_place_may_be_named_by_its_host() -> None:
    assert found(lemmy("1"), coverage=(Coverage("https://lemmy.example/", "A", "B"),)) == {
        "lemmy:lemmy.example": Outcome.PASS
    }


def test_an_owner_who_does_not_look_and_a_watcher_without_an_owner() -> None:
    for half in (Coverage("hackernews", "A"), Coverage("hackernews", "", "B"), Coverage("hackernews")):
        assert found(said("1"), coverage=(half,)) == {"hackernews:news.ycombinator.com": Outcome.FAIL}


def test_what_an_alert_reports_of_a_network_was_said_there() -> None:
    alert = {"platform": "google-alerts", "account": "Alerts", "source": "feed-mentions"}
    posts = (said("1", url="https://www.reddit.com/r/x/1", **alert), said("2", url="https://paper.example/2", **alert))
    assert found(*posts, coverage=(Coverage("Alerts", "A", "B"),), kind=VenueKind.ALERTS) == {
        "https://www.reddit.com/": Outcome.FAIL,
        "google-alerts:Alerts": Outcome.PASS,
    }


def test_without_a_table_a_person_judges() -> None:
    assert found(said("1"), lemmy("2")) == {"https://www.acme.example/": Outcome.REVIEW}


def test_where_nobody_speaks_of_it_nobody_is_missing() -> None:
    assert found(coverage=(HN,)) == {}
    own = said("1", by_brand=True)
    assert found(own, coverage=(HN,)) == {}
    refused = Site().mentions(venue=Venue("lemmy", "lemmy.example", "lemmy-mentions", unseen=message("It refused.")))
    assert run("uncovered-venue", refused.snapshot()).outcome is Outcome.INCONCLUSIVE
    site = Site().mentions(venue=Venue("lemmy", "lemmy.example", "lemmy-mentions"))
    assert run("uncovered-venue", site.snapshot()).outcome is Outcome.NOT_APPLICABLE
