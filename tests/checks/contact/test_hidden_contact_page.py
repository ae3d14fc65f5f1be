"""Clicks from the home page to the nearest page of each kind."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model import Outcome, Reach, Role, Severity, Thresholds
from tests.snapshots import FILLER, SITE, Site, only, outcomes, run


def at(depth: int | None, role: Role = Role.CONTACT, path: str = "/contact") -> Site:
    return Site().page(path, FILLER, role, depth=depth)


@pytest.mark.parametrize("role", [Role.CONTACT, Role.MEDIA, Role.SUPPORT])
@pytest.mark.parametrize(
    ("depth", "outcome"), [(0, Outcome.PASS), (2, Outcome.PASS), (3, Outcome.FAIL), (None, Outcome.FAIL)]
)
def test_clicks(role: Role, depth: int | None, outcome: Outcome) -> None:
    finding = only(run("hidden-contact-page", at(depth, role).snapshot()))
    assert (finding.outcome, finding.severity) == (outcome, Severity.LOW)


def test_the_nearest_page_of_a_role_decides() -> None:
    site = at(3).page("/kontakt", FILLER, Role.CONTACT, depth=1).page("/press/9", FILLER, Role.MEDIA, depth=5)
    site.page("/press", FILLER, Role.MEDIA, depth=4)
    result = run("hidden-contact-page", site.snapshot())
    assert outcomes(result) == {SITE + "kontakt": Outcome.PASS, SITE + "press": Outcome.FAIL}
    assert "4 clicks" in only(result, Outcome.FAIL).message.text


def test_a_page_of_two_roles_has_two_findings_told_apart() -> None:
    found = run(
        "hidden-contact-page", Site().page("/contact", FILLER, Role.CONTACT, Role.MEDIA, depth=7).snapshot()
    ).findings
    assert len({finding.fingerprint for finding in found}) == len(found) == 2


def test_a_page_without_links_says_so() -> None:
    site = Site().page("/press", FILLER, Role.MEDIA, depth=None, found_by=("sitemap",))
    assert "no link" in only(run("hidden-contact-page", site.snapshot())).message.text


def test_the_threshold_is_configurable() -> None:
    assert run("hidden-contact-page", at(2).snapshot(thresholds=Thresholds(contact_clicks=1))).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("site", "kinds"),
    [
        (at(3), {"partial": "killed"}),
        (at(3).page("/kontakt", "", Role.CONTACT, status=None, reach=Reach.CHALLENGED, depth=1), {}),
        (Site(needs_script=True).page("/contact", FILLER, Role.CONTACT, depth=None), {}),
    ],
)
def test_inconclusive_where_links_may_have_gone_unseen(site: Site, kinds: dict[str, Any]) -> None:
    assert only(run("hidden-contact-page", site.snapshot(**kinds))).outcome is Outcome.INCONCLUSIVE


def test_notes_about_something_else_do_not_matter() -> None:
    notes = ("9 further addresses were not checked, because the limit is 3,000 addresses (crawl.max_links).",)
    assert run("hidden-contact-page", at(3).snapshot(notes=notes)).outcome is Outcome.FAIL


def test_dead_pages_and_other_roles_are_left_out() -> None:
    site = Site().page("/contact", "", Role.CONTACT, status=404, depth=5).page("/imprint", FILLER, Role.LEGAL, depth=5)
    assert run("hidden-contact-page", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_a_button_that_a_script_answers_may_lead_there() -> None:
    button = '<button id="c">Contact</button><script src="/app.js"></script>'
    site = Site(home=FILLER + button).page("/contact", FILLER, Role.CONTACT, depth=None, found_by=("sitemap",))
    found = only(run("hidden-contact-page", site.snapshot()))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "“Contact”" in found.message.text


def test_a_contact_page_on_another_host_is_a_click_from_the_page_that_links_it() -> None:
    help_page = "https://help.acme-service.example/contact"
    site = Site().page("/", f'{FILLER}<a href="{help_page}">Contact</a>', Role.HOME, depth=0)
    site.page(help_page, FILLER, Role.CONTACT, depth=None)
    found = only(run("hidden-contact-page", site.snapshot()))
    assert found.outcome is Outcome.PASS
    assert "is 1 click from the home page" in found.message.text
    unlinked = Site().page("/", FILLER, Role.HOME, depth=0).page(help_page, FILLER, Role.CONTACT, depth=None)
    assert only(run("hidden-contact-page", unlinked.snapshot())).outcome is Outcome.FAIL
