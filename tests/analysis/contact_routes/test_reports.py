"""Ways to report abuse."""

from __future__ import annotations

import pytest

from auditor.analysis.contact_routes import reports
from auditor.model import Role
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


@pytest.mark.parametrize(
    ("text", "type_", "counts"),
    [
        ("Contact: security@acme.co.uk\r\nExpires: 2027-03-01T00:00:00z\r\n", "text/x-security", True),
        ("Contact: a\nExpires: 2027-03-01", "application/octet-stream", True),
        ("Contact: a\nExpires: 2027-03-01 00:00:00 UTC", "", True),
        ("Contact: a\nExpires: March 1, 2027", "text/plain", True),
        ("Contact: a\nExpires: 1 March 2026", "text/plain", False),
        ("Contact: mailto:security@example.com\nExpires: 2027-03-01T00:00:00Z", "text/plain", False),
        ("<pre>Contact: https://acme.co.uk/r<br>Expires: 2027-03-01T00:00:00Z</pre>", "text/html", True),
    ],
)
def test_what_type_a_server_gives_it_is_no_proof(text: str, type_: str, counts: bool) -> None:
    site = Site("https://www.acme.co.uk/").answer(FILE, 200, text, content_type=type_)
    found = reports.security_txt(site.snapshot())
    assert found is not None
    assert bool(found.problem) is not counts


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><h1>Welcome</h1><p>Contact: call us</p>",
        "<html><title>Not found</title><p>Contact: x</p>",
        "\n <body><p>Contact: mailto:a@b.c</p>",
    ],
)
def test_a_page_is_no_file_whatever_it_is_called(page: str) -> None:
    for type_ in ("text/html", "text/plain"):
        assert reports.security_txt(Site().answer(FILE, 200, page, content_type=type_).snapshot()) is None


def test_ways_that_no_page_is_made_for() -> None:
    hits = (
        '<a href="https://hackerone.com/acme">Security</a>',
        '<a href="https://forms.example/x">Sicherheitslücke melden</a>',
        "<h2>Report a security issue</h2>",
        "<details><summary>Сообщить: мошенничество</summary>…</details>",
        "<p>Or write to psirt@acme.co.uk.</p>",
        "<h3>Nahlásit podvod</h3>",
        "<h3>報告漏洞</h3>",
    )
    for html in hits:
        assert reports.elsewhere(Site().page("/about", FILLER + html).snapshot()) is not None, html
    misses = (
        '<a href="https://hackerone.com/">HackerOne</a>',
        "<h2>Security report 2025</h2>",
        "<h2>Security</h2>",
        "<p>sales@acme.co.uk</p>",
    )
    for html in misses:
        assert reports.elsewhere(Site().page("/about", FILLER + html).snapshot()) is None, html


def test_a_sentence_can_say_what_a_mailbox_is_for() -> None:
    site = Site("https://www.acme.co.uk/")
    site.page("/support", "<p>Report suspicious messages to help@acme.co.uk. Or call.</p>", Role.SUPPORT)
    assert reports.mailbox(site.snapshot()) is not None
    other = Site("https://www.acme.co.uk/")
    other.page("/support", "<p>We sell security doors. Write to help@acme.co.uk for a report.</p>", Role.SUPPORT)
    assert reports.mailbox(other.snapshot()) is None


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


def words(site: Site) -> str:
    found = reports.doubt(site.snapshot())
    return found.reason.text if found else ""


def test_doubt() -> None:
    assert "Nobody looked" in words(Site())
    asked = Site().answer(FILE, 404).answer("/security.txt", 404)
    assert reports.doubt(asked.snapshot()) is None
    assert "could not be verified" in words(Site().answer(FILE, 429).answer("/security.txt", 404))
