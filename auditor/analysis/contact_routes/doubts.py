"""Why a way to reach somebody may be there although none was seen, as sentences the last of which says what to do. Pure.

Asked before a check says that customers or the press find nobody; empty where nothing stands in the way of saying so.
"""

from __future__ import annotations

from auditor.analysis import pages
from auditor.analysis.contact_routes import offers, papers, unseen, widgets
from auditor.analysis.links.status import judge
from auditor.model import Page, Role, Snapshot

CUSTOMERS = (Role.CONTACT, Role.SUPPORT, Role.COMPLAINTS)
"""Pages on which customers look for a way to reach somebody."""


def customers(snapshot: Snapshot) -> str:
    """Return why customers may find a route that we did not see."""
    look = "Open it and look for a way to write or ring."
    for page in pages.unsettled(snapshot, *CUSTOMERS):
        return f"Whether {page.url} names a way to reach you is not known: {_unsettled(snapshot, page)}"
    for page in pages.living(snapshot, *CUSTOMERS):
        if url := offers.moved_away(snapshot, page):
            return f"Customers are sent to another site, of which only one page was read: {url}. {look}"
        if clause := unseen.on_page(snapshot, page, chat=True):
            return f"No usable route was seen, but {page.url} {clause}. {look}"
    if url := offers.led_away(snapshot, *CUSTOMERS):
        return f"Customers are sent to another site, which is not read: {url}. {look}"
    if url := offers.left_out(snapshot, *CUSTOMERS):
        return f"Customers are sent to a page that auditor.toml leaves out: {url}. {look}"
    if url := offers.filed(snapshot, *CUSTOMERS):
        return f"Customers are sent to a file, {papers.why_unread(snapshot, url)}: {url}. {look}"
    return _at_home(snapshot, *CUSTOMERS, chat=True) or pages.doubt(snapshot)


def press(snapshot: Snapshot) -> str:
    """Return why the press may find a contact that we did not see."""
    look = "Open it and look for a press contact."
    for page in pages.unsettled(snapshot, Role.MEDIA):
        return f"Whether {page.url} names a press contact is not known: {_unsettled(snapshot, page)}"
    for page in pages.living(snapshot, Role.MEDIA):
        if url := offers.moved_away(snapshot, page):
            return f"The press is sent to another site, of which only one page was read: {url}. {look}"
        if clause := unseen.on_page(snapshot, page):
            return f"No press contact was seen, but {page.url} {clause}. {look}"
        if vendor := _chat_of_its_own(snapshot, page):
            return f"{page.url} names no press contact, but has a chat window ({vendor}) that the home page has not. {look}"
    if url := offers.led_away(snapshot, Role.MEDIA):
        return f"The press is sent to another site, which is not read: {url}. {look}"
    if url := offers.left_out(snapshot, Role.MEDIA):
        return f"The press is sent to a page that auditor.toml leaves out: {url}. {look}"
    if url := offers.filed(snapshot, Role.MEDIA):
        return f"The press is sent to a file, {papers.why_unread(snapshot, url)}: {url}. {look}"
    return _at_home(snapshot, Role.MEDIA) or pages.doubt(snapshot)


def _chat_of_its_own(snapshot: Snapshot, page: Page) -> str:
    """Return whose chat a press page loads that the home page does not; one on every page is the customers'."""
    vendor = widgets.chat(page) or widgets.perhaps(page, "chat")
    everywhere = {widgets.chat(home) or widgets.perhaps(home, "chat") for home in pages.living(snapshot, Role.HOME)}
    return "" if vendor in everywhere else vendor


def _unsettled(snapshot: Snapshot, page: Page) -> str:
    verdict = judge(snapshot, page.url)
    return f"it {verdict.reason}. {verdict.hint}"


def _at_home(snapshot: Snapshot, *roles: Role, chat: bool = False) -> str:
    """Return what on the home page may lead on where no page of the roles was found."""
    if pages.living(snapshot, *roles):
        return ""
    if button := unseen.menu_button(snapshot, *roles):
        return button
    for page in pages.living(snapshot, Role.HOME) if chat else ():
        if clause := unseen.on_page(snapshot, page, chat=True):
            return f"No usable route was seen, but {page.url} {clause}. Open it and look for a way to write or ring."
    return ""
