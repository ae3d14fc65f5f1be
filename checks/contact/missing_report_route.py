"""A way to report abuse, phishing in the company's name, or a hijacked account."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    message,
    pages,
    passed,
    reports,
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
    file = reports.security_txt(snapshot)
    if file is not None and not file.problem:
        yield passed(
            site,
            message("The security.txt names {contact}.", contact=file.contact),
            evidence(snapshot, file.url, file.contact),
        )
    elif mailbox := reports.mailbox(snapshot):
        yield passed(
            site,
            message("{address} is published.", address=mailbox.value),
            evidence(snapshot, mailbox.page, mailbox.value),
        )
    elif page := reports.page(snapshot):
        yield passed(
            site,
            message("{page} says how to report problems.", page=page.url),
            evidence(snapshot, page.url, page.title),
        )
    elif way := reports.elsewhere(snapshot):
        yield passed(
            site, message("{page} says how to report problems.", page=way.page), evidence(snapshot, way.page, way.words)
        )
    elif file is not None and file.expired:
        yield fail(site, file.problem, evidence(snapshot, file.url, file.problem.text), variant="expired")
    elif doubt := reports.doubt(snapshot) or pages.doubt(snapshot):
        yield inconclusive(site, doubt.reason, hint=doubt.hint)
    else:
        none = message(
            "There is no valid security.txt, no mailbox such as abuse@ or security@, and no page that says how to report."
        )
        yield fail(site, none.then(file.problem) if file is not None else none)
