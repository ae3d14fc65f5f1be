"""Ways to report abuse: security.txt, a mailbox, a page."""

from __future__ import annotations

import pytest

from auditor.model import Outcome, Role
from tests.snapshots import FILLER, SITE, Site, only, run

FILE = "/.well-known/security.txt"


def asked(site: Site | None = None, text: str | None = None, **answer: object) -> Site:
    site = site or Site()
    site.answer("/security.txt", 404)
    if text is None:
        return site.answer(FILE, 404)
    return site.answer(FILE, 200, text, **{"content_type": "text/plain", **answer})


def outcome(site: Site) -> Outcome:
    return only(run("missing-report-route", site.snapshot())).outcome


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contact: mailto:security@acme.example\nExpires: 2027-01-01T00:00:00Z\n", Outcome.PASS),
        ("# ours\r\nContact: https://acme.example/report\r\n", Outcome.PASS),
        ("Contact: mailto:security@acme.example\nExpires: 2026-01-01T00:00:00Z\n", Outcome.FAIL),
        ("Expires: 2027-01-01T00:00:00Z\n", Outcome.FAIL),
        ("Contact: mailto:a@acme.example\nExpires: next year\n", Outcome.FAIL),
    ],
)
def test_a_security_txt(text: str, expected: Outcome) -> None:
    assert outcome(asked(text=text)) is expected


def test_a_page_shown_for_every_address_is_no_security_txt() -> None:
    assert outcome(asked(text="<html>Contact: us</html>", content_type="text/html")) is Outcome.FAIL


@pytest.mark.parametrize("name", ["abuse", "security", "report-phishing", "it-sicherheit", "fraud.team"])
def test_a_mailbox_for_reports(name: str) -> None:
    site = Site().page("/contact", f"{FILLER}<a href=mailto:{name}@acme.example>Mail</a>", Role.CONTACT)
    assert outcome(asked(site.dns("acme.example", MX="10 mx.acme.example"))) is Outcome.PASS


def test_a_mailbox_for_something_else_is_none() -> None:
    site = Site().page("/contact", f"{FILLER}<a href=mailto:info@acme.example>Mail</a>", Role.CONTACT)
    assert outcome(asked(site.dns("acme.example", MX="10 mx.acme.example"))) is Outcome.FAIL


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Report a phishing e-mail", Outcome.PASS),
        ("Betrug melden", Outcome.PASS),
        ("Responsible disclosure", Outcome.PASS),
        ("Annual report", Outcome.FAIL),
        ("Security cameras", Outcome.FAIL),
    ],
)
def test_a_page_on_how_to_report(heading: str, expected: Outcome) -> None:
    assert outcome(asked(Site().page("/page", f"<h1>{heading}</h1>{FILLER}"))) is expected


def test_what_was_not_asked_or_not_answered_is_unknown() -> None:
    assert outcome(Site()) is Outcome.INCONCLUSIVE
    assert outcome(Site().answer(FILE, 503).answer("/security.txt", 404)) is Outcome.INCONCLUSIVE
    finding = only(run("missing-report-route", Site().answer(FILE, 403).answer("/security.txt", 404).snapshot()))
    assert f"{SITE}.well-known/security.txt" in finding.hint.text
