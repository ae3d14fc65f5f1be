"""Addresses that can't receive mail, and those that only look so."""

from __future__ import annotations

import pytest

from auditor.model import DnsOutcome, Outcome, Role
from tests.snapshots import FAILED, FILLER, NO_DATA, NO_DOMAIN, SITE, Site, only, outcomes, run


def linked(address: str, site: str = SITE) -> Site:
    return Site(site).page("/contact", f'{FILLER}<a href="mailto:{address}">Write to us</a>', Role.CONTACT)


@pytest.mark.parametrize(
    ("answers", "outcome", "words"),
    [
        ({"MX": "10 mx.acme.test"}, Outcome.PASS, "mail server"),
        ({"A": "192.0.2.1"}, Outcome.PASS, "itself"),
        ({"AAAA": "2001:db8::1"}, Outcome.PASS, "itself"),
        ({"MX": NO_DOMAIN, "A": NO_DOMAIN, "AAAA": NO_DOMAIN}, Outcome.FAIL, "does not exist"),
        ({"MX": "0 ."}, Outcome.FAIL, "accepts no mail"),
        ({}, Outcome.FAIL, "no MX, A or AAAA"),
        ({"MX": FAILED}, Outcome.INCONCLUSIVE, "could not be looked up"),
        ({"A": FAILED}, Outcome.INCONCLUSIVE, "could not be looked up"),
        ({"MX": FAILED, "A": "192.0.2.1"}, Outcome.INCONCLUSIVE, "could not be looked up"),
    ],
)
def test_what_the_dns_says(answers: dict[str, str | DnsOutcome], outcome: Outcome, words: str) -> None:
    site = linked("info@acme.co.uk").dns("acme.co.uk", **answers)
    finding = only(run("undeliverable-email", site.snapshot()))
    assert (finding.outcome, finding.subject) == (outcome, "info@acme.co.uk")
    assert words in finding.message.text


@pytest.mark.parametrize(
    ("servers", "outcome", "words"),
    [
        (("10 192.0.2.7",), Outcome.FAIL, "192.0.2.7"),
        (("10 localhost",), Outcome.FAIL, "own machine"),
        (("10 gone.acme.co.uk",), Outcome.FAIL, "gone.acme.co.uk does not exist"),
        (("10 empty.acme.co.uk",), Outcome.FAIL, "no address"),
        (("10 inside.acme.co.uk",), Outcome.FAIL, "its own network"),
        (("10 gone.acme.co.uk", "20 mx.acme.co.uk"), Outcome.PASS, "has a mail server"),
        (("0 .", "10 mx.acme.co.uk"), Outcome.PASS, "has a mail server"),
        (("10 unsaid.acme.co.uk",), Outcome.INCONCLUSIVE, "could not be looked up"),
        (("10 gone.acme.co.uk", "20 unsaid.acme.co.uk"), Outcome.INCONCLUSIVE, "could not be looked up"),
    ],
)
def test_mail_servers(servers: tuple[str, ...], outcome: Outcome, words: str) -> None:
    site = linked("info@acme.co.uk", "https://www.acme.co.uk/").dns("acme.co.uk").record("acme.co.uk", "MX", servers)
    site.dns("www.acme.co.uk", A="192.0.2.1").dns("mx.acme.co.uk", A="192.0.2.1").dns("inside.acme.co.uk", A="10.0.0.7")
    site.dns("gone.acme.co.uk", A=NO_DOMAIN, AAAA=NO_DOMAIN).dns("empty.acme.co.uk")
    site.dns("unsaid.acme.co.uk", A=FAILED, AAAA=FAILED)
    finding = only(run("undeliverable-email", site.snapshot()))
    assert (finding.outcome, words in finding.message.text) == (outcome, True), finding.message.text


def test_a_site_on_a_private_network_may_have_its_mail_server_there() -> None:
    site = linked("info@acme.co.uk", "https://www.acme.co.uk/").dns("acme.co.uk", MX="10 mx.acme.co.uk")
    site.dns("www.acme.co.uk", A="10.0.0.5").dns("mx.acme.co.uk", A="10.0.0.7")
    assert only(run("undeliverable-email", site.snapshot())).outcome is Outcome.PASS


def test_an_address_of_the_domain_itself_is_left_to_senders() -> None:
    site = linked("info@acme.co.uk").dns("acme.co.uk", MX="10 gone.acme.co.uk", A="192.0.2.1")
    finding = only(run("undeliverable-email", site.dns("gone.acme.co.uk", A=NO_DOMAIN, AAAA=NO_DOMAIN).snapshot()))
    assert (finding.outcome, "gone.acme.co.uk does not exist" in finding.message.text) == (Outcome.PASS, True)


def test_a_domain_nobody_looked_up_is_inconclusive() -> None:
    finding = only(run("undeliverable-email", linked("info@acme.co.uk").snapshot()))
    assert finding.outcome is Outcome.INCONCLUSIVE
    assert finding.hint.text == "Send a test message to find out."


def test_a_domain_in_other_letters_is_known_by_its_ascii_name() -> None:
    site = linked("info@müller-ambosse.de").dns("xn--mller-ambosse-wob.de", MX="10 mx.test")
    assert only(run("undeliverable-email", site.snapshot())).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "address",
    [
        "info",
        "info(at)acme.de",
        "info@acme",
        "info@@acme.de",
        "in fo@acme.de",
        "info@acme..de",
        "info@192.0.2.1",
    ],
)
def test_malformed_links_fail(address: str) -> None:
    site = linked(address).dns("acme", MX="10 mx.test").dns("acme.de", MX="10 mx.test")
    finding = only(run("undeliverable-email", site.snapshot()))
    assert (finding.outcome, "Not a valid e-mail address." in finding.message.text) == (Outcome.FAIL, True)


@pytest.mark.parametrize(
    "address",
    [
        "info@example.com",
        "a@mail.example.org",
        "a@acme.test",
        "a@acme.invalid",
        "a@shop.localhost",
        "a@acme.local",
        "a@acme.example",
    ],
)
def test_reserved_domains_fail(address: str) -> None:
    site = linked(address, "https://www.acme.co.uk/").dns(address.partition("@")[2], MX="10 mx.test")
    finding = only(run("undeliverable-email", site.snapshot()))
    assert finding.outcome is Outcome.FAIL
    assert "reserved" in finding.message.text


@pytest.mark.parametrize("host", ["acme.example", "acme.test", "localhost.acme.test"])
def test_a_site_under_a_reserved_name_is_judged_by_its_dns(host: str) -> None:
    site = linked(f"info@{host}", f"https://www.{host}/")
    assert only(run("undeliverable-email", site.dns(host, MX="10 mx.test").snapshot())).outcome is Outcome.PASS
    assert only(run("undeliverable-email", site.dns(host, MX=NO_DOMAIN).snapshot())).outcome is Outcome.FAIL
    assert (
        only(run("undeliverable-email", linked("info@example.com", f"https://www.{host}/").snapshot())).outcome
        is Outcome.FAIL
    )


def test_an_address_is_told_once_with_its_pages() -> None:
    site = linked("info@example.com")
    for number in range(4):
        site.page(f"/about{number}", FILLER + '<a href="mailto:info@example.com">Mail</a>', Role.ABOUT)
    finding = only(run("undeliverable-email", site.snapshot()))
    assert f"published on {SITE}contact and 4 other pages" in finding.message.text
    assert len(finding.evidence) == 3


def text(words: str, role: Role = Role.CONTACT) -> Site:
    return Site("https://www.acme.co.uk/").page("/page", FILLER + f"<p>{words}</p>", role)


@pytest.mark.parametrize(
    ("words", "role", "outcome"),
    [
        ("Write to info@example.com", Role.CONTACT, Outcome.FAIL),
        ("Ours was jane@example.com", Role.CONTACT, Outcome.REVIEW),
        ("Send it from info@example.com", Role.SUPPORT, Outcome.REVIEW),
        ("Write to jane [at] acme.test", Role.CONTACT, Outcome.REVIEW),
    ],
)
def test_text_may_be_an_example_for_readers(words: str, role: Role, outcome: Outcome) -> None:
    assert only(run("undeliverable-email", text(words, role).snapshot())).outcome is outcome


def test_a_lost_domain_in_text_fails() -> None:
    site = text("Write to info@acme-anvils.co.uk").dns("acme-anvils.co.uk", MX=NO_DOMAIN)
    assert only(run("undeliverable-email", site.snapshot())).outcome is Outcome.FAIL


def test_several_addresses() -> None:
    site = linked("info@acme.co.uk,sales@gone.co.uk").dns("acme.co.uk", MX="10 a.test").dns("gone.co.uk", MX=NO_DATA)
    assert outcomes(run("undeliverable-email", site.snapshot())) == {
        "info@acme.co.uk": Outcome.PASS,
        "sales@gone.co.uk": Outcome.FAIL,
    }


def test_not_applicable_without_addresses() -> None:
    assert (
        run("undeliverable-email", Site().page("/contact", "<p>+44 20 7946 0958</p>", Role.CONTACT).snapshot()).outcome
        is Outcome.NOT_APPLICABLE
    )


def test_no_dns_at_all_is_inconclusive() -> None:
    assert (
        run("undeliverable-email", linked("a@acme.co.uk").snapshot(missing={"dns": "offline"})).outcome
        is Outcome.INCONCLUSIVE
    )


@pytest.mark.parametrize(
    "words",
    [
        "Type your address, such as jane@example.com",
        "<label>your@email.com</label><input placeholder=name@example.com>",
        "<form><p>E-mail: name@example.com</p><input type=email></form>",
    ],
)
def test_what_a_form_shows_as_an_example_is_nobodys_address(words: str) -> None:
    assert run("undeliverable-email", text(words).snapshot()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("link", "outcome"),
    [
        ("<a href='mailto:'>Mail us</a>", Outcome.FAIL),
        ("<a href='mailto:'><i class=icon></i></a>", Outcome.FAIL),
        ("<a href='mailto:{{ email }}'>Mail us</a>", Outcome.FAIL),
        ("<script src=app.js></script><a href='mailto:%7B%7Bemail%7D%7D'>Mail us</a>", Outcome.FAIL),
        ("<script src=app.js></script><a href='mailto:{{ email }}'>Mail us</a>", Outcome.REVIEW),
        ("<script src=app.js></script><a id=mail href='mailto:'>Mail us</a>", Outcome.REVIEW),
    ],
)
def test_links_that_write_to_nobody(link: str, outcome: Outcome) -> None:
    assert only(run("undeliverable-email", text(link).snapshot())).outcome is outcome


@pytest.mark.parametrize(
    "link", ["<a href='mailto:?subject=Look'>Share</a>", "<a href='mailto:' hidden>Mail</a>", "<a href='mailto:'></a>"]
)
def test_links_to_share_and_unseen_ones_are_none_of_them(link: str) -> None:
    assert run("undeliverable-email", text(link).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_the_evidence_is_the_address_and_nothing_of_who_is_spoken_of_beside_it() -> None:
    card = "<p>Kovács Anna 1979. március 14-én született. press@acme.co.uk</p>"
    site = Site().page("/contact", f"{FILLER}{card}", Role.CONTACT).dns("acme.co.uk", MX="10 mx.acme.test")
    finding = only(run("undeliverable-email", site.snapshot()))
    assert [item.excerpt for item in finding.evidence] == ["press@acme.co.uk"]
    assert [item.excerpt for item in only(run("undeliverable-email", linked("a@b.test").snapshot())).evidence] == [
        "Write to us → mailto:a@b.test"
    ]
