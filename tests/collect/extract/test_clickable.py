"""Links that are no `<a href>`, and web addresses that are no links."""

from __future__ import annotations

import pytest

from auditor.collect.extract.html import Document, links
from auditor.model import Link, LinkKind

URL = "https://acme.example/"


def found(html: str) -> dict[str, Link]:
    return {link.url: link for link in links(Document(f"<body>{html}", URL))}


@pytest.mark.parametrize(
    "html",
    [
        '<area href="/press" alt="Press">',
        "<button onclick=\"location.href='/press'\">Press</button>",
        "<div class=card onclick='window.location=\"/press\"'>Press</div>",
        "<a href='#' onclick=\"window.open('/press'); return false\">Press</a>",
        "<a href=\"javascript:location='/press'\">Press</a>",
        "<a href=\"javascript:window.open('/press','x','width=300')\">Press</a>",
        '<span data-href="/press">Press</span>',
        '<form action="/press"><button>Press</button></form>',
        '<form action="/press" method=get><input type=submit value="Press"></form>',
        '<form><button formaction="/press">Press</button></form>',
        '<svg><a xlink:href="/press"><text>Press</text></a></svg>',
        '<select onchange="location=this.value"><option value="/press">Press</option></select>',
    ],
)
def test_what_a_click_opens_is_a_link(html: str) -> None:
    link = found(html)[f"{URL}press"]
    assert (link.kind, link.text) == (LinkKind.ANCHOR, "Press")


@pytest.mark.parametrize(
    "html",
    [
        '<form action="/search"><input name=q><button>Search</button></form>',
        '<form action="/press" method=post><button>Press</button></form>',
        "<button onclick=\"toggle('/press')\">Press</button>",
        '<a href="/real" onclick="location.href=\'/press\'">Press</a>',
        '<a href="/cdn-cgi/l/email-protection#2a42">mail</a>',
        '<a href="https://eur01.safelinks.protection.outlook.com/?url=mailto%3Ahello%40acme.example&data=1">mail</a>',
        "<a href=\"javascript:linkTo_UnCryptMailto('nbjmup')\">mail</a>",
    ],
)
def test_what_opens_no_page_is_no_link(html: str) -> None:
    assert not {url for url in found(html) if not url.endswith("/real")}


def test_what_leads_nowhere_is_kept_as_written() -> None:
    got = found(
        '<a href="http://mailto:hello@acme.example">mail</a><a href="http://">x</a><img src="https://[x" alt="map">'
    )
    assert {url: link.kind for url, link in got.items()} == dict.fromkeys(
        ("http://mailto:hello@acme.example", "http://", "https://[x"), LinkKind.BROKEN
    )


def test_what_a_script_fills_in_is_left_to_it() -> None:
    assert set(found('<a href="https://{{ host }}/x">x</a><script src="/vue.js"></script>')) == {f"{URL}vue.js"}
