"""Whatever stands where a page has an address: no question about it breaks, and no run ends with it."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import urls
from auditor.collect.crawl import parse_page
from auditor.collect.crawl.parse_page import Reading, Text

URL = "https://acme.example/contact"
ODD = (
    "http://",
    "https://",
    "//",
    "///",
    "https:///x",
    "http:///contact",
    "https://{{ host }}/send",
    "https://${host}/send",
    "https://<%= host %>/",
    "https://x.com:port/",
    "http://x.com:99999/",
    "http://[bad",
    "http://[::1",
    "http://a b/",
    "http://x y.com/%zz",
    "http://%00/",
    "https://exa\x00mple.com/",
    "https://xn--a.example/",
    "https://" + "a" * 70 + ".example/",
    "https://acme.example/" + "a" * 70_000,
    "http://\ud800.example/",
    "http://mailto:hello@acme.example",
    "https://hello@acme.example",
    "https://user:pass@/",
    "javascript:location='http://'",
    "data:text/html,<a href=x>",
    "mailto:",
    "tel:",
    "http://300.300.300.300/",
    "http://0x7f.1/",
    "https://‥/",
    "https://。/",
    "http://.../",
    "?",
    "#%",
    "%",
    "\\\\",
    "http:\\\\acme.example\\x",
)
PLACES = (
    '<a href="{}">x</a>',
    '<area href="{}" alt=x>',
    '<img src="{}" srcset="{} 2x">',
    '<form action="{}" method=post><textarea name=m></textarea><button formaction="{}">x</button></form>',
    '<link rel=canonical href="{}">',
    '<meta http-equiv=refresh content="0;url={}">',
    '<meta http-equiv=refresh content="{}">',
    '<iframe src="{}"></iframe>',
    '<base href="{}"><a href="/x">x</a>',
    "<button onclick=\"location.href='{}'\">x</button>",
    '<script>location.replace("{}")</script>',
    '<script type="application/ld+json">{{"@type":"Organization","url":"{}","sameAs":["{}"]}}</script>',
    '<video poster="{}"><source src="{}"></video>',
    '<svg><a xlink:href="{}"><text>x</text></a></svg>',
)


def read(page: str, url: str = URL) -> Reading:
    body = f"<!doctype html><title>Contact</title><body>{page}".encode(errors="surrogatepass")
    return parse_page.read(Text(body, "utf-8", "text/html", 200, {}, url, "https://acme.example/", "", whole=True))


def ask_everything(url: str) -> None:
    urls.scheme(url), urls.host(url), urls.netloc(url), urls.path(url), urls.origin(url), urls.site_of(url)
    urls.is_web(url), urls.is_home(url), urls.same_site(url, URL), urls.same_site(URL, url), urls.relative(URL, url)
    (
        urls.registered(urls.host(url)),
        urls.normalise(url),
        urls.resolve(url, URL),
        urls.resolve("/x", url),
        urls.resolve("", url),
    )


@pytest.mark.parametrize("address", ODD)
def test_no_question_about_an_odd_address_breaks(address: str) -> None:
    ask_everything(address)


@pytest.mark.parametrize("address", ODD)
def test_an_odd_address_anywhere_on_a_page_breaks_nothing(address: str) -> None:
    for place in PLACES:
        read(place.format(*[escape(address)] * 2))


@given(
    st.text(max_size=60),
    st.sampled_from(("", "http://", "https://", "//", "https:", "http://[", "https://acme.example:")),
)
def test_no_text_is_an_address_that_breaks_anything(text: str, before: str) -> None:
    ask_everything(before + text)
    read("".join(place.format(*[escape(before + text)] * 2) for place in PLACES if "refresh" not in place))


def test_what_is_no_url_belongs_to_no_site() -> None:
    assert not urls.same_site("http://", "http://")
    assert urls.host("http://[bad") == ""
