"""What becomes of faults from round to round."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from auditor.audit.results import CheckOut, EvidenceOut, FindingOut
from auditor.model import message
from auditor.watch import faults
from auditor.watch.faults import Bar, Fault, Unseen

URL = "https://bsky.app/profile/acme.example"
ALL = Unseen()


def finding(outcome: str, fingerprint: str = "f", subject: str = URL, severity: str = "critical") -> FindingOut:
    return FindingOut(
        outcome=outcome,  # type: ignore[arg-type]  # one of them
        subject=subject,
        message=message("It is so."),
        severity=severity,  # type: ignore[arg-type]  # one of them
        value=None,
        fingerprint=fingerprint,
        evidence=(EvidenceOut(url="https://press.example/x", excerpt="", at="", body_sha256=""),),
    )


def check(*found: FindingOut, outcome: str = "pass", id_: str = "hijack-signs") -> CheckOut:
    said = {"id": id_, "category": "security", "severity": "critical", "title": "It is ours"}
    return CheckOut.model_validate({**said, "outcome": outcome, "findings": found})


def after(*rounds: tuple[CheckOut, Unseen], bar: Bar | None = None, **how: Any) -> list[tuple[str, str, bool]]:
    """Return what rounds came to, as (kind, fingerprint, whether it is told)."""
    known: dict[str, Fault] = {}
    said: list[tuple[str, str, bool]] = []
    for number, (judged, unseen) in enumerate(rounds):
        at = f"2026-11-27T{number:02}:00:00+00:00"
        changed = faults.changes(known, [judged], bar or Bar(), at, unseen, **how)
        known |= {one.fault.fingerprint: one.fault for one in changed}
        said += [(one.kind, one.fault.fingerprint, one.fault.told) for one in changed]
    return said


FAULT = (check(finding("fail"), outcome="fail"), ALL)


@pytest.mark.parametrize(
    ("then", "gone"),
    [
        ((check(finding("pass")), ALL), True),
        ((check(finding("pass", "other")), ALL), True),  # of the same place
        ((check(finding("pass", "other", "https://else.example/")), ALL), True),  # all was seen, and it is not there
        ((check(), ALL), True),
        ((check(finding("pass")), Unseen(frozenset({"bsky.app"}))), False),  # nobody looked there
        ((check(finding("pass")), Unseen(frozenset({"press.example"}))), False),  # nor where the proof was
        ((check(finding("pass")), Unseen(frozenset({"else.example"}))), True),
        ((check(finding("pass", "other", "https://else.example/")), Unseen(frozenset({"else.example"}))), False),
        ((check(finding("pass")), Unseen(frozenset({""}))), False),
        ((check(finding("inconclusive"), outcome="inconclusive"), ALL), False),
        ((check(outcome="inconclusive"), ALL), False),
        ((check(outcome="error"), ALL), False),
        ((check(finding("inconclusive", "o", "https://else.example/"), outcome="inconclusive"), ALL), False),
        ((check(finding("fail", "other"), outcome="fail"), ALL), False),  # the place is still at fault
        ((check(finding("pass"), finding("fail", "other"), outcome="fail"), ALL), True),  # but not for this
    ],
)
def test_a_fault_is_gone_only_with_proof(then: tuple[CheckOut, Unseen], gone: bool) -> None:
    assert (("gone", "f", True) in after(FAULT, then)) == gone


def test_a_fault_is_told_once_and_again_when_it_is_back() -> None:
    fine = (check(finding("pass")), ALL)
    assert after(FAULT, FAULT, fine, fine, FAULT, FAULT) == [
        ("found", "f", True),
        ("gone", "f", True),
        ("returned", "f", True),
    ]


def test_a_fault_that_nobody_looks_for_any_more_is_let_go_and_not_called_gone() -> None:
    others = (check(finding("pass"), id_="dead-profile-link"), ALL)
    assert after(FAULT, others, others, FAULT) == [
        ("found", "f", True),
        ("dropped", "f", True),
        ("returned", "f", True),
    ]
    nothing = faults.changes({"f": Fault("f", "hijack-signs", "high", URL, "", "", "")}, [], Bar(), "2026", ALL)
    assert nothing == ()  # a round that judged nothing


HAPPENED = datetime(2026, 10, 20, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kept_for", "kind"), [(30, "gone"), (9, "gone"), (7, None), (1, None), (-1, "dropped")]
)  # days before it
def test_what_is_too_old_to_be_seen_is_not_called_gone(kept_for: int, kind: str | None) -> None:
    past = finding("fail").model_copy(update={"data": {"since": "2026-10-20T06:00:00Z"}})
    rounds = (check(past, outcome="fail"), ALL), (check(finding("pass", "other")), ALL)
    oldest = HAPPENED - timedelta(days=kept_for)
    expected = [("found", "f", True), *([(kind, "f", True)] if kind else [])]
    assert after(*rounds, oldest=oldest) == expected


def test_what_stands_until_somebody_mends_it_is_gone_however_long_it_stood() -> None:
    replaced = finding("fail").model_copy(update={"data": {"since": "2026-10-20T06:00:00Z", "stands": 1}})
    rounds = (check(replaced, outcome="fail"), ALL), (check(finding("pass")), ALL)
    oldest = HAPPENED + timedelta(days=1)
    assert after(*rounds, oldest=oldest) == [("found", "f", True), ("gone", "f", True)]


def test_what_the_last_audit_found_stands_and_is_no_news() -> None:
    fine = (check(finding("pass")), ALL)
    assert after(FAULT, FAULT, fine, audited={"f"}) == [("standing", "f", True), ("gone", "f", True)]
    assert after(FAULT, audited={"other"}) == [("found", "f", True)]


def test_a_fault_that_grows_worse_is_told_then() -> None:
    mild = (check(finding("fail", severity="low"), outcome="fail"), ALL)
    assert after(mild, mild, FAULT, FAULT) == [("found", "f", False), ("found", "f", True)]


@pytest.mark.parametrize("reviews", [False, True])
def test_what_a_person_must_judge_is_told_where_that_is_wanted(reviews: bool) -> None:
    doubt = (check(finding("review"), outcome="review"), ALL)
    assert after(doubt, doubt, bar=Bar(reviews=reviews)) == [("found", "f", reviews)]


def test_what_was_to_be_judged_and_fails_is_told() -> None:
    doubt = (check(finding("review"), outcome="review"), ALL)
    assert after(doubt, FAULT) == [("found", "f", False), ("found", "f", True)]


def test_only_so_many_are_remembered_and_those_that_stand_before_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "MOST", 2)
    made = [
        Fault(name, "x", "high", URL, "", "", "", open=name == "stands", gone=gone)
        for name, gone in (("old", "2026-01"), ("stands", ""), ("young", "2026-02"))
    ]
    assert list(faults.remembered({one.fingerprint: one for one in made})) == ["stands", "young"]
