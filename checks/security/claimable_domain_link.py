"""Links to domains that nobody holds any more."""

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
    lapsed,
    link_evidence,
    passed,
    review,
    sentence,
)


@check(
    "claimable-domain-link",
    category="security",
    severity=Severity.CRITICAL,
    needs=("links",),
    uses=("dns", "profiles"),
    effort="minutes",
    team="IT",
    title="Every linked domain belongs to somebody",
    failing_title="A link leads to a domain that anybody can register",
)
def claimable_domain_link(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every other domain that the site or one of its profiles links, once."""
    for domain in lapsed.domains(snapshot):
        proof = (
            *link_evidence(snapshot, domain.links),
            *(evidence(snapshot, url, f"links {domain.name}") for url in domain.profiles[:2]),
        )
        said = sentence("; ".join(filter(None, (domain.reason, _by(domain)))))
        if domain.state is lapsed.State.VACANT:
            yield fail(domain.name, said, *proof)
        elif domain.state is lapsed.State.CLOSED:
            yield review(domain.name, f"{said} Not everybody may register it; who may?", *proof)
        elif domain.state is lapsed.State.MUTE:
            yield review(domain.name, f"{said} Is it still held, and by whom you mean?", *proof)
        elif domain.state is lapsed.State.UNKNOWN:
            look = f"Look {domain.name} up at its registry (WHOIS or RDAP, such as lookup.icann.org)."
            yield inconclusive(domain.name, f"{sentence(domain.reason)} {look}", *proof)
        else:
            yield passed(domain.name, said, *proof)


def _by(domain: lapsed.Domain) -> str:
    """Return who links a domain, as a clause."""
    count = len({link.page for link in domain.links})
    words = [f"{count} page{'s' if count > 1 else ''}"] if count else []
    words += [f"the profile {domain.profiles[0]}"] if domain.profiles else []
    return f"linked by {' and '.join(words)}"
