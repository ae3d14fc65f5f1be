"""Links to domains that nobody holds any more."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Finding,
    Links,
    Message,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    link_evidence,
    message,
    passed,
    review,
)
from auditor.api.types import (
    Domain,
    DomainState,
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
    for domain in Links(snapshot).domains():
        proof = (
            *link_evidence(snapshot, domain.links),
            *(evidence(snapshot, url, f"links {domain.name}") for url in domain.profiles[:2]),
        )
        said = domain.reason.then(_by(domain), _loading(domain))
        if domain.state is DomainState.VACANT:
            yield fail(domain.name, said, *proof)
        elif domain.state is DomainState.CLOSED:
            yield review(
                domain.name, said, *proof, hint=message("Not everybody may register this domain. Find out who may.")
            )
        elif domain.state is DomainState.MUTE:
            yield review(
                domain.name, said, *proof, hint=message("Find out whether it is still registered, and to whom.")
            )
        elif domain.state is DomainState.UNKNOWN:
            look = message(
                "Look {domain} up at its registry (WHOIS or RDAP, such as lookup.icann.org).", domain=domain.name
            )
            yield inconclusive(domain.name, domain.reason, *proof, hint=look)
        else:
            yield passed(domain.name, said, *proof)


def _by(domain: Domain) -> Message:
    """Return who links a domain."""
    count = domain.linking
    if not domain.profiles and not count and domain.loading:
        return NOTHING
    if not domain.profiles:
        return message("{count} page links to it.", "{count} pages link to it.", count=count)
    profile = domain.profiles[0]
    if not count:
        return message("The profile {profile} links to it.", profile=profile)
    return message(
        "{count} page and the profile {profile} link to it.",
        "{count} pages and the profile {profile} link to it.",
        count=count,
        profile=profile,
    )


def _loading(domain: Domain) -> Message:
    """Return how many pages load something from a domain that can change them; nothing where none does."""
    if not domain.loading:
        return NOTHING
    return message(
        "{count} page loads scripts or style sheets from it.",
        "{count} pages load scripts or style sheets from it.",
        count=domain.loading,
    )
