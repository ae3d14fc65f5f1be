"""Where mentions were looked for: both numbers, what was left out, and what could not be looked at."""

from __future__ import annotations

from datetime import timedelta

from auditor.api.testing import elsewhere, mention, visit
from auditor.audit.summary import venues
from auditor.model import Venue, VenueKind, message
from tests.snapshots import TAKEN_AT

STORY = "Acme recalls 10,000 ladders over loose rungs"


def test_mentions_and_stories_are_both_told() -> None:
    news = {"platform": "gdelt", "account": "gdeltproject.org", "source": "gdelt"}
    posts = [mention(str(n), TAKEN_AT - timedelta(hours=n), f"{STORY} - Paper {n}", **news) for n in range(1, 4)]
    (row,) = venues.rows(visit(**elsewhere(*posts, kind=VenueKind.NEWS, skipped={"namesake": 2, "no-date": 1})))
    assert (row.platform, row.mentions, row.stories, row.left_out, row.how) == ("GDELT", 3, 1, 2, None)


def test_what_could_not_be_looked_at_stands_last_with_its_reason() -> None:
    refused = Venue("reddit", "www.reddit.com", "reddit-mentions", unseen=message("It refused."))
    quiet = Venue("lemmy", "lemmy.example", "lemmy-mentions", cannot_see=("replies",), partial=("1",))
    rows = venues.rows(visit(venues=(refused, quiet)))
    assert [(row.name, row.seen) for row in rows] == [("lemmy.example", True), ("www.reddit.com", False)]
    assert rows[1].how == message("It refused.")
    assert rows[0].how is not None
    assert "Not all answers to 1 mention" in rows[0].how.text
    assert "replies" in rows[0].how.text


def test_nothing_is_told_where_nothing_was_searched() -> None:
    assert venues.rows(visit()) == ()
