"""Mail domains with and without a list of senders and a policy."""

from __future__ import annotations

import pytest

from auditor.model import DnsOutcome, Outcome, Role, Severity
from tests.snapshots import FAILED, FILLER, NO_DATA, NO_DOMAIN, Site, only, outcomes, run

CHECK = "spoofable-domain"
SPF, DMARC = ("v=spf1 mx -all",), ("v=DMARC1; p=reject; rua=mailto:r@acme.co.uk",)
Said = DnsOutcome | tuple[str, ...]


def linked(*addresses: str) -> Site:
    mails = "".join(f'<a href="mailto:{address}">Write to us</a>' for address in addresses or ("info@acme.co.uk",))
    return Site("https://www.acme.co.uk/").page("/contact", FILLER + mails, Role.CONTACT)


def asked(spf: Said, dmarc: Said, domain: str = "acme.co.uk") -> Site:
    return linked(f"info@{domain}").record(domain, "TXT", spf).record(f"_dmarc.{domain}", "TXT", dmarc)


@pytest.mark.parametrize(
    ("spf", "dmarc", "outcome", "words"),
    [
        (SPF, DMARC, Outcome.PASS, "enforces a DMARC policy"),
        (SPF, ("v=DMARC1;p=quarantine",), Outcome.PASS, "enforces a DMARC policy"),
        (("v=spf1 redirect=_spf.acme.co.uk",), DMARC, Outcome.PASS, "enforces a DMARC policy"),
        (("v=spf1 ~all",), ("v=DMARC1; p=NONE",), Outcome.REVIEW, "p=none"),
        (SPF, NO_DATA, Outcome.FAIL, "no DMARC policy"),
        (SPF, NO_DOMAIN, Outcome.FAIL, "no DMARC policy"),
        (SPF, (), Outcome.FAIL, "no DMARC policy"),
        (NO_DATA, DMARC, Outcome.FAIL, "no SPF record"),
        (("v=spf10 mx -all",), DMARC, Outcome.FAIL, "no SPF record"),
        (NO_DATA, NO_DOMAIN, Outcome.FAIL, "no SPF record). The domain has no DMARC"),
        (("v=spf1 mx +all",), DMARC, Outcome.FAIL, "anybody"),
        (("v=spf1 mx all",), DMARC, Outcome.FAIL, "anybody"),
        (("v=spf1 mx",), DMARC, Outcome.FAIL, "has no all"),
        ((*SPF, "v=spf1 -all"), DMARC, Outcome.FAIL, "several SPF"),
        (SPF, (*DMARC, "v=DMARC1; p=none"), Outcome.FAIL, "several DMARC"),
        (SPF, ("v=DMARC1; rua=mailto:r@acme.co.uk",), Outcome.FAIL, "has no policy"),
        (("V=SPF1 MX ~ALL",), DMARC, Outcome.PASS, "enforces a DMARC policy"),
        (("v=spf1 ?all",), DMARC, Outcome.REVIEW, "?all"),
        (("v=spf1 ?all",), ("v=DMARC1; p=none",), Outcome.FAIL, "?all). Its DMARC policy is p=none"),
        (("v=spf1 ipv4:192.0.2.1 -all",), DMARC, Outcome.FAIL, "ipv4:192.0.2.1"),
        (SPF, ("v=DMARC1; p=quarantine; pct=0",), Outcome.REVIEW, "pct=0"),
        (SPF, ("v=DMARC1; p=quarantine; pct=100",), Outcome.PASS, "enforces a DMARC policy"),
        (SPF, ("v=DMARC1; p=reject; t=y",), Outcome.REVIEW, "t=y"),
        (SPF, ("v=DMARC1; p=reject; t=n",), Outcome.PASS, "enforces a DMARC policy"),
        (SPF, ("v=DMARC1; p=reject; sp=none",), Outcome.REVIEW, "sp=none"),
        (SPF, ("v=DMARC1; p=reject; sp=none; np=reject",), Outcome.PASS, "enforces a DMARC policy"),
        (SPF, ("V=DMARC1 ; P=REJECT ;; ",), Outcome.PASS, "enforces a DMARC policy"),
        (SPF, ("v=DMARC1; p=quarentine; rua=mailto:r@acme.co.uk",), Outcome.REVIEW, "quarentine"),
        (SPF, ("p=reject; v=DMARC1",), Outcome.FAIL, "does not begin with v=DMARC1"),
        (FAILED, DMARC, Outcome.INCONCLUSIVE, "_dmarc.acme.co.uk"),
        (SPF, FAILED, Outcome.INCONCLUSIVE, "could not be looked up"),
        (NO_DOMAIN, NO_DOMAIN, Outcome.INCONCLUSIVE, "another check"),
    ],
)
def test_what_the_dns_says(spf: Said, dmarc: Said, outcome: Outcome, words: str) -> None:
    finding = only(run(CHECK, asked(spf, dmarc).snapshot()))
    assert (finding.outcome, finding.subject, finding.severity) == (outcome, "acme.co.uk", Severity.MEDIUM)
    assert words in f"{finding.message} {finding.hint}"


def test_lists_that_are_included_count() -> None:
    spf = ("v=spf1 include:_spf.acme.co.uk -all",)
    deep = " ".join(f"include:s{number}.acme.co.uk" for number in range(10))
    site = asked(spf, DMARC).record("_spf.acme.co.uk", "TXT", (f"v=spf1 {deep} -all",))
    for number in range(10):
        site.record(f"s{number}.acme.co.uk", "TXT", ("v=spf1 ip4:192.0.2.1 -all",))
    assert "more than 10 look-ups" in only(run(CHECK, site.snapshot())).message.text
    few = asked(spf, DMARC).record("_spf.acme.co.uk", "TXT", SPF)
    assert only(run(CHECK, few.snapshot())).outcome is Outcome.PASS
    unsaid = asked(spf, DMARC).record("_spf.acme.co.uk", "TXT", FAILED)
    assert only(run(CHECK, unsaid.snapshot())).outcome is Outcome.INCONCLUSIVE


def test_the_organisations_policy_covers_what_lies_below_it() -> None:
    site = asked(SPF, NO_DOMAIN, "mail.acme.co.uk")
    assert only(run(CHECK, site.record("_dmarc.acme.co.uk", "TXT", DMARC).snapshot())).outcome is Outcome.PASS
    spared = ("v=DMARC1; p=reject; sp=none",)
    assert only(run(CHECK, site.record("_dmarc.acme.co.uk", "TXT", spared).snapshot())).outcome is Outcome.REVIEW
    assert only(run(CHECK, site.record("_dmarc.acme.co.uk", "TXT", NO_DATA).snapshot())).outcome is Outcome.FAIL
    assert only(run(CHECK, site.record("_dmarc.acme.co.uk", "TXT", FAILED).snapshot())).outcome is Outcome.INCONCLUSIVE


def test_other_companies_and_free_mail_are_left_out() -> None:
    site = linked(
        "info@acme.co.uk", "acme@gmail.com", "jane@agency.example", "x@partner.co.uk", "a@example.com", "hi@acme.de"
    )
    for domain in ("acme.co.uk", "acme.de", "partner.co.uk"):
        site.record(domain, "TXT", SPF).record(f"_dmarc.{domain}", "TXT", DMARC)
    assert outcomes(run(CHECK, site.snapshot())) == {"acme.co.uk": Outcome.PASS, "acme.de": Outcome.PASS}


def test_a_domain_nobody_asked_about_is_inconclusive() -> None:
    assert only(run(CHECK, linked().snapshot())).outcome is Outcome.INCONCLUSIVE


def test_without_addresses_nothing_is_said() -> None:
    assert run(CHECK, Site().page("/contact", FILLER, Role.CONTACT).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_no_dns_at_all_is_inconclusive() -> None:
    assert run(CHECK, linked().snapshot(missing={"dns": "offline"})).outcome is Outcome.INCONCLUSIVE
