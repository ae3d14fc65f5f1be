"""Mail domains in whose name anybody can write."""

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
    pages,
    passed,
    review,
    senders,
    sentence,
)


@check(
    "spoofable-domain",
    category="security",
    severity=Severity.MEDIUM,
    needs=("contacts",),
    uses=("dns",),
    effort="project",
    team="IT",
    title="Nobody else can send e-mail in your domains' names",
    failing_title="Anybody can send e-mail in the name of one of your domains",
)
def spoofable_domain(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every mail domain of the company's published addresses once."""
    for domain, details in senders.domains(snapshot).items():
        found = senders.senders(snapshot, domain)
        proof = [evidence(snapshot, page, f"@{domain}") for page in sorted({d.page for d in details})[:2]]
        proof += [evidence(snapshot, f"dns:{domain}", record) for record in found.records[:3]]
        said = sentence(f"{found.reason}; addresses in it are published on {pages.describe(d.page for d in details)}")
        if found.guard is senders.Guard.OPEN:
            yield fail(domain, said, *proof)
        elif found.guard is senders.Guard.WATCHED:
            yield review(domain, f"{said} Is it still being tried out?", *proof)
        elif found.guard is senders.Guard.UNKNOWN:
            look = f"Ask for the TXT records of {domain} and _dmarc.{domain}."
            yield inconclusive(domain, f"{sentence(found.reason)} {look}", *proof)
        else:
            yield passed(domain, sentence(found.reason), *proof)
