"""Answers that look well and are no page: not-found pages, parked domains and empty pages under status 200.

Part of link truth; pure. None says nothing against the page.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from auditor import urls
from auditor.contents import Content, content_of
from auditor.model import Fetch, Page, Reach, Snapshot
from auditor.resources import facts
from auditor.text.maintenance import maintenance_mark
from auditor.text.marks import not_found_mark, parked_mark
from auditor.text.similarity import overlap
from auditor.verdicts import OPEN_IT, USE_A_BROWSER, Verdict, dead, unknown

_LONG_TEXT = 3_000
"""Characters beyond which no page is parked, and none says "not found" but in its title. House rule."""
_FRONT_DOORS = re.compile(r"/(?:home|start|startseite|index|default|accueil|inicio)?(?:\.\w+)?/?", re.IGNORECASE)
_LOCALE = re.compile(r"/([a-z]{2})(?:[-_][a-z]{2})?/?", re.IGNORECASE)
_SAYS_SOMETHING = "img[src], form, iframe[src], frame[src], video, object, embed, svg, canvas, a[href^='mailto:' i], a[href^='tel:' i]"


def sent_home(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Tell a deep address that ends at the front door: what was there is gone."""
    if not fetch.redirects or _is_front_door(fetch.url) or not _is_front_door(fetch.final_url):
        return None
    if "#" in fetch.redirects[-1].url:  # a one-page site sends /contact to /#contact
        return None
    if own and urls.same_site(fetch.url, fetch.final_url):
        return dead("redirects to the home page, so what was there is gone (soft 404)")
    control = snapshot.controls.get(urls.origin(fetch.url))
    if control is not None and control.fetch.final_url == fetch.final_url:
        return dead("redirects to the home page, as that site does with every address it does not know (soft 404)")
    return None


def _is_front_door(url: str) -> bool:
    """Return whether a URL is a home page, or the home page in one language."""
    path = urls.path(url)
    locale = _LOCALE.fullmatch(path)
    is_locale = locale is not None and locale[1].lower() in facts("collect/words.toml")["addresses"]["languages"]
    return "?" not in url and (is_locale or _FRONT_DOORS.fullmatch(path) is not None)


def soft_404(fetch: Fetch, page: Page | None, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Judge what an answer of status 200 says; None where it may be the page that was asked for."""
    if page is not None and page.needs_script:
        return unknown(*_needs_script(page))
    content = _glance(snapshot, fetch, page)
    if parked := parked_mark(content.title, content.text):
        return dead(f"is a parked or for-sale page (“{parked}”)")
    if worked_on := maintenance_mark(content.title, content.heading, content.text):
        return unknown(f"is under maintenance (“{worked_on}”)", "Run the audit again when the site is back.")
    if urls.path(fetch.url) == "/" and not fetch.redirects:  # a home page is like no other and cannot be missing
        return _nothing_there(fetch, page, snapshot) if own else None
    mark = not_found_mark(content.title, content.heading, content.text)
    control = snapshot.controls.get(urls.origin(fetch.final_url))
    alike = control is not None and _like_control(fetch, control, snapshot)
    if alike and _catches_all(control, snapshot):
        return unknown("the site answers every address with the same page", OPEN_IT)
    if alike:
        return dead("answers 200 with the page the site shows for addresses that do not exist (soft 404)")
    if mark and own:
        return dead(f"answers 200 but says “{mark}” (soft 404)")
    if mark:
        return unknown(f"answers 200 but says “{mark}”", OPEN_IT)
    return _nothing_there(fetch, page, snapshot) if own else None


def _needs_script(page: Page) -> tuple[str, str]:
    """Return the reason and the hint for a page of which nobody has seen anything."""
    if page.not_rendered:
        return f"shows nothing until its scripts have run, and to our browser: {page.not_rendered}", OPEN_IT
    return "shows nothing until its scripts have run", USE_A_BROWSER


def _glance(snapshot: Snapshot, fetch: Fetch, page: Page | None) -> Content:
    """Return what an answer says, without the text where there is much of it: that is looked at in short pages only."""
    if page is not None and page.text_length > _LONG_TEXT:
        return Content(page.title, page.heading, "")
    return content_of(snapshot, fetch)


def _like_control(fetch: Fetch, control: Page, snapshot: Snapshot) -> bool:
    """Return whether the host shows this page for impossible addresses too."""
    answer = control.fetch
    if answer.reach is not Reach.RESPONDED:
        return False
    if answer.body_sha256 and answer.body_sha256 == fetch.body_sha256:
        return True
    if min(answer.size, fetch.size) < max(answer.size, fetch.size) / 2:  # too different to be compared word by word
        return False
    text, other = content_of(snapshot, fetch).text, content_of(snapshot, answer).text
    return bool(text and other) and overlap(text, other) >= snapshot.thresholds.soft_404_similarity


def _catches_all(control: Page | None, snapshot: Snapshot) -> bool:
    """Return whether the impossible address shows the home page's own content: then likeness proves nothing."""
    if control is None or not 200 <= (control.fetch.status or 0) < 300:
        return False
    home = snapshot.fetches.get(urls.origin(control.url) + "/")
    if home is None:
        return False
    mark = not_found_mark(control.title, control.heading, content_of(snapshot, control.fetch).text)
    same = content_of(snapshot, home).text, content_of(snapshot, control.fetch).text
    return not mark and overlap(*same) >= snapshot.thresholds.soft_404_similarity


def _nothing_there(fetch: Fetch, page: Page | None, snapshot: Snapshot) -> Verdict | None:
    enough = snapshot.thresholds.empty_page_characters
    if page is None or page.text_length >= enough or len(content_of(snapshot, fetch).text) >= enough:
        return None
    if LexborHTMLParser(page.read()).css_first(_SAYS_SOMETHING) is not None:
        return None
    return dead(f"answers {fetch.status} with an empty page")
