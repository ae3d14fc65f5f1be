"""What a page declares about the company's profiles: structured data, `rel=me`, meta elements, apps. Hostile pages survive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from auditor import urls
from auditor.collect.extract import organisations
from auditor.collect.extract.beside import of_node
from auditor.collect.extract.html import Document
from auditor.model import Beside, Place, ProfileSource
from auditor.platforms.parse import Found, profile_named, profile_of

_MOST_SCRIPTS, _MOST_ELEMENTS = 20, 500
_LONGEST_VALUE = 500
_NUMBER = re.compile(r"[0-9]{5,20}")
_APP_ID = re.compile(r"app-id\s{0,3}=\s{0,3}([0-9A-Za-z_.]{3,150})")
_ACCOUNT = re.compile(r"@?([^@\s/]{1,80})(?:@([^@\s/]{3,200}))?")


@dataclass(frozen=True, slots=True)
class Declared:
    """A profile as a page declares it."""

    url: str
    """As written."""
    source: ProfileSource
    place: Place = Place.HEAD
    found: Found | None = None
    """The profile, where it is named by something else than its address."""
    text: str = ""
    beside: Beside = Beside.NOTHING
    words: str = ""
    """What says that it is another's."""


def declared(document: Document, *, is_home: bool = False) -> Iterator[Declared]:
    """Yield what a page declares, in no particular order.

    Args:
        document: The page.
        is_home: It is the home page, where an account named as the author's (`twitter:creator`, `fediverse:creator`) counts too.
    """
    yield from _rel_me(document)
    yield from _meta(document, is_home=is_home)
    for node in document.tree.css("script[type*='ld+json' i]")[:_MOST_SCRIPTS]:
        yield from _same_as(node.text(deep=True) or "", document.base)
    yield from _in_markup(document)


# ----------------------------------------------------------------------------------------------------------------- rel=me


def _rel_me(document: Document) -> Iterator[Declared]:
    for node in document.tree.css("a[rel][href], link[rel][href]")[: 10 * _MOST_ELEMENTS]:
        rels = (node.attributes.get("rel") or "").casefold().split()
        written = (node.attributes.get("href") or "")[: 4 * _LONGEST_VALUE]
        if "me" in rels and (target := urls.resolve(written, document.base)) is not None:
            text = " ".join(node.text(deep=True).split())[:200]
            found = profile_of(target.url, rel_me=True)
            said = of_node(node, document.url, found.name) if found is not None else (Beside.NOTHING, "")
            yield Declared(target.url, ProfileSource.REL_ME, _place(node), text=text, beside=said[0], words=said[1])
        elif "publisher" in rels and (target := urls.resolve(written, document.base)) is not None:
            yield Declared(target.url, ProfileSource.META, _place(node))


def _place(node: LexborNode) -> Place:
    tags = {"footer": Place.FOOTER, "nav": Place.NAV, "header": Place.HEADER, "head": Place.HEAD}
    here: LexborNode | None = node
    for _ in range(60):
        if here is None:
            break
        if here.tag in tags:
            return tags[here.tag]
        here = here.parent
    return Place.MAIN


# ------------------------------------------------------------------------------------------------------------------- meta


def _meta(document: Document, *, is_home: bool) -> Iterator[Declared]:
    for node in document.tree.css("meta[content]")[:_MOST_ELEMENTS]:
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip().casefold()
        value = (attributes.get("content") or "").strip()[:_LONGEST_VALUE]
        if value:
            yield from _meant(name, value, is_home=is_home)


def _meant(name: str, value: str, *, is_home: bool) -> Iterator[Declared]:
    if name in {"twitter:site", "x:site"}:
        yield from _account("x", value)
    elif is_home and name in {"twitter:creator", "fediverse:creator"}:
        for one in _account("x" if name == "twitter:creator" else "mastodon", value):
            yield replace(one, beside=Beside.PERSON, words=name)
    elif name in {"fb:page_id", "fb:pages"}:
        for number in _NUMBER.findall(value)[:20]:
            yield from _numbered("facebook", number, ProfileSource.META)
    elif name in {"article:publisher", "og:see_also"}:
        yield Declared(value, ProfileSource.META)
    elif name in _APPS:
        yield from _app(name, value)


_APPS = {
    "apple-itunes-app": "appstore",
    "al:ios:app_store_id": "appstore",
    "al:iphone:app_store_id": "appstore",
    "al:ipad:app_store_id": "appstore",
    "twitter:app:id:iphone": "appstore",
    "twitter:app:id:ipad": "appstore",
    "google-play-app": "googleplay",
    "al:android:package": "googleplay",
    "twitter:app:id:googleplay": "googleplay",
}
"""Meta elements that name an app, and the shop it is in (Apple's Smart App Banners, App Links, X's app cards)."""


def _app(name: str, value: str) -> Iterator[Declared]:
    if name in {"apple-itunes-app", "google-play-app"}:
        match = _APP_ID.search(value)
        value = match[1] if match else ""
    yield from _numbered(_APPS[name], value.removeprefix("id"), ProfileSource.APP_LINK)


def _account(platform: str, value: str) -> Iterator[Declared]:
    """Yield an account that is written as an address, as `@name` or as `name@host`."""
    if "://" in value or value.casefold().startswith(("www.", "x.com/", "twitter.com/")):
        yield Declared(value, ProfileSource.META)
        return
    match = _ACCOUNT.fullmatch(value)
    # A number there is the account's id and not its name.
    if match is not None and not (platform == "x" and value.isdigit()):
        yield from _numbered(platform, value.removeprefix("@"), ProfileSource.META)


def _numbered(platform: str, handle: str, source: ProfileSource) -> Iterator[Declared]:
    found = profile_named(platform, handle)
    if found is not None:
        yield Declared(found.url, source, Place.HEAD, found)


# -------------------------------------------------------------------------------------------------------- structured data


def _same_as(script: str, page: str) -> Iterator[Declared]:
    for one in organisations.same_as(script, page):
        yield Declared(one.url, ProfileSource.SAME_AS, beside=one.beside, words=one.words)


def _in_markup(document: Document) -> Iterator[Declared]:
    """Yield the `sameAs` of microdata and RDFa."""
    for node in document.tree.css("[itemprop~='sameAs' i], [property$='sameAs' i]")[:_MOST_ELEMENTS]:
        owner, led = _owner(node)
        written = node.attributes.get("href") or node.attributes.get("content") or node.attributes.get("resource") or ""
        if not (owner and organisations.is_strange(owner.split())) and led not in organisations.strange(
            "strange_properties"
        ):
            for one in organisations.addresses(written.strip(), document.base):
                yield Declared(one, ProfileSource.SAME_AS, _place(node))


def _owner(node: LexborNode) -> tuple[str, str]:
    """Return the type of the item that a property belongs to, and the property that led to that item."""
    here = node.parent
    for _ in range(60):
        if here is None:
            break
        if "itemscope" in here.attributes or here.attributes.get("typeof"):
            led = here.attributes.get("itemprop") or here.attributes.get("property") or here.attributes.get("rel") or ""
            return here.attributes.get("itemtype") or here.attributes.get("typeof") or "", organisations.plain(led)
        here = here.parent
    return "", ""
