"""Private profiles linked beside persons' names."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Message,
    Pages,
    People,
    Role,
    Severity,
    Snapshot,
    check,
    evidence,
    message,
    passed,
    review,
)
from auditor.api.types import (
    Exposure,
)

ASK = message("Ask whose profile it is, and whether it is meant to be linked here.")


@check(
    "exposed-private-profile",
    category="privacy",
    severity=Severity.INFO,
    needs=("pages", "links"),
    uses=("profiles",),
    effort="minutes",
    team="web",
    title="No page links to a private profile",
    failing_title="A private profile may be linked",
)
def exposed_private_profile(snapshot: Snapshot) -> Iterator[Finding]:
    """Put every profile on a private network that is linked beside a name to a person to judge."""
    living = Pages(snapshot).living(*Role)
    urls = {page.url for page in living}
    found = [one for one in People(snapshot).private_profiles() if one.page.url in urls]
    for one in found:
        yield review(one.value, _told(one), evidence(snapshot, one.page.url, one.excerpt), hint=ASK)
    for page in living:
        if page.url not in {one.page.url for one in found} and People(snapshot).names_somebody(page):
            yield passed(page.url, message("The page names people but links no private profile of theirs."))


def _told(one: Exposure) -> Message:
    if one.sure:
        return message(
            "The profile's address is made of the name {person}, not of the company's name.", person=one.person
        )
    return message(
        "The profile is linked next to the name {person}, and nothing suggests that it is the company's.",
        person=one.person,
    )
