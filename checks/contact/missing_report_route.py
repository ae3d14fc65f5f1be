"""A way to report abuse, phishing in the company's name, or a hijacked account."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Routes,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    message,
    passed,
)


@check(
    "missing-report-route",
    category="contact",
    severity=Severity.LOW,
    needs=("pages", "links", "contacts", "fetches"),
    uses=("dns", "profiles"),
    effort="minutes",
    team="IT",
    title="Abuse and security problems can be reported",
    failing_title="There is no way to report abuse or a hijacked account",
)
def missing_report_route(snapshot: Snapshot) -> Iterator[Finding]:
    """Look for a valid security.txt, a mailbox for reports, or a page on how to report; one is enough."""
    site = snapshot.target.site
    file = Routes(snapshot).security_txt()
    if found := Routes(snapshot).for_reports():
        yield passed(site, found.said, evidence(snapshot, found.page, found.words))
    elif file is not None and file.expired:
        yield fail(site, file.problem, evidence(snapshot, file.url, file.problem.text), variant="expired")
    elif doubt := Routes(snapshot).reports_doubt():
        yield inconclusive(site, doubt.reason, hint=doubt.hint)
    else:
        none = message(
            "There is no valid security.txt, no mailbox such as abuse@ or security@, and no page that says how to report."
        )
        yield fail(site, none.then(file.problem) if file is not None else none)
