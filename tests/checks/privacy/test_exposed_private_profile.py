"""Private profiles beside names are put to a person."""

from __future__ import annotations

from auditor.model import Outcome, Role
from tests.snapshots import FILLER, Site, only, run

CHECK = "exposed-private-profile"
CARD = FILLER + "<p>Jane Quill</p><p>Sales Manager</p>"


def test_a_private_profile_beside_a_name_is_for_a_person_to_judge() -> None:
    html = CARD + "<a href=https://www.instagram.com/jane.quill>Instagram</a>"
    found = only(run(CHECK, Site().page("/team", html, Role.ABOUT).snapshot()))
    assert (found.outcome, found.subject) == (Outcome.REVIEW, "https://www.instagram.com/jane.quill")
    assert "made of the name Jane Quill" in found.message.text


def test_profiles_for_work_and_the_companys_pass() -> None:
    html = CARD + "<a href=https://www.linkedin.com/in/jane-quill>in</a><a href=https://www.facebook.com/acme>f</a>"
    found = only(run(CHECK, Site().page("/team", html, Role.ABOUT).snapshot()))
    assert (found.outcome, found.subject) == (Outcome.PASS, "https://www.acme.example/team")


def test_pages_that_name_nobody_are_not_judged() -> None:
    html = FILLER + "<a href=https://www.instagram.com/jane.quill>Instagram</a>"
    assert run(CHECK, Site().page("/x", html, Role.ABOUT).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_footers_say_nothing_of_the_person_above_them() -> None:
    footer = "<footer><a href=https://x.com/gustgale>X</a></footer>"
    site = Site()
    for path in ("/", "/contact", "/about", "/shop"):
        site.page(path, FILLER + footer, Role.ABOUT)
    site.page("/press", f"{CARD}{footer}", Role.MEDIA)
    assert run(CHECK, site.snapshot()).outcome is Outcome.PASS


def test_a_theme_s_own_profile_is_no_person_s() -> None:
    html = CARD + "<a href=https://www.instagram.com/elegantthemes>Instagram</a>"
    assert run(CHECK, Site().page("/team", html, Role.ABOUT).snapshot()).outcome is Outcome.PASS
