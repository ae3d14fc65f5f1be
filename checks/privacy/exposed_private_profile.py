"""Private profiles linked beside persons' names."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Role, Severity, Snapshot, check, evidence, exposed, pages, passed, review


@check(
    "exposed-private-profile",
    category="privacy",
    severity=Severity.INFO,
    needs=("pages", "links"),
    effort="minutes",
    team="web",
    title="No page links somebody's private profile",
    failing_title="A private profile may be linked",
)
def exposed_private_profile(snapshot: Snapshot) -> Iterator[Finding]:
    """Put every profile on a private network that is linked beside a name to a person to judge."""
    living = pages.living(snapshot, *Role)
    urls = {page.url for page in living}
    found = [one for one in exposed.profiles(snapshot) if one.page.url in urls]
    for one in found:
        why = "Its address is made of the name" if one.sure else "It is linked beside the name"
        message = f"{why} {one.person} and not that of the company: is it theirs, and meant to be found here?"
        yield review(one.value, message, evidence(snapshot, one.page.url, one.excerpt))
    for page in living:
        if page.url not in {one.page.url for one in found} and exposed.names_somebody(snapshot, page):
            yield passed(page.url, "Names persons and links no private profile of theirs.")
