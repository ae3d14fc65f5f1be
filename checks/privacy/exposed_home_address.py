"""Street addresses beside persons' names that are no office's."""

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

ASK = message("Find out whether somebody lives there.")


@check(
    "exposed-home-address",
    category="privacy",
    severity=Severity.INFO,
    needs=("pages",),
    uses=("profiles",),
    effort="minutes",
    team="web",
    title="No home address is published next to a name",
    failing_title="A home address may be published",
)
def exposed_home_address(snapshot: Snapshot) -> Iterator[Finding]:
    """Put every address that is beside one name, and nowhere an office's, to a person to judge."""
    living = {page.url for page in Pages(snapshot).living(*Role)}
    found = [one for one in People(snapshot).homes() if one.page.url in living]
    for one in found:
        proof = evidence(snapshot, one.page.url, one.excerpt)
        yield review(one.value, _told(snapshot, one), proof, variant=one.page.url, hint=ASK)
    for page in Pages(snapshot).living(*Role):
        if page.url not in {one.page.url for one in found} and People(snapshot).names_somebody(page):
            yield passed(page.url, message("The page names people, and no address next to them may be a home."))


def _told(snapshot: Snapshot, one: Exposure) -> Message:
    if one.sure:
        return message("The page calls the address next to the name {person} private.", person=one.person)
    if doubt := Pages(snapshot).unread_doubt():
        as_read = message(
            "An address stands next to the name {person}, and no page that was read says that it is an office.",
            person=one.person,
        )
        return as_read.then(doubt.reason)
    return message(
        "An address stands next to the name {person}, and nothing on the site says that it is an office.",
        person=one.person,
    )
