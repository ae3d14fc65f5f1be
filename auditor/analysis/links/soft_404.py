"""Answers that look well and are no page: not-found pages, parked domains and empty pages under status 200.

Part of link truth; pure. None says nothing against the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from auditor import urls
from auditor.analysis.links.contents import Content, content_of
from auditor.analysis.links.likeness import catches_all, like_control, sent_to_a_gate
from auditor.analysis.links.verdicts import OPEN_IT, USE_A_BROWSER, Verdict, dead, unknown
from auditor.model import CONTACT_ROLES, Fetch, Message, Page, Role, Snapshot, message
from auditor.resources import facts
from auditor.text import drawn
from auditor.text.lost import lost_mark
from auditor.text.maintenance import maintenance_mark
from auditor.text.parked import parked_mark
from auditor.text.parsed import tree_of
from auditor.text.stand_ins import lists_documents, stand_in
from auditor.text.visible import visible_text

_LONG_TEXT = 3_000
"""Characters beyond which no page is parked or stands in for another. Our default."""
_LONGEST_SHELL = 500_000
"""Characters of another site's page beyond which nobody looks whether scripts draw it. Our default."""
_TOO_LONG = 40_000
"""Characters beyond which no page says "not found": there are menus, but there are limits. Our default."""
_FRONT_DOORS = re.compile(r"/(?:home|start|startseite|index|default|accueil|inicio)?(?:\.\w+)?/?", re.IGNORECASE)
_LOCALE = re.compile(r"/([a-z]{2})(?:[-_][a-z]{2})?/?", re.IGNORECASE)
_TO_SEE = (
    "img, picture, image, form, input, button, select, textarea, iframe, frame, video, audio, object, embed, applet, svg, canvas, "
    "a[href], hr, table[bgcolor], body[background], meter, progress, marquee, math, [style*='background' i], meta[http-equiv='refresh' i]"
)
_BACKGROUND = re.compile(r"background(?:-image)?\s{0,9}:[^;}]{0,999}url\(|content\s*:\s*['\"][^'\"]", re.IGNORECASE)
_DRAWS_NOTHING = re.compile(
    r"googletagmanager|google-analytics|gtag\(|matomo|_paq|piwik|plausible|fbq\(|connect\.facebook|hotjar|clarity\.ms|wp-emoji|cloudflareinsights"
    r"|dataLayer|wpemojiSettings|speculationrules|modernizr|html5shiv",
    re.IGNORECASE,
)
"""Scripts that count visitors or mend old browsers: a page of nothing else stays empty."""

_DRAWN = message("The page shows nothing until its scripts have run.")
_WHEN_IT_IS_BACK = message("Run the audit again when the site is back.")
_STAND_INS: Mapping[str, Message] = {
    "suspended": message("The page is that of a suspended account (“{words}”)."),
    "no-site": message("The page is a builder's or host's page for a site that is not there (“{words}”)."),
    "default-page": message("The page is a server's default page (“{words}”)."),
    "database-error": message("The page shows a database error (“{words}”)."),
    "program-error": message("The page shows a program's error (“{words}”)."),
    "file-list": message("The page is a list of a folder's files (“{words}”)."),
}
"""By `kind` in `text/stand_ins.toml`; `words` are filled in."""


def sent_home(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Tell a deep address that ends at the front door: what was there is gone."""
    if not fetch.redirects or _is_front_door(fetch.url) or not _is_front_door(fetch.final_url):
        return None
    if "#" in fetch.redirects[-1].url:  # a one-page site sends /contact to /#contact
        return None
    if _has_a_host_of_its_own(fetch, snapshot):
        return None
    if own and urls.same_site(fetch.url, fetch.final_url):
        return dead(message("The address redirects to the home page, so what was there is gone (soft 404)."))
    control = snapshot.controls.get(urls.origin(fetch.url))
    if control is not None and control.fetch.final_url == fetch.final_url:
        return dead(
            message("The address redirects to the home page, as every unknown address on that site does (soft 404).")
        )
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
        return _needs_script(page)
    is_front = urls.path(fetch.url) == "/" and not fetch.redirects
    return (
        _stands_in(fetch, page, snapshot, own=own)
        # a home page is like no other and cannot be missing
        or (None if is_front else _lost(fetch, page, snapshot, own=own))
        or ((_front_again(page, snapshot) or _nothing_there(fetch, page, snapshot)) if own else None)
    )


def _front_again(page: Page | None, snapshot: Snapshot) -> Verdict | None:
    """Tell a contact or press page, named by a query, that is the front page byte by byte and offers nobody to turn to."""
    home = snapshot.fetches.get(snapshot.target.site)
    if page is None or home is None or not page.has(*CONTACT_ROLES) or "?" not in page.url:
        return None
    same = bool(home.body_sha256) and home.body_sha256 == page.fetch.body_sha256 and home.url != page.url
    offers = (
        {*(detail.page for detail in snapshot.contacts), *(form.page for form in snapshot.forms)} if same else set()
    )
    if not same or page.url in offers:
        return None
    if not page.rendered and any(drawn.draws(tree_of(page.read()))):  # which may read the query
        front = message("The server answers 200 with the front page, whose scripts may show what was asked for.")
        return unknown(front, USE_A_BROWSER)
    return dead(message("The server answers 200 with the front page, on which there is nobody to turn to (soft 404)."))


def _needs_script(page: Page) -> Verdict:
    """Judge a page of which nobody has seen anything."""
    if page.not_rendered:
        why = message("A browser that ran them could not show the page either.").then(page.not_rendered)
        return unknown(_DRAWN.then(why), OPEN_IT)
    return unknown(_DRAWN, USE_A_BROWSER)


def _glance(snapshot: Snapshot, fetch: Fetch, page: Page | None) -> Content:
    """Return what an answer says, without the text where there is much of it: that is looked at in short pages only."""
    if page is not None and page.text_length > _LONG_TEXT:
        return Content(page.title, page.heading, "")
    return content_of(snapshot, fetch)


def _stands_in(fetch: Fetch, page: Page | None, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Tell what a dealer, a hoster, a server or a broken program shows in the place of a site."""
    content = _glance(snapshot, fetch, page)
    if parked := parked_mark(content.title, content.text):
        return dead(message("The page is parked or for sale (“{words}”).", words=parked))
    # A default page may be no more than a picture, and an error a frame: they have a title all the same.
    if content.text and (worked_on := maintenance_mark(content.title, content.heading, content.text)):
        return unknown(message("The page is under maintenance (“{words}”).", words=worked_on), _WHEN_IT_IS_BACK)
    other = stand_in(content.title, content.heading, content.text, snapshot.read(fetch))
    if other is None or _is_press_archive(other.kind, page):
        return None
    reason = replace(_STAND_INS[other.kind], values=(("words", other.words),))
    return dead(reason) if own or other.sure else unknown(reason, OPEN_IT)


def _is_press_archive(kind: str, page: Page | None) -> bool:
    """Return whether a bare list of files is a page for the press all the same: what journalists came for lies in it."""
    return kind == "file-list" and page is not None and page.has(Role.MEDIA) and lists_documents(page.read())


def _lost(fetch: Fetch, page: Page | None, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Tell a not-found page: by what the host answers for impossible addresses, or by its words."""
    control = snapshot.controls.get(urls.origin(fetch.final_url))
    if control is not None and like_control(fetch, control, snapshot):
        if sent_to_a_gate(fetch, control, snapshot):
            return unknown(
                message("The address redirects to {url}, as every address there does.", url=fetch.final_url), OPEN_IT
            )
        if catches_all(control, snapshot):
            return unknown(message("The site answers every address with the same page."), OPEN_IT)
        if not own and _is_shell(snapshot.read(fetch)):
            return unknown(_DRAWN, USE_A_BROWSER)
        return dead(
            message("The server answers 200 with the page the site shows for addresses that do not exist (soft 404).")
        )
    if page is not None and page.text_length > _TOO_LONG:
        return None
    mark = lost_mark(snapshot.read(fetch))
    if mark and own:
        return dead(message("The server answers 200, but the page says “{words}” (soft 404).", words=mark))
    said = message("The server answers 200, but the page says “{words}”.", words=mark)
    return unknown(said, OPEN_IT) if mark else None


def _is_shell(html: str) -> bool:
    """Return whether a page is the frame that scripts fill, and is the same for every address because they read which it is."""
    if len(html) > _LONGEST_SHELL or lost_mark(html):
        return False
    tree = tree_of(html)
    return drawn.is_shell(tree) or drawn.is_drawn(tree, visible_text(tree))


def _nothing_there(fetch: Fetch, page: Page | None, snapshot: Snapshot) -> Verdict | None:
    """Tell a page on which there is nothing to see at all."""
    enough = snapshot.thresholds.empty_page_characters
    if page is None or page.text_length >= enough or len(content_of(snapshot, fetch).text) >= enough:
        return None
    return _empty(page.read(), fetch.status or 0, rendered=page.rendered)


@lru_cache(maxsize=256)
def _empty(html: str, status: int, *, rendered: bool) -> Verdict | None:
    tree = tree_of(html)
    if tree.css_first(_TO_SEE) is not None or _BACKGROUND.search(html):
        return None
    scripts = [script for script in tree.css("script") if "json" not in (script.attributes.get("type") or "")]
    if not rendered and any(not _DRAWS_NOTHING.search(script.html or "") for script in scripts):
        return unknown(_DRAWN, USE_A_BROWSER)
    return dead(message("The server answers {status} with an empty page.", status=status))
