"""Full birth dates of persons."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Role, Severity, Snapshot, check, evidence, exposed, fail, pages, passed, review


@check(
    "exposed-birth-date",
    category="privacy",
    severity=Severity.MEDIUM,
    needs=("pages",),
    effort="minutes",
    team="web",
    title="No full birth date is published",
    failing_title="Somebody's full birth date is on show",
)
def exposed_birth_date(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every full birth date on the pages with a role that load."""
    living = pages.living(snapshot, *Role)
    urls = {page.url for page in living}
    found = [one for one in exposed.births(snapshot) if one.page.url in urls]
    for one in found:
        proof = evidence(snapshot, one.page.url, one.excerpt)
        whose = f" of {one.person}" if one.person else ""
        if one.sure:
            yield fail(one.page.url, f"Shows the full birth date{whose}.", proof, variant=f"{one.person}\n{one.value}")
        else:
            message = f"Shows a full birth date{whose}; whether it is a person's the page leaves open."
            yield review(one.page.url, message, proof, variant=f"{one.person}\n{one.value}")
    for page in living:
        if page.url not in {one.page.url for one in found} and exposed.names_somebody(snapshot, page):
            yield passed(page.url, "Names persons and none of their birth dates.")
