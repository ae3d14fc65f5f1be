"""Whether one answer of a host tells in whose hands all its addresses lie. Pure."""

from __future__ import annotations

from enum import StrEnum

from selectolax.lexbor import LexborHTMLParser

from auditor import urls
from auditor.model import Cause, Fetch, Reach
from auditor.platforms.venues import is_venue
from auditor.resources import facts
from auditor.text.parked import parked_mark
from auditor.text.trades import trade_of
from auditor.text.visible import visible_text


class Standing(StrEnum):
    """What an answer tells of its host."""

    PLAIN = "plain"
    """It is there and nothing speaks against it, or there is no such host at all: its other addresses tell no more."""
    DOUBTFUL = "doubtful"
    """It may have fallen into other hands: each of its addresses is to be seen."""
    MUTE = "mute"
    """This address says nothing; another may."""


def standing_of(fetch: Fetch, html: str) -> Standing:
    """Return what an answer tells of the host that was asked.

    Args:
        fetch: The answer.
        html: Its body, where it is a page.
    """
    if is_venue(fetch.url) or fetch.cause is Cause.NO_SUCH_HOST or fetch.reach is Reach.RATE_LIMITED:
        return Standing.PLAIN
    if not urls.same_site(fetch.url, fetch.final_url):
        return Standing.DOUBTFUL
    if fetch.reach not in {Reach.RESPONDED, Reach.TOO_LARGE} or not 200 <= (fetch.status or 0) < 300:
        return Standing.MUTE
    return Standing.DOUBTFUL if "html" in fetch.content_type and _is_strange(html) else Standing.PLAIN


def _is_strange(html: str) -> bool:
    """Return whether a page may be parked, for sale, or of a trade that lapsed domains are turned to."""
    tree = LexborHTMLParser(html)
    text = visible_text(tree)
    found = tree.css_first("title"), tree.css_first("h1"), tree.css_first("meta[name='description' i]")
    title, heading = (" ".join(node.text().split()) if node is not None else "" for node in found[:2])
    described = (found[2].attributes.get("content") or "") if found[2] is not None else ""
    if parked_mark(title, text) or trade_of(f"{title}\n{heading}\n{described}", text):
        return True
    known = facts("analysis/links/destination.toml")  # of those who judge it
    return len(text) <= known["parking_code_text"] and any(code in html for code in known["parking_code"])
