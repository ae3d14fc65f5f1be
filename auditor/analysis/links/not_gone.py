"""Pages that come with status 404 and are there all the same, as misconfigured systems send them. Part of link truth; pure.

A browser shows what comes, whatever the status: a visitor reads the page. Not-found pages come with the same status, so that only
words tell them apart: their own, and those of what the host shows for an address that cannot exist.
"""

from __future__ import annotations

from auditor import urls
from auditor.analysis.links.contents import HTML
from auditor.analysis.links.likeness import shows_the_same
from auditor.analysis.links.verdicts import OPEN_IT, Verdict, alive, unknown
from auditor.model import Fetch, Message, Reach, Snapshot, message
from auditor.text.lead import lead
from auditor.text.lost import is_named_page, lost_mark

_TEXT = 300
"""Characters of a main part that may be a page's, where nothing else says what it is. Our default."""

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
