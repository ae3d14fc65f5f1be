"""Full birth dates beside names."""

from __future__ import annotations

from auditor.model import Outcome, Role
from tests.snapshots import FILLER, Site, only, run

CHECK = "exposed-birth-date"


def visit(html: str) -> Outcome:
    return only(run(CHECK, Site().page("/team", FILLER + html, Role.ABOUT).snapshot())).outcome


def test_a_full_birth_date_beside_a_name_is_at_fault() -> None:
    site = Site().page("/team", FILLER + "<p>Jane Quill, geb. 12.03.1980</p>", Role.ABOUT)
    found = only(run(CHECK, site.snapshot()))
    assert (found.outcome, found.subject) == (Outcome.FAIL, "https://www.acme.example/team")
    assert found.evidence[0].excerpt == "Jane Quill, geb. 12.03.1980"


def test_a_date_without_a_name_is_for_a_person_to_judge() -> None:
    assert visit("<p>She was born on 12 March 1980.</p>") is Outcome.REVIEW


def test_years_and_the_dead_pass() -> None:
    assert visit("<p>Jane Quill, born in 1980</p>") is Outcome.PASS
    assert visit("<p>Jane Quill, born 12 March 1940, died 3 May 1999</p>") is Outcome.PASS


def test_pages_that_name_nobody_are_not_judged() -> None:
    assert run(CHECK, Site().page("/x", FILLER, Role.ABOUT).snapshot()).outcome is Outcome.NOT_APPLICABLE
