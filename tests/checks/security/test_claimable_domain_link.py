"""Links to domains that exist, that nobody holds, and of which it could not be told."""

from __future__ import annotations

import pytest

from auditor.model import Cause, DnsOutcome, Outcome, Reach, Severity
from tests.snapshots import FAILED, FILLER, NO_DATA, NO_DOMAIN, Site, only, outcomes, run

CHECK = "claimable-domain-link"
GONE = "https://shop.old-partner.co.uk/offer"
Said = DnsOutcome | tuple[str, ...]


def linked(url: str = GONE, **answer: object) -> Site:
    site = Site("https://www.acme.co.uk/").page("/partners", f'{FILLER}<a href="{url}">Our partner</a>')
    return site.answer(url, **{"status": None, "reach": Reach.DNS_FAILED, "cause": Cause.NO_SUCH_HOST, **answer})  # type: ignore[arg-type]


def asked(ns: Said, soa: Said, name: str = "old-partner.co.uk", url: str = GONE) -> Site:
    return linked(url).record(name, "NS", ns).record(name, "SOA", soa)


@pytest.mark.parametrize(
    ("ns", "soa", "outcome", "words"),
    [
        (NO_DOMAIN, NO_DOMAIN, Outcome.FAIL, "not registered. 1 page links to it."),
        (("ns1.old-partner.co.uk",), ("ns1 host 1 2 3 4 5",), Outcome.PASS, "is registered"),
        (NO_DATA, NO_DOMAIN, Outcome.PASS, "is registered"),
        (FAILED, FAILED, Outcome.REVIEW, "do not answer"),
        (FAILED, NO_DOMAIN, Outcome.REVIEW, "do not answer"),
    ],
)
def test_what_the_dns_says(ns: Said, soa: Said, outcome: Outcome, words: str) -> None:
    finding = only(run(CHECK, asked(ns, soa).snapshot()))
    assert (finding.outcome, finding.subject, finding.severity) == (outcome, "old-partner.co.uk", Severity.CRITICAL)
    assert words in finding.message.text


def test_who_may_register_there_is_for_a_person_to_say() -> None:
    site = asked(NO_DOMAIN, NO_DOMAIN, "old-lab.ac.uk", "https://old-lab.ac.uk/")
    assert only(run(CHECK, site.snapshot())).outcome is Outcome.REVIEW


def test_a_host_that_answers_shows_its_domain_is_held() -> None:
    finding = only(run(CHECK, linked(status=404, reach=Reach.RESPONDED, cause=Cause.UNSAID).snapshot()))
    assert (finding.outcome, "host of this domain exists" in finding.message.text) == (Outcome.PASS, True)


@pytest.mark.parametrize("reach", [Reach.CONNECT_FAILED, Reach.TLS_FAILED, Reach.REFUSED_ADDRESS])
def test_a_host_that_resolves_shows_it_too(reach: Reach) -> None:
    assert only(run(CHECK, linked(reach=reach, cause=Cause.UNSAID).snapshot())).outcome is Outcome.PASS


@pytest.mark.parametrize("reach", [Reach.TIMED_OUT, Reach.DISALLOWED])
def test_where_nothing_was_learned_nothing_is_said(reach: Reach) -> None:
    assert run(CHECK, linked(reach=reach, cause=Cause.UNSAID).snapshot()).outcome is Outcome.NOT_APPLICABLE
    share = Site().page("/a", FILLER + '<a href="https://www.facebook.com/sharer.php?u=x">Share</a>')
    assert run(CHECK, share.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_a_time_out_is_settled_by_the_dns() -> None:
    site = linked(reach=Reach.TIMED_OUT, cause=Cause.UNSAID).record(
        "old-partner.co.uk", "NS", ("ns1.old-partner.co.uk",)
    )
    assert only(run(CHECK, site.snapshot())).outcome is Outcome.PASS


def test_a_network_that_is_not_believed_leaves_it_open() -> None:
    assert only(run(CHECK, linked().snapshot())).outcome is Outcome.INCONCLUSIVE
    site = linked()
    for type_ in ("NS", "SOA"):
        site.record("old-partner.co.uk", type_, FAILED, "this network gives no NS records", Cause.OWN_NETWORK)
    finding = only(run(CHECK, site.snapshot()))
    assert (finding.outcome, "WHOIS" in finding.hint.text) == (Outcome.INCONCLUSIVE, True)
    site = asked(FAILED, FAILED)
    assert only(run(CHECK, site.snapshot(missing={"dns": "offline"}))).outcome is Outcome.INCONCLUSIVE


def test_one_living_host_is_enough() -> None:
    site = linked().answer("https://old-partner.co.uk/", 200).link("/partners", "https://old-partner.co.uk/")
    assert only(run(CHECK, site.snapshot())).outcome is Outcome.PASS


def test_where_a_redirect_leads_counts() -> None:
    site = linked("https://go.partner.com/1", landed="https://lapsed-shop.com/")
    site.record("lapsed-shop.com", "NS", NO_DOMAIN).record("lapsed-shop.com", "SOA", NO_DOMAIN)
    found = outcomes(run(CHECK, site.snapshot()))
    assert found["lapsed-shop.com"] is Outcome.FAIL


LOADING = FILLER + '<script src="https://cdn.old-widget.co.uk/w.js"></script>'


def test_what_pages_load_counts() -> None:
    site = Site("https://www.acme.co.uk/").page("/a", LOADING).record("cdn.old-widget.co.uk", "A", NO_DOMAIN)
    site.record("old-widget.co.uk", "NS", NO_DOMAIN).record("old-widget.co.uk", "SOA", NO_DOMAIN)
    finding = only(run(CHECK, site.snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, "old-widget.co.uk")
    assert finding.message.text.endswith("not registered. 1 page loads scripts or style sheets from it.")


@pytest.mark.parametrize("said", [("192.0.2.7",), NO_DATA])
def test_a_host_that_the_dns_knows_shows_that_its_domain_is_held(said: Said) -> None:
    site = Site("https://www.acme.co.uk/").page("/a", LOADING).record("cdn.old-widget.co.uk", "A", said)
    assert outcomes(run(CHECK, site.snapshot())) == {"old-widget.co.uk": Outcome.PASS}


def test_what_pages_load_and_link_is_told_of_both() -> None:
    site = linked("https://old-widget.co.uk/").page("/a", LOADING)
    site.record("old-widget.co.uk", "NS", NO_DOMAIN).record("old-widget.co.uk", "SOA", NO_DOMAIN)
    told = only(run(CHECK, site.snapshot())).message.text
    assert told.endswith("1 page links to it. 1 page loads scripts or style sheets from it.")


def test_what_pages_load_and_nobody_looked_up_is_not_judged() -> None:
    site = Site("https://www.acme.co.uk/").page("/a", LOADING)
    assert run(CHECK, site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_what_a_profile_links_counts() -> None:
    site = Site("https://www.acme.co.uk/").profile(
        "bluesky",
        "acme.co.uk",
        "https://bsky.app/profile/acme.co.uk",
        links=("https://acme-campaign.com/win", "no address", "mailto:x@acme-two.com"),
    )
    site.record("acme-campaign.com", "NS", NO_DOMAIN).record("acme-campaign.com", "SOA", NO_DOMAIN)
    finding = only(run(CHECK, site.snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, "acme-campaign.com")
    assert "The profile https://bsky.app/profile/acme.co.uk" in finding.message.text


@pytest.mark.parametrize(
    "url",
    [
        "https://news.acme.co.uk/",
        "https://acme.example/",
        "https://www.partner.test/",
        "https://acme.cmo/",
        "http://192.0.2.7/",
    ],
)
def test_own_reserved_and_impossible_names_are_left_out(url: str) -> None:
    assert run(CHECK, linked(url).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_a_site_under_a_name_for_examples_is_judged_by_its_dns() -> None:
    site = Site().page("/a", FILLER + '<a href="https://shop.lapsed.example/">x</a>')
    site.answer("https://shop.lapsed.example/", None, reach=Reach.DNS_FAILED, cause=Cause.NO_SUCH_HOST)
    site.record("lapsed.example", "NS", NO_DOMAIN).record("lapsed.example", "SOA", NO_DOMAIN)
    assert outcomes(run(CHECK, site.snapshot())) == {"lapsed.example": Outcome.FAIL}


def test_a_customers_name_below_a_service_is_the_services() -> None:
    site = linked("https://acme-gone.github.io/").record("github.io", "NS", ("ns1.github.com",))
    assert outcomes(run(CHECK, site.snapshot())) == {"github.io": Outcome.PASS}


def test_no_dns_at_all_is_inconclusive() -> None:
    assert run(CHECK, linked().snapshot(missing={"dns": "offline"})).outcome is Outcome.INCONCLUSIVE
