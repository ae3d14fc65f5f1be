"""Questions that many people ask, and whether somebody answers for all."""

from __future__ import annotations

from auditor.model import Outcome, Post, PostKind
from tests.desk import DESK, HOUR, MONDAY, ask, check, own
from tests.snapshots import SITE, only

CHECK = "question-cluster"
TEXTS = [
    f"When will the {adjective} Zephyr router finally ship to Rivermouth?"
    for adjective in ("new", "green", "big", "promised", "great")
]
QUESTIONS = [ask(n, text) for n, text in enumerate(TEXTS)]


def test_many_people_asking_the_same() -> None:
    finding = only(check(CHECK, QUESTIONS))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, DESK)
    assert finding.evidence


def test_a_word_for_all_takes_it_up() -> None:
    word = own(1, "The Zephyr router will ship to Rivermouth two weeks later than planned.", at=MONDAY + 30 * HOUR)
    finding = only(check(CHECK, QUESTIONS, [word]))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, DESK)


def test_four_people_are_no_cluster() -> None:
    finding = only(check(CHECK, QUESTIONS[:4]))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, SITE)


def test_one_person_who_asks_five_times_is_none() -> None:
    shared = {"kind": PostKind.MENTION, "lang": "en"}
    one = [Post("mastodon", "acme", f"q{n}", MONDAY + n * HOUR, text, "same", **shared) for n, text in enumerate(TEXTS)]  # type: ignore[arg-type]
    assert only(check(CHECK, one)).outcome is Outcome.PASS


def test_where_nobody_tells_who_asked_a_person_judges() -> None:
    shared = {"kind": PostKind.MENTION, "lang": "en"}
    hidden = [Post("mastodon", "acme", f"q{n}", MONDAY + n * HOUR, text, "", **shared) for n, text in enumerate(TEXTS)]  # type: ignore[arg-type]
    assert only(check(CHECK, hidden)).outcome is Outcome.REVIEW
