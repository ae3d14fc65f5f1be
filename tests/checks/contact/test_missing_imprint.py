"""The Impressum that German and Austrian law ask for."""

from __future__ import annotations

import pytest

from auditor.model import Outcome, Reach, Role
from tests.snapshots import FILLER, Site, only, run

CHECK = "missing-imprint"
CONTENTS = (
    "<p>Angaben gemäß § 5 DDG</p><p>Acme GmbH, Ambossweg 1, 12345 Musterstadt</p><p>Geschäftsführerin: Jo Quill</p>"
    "<p>Tel. 030 1234567, post@acme.de</p><p>Amtsgericht Musterstadt, HRB 12345</p><p>USt-IdNr. DE123456789</p>"
)
IMPRESSUM = "<h1>Impressum</h1>" + CONTENTS
PASS, FAIL, REVIEW, INCONCLUSIVE = Outcome.PASS, Outcome.FAIL, Outcome.REVIEW, Outcome.INCONCLUSIVE


def german(site: Site, country: str = "DE") -> Site:
    return site.company_profile(jurisdiction=country)


def found(site: Site) -> list[Outcome]:
    return [one.outcome for one in run(CHECK, german(site).snapshot()).findings]


@pytest.mark.parametrize("country", ["", "US", "CH"])
def test_other_law_does_not_ask(country: str) -> None:
    assert run(CHECK, german(Site(), country).snapshot()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(("depth", "outcome"), [(1, PASS), (2, PASS), (3, FAIL), (None, FAIL)])
def test_clicks(depth: int | None, outcome: Outcome) -> None:
    site = Site().page("/impressum", IMPRESSUM + FILLER, Role.LEGAL, depth=depth)
    assert found(site) == [outcome, PASS]


@pytest.mark.parametrize(
    ("path", "html"),
    [
        ("/legal-notice", "<h1>Legal notice</h1>" + CONTENTS),
        ("/rechtliches", "<h1>Rechtliches</h1>" + CONTENTS),
        ("/p7", "<h1>Angaben gemäß § 5 DDG</h1>" + CONTENTS),
        ("/kontakt", "<h1>Kontakt</h1><p>Hallo</p><h2>Impressum</h2>" + CONTENTS),
        ("/kontakt", f"<h1>Kontakt</h1><p>Mail: post@acme.de</p><h2 id=impressum>Impressum</h2>{CONTENTS}"),
        ("/kontakt", "<h1>Kontakt</h1>" + CONTENTS),
        ("/about", f"<h1>Über uns</h1><details><summary>Impressum</summary>{CONTENTS}</details>"),
        ("/about", f"<h1>Über uns</h1>{FILLER}<div id=impressum hidden>{CONTENTS}</div>"),
    ],
)
def test_wherever_it_lies(path: str, html: str) -> None:
    assert found(Site().page(path, html)) == [PASS, PASS]


def test_in_the_footer_of_the_home_page() -> None:
    site = Site(home=f"{FILLER}<footer><strong>Impressum</strong>{CONTENTS}</footer>")
    assert found(site) == [PASS, PASS]


def test_none_at_all() -> None:
    site = german(Site().page("/privacy", "<h1>Datenschutz</h1>" + FILLER, Role.LEGAL))
    assert only(run(CHECK, site.snapshot())).outcome is FAIL


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Legal</h1><p>All rights reserved.</p>",
        "<h1>Kontakt</h1><p>post@acme.de</p>",
        "<h1>Rechtliches</h1><p>AGB</p>",
    ],
)
def test_other_legal_pages_are_none(html: str) -> None:
    assert found(Site().page("/legal", html + FILLER, Role.LEGAL)) == [FAIL]


def test_a_legal_page_that_did_not_answer_may_be_it() -> None:
    site = german(Site().page("/legal", "", Role.LEGAL, status=None, reach=Reach.TIMED_OUT))
    assert only(run(CHECK, site.snapshot())).outcome is INCONCLUSIVE


def test_a_file_and_another_site_are_there_and_not_read() -> None:
    pdf = Site().link("/", "/impressum.pdf", "Impressum").answer("/impressum.pdf", content_type="application/pdf")
    assert found(pdf) == [INCONCLUSIVE]
    parent = (
        Site().link("/", "https://group.test/impressum", "Impressum").answer("https://group.test/impressum", html="")
    )
    assert found(parent) == [INCONCLUSIVE]


def test_the_page_of_a_parent_that_was_kept_is_read() -> None:
    site = (
        Site()
        .link("/", "https://group.test/impressum", "Impressum")
        .answer("https://group.test/impressum", html=IMPRESSUM)
    )
    assert found(site) == [PASS, PASS]


def test_one_that_is_dead_is_none() -> None:
    site = Site().link("/", "/impressum", "Impressum").answer("/impressum", 404, "<h1>Not found</h1>")
    finding = only(run(CHECK, german(site).snapshot()))
    assert (finding.outcome, "is dead" in finding.message.text) == (FAIL, True)


def test_one_that_a_script_opens_is_not_read() -> None:
    assert found(Site(home=FILLER + "<button>Impressum</button>")) == [INCONCLUSIVE]
    assert found(Site(home=FILLER + '<a href="#" onclick="show()">Impressum</a>')) == [INCONCLUSIVE]


def test_a_picture_is_not_read() -> None:
    assert found(Site().page("/impressum", "<h1>Impressum</h1><img src=/i.png>", Role.LEGAL)) == [PASS, INCONCLUSIVE]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Amtsgericht Musterstadt, HRB 12345", "", [PASS, FAIL, REVIEW]),
        ("Geschäftsführerin: Jo Quill", "", [PASS, FAIL]),
        (", post@acme.de", "", [PASS, FAIL]),
        ("USt-IdNr. DE123456789", "", [PASS, REVIEW, PASS]),
        ("Ambossweg 1, 12345 Musterstadt", "", [PASS, FAIL]),
        (", post@acme.de", "<script>document.write(cloak('x'))</script>", [PASS, REVIEW, PASS]),
        ("Acme GmbH", "Jo Quill", [PASS, PASS]),
    ],
)
def test_what_is_missing_in_it(old: str, new: str, expected: list[Outcome]) -> None:
    assert found(Site().page("/impressum", IMPRESSUM.replace(old, new), Role.LEGAL)) == expected


def test_old_law_is_a_hint() -> None:
    site = german(Site().page("/impressum", IMPRESSUM.replace("DDG", "TMG"), Role.LEGAL))
    assert "§ 5 TMG" in run(CHECK, site.snapshot()).findings[-1].message.text


def test_austria() -> None:
    text = (
        "<h1>Impressum</h1><p>Acme GmbH, Ambossgasse 1, 1070 Wien, Tel. +43 1 1234567, office@acme.at</p>"
        "<p>FN 123456a, Handelsgericht Wien, ATU12345678, Mitglied der Wirtschaftskammer</p>"
        "<p>Unternehmensgegenstand: Ambosse. Geschäftsführer: Jo Quill</p>"
    )
    whole = german(Site().page("/impressum", text, Role.LEGAL), "AT")
    assert [one.outcome for one in run(CHECK, whole.snapshot()).findings] == [PASS, PASS]
    less = german(Site().page("/impressum", text.replace("FN 123456a, Handelsgericht Wien, ", ""), Role.LEGAL), "AT")
    assert any("Firmenbuch" in one.message.text for one in run(CHECK, less.snapshot()).findings if one.outcome is FAIL)


@pytest.mark.parametrize(("extra", "unnamed"), [("", 1), ("<p>Auch für social.example/@acmetools</p>", 0)])
def test_profiles_it_does_not_name_are_for_a_person_to_judge(extra: str, unnamed: int) -> None:
    site = Site().page("/impressum", IMPRESSUM + FILLER + extra, Role.LEGAL)
    site.profile("mastodon", "acmetools@social.example", "https://social.example/@acmetools")
    assert found(site) == [PASS, PASS, *[REVIEW] * unnamed]
