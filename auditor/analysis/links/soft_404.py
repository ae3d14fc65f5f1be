"""Answers that look well and are no page: not-found pages, parked domains and empty pages under status 200.

Part of link truth; pure. None says nothing against the page.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from auditor import urls
from auditor.analysis.links.contents import Content, content_of
from auditor.analysis.links.likeness import catches_all, like_control, sent_to_a_gate
from auditor.analysis.links.verdicts import OPEN_IT, USE_A_BROWSER, Verdict, dead, unknown
from auditor.model import Fetch, Page, Snapshot
from auditor.resources import facts
from auditor.text.lost import lost_mark
from auditor.text.maintenance import maintenance_mark
from auditor.text.parked import parked_mark
from auditor.text.stand_ins import stand_in

_LONG_TEXT = 3_000
"""Characters beyond which no page is parked or stands in for another. House rule."""
_TOO_LONG = 40_000
"""Characters beyond which no page says "not found": there are menus, but there are limits. House rule."""
_FRONT_DOORS = re.compile(r"/(?:home|start|startseite|index|default|accueil|inicio)?(?:\.\w+)?/?", re.IGNORECASE)
_LOCALE = re.compile(r"/([a-z]{2})(?:[-_][a-z]{2})?/?", re.IGNORECASE)
_TO_SEE = (
    "img, picture, image, form, input, button, select, textarea, iframe, frame, video, audio, object, embed, applet, svg, canvas, "
    "a[href], hr, table[bgcolor], body[background], meter, progress, marquee, math, [style*='background' i], meta[http-equiv='refresh' i]"
)
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;}]*url\(|content\s*:\s*['\"][^'\"]", re.IGNORECASE)
_DRAWS_NOTHING = re.compile(
    r"googletagmanager|google-analytics|gtag\(|matomo|_paq|piwik|plausible|fbq\(|connect\.facebook|hotjar|clarity\.ms|wp-emoji|cloudflareinsights"
    r"|dataLayer|wpemojiSettings|speculationrules|modernizr|html5shiv",
    re.IGNORECASE,
)
"""Scripts that count visitors or mend old browsers: a page of nothing else stays empty."""


def sent_home(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Tell a deep address that ends at the front door: what was there is gone."""
    if not fetch.redirects or _is_front_door(fetch.url) or not _is_front_door(fetch.final_url):
        return None
    if "#" in fetch.redirects[-1].url:  # a one-page site sends /contact to /#contact
        return None
    if _has_a_host_of_its_own(fetch, snapshot):
        return None
    if own and urls.same_site(fetch.url, fetch.final_url):
        return dead("redirects to the home page, so what was there is gone (soft 404)")
    control = snapshot.controls.get(urls.origin(fetch.url))
    if control is not None and control.fetch.final_url == fetch.final_url:
        return dead("redirects to the home page, as that site does with every address it does not know (soft 404)")
    return None


def _has_a_host_of_its_own(fetch: Fetch, snapshot: Snapshot) -> bool:
    """Return whether the address leads to the front door of another host, as /press does to press.company.example."""
    asked, landed, home = (
        urls.host(url).removeprefix("www.") for url in (fetch.url, fetch.final_url, snapshot.target.site)
    )
    return landed not in {asked, home}


def _is_front_door(url: str) -> bool:
    """Return whether a URL is a home page, or the home page in one language."""
    path = urls.path(url)
    locale = _LOCALE.fullmatch(path)
    is_locale = (
        locale is not None and locale[1].lower() in facts("collect/extract/words.toml")["addresses"]["languages"]
    )
    return "?" not in url and (is_locale or _FRONT_DOORS.fullmatch(path) is not None)


def soft_404(fetch: Fetch, page: Page | None, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Judge what an answer of status 200 says; None where it may be the page that was asked for."""
    if page is not None and page.needs_script:
        return unknown(*_needs_script(page))
    is_front = urls.path(fetch.url) == "/" and not fetch.redirects
    return (
        _stands_in(fetch, page, snapshot, own=own)
        # a home page is like no other and cannot be missing
        or (None if is_front else _lost(fetch, page, snapshot, own=own))
        or (_nothing_there(fetch, page, snapshot) if own else None)
    )


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


def _stands_in(fetch: Fetch, page: Page | None, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Tell what a dealer, a hoster, a server or a broken program shows in the place of a site."""
    content = _glance(snapshot, fetch, page)
    if parked := parked_mark(content.title, content.text):
        return dead(f"is a parked or for-sale page (“{parked}”)")
    if not content.text:
        return None
    if worked_on := maintenance_mark(content.title, content.heading, content.text):
        return unknown(f"is under maintenance (“{worked_on}”)", "Run the audit again when the site is back.")
    other = stand_in(content.title, content.heading, content.text, snapshot.read(fetch))
    if other is None:
        return None
    reason = f"{other.kind} (“{other.words}”)"
    return dead(reason) if own or other.sure else unknown(reason, OPEN_IT)


def _lost(fetch: Fetch, page: Page | None, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Tell a not-found page: by what the host answers for impossible addresses, or by its words."""
    control = snapshot.controls.get(urls.origin(fetch.final_url))
    if control is not None and like_control(fetch, control, snapshot):
        if sent_to_a_gate(fetch, control, snapshot):
            return unknown(f"redirects to {fetch.final_url}, as every address there does", OPEN_IT)
        if catches_all(control, snapshot):
            return unknown("the site answers every address with the same page", OPEN_IT)
        return dead("answers 200 with the page the site shows for addresses that do not exist (soft 404)")
    if page is not None and page.text_length > _TOO_LONG:
        return None
    mark = lost_mark(snapshot.read(fetch))
    if mark and own:
        return dead(f"answers 200 but says “{mark}” (soft 404)")
    return unknown(f"answers 200 but says “{mark}”", OPEN_IT) if mark else None


def _nothing_there(fetch: Fetch, page: Page | None, snapshot: Snapshot) -> Verdict | None:
    """Tell a page on which there is nothing to see at all."""
    enough = snapshot.thresholds.empty_page_characters
    if page is None or page.text_length >= enough or len(content_of(snapshot, fetch).text) >= enough:
        return None
    return _empty(page.read(), fetch.status or 0, rendered=page.rendered)


@lru_cache(maxsize=256)
def _empty(html: str, status: int, *, rendered: bool) -> Verdict | None:
    tree = LexborHTMLParser(html)
    if tree.css_first(_TO_SEE) is not None or _BACKGROUND.search(html):
        return None
    scripts = [script for script in tree.css("script") if "json" not in (script.attributes.get("type") or "")]
    if not rendered and any(not _DRAWS_NOTHING.search(script.html or "") for script in scripts):
        return unknown("shows nothing until its scripts have run", USE_A_BROWSER)
    return dead(f"answers {status} with an empty page")
