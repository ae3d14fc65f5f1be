"""A way to report abuse, phishing in the company's name, or a hijacked account."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Finding, Severity, Snapshot, check, evidence, fail, inconclusive, pages, passed, reports


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
        yield passed(site, f"security.txt names {file.contact}.", evidence(snapshot, file.url, file.contact))
    elif mailbox := reports.mailbox(snapshot):
        yield passed(site, f"{mailbox.value} is published.", evidence(snapshot, mailbox.page, mailbox.value))
    elif page := reports.page(snapshot):
        yield passed(site, f"{page.url} says how to report.", evidence(snapshot, page.url, page.title))
    elif way := reports.elsewhere(snapshot):
        yield passed(site, f"{way.page} tells how to report.", evidence(snapshot, way.page, way.words))
    elif file is not None and file.expired:
        yield fail(site, f"security.txt {file.problem}.", evidence(snapshot, file.url, file.problem), variant="expired")
    elif doubt := reports.doubt(snapshot) or pages.doubt(snapshot):
        yield inconclusive(site, doubt)
    else:
        broken = f" security.txt {file.problem}." if file is not None else ""
        yield fail(
            site, f"No security.txt, no mailbox such as abuse@ or security@ and no page tells how to report.{broken}"
        )
