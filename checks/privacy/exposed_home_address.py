"""Street addresses beside persons' names that are no office's."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Role, Severity, Snapshot, check, evidence, exposed, pages, passed, review


@check(
    "exposed-home-address",
    category="privacy",
    severity=Severity.INFO,
    needs=("pages",),
    effort="minutes",
    team="web",
    title="No home address stands beside a name",
    failing_title="A home address may be on show",
)
def exposed_home_address(snapshot: Snapshot) -> Iterator[Finding]:
    """Put every address that is beside one name, and nowhere an office's, to a person to judge."""
    living = {page.url for page in pages.living(snapshot, *Role)}
    found = [one for one in exposed.homes(snapshot) if one.page.url in living]
    for one in found:
        says = "The page calls it private" if one.sure else "Nothing on the site says that it is an office"
        message = f"An address stands beside the name {one.person}. {says}: does somebody live there?"
        yield review(one.value, message, evidence(snapshot, one.page.url, one.excerpt), variant=one.page.url)
    for page in pages.living(snapshot, *Role):
        if page.url not in {one.page.url for one in found} and exposed.names_somebody(snapshot, page):
            yield passed(page.url, "Names persons, but no address beside them that is not an office's.")
