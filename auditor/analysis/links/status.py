"""Link truth: what an answer means. Pure; the rules of "Link truth" in docs/link-truth.md.

A link is dead only when a visitor would find it dead. Whatever may be a wall, a limit or our own network is unknown, with
the reason and a way to find out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from auditor import urls
from auditor.analysis.links import details
from auditor.analysis.links.contents import HTML, Content, content_of, page_of
from auditor.analysis.links.not_gone import not_gone, shown_anyway, stuck
from auditor.analysis.links.soft_404 import sent_home, soft_404
from auditor.analysis.links.verdicts import OPEN_IT, USE_A_BROWSER, LinkState, Verdict, alive, dead, unknown
from auditor.model import Cause, Exclude, Existence, Fetch, Message, Reach, Snapshot, message
from auditor.model.messages import NOTHING, quoted
from auditor.model.remembering import remembered
from auditor.platforms.parse import platform_of, profile_of
from auditor.platforms.venues import is_venue, liars
from auditor.resources import facts
from auditor.text import patterns, placeholder_urls
from auditor.text.apps import opens
from auditor.text.parsed import tree_of

__all__ = ["USE_A_BROWSER", "Content", "LinkState", "Verdict", "anchors", "content_of", "excluded", "is_venue", "judge"]

_GONE = frozenset({404, 410})
_STAYS_PUT = frozenset({204, 205})
_RAISE_LIMITS = message("Raise the limits of the audit, or open it in a browser.")
_OUTSIDE = message("Some names are in no DNS and open only in a browser made for them.")
_IN_ITS_BROWSER = message("Open it in such a browser; for .onion that is the Tor Browser.")
_ELSEWHERE = message("Run the audit again from another network.")
_SHOWN_ALL_THE_SAME = message("A browser that ran its scripts shows the page all the same.")


@remembered(200_000)
def judge(snapshot: Snapshot, url: str) -> Verdict:
    """Return what became of `url` on this visit."""
    if lost := placeholder_urls.host_reason(url, snapshot.target.site):
        return dead(lost)
    fetch = snapshot.fetches.get(url)
    if fetch is None:
        if exclude := excluded(snapshot, url):
            return unknown(message("This audit leaves it out: {reason}.", reason=exclude.reason.rstrip(".")), OPEN_IT)
        return unknown(message("It was not visited."), _RAISE_LIMITS)
    own = urls.same_site(url, snapshot.target.site)
    if fetch.reach not in {Reach.RESPONDED, Reach.TOO_LARGE}:
        return _unreached(fetch, snapshot, own=own)
    if fetch.cause is Cause.PROGRAM:
        opened = message("It opens a program with which visitors write or ring ({address}).", address=fetch.detail)
        return alive(opened)
    status = fetch.status or 0
    if status in _STAYS_PUT:
        return unknown(
            message("The server answers {status}, on which a browser stays where it is.", status=status), OPEN_IT
        )
    if 200 <= status < 300:
        found = (
            _distrust(url, "present") or (_sent_to_liar(fetch) if own else None) or _answered(fetch, snapshot, own=own)
        )
        return found if own or found.state is not LinkState.DEAD else _by_platform(fetch, snapshot, found)
    return _refused(fetch, status, snapshot, own=own)


def excluded(snapshot: Snapshot, url: str) -> Exclude | None:
    """Return what kept `url` out of the visit; None where it was visited, or missed for another reason."""
    if url in snapshot.fetches:
        return None
    return next((exclude for exclude in snapshot.excludes if patterns.matches(exclude.pattern, url)), None)


def _unreached(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict:
    if fetch.reach is Reach.DNS_FAILED:
        if ending := _outside(urls.host(fetch.final_url)):
            return unknown(_OUTSIDE.then(message("This one ends in .{ending}.", ending=ending)), _IN_ITS_BROWSER)
        if "dns" in snapshot.missing:
            return unknown(message("The host name could not be looked up.").then(snapshot.missing["dns"]), _ELSEWHERE)
        if fetch.cause is Cause.NO_SUCH_HOST:
            return dead(message("The host name {host} does not exist.", host=urls.host(fetch.final_url)))
        return unknown(message("The host name could not be looked up."), message("Run the audit again later."))
    reason = _why_unreached(fetch)
    unread = fetch.cause is Cause.UNREAD_ENCODING
    if own and not unread and fetch.reach in _FATAL_ON_OWN_SITE and fetch.tries >= 3:
        return dead(reason.then(_tries(fetch)))
    if own and fetch.reach is Reach.REDIRECT_LOOP:
        return dead(reason)
    return unknown(reason, OPEN_IT)


def _outside(host: str) -> str:
    """Return the ending of a host whose names are not in the DNS; empty for any other."""
    ending = host.rpartition(".")[2]
    return ending if ending in facts("analysis/links/domains.toml")["outside"] else ""


_FATAL_ON_OWN_SITE = frozenset({Reach.TIMED_OUT, Reach.CONNECT_FAILED, Reach.GARBLED})
_UNREACHED: Mapping[Reach, Message] = {
    Reach.TIMED_OUT: message("The server did not answer in time."),
    Reach.CONNECT_FAILED: message("No connection to the server could be made."),
    Reach.TLS_FAILED: message("The server offers no valid secure connection."),
    Reach.CHALLENGED: message("The server showed a wall instead of the page."),
    Reach.RATE_LIMITED: message("The server asked us to slow down."),
    Reach.DISALLOWED: message("robots.txt asks robots not to read it."),
    Reach.REFUSED_ADDRESS: message("It leads to a private address, which we do not visit."),
    Reach.REDIRECT_LOOP: message("It redirects in a circle."),
    Reach.GARBLED: message("The server sent an answer that cannot be read."),
}
_UNREACHED_SINCE: Mapping[Reach, Message] = {
    Reach.TIMED_OUT: message("The server did not answer in time ({detail})."),
    Reach.CONNECT_FAILED: message("No connection to the server could be made ({detail})."),
    Reach.TLS_FAILED: message("The server offers no valid secure connection ({detail})."),
    Reach.CHALLENGED: message("The server showed a wall instead of the page ({detail})."),
    Reach.RATE_LIMITED: message("The server asked us to slow down ({detail})."),
    # RFC 9309, 2.3.1.4: where robots.txt cannot be had, all is disallowed.
    Reach.DISALLOWED: message(
        "The site's robots.txt {detail}, which robots have to understand as a request to keep out (RFC 9309)."
    ),
    Reach.REFUSED_ADDRESS: message("It leads to a private address, which we do not visit ({detail})."),
    Reach.REDIRECT_LOOP: message("It redirects in a circle ({detail})."),
    Reach.GARBLED: message("The server sent an answer that cannot be read ({detail})."),
}
"""The same where the network said more: `detail` is filled in."""


def _why_unreached(fetch: Fetch) -> Message:
    if not fetch.detail:
        return _UNREACHED[fetch.reach]
    return replace(_UNREACHED_SINCE[fetch.reach], values=(("detail", details.told(fetch.detail.rstrip("."))),))


def _tries(fetch: Fetch) -> Message:
    return message("We tried {count} time.", "We tried {count} times.", count=fetch.tries)


def _refused(fetch: Fetch, status: int, snapshot: Snapshot, *, own: bool) -> Verdict:
    page = page_of(snapshot, fetch.url)
    if status in _GONE and page is not None and page.rendered:
        shown = soft_404(fetch, page, snapshot, own=own) or alive(_answers(status).then(_SHOWN_ALL_THE_SAME))
        denied = _answers(status).then(message("A browser that ran its scripts saw no page either."))
        return dead(denied) if shown.state is LinkState.DEAD else shown
    if status in _GONE:
        doubt = (
            _distrust(fetch.final_url, "absent")
            or _front_gone_too(fetch, snapshot, own=own)
            or _opened(fetch, snapshot)
            or (not_gone(fetch, _answers(status), snapshot) if own else None)
        )
        return doubt or dead(_where(fetch).then(_answers(status)))
    if own and (found := shown_anyway(fetch, _answers(status), snapshot) or stuck(fetch, snapshot)):
        return found
    if own and 500 <= status < 600 and fetch.tries >= 3:
        return dead(message("The server answers {status} (server error).", status=status).then(_tries(fetch)))
    return unknown(_where(fetch).then(message("The server answers us with {status}.", status=status)), OPEN_IT)


def _front_gone_too(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict | None:
    """Return UNKNOWN for a host of somebody else's that does not show us its front page either."""
    front = snapshot.fetches.get(urls.origin(fetch.final_url) + "/")
    if own or front is None or (front.reach is Reach.RESPONDED and (front.status or 0) < 400):
        return None
    status, at_front = fetch.status or 0, front.status or 0
    if front.reach is Reach.RESPONDED:
        told = message(
            "The server answers us with {status}, but with {front} for its front page too, so this proves nothing.",
            status=status,
            front=at_front,
        )
        return unknown(told, OPEN_IT)
    told = message(
        "The server answers us with {status}, but its front page cannot be read either, so this proves nothing.",
        status=status,
    )
    return unknown(told, OPEN_IT)


def _opened(fetch: Fetch, snapshot: Snapshot) -> Verdict | None:
    """Return UNKNOWN where the page that comes with the 404 is an application, or a script, that opens what was asked for."""
    html = snapshot.read(fetch) if fetch.content_type in HTML else ""
    home = snapshot.fetches.get(urls.origin(fetch.final_url) + "/")
    is_home = home is not None and bool(fetch.body_sha256) and home.body_sha256 == fetch.body_sha256
    why = opens(html, fetch.final_url, is_home=is_home) if html else NOTHING
    return unknown(_answers(fetch.status or 0).then(why), USE_A_BROWSER) if why else None


def _where(fetch: Fetch) -> Message:
    return message("It redirects to {url}.", url=fetch.final_url) if fetch.redirects else NOTHING


def _answers(status: int) -> Message:
    if status == 404:
        return message("The server answers 404 (not found).")
    if status == 410:
        return message("The server answers 410 (gone).")
    return message("The server answers {status}.", status=status)


def _distrust(url: str, claim: str) -> Verdict | None:
    """Return UNKNOWN for hosts known to claim `present` or `absent` of anything."""
    host = liars().get(urls.site_of(url))
    if host is None or claim not in host[0]:
        return None
    same = message("{host} gives strangers the same answer whether or not the page exists.", host=urls.host(url))
    return unknown(same, quoted(host[1]))


def _sent_to_liar(fetch: Fetch) -> Verdict | None:
    """Return UNKNOWN for an address of the site that sends visitors to a host which claims everything of everybody."""
    return _distrust(fetch.final_url, "present") if fetch.redirects else None


def _by_platform(fetch: Fetch, snapshot: Snapshot, found: Verdict) -> Verdict:
    """Return what a platform itself says of its page where the page looks dead: messengers show everybody the same one."""
    platform = platform_of(fetch.url)
    if platform is None or platform.closed_on:
        return found
    profile = profile_of(fetch.url)
    asked = next((one.existence for one in snapshot.profiles if profile and one.url == profile.url), Existence.UNKNOWN)
    if asked is Existence.LIVE:
        return alive(message("{platform} says that it exists.", platform=platform.name))
    if asked is not Existence.UNKNOWN:
        return found
    silent = message("{platform} did not say whether it exists.", platform=platform.name)
    proves_nothing = message("The server answers {status}, which proves nothing here.", status=fetch.status or 0)
    return unknown(proves_nothing.then(platform.silence or silent), platform.hint(fetch.url))


def _answered(fetch: Fetch, snapshot: Snapshot, *, own: bool) -> Verdict:
    """Judge a 2xx answer by what is in it."""
    if fetch.content_type not in HTML or fetch.reach is Reach.TOO_LARGE:
        return alive(_answers(fetch.status or 0))
    if home := sent_home(fetch, snapshot, own=own):
        return home
    page = page_of(snapshot, fetch.url) or page_of(snapshot, fetch.final_url)
    return soft_404(fetch, page, snapshot, own=own) or alive(_answers(fetch.status or 0))


@remembered(4_096)
def anchors(snapshot: Snapshot, url: str) -> frozenset[str] | None:
    """Return the ids and names that a `#fragment` of `url` can point to; None where its HTML was not read."""
    fetch = snapshot.fetches.get(url)
    html = snapshot.read(fetch) if fetch is not None and fetch.content_type in HTML else ""
    if not html:
        return None
    tree = tree_of(html)
    ids = {node.attributes.get("id") for node in tree.css("[id]")}
    names = {node.attributes.get("name") for node in tree.css("a[name]")}
    return frozenset(name for name in ids | names if name)
