"""The ways to reach somebody that a page offers, whom they are meant for, and what may have gone unseen. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from urllib.parse import unquote_plus

from auditor import urls
from auditor.analysis import pages
from auditor.analysis.contact_routes import forms, mail, papers, phones, widgets
from auditor.analysis.contact_routes.frames import with_frames
from auditor.analysis.contact_routes.introductions import introductions
from auditor.analysis.links import graph
from auditor.analysis.links.status import LinkState, excluded, is_venue, judge
from auditor.model import (
    CONTACT_ROLES,
    ContactDetail,
    ContactKind,
    ContactSource,
    Form,
    Link,
    LinkKind,
    Page,
    Place,
    Role,
    Snapshot,
)
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text import company_names
from auditor.text.fold import fold, title_parts, words
from auditor.text.mailboxes import is_media_mailbox
from auditor.text.role_words import found_words, listed

_MOST = 100
"""Details of a page looked at; the first tell what it offers."""
_LONGEST_NAME = 60
_NO_FILE = frozenset({"text/html", "application/xhtml+xml"})
_SUBJECT = re.compile(r"[?&](?:amp;)?subject=([^&]{1,200})", re.IGNORECASE)
_ENDING = re.compile(r"(?:\.\w{1,5})?/?\Z")
"""Of a path, where what lies below it begins."""
_MENUS = frozenset({Place.NAV, Place.HEADER, Place.FOOTER})
_FEW_PAGES = 4
"""Below so many pages nothing can be said to stand on every page. Our default."""


@dataclass(frozen=True, slots=True)
class Route:
    """A way to reach somebody that a page offers."""

    page: str
    """URL of the page."""
    value: str
    """The address or the number; empty for a form."""
    words: str
    """As a visitor reads it: the address, the number, or `a form`."""
    press: bool
    """Meant for the press: a press mailbox, introduced by words that say so, or on a press page and not on all others too."""
    platform: str = ""
    """The messenger it goes through, where one has to be there to use it; empty for a channel of the company's own."""


@remembered(4_096)
def on_page(snapshot: Snapshot, page: Page) -> tuple[Route, ...]:
    """Return the ways a visitor of `page` can reach somebody, as far as nothing speaks against their working."""
    found = []
    for detail in islice(_details(snapshot, page), _MOST):
        press = _press_only(snapshot, page, _same(detail)) or is_press(page, detail, _names(snapshot))
        found.append(Route(page.url, detail.value, _as_read(detail), press, _platform(page, detail)))
    for form in islice(_forms(snapshot, page), _MOST):
        said = _unnamed(_names(snapshot), forms.words_of(page, form))
        press = _press_only(snapshot, page, _same_form(form)) or speaks_of_press(said)
        found.append(Route(page.url, "", "a form", press))
    for url, vendor in widgets.hosted_forms(snapshot, page):
        if judge(snapshot, url).state is LinkState.ALIVE:
            found.append(Route(page.url, url, f"a form ({vendor})", _press_only(snapshot, page, url)))
    return tuple(found)


@remembered()
def for_customers(page: Page) -> tuple[Route, ...]:
    """Return the ways to reach somebody on `page` that serve customers and not the press: chats and messengers."""
    found = [
        Route(page.url, one.account, f"{one.name} ({one.account})", press=False, platform=one.name)
        for one in widgets.messengers(page)
        if one.sure
    ]
    if vendor := widgets.chat(page):
        found.append(Route(page.url, "", f"a chat window ({vendor})", press=False))
    return tuple(found)


def _platform(page: Page, detail: ContactDetail) -> str:
    """Return the messenger that a number is linked for, where the page does not link it to be rung too."""
    if detail.kind is ContactKind.EMAIL or not detail.href:
        return ""
    name = widgets.messenger_of(detail.href)
    return "" if name and detail.value.lstrip("+") in widgets.rung(page) else name


def _press_only(snapshot: Snapshot, page: Page, what: Hashable) -> bool:
    """Return whether something on a press page is more than what stands on most pages, as in a footer."""
    spread, most = _spread(snapshot)
    return page.has(Role.MEDIA) and spread[what] <= most


def _as_read(detail: ContactDetail) -> str:
    if detail.kind is ContactKind.EMAIL or not any(map(str.isdecimal, detail.shown)):
        return detail.value
    return detail.shown


def _details(snapshot: Snapshot, page: Page) -> Iterator[ContactDetail]:
    for detail in _by_page(snapshot).get(page.url, ()):
        if detail.source is ContactSource.STRUCTURED or detail.kind is ContactKind.FAX:
            continue  # a visitor does not see the one, and cannot be expected to use the other
        is_mail = detail.kind is ContactKind.EMAIL
        if is_mail and _is_hosts(snapshot, page, detail.value):
            continue
        verdict = mail.deliverability(snapshot, detail.value) if is_mail else phones.dialability(detail)
        if verdict.state is not LinkState.DEAD:
            yield detail


def _is_hosts(snapshot: Snapshot, page: Page, address: str) -> bool:
    """Return whether an address is that of the service on which a page of the company's stands: help@ of its newsroom's host."""
    host, domain = urls.host(page.url), urls.registrable(urls.host(page.url))
    label = host.removesuffix(domain).rstrip(".")
    if urls.same_site(page.url, snapshot.target.site) or label in {
        "",
        "www",
        "press",
        "news",
        "newsroom",
        "media",
        "presse",
    }:
        return False
    return urls.registrable(address.rpartition("@")[2].lower()) == domain


def _forms(snapshot: Snapshot, page: Page) -> Iterator[Form]:
    for form in snapshot.forms:
        if form.page == page.url and forms.is_contact_form(form):
            verdicts = forms.submission(snapshot, page, form), forms.destination(snapshot, page, form)
            if all(verdict.state is not LinkState.DEAD for verdict in verdicts):
                yield form


@remembered()
def _by_page(snapshot: Snapshot) -> Mapping[str, list[ContactDetail]]:
    found: dict[str, list[ContactDetail]] = {}
    for detail in snapshot.contacts:
        found.setdefault(detail.page, []).append(detail)
    for document in snapshot.documents:
        found.setdefault(document.url, []).extend(document.contacts)
    return found


@remembered()
def _spread(snapshot: Snapshot) -> tuple[Counter[Hashable], float]:
    """Return on how many pages each detail and form stands, and the number past which it stands everywhere.

    Pages for the press are left out, so that their own contact may stand on each of them; pages without a role are,
    because they are not searched for details.
    """
    searched = {page.url for page in snapshot.pages if page.text_length and page.roles and not page.has(Role.MEDIA)}
    details = {(detail.page, _same(detail)) for detail in snapshot.contacts}
    sent = {(form.page, _same_form(form)) for form in snapshot.forms}
    most = len(searched) / 2 if len(searched) >= _FEW_PAGES else float("inf")
    hosted = {
        (page.url, url)
        for page in snapshot.pages
        if page.url in searched
        for url, _ in widgets.hosted_forms(snapshot, page)
    }
    return Counter(key for page, key in details | sent | hosted if page in searched), most


def _same(detail: ContactDetail) -> Hashable:
    return detail.kind, detail.value


def _same_form(form: Form) -> Hashable:
    action = "" if form.action == form.page else form.action
    return action, tuple(field.name for field in form.fields)


def first_for_customers(snapshot: Snapshot, *roles: Role) -> Route | None:
    """Return the first way for customers to reach somebody on a page of any of `roles`, or in a file that stands for one."""
    living = (*with_frames(snapshot, pages.living(snapshot, *roles)), *papers.standing_for(snapshot, *roles))
    for found in (lambda page: on_page(snapshot, page), for_customers):
        for page in living:
            for route in found(page):
                if not is_media_mailbox(route.value):
                    return route
    return None


def for_press(snapshot: Snapshot) -> Route | None:
    """Return the first way for the press to reach somebody: on the press pages and in their files, on others, then anywhere."""
    press = tuple(with_frames(snapshot, pages.living(snapshot, Role.MEDIA)))
    files = (*papers.standing_for(snapshot, Role.MEDIA), *papers.beside(snapshot, press))
    offered = (
        route
        for page in (*press, *files, *pages.living(snapshot, *Role))
        for route in on_page(snapshot, page)
        if route.press
    )
    return next(offered, None) or signposted(snapshot, Role.MEDIA) or next(_press_elsewhere(snapshot), None)


def _press_elsewhere(snapshot: Snapshot) -> Iterator[Route]:
    """Yield press contacts on pages without a role: news, releases, a blog."""
    for page in snapshot.pages:
        if page.roles or not any(
            is_press(page, detail, _names(snapshot)) for detail in _by_page(snapshot).get(page.url, ())[:_MOST]
        ):
            continue
        if judge(snapshot, page.url).state is LinkState.ALIVE:
            yield from (route for route in on_page(snapshot, page) if route.press)


def is_press(page: Page, detail: ContactDetail, names: re.Pattern[str] | None = None) -> bool:
    """Return whether a detail is meant for the press, by its mailbox or by the words that introduce it.

    What the company is called (`names`) says nothing: it may be a Nordic Media Ltd. Pages that are not there to be contacted speak
    of presses and media in many ways: there the words have to say that the detail is a contact.
    """
    if detail.kind is ContactKind.EMAIL and (is_media_mailbox(detail.value) or _subject_is_press(detail)):
        return True
    if page.has(*CONTACT_ROLES):
        return any(speaks_of_press(_unnamed(names, text)) for text in introductions(page, detail))
    if _is_called_press(detail.shown):
        return True
    if not _names_press_contact(_unnamed(names, detail.context)):
        return False
    return any(_names_press_contact(_unnamed(names, text)) for text in introductions(page, detail))


def _unnamed(names: re.Pattern[str] | None, text: str) -> str:
    """Return a text without the company's own names, where these speak of the press or of media."""
    return names.sub(" ", fold(text)) if names is not None else text


@remembered()
def _names(snapshot: Snapshot) -> re.Pattern[str] | None:
    """Return the company's names of several words that speak of the press or of media; None where it has no such name."""
    home = next((page.title for page in snapshot.pages if page.has(Role.HOME)), "")
    others = [set(title_parts(page.title)) for page in snapshot.pages if page.title != home]
    shared = (part for part in title_parts(home) if any(part in parts for parts in others))
    own = (snapshot.target.name, *snapshot.company_profile.names, company_names.label(snapshot.target.site))
    called = (*own, *shared)
    telling = {tuple(words(fold(name))) for name in called if speaks_of_press(name.replace("-", " "))}
    several = sorted((name for name in telling if len(name) > 1), key=len, reverse=True)
    return re.compile("|".join(r"[\W_]{1,3}".join(map(re.escape, name)) for name in several)) if several else None


def _subject_is_press(detail: ContactDetail) -> bool:
    """Return whether a link to an address fills in a subject that speaks of the press."""
    subject = _SUBJECT.search(detail.href)
    return subject is not None and speaks_of_press(unquote_plus(subject[1]))


def _is_called_press(shown: str) -> bool:
    """Return whether a link to a detail is called like a press page: "Press" in a footer that writes a mail."""
    return " ".join(words(fold(shown))) in papers.phrases(Role.MEDIA) if len(shown) <= _LONGEST_NAME else False


@lru_cache(maxsize=4_096)
def _names_press_contact(text: str) -> bool:
    folded = fold(text)
    return any(phrase in folded for phrase in _press_contact())


@cache
def _press_contact() -> tuple[str, ...]:
    return tuple(map(fold, facts("analysis/contact_routes/facts.toml")["press_contact"]))


@lru_cache(maxsize=4_096)
def speaks_of_press(text: str) -> bool:
    """Return whether a short text says that something is for the press."""
    means, other = _press_words()
    return means.search(other.sub(" ", fold(text))) is not None


@cache
def _press_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = facts("analysis/contact_routes/facts.toml")
    means = found_words((*known["press"], *listed("press")))
    return means, found_words((*(f"*{word}*" for word in known["not_press"]), *listed("not_press")))


def signposted(snapshot: Snapshot, *roles: Role) -> Route | None:
    """Return where a page of any of `roles` only sends its visitors on to: another company's form, or a page below a contact page."""
    for url in papers.called(snapshot, *roles):
        vendor = "" if urls.same_site(url, snapshot.target.site) else widgets.form_vendor(url)
        if vendor and judge(snapshot, url).state is LinkState.ALIVE:
            return Route(url, url, f"a form ({vendor})", press=Role.MEDIA in roles)
    below = _led_on(snapshot) if Role.CONTACT in roles else ()
    ways = (way for page in below for way in (*on_page(snapshot, page), *for_customers(page)))
    return next((way for way in ways if not way.press), None)


def _led_on(snapshot: Snapshot) -> Iterator[Page]:
    """Yield the pages below a contact page that it links: `/contact/sales`. Those below a support page are articles."""
    for page in pages.living(snapshot, Role.CONTACT):
        # Below the front page is the whole site, and what a query names (`/en/?page=contact`) has nothing below it.
        if page.has(Role.SUPPORT) or "?" in page.url or urls.path(page.url) == "/":
            continue
        below = urls.origin(page.url) + _ENDING.sub("", urls.path(page.url)) + "/"
        for link in graph.links_on(snapshot, page.url):
            further = graph.at(snapshot, link.url) if link.url.startswith(below) else None
            if further is not None and further.url != page.url and judge(snapshot, link.url).state is LinkState.ALIVE:
                yield further


def near_home(snapshot: Snapshot) -> Route | None:
    """Return the first way for customers on a page one click from the home page that has no role: its name may be in words unknown to us."""
    homes = pages.living(snapshot, Role.HOME)
    near = dict.fromkeys(link.url for home in homes for link in graph.links_on(snapshot, home.url) if _is_led(link))
    found = {page.url: page for url in near if (page := graph.at(snapshot, url)) is not None and not page.roles}
    living = (page for page in found.values() if judge(snapshot, page.url).state is LinkState.ALIVE)
    ways = (way for page in living for way in on_page(snapshot, page) if not way.press and not way.platform)
    applicants = facts("analysis/contact_routes/facts.toml")["applicants"]
    return next((way for way in ways if way.value.partition("@")[0].lower() not in applicants), None)


def _is_led(link: Link) -> bool:
    return link.kind is LinkKind.ANCHOR and link.place in _MENUS


def led_away(snapshot: Snapshot, *roles: Role) -> str:
    """Return the first address on another site that the site's own links call a page of any of `roles`; or nothing.

    A profile on a platform is no such page, and what is gone leads nobody anywhere.
    """
    for url in papers.called(snapshot, *roles):
        other = not urls.same_site(url, snapshot.target.site) and (not is_venue(url) or _is_no_profile(url))
        if other and judge(snapshot, url).state is not LinkState.DEAD:
            return url
    return ""


def moved_away(snapshot: Snapshot, page: Page) -> str:
    """Return where on another site an address of the site leads; empty where it stays."""
    url = graph.final_url(snapshot, page.url)
    own = urls.same_site(page.url, snapshot.target.site)
    return url if own and not urls.same_site(url, snapshot.target.site) else ""


def _is_no_profile(url: str) -> bool:
    """Return whether a service of many companies holds something else than a profile there: a form, a folder of files."""
    return (
        bool(widgets.form_vendor(url)) or urls.host(url) in facts("analysis/contact_routes/facts.toml")["shared_files"]
    )


def filed(snapshot: Snapshot, *roles: Role) -> str:
    """Return the first file that the site's own links call a page of any of `roles`, a PDF for instance; or nothing."""
    for url in papers.called(snapshot, *roles):
        fetch = snapshot.fetches.get(url)
        is_file = fetch is not None and fetch.content_type not in {"", *_NO_FILE}
        page = graph.at(snapshot, url)
        is_file = is_file and (page is None or not page.text_length)  # a plain text is read as a page is
        if is_file and judge(snapshot, url).state is LinkState.ALIVE and not papers.reads(snapshot, url):
            return url
    return ""


def left_out(snapshot: Snapshot, *roles: Role) -> str:
    """Return the first address that the site's own links call a page of any of `roles` and auditor.toml excludes; or nothing."""
    if not snapshot.excludes:
        return ""
    return next((url for url in papers.called(snapshot, *roles) if excluded(snapshot, url)), "")
