"""Full birth dates of persons."""

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
    fail,
    message,
    passed,
    review,
)

WHOSE = message("Find out whether it is a person's date of birth.")


@check(
    "exposed-birth-date",
    category="privacy",
    severity=Severity.MEDIUM,
    needs=("pages",),
    uses=("profiles",),
    effort="minutes",
    team="web",
    title="No full birth date is published",
    failing_title="A person's full birth date is published",
)
def exposed_birth_date(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every full birth date on the pages with a role that load."""
    living = Pages(snapshot).living(*Role)
    urls = {page.url for page in living}
    found = [one for one in People(snapshot).birth_dates() if one.page.url in urls]
    for one in found:
        proof = evidence(snapshot, one.page.url, one.excerpt)
        variant = f"{one.person}\n{one.value}"
        if one.sure:
            yield fail(one.page.url, _shown(one.person), proof, variant=variant)
        else:
            yield review(one.page.url, _doubtful(one.person), proof, variant=variant, hint=WHOSE)
    for page in living:
        if page.url not in {one.page.url for one in found} and People(snapshot).names_somebody(page):
            yield passed(page.url, message("The page names people but shows none of their birth dates."))


def _shown(person: str) -> Message:
    if person:
        return message("The page shows the full birth date of {person}.", person=person)
    return message("The page shows somebody's full birth date.")


def _doubtful(person: str) -> Message:
    if person:
        return message("The page shows a full date that may be the birth date of {person}.", person=person)
    return message("The page shows a full date that may be somebody's birth date.")
