"""The ways to reach somebody that a page offers, whom they are meant for, and what may have gone unseen. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from auditor import urls
from auditor.model import CONTACT_ROLES, ContactDetail, ContactKind, ContactSource, Form, LinkKind, Page, Role, Snapshot
from auditor.resources import facts
from auditor.routes import forms, mail, phones
from auditor.routes.introductions import introductions
from auditor.text.fold import fold, words
from auditor.text.mailboxes import is_media_mailbox
from auditor.text.role_words import listed
from auditor.truth import Life, excluded, is_venue

_MOST = 100
"""Details of a page looked at; the first tell what it offers."""
_FEW_PAGES = 4
"""Below so many pages nothing can be said to stand on every page. House rule."""


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


@lru_cache(maxsize=4_096)
def on_page(snapshot: Snapshot, page: Page) -> tuple[Route, ...]:
    """Return the ways a visitor of `page` can reach somebody, as far as nothing speaks against their working."""
    found = []
    for detail in islice(_details(snapshot, page), _MOST):
        press = _press_only(snapshot, page, _same(detail)) or is_press(page, detail)
        found.append(Route(page.url, detail.value, _as_read(detail), press))
    for form in islice(_forms(snapshot, page), _MOST):
        press = _press_only(snapshot, page, _same_form(form)) or speaks_of_press(forms.words_of(page, form))
        found.append(Route(page.url, "", "a form", press))
    return tuple(found)


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
        verdict = mail.deliverability(snapshot, detail.value) if is_mail else phones.dialability(detail)
        if verdict.life is not Life.DEAD:
            yield detail


def _forms(snapshot: Snapshot, page: Page) -> Iterator[Form]:
    for form in snapshot.forms:
        if form.page == page.url and forms.is_contact_form(form):
            verdicts = forms.submission(snapshot, page, form), forms.destination(snapshot, page, form)
            if all(verdict.life is not Life.DEAD for verdict in verdicts):
                yield form


@lru_cache(maxsize=8)
def _by_page(snapshot: Snapshot) -> Mapping[str, list[ContactDetail]]:
    found: dict[str, list[ContactDetail]] = {}
    for detail in snapshot.contacts:
        found.setdefault(detail.page, []).append(detail)
    return found


@lru_cache(maxsize=8)
def _spread(snapshot: Snapshot) -> tuple[Counter[Hashable], float]:
    """Return on how many pages each detail and form stands, and the number past which it stands everywhere.

    Pages for the press are left out, so that their own contact may stand on each of them; pages without a role are,
    because they are not searched for details.
    """
    searched = {page.url for page in snapshot.pages if page.text_length and page.roles and not page.has(Role.MEDIA)}
    details = {(detail.page, _same(detail)) for detail in snapshot.contacts}
    sent = {(form.page, _same_form(form)) for form in snapshot.forms}
    most = len(searched) / 2 if len(searched) >= _FEW_PAGES else float("inf")
    return Counter(key for page, key in details | sent if page in searched), most


def _same(detail: ContactDetail) -> Hashable:
    return detail.kind, detail.value


def _same_form(form: Form) -> Hashable:
    action = "" if form.action == form.page else form.action
    return action, tuple(field.name for field in form.fields)


def is_press(page: Page, detail: ContactDetail) -> bool:
    """Return whether a detail is meant for the press, by its mailbox or by the words that introduce it."""
    if detail.kind is ContactKind.EMAIL and is_media_mailbox(detail.value):
        return True
    return page.has(*CONTACT_ROLES) and any(map(speaks_of_press, introductions(page, detail)))


@lru_cache(maxsize=4_096)
def speaks_of_press(text: str) -> bool:
    """Return whether a short text says that something is for the press."""
    means, other = _press_words()
    return means.search(other.sub(" ", fold(text))) is not None


@cache
def _press_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = facts("routes/facts.toml")
    # Japanese has no spaces between words, so that a boundary is only asked for beside Latin letters.
    means = "|".join(
        rf"(?<![^\W_]){re.escape(word[:-1])}"
        if word.endswith("*")
        else rf"(?<![^\W_]){re.escape(word)}(?![^\W_])"
        if word.isascii()
        else re.escape(word)
        for word in known["press"]
    )
    return re.compile(means), re.compile("|".join(map(re.escape, known["not_press"])))


def unseen(snapshot: Snapshot, page: Page, *, chat: bool = False) -> str:
    """Return what on `page` may be a route that we can't see, as a clause; empty where nothing is.

    Args:
        snapshot: The visit.
        page: A living page.
        chat: Whether a chat window would do.
    """
    if page.needs_script or not page.read():
        return "shows nothing until its scripts have run" if page.needs_script else "could not be read as text"
    if any(detail.source is ContactSource.STRUCTURED for detail in _by_page(snapshot).get(page.url, ())):
        return "names contact details for search engines that we did not see on the page"
    for link in snapshot.links:
        if link.page != page.url or urls.same_site(link.url, snapshot.target.site):
            continue
        if link.kind is LinkKind.FRAME and not _matches("frames_without_form", link.url):
            return f"shows a frame from {urls.host(link.url)} that may hold a form"
        if link.kind is LinkKind.SCRIPT and _matches("form_scripts", link.url):
            return f"loads a script from {urls.host(link.url)} that may draw a form"
        if chat and link.kind is LinkKind.SCRIPT and _matches("chat_scripts", link.url):
            return f"loads a script from {urls.host(link.url)} that may draw a chat window"
    return ""


def _matches(group: str, url: str) -> bool:
    return _hosts(group).search(urls.host(url) + urls.path(url)) is not None


@cache
def _hosts(group: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace(r"\*", "[^/]{0,60}") for name in facts("routes/facts.toml")[group])
    return re.compile(rf"(?:^|\.)(?:{names})(?![\w-])")


def led_away(snapshot: Snapshot, *roles: Role) -> str:
    """Return the first address on another site that the site's own links call a page of any of `roles`; or nothing.

    A profile on a platform is no such page.
    """
    named = _called(snapshot, roles)
    return next((url for url in named if not urls.same_site(url, snapshot.target.site) and not is_venue(url)), "")


def left_out(snapshot: Snapshot, *roles: Role) -> str:
    """Return the first address that the site's own links call a page of any of `roles` and auditor.toml excludes; or nothing."""
    if not snapshot.excludes:
        return ""
    return next((url for url in _called(snapshot, roles) if excluded(snapshot, url)), "")


def _called(snapshot: Snapshot, roles: Iterable[Role]) -> Iterator[str]:
    """Yield the addresses of links whose text is what pages of any of `roles` are called."""
    phrases = frozenset().union(*map(_phrases, roles))
    for link in snapshot.links:
        if link.kind is LinkKind.ANCHOR and link.text and " ".join(words(fold(link.text))) in phrases:
            yield link.url


@cache
def _phrases(role: Role) -> frozenset[str]:
    """Return what links to a page of the role are called, in every language known."""
    return frozenset(" ".join(words(fold(phrase))) for phrase in listed(role.value))
