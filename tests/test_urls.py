"""URLs as browsers read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import urls

BASE = "https://www.acme.example/de/ueber/index.html?x=1"


@pytest.mark.parametrize(
    ("written", "url", "fragment"),
    [
        ("kontakt", "https://www.acme.example/de/ueber/kontakt", ""),
        ("../presse/#team", "https://www.acme.example/de/presse/", "team"),
        ("/a b/ü?q=ä ö", "https://www.acme.example/a%20b/%C3%BC?q=%C3%A4%20%C3%B6", ""),
        ("//cdn.example/x.png", "https://cdn.example/x.png", ""),
        ("\\\\cdn.example\\x.png", "https://cdn.example/x.png", ""),
        (" \n/press\t ", "https://www.acme.example/press", ""),
        ("HTTP://WWW.Acme.Example:80/%7Ejo", "http://www.acme.example/%7Ejo", ""),
        ("https://user:secret@acme.example/x", "https://acme.example/x", ""),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/", ""),
        ("http://0x7f.1/", "http://127.0.0.1/", ""),
        ("#", "https://www.acme.example/de/ueber/index.html?x=1", ""),
        ("#f%C3%BCr-presse", "https://www.acme.example/de/ueber/index.html?x=1", "für-presse"),
        ("", "https://www.acme.example/de/ueber/index.html?x=1", ""),
        ("?page=2", "https://www.acme.example/de/ueber/index.html?page=2", ""),
    ],
)
def test_references_resolve_as_in_a_browser(written: str, url: str, fragment: str) -> None:
    assert urls.resolve(written, BASE) == (url, fragment)


@pytest.mark.parametrize(
    "written",
    [
        "javascript:void(0)",
        "mailto:a@b.example",
        "tel:123",
        "data:text/html,x",
        "blob:x",
        "http://",
        "http://a b/",
        "ftp://a/",
    ],
)
def test_what_is_no_web_address_is_none(written: str) -> None:
    assert urls.resolve(written, BASE) is None


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("acme.example", "https://acme.example/"),
        (" HTTP://Acme.example/x#y ", "http://acme.example/x"),
        ("localhost:8080", "https://localhost:8080/"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("not a site", None),
        ("acme", None),
        ("", None),
        ("ftp://acme.example", None),
    ],
)
def test_what_a_person_types(typed: str, url: str | None) -> None:
    assert urls.normalise(typed) == url


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://press.acme.co.uk/x", "acme.co.uk"),
        ("https://acme.github.io/", "acme.github.io"),
        ("http://127.0.0.1:8080/x", "127.0.0.1:8080"),
        ("http://[::1]:8080/x", "[::1]:8080"),
        ("http://localhost:8080/", "localhost:8080"),
        ("https://www.acme.example/", "acme.example"),
    ],
)
def test_what_tells_one_site_from_another(url: str, site: str) -> None:
    assert urls.site_of(url) == site


def test_a_subject_is_told_relative_to_the_site() -> None:
    assert urls.relative("https://acme.example/press", "https://acme.example/") == "/press"
    assert urls.relative("https://acme.example", "https://acme.example/") == "/"
    assert urls.relative("https://other.example/press", "https://acme.example/") == "https://other.example/press"
    assert urls.relative("press@acme.example", "https://acme.example/") == "press@acme.example"


@given(st.text(max_size=200))
def test_resolving_never_raises_and_is_idempotent(reference: str) -> None:
    found = urls.resolve(reference, BASE)
    if found is not None:
        assert urls.resolve(found.url, BASE) == (found.url, "")
        assert urls.site_of(found.url)
        urls.relative(found.url, BASE)


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("www.acme.co.uk", "acme.co.uk"),
        ("acme.github.io", "github.io"),
        ("acme.gov", "acme.gov"),
        ("shop.acme.example", "acme.example"),
        ("co.uk", ""),
        ("acme.cmo", ""),
        ("localhost", ""),
        ("192.0.2.7", ""),
        ("[2001:db8::1]", ""),
    ],
)
def test_registered_domains(name: str, domain: str) -> None:
    assert urls.registered(name) == domain


@pytest.mark.parametrize(
    ("written", "encoding", "sent"),
    [
        ("/s?q=K\u00f6ln#a", "windows-1252", "/s?q=K%F6ln#a"),
        ("/s?q=\u30c6&x=1", "shift_jis", "/s?q=%83e&x=1"),
        ("/s?q=\u0142", "iso-8859-1", "/s?q=%26%23322%3B"),
        ("/s?q=K\u00f6ln", "utf-8", "/s?q=K\u00f6ln"),
        ("/K\u00f6ln?q=1", "windows-1252", "/K\u00f6ln?q=1"),
        ("/#?K\u00f6ln", "windows-1252", "/#?K\u00f6ln"),
    ],
)
def test_a_query_is_sent_in_the_encoding_of_its_page(written: str, encoding: str, sent: str) -> None:
    assert urls.with_query_in(written, encoding) == sent
