from __future__ import annotations

from auditor.model import EarlierFinding, Outcome
from tests.snapshots import SITE, Site, only, run

PAGE = f"{SITE}press"


def fault(
    number: int = 1, *, outcome: Outcome = Outcome.FAIL, accepted: bool = False, check: str = "dead-media-page"
) -> EarlierFinding:
    return EarlierFinding(check, PAGE, f"{number:032x}", outcome, accepted)


def test_a_fault_of_two_earlier_audits_fails() -> None:
    found = only(run("repeat-incident", Site().earlier(60, fault()).earlier(30, fault(), fault(2)).snapshot()))
    assert (found.outcome, found.subject, found.data) == (Outcome.FAIL, PAGE, {"audits": 2})
    assert "dead-media-page failed here in 2 of 2 earlier audits" in found.message.text


def test_a_fault_that_the_last_audit_found_no_more_is_over() -> None:
    visit = Site().earlier(90, fault()).earlier(60, fault()).earlier(30, fault(outcome=Outcome.PASS))
    assert only(run("repeat-incident", visit.snapshot())).outcome is Outcome.PASS


def test_faults_once_accepted_ones_and_reviews_do_not_count() -> None:
    visit = Site().earlier(
        60, fault(1), fault(2, accepted=True, outcome=Outcome.REVIEW), fault(3, outcome=Outcome.REVIEW)
    )
    visit.earlier(30, fault(2), fault(3), fault(4))
    assert only(run("repeat-incident", visit.snapshot())).outcome is Outcome.PASS


def test_audits_of_one_day_are_one() -> None:
    visit = Site().earlier(3, fault()).earlier(2.9, fault()).earlier(2.8, fault()).earlier(0.1, fault())
    assert run("repeat-incident", visit.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_the_first_audits_have_nothing_to_say() -> None:
    assert run("repeat-incident", Site().snapshot()).outcome is Outcome.NOT_APPLICABLE
    assert run("repeat-incident", Site().earlier(30, fault()).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_its_own_findings_do_not_breed() -> None:
    visit = Site()
    for days in (90, 60, 30):
        visit.earlier(days, fault(check="repeat-incident"))
    assert only(run("repeat-incident", visit.snapshot())).outcome is Outcome.PASS


def test_audits_that_could_not_be_read_leave_nothing_passed() -> None:
    why = {"earlier": "1 earlier audit of this target could not be used."}
    visit = Site().earlier(60, fault(1)).earlier(30, fault(2))
    assert only(run("repeat-incident", visit.snapshot(missing=why))).outcome is Outcome.INCONCLUSIVE
    again = Site().earlier(60, fault(1)).earlier(30, fault(1))
    assert only(run("repeat-incident", again.snapshot(missing=why))).outcome is Outcome.FAIL


def test_many_are_listed_in_part() -> None:
    many = [fault(number) for number in range(30)]
    found = run("repeat-incident", Site().earlier(60, *many).earlier(30, *many).snapshot())
    assert len(found.findings) == 21
    assert "10 more faults" in found.findings[-1].message.text
