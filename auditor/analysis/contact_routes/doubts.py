"""Why a way to reach somebody may be there although none was seen, and what to do to find out. Pure.

Asked before a check says that customers or the press find nobody; None where nothing stands in the way of saying so.
"""

from __future__ import annotations

from auditor.analysis import pages
from auditor.analysis.contact_routes import offers, papers, unseen, widgets
from auditor.analysis.contact_routes.frames import with_frames
from auditor.analysis.contact_routes.reports import doubt as security_txt_doubt
from auditor.analysis.links.status import judge
from auditor.analysis.links.verdicts import OPEN_IT, Verdict, unknown
from auditor.model import Page, Role, Snapshot, message

CUSTOMERS = (Role.CONTACT, Role.SUPPORT, Role.COMPLAINTS)
"""Pages on which customers look for a way to reach somebody."""
_BESIDE_PRESS = tuple(role for role in Role if role is not Role.MEDIA)
"""Pages that name the press contact now and then; those for the press are asked first."""
_WRITE_OR_RING = message("Open it and look for a way to write or ring.")
_PRESS_CONTACT = message("Open it and look for a press contact.")


def customers(snapshot: Snapshot) -> Verdict | None:
    """Return why customers may find a route that we did not see."""
    for page in pages.unsettled(snapshot, *CUSTOMERS):
        verdict = judge(snapshot, page.url)
        why = message("It is not known whether {url} names a way to reach you.", url=page.url).then(verdict.reason)
        return unknown(why, verdict.hint)
    for page in with_frames(snapshot, pages.living(snapshot, *CUSTOMERS)):
        if url := offers.moved_away(snapshot, page):
            moved = message("Customers are sent to another site, of which only one page was read: {url}.", url=url)
            return unknown(moved, _WRITE_OR_RING)
        if found := _on_page(snapshot, page):
            return found
    return (
        _customers_sent(snapshot)
        or _at_home(snapshot, *CUSTOMERS, chat=True)
        or pages.doubt(snapshot)
        or pages.unread_doubt(snapshot, Role.ABOUT, Role.LEGAL)
    )


def _customers_sent(snapshot: Snapshot) -> Verdict | None:
    """Return where customers are sent that was not read."""
    if url := offers.led_away(snapshot, *CUSTOMERS):
        return unknown(
            message("Customers are sent to another site, which is not read: {url}.", url=url), _WRITE_OR_RING
        )
    if url := offers.left_out(snapshot, *CUSTOMERS):
        left_out = message("Customers are sent to a page that this audit leaves out: {url}.", url=url)
        return unknown(left_out, _WRITE_OR_RING)
    if url := offers.filed(snapshot, *CUSTOMERS):
        sent = message("Customers are sent to a file: {url}.", url=url)
        return unknown(sent.then(papers.why_unread(snapshot, url)), _WRITE_OR_RING)
    return None


def press(snapshot: Snapshot) -> Verdict | None:
    """Return why the press may find a contact that we did not see."""
    for page in pages.unsettled(snapshot, Role.MEDIA):
        verdict = judge(snapshot, page.url)
        why = message("It is not known whether {url} names a press contact.", url=page.url).then(verdict.reason)
        return unknown(why, verdict.hint)
    for page in with_frames(snapshot, pages.living(snapshot, Role.MEDIA)):
        if found := _on_press_page(snapshot, page):
            return found
    return (
        _press_sent(snapshot)
        or _at_home(snapshot, Role.MEDIA)
        or pages.doubt(snapshot)
        or pages.unread_doubt(snapshot, *_BESIDE_PRESS)
    )


def reports(snapshot: Snapshot) -> Verdict | None:
    """Return why whoever has something to report may find a way that we did not see."""
    if doubt := security_txt_doubt(snapshot) or pages.doubt(snapshot) or pages.unread_doubt(snapshot):
        return doubt
    if url := offers.left_out(snapshot, *CUSTOMERS):
        left_out = message("This audit leaves out a page that may say how to report: {url}.", url=url)
        return unknown(left_out, OPEN_IT)
    return None


def _on_press_page(snapshot: Snapshot, page: Page) -> Verdict | None:
    if url := offers.moved_away(snapshot, page):
        moved = message("The press is sent to another site, of which only one page was read: {url}.", url=url)
        return unknown(moved, _PRESS_CONTACT)
    if seen := unseen.on_page(snapshot, page):
        return unknown(message("No press contact was seen on {url}.", url=page.url).then(seen), _PRESS_CONTACT)
    if vendor := _chat_of_its_own(snapshot, page):
        chat = message(
            "{url} names no press contact, but has a chat window ({vendor}) that the home page does not have.",
            url=page.url,
            vendor=vendor,
        )
        return unknown(chat, _PRESS_CONTACT)
    return None


def _press_sent(snapshot: Snapshot) -> Verdict | None:
    """Return where the press is sent that was not read."""
    if url := offers.led_away(snapshot, Role.MEDIA):
        return unknown(message("The press is sent to another site, which is not read: {url}.", url=url), _PRESS_CONTACT)
    if url := offers.left_out(snapshot, Role.MEDIA):
        left_out = message("The press is sent to a page that this audit leaves out: {url}.", url=url)
        return unknown(left_out, _PRESS_CONTACT)
    if url := offers.filed(snapshot, Role.MEDIA):
        sent = message("The press is sent to a file: {url}.", url=url)
        return unknown(sent.then(papers.why_unread(snapshot, url)), _PRESS_CONTACT)
    return None


def _chat_of_its_own(snapshot: Snapshot, page: Page) -> str:
    """Return whose chat a press page loads that the home page does not; one on every page is the customers'."""
    vendor = widgets.chat(page) or widgets.perhaps(page, "chat")
    everywhere = {widgets.chat(home) or widgets.perhaps(home, "chat") for home in pages.living(snapshot, Role.HOME)}
    return "" if vendor in everywhere else vendor


def _on_page(snapshot: Snapshot, page: Page) -> Verdict | None:
    seen = unseen.on_page(snapshot, page, chat=True)
    no_route = message("No usable route was seen on {url}.", url=page.url)
    return unknown(no_route.then(seen), _WRITE_OR_RING) if seen else None


def _at_home(snapshot: Snapshot, *roles: Role, chat: bool = False) -> Verdict | None:
    """Return what on the home page may lead on where no page of the roles was found."""
    if pages.living(snapshot, *roles):
        return None
    if button := unseen.menu_button(snapshot, *roles):
        return button
    homes = pages.living(snapshot, Role.HOME) if chat else ()
    return next(filter(None, (_on_page(snapshot, page) for page in homes)), None)
