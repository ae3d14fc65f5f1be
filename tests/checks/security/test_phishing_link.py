"""Links to pages that ask for a password in another's name; and the honest ones that look like it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auditor.model import LandingState, Listed, Outcome, Posting, Role
from tests.snapshots import FILLER, SITE, TAKEN_AT, Site, only, run

ID = "phishing-link"
FIELDS = "<form><input name=u><input type=password><button>OK</button></form>"
URL = "https://secure-check.test/in"


def page(title: str, body: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}{FIELDS}</body></html>"


def judged(made: Site) -> dict[str, Outcome]:
    return {one.subject: one.outcome for one in run(ID, made.snapshot()).findings}


@pytest.mark.parametrize(
    "title", ["Log in to your PayPal account", "Acme | Log in", "Log in | P\u0430yPal", "Microsoft 365: Anmelden"]
)
def test_a_page_that_asks_for_a_password_in_anothers_name_is_suspected(title: str) -> None:
    finding = only(run(ID, Site().landing(URL, html=page(title)).snapshot()))
    assert finding.outcome is Outcome.FAIL
    assert finding.message.text.startswith("Suspected phishing. ")
    assert finding.subject == URL


def test_it_is_found_behind_redirects_and_a_shortener() -> None:
    made = Site().landing("https://bit.ly/x", html=page("Netflix"), landed=URL)
    assert judged(made) == {"https://bit.ly/x": Outcome.FAIL}


@pytest.mark.parametrize(
    ("url", "html"),
    [
        ("https://login.microsoftonline.com/x", page("Sign in to your account", "<h1>Microsoft</h1>")),
        ("https://accounts.google.com/x", page("Sign in - Google Accounts")),
        ("https://www.instagram.com/accounts/login", page("Instagram")),
        ("https://www.paypal.com/de/signin", page("PayPal")),
        ("https://partner.test/login", page("Log in | Partner Ltd", "<h1>Acme programme</h1>")),
        ("https://photos.test/login", page("Log in | Photos", "<button>Log in with Google</button><a href=x>Facebook</a>")),
        ("https://acme.myshopify.com/account/login", page("Account - Acme")),
        ("https://acme.zendesk.com/auth", page("Acme: Sign in")),
        ("https://acme.okta.com/", page("Acme - Sign In")),
        ("https://tea.test/checkout", page("Checkout", "<p>We take PayPal and Klarna.</p><img alt=PayPal>")),
        ("https://news.test/a", page("Netflix ends password sharing")),
        ("https://www.acme.example/login", page("Log in | PayPal for Acme")),
        ("https://club.test/", page("Members")),
        ("https://wrapped.test/", page("Log in with Spotify", "<h1>Log in with Spotify</h1>")),
        ("https://shop.test/", page("Anmelden mit PayPal")),
    ],
)  # fmt: skip
def test_honest_log_ins_pass(url: str, html: str) -> None:
    made = Site().landing(url, html=html)
    assert set(judged(made).values()) == {Outcome.PASS}


def test_what_may_be_the_companys_own_is_for_a_person() -> None:
    made = Site().landing("https://acme.test/login", html=page("Acme"))
    made.landing("https://acme.softwarehouse.test/login", html=page("Acme | Log in"))
    made.landing("https://paypal.support/in", html=page("PayPal"))
    made.landing("https://acme-verify.myshopify.com/", html=page("Acme"))
    assert set(judged(made).values()) == {Outcome.REVIEW}


def installed(action: str, title: str = "Outlook") -> str:
    fields = f"<form action='{action}' method=post><label>Domain\\user name:</label><input name=username>"
    return f"<html><head><title>{title}</title></head><body>{fields}<input type=password></form></body></html>"


def test_a_log_in_on_a_partners_own_server_is_no_suspicion_and_a_copy_of_it_is() -> None:
    mail, adfs = "https://mail.partner.test/owa/auth/logon.aspx?url=x", "https://sts.partner.test/adfs/ls/?id=1"
    honest = Site().landing(mail, html=installed("/owa/auth.owa"))
    honest.landing(adfs, html=installed("https://sts.partner.test:443/adfs/ls?id=1", "Sign in to Office 365"))
    assert judged(honest) == {mail: Outcome.REVIEW, adfs: Outcome.REVIEW}
    elsewhere, other = "https://hacked.test/wp-content/owa/auth/logon.aspx", "https://hacked.test/owa/auth/logon.aspx"
    copied = Site().landing(elsewhere, html=installed("/owa/auth.owa")).landing(other, html=installed("next.php"))
    copied.landing(mail, html=installed("https://collect.test/owa/auth.owa")).landing(
        adfs, html=installed("", "PayPal")
    )
    assert set(judged(copied).values()) == {Outcome.FAIL}
    assert len(judged(copied)) == 4


def test_a_log_in_that_bears_the_name_of_the_house_that_runs_it_is_for_a_person() -> None:
    url = "https://sts.anvilworks.test/adfs/ls/?wa=wsignin1.0"
    adfs = installed("/adfs/ls/?wa=wsignin1.0", "Acme").replace("<form", "<h1>Acme</h1><form", 1)
    assert judged(Site().landing(url, html=adfs)) == {url: Outcome.REVIEW}
    named = Site().landing(url, html=adfs).page("/", f'{FILLER}<a href="{url}">Staff</a>', Role.HOME)
    assert judged(named) == {"anvilworks.test": Outcome.PASS}
    outlook = Site().landing(MAIL, html=installed("/owa/auth.owa")).page("/", f'<a href="{MAIL}">Mail</a>', Role.HOME)
    assert judged(outlook) == {"partner.test": Outcome.PASS}


MAIL = "https://mail.partner.test/owa/auth/logon.aspx?url=x"


@pytest.mark.parametrize(
    "way",
    [
        f'<form action="{URL}"><input name=q></form>',
        f"<button onclick=\"location.href='{URL}'\">Log in</button>",
        f'<script>var portal = "{URL}";</script>',
        f'<iframe src="{URL}"></iframe>',
    ],
)
def test_a_portal_that_the_site_leads_to_in_whatever_way_is_the_companys(way: str) -> None:
    portal = Site().landing(URL, html=page("Acme | Log in"))
    assert judged(portal) == {URL: Outcome.FAIL}
    assert judged(portal.page("/", f"{FILLER}{way}", Role.HOME)) == {"secure-check.test": Outcome.PASS}


def test_a_portal_behind_an_address_of_the_site_is_the_companys_and_one_it_warns_of_is_not() -> None:
    portal = Site().landing(URL, html=page("Acme | Log in"))
    portal.page("/", f'{FILLER}<a href="/login">Log in</a>', Role.HOME).answer(f"{SITE}login", landed=URL)
    assert judged(portal) == {"secure-check.test": Outcome.PASS}
    warned = Site().landing(URL, html=page("Acme | Log in"))
    warned.page("/", f"{FILLER}<p>Do not use secure-check.test, nor {URL} which is none of ours.</p>", Role.HOME)
    assert judged(warned) == {URL: Outcome.FAIL}


def test_a_portal_in_the_companys_name_that_was_given_for_months_is_for_a_person() -> None:
    first = Posting("mastodon", "acme", "1", TAKEN_AT - timedelta(days=70), "https://b.example/1")
    last = Posting("mastodon", "acme", "2", TAKEN_AT, "https://b.example/2")
    made = Site().landing(URL, first, last, html=page("Acme | Log in"))
    assert judged(made) == {URL: Outcome.REVIEW}
    assert judged(Site().landing(URL, first, last, html=page("PayPal"))) == {URL: Outcome.FAIL}


def test_where_the_site_was_not_wholly_seen_its_portal_is_for_a_person() -> None:
    made = Site().landing(URL, html=page("Acme | Log in")).page("/", FILLER, Role.HOME)
    assert judged(made) == {URL: Outcome.FAIL}
    cut = made.snapshot(partial="The time was up.")
    assert only(run(ID, cut)).outcome is Outcome.REVIEW


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ("<input type=email name=e><input type=password name=password autocomplete=new-password>", Outcome.REVIEW),
        ("<input name=e><input type=password name=pw><input type=password name=pw_confirm>", Outcome.REVIEW),
        ("<input name=e><input type=password name=old_pw><input type=password name=confirm>", Outcome.FAIL),
        ("<input name=e><input type=password name=password>", Outcome.FAIL),
    ],
)
def test_who_is_to_open_an_account_in_the_companys_name_is_not_robbed_of_one(fields: str, outcome: Outcome) -> None:
    html = f"<html><head><title>Acme</title></head><body><form>{fields}</form></body></html>"
    assert judged(Site().landing(URL, html=html)) == {URL: outcome}


def test_a_shop_that_opens_soon_is_for_a_person() -> None:
    door = "<form action='/password' method=post><input type=hidden name=form_type><input type=password name=password></form>"
    html = f"<html><head><title>Acme</title></head><body><h1>Opening soon</h1>{door}</body></html>"
    assert judged(Site().landing(URL, html=html)) == {URL: Outcome.REVIEW}
    asks = html.replace("<input type=hidden name=form_type>", "<input name=email>")
    assert judged(Site().landing(URL, html=asks)) == {URL: Outcome.FAIL}


def test_the_companys_own_word_ends_the_question() -> None:
    linked = Site().landing(URL, html=page("Acme | Log in")).page("/", f'{FILLER}<a href="{URL}">Log in</a>', Role.HOME)
    assert judged(linked) == {"secure-check.test": Outcome.PASS}
    named = Site().landing(URL, html=page("Acme | Log in")).company_profile(domains=("secure-check.test",))
    assert judged(named) == {"secure-check.test": Outcome.PASS}
    disguised = Site().landing(URL, html=page("\u0410\u0441me log in")).page("/", f'<a href="{URL}">x</a>', Role.HOME)
    assert judged(disguised) == {URL: Outcome.FAIL}


def test_a_block_list_is_believed_but_for_what_sends_on_and_what_is_gone() -> None:
    listed = (Listed("bad.txt", URL),)
    made = Site().landing(URL, html=FILLER, block_lists=listed)
    finding = only(run(ID, made.snapshot()))
    assert (finding.outcome, "The block list bad.txt names" in finding.message.text) == (Outcome.FAIL, True)
    behind_a_wall = Site().landing(URL, status=403, state=LandingState.UNKNOWN, block_lists=listed)
    assert judged(behind_a_wall) == {URL: Outcome.FAIL}
    gone = Site().landing(URL, status=404, block_lists=listed)
    assert judged(gone) == {URL: Outcome.REVIEW}
    parked = Site().landing(URL, html="<p>This domain is for sale. Make an offer.</p>", block_lists=listed)
    assert judged(parked) == {URL: Outcome.REVIEW}
    own = Site().landing(f"{SITE}x", html=FILLER, block_lists=(Listed("bad.txt", f"{SITE}x"),))
    assert judged(own) == {f"{SITE}x": Outcome.REVIEW}


def test_a_parked_page_is_no_phishing() -> None:
    html = page("PayPal", "<p>This domain is for sale. Make an offer.</p>")
    assert judged(Site().landing(URL, html=html)) == {"secure-check.test": Outcome.PASS}


def test_a_wall_among_pages_that_were_seen_leaves_the_check_as_it_is() -> None:
    site = Site().landing(URL, status=403, state=LandingState.UNKNOWN, password=None)
    site = site.landing("https://news.test/a", html=page("News", "<p>Pumps again.</p>"))
    found = run("phishing-link", site.snapshot())
    assert [finding.outcome for finding in found.findings] == [Outcome.PASS, Outcome.REVIEW]
    assert "secure-check.test" in found.findings[1].message.in_full
    assert found.outcome is not Outcome.INCONCLUSIVE
    walls = site.landing("https://paper.test/a", status=403, state=LandingState.UNKNOWN, password=None)
    assert list(judged(walls).values()).count(Outcome.INCONCLUSIVE) == 2


def test_what_was_not_seen_is_not_judged() -> None:
    walled = Site().landing(URL, status=403, state=LandingState.UNKNOWN, password=None)
    assert judged(walled) == {"secure-check.test": Outcome.INCONCLUSIVE}
    scripted = Site().landing(URL, html="<div id=root></div>", password=None)
    assert judged(scripted) == {"secure-check.test": Outcome.INCONCLUSIVE}
    network = Site().landing("https://www.instagram.com/p/x", status=429, state=LandingState.UNKNOWN, password=None)
    assert judged(network) == {"instagram.com": Outcome.PASS}
    assert "well-known one" in only(run(ID, network.snapshot())).message.text  # nobody saw what stands there
    anybodys = Site().landing("https://www.google.com/x", status=429, state=LandingState.UNKNOWN, password=None)
    anybodys.landing("https://sites.google.com/y", status=429, state=LandingState.UNKNOWN, password=None)
    assert judged(anybodys) == {"google.com": Outcome.INCONCLUSIVE}


def test_links_that_were_not_followed_leave_the_check_open() -> None:
    unread = Site().landing(URL, status=None, state=LandingState.UNREAD, password=None)
    found = only(run(ID, unread.snapshot()))
    assert (found.outcome, found.subject) == (Outcome.INCONCLUSIVE, SITE)
    assert "secure-check.test was not followed" in found.message.in_full
    both = unread.landing("https://news.test/a", html=page("News"))
    assert judged(both) == {"news.test": Outcome.PASS, SITE: Outcome.REVIEW}
    known = Site().landing("https://www.instagram.com/p/x", status=None, state=LandingState.UNREAD, password=None)
    assert judged(known) == {"instagram.com": Outcome.PASS}


def test_findings_say_where_the_link_stands() -> None:
    posting = Posting("mastodon", "acme", "9", TAKEN_AT, "https://b.example/9")
    finding = only(run(ID, Site().landing(URL, posting, html=page("Netflix"), count=4).snapshot()))
    assert "4 posts link it, most recently on 21 November 2026." in finding.message.text
    assert [one.url for one in finding.evidence] == [URL, "https://b.example/9"]
    profile = Site().landing(URL, Posting("mastodon", "acme", url="https://b.example/@acme"), html=page("Netflix"))
    assert "A profile of the company links it." in only(run(ID, profile.snapshot())).message.text
