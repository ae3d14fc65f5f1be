"""Links in own posts and profiles to pages that ask for a password in somebody else's name, or that a block list holds."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Landings,
    Outcome,
    Severity,
    Snapshot,
    check,
    fail,
    inconclusive,
    message,
    passed,
    review,
)
from auditor.api.types import Claim, Landing, LandingState

REMOVE = message("Remove the post or link at once, see who posted it, and warn those who may have followed it.")
WHOSE = message("Find out whose page it is. If it is the company's own, name its domain among the company's domains.")


@check(
    "phishing-link",
    category="security",
    severity=Severity.CRITICAL,
    needs=("landings",),
    uses=("pages", "links", "profiles", "approved", "documents"),
    effort="minutes",
    team="comms",
    title="Links in posts and profiles lead to no phishing page",
    failing_title="A post or profile links to a suspected phishing page",
)
def phishing_link(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every link of posts and profiles; those that nothing speaks against are told by the domain they end on."""
    for domain, landings in Landings(snapshot).by_domain().items():
        found = [finding for one in landings if (finding := _suspicion(snapshot, one)) is not None]
        if found:
            yield from found
        elif (rest := _rest(snapshot, domain, landings)) is not None:
            yield rest


def _suspicion(snapshot: Snapshot, landing: Landing) -> Finding | None:
    """Return what speaks against a link; None where nothing does."""
    ask = Landings(snapshot)
    parked = ask.parked(landing)
    if landing.block_lists:
        return _on_list(snapshot, landing, doubtful=bool(parked))
    claim = None if ask.is_known(landing) or parked else ask.claim(landing)
    return _claimed(snapshot, landing, claim) if claim is not None else None


def _on_list(snapshot: Snapshot, landing: Landing, *, doubtful: bool) -> Finding:
    ask = Landings(snapshot)
    first = landing.block_lists[0]
    told = message("The block list {name} names {url}.", name=first.block_list, url=first.url)
    told = told.then(landing.linked_from)
    if ask.is_known(landing):
        ours = told.then(message("The domain is the company's own, or a well-known one."))
        return review(landing.url, ours, *ask.proof(landing), hint=message("Find out why the list names it."))
    if doubtful or landing.state is LandingState.GONE:
        past = told.then(message("Nothing of the kind stands there now."))
        return review(landing.url, past, *ask.proof(landing), hint=REMOVE)
    return fail(landing.url, message("Suspected phishing.").then(told), *ask.proof(landing), hint=REMOVE)


def _claimed(snapshot: Snapshot, landing: Landing, claim: Claim) -> Finding | None:
    ask = Landings(snapshot)
    asks = message(
        "The page on {domain} asks for a password as {brand}.", domain=landing.domain, brand=claim.brand.name
    )
    told = asks.then(claim.words).then(landing.linked_from)
    if claim.standing is Outcome.FAIL:
        return fail(landing.url, message("Suspected phishing.").then(told), *ask.proof(landing), hint=REMOVE)
    return review(landing.url, told, *ask.proof(landing), hint=WHOSE) if claim.standing is Outcome.REVIEW else None


def _rest(snapshot: Snapshot, domain: str, landings: tuple[Landing, ...]) -> Finding | None:
    """Return what to say of the links to a domain against which nothing speaks; None where none was followed."""
    ask = Landings(snapshot)
    followed = [one for one in landings if one.state is not LandingState.UNREAD]
    if not followed:
        return None
    open_ones = [one for one in followed if one.state is LandingState.UNKNOWN or _unseen(one)]
    if open_ones and not ask.is_known(open_ones[0]):
        unseen = message("What stands there shows only once its scripts have run.")
        why = ask.why_unknown(open_ones[0]) or unseen
        hint = message("Open the link in a browser, without typing anything there.")
        return inconclusive(domain, why, *ask.proof(open_ones[0]), hint=hint)
    fine = message("No page there asks for a password in the name of another brand.")
    return passed(domain, fine, *ask.proof(followed[0])[:1])


def _unseen(landing: Landing) -> bool:
    return landing.state is LandingState.ANSWERED and landing.password is None
