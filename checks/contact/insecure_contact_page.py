"""Contact pages without encryption, or with a certificate that browsers warn of now or soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from auditor.api import (
    CONTACT_ROLES,
    Finding,
    Links,
    Page,
    Pages,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    message,
    passed,
)
from auditor.api.types import (
    Reach,
)

LOOK = message("Open the page in a browser and view the certificate behind the icon beside the address.")


@check(
    "insecure-contact-page",
    category="contact",
    severity=Severity.MEDIUM,
    needs=("pages", "certificates"),
    uses=("profiles",),
    effort="hours",
    team="IT",
    title="Contact pages are encrypted, with a certificate browsers trust",
    failing_title="A contact page is not secure",
)
def insecure_contact_page(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the scheme of every contact page that loads, then the certificate of every host they lie on."""
    hosts: dict[str, Page] = {}
    living = {page.url for page in Pages(snapshot).living(*CONTACT_ROLES)}
    for page in Pages(snapshot).of_role(*CONTACT_ROLES):
        secure = Links.scheme(page.fetch.final_url) == "https"
        if secure and page.fetch.reach in {Reach.RESPONDED, Reach.TLS_FAILED}:
            hosts.setdefault(Links.netloc(page.fetch.final_url), page)
        if page.url not in living:
            continue
        proof = evidence(snapshot, page.url, page.fetch.final_url)
        if secure:
            yield passed(page.url, message("The page loads over https."), proof)
        else:
            open_ = message("The page loads without encryption: others can read and change what visitors see and send.")
            yield fail(page.url, open_, proof)
    for host, page in hosts.items():
        yield _certificate(snapshot, host, page)


def _certificate(snapshot: Snapshot, host: str, page: Page) -> Finding:
    subject, proof = f"https://{host}/", evidence(snapshot, page.url)
    found, days = snapshot.certificates.get(host), snapshot.thresholds.certificate_days
    if found is not None and found.problem:
        warned = message("Browsers warn of the certificate: {problem}.", problem=found.problem.rstrip("."))
        return fail(subject, warned, proof, variant="invalid")
    if found is None or found.not_after is None:
        unread = message("The certificate of {host} was not read.", host=host)
        return inconclusive(subject, unread, proof, hint=LOOK)
    until = found.not_after.date()
    if found.not_after <= snapshot.taken_at:
        return fail(subject, message("The certificate expired on {day}.", day=until), proof, variant="expired")
    if found.not_after <= snapshot.taken_at + timedelta(days=days):
        soon = message(
            "The certificate expires on {day}, within {count} day.",
            "The certificate expires on {day}, within {count} days.",
            day=until,
            count=days,
        )
        return fail(subject, soon, proof, variant="expiring")
    return passed(subject, message("The certificate is valid until {day}.", day=until), proof)
