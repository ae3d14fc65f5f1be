"""Contact, support and complaints pages load, or are told."""

from __future__ import annotations

import pytest

from auditor.model import Outcome, Reach, Role, Severity
from tests.snapshots import SITE, Site, only, outcomes, run


@pytest.mark.parametrize("role", [Role.CONTACT, Role.SUPPORT, Role.COMPLAINTS])
def test_judges_every_role_for_customers(role: Role) -> None:
    site = (
        Site()
        .page("/good", "<p>Write to us whenever you like, we read all of it.</p>", role)
        .page("/bad", "", role, status=404)
    )
    result = run("dead-contact-page", site.snapshot())
    assert outcomes(result) == {SITE + "good": Outcome.PASS, SITE + "bad": Outcome.FAIL}
    assert only(result, Outcome.FAIL).severity is Severity.CRITICAL


def test_a_page_of_several_roles_is_judged_once() -> None:
    site = Site().page("/contact", "", Role.CONTACT, Role.MEDIA, Role.SUPPORT, status=404)
    assert only(run("dead-contact-page", site.snapshot())).outcome is Outcome.FAIL


def test_inconclusive_behind_a_wall() -> None:
    site = Site().page("/help", "", Role.SUPPORT, status=403, reach=Reach.CHALLENGED, detail="captcha")
    finding = only(run("dead-contact-page", site.snapshot()))
    assert finding.outcome is Outcome.INCONCLUSIVE
    assert "captcha" in finding.message.text


def test_server_trouble_that_did_not_persist_is_inconclusive() -> None:
    site = Site().page("/help", "", Role.SUPPORT, status=503, tries=1)
    assert only(run("dead-contact-page", site.snapshot())).outcome is Outcome.INCONCLUSIVE


def test_a_page_of_a_single_form_is_not_empty() -> None:
    site = Site().page(
        "/contact", '<form action="/send" method="post"><textarea name="m"></textarea></form>', Role.CONTACT
    )
    assert only(run("dead-contact-page", site.snapshot())).outcome is Outcome.PASS


def test_not_applicable_without_such_a_page() -> None:
    site = Site().page("/press", "", Role.MEDIA, status=404).page("/imprint", "", Role.LEGAL, status=404)
    assert run("dead-contact-page", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_a_guess_that_does_not_load_is_no_page() -> None:
    site = Site().page("/contact", "", Role.CONTACT, status=404, depth=None, found_by=("usual path",))
    assert run("dead-contact-page", site.snapshot()).outcome is Outcome.NOT_APPLICABLE
