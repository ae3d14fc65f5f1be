"""What is asked for again, and which hosts are left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auditor.collect.crawl import patience
from auditor.collect.crawl.frontier import ORDINARY, Errand, Job
from auditor.collect.crawl.patience import Patience
from auditor.collect.http.client import Answer
from auditor.collect.http.retry_policy import Pace
from auditor.model import Cause, Fetch, Reach

URL = "https://acme.example/gone"


def answered(status: int | None = 404, reach: Reach = Reach.RESPONDED, cause: Cause = Cause.UNSAID) -> Answer:
    return Answer(Fetch(URL, URL, reach, datetime.now(UTC), status, cause=cause))


def job(errand: Errand = Errand.LOOK, priority: int = ORDINARY, tries: int = 0) -> Job:
    return Job(URL, errand, priority, tries)


def test_a_host_whose_page_came_back_is_not_believed_when_it_says_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "CONFIRMED_ENOUGH", 0)
    learned = Patience(Pace(), everything=True)
    assert learned.wait(job(), answered()) is None
    learned.learn(job(tries=1), answered(200).fetch)
    assert learned.wait(job(), answered()) is not None
    assert learned.wait(job(Errand.GUESS), answered()) is None


def test_a_page_that_is_gone_is_asked_for_again_only_where_a_check_judges_it() -> None:
    learned = Patience(Pace(), everything=False)
    assert learned.wait(job(Errand.PAGE), answered()) is None
    assert learned.wait(job(Errand.PAGE, ORDINARY - 1), answered()) is not None
    learned.judge(URL)
    assert learned.wait(job(Errand.PAGE), answered()) is not None
    assert learned.wait(job(Errand.LOOK), answered()) is not None


@pytest.mark.parametrize("errand", [Errand.GLANCE, Errand.CONTROL])
def test_what_is_seen_at_a_glance_and_controls_are_believed(errand: Errand) -> None:
    assert Patience(Pace(), everything=False).wait(job(errand), answered()) is None


def test_a_glance_is_no_place_to_be_patient_but_for_whether_there_is_such_a_host() -> None:
    learned = Patience(Pace(), everything=False)
    assert learned.wait(job(Errand.GLANCE), answered(None, Reach.TIMED_OUT)) is None
    assert learned.wait(job(Errand.LOOK), answered(None, Reach.TIMED_OUT)) is not None
    lost = answered(None, Reach.DNS_FAILED, Cause.NO_SUCH_HOST)
    assert learned.wait(job(Errand.GLANCE), lost) is not None
    assert learned.wait(job(Errand.GLANCE, tries=1), lost) is None
    learned.learn(job(Errand.GLANCE, tries=1), lost.fetch)
    assert learned.lost("https://acme.example/other") == (Reach.DNS_FAILED, "", Cause.NO_SUCH_HOST)


def test_a_look_up_that_failed_once_leaves_no_host_alone() -> None:
    learned, failed = Patience(Pace(), everything=False), answered(None, Reach.DNS_FAILED)
    learned.learn(job(Errand.GLANCE), failed.fetch)
    assert learned.lost(URL) is None
    learned.learn(job(tries=2), failed.fetch)
    assert learned.lost(URL) == (Reach.DNS_FAILED, "", Cause.UNSAID)


@pytest.mark.parametrize(
    ("status", "again"), [(429, True), (500, True), (503, True), (599, True), (403, False), (999, False)]
)
def test_what_may_pass_is_asked_for_again_and_what_turns_robots_away_is_not(status: int, again: bool) -> None:
    assert (Patience(Pace(), everything=True).wait(job(), answered(status)) is not None) is again
