from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from auditor.model import Outcome, Severity
from auditor.model.messages import quoted
from auditor.report import Report
from auditor.report.renderers import junit
from tests import factories as make


@pytest.fixture(scope="module")
def told() -> Report:
    return make.make_report(make.make_results(), make.make_snapshot(), make.example_known())


@pytest.fixture(scope="module")
def root(told: Report) -> etree._Element:
    return etree.fromstring(junit.render(told).encode())


def case(root: etree._Element, name: str) -> etree._Element:
    (found,) = (case for case in root.iter("testcase") if case.get("name") == name)
    return found


def test_there_is_a_suite_per_category(root: etree._Element) -> None:
    assert root.tag == "testsuites"
    assert [suite.get("name") for suite in root] == ["Auditor: Reachability", "Auditor: Account security"]
    assert root[0].get("timestamp") == "2026-11-21T01:10:00"


def test_totals_are_those_of_the_cases(root: etree._Element) -> None:
    for place in (root, *root):
        cases = list(place.iter("testcase"))
        assert place.get("tests") == str(len(cases))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert place.get(name) == str(sum(case.find(tag) is not None for case in cases))
    assert (root.get("failures"), root.get("errors"), root.get("skipped")) == ("8", "1", "5")


def test_a_fault_is_a_failure_with_evidence_and_remedy(root: etree._Element) -> None:
    (failure,) = case(root, f"dead-media-page: {make.SITE}/press/")
    assert failure.tag == "failure"
    assert failure.get("type") == "critical"
    assert failure.get("message") == f"A press or media page is dead: {make.SITE}/press/: answers 404"
    assert f"Seen at {make.SITE}/ 2026-11-21T01:10:42Z" in str(failure.text)
    assert '<a href="/press/">Press &amp; media</a>' in str(failure.text)
    assert "How to fix it: Bring the page back" in str(failure.text)


def test_a_fault_has_its_own_severity(root: etree._Element) -> None:
    (failure,) = case(root, "dead-contact-link: https://partner.example/quillnet")
    assert failure.get("type") == "medium"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("dead-contact-link: https://x.com/quillnet", "inconclusive: x.com answers strangers the same"),
        ("impostor-account: https://mastodon.example/@quillnet_help", "review: carries your name"),
        ("hidden-contact-page: Contact pages are two clicks away at most", "not-applicable: Nothing of the kind"),
    ],
)
def test_what_is_not_decided_is_skipped_with_the_reason(root: etree._Element, name: str, message: str) -> None:
    (skipped,) = case(root, name)
    assert skipped.tag == "skipped"
    assert str(skipped.get("message")).startswith(message)


def test_an_accepted_fault_is_skipped_with_its_reason() -> None:
    finding = make.make_finding(Outcome.REVIEW, "a", "Accepted: known (until 2026-12-31). Answers 404.")
    result = make.make_result(make.make_check(), finding)
    told = make.make_report(make.make_results((result,)), make.make_snapshot(), {})
    root = etree.fromstring(junit.render(told).encode())
    (skipped,) = case(root, "dead-media-page: a")
    assert skipped.get("message") == "review: Accepted: known (until 2026-12-31). Answers 404."
    assert (root.get("failures"), root.get("skipped")) == ("0", "1")


def test_a_broken_check_is_an_error(root: etree._Element) -> None:
    (error,) = case(root, "lookalike-link: Links go where they say")
    assert (error.tag, error.get("message")) == ("error", "ZeroDivisionError: division by zero")


def test_what_is_in_order_passes(root: etree._Element) -> None:
    passed = case(root, "undeliverable-email: support@quillnet.example")
    assert len(passed) == 0
    assert passed.get("classname") == "contact.undeliverable-email"


def test_two_findings_about_one_subject_keep_two_names() -> None:
    result = make.make_result(
        make.make_check(),
        make.make_finding(Outcome.FAIL, "a", variant="1"),
        make.make_finding(Outcome.FAIL, "a", variant="2"),
    )
    root = etree.fromstring(
        junit.render(make.make_report(make.make_results((result,)), make.make_snapshot(), {})).encode()
    )
    assert [case.get("name") for case in root.iter("testcase")] == ["dead-media-page: a", "dead-media-page: a (2)"]


def test_a_check_that_could_not_run_is_skipped_with_its_reason() -> None:
    snapshot = replace(make.make_snapshot(), missing={"dns": quoted("No resolver.")})
    result = make.make_result(replace(make.make_check(severity=Severity.LOW), needs=("dns",)), snapshot=snapshot)
    root = etree.fromstring(junit.render(make.make_report(make.make_results((result,)), snapshot, {})).encode())
    (incomplete,), (skipped,) = root.iter("testcase")
    assert (incomplete.tag, incomplete.get("message")) == ("error", "Not completed: no check could verify anything.")
    assert skipped.get("message") == "inconclusive: The visit could not gather dns. No resolver."


def test_characters_xml_cannot_hold_are_left_out() -> None:
    evil = "a\x00b\x1b[31m\ufffe\x0b]]>&<x>"
    finding = make.make_finding(Outcome.FAIL, evil, evil, excerpt=evil, page=evil)
    told = make.make_report(
        make.make_results((make.make_result(make.make_check(), finding),)), make.make_snapshot(), {}
    )
    root = etree.fromstring(junit.render(told).encode())
    (failure,) = case(root, "dead-media-page: ab[31m]]>&<x>")
    assert "ab[31m]]>&<x>" in str(failure.text)


def test_the_same_report_gives_the_same_text(told: Report) -> None:
    assert junit.render(told) == junit.render(told)
