"""Pages that come with a status of failure and are there all the same, as misconfigured systems send them. Part of link truth; pure.

A browser shows what comes, whatever the status: a visitor reads the page. Not-found pages come with the same status, so that only
words tell them apart: their own, and those of what the host shows for an address that cannot exist.
"""

from __future__ import annotations

from auditor import urls
from auditor.analysis.links.contents import HTML
from auditor.analysis.links.likeness import shows_the_same
from auditor.analysis.links.verdicts import OPEN_IT, Verdict, alive, dead, unknown
from auditor.model import Fetch, Message, Reach, Snapshot, message
from auditor.resources import facts
from auditor.text.lead import lead
from auditor.text.lost import is_named_page, lost_mark
from auditor.text.parsed import text_of, tree_of

_TEXT = 300
"""Characters of a main part that may be a page's, where nothing else says what it is. Our default."""

_STUB = 200
"""Characters up to which a server's note that something moved says no more than that. Our default."""
_UNCHANGED = 304
_MAY_SHOW = "a[href], script, iframe, frame, img, object, embed, meta[http-equiv]"
"""What leads visitors on, or may show them more than the text says."""
_SHOWN = message("Visitors see the page all the same; search engines leave it out.")
_OTHER = message("The page that comes with it says nothing of that, though the site's not-found page does.")


def not_gone(fetch: Fetch, answers: Message, snapshot: Snapshot) -> Verdict | None:
    """Judge a page of the site's own that came with status 404 or 410; None where it is what the status says.

    Args:
        fetch: The answer.
        answers: That it came with this status, as a sentence.
        snapshot: The visit.
    """
    control = snapshot.controls.get(urls.origin(fetch.final_url))
    if fetch.content_type not in HTML or control is None or control.fetch.reach is not Reach.RESPONDED:
        return None
    html = snapshot.read(fetch)
    if not html or lost_mark(html) or shows_the_same(fetch, control.fetch, snapshot):
        return None
    page, denies = lead(html), bool(lost_mark(snapshot.read(control.fetch)))
    if is_named_page(html) and (denies or page.contacts or page.forms):
        return alive(answers.then(_SHOWN))
    return unknown(answers.then(_OTHER), OPEN_IT) if denies and page.length >= _TEXT else None


def shown_anyway(fetch: Fetch, answers: Message, snapshot: Snapshot) -> Verdict | None:
    """Judge a page of the site's own that came with any other status of failure; None where it says nothing of its own.

    Args:
        fetch: The answer.
        answers: That it came with this status, as a sentence.
        snapshot: The visit.
    """
    html = snapshot.read(fetch) if fetch.content_type in HTML else ""
    if not html or not is_named_page(html):
        return None
    control = snapshot.controls.get(urls.origin(fetch.final_url))
    if control is not None and shows_the_same(fetch, control.fetch, snapshot):
        return None
    page = lead(html)
    return alive(answers.then(_SHOWN)) if page.contacts or page.forms else None


def stuck(fetch: Fetch, snapshot: Snapshot) -> Verdict | None:
    """Judge an answer of the site's own that sends visitors on without saying where: they stay with what came with it."""
    status = fetch.status or 0
    if not 300 <= status < 400 or status == _UNCHANGED or not fetch.body_sha256:
        return None
    html = snapshot.read(fetch)
    text = text_of(html).lower()
    says_so = not text or str(status) in text or any(word in text for word in facts("text/stand_ins.toml")["moved"])
    if len(text) > _STUB or not says_so or tree_of(html).css_first(_MAY_SHOW) is not None:
        return None
    return dead(
        message("The server answers {status} without saying where to go, so visitors see no page.", status=status)
    )
