"""What answers mean: dead only where a visitor would find it dead."""

from __future__ import annotations

from typing import Any

import pytest

from auditor import urls
from auditor.analysis.links.status import LinkState, Verdict, anchors, is_venue, judge
from auditor.model import Cause, Existence, Reach, Redirect, Role
from tests.snapshots import FILLER, SITE, Site

OTHER = "https://partner.example/story"
SORRY = "<html><head><title>Page not found</title></head><body><h1>Sorry, page not found</h1><p>Try the search.</p></body></html>"
ALIVE, DEAD, UNKNOWN = LinkState.ALIVE, LinkState.DEAD, LinkState.UNKNOWN


def own(status: int | None = 200, html: str = FILLER, **answer: Any) -> Verdict:
    return judge(Site().page("/press", html, Role.MEDIA, status=status, **answer).snapshot(), f"{SITE}press")


def foreign(status: int | None = 200, html: str = FILLER, url: str = OTHER, **answer: Any) -> Verdict:
    return judge(Site().answer(url, status, html, **answer).snapshot(), url)


@pytest.mark.parametrize(
    ("status", "tries", "at_home", "elsewhere"),
    [
        (200, 1, ALIVE, ALIVE),
        (204, 1, UNKNOWN, UNKNOWN),  # a browser stays where it is: visitors meet nothing
        (404, 2, DEAD, DEAD),
        (410, 2, DEAD, DEAD),
        (500, 3, DEAD, UNKNOWN),
        (503, 3, DEAD, UNKNOWN),
        (500, 1, UNKNOWN, UNKNOWN),
        (401, 1, UNKNOWN, UNKNOWN),
        (403, 1, UNKNOWN, UNKNOWN),
        (405, 1, UNKNOWN, UNKNOWN),
        (451, 1, UNKNOWN, UNKNOWN),
        (999, 1, UNKNOWN, UNKNOWN),
        (302, 1, UNKNOWN, UNKNOWN),
    ],
)
def test_statuses(status: int, tries: int, at_home: LinkState, elsewhere: LinkState) -> None:
    assert own(status, tries=tries).state is at_home
    assert foreign(status, tries=tries).state is elsewhere


@pytest.mark.parametrize(
    ("reach", "tries", "at_home", "elsewhere"),
    [
        (Reach.TIMED_OUT, 3, DEAD, UNKNOWN),
        (Reach.TIMED_OUT, 1, UNKNOWN, UNKNOWN),
        (Reach.CONNECT_FAILED, 3, DEAD, UNKNOWN),
        (Reach.GARBLED, 3, DEAD, UNKNOWN),
        (Reach.REDIRECT_LOOP, 1, DEAD, UNKNOWN),
        (Reach.TLS_FAILED, 3, UNKNOWN, UNKNOWN),
        (Reach.CHALLENGED, 1, UNKNOWN, UNKNOWN),
        (Reach.RATE_LIMITED, 3, UNKNOWN, UNKNOWN),
        (Reach.DISALLOWED, 1, UNKNOWN, UNKNOWN),
        (Reach.REFUSED_ADDRESS, 1, UNKNOWN, UNKNOWN),
    ],
)
def test_what_never_answered(reach: Reach, tries: int, at_home: LinkState, elsewhere: LinkState) -> None:
    verdict = own(None, reach=reach, tries=tries)
    assert verdict.state is at_home
    assert verdict.hint or at_home is DEAD
    assert foreign(None, reach=reach, tries=tries).state is elsewhere


def test_every_unknown_says_how_to_find_out() -> None:
    for reach in set(Reach) - {Reach.RESPONDED, Reach.TOO_LARGE}:
        verdict = foreign(None, reach=reach)
        assert verdict.state is UNKNOWN
        assert verdict.hint.text.endswith(".")


def test_a_host_that_does_not_exist_is_dead_but_not_where_look_ups_cannot_be_trusted() -> None:
    gone = {"reach": Reach.DNS_FAILED, "cause": Cause.NO_SUCH_HOST}
    assert foreign(None, **gone).state is DEAD
    assert foreign(None, reach=Reach.DNS_FAILED, detail="try again").state is UNKNOWN
    onion = "http://curlewpzz3ldrop7zy4hq2ekrqe5xw2xqk3yb5nq7l3qjm2f6wq2lryd.onion/"
    assert foreign(None, url=onion, **gone).state is UNKNOWN  # no look-up knows it, the Tor Browser does
    assert foreign(None, url="https://onion.partner.example/", **gone).state is DEAD
    offline = Site().answer(OTHER, None, **gone).snapshot(missing={"dns": "this network resolves nothing"})
    assert judge(offline, OTHER).state is UNKNOWN


@pytest.mark.parametrize(
    ("url", "status", "state"),
    [
        ("https://x.com/acme", 200, UNKNOWN),
        ("https://www.linkedin.com/company/acme", 404, UNKNOWN),
        ("https://www.facebook.com/acme", 200, UNKNOWN),
        ("https://t.me/acme", 404, DEAD),
        ("https://www.youtube.com/@acme", 404, DEAD),
        ("https://www.youtube.com/@acme", 200, ALIVE),
    ],
)
def test_hosts_known_to_tell_strangers_untruths(url: str, status: int, state: LinkState) -> None:
    assert foreign(status, url=url).state is state


def test_a_page_that_says_it_is_not_there() -> None:
    assert own(200, SORRY).state is DEAD
    assert "soft 404" in own(200, SORRY).reason.text
    assert foreign(200, SORRY).state is UNKNOWN  # no second witness on somebody else's site


def test_the_answer_for_an_impossible_address_is_the_second_witness() -> None:
    lost = (
        "<html><head><title>Acme</title></head><body>"
        + "<p>We could not locate what you asked for, dear visitor.</p>" * 3
    )
    site = (
        Site()
        .control("/no-such-page", 200, lost)
        .page("/press", lost, Role.MEDIA)
        .page("/contact", FILLER, Role.CONTACT)
    )
    gathered = site.snapshot()
    assert judge(gathered, f"{SITE}press").state is DEAD
    assert judge(gathered, f"{SITE}contact").state is ALIVE
    elsewhere = Site().control("https://partner.example/none", 200, lost).answer(OTHER, 200, lost).snapshot()
    assert judge(elsewhere, OTHER).state is DEAD


@pytest.mark.parametrize(
    ("url", "platform", "existence", "state"),
    [
        ("https://zalo.me/1234567890123456789", "zalo", None, UNKNOWN),
        ("https://zalo.me/g/abcdef", "zalo", Existence.UNKNOWN, UNKNOWN),
        ("https://pf.kakao.com/_xbanghe/chat", "kakaotalk", None, UNKNOWN),
        ("https://line.me/R/ti/p/@acme", "line", None, UNKNOWN),
        ("https://ok.ru/acme", "okru", Existence.MISSING, DEAD),
        ("https://ok.ru/acme", "okru", Existence.LIVE, ALIVE),
        ("https://partner.example/acme", "", None, DEAD),
    ],
)
def test_where_a_platform_shows_everybody_the_same_its_own_word_decides(
    url: str, platform: str, existence: Existence | None, state: LinkState
) -> None:
    same = f"<html><head><title>Chat</title></head><body>{'<p>Open the app to chat with whom you look for.</p>' * 4}"
    site = Site().control(f"{urls.origin(url)}/none-of-that-name", 200, same).answer(url, 200, same)
    if existence is not None:
        site.profile(platform, "acme", url, existence=existence)
    assert judge(site.snapshot(), url).state is state


MENU = "<nav>" + "<p>anvils rockets bands and all the rest that we make</p>" * 80 + "</nav>"
SHORT = f"<html><body>{MENU}<h1>Press</h1><p>press@acme.example</p></body></html>"
GONE = f"<html><body>{MENU}<h1>Dear visitor</h1><p>Have a look around.</p></body></html>"


def test_a_host_that_knows_the_difference_is_believed() -> None:
    proper = Site().control("/no-such-page", 404, SHORT).page("/press", SHORT, Role.MEDIA).snapshot()
    assert judge(proper, f"{SITE}press").state is ALIVE


def test_what_pages_share_with_the_home_page_does_not_decide() -> None:
    home = f"<html><body>{MENU}<h1>Acme</h1></body></html>"
    site = Site(home=home).control("/no-such-page", 200, GONE)
    gathered = site.page("/press", SHORT, Role.MEDIA).page("/help", GONE, Role.SUPPORT).snapshot()
    assert judge(gathered, f"{SITE}press").state is ALIVE
    assert judge(gathered, f"{SITE}help").state is DEAD


def test_where_every_address_leads_to_a_log_in_nothing_is_dead() -> None:
    door = "<html><body><h1>Members</h1><p>Please give your name.</p></body></html>"
    to_door: dict[str, Any] = {"landed": f"{SITE}login", "redirects": (Redirect(302, f"{SITE}login"),)}
    site = Site().control("/no-such-page", 200, door, **to_door).page("/press", door, Role.MEDIA, **to_door)
    assert judge(site.snapshot(), f"{SITE}press").state is UNKNOWN


def test_a_press_page_may_have_a_host_of_its_own() -> None:
    landed: dict[str, Any] = {
        "landed": "https://press.acme.example/",
        "redirects": (Redirect(301, "https://press.acme.example/"),),
    }
    assert own(200, **landed).state is ALIVE


def test_a_short_page_is_not_empty_and_scripts_may_draw() -> None:
    assert own(200, "<html><body><h1>ok</h1></body></html>").state is ALIVE
    assert own(200, "<html><body><div style='background: url(a.jpg)'></div></body></html>").state is ALIVE
    assert own(200, "<html><body><script>paint(document.body)</script></body></html>").state is UNKNOWN
    assert (
        own(200, "<html><body><script src=https://www.googletagmanager.com/gtag/js></script></body></html>").state
        is DEAD
    )


def test_a_site_that_answers_everything_with_its_home_page_proves_nothing() -> None:
    gathered = Site().control("/no-such-page", 200, FILLER).page("/press", FILLER, Role.MEDIA).snapshot()
    assert judge(gathered, f"{SITE}press").state is UNKNOWN


def test_a_site_that_is_worked_on_is_unknown_even_where_every_address_says_so() -> None:
    html = "<html><head><title>Maintenance</title></head><body><h1>We'll be back soon</h1><p>Our site is being updated.</p>"
    assert own(200, html).state is UNKNOWN
    assert foreign(200, html).state is UNKNOWN
    everywhere = Site().control("/no-such-page", 200, html).page("/press", html, Role.MEDIA).snapshot()
    assert judge(everywhere, f"{SITE}press").state is UNKNOWN


@pytest.mark.parametrize("title", ["How to fix 404 errors", "Lost and found", "Peugeot 404: the press page"])
def test_pages_about_missing_things_are_there(title: str) -> None:
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{FILLER * 20}</body></html>"
    assert own(200, html).state is ALIVE


@pytest.mark.parametrize(
    ("landed", "state"),
    [("/", DEAD), ("/index.html", DEAD), ("/de/", DEAD), ("/newsroom", ALIVE)],
)
def test_a_deep_address_that_ends_at_the_front_door(landed: str, state: LinkState) -> None:
    assert own(200, landed=landed).state is state


def test_front_doors_may_redirect_to_front_doors_and_one_page_sites_to_their_parts() -> None:
    site = Site().page("/index.php", FILLER, landed="/").page("/en", FILLER, landed="/")
    site.page("/contact", FILLER, Role.CONTACT, landed="/", redirects=(Redirect(302, f"{SITE}#contact"),))
    gathered = site.snapshot()
    assert {judge(gathered, SITE + path).state for path in ("index.php", "en", "contact")} == {ALIVE}


def test_somebody_elses_home_page_is_no_proof_unless_they_always_send_there() -> None:
    assert foreign(200, landed="https://partner.example/").state is ALIVE
    always = Site().control("https://partner.example/none", 200, FILLER, landed="https://partner.example/")
    assert judge(always.answer(OTHER, 200, FILLER, landed="https://partner.example/").snapshot(), OTHER).state is DEAD


def test_an_empty_page_is_dead_and_one_with_a_form_a_map_or_a_picture_is_not() -> None:
    assert own(200, "<html><body><p>&nbsp;</p></body></html>").state is DEAD
    for something in ("<form><input></form>", "<iframe src=/map></iframe>", "<img src=/office.jpg>"):
        assert own(200, f"<html><body>{something}</body></html>").state is ALIVE


def test_a_page_that_waits_for_its_scripts_is_unknown() -> None:
    assert own(200, "<html><body><div id=root></div><script src=a.js></script></body></html>").state is UNKNOWN


def test_files_are_there_when_they_answer() -> None:
    assert own(200, "", content_type="application/pdf").state is ALIVE
    assert own(200, "", content_type="text/html", reach=Reach.TOO_LARGE).state is ALIVE
    assert own(404, "", content_type="text/html", reach=Reach.TOO_LARGE, tries=2).state is DEAD


def test_what_was_not_visited_is_unknown() -> None:
    assert judge(Site().snapshot(), "https://never.example/").state is UNKNOWN


def test_anchors_are_ids_and_names() -> None:
    gathered = Site().page("/press", "<h2 id=team>x</h2><a name=kit></a><form name=f></form>").snapshot()
    assert anchors(gathered, f"{SITE}press") == frozenset({"team", "kit"})
    assert anchors(gathered, "https://never.example/") is None


def test_venues_are_where_many_companies_are() -> None:
    assert is_venue("https://www.youtube.com/@acme")
    assert is_venue("https://www.facebook.com/acme")
    assert not is_venue("https://acme.mynewsdesk.example/")


@pytest.mark.parametrize(
    ("landed", "state"), [("https://wa.me/441179655188", UNKNOWN), ("https://partner.example/story", DEAD)]
)
def test_a_page_that_sends_visitors_to_a_host_of_one_page_for_all(landed: str, state: LinkState) -> None:
    site = Site().page("/contact", FILLER, Role.CONTACT, landed=landed, redirects=(Redirect(302, landed),))
    site.control(urls.origin(landed) + "/no-such", 200, FILLER)
    assert judge(site.snapshot(), f"{SITE}contact").state is state


@pytest.mark.parametrize(
    ("html", "role", "state"),
    [
        (FILLER, Role.CONTACT, DEAD),
        (FILLER, Role.ABOUT, ALIVE),
        (f"{FILLER}<a href='tel:+442071838750'>Ring us</a>", Role.CONTACT, ALIVE),
        (f"{FILLER}<form action='/send' method='post'><textarea name='m'></textarea></form>", Role.CONTACT, ALIVE),
    ],
)
def test_a_query_that_shows_the_front_page_again(html: str, role: Role, state: LinkState) -> None:
    site = Site().page("/", html, Role.HOME).page("/index.php?page=contact", html, role)
    assert judge(site.snapshot(), f"{SITE}index.php?page=contact").state is state


@pytest.mark.parametrize("judged", [own, foreign])
def test_an_address_that_opens_a_program_to_write_with_is_alive(judged: Any) -> None:
    opened = judged(302, "", cause=Cause.PROGRAM, detail="mailto:press@acme.example")
    assert opened.state is ALIVE
    assert "(mailto:press@acme.example)" in opened.reason.text
    assert judged(302, "").state is UNKNOWN


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ("", DEAD),
        ("<script src='https://www.googletagmanager.com/gtag/js'></script>", DEAD),
        ("<script src=/app.js></script>", UNKNOWN),
        ("<script>if (location.search) document.querySelector('main').innerHTML = contact()</script>", UNKNOWN),
    ],
)
def test_a_contact_page_that_is_the_front_page_again(script: str, state: LinkState) -> None:
    html = f"<html><head><title>Acme</title></head><body><main>{FILLER}</main>{script}</body></html>"
    site = Site(home=html).page("/?page=contact", html, Role.CONTACT)
    assert judge(site.snapshot(), f"{SITE}?page=contact").state is state
