"""Links to pages that ask for a password in another's name; and the honest ones that look like it."""

from __future__ import annotations

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
    unread = Site().landing(URL, status=None, state=LandingState.UNREAD)
    assert judged(unread) == {}


def test_findings_say_where_the_link_stands() -> None:
    posting = Posting("mastodon", "acme", "9", TAKEN_AT, "https://b.example/9")
    finding = only(run(ID, Site().landing(URL, posting, html=page("Netflix"), count=4).snapshot()))
    assert "4 posts link it, most recently on 21 November 2026." in finding.message.text
    assert [one.url for one in finding.evidence] == [URL, "https://b.example/9"]
    profile = Site().landing(URL, Posting("mastodon", "acme", url="https://b.example/@acme"), html=page("Netflix"))
    assert "A profile of the company links it." in only(run(ID, profile.snapshot())).message.text
