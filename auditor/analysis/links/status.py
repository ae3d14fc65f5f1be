"""Link truth: what an answer means. Pure; the rules of "Link truth" in docs/link-truth.md.

A link is dead only when a visitor would find it dead. Whatever may be a wall, a limit or our own network is unknown, with
the reason and a way to find out.
"""

from __future__ import annotations

from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from auditor import urls
from auditor.analysis.links.contents import HTML, Content, content_of, page_of
from auditor.analysis.links.soft_404 import sent_home, soft_404
from auditor.analysis.links.verdicts import OPEN_IT, USE_A_BROWSER, LinkState, Verdict, alive, dead, unknown
from auditor.model import NO_SUCH_HOST, UNREAD_ENCODING, Exclude, Existence, Fetch, Reach, Snapshot
from auditor.platforms.parse import platform_of, profile_of
from auditor.platforms.venues import is_venue, liars
from auditor.text import patterns, placeholder_urls
from auditor.text.apps import opens

__all__ = ["USE_A_BROWSER", "Content", "LinkState", "Verdict", "anchors", "content_of", "excluded", "is_venue", "judge"]

_GONE = frozenset({404, 410})
_STAYS_PUT = frozenset({204, 205})


@lru_cache(maxsize=200_000)
def judge(snapshot: Snapshot, url: str) -> Verdict:
    """Return what became of `url` on this visit."""
    if lost := placeholder_urls.host_reason(url, snapshot.target.site):
        return dead(lost)
    fetch = snapshot.fetches.get(url)
    if fetch is None:
        if exclude := excluded(snapshot, url):
            return unknown(f"is left out by auditor.toml ({exclude.reason.rstrip('.')})", OPEN_IT)
        return unknown("was not visited", "Raise the limits in auditor.toml, or open it in a browser.")
    own = urls.same_site(url, snapshot.target.site)
    if fetch.reach not in {Reach.RESPONDED, Reach.TOO_LARGE}:
        return _unreached(fetch, snapshot, own=own)
    status = fetch.status or 0
    if status in _STAYS_PUT:
        return unknown(f"answers {status}, with which a browser stays where it is", OPEN_IT)
    if 200 <= status < 300:
        found = _distrust(url, "present") or _answered(fetch, snapshot, own=own)
        return found if own or found.state is not LinkState.DEAD else _by_platform(fetch, snapshot, found)
    return _refused(fetch, status, snapshot, own=own)


def excluded(snapshot: Snapshot, url: str) -> Exclude | None:
    """Return what kept `url` out of the visit; None where it was visited, or missed for another reason."""
    if url in snapshot.fetches:
        return None
    return next((exclude for exclude in snapshot.excludes if patterns.matches(exclude.pattern, url)), None)


def _unreached(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict:
    if fetch.reach is Reach.DNS_FAILED:
        if "dns" in snapshot.missing:
            return unknown(f"could not be looked up ({snapshot.missing['dns']})", "Try again from another network.")
        if fetch.detail == NO_SUCH_HOST:
            return dead(f"{NO_SUCH_HOST} ({urls.host(fetch.final_url)})")
        return unknown("its host name could not be looked up", "Try again later.")
    reason = _REACH_WORDS[fetch.reach]
    if fetch.reach is Reach.DISALLOWED and fetch.detail:
        return unknown(f"its robots.txt {fetch.detail}, which robots have to take for keep out (RFC 9309)", OPEN_IT)
    if fetch.detail:
        reason += f" ({fetch.detail})"
    unread = fetch.reach is Reach.GARBLED and fetch.detail.startswith(UNREAD_ENCODING)
    if own and not unread and fetch.reach in _FATAL_ON_OWN_SITE and fetch.tries >= 3:
        return dead(f"{reason}, {fetch.tries} tries")
    if own and fetch.reach is Reach.REDIRECT_LOOP:
        return dead(reason)
    return unknown(reason, OPEN_IT)


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


def _refused(fetch: Fetch, status: int, snapshot: Snapshot, *, own: bool) -> Verdict:
    page = page_of(snapshot, fetch.url)
    if status in _GONE and page is not None and page.rendered:
        shown = soft_404(fetch, page, snapshot, own=own) or alive(f"answers {status}, but shows the page in a browser")
        return dead(f"answers {status}, and says so in a browser") if shown.state is LinkState.DEAD else shown
    if status in _GONE:
        doubt = (
            _distrust(fetch.final_url, "absent")
            or _front_gone_too(fetch, snapshot, own=own)
            or _opened(fetch, snapshot)
        )
        return doubt or dead(f"answers {status}{_after_redirect(fetch)}")
    if own and 500 <= status < 600 and fetch.tries >= 3:
        return dead(f"answers {status} (server error), {fetch.tries} tries")
    return unknown(f"answers {status} to us{_after_redirect(fetch)}", OPEN_IT)


def _front_gone_too(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Return UNKNOWN for a host of somebody else's that does not show us its front page either."""
    front = snapshot.fetches.get(urls.origin(fetch.final_url) + "/")
    if own or front is None or (front.reach is Reach.RESPONDED and (front.status or 0) < 400):
        return None
    told = (
        f"answers {front.status}" if front.reach is Reach.RESPONDED else _REACH_WORDS.get(front.reach, "cannot be read")
    )
    return unknown(f"answers {fetch.status} to us, but its front page {told} too, so that this proves nothing", OPEN_IT)


def _opened(fetch: Fetch, snapshot: Snapshot) -> Verdict | None:
    """Return UNKNOWN where the page that comes with the 404 is an application, or a script, that opens what was asked for."""
    html = snapshot.read(fetch) if fetch.content_type in HTML else ""
    home = snapshot.fetches.get(urls.origin(fetch.final_url) + "/")
    is_home = home is not None and bool(fetch.body_sha256) and home.body_sha256 == fetch.body_sha256
    why = opens(html, fetch.final_url, is_home=is_home) if html else ""
    return unknown(f"answers {fetch.status}, but {why}", USE_A_BROWSER) if why else None


def _after_redirect(fetch: Fetch) -> str:
    return f" after a redirect to {fetch.final_url}" if fetch.redirects else ""


def _distrust(url: str, claim: str) -> Verdict | None:
    """Return UNKNOWN for hosts known to claim `present` or `absent` of anything."""
    host = liars().get(urls.site_of(url))
    if host is None or claim not in host[0]:
        return None
    return unknown(f"{urls.host(url)} answers strangers the same whether or not the page exists", host[1])


def _by_platform(fetch: Fetch, snapshot: Snapshot, found: Verdict) -> Verdict:
    """Return what a platform itself says of its page where the page looks dead: messengers show everybody the same one."""
    platform = platform_of(fetch.url)
    if platform is None or platform.closed_on:
        return found
    profile = profile_of(fetch.url)
    asked = next((one.existence for one in snapshot.profiles if profile and one.url == profile.url), Existence.UNKNOWN)
    if asked is Existence.LIVE:
        return alive(f"answers {fetch.status}, and {platform.name} says that it exists")
    if asked is not Existence.UNKNOWN:
        return found
    why = platform.existence.why or f"{platform.name} did not say whether it exists"
    return unknown(f"answers {fetch.status}, which proves nothing ({why})", platform.hint(fetch.url))


def _answered(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict:
    """Judge a 2xx answer by what is in it."""
    if fetch.content_type not in HTML or fetch.reach is Reach.TOO_LARGE:
        return alive(f"answers {fetch.status}")
    if home := sent_home(fetch, snapshot, own=own):
        return home
    page = page_of(snapshot, fetch.url) or page_of(snapshot, fetch.final_url)
    return soft_404(fetch, page, snapshot, own=own) or (alive(f"answers {fetch.status}"))


@lru_cache(maxsize=4_096)
def anchors(snapshot: Snapshot, url: str) -> frozenset[str] | None:
    """Return the ids and names that a `#fragment` of `url` can point to; None where its HTML was not read."""
    fetch = snapshot.fetches.get(url)
    html = snapshot.read(fetch) if fetch is not None and fetch.content_type in HTML else ""
    if not html:
        return None
    tree = LexborHTMLParser(html)
    ids = {node.attributes.get("id") for node in tree.css("[id]")}
    names = {node.attributes.get("name") for node in tree.css("a[name]")}
    return frozenset(name for name in ids | names if name)
