"""Icons of platforms that a template brought along and nobody filled in. Pure; all limits are our defaults.

They lead to a platform's front page, to nowhere, to a stand-in such as "yourpage", or to the profile of whoever made the template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from html import unescape
from typing import Any

from auditor import urls
from auditor.analysis import pages
from auditor.model import CONTACT_ROLES, Beside, Link, LinkKind, Message, Page, Place, Role, Snapshot, message
from auditor.model.remembering import remembered
from auditor.platforms import whose
from auditor.platforms.catalogue import platform
from auditor.platforms.parse import platform_of, profile_of
from auditor.resources import facts
from auditor.text import company_names
from auditor.text.fold import fold, is_unspaced, words

_LONGEST_HTML, _LONGEST_WORDS, _SHORTEST, _MOST = 2_000_000, 40, 2, 400
_ANCHOR = re.compile(r"<a\b([^>]{0,1500})>(.{0,1500}?)</a\s*>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(
    r"""([a-z:-]{2,30})\s*=\s*(?:"([^"]{0,600})"|'([^']{0,600})'|([^\s"'>]{1,300}))""", re.IGNORECASE
)
_TAG = re.compile(r"<[^>]{0,1500}>")
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|td|th|tr|table|section|article|aside|main|nav|header|footer|h[1-6]|blockquote|dd|dt|br|hr|form|body)\b[^<>]{0,1500}>",
    re.IGNORECASE,
)
_AROUND, _FEW = 1_200, 4
"""Characters around a link that may be its line; words of a line from which it is a sentence."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NOWHERE = re.compile(r"|#|#!|/#|javascript:(?:;|void\(0\);?|void\s0;?)?", re.IGNORECASE)
_WORKED_BY_SCRIPT = (
    "onclick",
    "data-href",
    "data-url",
    "data-share",
    "data-network",
    "data-toggle",
    "data-bs-toggle",
    "data-target",
    "role",
)
_MENUS = frozenset({Place.HEADER, Place.NAV, Place.FOOTER})


class Kind(StrEnum):
    """Where such an icon leads."""

    FRONT = "front page"
    NOWHERE = "nowhere"
    STAND_IN = "stand-in"
    """A profile called "yourpage" or the like."""
    MAKER = "maker"
    """The profile of whoever made the template."""


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon that nobody filled in."""

    platform: str
    """Its id."""
    kind: Kind
    leads_to: str
    """As written, or where it leads."""
    page: str

    @property
    def said(self) -> Message:
        """What it does, as a sentence."""
        known = platform(self.platform)
        name = known.name if known else self.platform
        return {
            Kind.FRONT: message("The link to {platform} leads to its front page.", platform=name),
            Kind.NOWHERE: message("The link to {platform} leads nowhere ({url}).", platform=name, url=self.leads_to),
            Kind.STAND_IN: message(
                "The link to {platform} leads to a stand-in ({url}).", platform=name, url=self.leads_to
            ),
            Kind.MAKER: message(
                "The link to {platform} leads to the profile of whoever made the template ({url}).",
                platform=name,
                url=self.leads_to,
            ),
        }[self.kind]


@remembered()
def unset(snapshot: Snapshot) -> tuple[Icon, ...]:
    """Return the icons of the home page and of contact pages that nobody filled in, one for each platform, in their order.

    Platforms of which the site names a profile as well are left out: the other link may be a form for sharing, or a mention.
    """
    found: dict[str, Icon] = {}
    named = {one.platform for one in snapshot.profiles if one.mentions} | _filled_in(snapshot)
    for page in pages.living(snapshot, Role.HOME, *CONTACT_ROLES):
        for icon in (*_linked(snapshot, page), *_dead(page)):
            found.setdefault(icon.platform, icon)
    return tuple(one for one in found.values() if one.kind in {Kind.STAND_IN, Kind.MAKER} or one.platform not in named)


def _filled_in(snapshot: Snapshot) -> frozenset[str]:
    """Return the platforms of which a menu, or a link anywhere with the company's name, leads to a profile."""
    company = company_names.label(snapshot.target.site)
    filled = set()
    for link in snapshot.links:
        found = profile_of(link.url) if link.kind is LinkKind.ANCHOR else None
        if found is not None and not (
            whose.is_default(found.name) or company_names.plain(found.name) in _facts()["stand_ins"]
        ):
            filled |= {found.platform} if link.place in _MENUS or company_names.fits(found.name, company) else set()
    return frozenset(filled)


def _linked(snapshot: Snapshot, page: Page) -> Iterator[Icon]:
    for link in snapshot.links:
        if link.page == page.url and link.kind is LinkKind.ANCHOR and len(link.text) <= _LONGEST_WORDS:
            known = platform_of(link.url)
            if known is not None and known.id in _facts()["platforms"]:
                kind = _kind(snapshot, page, link, known.id)
                if kind is not None:
                    yield Icon(known.id, kind, link.url, page.url)


def _kind(snapshot: Snapshot, page: Page, link: Link, name: str) -> Kind | None:
    found = profile_of(link.url)
    if found is None:
        if not _is_front(link) or (link.place not in _MENUS and (_address_alone(link.text) or _in_passing(page, link))):
            return None
        return Kind.FRONT
    plain = company_names.plain(found.name)
    if plain in _facts()["stand_ins"]:
        return Kind.STAND_IN
    left = whose.is_default(found.name) or plain in whose.themes(page.read()[:_LONGEST_HTML])
    by_maker = (
        left and link.place in _MENUS and not company_names.fits(found.name, company_names.label(snapshot.target.site))
    )
    return Kind.MAKER if by_maker and _names_only(link.text, name) else None


def _is_front(link: Link) -> bool:
    path = urls.path(link.url).casefold().rstrip("/")
    bare = "?" not in link.url or path == ""
    return bare and not link.fragment.startswith("!/") and path in _facts()["front_paths"] and not _asks(link.url)


def _asks(url: str) -> bool:
    """Return whether a front page is asked for something: a share, a message, a number."""
    query = url.partition("?")[2]
    return bool(query) and not query.casefold().startswith(tuple(_facts()["plain_queries"]))


def _address_alone(text: str) -> bool:
    return "." in text and " " not in text.strip()


def _in_passing(page: Page, link: Link) -> bool:
    """Return whether a link stands in a sentence that is about something else: "our films also run in the YouTube app"."""
    html = _html(page)
    for match in _ANCHOR.finditer(html):
        href = next((a or b or c for name, a, b, c in _ATTRIBUTE.findall(match[1]) if name.casefold() == "href"), "")
        target = urls.resolve(unescape(href).strip(), page.url)
        if target is not None and target.url == link.url and _text(match[2]).strip() == link.text.strip():
            before = _text(_BLOCK.split(html[max(0, match.start() - _AROUND) : match.start()])[-1])
            after = _text(_BLOCK.split(html[match.end() : match.end() + _AROUND])[0])
            said = whose.of_words(before, link.text, after)[0]
            return said not in {Beside.FOLLOW, Beside.OFFICIAL} and _is_sentence(f"{before} {after}")
    return False


def _is_sentence(text: str) -> bool:
    return len(words(fold(text))) >= _FEW or (is_unspaced(text) and len(text.strip()) >= 2 * _FEW)


def _text(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _html(page: Page) -> str:
    return _COMMENT.sub("", page.read()[:_LONGEST_HTML])


def _dead(page: Page) -> Iterator[Icon]:
    for count, match in enumerate(_ANCHOR.finditer(_html(page))):
        if count >= _MOST:
            break
        attributes = {name.casefold(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(match[1])}
        href = attributes.get("href")
        if href is None or not _NOWHERE.fullmatch(href.strip()) or any(key in attributes for key in _WORKED_BY_SCRIPT):
            continue
        if name := _meant(attributes, match[2]):
            yield Icon(name, Kind.NOWHERE, href.strip() or "nothing", page.url)


def _meant(attributes: dict[str, str], inner: str) -> str:
    """Return the platform that an anchor names and nothing else; empty where its words say more, such as "Share on Facebook"."""
    within = [(name.casefold(), unescape(a or b or c)) for name, a, b, c in _ATTRIBUTE.findall(inner)]
    said = [attributes.get("aria-label", ""), attributes.get("title", ""), unescape(_TAG.sub(" ", inner))]
    said += [value for name, value in within if name in {"alt", "title", "aria-label"}]
    words = [" ".join(fold(text).split()) for text in said]
    classes = " ".join(
        [attributes.get("class", ""), *(value for name, value in within if name in {"class", "xlink:href", "src"})]
    ).casefold()
    if "shar" in classes or any(len(text) > _LONGEST_WORDS for text in words):
        return ""
    found = set(map(_named, filter(None, words))) - {""}
    if not found and all(len(text) <= _SHORTEST for text in words):
        found = {name for name, sign in _signs() if sign.search(classes)}
    return found.pop() if len(found) == 1 else ""


def _named(text: str) -> str:
    for lead in _facts()["leads"]:
        text = text.removeprefix(f"{lead} ")
    text = text.removesuffix(" icon").removesuffix(" logo").removesuffix(" page").removesuffix("-icon")
    return next((name for name, called in _facts()["platforms"].items() if text in called), "")


def _names_only(text: str, name: str) -> bool:
    plain = " ".join(fold(text).split())
    return not plain or _named(plain) == name


@cache
def _signs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return how classes and names of pictures call each platform."""
    found = []
    for one, called in _facts()["platforms"].items():
        long = "|".join(re.escape(name.replace(" ", "-")) for name in called if len(name) > 2)
        short = "|".join(re.escape(name) for name in called if len(name) <= 2)
        either = f"(?<![a-z])(?:{long})(?![a-z])" + (f"|(?:fa|bi|icon|ri|ti)-(?:{short})(?![a-z])" if short else "")
        found.append((str(one), re.compile(either)))
    return tuple(found)


@cache
def _facts() -> dict[str, Any]:
    data = facts("analysis/profiles/icons.toml")
    return {**data, "stand_ins": frozenset(data["stand_ins"])}
