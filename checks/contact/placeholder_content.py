"""Contact pages that still show what somebody meant to replace."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    CONTACT_ROLES,
    Finding,
    Message,
    Pages,
    Profiles,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    message,
    passed,
    review,
)
from auditor.api.types import (
    IconKind,
)


@check(
    "placeholder-content",
    category="contact",
    severity=Severity.MEDIUM,
    needs=("pages",),
    uses=("links", "profiles"),
    effort="minutes",
    team="web",
    title="Contact pages are finished",
    failing_title="A contact page shows placeholder text",
)
def placeholder_content(snapshot: Snapshot) -> Iterator[Finding]:
    """Look for the usual leftovers in the words of every contact page that loads."""
    for page in Pages(snapshot).living(*CONTACT_ROLES):
        excerpts = Pages(snapshot).leftovers(page)
        if excerpts is None:
            continue
        for kind, found in excerpts.items():
            proof = [evidence(snapshot, page.url, excerpt) for excerpt in found[:3]]
            yield fail(page.url, _leftover(kind, found[0]), *proof, variant=kind)
        if not excerpts:
            clean = message("None of the usual leftovers were found.")
            yield passed(page.url, clean, evidence(snapshot, page.url, page.title))
    yield from _icons(snapshot)


def _leftover(kind: str, words: str) -> Message:
    return {
        "filler text": message("The page shows filler text: “{words}”.", words=words),
        "unfinished page": message("The page is unfinished: “{words}”.", words=words),
        "default content": message("The page shows default content: “{words}”.", words=words),
        "example details": message("The page shows example details: “{words}”.", words=words),
        "unfilled template": message("The page shows a template that nobody filled in: “{words}”.", words=words),
    }[kind]


def _icons(snapshot: Snapshot) -> Iterator[Finding]:
    """Tell of icons of platforms that nobody filled in: two that lead to no profile are a template's, one may be a slip."""
    found = Profiles(snapshot).unset_icons()
    sure = [one for one in found if one.kind is not IconKind.NOWHERE]
    if not sure and len(found) < 2:
        return
    told = message("Visitors of {page} find no profile behind these icons.", page=found[0].page)
    told = told.then(*(one.said for one in found[:6]))
    proof = [evidence(snapshot, one.page, one.leads_to) for one in found[:3]]
    home = snapshot.target.site
    if len(sure) > 1:
        yield fail(home, told, *proof, variant="profiles")
    else:
        # Icons without an address may be worked by a script, and one front page be meant.
        yield review(home, told, *proof, variant="profiles")
