"""What a page still shows of what somebody meant to replace. Pure."""

from __future__ import annotations

import re

from auditor import urls
from auditor.analysis.links.reserved_names import lies_under_reserved
from auditor.model import Page, Snapshot
from auditor.text.marks import placeholders
from auditor.text.parsed import text_of
from auditor.text.shown import shows

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NUMBER = re.compile(r"\d(?:[ ().-]{0,3}\d){6}")


def on_page(snapshot: Snapshot, page: Page) -> dict[str, list[str]] | None:
    """Return the excerpts of a page that stand for content nobody put in, by kind.

    Returns:
        By `filler text`, `unfinished page`, `default content`, `example details` or `unfilled template`; None where the page
        was not read.
    """
    html = _COMMENT.sub("", page.read())
    if not html:
        return None
    # A site that lives under a name kept for examples may well have a number kept for them.
    made_up = lies_under_reserved(urls.host(snapshot.target.site))
    found: dict[str, list[str]] = {}
    for kind, excerpt in placeholders(text_of(html), page.title, html, page.heading):
        linked = excerpt.removeprefix("mailto:") if excerpt.startswith("mailto:") else ""
        if not (made_up and "@" not in excerpt and _NUMBER.search(excerpt)) and (not linked or shows(html, linked)):
            found.setdefault(kind, []).append(excerpt)
    return found
