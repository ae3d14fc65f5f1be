"""Frames in the size and shape that sites of big brands have: what stands around the few words of a not-found page."""

from __future__ import annotations

import json
from collections.abc import Callable

_NAMES = [
    "Arden",
    "Belmont",
    "Corvo",
    "Delphi",
    "Elara",
    "Fenwick",
    "Galway",
    "Harrow",
    "Ilmen",
    "Juno",
    "Kestrel",
    "Lumen",
    "Marlow",
    "Nimbus",
    "Orla",
    "Pavia",
    "Quill",
    "Rowan",
    "Sable",
    "Tamar",
    "Umbra",
    "Vesper",
    "Willow",
    "Xenia",
    "Yarrow",
    "Zephyr",
    "Amber",
    "Birch",
    "Cobalt",
    "Dune",
    "Ember",
    "Fjord",
    "Grove",
    "Heath",
    "Iris",
    "Jade",
]
_GROUPS = [
    "Series",
    "Collection",
    "Range",
    "Line",
    "Edition",
    "Pro",
    "Lite",
    "Studio",
    "Home",
    "Office",
    "Outdoor",
    "Kids",
]
_COUNTRIES = [
    "Albania",
    "Argentina",
    "Australia",
    "Austria",
    "Belgium",
    "Brazil",
    "Bulgaria",
    "Canada",
    "Chile",
    "China",
    "Croatia",
    "Cyprus",
    "Denmark",
    "Estonia",
    "Finland",
    "France",
    "Germany",
    "Greece",
    "Hungary",
    "Iceland",
    "India",
    "Ireland",
    "Israel",
    "Italy",
    "Japan",
    "Korea",
    "Latvia",
    "Lithuania",
    "Luxembourg",
    "Malta",
    "Mexico",
    "Netherlands",
    "Norway",
    "Poland",
    "Portugal",
    "Romania",
    "Serbia",
    "Slovakia",
    "Slovenia",
    "Spain",
    "Sweden",
    "Switzerland",
    "Turkey",
    "Ukraine",
]
_STYLE = "<style>" + "".join(f".c-{number}{{margin:{number}px;color:#123}}" for number in range(300)) + "</style>"


def _names(count: int, start: int = 0) -> list[str]:
    return [f"{_NAMES[i % len(_NAMES)]} {_GROUPS[(i * 7) % len(_GROUPS)]}" for i in range(start, start + count)]


def _list(count: int, start: int = 0) -> str:
    return (
        "<ul>"
        + "".join(f'<li><a href="/p/{start + i}">{n}</a></li>' for i, n in enumerate(_names(count, start)))
        + "</ul>"
    )


def head(title: str, extra: str = "") -> str:
    return f'<head><meta charset="utf-8"><title>{title}</title><meta name="viewport" content="width=device-width">{extra}{_STYLE}</head>'


def classic(brand: str, lang: str, title: str, body: str, extra: str = "") -> str:
    """A content system's theme: header, main, sidebar, footer."""
    return (
        f'<!doctype html><html lang="{lang}">{head(title, extra)}<body class="page wide">'
        f'<a class="skip-link" href="#main">→</a><header class="site-header"><p class="site-title"><a href="/">{brand}</a></p>'
        f'<nav class="main-navigation">{_list(14)}</nav></header><main id="main">{body}</main>'
        f'<aside class="widget-area"><h2>{brand} Blog</h2>{_list(5, 40)}</aside>'
        f'<footer class="site-footer">{_list(24, 20)}<p>© 2026 {brand}</p></footer></body></html>'
    )


def mega(brand: str, lang: str, title: str, body: str, extra: str = "") -> str:
    """A shop's frame: cookie banner first, a menu of 300 links with headings, newsletter, big footer."""
    panels = "".join(f'<div class="panel"><h3>{n}</h3>{_list(25, i * 25)}</div>' for i, n in enumerate(_names(12)))
    return (
        f'<!doctype html><html lang="{lang}">{head(title, extra)}<body>'
        '<div id="onetrust-banner-sdk" role="dialog"><h2>We value your privacy</h2><p>We and our partners store and access '
        "information on your device to personalise content, to measure its reach and to learn about our audience. You may change "
        "your choice at any time in the settings.</p><button>Accept all</button><button>Reject</button></div>"
        f'<header role="banner"><a href="/"><img src="/logo.svg" alt="{brand}"></a><nav class="mega-menu">{panels}</nav>'
        '<form role="search" action="/search"><input type="search" name="q" placeholder="Search"></form></header>'
        f'<div class="page-wrapper"><div class="content-area">{body}</div></div>'
        '<section class="newsletter"><h2>Join the club</h2><p>Be the first to hear of new products and offers.</p>'
        '<form action="/subscribe"><input type="email" name="e"><button>Sign up</button></form></section>'
        f"<footer><h4>{brand}</h4>{_list(60, 100)}<p>© 2026 {brand} Group. All rights reserved.</p></footer></body></html>"
    )


def soup(brand: str, lang: str, title: str, body: str, extra: str = "") -> str:
    """Nothing but divs with telling classes, a drawer and a country chooser that only style sheets hide."""
    countries = "".join(f'<li><a href="/{c[:2].lower()}/">{c}</a></li>' for c in _COUNTRIES)
    options = "".join(f"<option value={c[:3]}>{c}</option>" for c in _COUNTRIES * 5)
    return (
        f'<!doctype html><html lang="{lang}">{head(title, extra)}<body><div class="topbar">Free delivery over 50</div>'
        f'<div class="navbar"><div class="navbar-brand">{brand}</div><div class="menu">{_list(80)}</div></div>'
        f'<div class="cart-drawer"><h2>Your bag</h2><p>Your bag is empty. Have a look at what is new.</p></div>'
        f'<div class="country-modal"><h2>Choose your country</h2><ul>{countries}</ul></div>'
        f'<select name="lang">{options}</select>'
        f'<div class="container"><div class="row"><div class="col-12 text-center">{body}</div></div></div>'
        f'<div class="footer-wrap">{_list(50, 30)}<div class="copyright">© {brand}</div></div></body></html>'
    )


def app(brand: str, lang: str, title: str, body: str, extra: str = "") -> str:
    """An application drawn on the server: blobs of data, templates and hidden dialogs around the words."""
    blob = json.dumps(
        {"props": {f"key{n}": f"{name} is described here in a sentence" for n, name in enumerate(_names(400))}}
    )
    hidden = (
        "<div hidden><h2>Sign in</h2><p>"
        + "Sign in to see your orders, your addresses and your wishes. " * 20
        + "</p></div>"
    )
    return (
        f'<!doctype html><html lang="{lang}">{head(title, extra)}<body><div id="__next"><header class="Header_root__x1"><a href="/">{brand}</a>'
        f"<nav>{_list(40)}</nav></header>{hidden}<template><p>{'Template text of the store. ' * 60}</p></template>"
        f'<main class="Layout_main__q2">{body}</main><footer class="Footer_root__z9">{_list(40, 60)}</footer></div>'
        f'<script id="__NEXT_DATA__" type="application/json">{blob}</script><script src="/_next/main.js"></script></body></html>'
    )


def teasers(brand: str, lang: str, title: str, body: str, extra: str = "") -> str:
    """A page that goes on with products and stories after the words."""
    cards = "".join(
        f'<div class="card"><h3>{n}</h3><p>The {n} does what you need it to do, quietly and for years, in the kitchen or on the road.</p>'
        f'<a href="/p/{i}">More</a></div>'
        for i, n in enumerate(_names(12, 9))
    )
    return classic(
        brand, lang, title, f'{body}<section class="recommendations"><h2>{brand}</h2>{cards}</section>', extra
    )


def bare(brand: str, lang: str, title: str, body: str, extra: str = "") -> str:
    """A server's own page."""
    return f"<html><head><title>{title}</title>{extra}</head><body>{body}</body></html>"


def old(brand: str, lang: str, title: str, body: str, extra: str = "") -> str:
    """Tables within tables."""
    rows = "".join(f'<tr><td><a href="p{i}.htm">{n}</a></td></tr>' for i, n in enumerate(_names(30)))
    return (
        f'<html><head><title>{title}</title>{extra}</head><body bgcolor="#ffffff"><table width="760"><tr><td colspan="2"><img src="logo.gif" alt="{brand}">'
        f"</td></tr><tr><td valign=top><table>{rows}</table></td><td valign=top><font face=Arial size=2>{body}</font></td></tr>"
        f"<tr><td colspan=2><font size=1>Copyright {brand}</font></td></tr></table></body></html>"
    )


LAYOUTS: dict[str, Callable[..., str]] = {
    layout.__name__: layout for layout in (classic, mega, soup, app, teasers, bare, old)
}
