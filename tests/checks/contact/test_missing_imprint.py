"""The Impressum that German law asks for."""

from __future__ import annotations

import pytest

from auditor.model import Outcome, Reach, Role
from tests.snapshots import FILLER, Site, only, run

IMPRESSUM = "<h1>Impressum</h1><p>Acme GmbH, Ambossweg 1, 12345 Musterstadt</p>"


def german(site: Site) -> Site:
    return site.brief(jurisdiction="DE")


def test_other_law_does_not_ask() -> None:
    assert run("missing-imprint", Site().snapshot()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("depth", "outcome"), [(1, Outcome.PASS), (2, Outcome.PASS), (3, Outcome.FAIL), (None, Outcome.FAIL)]
)
def test_clicks(depth: int | None, outcome: Outcome) -> None:
    site = german(Site().page("/impressum", IMPRESSUM + FILLER, Role.LEGAL, depth=depth))
    assert only(run("missing-imprint", site.snapshot())).outcome is outcome


def test_none_at_all() -> None:
    site = german(Site().page("/privacy", "<h1>Datenschutz</h1>" + FILLER, Role.LEGAL))
    assert only(run("missing-imprint", site.snapshot())).outcome is Outcome.FAIL


def test_a_legal_page_that_did_not_answer_may_be_it() -> None:
    site = german(Site().page("/legal", "", Role.LEGAL, status=None, reach=Reach.TIMED_OUT))
    assert only(run("missing-imprint", site.snapshot())).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(("extra", "unnamed"), [("", 1), ("<p>Auch für social.example/@acmetools</p>", 0)])
def test_profiles_it_does_not_name_are_for_a_person_to_judge(extra: str, unnamed: int) -> None:
    site = german(Site().page("/impressum", IMPRESSUM + FILLER + extra, Role.LEGAL))
    site.profile("mastodon", "acmetools@social.example", "https://social.example/@acmetools")
    found = run("missing-imprint", site.snapshot()).findings
    assert [one.outcome for one in found] == [Outcome.PASS, *[Outcome.REVIEW] * unnamed]
