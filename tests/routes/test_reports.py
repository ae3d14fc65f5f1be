"""Ways to report abuse."""

from __future__ import annotations

import pytest

from auditor.routes import reports
from tests.snapshots import FILLER, SITE, Site

FILE = "/.well-known/security.txt"


def file(text: str, path: str = FILE) -> reports.SecurityTxt | None:
    return reports.security_txt(Site().answer(path, 200, text, content_type="text/plain").snapshot())


@pytest.mark.parametrize(
    ("text", "contact", "expired", "counts"),
    [
        ("Contact: mailto:s@acme.example\nExpires: 2027-01-01T00:00:00Z", "mailto:s@acme.example", False, True),
        ("\ufeffContact: https://a.example/r\nExpires: 2027-01-01T00:00:00z", "https://a.example/r", False, True),
        (
            "CONTACT:  https://a.example/r \r\nexpires: 2027-01-01T00:00:00+02:00\r\n",
            "https://a.example/r",
            False,
            True,
        ),
        ("Contact: a\nContact: b", "a", False, True),
        ("Contact: a\nExpires: Thu, 31 Dec 2026 18:37:07 -0800", "a", False, True),
        ("Contact: a\nExpires: Thu, 31 Dec 2020 18:37:07 -0800", "a", True, False),
        ("Contact: a\nExpires: 2026-11-21T09:30:00Z", "a", True, False),
        ("Contact: a\nExpires: soon", "a", False, False),
        ("Contact:\nContact: b", "b", False, True),
        ("# Contact: a\n", "", False, False),
        ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nContact: a\n", "a", False, True),
        ("", "", False, False),
        ("x" * 1_000_000, "", False, False),
        ("Contact: " + "a" * 1_000_000, "a" * 200, False, True),
        ("\n" * 100_000 + "Contact: a", "", False, False),
        ("Contact: a\nExpires: " + "9" * 5_000, "a", False, False),
    ],
)
def test_a_security_txt(text: str, contact: str, expired: bool, counts: bool) -> None:
    found = file(text or " ")
    assert found is not None
    assert (found.contact, found.expired, not found.problem) == (contact, expired, counts)


def test_the_better_of_two_files_counts() -> None:
    site = Site().answer(FILE, 200, "Expires: x", content_type="text/plain")
    site.answer("/security.txt", 200, "Contact: b", content_type="text/plain")
    found = reports.security_txt(site.snapshot())
    assert found is not None
    assert found.url == f"{SITE}security.txt"
    assert reports.security_txt(Site().snapshot()) is None


@pytest.mark.parametrize(
    "title",
    [
        "Report abuse",
        "How to report a phishing e-mail",
        "Vulnerability disclosure",
        "Bug bounty",
        "Betrug melden",
        "Signaler un abus",
        "Denunciar un fraude",
        "Segnala una truffa",
        "Phishing melden",
        "Denunciar phishing",
        "フィッシングの報告",
    ],
)
def test_pages_on_how_to_report(title: str) -> None:
    found = reports.page(Site().page("/p", f"<h1>{title}</h1>{FILLER}").snapshot())
    assert found is not None
    assert found.url == f"{SITE}p"


@pytest.mark.parametrize(
    "title",
    [
        "Annual report",
        "Fraud report 2025",
        "Report on fraud in the anvil trade",
        "Quarterly security report",
        "Security cameras",
        "Spam and eggs",
        "Reporter of the year",
        "",
        "\u202e\u200b" * 1_000,
    ],
)
def test_pages_on_something_else(title: str) -> None:
    assert reports.page(Site().page("/p", f"<h1>{title}</h1>{FILLER}").snapshot()) is None


def test_a_page_that_is_gone_helps_nobody() -> None:
    assert reports.page(Site().page("/p", f"<h1>Report abuse</h1>{FILLER}", status=404).snapshot()) is None


def test_doubt() -> None:
    assert "was not asked" in reports.doubt(Site().snapshot())
    asked = Site().answer(FILE, 404).answer("/security.txt", 404)
    assert reports.doubt(asked.snapshot()) == ""
    assert "could not be told" in reports.doubt(Site().answer(FILE, 429).answer("/security.txt", 404).snapshot())
