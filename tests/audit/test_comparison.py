"""What became of faults between audits; above all, what must not be called fixed or new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from auditor.audit import comparison
from auditor.audit.change_nouns import ChangedFinding
from auditor.audit.results import Results
from auditor.audit.summary.nouns import LookedAt, Threshold
from auditor.model import Accept, Finding, Outcome, quoted
from tests.factories import SITE, make_check, make_finding, make_result, make_results

MAIL, PAGE = "acme.example", SITE + "/team/"
FAIL, PASS, UNSURE, REVIEW = Outcome.FAIL, Outcome.PASS, Outcome.INCONCLUSIVE, Outcome.REVIEW


def audit(month: int, *findings: Finding, pages: Sequence[str] = (PAGE,), state: str = "read", **more: Any) -> Results:
    """Return an audit of one check, on the first of a month, that visited `pages`."""
    made = make_results([make_result(make_check("exposed-mailbox"), *findings)])
    seen = tuple(LookedAt(page, "", "", (), state, None) for page in pages)
    return made.model_copy(update={"taken_at": f"2026-{month:02}-01T00:00:00Z", "pages": seen, **more})


def fault(subject: str = MAIL, page: str = PAGE, **more: Any) -> Finding:
    return make_finding(FAIL, subject, page=page, **more)


def became(now: Results, *earlier: Results) -> list[tuple[str, str]]:
    return [(one.change, one.subject) for one in changes(now, *earlier)]


def changes(now: Results, *earlier: Results) -> tuple[ChangedFinding, ...]:
    compared = comparison.compare(now, earlier)
    assert compared is not None
    return compared.changes


def test_without_an_earlier_audit_nothing_is_compared() -> None:
    assert comparison.compare(audit(1, fault()), []) is None


def test_a_fault_that_is_still_there_persists() -> None:
    assert became(audit(2, fault()), audit(1, fault())) == [("persisting", MAIL)]


def test_a_fault_on_a_page_that_was_fine_is_new() -> None:
    assert became(audit(2, fault()), audit(1)) == [("new", MAIL)]


def test_a_fault_that_went_from_a_page_that_was_visited_is_fixed() -> None:
    assert became(audit(2), audit(1, fault())) == [("fixed", MAIL)]


def test_a_subject_that_passes_now_is_fixed_wherever_it_stands() -> None:
    now = audit(2, make_finding(PASS, MAIL), pages=())
    assert became(now, audit(1, fault())) == [("fixed", MAIL)]


NOT_SEEN = {
    "its page was not visited": audit(2, pages=(SITE + "/",)),
    "its page could not be read": audit(2, state="unknown"),
    "the subject could not be verified": audit(2, make_finding(UNSURE, MAIL, "a wall")),
    "a person has to judge it": audit(2, make_finding(REVIEW, MAIL, "perhaps")),
    "the check could not look at the site": audit(2, make_finding(UNSURE, SITE + "/", "too little was read")),
    "other rules": audit(2, ruleset="2030.1.1"),
    "another threshold": audit(2, thresholds=(Threshold("stale_days", "90", "365", ""),)),
    "the check was not run": audit(2).model_copy(update={"checks": ()}),
    "the check broke": audit(2).model_copy(
        update={"checks": tuple(one.model_copy(update={"outcome": "error"}) for one in audit(2).checks)}
    ),
    "what the check needs is missing": audit(2).model_copy(
        update={
            "checks": tuple(
                one.model_copy(update={"outcome": "inconclusive", "reason": quoted("No posts.")})
                for one in audit(2).checks
            )
        }
    ),
}


@pytest.mark.parametrize("now", NOT_SEEN.values(), ids=NOT_SEEN.keys())
def test_what_was_not_looked_at_is_not_fixed(now: Results) -> None:
    before = audit(1, fault(), thresholds=(Threshold("stale_days", "365", "365", ""),))
    (change,) = changes(now, before)
    assert change.change == "not-verified"
    assert change.why is not None
    assert change.why.text.endswith(".") or change.why.text in {"a wall", "too little was read"}
    assert (change.runs, change.since) == (0, before.taken_at)


@pytest.mark.parametrize("before", NOT_SEEN.values(), ids=NOT_SEEN.keys())
def test_what_had_not_been_looked_at_is_not_new(before: Results) -> None:
    now = audit(3, fault(), thresholds=(Threshold("stale_days", "365", "365", ""),))
    (change,) = changes(now, before)
    assert change.change == "unseen-before"
    assert change.why is not None


def test_a_page_that_is_not_come_by_again_is_to_be_opened_and_one_not_seen_before_is_not() -> None:
    here, elsewhere = fault(), audit(2, pages=(SITE + "/",))
    (gone,) = changes(elsewhere, audit(1, here))
    (found,) = changes(audit(3, here), elsewhere)
    assert gone.why is not None
    assert found.why is not None
    assert gone.why.text == (
        f"{PAGE} was not visited this time; perhaps nothing links to it any more. "
        "Open it to see whether the fault is still there."
    )
    assert found.why.text == f"{PAGE} was not visited."


def test_masked_subjects_that_look_alike_may_be_of_two_people() -> None:
    masked = "j•••e@acme.example"
    now = audit(2, make_finding(PASS, masked, variant="somebody else"), pages=())
    assert became(now, audit(1, fault(masked))) == [("not-verified", masked)]


def test_a_page_that_was_read_in_a_browser_proves_nothing_without_one() -> None:
    drawn = audit(1, fault()).model_copy(update={"pages": (LookedAt(PAGE, "", "", (), "read", None, rendered=True),)})
    assert became(audit(2), drawn) == [("not-verified", MAIL)]


def test_a_page_that_is_encrypted_now_shows_what_it_did_not_show_without() -> None:
    bare = PAGE.replace("https:", "http:")
    now = audit(2, pages=(PAGE,))
    assert became(now, audit(1, fault(page=bare), pages=(bare,))) == [("fixed", MAIL)]
    assert became(now, audit(1, fault(bare, page=bare), pages=(bare,))) == [("not-verified", bare)]
    assert became(audit(2, pages=(bare,)), audit(1, fault())) == [("not-verified", MAIL)]


def test_a_page_that_is_gone_shows_nothing_any_more() -> None:
    assert became(audit(2, state="dead"), audit(1, fault())) == [("fixed", MAIL)]


def test_every_page_that_showed_it_has_to_be_visited() -> None:
    proof = (*fault().evidence, *fault(page=SITE + "/").evidence)
    both = Finding(FAIL, MAIL, quoted("shown"), proof)
    before = audit(1, both, pages=(PAGE, SITE + "/"))
    assert became(audit(2), before) == [("not-verified", MAIL)]
    assert became(audit(2, pages=(PAGE, SITE + "/")), before) == [("fixed", MAIL)]


def test_a_fault_that_had_been_fixed_is_back() -> None:
    assert became(audit(3, fault()), audit(1, fault()), audit(2)) == [("returned", MAIL)]


def test_an_audit_that_did_not_look_is_passed_over() -> None:
    blind = audit(2, pages=())
    assert became(audit(3, fault()), audit(1, fault()), blind) == [("persisting", MAIL)]
    assert became(audit(3, fault()), audit(1), blind) == [("new", MAIL)]
    assert became(audit(3), audit(1, fault()), blind) == [("fixed", MAIL)]
    assert became(audit(3, pages=()), audit(1, fault()), blind) == [("not-verified", MAIL)]


def test_what_was_fixed_before_is_not_told_again() -> None:
    assert became(audit(3), audit(1, fault()), audit(2)) == []


def test_audits_in_a_row_are_counted_back_to_the_first_gap() -> None:
    (change,) = changes(audit(5, fault()), audit(1, fault()), audit(2), audit(3, fault()), audit(4, fault()))
    assert (change.runs, change.since) == (3, "2026-03-01T00:00:00Z")
    (change,) = changes(audit(4, fault()), audit(2, fault()), audit(3, pages=()))
    assert (change.change, change.runs) == ("persisting", 1)


def test_accepted_faults_are_told_and_not_counted() -> None:
    borne = make_finding(REVIEW, MAIL, page=PAGE, accepted=Accept(MAIL, "accepted risk"))
    compared = comparison.compare(audit(2, borne), [audit(1, fault())])
    assert compared is not None
    assert [(one.change, one.accepted) for one in compared.changes] == [("persisting", True)]
    assert not any(compared.counts.values())
    assert compared.having("persisting") == ()


def test_scores_under_other_rules_are_not_joined() -> None:
    compared = comparison.compare(audit(3), [audit(1, ruleset="1"), audit(2)])
    assert compared is not None
    assert compared.broken is None
    assert [bool(point.broken) for point in compared.trend] == [False, True, False]
    compared = comparison.compare(audit(2), [audit(1, ruleset="1")])
    assert compared is not None
    assert compared.broken is not None
    assert "ruleset 1" in compared.broken.text


def test_scores_of_other_checks_are_not_joined() -> None:
    compared = comparison.compare(audit(2), [audit(1).model_copy(update={"checks": ()})])
    assert compared is not None
    assert compared.broken is not None


def test_worse_ones_come_first_and_the_order_is_stable() -> None:
    one, other = fault("a@acme.example"), fault("b@acme.example")
    assert changes(audit(2, other, one), audit(1)) == changes(audit(2, one, other), audit(1))
