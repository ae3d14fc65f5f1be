"""The site of an ordinary company, made up: a theme with menus and footers, photos in several sizes, links to others, some of them dead.

Every address has a reason that it is there for, by which the server's log tells what an audit asked for. The same plan makes
the same bytes each time.
"""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product

from PIL import Image

HOST = "www.alder-finch.example"
HOME = f"https://{HOST}/"
NAME = "Alder & Finch"
DOMAIN = "alder-finch.example"
PROFILES = (
    "https://www.facebook.com/alderfinch",
    "https://www.instagram.com/alderfinch/",
    "https://www.linkedin.com/company/alder-finch/",
    "https://x.com/alderfinch",
    "https://www.youtube.com/@alderfinch",
)


class Reason(StrEnum):
    """What a request was for, as the server can tell."""

    PAGE = "page"
    PICTURE = "picture"
    DOCUMENT = "document"
    OTHERS = "third party"
    """A page of somebody else's."""
    PROFILE = "profile"
    DEAD = "dead link"
    """Of this site or another; names that do not exist are not among them, because nobody is asked."""
    GUESS = "guess"
    """An address of this site that nothing links."""
    CONTROL = "control"
    """An address that cannot exist."""
    FRONT = "front page"
    """Of somebody else's, linked by nobody."""
    RULES = "robots, sitemaps"
    WELL_KNOWN = "well-known"
    """Where a standard or a usual program puts something."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What lies at an address."""

    reason: Reason
    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200


@dataclass(frozen=True)
class Company:
    """What a site is like. Of 40 pages of 100 KB, an audit that asks for everything asks 335 times for a picture."""

    pages: int
    """At least the eleven that the menu links, and fewer than 400."""
    size: int
    """Bytes of a page before it is packed."""
    photos: int = 2
    """That a page shows first, besides those of the theme."""
    sizes: int = 4
    """Addresses of a photo, one a width."""
    outside: int = 6
    """Addresses of others that a page links first; every second page links a host that no other page does."""
    desks: bool = False
    """Whether there are pages for the press and for customers: small companies often have none."""
    profiles: tuple[str, ...] = PROFILES
    """That every page links."""
    seed: int = 11

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of all pages."""
        folders = (_folder(number) for number in range(self.pages - len(self.menu)))
        found = ("news" if f"/{folder}/" not in self.menu else folder for folder in folders)
        return (*self.menu, *(f"/{folder}/{_word(number)}/" for number, folder in enumerate(found)))

    @cached_property
    def menu(self) -> Mapping[str, str]:
        """Return path and title of the pages that every page links."""
        return {path: title for path, title in _FIXED.items() if self.desks or path not in _DESKS}

    @cached_property
    def things(self) -> Mapping[tuple[str, str], Thing]:
        """Return all that the company and others serve, by host and path."""
        return dict(self._all())

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Return the names that exist."""
        return frozenset({DOMAIN, *(host for host, _ in self.things)})

    def _all(self) -> Iterator[tuple[tuple[str, str], Thing]]:
        for number, path in enumerate(self.paths):
            yield (HOST, path), Thing(Reason.PAGE, self.page(number))
        pictures = [_photo(width) for width in _WIDTHS]
        for number in range(self.pages):
            for index, (path, _) in enumerate(self._pictures(number)):
                yield (HOST, path), Thing(Reason.PICTURE, pictures[index % self.sizes], "image/jpeg")
            yield from self._elsewhere(number)
        for path in (*_THEME_PICTURES, *_BADGES):
            yield (HOST, path), Thing(Reason.PICTURE, pictures[0], "image/jpeg")
        for path, text in _DOCUMENTS.items():
            yield (HOST, path), Thing(Reason.DOCUMENT, _pdf(text), "application/pdf")
        for url in self.profiles:
            host, _, path = url.removeprefix("https://").partition("/")
            status = 999 if "linkedin" in host else 200  # as LinkedIn answers whoever is not signed in
            yield (host, f"/{path}"), Thing(Reason.PROFILE, _other_page("Sign in"), status=status)
        yield (HOST, "/robots.txt"), Thing(Reason.RULES, _ROBOTS, "text/plain; charset=utf-8")
        yield (HOST, "/wp-sitemap.xml"), Thing(Reason.RULES, self._sitemap(), "application/xml; charset=utf-8")

    def _elsewhere(self, number: int) -> Iterator[tuple[tuple[str, str], Thing]]:
        for url in self._others(number):
            host, _, path = url.partition("://")[2].partition("/")
            yield (host, f"/{path}"), Thing(Reason.OTHERS, _other_page(path))
        for url in self._dead(number):
            host, _, path = url.partition("://")[2].partition("/")
            if not host.endswith(_NO_HOST):
                yield (host, f"/{path}"), Thing(Reason.DEAD, _other_page("Not found"), status=404)

    def _others(self, number: int) -> list[str]:
        """Return the addresses of others that a page links first, of which an older post writes some without TLS."""
        scheme = "http" if number % 4 == 3 else "https"
        own = [f"{scheme}://www.{_word(number)}.example/stories/{_word(number + 7)}"] * (number % 2)
        shared = range(self.outside - len(own))
        return own + [f"https://{_SHARED[(number + i) % len(_SHARED)]}/topics/{_word(number)}/{i}" for i in shared]

    def _dead(self, number: int) -> list[str]:
        """Return what a page links that is gone: of this site, of another every second page, and every third a name without a host."""
        found = [f"{HOME}archive/{_word(number)}/"]
        if number % 2:
            found.append(f"https://{_SHARED[number % len(_SHARED)]}/moved/{_word(number)}")
        if number % 3 == 2:
            found.append(f"https://www.{_word(number)}{_NO_HOST}/")
        return found

    def _pictures(self, number: int) -> list[tuple[str, int]]:
        """Return (path, width) of the photos that a page shows first."""
        widths = _WIDTHS[: self.sizes]
        names = (f"/wp-content/uploads/2026/{_word(number)}-{_word(index)}" for index in range(self.photos))
        return [(f"{name}-{width}w.jpg", width) for name, width in product(names, widths)]

    def _sitemap(self) -> bytes:
        entries = "".join(f"<url><loc>https://{HOST}{path}</loc></url>" for path in self.paths)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{space}">{entries}</urlset>'.encode()

    # -------------------------------------------------------------------------------------------------------------- pages

    def page(self, number: int) -> bytes:
        """Return the HTML of a page."""
        path = self.paths[number]
        chance = random.Random(self.seed * 1_000_003 + number)
        title = self.menu.get(path) or path.strip("/").rpartition("/")[2].replace("-", " ").capitalize()
        head = _head(title, path, self.size // 3, self.profiles)
        body = "".join(self._body(number, title, chance))
        start, end = (
            f"{head}{_header(self.menu)}<main><h1>{title}</h1>{_SAID.get(path, '')}{body}",
            _footer(self.menu, self.profiles),
        )
        more: list[str] = []
        room = self.size - len(start) - len(end)
        while room > 0:
            more.append(_paragraph(chance))
            room -= len(more[-1])
        return f"{start}{''.join(more)}{end}".encode()

    def _body(self, number: int, title: str, chance: random.Random) -> Iterator[str]:
        pictures = self._pictures(number)
        for index in range(self.photos):
            shown = pictures[index * self.sizes : (index + 1) * self.sizes]
            sizes = ", ".join(f"{path} {width}w" for path, width in shown)
            yield f'<figure class="wp-block-image size-large"><img loading="lazy" decoding="async" src="{shown[-1][0]}" srcset="{sizes}" alt="{title}, photo {index + 1}"></figure>'
        for url in (*self._others(number), *self._dead(number)):
            yield _paragraph(chance, f' <a href="{url}" rel="noopener">{_sentence(chance, 3)}</a>')
        if number == 0 or self.paths[number] == "/news/":
            yield self._list(self.paths)
        else:
            near = [self.paths[(number + step) % self.pages] for step in (1, 2, 3, 5, 8)]
            yield self._list(near)
        if self.paths[number].startswith("/news/"):
            yield _SHARE + _COMMENT

    def _list(self, paths: tuple[str, ...] | list[str]) -> str:
        items = "".join(
            f'<li class="wp-block-post"><a href="{path}">{path.strip("/").rpartition("/")[2].replace("-", " ")}</a></li>'
            for path in paths
        )
        return f'<ul class="wp-block-post-template is-layout-flow">{items}</ul>'


SITES: Mapping[str, Company] = {
    "40": Company(40, 100_000),
    "300": Company(300, 60_000, photos=1, sizes=3, desks=True),
    "20": Company(20, 30_000, photos=1),
}
"""By the number of their pages."""


def reason(things: Mapping[tuple[str, str], Thing], host: str, path: str) -> Reason:
    """Return what a request was for, by host and path as sent."""
    bare = path.partition("?")[0]
    thing = things.get((host, path)) or things.get((host, bare))
    if thing is not None:
        return thing.reason
    if bare == "/robots.txt" or "sitemap" in bare:
        return Reason.RULES
    if _CONTROL.search(bare):
        return Reason.CONTROL
    if bare.startswith(("/.well-known/", "/security.txt", "/wp-json/")):
        return Reason.WELL_KNOWN
    if host in {HOST, DOMAIN}:
        return Reason.GUESS
    return Reason.FRONT if bare == "/" else Reason.OTHERS


_CONTROL = re.compile(r"/auditor-[0-9a-f]+")
_WIDTHS = (300, 768, 1024, 1600)
_NO_HOST = "-closed.example"
_ROBOTS = (
    f"User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\nSitemap: {HOME}wp-sitemap.xml\n".encode()
)
_TEXT = (
    "our workshop makes tables chairs and shelves from timber that grows nearby and the people who build them "
    "explain how each order moves from drawing to delivery what we learned about glue patience weather steel care "
    "repair return light joints grain finish season colour weight length honest price careful hands early morning "
    "quiet corner long summer"
)
_TREES = "amber birch cedar dawn elm fern grove hazel iris juniper kestrel larch maple north oak pine quill rowan sorrel thorn"
_THINGS = (
    "bench book bridge chair corner desk door fair floor guide house lamp market night plan room stair table tour wall"
)
_WORDS, _FIRST, _SECOND = _TEXT.split(), _TREES.split(), _THINGS.split()
_FIXED = {
    "/": "Furniture made to last",
    "/contact/": "Contact us",
    "/press/": "Press",
    "/support/": "Customer support",
    "/about/": "About us",
    "/legal-notice/": "Legal notice",
    "/privacy-policy/": "Privacy policy",
    "/team/": "Our team",
    "/news/": "News",
    "/services/": "Services",
    "/careers/": "Careers",
}
_DESKS = ("/press/", "/support/")
_SHARED = tuple(f"www.{word}-review.example" for word in _FIRST)
_THEME_PICTURES = (
    "/wp-content/themes/oak/logo.png",
    "/wp-content/themes/oak/logo-2x.png",
    "/wp-content/themes/oak/icon.png",
)
_BADGES = tuple(f"/wp-content/uploads/badges/{word}.png" for word in _SECOND[:6])
_DOCUMENTS = {
    "/wp-content/uploads/press-kit.pdf": "Press kit of Alder and Finch",
    "/wp-content/uploads/terms-of-sale.pdf": "Terms of sale",
    "/wp-content/uploads/care-guide.pdf": "How to care for oiled wood",
}
_TEAM = ("Rosa Hartley", "Owen Blythe", "Mina Castell", "Tobias Renshaw", "Ines Calloway", "Hugh Pemberton")
_ADDRESS = "Alder &amp; Finch Ltd, 12 Mill Lane, Bristol BS1 4QA, United Kingdom"
_PHONE = '<a href="tel:+442079460123">+44 20 7946 0123</a>'
_FORM = (
    '<form action="/contact/send/" method="post" class="wpcf7-form"><label>Your name <input name="your-name" required></label>'
    '<label>Your e-mail <input type="email" name="your-email" required></label><label>Message <textarea name="your-message"></textarea></label>'
    '<button type="submit">Send message</button></form>'
)
_SEARCH = '<form role="search" method="get" action="/"><label>Search <input type="search" name="s"></label><button>Search</button></form>'
_COMMENT = (
    '<form action="/wp-comments-post.php" method="post" id="commentform"><textarea name="comment"></textarea><input name="author">'
    '<input type="email" name="email"><button>Post comment</button></form>'
)
_SHARE = '<div class="share"><a href="https://www.facebook.com/sharer/sharer.php?u=x">Share</a><a href="https://x.com/intent/tweet?url=x">Post</a></div>'
_SAID = {
    "/contact/": f"<p>Write to <a href='mailto:info@{DOMAIN}'>info@{DOMAIN}</a> or call {_PHONE}, Monday to Friday, 9:00 to 17:00.</p><p>{_ADDRESS}</p>{_FORM}",
    "/press/": f"<p>Journalists reach Rosa Hartley at <a href='mailto:press@{DOMAIN}'>press@{DOMAIN}</a>, +44 20 7946 0188.</p>"
    "<p><a href='/wp-content/uploads/press-kit.pdf'>Press kit (PDF)</a></p>",
    "/support/": f"<p>Customers write to <a href='mailto:support@{DOMAIN}'>support@{DOMAIN}</a>. We answer within two working days.</p>"
    "<p><a href='/wp-content/uploads/care-guide.pdf'>Care guide (PDF)</a></p>",
    "/legal-notice/": f"<p>{_ADDRESS}</p><p>Company number 01234567, registered in England and Wales. Phone {_PHONE}</p>"
    "<p><a href='/wp-content/uploads/terms-of-sale.pdf'>Terms of sale (PDF)</a></p>",
    "/services/": "<p><a href='/wp-content/uploads/care-guide.pdf'>Care guide (PDF)</a></p>",
    "/team/": "".join(f"<div class='member'><h3>{name}</h3><p>Joiner since 2014</p></div>" for name in _TEAM),
}


def _folder(number: int) -> str:
    """Return where a page lies: of ten pages, seven are news, and one each about the press, support and services."""
    return {7: "press", 8: "support", 9: "services"}.get(number % 10, "news")


def _word(number: int) -> str:
    """Return a word that no other number below 400 has."""
    return f"{_FIRST[number % 20]}-{_SECOND[number // 20 % 20]}"


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


def _paragraph(chance: random.Random, more: str = "") -> str:
    text = f"{_sentence(chance, 30).capitalize()}. {_sentence(chance, 14).capitalize()}."
    inner = "wp-block-group__inner-container is-layout-constrained wp-block-group-is-layout-constrained"
    return f'<div class="wp-block-group alignwide"><div class="{inner}"><p class="has-text-align-left wp-block-paragraph">{text}{more}</p></div></div>\n'


def _links(paths: Mapping[str, str], kind: str) -> str:
    items = "".join(
        f'<li id="menu-item-{number}" class="menu-item menu-item-type-post_type menu-item-object-page"><a href="{path}"><span class="menu-text">{title}</span></a></li>'
        for number, (path, title) in enumerate(paths.items())
    )
    return f'<ul class="{kind}">{items}</ul>'


def _icons(profiles: tuple[str, ...]) -> str:
    return "".join(f'<a class="wp-social-link" href="{url}" aria-label="Profile"><svg width="24" height="24" viewBox="0 0 24 24"><path d="M12 2a10 10 0 100 20 10 10 0 000-20z"/></svg></a>' for url in profiles)  # fmt: skip


_LOGO = f'<a href="/" class="custom-logo-link"><img src="{_THEME_PICTURES[0]}" srcset="{_THEME_PICTURES[0]} 1x, {_THEME_PICTURES[1]} 2x" alt="{NAME}"></a>'


def _header(menu: Mapping[str, str]) -> str:
    """Return logo, menus and search, which every page begins with."""
    return f'<body class="wp-singular page-template-default"><header class="site-header">{_LOGO}<nav aria-label="Main">{_links(menu, "menu")}</nav><nav aria-label="Mobile">{_links(menu, "menu menu-mobile")}</nav>{_SEARCH}</header>'


def _footer(menu: Mapping[str, str], profiles: tuple[str, ...]) -> str:
    """Return what every page ends with."""
    return (
        f'</main><footer class="site-footer"><p>{_ADDRESS}</p><p>Call {_PHONE} or write to <a href="mailto:info@{DOMAIN}">info@{DOMAIN}</a></p>'
        f'{_links(menu, "footer-menu")}{_icons(profiles)}<div class="badges">{"".join(f"<img src={path!r} alt=Award>" for path in _BADGES)}</div>'
        "<p>© 2026 Alder &amp; Finch Ltd</p></footer></body></html>"
    )


def _head(title: str, path: str, size: int, profiles: tuple[str, ...]) -> str:
    """Return all before the body, with styles and scripts of `size` bytes together."""
    told = {"@context": "https://schema.org", "@type": "Organization", "name": NAME, "url": HOME, "sameAs": profiles, "telephone": "+442079460123"}  # fmt: skip
    rule = ".wp-block-group__inner-container.is-layout-constrained>*{{max-width:{0}px;margin-left:auto!important}}"
    rules = "".join(rule.format(600 + number) for number in range(size // 2 // len(rule)))
    calls = "".join(f'wp.hooks.addAction("oak/loaded","oak/{number}",()=>0);\n' for number in range(size // 2 // 50))
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title} – {NAME.replace("&", "&amp;")}</title>'  # noqa: RUF001 - as WordPress writes titles
        f'<meta name="viewport" content="width=device-width"><meta name="description" content="{title}"><link rel="canonical" href="https://{HOST}{path}">'
        f'<link rel="icon" href="{_THEME_PICTURES[2]}"><meta property="og:site_name" content="{NAME.replace("&", "&amp;")}">'
        f"<style>{rules}</style><script type='application/ld+json'>{json.dumps(told)}</script><script>{calls}</script></head>"
    )


def _other_page(title: str) -> bytes:
    words = " ".join(_WORDS)
    return f"<!doctype html><html lang=en><head><title>{title}</title></head><body><h1>{title}</h1>{f'<p>{words}</p>' * 12}</body></html>".encode()


def _photo(width: int) -> bytes:
    """Return a JPEG of so many pixels in width, and about as many bytes as photos on sites have: 9 KB to 250 KB."""
    height = width * 2 // 3
    chance = random.Random(width)
    grain = Image.frombytes("RGB", (width // 16, height // 16), chance.randbytes(width // 16 * (height // 16) * 3))
    out = io.BytesIO()
    grain.resize((width, height)).save(out, "JPEG", quality=80)
    return out.getvalue()


def _pdf(text: str) -> bytes:
    """Return a PDF of one page with a line of text."""
    stream = f"BT /F1 18 Tf 72 720 Td ({text}) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({text}) /Producer (Writer) >>",
    )
    out = "%PDF-1.4\n"
    places = []
    for number, entry in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{entry}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()
