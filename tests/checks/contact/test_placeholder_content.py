"""Leftovers on contact pages."""

from __future__ import annotations

import pytest

from auditor.model import CONTACT_ROLES, Outcome, Role, Severity
from tests.snapshots import FILLER, SITE, Site, only, outcomes, run

LOREM = "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit.</p>"


@pytest.mark.parametrize("role", sorted(CONTACT_ROLES))
def test_a_leftover_fails_with_its_words(role: Role) -> None:
    finding = only(run("placeholder-content", Site().page("/contact", FILLER + LOREM, role).snapshot()))
    assert (finding.outcome, finding.subject, finding.severity) == (Outcome.FAIL, SITE + "contact", Severity.MEDIUM)
    assert "orem ipsum" in finding.evidence[0].excerpt


def test_a_finished_page_passes() -> None:
    site = Site().page(
        "/contact", f"<h1>Contact</h1>{FILLER}<p>Ring us on +49 30 23125 999, Monday to Friday.</p>", Role.CONTACT
    )
    assert only(run("placeholder-content", site.snapshot())).outcome is Outcome.PASS


def test_each_page_is_told() -> None:
    site = Site().page("/contact", FILLER + LOREM, Role.CONTACT).page("/press", FILLER, Role.MEDIA)
    assert outcomes(run("placeholder-content", site.snapshot())) == {
        SITE + "contact": Outcome.FAIL,
        SITE + "press": Outcome.PASS,
    }


def test_other_and_dead_pages_are_left_out() -> None:
    site = Site().page("/blog", FILLER + LOREM).page("/contact", FILLER + LOREM, Role.CONTACT, status=404)
    assert run("placeholder-content", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_missing_pages_are_inconclusive() -> None:
    assert run("placeholder-content", Site().snapshot(missing={"pages": "lost"})).outcome is Outcome.INCONCLUSIVE


def test_each_kind_of_leftover_is_told_with_its_own_fingerprint() -> None:
    site = Site().page("/contact", FILLER + LOREM + "<p>Mail us: yourname@example.com</p>", Role.CONTACT)
    found = run("placeholder-content", site.snapshot()).findings
    assert len({finding.fingerprint for finding in found}) == len(found) == 2


def test_what_is_commented_out_is_not_shown() -> None:
    hidden = '<!-- <p>Lorem ipsum dolor sit amet</p> <a href="mailto:info@example.com">x</a> -->'
    site = Site().page("/contact", FILLER + hidden, Role.CONTACT)
    assert only(run("placeholder-content", site.snapshot())).outcome is Outcome.PASS


def test_a_made_up_company_may_have_a_made_up_number() -> None:
    html = FILLER + '<p>Ring 020 7946 0958 or <a href="tel:+442079460958">tap</a></p>'
    made_up = Site().page("/contact", html, Role.CONTACT)
    assert only(run("placeholder-content", made_up.snapshot())).outcome is Outcome.PASS
    real = Site("https://www.acme.co.uk/").page("/contact", html, Role.CONTACT)
    assert only(run("placeholder-content", real.snapshot())).outcome is Outcome.FAIL
