"""Addresses that lead nowhere whatever the network says."""

from __future__ import annotations

import pytest

from auditor.text import placeholder_urls

SITE = "https://acme.example/"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("http://mailto:hello@acme.example", "mailto"),
        ("https://mailto:hello@acme.example?subject=x", "mailto"),
        ("http://tel:+4912345", "tel"),
        ("https://hello@acme.example", "e-mail address"),
        ("http://", "nothing behind"),
        ("https:// ", "nothing behind"),
        ("htps://acme.example/", "no browser knows"),
        ("hhtp://acme.example", "no browser knows"),
        ("ttps://acme.example", "no browser knows"),
        ("httpss://acme.example", "no browser knows"),
        ("file:///C:/Users/anna/press.pdf", "somebody's own computer"),
        ("C:\\press.pdf", "somebody's own computer"),
        ("http://[bad", "not an address"),
        ("http://acme.example:port/", "not an address"),
        ("https://{{ host }}/x", "not an address"),
    ],
)
def test_what_opens_nothing_is_told(raw: str, words: str) -> None:
    assert words in placeholder_urls.reason(raw).text


@pytest.mark.parametrize(
    "raw",
    [
        "/contact",
        "contact.html",
        "https//acme.example",
        "https://acme.example/@anna",
        "https://medium.example/@acme/hello@x",
        "https:/contact",
        "ftp://acme.example/x",
        "sftp://acme.example",
        "mailto:hello@acme.example",
        "tel:+491234",
        "whatsapp://send?text=x",
        "sip:hello@acme.example",
        "javascript:void(0)",
        "",
        "#",
    ],
)
def test_what_may_open_something_is_left_alone(raw: str) -> None:
    assert not placeholder_urls.reason(raw)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:3000/contact",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://192.168.0.5/press",
        "http://10.0.0.1/",
        "http://nas.local/",
        f"http://{'a' * 64}.example/",
        "http://http//acme.example",
        "http://contact/",
    ],
)
def test_hosts_that_nobody_outside_can_reach(url: str) -> None:
    assert placeholder_urls.host_reason(url, SITE)
    assert not placeholder_urls.host_reason(url, "http://127.0.0.1:8000/")


@pytest.mark.parametrize(
    "url", ["https://acme.example/", "http://93.184.216.34/", "https://staging.acme.example/", "x"]
)
def test_hosts_that_may_be_anywhere(url: str) -> None:
    assert not placeholder_urls.host_reason(url, SITE)
