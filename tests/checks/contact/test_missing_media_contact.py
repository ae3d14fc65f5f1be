"""The press finds somebody: what counts as a way to reach them, what does not, and what can't be told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from auditor.model import Exclude, Outcome, Reach, Role
from tests.snapshots import FILLER, NO_DOMAIN, SITE, Site, only, run

FORM = """<form action="/send" method="post"><input name="name"><input type="email" name="email">
<textarea name="message"></textarea><button>Send</button></form>"""

CHOICE = """<form action="/send" method="post"><select name="topic"><option>Orders</option><option>Press</option></select>
<textarea name="message"></textarea><button>Send</button></form>"""


def media(html: str, **kinds: Any) -> Site:
    site = Site(**kinds).dns("acme.example", MX="10 mx.acme.example")
    return site.page("/press", f"<h1>Press</h1>{FILLER}{html}", Role.MEDIA).answer(SITE + "send", 405)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="mailto:press@acme.example">press@acme.example</a>',
        '<a href="mailto:jane.doe@acme.example">Jane Doe</a>',
        "<p>Ring the press office: +44 20 7946 0958</p>",
        FORM,
    ],
)
def test_passes_with_a_route_on_a_press_page(html: str) -> None:
    finding = only(run("missing-media-contact", media(html).snapshot()))
    assert finding.outcome is Outcome.PASS, finding.message.text
    assert finding.subject == SITE
    assert finding.evidence[0].url == SITE + "press"


@pytest.mark.parametrize(
    "html",
    [
        "<p>News about anvils.</p>",
        '<a href="mailto:press@acme-press.example">Mail us</a>',
        '<a href="mailto:info@example.com">Mail us</a>',
        '<a href="tel:undefined">Ring us</a>',
        "<p>Fax: +44 20 7946 0958</p>",
        '<form action="/search"><input type="search" name="q"><button>Go</button></form>',
        '<form action="/news" class="newsletter" method="post"><input type="email" name="email"><button>Go</button></form>',
        '<form action="/in" method="post"><input name="user"><input type="password" name="p"><button>Go</button></form>',
        '<form action="/gone.php" method="post"><textarea name="m"></textarea><button>Send</button></form>',
        '<form action="/send" method="post"><input name="a"><textarea name="m"></textarea><input name="b"></form>',
    ],
)
def test_fails_without_a_usable_route(html: str) -> None:
    site = media(html).dns("acme-press.example", MX=NO_DOMAIN).answer(SITE + "gone.php", 404)
    finding = only(run("missing-media-contact", site.snapshot()))
    assert (finding.outcome, finding.variant) == (Outcome.FAIL, "no-route"), finding.message.text
    assert SITE + "press" in finding.message.text


def test_fails_without_a_press_page() -> None:
    site = Site().page("/contact", '<a href="tel:+442079460958">Customer care</a>' + FILLER, Role.CONTACT)
    finding = only(run("missing-media-contact", site.snapshot()))
    assert (finding.outcome, finding.variant) == (Outcome.FAIL, "no-page")


def test_fails_when_the_only_press_page_is_dead() -> None:
    site = Site().page("/press", "", Role.MEDIA, status=404)
    assert only(run("missing-media-contact", site.snapshot())).variant == "no-page"


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="mailto:press@acme.example">Write</a></p>',
        '<h2>Press enquiries</h2><p>Jane Doe</p><p><a href="tel:+442079460958">020 7946 0958</a></p>',
        "<h2>Presse</h2><h3>Jane Doe</h3><p>Telefon +44 20 7946 0958</p>",
        "<dl><dt>For journalists</dt><dd>+44 20 7946 0958</dd></dl>",
        '<div><h3>Jane Doe</h3><p>Head of Media Relations</p><p><a href="mailto:jane.doe@acme.example">Mail</a></p></div>',
        "<table><tr><th>Ufficio stampa</th><td>+44 20 7946 0958</td></tr></table>",
        CHOICE,
    ],
)
def test_passes_with_a_press_contact_on_the_contact_page(html: str) -> None:
    site = Site().dns("acme.example", MX="10 mx.acme.example").answer(SITE + "send", 405)
    finding = only(
        run("missing-media-contact", site.page("/contact", f"<h1>Contact</h1>{FILLER}{html}", Role.CONTACT).snapshot())
    )
    assert finding.outcome is Outcome.PASS, finding.message.text


@pytest.mark.parametrize(
    "html",
    [
        '<h2>Press</h2><p>See our <a href="/news">newsroom</a>.</p><h2>Customers</h2><p>+44 20 7946 0958</p>',
        '<ul><li>Customers: +44 20 7946 0958</li><li>Press: <a href="/media">our media contact</a></li></ul>',
        "<h2>Social media</h2><p>+44 20 7946 0958</p>",
        "<p>Ring +44 20 7946 0958 and press 1 for sales</p>",
        '<h1>Press</h1><div id="site-footer"><a href="/press">Press</a> <a href="/jobs">Jobs</a><p>+44 20 7946 0958</p></div>',
    ],
)
def test_what_is_for_customers_is_not_for_the_press(html: str) -> None:
    site = Site().page("/contact", html + FILLER, Role.CONTACT)
    assert only(run("missing-media-contact", site.snapshot())).outcome is Outcome.FAIL


def everywhere(press: str) -> Site:
    footer = '<footer><a href="tel:+442079460958">020 7946 0958</a></footer>'
    site = media(press + footer, home=FILLER + footer)
    for path, role in (
        ("/contact", Role.CONTACT),
        ("/about", Role.ABOUT),
        ("/imprint", Role.LEGAL),
        ("/help", Role.SUPPORT),
    ):
        site.page(path, FILLER + footer, role)
    return site


def test_a_footer_alone_is_for_a_person_to_judge() -> None:
    finding = only(run("missing-media-contact", everywhere("").snapshot()))
    assert finding.outcome is Outcome.REVIEW
    assert "020 7946 0958" in finding.message.text


def test_the_footers_number_counts_where_the_press_page_names_it() -> None:
    site = everywhere("<p>Press office: +44 20 7946 0958</p>")
    assert only(run("missing-media-contact", site.snapshot())).outcome is Outcome.PASS


def test_the_press_pages_own_number_is_not_a_footer() -> None:
    boilerplate = "<p>Ring Jane Doe: +44 20 7946 0958</p>"
    site = media(boilerplate)
    for number in range(9):
        site.page(f"/press/{number}", FILLER + boilerplate, Role.MEDIA)
    assert only(run("missing-media-contact", site.snapshot())).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("site", "kinds", "words"),
    [
        (media(""), {"partial": "the visit was cut short after 2 pages"}, "cut short"),
        (media("").page("/media", "", Role.MEDIA, status=None, reach=Reach.CHALLENGED), {}, SITE + "media"),
        (media("").page("/media", "", Role.MEDIA, needs_script=True), {}, "scripts"),
        (media('<iframe src="https://forms.vendor.example/1"></iframe>'), {}, "frame from forms.vendor.example"),
        (media('<script src="https://js.hsforms.net/forms/v2.js"></script>'), {}, "script from HubSpot"),
        (
            media('<script type="application/ld+json">{"@type":"Organization","telephone":"+442079460958"}</script>'),
            {},
            "search engines",
        ),
        (
            Site(home=f'{FILLER}<main><a href="https://newsroom.vendor.example/acme">Press</a></main>'),
            {},
            "another site",
        ),
        (Site(needs_script=True), {}, "home page"),
        (Site(home=None), {}, "home page"),
    ],
)
def test_inconclusive_where_a_contact_may_have_gone_unseen(site: Site, kinds: dict[str, Any], words: str) -> None:
    finding = only(run("missing-media-contact", site.snapshot(**kinds)))
    assert finding.outcome is Outcome.INCONCLUSIVE
    assert words in finding.message.text
    assert finding.hint, "says how to find out"


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="https://www.youtube.com/embed/x"></iframe>',
        '<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>',
        '<a href="https://www.facebook.com/acme">Media</a>',
    ],
)
def test_maps_and_films_are_no_excuse(html: str) -> None:
    assert only(run("missing-media-contact", media(html).snapshot())).outcome is Outcome.FAIL


def test_a_chat_that_only_the_press_page_has_may_be_for_the_press() -> None:
    chat = '<script src="https://widget.intercom.io/widget/x"></script>'
    finding = only(run("missing-media-contact", media(chat).snapshot()))
    assert finding.outcome is Outcome.INCONCLUSIVE
    assert "Intercom" in finding.message.text
    home = f'<nav><a href="/press">Press</a> <a href="/about">About us</a></nav>{FILLER * 6}{chat}'
    everywhere = Site(home=home).page("/about", FILLER * 6, Role.ABOUT).page("/press", FILLER + chat, Role.MEDIA)
    assert only(run("missing-media-contact", everywhere.snapshot())).outcome is Outcome.FAIL


def test_a_partial_visit_still_passes_with_what_it_saw() -> None:
    site = media('<a href="mailto:press@acme.example">Mail</a>')
    assert run("missing-media-contact", site.snapshot(partial="killed")).outcome is Outcome.PASS


def test_an_address_whose_domain_was_not_looked_up_counts() -> None:
    site = Site().page("/press", '<a href="mailto:press@acme.example">Mail</a>' + FILLER, Role.MEDIA)
    assert only(run("missing-media-contact", site.snapshot())).outcome is Outcome.PASS


def test_missing_details_are_inconclusive() -> None:
    assert (
        run("missing-media-contact", media("").snapshot(missing={"contacts": "lost"})).outcome is Outcome.INCONCLUSIVE
    )


def test_a_page_that_is_left_out_on_purpose_is_not_missing() -> None:
    site = Site().link("/", "/press-area/", "Press")
    assert only(run("missing-media-contact", site.snapshot())).outcome is Outcome.FAIL
    visit = replace(site.snapshot(), excludes=(Exclude(SITE + "press-area/*", "another team's"),))
    finding = only(run("missing-media-contact", visit))
    assert finding.outcome is Outcome.INCONCLUSIVE
    assert finding.message.text.startswith(
        f"The press is sent to a page that this audit leaves out: {SITE}press-area/."
    )


ROOM = "https://news.acme.example/room"
FRAME = f'<iframe src="{ROOM}"></iframe>'
DESK = f"{FILLER}<p>Press contact: press@acme.example</p>"


def test_what_a_press_page_shows_in_a_frame_is_a_part_of_it() -> None:
    found = only(run("missing-media-contact", media(FRAME).page(ROOM, DESK).snapshot()))
    assert (found.outcome, found.evidence[0].url) == (Outcome.PASS, ROOM)
    inner = media('<iframe src="/outer"></iframe>').page("/outer", f"{FILLER}{FRAME}").page(ROOM, DESK)
    assert only(run("missing-media-contact", inner.snapshot())).outcome is Outcome.PASS, "frames in frames"
    circle = media('<iframe src="/outer"></iframe>').page("/outer", f'{FILLER}<iframe src="/press"></iframe>')
    assert only(run("missing-media-contact", circle.snapshot())).outcome is Outcome.FAIL


def test_a_frame_without_a_contact_names_none_and_one_that_was_not_read_may() -> None:
    empty = media(FRAME).page(ROOM, FILLER)
    assert only(run("missing-media-contact", empty.snapshot())).outcome is Outcome.FAIL
    unread = only(run("missing-media-contact", media(FRAME).answer(ROOM, 403).snapshot()))
    assert unread.outcome is Outcome.INCONCLUSIVE
    assert ROOM in unread.message.text
    seen = only(run("missing-media-contact", media(FRAME).answer(ROOM, 200, DESK).snapshot()))
    assert seen.outcome is Outcome.INCONCLUSIVE, "it was looked at, not read"
    gone = only(run("missing-media-contact", media(FRAME).answer(ROOM, 404, FILLER).snapshot()))
    assert gone.outcome is Outcome.FAIL, "visitors see nothing there"


def test_a_frame_that_the_home_page_shows_too_is_not_for_the_press() -> None:
    site = media(FRAME, home=f"{FILLER}{FRAME}").page(ROOM, f"{FILLER}<p>Ring +44 20 7946 0958</p>")
    assert only(run("missing-media-contact", site.snapshot())).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("detail", "outcome"),
    [
        ("<h2>Nordic Media Ltd</h2><p>Telephone +44 113 320 1234</p>", Outcome.FAIL),
        ("<p>Nordic-Media: <a href='mailto:info@acme.example'>info@acme.example</a></p>", Outcome.FAIL),
        ("<p>Nordic Media, media relations: +44 113 320 1234</p>", Outcome.PASS),
    ],
)
def test_what_the_company_is_called_introduces_no_press_contact(detail: str, outcome: Outcome) -> None:
    site = Site().page("/contact", f"<title>Contact | Nordic Media</title>{FILLER}{detail}", Role.CONTACT)
    visit = site.dns("acme.example", MX="10 mx.acme.example").company_profile(names=("Nordic Media",)).snapshot()
    assert only(run("missing-media-contact", visit)).outcome is outcome


@pytest.mark.parametrize(
    "written",
    [
        "info<wbr>@<wbr>acme.example",
        "<b>info</b>@acme.example",
        "info<!-- x -->@acme.example",
        "info@ac&shy;me.example",
    ],
)
def test_an_address_in_pieces_is_introduced_by_what_stands_above_it(written: str) -> None:
    menu = "<nav><a href='/'>Home</a> <a href='/media'>Press</a></nav><h1>Contact</h1>"
    site = Site().page("/contact", f"{menu}<p>{written}</p>{FILLER}", Role.CONTACT)
    assert only(run("missing-media-contact", site.snapshot())).outcome is Outcome.FAIL
    named = Site().page("/contact", f"{menu}<h2>Press enquiries</h2><p>{written}</p>{FILLER}", Role.CONTACT)
    assert only(run("missing-media-contact", named.snapshot())).outcome is Outcome.PASS
