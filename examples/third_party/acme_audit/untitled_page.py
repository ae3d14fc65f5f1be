"""Contact pages without a title: an example, to be replaced by your own question."""

from collections.abc import Iterator

from auditor.api import (
    CONTACT_ROLES,
    Finding,
    Pages,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    message,
    passed,
)


@check(
    "untitled-page",
    category="contact",
    severity=Severity.LOW,
    needs=("pages",),
    effort="minutes",
    team="web",
    title="Contact pages have a title (untitled-page)",
    failing_title="A contact page has no title (untitled-page)",
)
def untitled_page(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every page for contact that loads."""
    for page in Pages(snapshot).living(*CONTACT_ROLES):
        proof = evidence(snapshot, page.url, page.title)
        if page.title:
            yield passed(page.url, message("The page has a title."), proof)
        else:
            yield fail(page.url, message("The page has no title."), proof)
