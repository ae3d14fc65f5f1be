"""Customers find a way to reach the company: what counts, what does not, and what can't be told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from auditor.model import Exclude, Outcome, Reach, Redirect, Role
from tests.snapshots import FILLER, SITE, Site, only, run

PHONE = '<p><a href="tel:+442079460958">020 7946 0958</a></p>'


def contact(html: str, role: Role = Role.CONTACT) -> Site:
    return Site().dns("acme.example", MX="10 mx.acme.example").page("/contact", f"<h1>Contact</h1>{FILLER}{html}", role)


@pytest.mark.parametrize("role", [Role.CONTACT, Role.SUPPORT, Role.COMPLAINTS])
def test_passes_with_a_route(role: Role) -> None:
    finding = only(run("missing-contact-route", contact(PHONE, role).snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, SITE)
    assert "020 7946 0958" in finding.message.text


@pytest.mark.parametrize(
    ("path", "html", "outcome"),
    [
        ("/contact/sales", PHONE, Outcome.PASS),
        ("/contact/sales", "<p>Our sales team knows its lamps.</p>", Outcome.FAIL),
        ("/contact/sales", '<a href="mailto:press@acme.example">For the press</a>', Outcome.FAIL),
        ("/lamps/desk", PHONE, Outcome.FAIL),
    ],
)
def test_a_contact_page_may_be_a_list_of_those_below_it(path: str, html: str, outcome: Outcome) -> None:
    site = contact(f'<a href="{path}">Sales</a>').page(path, f"<h1>Sales</h1>{FILLER}{html}")
    assert only(run("missing-contact-route", site.snapshot())).outcome is outcome


@pytest.mark.parametrize("path", ["/?page=contact", "/en/?page=contact"])
def test_nothing_is_below_a_contact_page_that_a_query_names(path: str) -> None:
    page = f'<h1>Contact</h1>{FILLER}<a href="/en/lamps">Lamps</a>'
    site = Site().page(path, page, Role.CONTACT).page("/en/lamps", f"{FILLER}{PHONE}")
    assert only(run("missing-contact-route", site.snapshot())).outcome is Outcome.FAIL


def test_passes_with_a_form_that_a_script_sends() -> None:
    form = '<form onsubmit="send()"><input type="email" name="e"><textarea name="m"></textarea></form>'
    assert only(run("missing-contact-route", contact(form).snapshot())).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<a href="mailto:press@acme.example">For the press</a>',
        '<a href="mailto:info@example.com">info@example.com</a>',
        '<form action="/search"><input name="q"><button>Search</button></form>',
        "<p>Fax +44 20 7946 0958</p>",
    ],
)
def test_fails_without_one(html: str) -> None:
    finding = only(run("missing-contact-route", contact(html).snapshot()))
    assert (finding.outcome, finding.variant) == (Outcome.FAIL, "no-route"), finding.message.text


def test_fails_without_a_contact_page() -> None:
    finding = only(run("missing-contact-route", Site().page("/press", PHONE + FILLER, Role.MEDIA).snapshot()))
    assert (finding.outcome, finding.variant) == (Outcome.FAIL, "no-page")


def test_a_site_of_one_page_names_it_at_home() -> None:
    finding = only(run("missing-contact-route", Site(home=FILLER + PHONE).snapshot()))
    assert finding.outcome is Outcome.PASS
    assert finding.evidence[0].url == SITE


@pytest.mark.parametrize(("path", "role"), [("/imprint", Role.LEGAL), ("/about", Role.ABOUT)])
def test_a_route_only_where_nobody_looks_is_for_a_person_to_judge(path: str, role: Role) -> None:
    finding = only(run("missing-contact-route", contact("").page(path, FILLER + PHONE, role).snapshot()))
    assert finding.outcome is Outcome.REVIEW
    assert SITE + path[1:] in finding.message.text


@pytest.mark.parametrize(
    ("site", "kinds", "words"),
    [
        (contact(""), {"partial": "killed"}, "Killed."),
        (contact("").page("/help", "", Role.SUPPORT, status=None, reach=Reach.DISALLOWED), {}, "robots.txt"),
        (contact('<script src="https://static.zdassets.com/x.js"></script>'), {}, "chat window"),
        (contact('<iframe src="https://form.jotform.com/1"></iframe>'), {}, "may hold a form"),
        (contact("").page("/help", '<a href="https://acme.helpdesk.example/">Contact us</a>'), {}, "another site"),
    ],
)
def test_inconclusive_where_a_route_may_have_gone_unseen(site: Site, kinds: dict[str, Any], words: str) -> None:
    finding = only(run("missing-contact-route", site.snapshot(**kinds)))
    assert finding.outcome is Outcome.INCONCLUSIVE
    assert words in finding.message.text


def test_a_dead_contact_page_does_not_hide_a_living_one() -> None:
    site = contact(PHONE).page("/help", "", Role.SUPPORT, status=404)
    assert only(run("missing-contact-route", site.snapshot())).outcome is Outcome.PASS


def test_a_page_that_is_left_out_on_purpose_is_not_missing() -> None:
    site = Site().link("/", "/contact-area/", "Contact")
    assert only(run("missing-contact-route", site.snapshot())).outcome is Outcome.FAIL
    visit = replace(site.snapshot(), excludes=(Exclude(SITE + "contact-area/*", "another team's"),))
    finding = only(run("missing-contact-route", visit))
    assert finding.outcome is Outcome.INCONCLUSIVE
    assert finding.message.text.startswith(
        f"Customers are sent to a page that this audit leaves out: {SITE}contact-area/."
    )


def test_what_a_contact_page_shows_in_a_frame_of_the_site_is_a_part_of_it() -> None:
    form = '<form action="/send" method="post"><textarea name="m"></textarea><button>Send</button></form>'
    site = contact('<iframe src="/write"></iframe>').page("/write", FILLER + form).answer(f"{SITE}send", 405)
    assert only(run("missing-contact-route", site.snapshot())).outcome is Outcome.PASS
    bare = contact('<iframe src="/write"></iframe>').page("/write", FILLER)
    assert only(run("missing-contact-route", bare.snapshot())).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("detail", "outcome"),
    [
        (PHONE, Outcome.REVIEW),
        ('<a href="mailto:jobs@acme.example">Work with us</a>', Outcome.FAIL),
        ('<a href="mailto:press@acme.example">For the press</a>', Outcome.FAIL),
        ("<p>Left at the mill.</p>", Outcome.FAIL),
    ],
)
def test_a_page_in_the_menu_may_be_called_in_words_of_its_own(detail: str, outcome: Outcome) -> None:
    home = f'<nav><a href="/come-over">Come on over</a> <a href="/lamps">Lamps</a></nav>{FILLER * 6}'
    site = Site(home=home).page("/come-over", f"{FILLER}{detail}").page("/lamps", FILLER)
    assert only(run("missing-contact-route", site.snapshot())).outcome is outcome


@pytest.mark.parametrize(("detail", "outcome"), [(PHONE, Outcome.PASS), ("<p>Left at the mill.</p>", Outcome.FAIL)])
def test_a_contact_page_that_is_a_section_of_the_home_page_by_now(detail: str, outcome: Outcome) -> None:
    site = Site(home=f'<a href="/contact">Contact</a>{FILLER * 6}<section id="contact">{detail}</section>')
    moved = (Redirect(301, f"{SITE}#contact"),)
    site.page("/contact", FILLER, Role.CONTACT, landed="/", redirects=moved)
    assert only(run("missing-contact-route", site.snapshot())).outcome is outcome
