"""Contact pages without encryption, or with a certificate that browsers warn of now or soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from auditor.api import (
    CONTACT_ROLES,
    Finding,
    LinkState,
    Page,
    Reach,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    judge,
    pages,
    passed,
    urls,
)


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
    for page in pages.of_role(snapshot, *CONTACT_ROLES):
        secure = urls.scheme(page.fetch.final_url) == "https"
        if secure and page.fetch.reach in {Reach.RESPONDED, Reach.TLS_FAILED}:
            hosts.setdefault(urls.netloc(page.fetch.final_url), page)
        if judge(snapshot, page.url).state is not LinkState.ALIVE:
            continue
        proof = evidence(snapshot, page.url, page.fetch.final_url)
        if secure:
            yield passed(page.url, "Loads over https.", proof)
        else:
            yield fail(
                page.url, "Loads without encryption: what visitors read and send there can be read and changed.", proof
            )
    for host, page in hosts.items():
        yield _certificate(snapshot, host, page)


def _certificate(snapshot: Snapshot, host: str, page: Page) -> Finding:
    subject, proof = f"https://{host}/", evidence(snapshot, page.url)
    found, days = snapshot.certificates.get(host), snapshot.thresholds.certificate_days
    if found is not None and found.problem:
        return fail(
            subject, f"Browsers warn of its certificate: {found.problem.rstrip('.')}.", proof, variant="invalid"
        )
    if found is None or found.not_after is None:
        how = "Open the page in a browser and look at the certificate behind the sign beside the address."
        return inconclusive(subject, f"The certificate of {host} was not read. {how}", proof)
    until = found.not_after.strftime("%Y-%m-%d")
    if found.not_after <= snapshot.taken_at:
        return fail(subject, f"Its certificate ran out on {until}.", proof, variant="expired")
    if found.not_after <= snapshot.taken_at + timedelta(days=days):
        return fail(
            subject, f"Its certificate runs out on {until}, in less than {days} days.", proof, variant="expiring"
        )
    return passed(subject, f"Its certificate is valid until {until}.", proof)
