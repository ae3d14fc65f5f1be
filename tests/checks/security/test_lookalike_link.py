"""Links to hosts that imitate a brand's domain."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auditor.model import LandingState, Outcome, Posting, Reach, Role
from auditor.model.web import Cause
from tests.snapshots import FILLER, TAKEN_AT, Site, only, run

ID = "lookalike-link"
FORM = "<form><input name=u><input type=password></form>"


def site() -> Site:
    return Site("https://www.quillnet.example/")


def outcome(made: Site, domain: str) -> Outcome:
    found = {finding.subject: finding.outcome for finding in run(ID, made.snapshot()).findings}
    return found[domain]


@pytest.mark.parametrize(
    "url",
    [
        "https://paypal.com.check.test/",
        "https://xn--pypal-4ve.com/",
        "https://paypa1.test/",
        "https://quillnet-login.test/",
        "https://qui11net.test/",
    ],
)
def test_what_is_sure_fails_as_suspected(url: str) -> None:
    finding = only(run(ID, site().landing(url, html=FILLER).snapshot()))
    assert finding.outcome is Outcome.FAIL
    assert finding.message.text.startswith("Suspected imitation. ")
    assert "1 post links it, on 21 November 2026." in finding.message.text
    assert finding.evidence[1].url == "https://b.example/acme/1"


def test_one_letter_fails_only_with_a_password_or_the_brands_name() -> None:
    url, domain = "https://quilnet.test/", "quilnet.test"
    assert outcome(site().landing(url, html=FILLER), domain) is Outcome.REVIEW
    assert outcome(site().landing(url, html=FORM), domain) is Outcome.FAIL
    titled = "<html><head><title>Quillnet: today's deals</title></head><body><p>Deals</p></body></html>"
    assert outcome(site().landing(url, html=titled), domain) is Outcome.FAIL


@pytest.mark.parametrize(
    "url", ["https://myquillnetdeals.test/", "https://quillnet.test/", "https://klarna.shop.test/".replace(".shop", "")]
)
def test_a_part_and_another_ending_are_for_a_person_and_only_with_a_password(url: str) -> None:
    domain = url.split("/")[2]
    assert outcome(site().landing(url, html=FILLER), domain) is Outcome.PASS
    assert outcome(site().landing(url, html=FORM), domain) is Outcome.REVIEW


def test_the_own_name_beside_a_town_or_a_trade_is_for_a_person_unless_a_password_is_asked_for() -> None:
    url, domain = "https://quillnet-dortmund.test/", "quillnet-dortmund.test"
    assert outcome(site().landing(url, html=FILLER), domain) is Outcome.REVIEW
    assert outcome(site().landing(url, html=FORM), domain) is Outcome.FAIL
    assert outcome(site().landing("https://paypal-dortmund.test/", html=FILLER), "paypal-dortmund.test") is Outcome.FAIL


def test_a_shop_under_the_own_name_is_for_a_person_unless_a_password_is_asked_for() -> None:
    for domain in ("quillnet-shop.test", "quillnet-online-store.test", "quillnet-gewinnspiel.test"):
        assert outcome(site().landing(f"https://{domain}/", html=FILLER), domain) is Outcome.REVIEW
        assert outcome(site().landing(f"https://{domain}/", html=FORM), domain) is Outcome.FAIL
        assert outcome(site().landing(f"https://{domain}/", status=403, password=None), domain) is Outcome.REVIEW
    both = "quillnet-shop-login.test"
    assert outcome(site().landing(f"https://{both}/", html=FILLER), both) is Outcome.FAIL
    known = "paypal-shop.test"
    assert outcome(site().landing(f"https://{known}/", html=FILLER), known) is Outcome.FAIL


@pytest.mark.parametrize("word", ["status", "portal", "tracking", "banking"])
def test_what_companies_keep_beside_their_own_name_is_for_a_person_where_it_was_not_read(word: str) -> None:
    domain = f"quillnet-{word}.test"
    assert outcome(site().landing(f"https://{domain}/", status=403, password=None), domain) is Outcome.REVIEW
    assert outcome(site().landing(f"https://{domain}/", html=FILLER), domain) is Outcome.REVIEW
    assert outcome(site().landing(f"https://{domain}/", html=FORM), domain) is Outcome.FAIL
    known = f"paypal-{word}.test"
    assert outcome(site().landing(f"https://{known}/", status=403, password=None), known) is Outcome.FAIL


def test_a_log_in_under_the_own_name_that_was_given_for_months_is_for_a_person() -> None:
    first = Posting("mastodon", "quillnet", "1", TAKEN_AT - timedelta(days=90), "https://b.example/1")
    last = Posting("mastodon", "quillnet", "2", TAKEN_AT, "https://b.example/2")
    for domain in ("quillnet-shop.test", "quillnet-dortmund.test"):
        assert outcome(site().landing(f"https://{domain}/", first, last, html=FORM), domain) is Outcome.REVIEW
    made = site().landing("https://quillnet-login.test/", first, last, html=FORM)
    assert outcome(made, "quillnet-login.test") is Outcome.FAIL


def test_the_own_name_below_a_service_for_companies_is_no_imitation() -> None:
    for host in ("quillnet.myshopify.com", "quillnet.zendesk.com"):
        findings = run(ID, site().landing(f"https://{host}/login", html=FORM).snapshot()).findings
        assert {one.outcome for one in findings} == {Outcome.PASS}


def test_own_domains_end_the_question() -> None:
    made = site().landing("https://quillnet-shop.test/", html=FORM)
    assert outcome(made, "quillnet-shop.test") is Outcome.FAIL
    assert outcome(made.company_profile(domains=("quillnet-shop.test",)), "quillnet-shop.test") is Outcome.PASS


def test_what_was_confirmed_ends_it_too() -> None:
    made = site().landing("https://quillnet-shop.test/", html=FORM)
    made = made.approved(domains=("quillnet-shop.test",))
    assert outcome(made, "quillnet-shop.test") is Outcome.PASS


def test_so_does_the_imprint() -> None:
    imprint = (
        "<h1>Impressum</h1><p>Angaben gemäß § 5 DDG</p><p>Quillnet GmbH, Hauptstraße 1, 10115 Berlin</p>"
        "<p>Geschäftsführer: Max Beispiel</p><p>E-Mail: post@quillnet-shop.test</p><p>Amtsgericht Berlin HRB 1234</p>"
    )
    made = site().landing("https://quillnet-shop.test/", html=FORM).page("/impressum", imprint, Role.LEGAL)
    made.page("/", f'{FILLER}<a href="/impressum">Impressum</a>', Role.HOME, depth=0)
    assert outcome(made, "quillnet-shop.test") is Outcome.PASS


def test_what_the_companys_own_site_links_is_no_imitation_of_it_but_may_be_one_of_others() -> None:
    made = site().page(
        "/", f'{FILLER}<a href="https://quillnet-jobs.test/">Jobs</a><a href="https://paypa1.test/">x</a>', Role.HOME
    )
    made.landing("https://quillnet-jobs.test/x").landing("https://paypa1.test/")
    assert outcome(made, "quillnet-jobs.test") is Outcome.PASS
    assert outcome(made, "paypa1.test") is Outcome.FAIL


def test_what_lands_on_the_own_site_or_a_brands_is_fine() -> None:
    made = site().landing("https://qui11net.test/", html=FILLER, landed="https://www.quillnet.example/")
    made.landing("https://bit.ly/x", html=FORM, landed="https://www.paypal.com/signin")
    assert {one.outcome for one in run(ID, made.snapshot()).findings} == {Outcome.PASS}


def test_a_parked_page_is_parked() -> None:
    made = site().landing("https://quillnet-login.test/", html="<p>This domain is for sale. Make an offer.</p>")
    finding = only(run(ID, made.snapshot()))
    assert finding.outcome is Outcome.REVIEW
    assert "The domain is parked or for sale." in finding.message.text


def test_a_host_that_does_not_exist_is_not_one_that_cannot_be_looked_up() -> None:
    url = "https://quillnet-login.test/"
    gone = site().landing(url, state=LandingState.GONE, status=None)
    gone.answer(url, None, reach=Reach.DNS_FAILED, cause=Cause.NO_SUCH_HOST)
    assert "There is no such host now" in only(run(ID, gone.snapshot()), Outcome.REVIEW).message.text
    servfail = site().landing(url, state=LandingState.UNKNOWN, status=None)
    servfail.answer(url, None, reach=Reach.DNS_FAILED)
    assert "could not be looked up" in only(run(ID, servfail.snapshot()), Outcome.INCONCLUSIVE).message.text
    doubted = only(run(ID, gone.snapshot(missing={"dns": "This network answers everything."})))
    assert doubted.outcome is Outcome.INCONCLUSIVE


def test_a_wall_does_not_hide_an_imitation() -> None:
    made = site().landing("https://paypa1.test/", status=403, state=LandingState.UNKNOWN, password=None)
    assert outcome(made, "paypa1.test") is Outcome.FAIL


def test_each_domain_is_told_once_with_where_it_stands() -> None:
    old = Posting("mastodon", "quillnet", "1", TAKEN_AT, "https://b.example/1")
    made = (
        site()
        .landing("https://paypa1.test/a", old, count=3)
        .landing("https://paypa1.test/b", Posting("x", "quillnet", url="https://x.com/quillnet"))
    )
    finding = only(run(ID, made.snapshot()))
    assert finding.subject == "paypa1.test"


def test_a_company_that_is_a_known_brand_does_not_imitate_itself() -> None:
    made = (
        Site("https://www.paypal.com/")
        .landing("https://www.paypal-community.com/", html=FORM)
        .landing("https://quillnet-login.test/")
    )
    assert {one.outcome for one in run(ID, made.snapshot()).findings} == {Outcome.PASS}


def test_without_links_there_is_nothing_to_judge_and_without_following_nothing_can_be_said() -> None:
    assert run(ID, site().snapshot()).outcome is Outcome.NOT_APPLICABLE
    assert run(ID, site().snapshot(missing={"landings": "Switched off."})).outcome is Outcome.INCONCLUSIVE
