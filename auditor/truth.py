"""Link truth: what an answer means. Pure; the rules of "Link truth" in docs/link-truth.md.

A link is dead only when a visitor would find it dead. Whatever may be a wall, a limit or our own network is unknown, with
the reason and a way to find out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from auditor import urls
from auditor.model import NO_SUCH_HOST, Exclude, Fetch, Page, Reach, Snapshot
from auditor.resources import facts
from auditor.text import patterns
from auditor.text.marks import not_found_mark, parked_mark
from auditor.text.similarity import overlap
from auditor.text.visible import visible_text

_GONE = frozenset({404, 410})
_LONG_TEXT = 3_000
"""Characters beyond which no page is parked, and none says "not found" but in its title. House rule."""
_OPEN_IT = "Open it in a browser to find out."
USE_A_BROWSER = (
    "Install Chromium and auditor[browser] and run the audit again with --browser, or open it in a browser to find out."
)
"""What to do about a page that needs its scripts."""
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_FRONT_DOORS = re.compile(r"/(?:home|start|startseite|index|default|accueil|inicio)?(?:\.\w+)?/?", re.IGNORECASE)
_LOCALE = re.compile(r"/([a-z]{2})(?:[-_][a-z]{2})?/?", re.IGNORECASE)
_SAYS_SOMETHING = (
    "img[src], form, iframe[src], video, object, embed, svg, canvas, a[href^='mailto:' i], a[href^='tel:' i]"
)


class Life(StrEnum):
    """What a visitor who follows a link would find."""

    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer means, and why."""

    life: Life
    reason: str
    """A clause such as `answers 404`, without a full stop."""
    hint: str = ""
    """How to find out, where it is unknown; a sentence."""


class Content(NamedTuple):
    """What an answer says, where it is a page."""

    title: str
    heading: str
    """Text of the first h1."""
    text: str
    """What a visitor reads, one block a line."""
    description: str = ""
    """For search engines, as many pages without much text have it."""


@lru_cache(maxsize=200_000)
def judge(snapshot: Snapshot, url: str) -> Verdict:
    """Return what became of `url` on this visit."""
    fetch = snapshot.fetches.get(url)
    if fetch is None:
        if exclude := excluded(snapshot, url):
            return _unknown(f"is left out by auditor.toml ({exclude.reason.rstrip('.')})", _OPEN_IT)
        return _unknown("was not visited", "Raise the limits in auditor.toml, or open it in a browser.")
    own = urls.same_site(url, snapshot.target.site)
    if fetch.reach not in {Reach.RESPONDED, Reach.TOO_LARGE}:
        return _unreached(fetch, snapshot, own=own)
    status = fetch.status or 0
    if 200 <= status < 300:
        return _distrust(url, "present") or _answered(fetch, snapshot, own=own)
    return _refused(fetch, status, own=own)


def excluded(snapshot: Snapshot, url: str) -> Exclude | None:
    """Return what kept `url` out of the visit; None where it was visited, or missed for another reason."""
    if url in snapshot.fetches:
        return None
    return next((exclude for exclude in snapshot.excludes if patterns.matches(exclude.pattern, url)), None)


def _unreached(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict:
    if fetch.reach is Reach.DNS_FAILED:
        if "names" in snapshot.missing:
            return _unknown(f"could not be looked up ({snapshot.missing['names']})", "Try again from another network.")
        if fetch.detail == NO_SUCH_HOST:
            return _dead(f"{NO_SUCH_HOST} ({urls.host(fetch.final_url)})")
        return _unknown("its host name could not be looked up", "Try again later.")
    reason = _REACH_WORDS[fetch.reach]
    if fetch.detail:
        reason += f" ({fetch.detail})"
    if own and fetch.reach in _FATAL_ON_OWN_SITE and fetch.tries >= 3:
        return _dead(f"{reason}, {fetch.tries} tries")
    if own and fetch.reach is Reach.REDIRECT_LOOP:
        return _dead(reason)
    return _unknown(reason, _OPEN_IT)


_FATAL_ON_OWN_SITE = frozenset({Reach.TIMED_OUT, Reach.CONNECT_FAILED, Reach.GARBLED})
_REACH_WORDS = {
    Reach.TIMED_OUT: "gave no answer in time",
    Reach.CONNECT_FAILED: "could not be connected to",
    Reach.TLS_FAILED: "has no valid secure connection",
    Reach.CHALLENGED: "showed a wall instead of the page",
    Reach.RATE_LIMITED: "asked us to slow down",
    Reach.DISALLOWED: "robots.txt asks not to read it",
    Reach.REFUSED_ADDRESS: "leads to a private address we do not visit",
    Reach.REDIRECT_LOOP: "redirects in a circle",
    Reach.GARBLED: "sent an answer that cannot be read",
}


def _refused(fetch: Fetch, status: int, *, own: bool) -> Verdict:
    if status in _GONE:
        return _distrust(fetch.final_url, "absent") or _dead(f"answers {status}{_after_redirect(fetch)}")
    if own and 500 <= status < 600 and fetch.tries >= 3:
        return _dead(f"answers {status} (server error), {fetch.tries} tries")
    return _unknown(f"answers {status} to us{_after_redirect(fetch)}", _OPEN_IT)


def _after_redirect(fetch: Fetch) -> str:
    return f" after a redirect to {fetch.final_url}" if fetch.redirects else ""


def _distrust(url: str, claim: str) -> Verdict | None:
    """Return UNKNOWN for hosts known to claim `present` or `absent` of anything."""
    host = _liars().get(urls.site_of(url))
    if host is None or claim not in host[0]:
        return None
    return _unknown(f"{urls.host(url)} answers strangers the same whether or not the page exists", host[1])


def is_venue(url: str) -> bool:
    """Return whether the URL's host is a service where many companies have a page: a network, a shop, a review site."""
    return urls.site_of(url) in _liars() or urls.site_of(url) in facts("truth.toml")["venues"]


@lru_cache(maxsize=1)
def _liars() -> dict[str, tuple[tuple[str, ...], str]]:
    return {host["domain"]: (tuple(host["lies"]), host["verify"]) for host in facts("truth.toml")["host"]}


def _answered(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict:
    """Judge a 2xx answer by what is in it."""
    if fetch.content_type not in _HTML or fetch.reach is Reach.TOO_LARGE:
        return _alive(f"answers {fetch.status}")
    if home := _sent_home(fetch, snapshot, own=own):
        return home
    page = _page(snapshot, fetch.url) or _page(snapshot, fetch.final_url)
    return _soft_404(fetch, page, snapshot, own=own) or (_alive(f"answers {fetch.status}"))


def _sent_home(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Tell a deep address that ends at the front door: what was there is gone."""
    if not fetch.redirects or _is_front_door(fetch.url) or not _is_front_door(fetch.final_url):
        return None
    if "#" in fetch.redirects[-1].url:  # a one-page site sends /contact to /#contact
        return None
    if own and urls.same_site(fetch.url, fetch.final_url):
        return _dead("redirects to the home page, so what was there is gone (soft 404)")
    control = snapshot.controls.get(urls.origin(fetch.url))
    if control is not None and control.fetch.final_url == fetch.final_url:
        return _dead("redirects to the home page, as that site does with every address it does not know (soft 404)")
    return None


def _is_front_door(url: str) -> bool:
    """Return whether a URL is a home page, or the home page in one language."""
    path = urls.path(url)
    locale = _LOCALE.fullmatch(path)
    is_locale = locale is not None and locale[1].lower() in facts("collect/words.toml")["addresses"]["languages"]
    return "?" not in url and (is_locale or _FRONT_DOORS.fullmatch(path) is not None)


def _soft_404(fetch: Fetch, page: Page | None, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    if page is not None and page.needs_script:
        return _unknown(*_needs_script(page))
    content = _glance(snapshot, fetch, page)
    if parked := parked_mark(content.title, content.text):
        return _dead(f"is a parked or for-sale page (“{parked}”)")
    if urls.path(fetch.url) == "/" and not fetch.redirects:  # a home page is like no other and cannot be missing
        return _nothing_there(fetch, page, snapshot) if own else None
    mark = not_found_mark(content.title, content.heading, content.text)
    control = snapshot.controls.get(urls.origin(fetch.final_url))
    alike = control is not None and _like_control(fetch, control, snapshot)
    if alike and _catches_all(control, snapshot):
        return _unknown("the site answers every address with the same page", _OPEN_IT)
    if alike:
        return _dead("answers 200 with the page the site shows for addresses that do not exist (soft 404)")
    if mark and own:
        return _dead(f"answers 200 but says “{mark}” (soft 404)")
    if mark:
        return _unknown(f"answers 200 but says “{mark}”", _OPEN_IT)
    return _nothing_there(fetch, page, snapshot) if own else None


def _needs_script(page: Page) -> tuple[str, str]:
    """Return the reason and the hint for a page of which nobody has seen anything."""
    if page.not_rendered:
        return f"shows nothing until its scripts have run, and to our browser: {page.not_rendered}", _OPEN_IT
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
    return _dead(f"answers {fetch.status} with an empty page")


@lru_cache(maxsize=8)
def _pages(snapshot: Snapshot) -> dict[str, Page]:
    return {page.url: page for page in snapshot.pages}


def _page(snapshot: Snapshot, url: str) -> Page | None:
    return _pages(snapshot).get(url)


@lru_cache(maxsize=4_096)
def content_of(snapshot: Snapshot, fetch: Fetch) -> Content:
    """Return what an answer says; empty where no page was kept of it."""
    html = snapshot.read(fetch)
    if not html:
        return Content("", "", "")
    tree = LexborHTMLParser(html)
    title, heading = tree.css_first("title"), tree.css_first("h1")
    described = tree.css_first("meta[name='description' i], meta[property='og:description' i]")
    return Content(
        " ".join(title.text().split()) if title else "",
        " ".join(heading.text().split()) if heading else "",
        visible_text(tree),
        " ".join((described.attributes.get("content") or "").split()) if described else "",
    )


@lru_cache(maxsize=4_096)
def anchors(snapshot: Snapshot, url: str) -> frozenset[str] | None:
    """Return the ids and names that a `#fragment` of `url` can point to; None where its HTML was not read."""
    fetch = snapshot.fetches.get(url)
    html = snapshot.read(fetch) if fetch is not None and fetch.content_type in _HTML else ""
    if not html:
        return None
    tree = LexborHTMLParser(html)
    ids = {node.attributes.get("id") for node in tree.css("[id]")}
    names = {node.attributes.get("name") for node in tree.css("a[name]")}
    return frozenset(name for name in ids | names if name)


def _alive(reason: str) -> Verdict:
    return Verdict(Life.ALIVE, reason)


def _dead(reason: str) -> Verdict:
    return Verdict(Life.DEAD, reason)


def _unknown(reason: str, hint: str = "") -> Verdict:
    return Verdict(Life.UNKNOWN, reason, hint)
