"""Answer → what a page says and leads to: all the work on one page's text, with nothing to remember and nobody to ask.

Pure, so that it can be done in another process (`readers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import NamedTuple

from auditor import urls
from auditor.collect.crawl.moving import STAYS, Move, move_of
from auditor.collect.extract import html as extract
from auditor.collect.extract import page_roles
from auditor.collect.extract.contacts import find_contacts, may_hold_contacts
from auditor.collect.extract.forms import forms
from auditor.collect.extract.html import Document
from auditor.collect.http.bot_walls import Wall, wall_of
from auditor.model import CONTACT_ROLES, Cause, ContactDetail, Form, Link, LinkKind, Place, Role
from auditor.platforms.venues import is_venue
from auditor.snapshot import link_codec
from auditor.text.as_browsers import as_browsers_read
from auditor.text.depth import levelled
from auditor.text.lost import is_named_page
from auditor.text.weight import is_heavy

HTML = frozenset({"text/html", "application/xhtml+xml"})
_GONE = frozenset({404, 410})
_LONGEST_TEXT = 100_000
"""Bytes of a plain text up to which it is read as a page is. Our default."""
_MANY_TAGS = 4_000
"""Tags from which a page is looked through for elements nested deeper than browsers nest them: with fewer no parser takes long."""


@dataclass(frozen=True, slots=True)
class Text:
    """One answer's body, and what it takes to read it."""

    body: bytes
    encoding: str
    """Empty where the body is no text."""
    content_type: str
    status: int
    headers: Mapping[str, str]
    url: str
    """Where it was found after redirects."""
    home: str
    """Of the site that is audited."""
    region: str
    """Two-letter country of phone numbers without a code; empty to guess it."""
    whole: bool
    """Whether to read the page, or just to see whether it is one."""


class Lead(NamedTuple):
    """An address that a page leads to. A tuple, because there are many and they travel between processes."""

    url: str
    kind: LinkKind
    promises: Mapping[Role, str]
    """Roles that the links to it promise, each with the reason."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read."""

    wall: str = ""
    """Why this is not the page that was asked for, such as `bot check by Cloudflare`."""
    wall_cause: Cause = Cause.UNSAID
    """What the wall asks for."""
    title: str = ""
    heading: str = ""
    lang: str = ""
    text_length: int = 0
    needs_script: bool = False
    said: Mapping[Role, str] = field(default_factory=dict)
    """Roles the page claims, each with the reason."""
    links: str = ""
    """As the snapshot stores them."""
    leads: tuple[Lead, ...] = ()
    forms: tuple[Form, ...] = ()
    contacts: tuple[ContactDetail, ...] = ()
    trouble: str = ""
    """Why the page could not be read; empty where it could."""
    move: Move = STAYS
    """Where the page takes its visitors by itself; what it says besides is not read then."""
    is_there: bool = False
    """Whether visitors meet what they came for, though it is no page that came well: one for contact, press or the like that says it
    is gone, a text, or a program that opens."""
    is_heavy: bool = False
    """Whether reading it takes more memory than a page may: nothing was read of it."""


def read(text: Text) -> Reading:
    """Return what a body says."""
    is_page = text.content_type in HTML and bool(text.encoding)
    html = as_browsers_read(text.body.decode(text.encoding, errors="replace"), text.content_type) if is_page else ""
    if text.status in _GONE:
        return _gone(text, html)
    instead = _instead(text) if text.whole else ""
    if instead or not is_page:  # then only headers and the address can tell a wall
        wall = wall_of(text.status, text.headers, "", "", "", text.url)
        if wall or not instead:
            return _walled(wall)
        return replace(whole(Document(instead, text.url), text.home, text.region), is_there=True)
    if is_heavy(html):
        return Reading(is_heavy=True)
    document = Document(levelled(html) if html.count("<") > _MANY_TAGS else html, text.url, text.encoding)
    wall = wall_of(
        text.status,
        text.headers,
        document.title,
        document.short_text,
        document.html,
        text.url,
        text_length=document.text_length,
    )
    if wall or not 200 <= text.status < 300:
        return _walled(wall) if wall or not _is_own_page(text, html) else _all_the_same(text, document)
    move = move_of(document, text.headers)
    if move.url or not text.whole:
        return Reading(move=move)
    said = whole(document, text.home, text.region)
    return _adrift(said, document, move, text.home) if move.adrift else said


def _instead(text: Text) -> str:
    """Return as HTML what visitors of the site meet where an answer is no page: a program that opens, a text; empty for neither."""
    location = text.headers.get("location", "")
    if 300 <= text.status < 400 and urls.opens_program(location):
        return f'<a href="{escape(location)}"></a>'
    is_short = text.content_type == "text/plain" and len(text.body) <= _LONGEST_TEXT
    if not (is_short and text.encoding and 200 <= text.status < 300 and urls.same_site(text.url, text.home)):
        return ""
    return f"<pre>{escape(text.body.decode(text.encoding, errors='replace'))}</pre>"


def _gone(text: Text, html: str) -> Reading:
    """Return what comes with a status that says there is nothing: some systems send their own pages with it."""
    wall = wall_of(text.status, text.headers, "", "", "", text.url)
    if wall or is_heavy(html) or not _is_own_page(text, html):
        return _walled(wall)
    return _all_the_same(text, Document(levelled(html) if html.count("<") > _MANY_TAGS else html, text.url))


def _is_own_page(text: Text, html: str) -> bool:
    """Return whether what comes with a status of failure is a page of the site's own for contact, press or the like."""
    return text.whole and urls.same_site(text.url, text.home) and is_named_page(html)


def _all_the_same(text: Text, document: Document) -> Reading:
    return replace(whole(document, text.home, text.region), is_there=True)


def _walled(wall: Wall) -> Reading:
    return Reading(wall=wall.reason, wall_cause=wall.cause)


def _adrift(said: Reading, document: Document, move: Move, home: str) -> Reading:
    """Return what a page says that a script takes its visitors away from: what it names as possible ends is followed."""
    ends = [found for reference in move.possible if (found := urls.resolve(reference, document.base)) is not None]
    further = leads((Link(document.url, end.url, LinkKind.REFRESH) for end in ends), home)
    return replace(said, needs_script=True, move=move, leads=(*said.leads, *further))


def whole(document: Document, home: str, region: str = "") -> Reading:
    """Return all that a page says."""
    said = page_roles.from_page(document.url, document.title, document.heading, document.types)
    if document.url == home:
        said = {**said, Role.HOME: "home page"}
    links = extract.links(document)
    # Pages that exist to be contacted are searched even where nothing looks like a detail at first sight.
    search = may_hold_contacts(document.html) or not CONTACT_ROLES.isdisjoint(said)
    return Reading(
        title=document.title,
        heading=document.heading,
        lang=document.lang,
        text_length=document.text_length,
        needs_script=document.needs_script,
        said=said,
        links=link_codec.write(links),
        leads=leads(links, home),
        forms=forms(document),
        contacts=find_contacts(document.html, url=document.url, region=region, tree=document.whole_tree)
        if search
        else (),
    )


def leads(links: Iterable[Link], home: str) -> tuple[Lead, ...]:
    """Return where links lead, each address once, with what they promise of it all together."""
    found: dict[str, Lead] = {}
    own = urls.origin(home) + "/"
    for link in links:
        promised = promises(link, home, own)
        known = found.get(link.url)
        if known is None:
            found[link.url] = Lead(link.url, link.kind, promised)
        elif promised or _STRENGTH[link.kind] > _STRENGTH[known.kind]:
            kind = max(known.kind, link.kind, key=_STRENGTH.__getitem__)
            found[link.url] = Lead(link.url, kind, {**promised, **known.promises})
    return tuple(found.values())


_STRENGTH = {
    **dict.fromkeys(LinkKind, 0),
    LinkKind.IMAGE: 1,
    LinkKind.MEDIA: 1,
    LinkKind.REFRESH: 2,
    LinkKind.FRAME: 2,
    LinkKind.ANCHOR: 3,
}
"""What an address is, where a page names it in several ways: rather something to follow than something to load."""
_NOTHING: Mapping[Role, str] = {}
_MENUS = frozenset({Place.NAV, Place.HEADER, Place.FOOTER})


def promises(link: Link, home: str, own: str) -> Mapping[Role, str]:
    """Return the roles a link promises of where it leads, with the reason; none for what is not the company's.

    Args:
        link: Any link of a page of the site.
        home: The home page.
        own: The home page's origin and a slash.
    """
    elsewhere_on_page = link.url == link.page and link.url != home
    if link.kind is not LinkKind.ANCHOR or elsewhere_on_page:
        return _NOTHING
    said = page_roles.from_link(link.text, f"{link.url}#{link.fragment}" if link.fragment else link.url)
    if not said:
        return _NOTHING
    if link.url.startswith(own) or urls.same_site(link.url, home):
        return {role: why for role, why in said.items() if role is not Role.HOME}
    # Contact and press pages are kept with somebody else now and then: signposted from a menu, and on no network.
    if link.place in _MENUS and not is_venue(link.url):
        return {role: why for role, why in said.items() if role in CONTACT_ROLES}
    return _NOTHING
