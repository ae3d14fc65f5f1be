"""Encryption of contact pages, and the certificates of their hosts."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model import Outcome, Reach, Role, Severity, Thresholds
from tests.snapshots import FILLER, SITE, Site, only, outcomes, run

HOST = "www.acme.example"


def contact(site: str = SITE, **answer: Any) -> Site:
    return Site(site).page("/contact", FILLER, Role.CONTACT, **answer)


def test_passes_with_https_and_a_certificate_that_lasts() -> None:
    result = run("insecure-contact-page", contact().certificate(HOST).snapshot())
    assert outcomes(result) == {SITE + "contact": Outcome.PASS, SITE: Outcome.PASS}


@pytest.mark.parametrize("site", ["http://www.acme.example/", "http://127.0.0.1:8000/", "http://localhost/"])
def test_each_page_without_encryption_fails(site: str) -> None:
    result = run("insecure-contact-page", contact(site).page("/press", FILLER, Role.MEDIA).snapshot())
    assert outcomes(result) == {site + "contact": Outcome.FAIL, site + "press": Outcome.FAIL}
    assert {finding.severity for finding in result.findings} == {Severity.MEDIUM}


def test_where_a_redirect_ends_counts() -> None:
    down = contact(landed="http://www.acme.example/contact")
    assert only(run("insecure-contact-page", down.snapshot())).outcome is Outcome.FAIL
    up = contact("http://www.acme.example/", landed=SITE + "contact").certificate(HOST)
    assert run("insecure-contact-page", up.snapshot()).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("days", "problem", "outcome", "variant"),
    [
        (15, "", Outcome.PASS, ""),
        (14, "", Outcome.FAIL, "expiring"),
        (0.5, "", Outcome.FAIL, "expiring"),
        (-1, "", Outcome.FAIL, "expired"),
        (90, "it is for another host", Outcome.FAIL, "invalid"),
        (None, "it is self-signed", Outcome.FAIL, "invalid"),
        (None, "", Outcome.INCONCLUSIVE, ""),
    ],
)
def test_certificates(days: float | None, problem: str, outcome: Outcome, variant: str) -> None:
    result = run(
        "insecure-contact-page",
        contact().page("/press", FILLER, Role.MEDIA).certificate(HOST, days, problem).snapshot(),
    )
    (finding,) = (finding for finding in result.findings if finding.subject == SITE)
    assert (finding.outcome, finding.variant) == (outcome, variant)


def test_the_threshold_is_configurable() -> None:
    site = contact().certificate(HOST, 20)
    assert (
        run("insecure-contact-page", site.snapshot(thresholds=Thresholds(certificate_days=30))).outcome is Outcome.FAIL
    )


def test_a_host_with_a_port_has_a_certificate_of_its_own() -> None:
    site = contact("https://127.0.0.1:8443/").certificate("127.0.0.1:8443", -1)
    assert only(run("insecure-contact-page", site.snapshot()), Outcome.FAIL).subject == "https://127.0.0.1:8443/"


def test_a_page_that_could_not_be_read_for_its_certificate() -> None:
    site = contact(status=None, reach=Reach.TLS_FAILED)
    assert only(run("insecure-contact-page", site.snapshot())).outcome is Outcome.INCONCLUSIVE
    assert (
        only(run("insecure-contact-page", site.certificate(HOST, None, "it is self-signed").snapshot())).outcome
        is Outcome.FAIL
    )


def test_dead_pages_are_not_told_again() -> None:
    site = Site("http://www.acme.example/").page("/contact", "", Role.CONTACT, status=404)
    assert run("insecure-contact-page", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_other_pages_are_left_out() -> None:
    assert (
        run("insecure-contact-page", Site("http://www.acme.example/").page("/shop").snapshot()).outcome
        is Outcome.NOT_APPLICABLE
    )


def test_missing_certificates_are_inconclusive() -> None:
    assert (
        run("insecure-contact-page", contact().snapshot(missing={"certificates": "offline"})).outcome
        is Outcome.INCONCLUSIVE
    )
