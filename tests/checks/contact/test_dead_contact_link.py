"""Targets of links on contact pages: each once, own ones and other people's, and the places they name."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model import Cause, Outcome, Reach, Role, Severity
from tests.snapshots import FILLER, SITE, Site, only, outcomes, run


def contact(html: str) -> Site:
    return Site().page("/contact", FILLER + html, Role.CONTACT)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/kit.zip">Press kit</a>',
        '<img src="/kit.zip" alt="Us">',
        '<video src="/kit.zip"></video>',
        '<iframe src="/kit.zip"></iframe>',
    ],
)
def test_own_targets(html: str) -> None:
    assert only(run("dead-contact-link", contact(html).answer("/kit.zip").snapshot())).outcome is Outcome.PASS
    finding = only(run("dead-contact-link", contact(html).answer("/kit.zip", 404, tries=2).snapshot()))
    assert (finding.outcome, finding.subject, finding.severity) == (Outcome.FAIL, SITE + "kit.zip", Severity.HIGH)
    assert finding.message.text == f"The server answers 404 (not found). The link is on {SITE}contact."


def test_a_target_is_told_once_with_its_pages() -> None:
    site = contact('<a href="/kit.zip">Kit</a> <a href="/kit.zip">Logos</a>')
    for path in ("/press", "/press/team", "/help"):
        site.page(path, FILLER + '<a href="/kit.zip">Press kit</a>', Role.MEDIA)
    finding = only(
        run("dead-contact-link", site.page("/about", '<a href="/kit.zip">Kit</a>').answer("/kit.zip", 410).snapshot())
    )
    assert finding.message.text == f"The server answers 410 (gone). The link is on {SITE}contact and 3 other pages."
    assert [proof.url for proof in finding.evidence] == [
        SITE + "kit.zip",
        SITE + "contact",
        SITE + "press",
        SITE + "press/team",
    ]
    assert finding.evidence[1].excerpt == "Kit → /kit.zip"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"status": 200}, Outcome.PASS),
        ({"status": 404}, Outcome.FAIL),
        ({"status": None, "reach": Reach.DNS_FAILED, "cause": Cause.NO_SUCH_HOST}, Outcome.FAIL),
        ({"status": 403}, Outcome.INCONCLUSIVE),
        ({"status": 999}, Outcome.INCONCLUSIVE),
        ({"status": 503, "tries": 3}, Outcome.INCONCLUSIVE),
        ({"status": None, "reach": Reach.CHALLENGED}, Outcome.INCONCLUSIVE),
        ({"status": None, "reach": Reach.TIMED_OUT, "tries": 3}, Outcome.INCONCLUSIVE),
    ],
)
def test_other_peoples_targets(answer: dict[str, Any], outcome: Outcome) -> None:
    url = "https://maps.vendor.test/acme"
    site = contact(f'<a href="{url}">Map</a>').answer(url, **answer)
    finding = only(run("dead-contact-link", site.snapshot()))
    assert finding.outcome is outcome
    if outcome is not Outcome.PASS:
        assert finding.severity is Severity.MEDIUM


def test_says_where_a_link_leads_on_to() -> None:
    site = contact('<a href="https://old.test/">Partner</a>').answer("https://old.test/", landed="https://new.test/")
    assert "leads on to new.test" in only(run("dead-contact-link", site.snapshot())).message.text


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="/gone"><link rel="canonical" href="/gone"><script src="/gone"></script>',
        '<!-- <a href="/gone">x</a> --><template><a href="/gone">x</a></template><noscript><img src="/gone"></noscript>',
    ],
)
def test_what_visitors_do_not_follow_is_left_out(html: str) -> None:
    assert run("dead-contact-link", contact(html).answer("/gone", 404).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_links_of_other_and_of_dead_pages_are_left_out() -> None:
    link = '<a href="/gone">x</a>'
    site = Site().page("/about", link, Role.ABOUT).page("/press", link, Role.MEDIA, status=404).answer("/gone", 404)
    assert run("dead-contact-link", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_dead_contact_pages_are_not_told_twice() -> None:
    site = contact('<a href="/press">Press</a><a href="/media">Media</a>').page("/press", "", Role.MEDIA, status=404)
    site.answer("/media", 404, landed="/press")
    assert run("dead-contact-link", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_links_that_were_never_followed_are_left_out() -> None:
    site = contact('<a href="https://www.facebook.com/sharer.php?u=x">Share</a>')
    assert run("dead-contact-link", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_a_visit_cut_short_is_told_once() -> None:
    finding = only(run("dead-contact-link", contact('<a href="/a">a</a><a href="/b">b</a>').snapshot(partial="killed")))
    assert (finding.outcome, finding.subject) == (Outcome.INCONCLUSIVE, SITE)
    assert "2 links" in finding.message.text


PLACES = '<h2 id="team">Team</h2><a name="Büro"></a>'


@pytest.mark.parametrize("fragment", ["team", "B%C3%BCro", "team:~:text=Jane"])
def test_places_that_are_there_pass(fragment: str) -> None:
    site = contact(f'<a href="#{fragment}">Go</a>{PLACES}')
    assert only(run("dead-contact-link", site.snapshot())).outcome is Outcome.PASS


@pytest.mark.parametrize("fragment", ["", "top", "TOP", "!/chat", "/chat", ":~:text=Jane", "tab=2"])
def test_fragments_that_always_work_or_are_for_scripts_are_left_out(fragment: str) -> None:
    site = contact(f'<a href="#{fragment}">Go</a>{PLACES}')
    assert run("dead-contact-link", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("target", ["", "/help"])
def test_a_missing_place_is_a_small_fault(target: str) -> None:
    site = contact(f'<a href="{target}#nobody">Team</a>').page("/help", FILLER + "<script>go()</script>", Role.SUPPORT)
    finding = only(run("dead-contact-link", site.snapshot()))
    assert (finding.outcome, finding.severity) == (Outcome.FAIL, Severity.LOW)
    assert finding.subject == SITE + (target[1:] or "contact") + "#nobody"


@pytest.mark.parametrize(
    ("link", "outcome"),
    [
        ('<a href="#chat" class="open-chat">Chat</a>', Outcome.REVIEW),
        ('<a href="#chat" id="chat-link">Chat</a>', Outcome.REVIEW),
        ('<a href="#chat" role="button">Chat</a>', Outcome.NOT_APPLICABLE),
        ('<a href="#chat" onclick="chat()">Chat</a>', Outcome.NOT_APPLICABLE),
        ('<a href="#chat" data-bs-toggle="modal">Chat</a>', Outcome.NOT_APPLICABLE),
    ],
)
def test_a_missing_place_may_be_a_scripts_business(link: str, outcome: Outcome) -> None:
    assert run("dead-contact-link", contact(f"{link}<script>listen()</script>").snapshot()).outcome is outcome


def test_without_scripts_a_styled_link_is_a_link() -> None:
    assert run("dead-contact-link", contact('<a href="#team" class="big">Team</a>').snapshot()).outcome is Outcome.FAIL


def test_places_of_pages_that_need_scripts_and_of_others_are_left_out() -> None:
    site = contact('<a href="/app#x">App</a> <a href="https://other.test/a#x">Other</a>')
    site.page("/app", FILLER, needs_script=True).answer("https://other.test/a", html="<p>Hello</p>")
    subjects = outcomes(run("dead-contact-link", site.snapshot()))
    assert set(subjects) == {SITE + "app", "https://other.test/a"}


def test_not_applicable_without_contact_pages() -> None:
    assert run("dead-contact-link", Site().snapshot()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("fragment", "place"),
    [
        ("Öffnung", '<h2 id="%C3%96ffnung">x</h2>'),
        ("%C3%96ffnung", '<h2 id="%C3%96ffnung">x</h2>'),
        ("a%2Bb", '<h2 id="a+b">x</h2>'),
        ("team", '<h2 id="user-content-team">x</h2>'),
    ],
)
def test_a_place_may_be_spelled_as_in_the_address(fragment: str, place: str) -> None:
    site = contact(f'<a href="#{fragment}">Go</a>{place}')
    assert only(run("dead-contact-link", site.snapshot())).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "script",
    [
        '<script src="/assets/app.js"></script>',
        "<script>document.querySelector('h2').id = slug()</script>",
        "<script>addEventListener('hashchange', open)</script>",
        '<div data-tab="faq">Questions</div><script>tabs()</script>',
    ],
)
def test_a_place_that_a_script_may_make_is_for_a_person_to_judge(script: str) -> None:
    assert (
        only(run("dead-contact-link", contact(f'<a href="#faq">Faq</a>{script}').snapshot())).outcome is Outcome.REVIEW
    )


def test_a_script_that_only_counts_makes_no_place() -> None:
    script = '<script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>'
    assert only(run("dead-contact-link", contact(f'<a href="#faq">Faq</a>{script}').snapshot())).outcome is Outcome.FAIL


@pytest.mark.parametrize("raw", ["http://mailto:hello@acme.test", "http://", "htps://acme.test/", "file:///C:/kit.pdf"])
def test_an_address_that_names_nothing_fails(raw: str) -> None:
    finding = only(run("dead-contact-link", contact(f'<a href="{raw}">Go</a>').snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, raw)


@pytest.mark.parametrize(
    ("html", "answer", "outcome"),
    [
        ('<img src="/us.jpg" alt=us>', {"html": "<h1>Welcome</h1>"}, Outcome.FAIL),
        ('<img src="/us.jpg" alt=us>', {"html": "\ufffdPNG\r\n", "content_type": "text/plain"}, Outcome.PASS),
        ('<img src="/us.jpg" alt=us>', {"html": "no such file", "content_type": "text/plain"}, Outcome.FAIL),
        ('<a href="/kit.pdf">Kit</a>', {"html": f"<h1>Press kit</h1>{FILLER}"}, Outcome.INCONCLUSIVE),
        ('<a href="/kit.pdf">Kit</a>', {"html": "<embed src='/kit-2.pdf'>"}, Outcome.PASS),
        ('<a href="/kit.pdf">Kit</a>', {"html": "\n"}, Outcome.FAIL),
    ],
)
def test_what_comes_has_to_be_what_was_promised(html: str, answer: dict[str, Any], outcome: Outcome) -> None:
    path = "/us.jpg" if "us.jpg" in html else "/kit.pdf"
    found = outcomes(run("dead-contact-link", contact(html).answer(path, **answer).snapshot()))
    assert found[SITE + path[1:]] is outcome


@pytest.mark.parametrize(
    ("front", "outcome"), [(404, Outcome.INCONCLUSIVE), (403, Outcome.INCONCLUSIVE), (200, Outcome.FAIL)]
)
def test_a_host_that_denies_its_front_page_too_proves_nothing(front: int, outcome: Outcome) -> None:
    url = "https://agency.test/acme"
    site = contact(f'<a href="{url}">Agency</a>').answer(url, 404, tries=2).answer("https://agency.test/", front)
    assert only(run("dead-contact-link", site.snapshot())).outcome is outcome
