"""Ways to report abuse, phishing or a security problem. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from auditor import urls
from auditor.analysis.contact_routes import mail
from auditor.analysis.contact_routes.security_txt import PATHS, SecurityTxt, security_txt
from auditor.analysis.links.status import LinkState, judge
from auditor.analysis.links.verdicts import Verdict, unknown
from auditor.model import ContactDetail, ContactKind, LinkKind, Message, Page, Reach, Snapshot, message
from auditor.text.fold import fold, words
from auditor.text.parsed import text_of, tree_of
from auditor.text.reports import is_bounty, listed, says_how

__all__ = ["Found", "SecurityTxt", "doubt", "elsewhere", "found", "mailbox", "page", "security_txt"]

_MOST_PAGES = 300
"""Pages whose text is looked through where nothing else tells of a way."""
_HEADINGS = "h2, h3, h4, summary, dt, legend, strong"
_MOST_HEADINGS = 400
_AT = re.compile(r"[@\uff20]|&(?:#0*64|#x0*40|commat);", re.IGNORECASE)
_MOST_SIGNS, _MARKED_UP = 100, 600
"""Of a page, and characters in front of each in which its mailbox stands, tags in it included. Our defaults."""
_ADDRESS = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_SENTENCE = re.compile(r"(?<=[.!?\u3002\uff01\uff1f])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Found:
    """A way to report."""

    page: str
    """URL of the page it stands on."""
    words: str
    """What is said there."""
    said: Message
    """That it is there, as a sentence."""


def found(snapshot: Snapshot) -> Found | None:
    """Return a way to report, the surest first: a valid security.txt, a mailbox, a page, anything else; None for none."""
    file = security_txt(snapshot)
    if file is not None and not file.problem:
        said = message("The security.txt names {contact}.", contact=file.contact)
        return Found(file.url, file.contact, said)
    if published := mailbox(snapshot):
        said = message("{address} is published.", address=published.value)
        return Found(published.page, published.value, said)
    if made_for_it := page(snapshot):
        said = message("{page} says how to report problems.", page=made_for_it.url)
        return Found(made_for_it.url, made_for_it.title, said)
    return elsewhere(snapshot)


def mailbox(snapshot: Snapshot) -> ContactDetail | None:
    """Return the first published mailbox for reports that is not known to be undeliverable.

    One is for reports by its name, or because the sentence it stands in says so.
    """
    for detail in snapshot.contacts:
        is_one = detail.kind is ContactKind.EMAIL and (_is_for_reports(detail.value) or _introduced(detail))
        if is_one and mail.deliverability(snapshot, detail.value).state is not LinkState.DEAD:
            return detail
    return None


def _is_for_reports(address: str) -> bool:
    parts = words(fold(address.rpartition("@")[0]).replace("-", " ").replace(".", " ").replace("_", " "))
    return "".join(parts) in listed("mailboxes") or not listed("mailboxes").isdisjoint(parts)


def _introduced(detail: ContactDetail) -> bool:
    around = _SENTENCE.split(detail.context)
    shown = (detail.shown or detail.value, detail.value)
    return any(says_how(part) for part in around if any(one in part for one in shown))


def page(snapshot: Snapshot) -> Page | None:
    """Return the first page that says in its title or heading how to report, and loads."""
    for one in snapshot.pages:
        if any(map(says_how, (one.heading, one.title))) and judge(snapshot, one.url).state is LinkState.ALIVE:
            return one
    return None


def elsewhere(snapshot: Snapshot) -> Found | None:
    """Return a way that no page is made for: a link to a form or a bug bounty, a section of a page, a mailbox in its text."""
    for link in snapshot.links:
        says = link.kind is LinkKind.ANCHOR and (says_how(link.text) or is_bounty(link.url))
        if says and link.url != link.page and judge(snapshot, link.url).state is not LinkState.DEAD:
            return _told(link.page, link.text or link.url)
    for one in islice((one for one in snapshot.pages if one.text_length), _MOST_PAGES):
        if judge(snapshot, one.url).state is LinkState.ALIVE and (said := _told_on(snapshot, one)):
            return _told(one.url, said)
    return None


def _told(page: str, words: str) -> Found:
    return Found(page, words, message("{page} says how to report problems.", page=page))


def _told_on(snapshot: Snapshot, page: Page) -> str:
    html = page.read()
    headings = tree_of(html).css(_HEADINGS)[:_MOST_HEADINGS] if "<" in html else []
    if said := next((text for node in headings if says_how(text := node.text(separator=" ")[:300])), ""):
        return " ".join(said.split())
    if not _may_name_mailboxes(html):
        return ""
    found = _mailboxes_in(text_of(html))
    return next((one for one in found if mail.deliverability(snapshot, one).state is not LinkState.DEAD), "")


def _may_name_mailboxes(html: str) -> bool:
    """Return whether a mailbox for reports may be written on a page: much sooner known than what a visitor sees."""
    ends = [sign.start() for sign in islice(_AT.finditer(html), _MOST_SIGNS + 1)]
    before = [html] if len(ends) > _MOST_SIGNS else [html[max(0, end - _MARKED_UP) : end] for end in ends]
    return any(begins in text for text in map(str.lower, before) for begins in listed("mailboxes"))


def _mailboxes_in(text: str) -> Iterator[str]:
    begins = tuple(listed("mailboxes"))
    found = (match[0] for match in _ADDRESS.finditer(text))
    return (one for one in found if one.lower().startswith(begins) and _is_for_reports(one))


def doubt(snapshot: Snapshot) -> Verdict | None:
    """Return why a security.txt may be there although none was read; None where that is settled."""
    origin = urls.origin(snapshot.target.site)
    for path in PATHS:
        fetch = snapshot.fetches.get(origin + path)
        if fetch is None:
            unasked = message("Nobody looked whether there is a security.txt.")
            return unknown(unasked, message("Open {url} in a browser.", url=origin + PATHS[0]))
        if fetch.reach is not Reach.RESPONDED or fetch.status in {401, 403, 429} or (fetch.status or 0) >= 500:
            untold = message("It could not be verified whether there is a security.txt.")
            return unknown(untold, message("Open {url} in a browser.", url=fetch.url))
    return None
