"""Mail domains in whose name anybody can write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    ContactDetail,
    Contacts,
    Finding,
    Message,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    message,
    passed,
    review,
)
from auditor.api.types import (
    Guard,
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
    for domain, details in Contacts(snapshot).mail_domains().items():
        found = Contacts(snapshot).senders(domain)
        proof = [evidence(snapshot, page, f"@{domain}") for page in sorted({d.page for d in details})[:2]]
        proof += [evidence(snapshot, f"dns:{domain}", record) for record in found.records[:3]]
        said = found.reason.then(_published(details))
        if found.guard is Guard.OPEN:
            yield fail(domain, said, *proof)
        elif found.guard is Guard.WATCHED:
            yield review(domain, said, *proof, hint=message("Find out whether this policy is still a trial."))
        elif found.guard is Guard.UNKNOWN:
            look = message("Look up the TXT records of {domain} and _dmarc.{domain}.", domain=domain)
            yield inconclusive(domain, found.reason, *proof, hint=look)
        else:
            yield passed(domain, found.reason, *proof)


def _published(details: Sequence[ContactDetail]) -> Message:
    count = len({detail.page for detail in details})
    return message(
        "Addresses at this domain are published on {count} page.",
        "Addresses at this domain are published on {count} pages.",
        count=count,
    )
