"""Links in own posts and profiles to pages that ask for a password in somebody else's name, or that a block list holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
KNOWN = message("The domain is the company's own, or a well-known one.")
ASK_LIST = message("Find out why the list names it.")
PAST = message("Nothing of the kind stands there now.")
FINE = message("No page there asks for a password in the name of a brand that this audit knows.")
SCRIPTED = message("What stands there shows only once its scripts have run.")
OPEN = message("Open the link in a browser, without typing anything there.")
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
    ask, seen, unseen, unread = Landings(snapshot), 0, [], []
    for domain, landings in ask.by_domain().items():
        found = [finding for one in landings if (finding := _suspicion(snapshot, one)) is not None]
        yield from found
        if found:
            continue
        hidden = [one for one in landings if one.is_hidden]
        shown = any(one not in hidden and one.state is not LandingState.UNREAD for one in landings)
        if strange := [one for one in hidden if not ask.is_known(one)]:
            unseen.append(strange[0])
        elif shown or ask.is_known(landings[0]):
            seen += 1
            yield passed(domain, FINE if shown and not hidden else KNOWN, *ask.proof(landings[0])[:1])
        else:
            unread.append(landings[0])
    yield from _unseen(snapshot, unseen, seen)
    if unread:
        judge = inconclusive if len(unread) > seen else review
        yield judge(snapshot.target.site, ask.not_followed(unread), *ask.places(unread), hint=OPEN, variant="unread")


def _suspicion(snapshot: Snapshot, landing: Landing) -> Finding | None:
    """Return what speaks against a link; None where nothing does."""
    ask = Landings(snapshot)
    if landing.block_lists:
        return _on_list(snapshot, landing, doubtful=bool(ask.parked(landing)))
    claim = None if ask.is_known(landing) or ask.parked(landing) else ask.claim(landing)
    return _claimed(snapshot, landing, claim) if claim is not None else None


def _on_list(snapshot: Snapshot, landing: Landing, *, doubtful: bool) -> Finding:
    ask = Landings(snapshot)
    first = landing.block_lists[0]
    told = message("The block list {name} names {url}.", name=first.block_list, url=first.url).then(landing.linked_from)
    if ask.is_known(landing):
        return review(landing.url, told.then(KNOWN), *ask.proof(landing), hint=ASK_LIST)
    if doubtful or landing.state is LandingState.GONE:
        return review(landing.url, told.then(PAST), *ask.proof(landing), hint=REMOVE)
    return fail(landing.url, message("Suspected phishing.").then(told), *ask.proof(landing), hint=REMOVE)


def _claimed(snapshot: Snapshot, landing: Landing, claim: Claim) -> Finding | None:
    ask = Landings(snapshot)
    asks = message(
        "The page on {domain} asks for a password as {brand}.", domain=landing.domain, brand=claim.brand.name
    )
    told, proof = asks.then(claim.words).then(landing.linked_from), ask.proof(landing)
    if claim.standing is Outcome.FAIL:
        return fail(landing.url, message("Suspected phishing.").then(told), *proof, hint=REMOVE)
    return review(landing.url, told, *proof, hint=WHOSE) if claim.standing is Outcome.REVIEW else None


def _unseen(snapshot: Snapshot, landings: Sequence[Landing], seen: int) -> Iterator[Finding]:
    """Tell of links whose pages were not seen: a few walls among many pages leave the check as it is, more leave it open."""
    ask = Landings(snapshot)
    if len(landings) > seen:
        for one in landings:
            yield inconclusive(one.domain, ask.why_unknown(one) or SCRIPTED, *ask.proof(one), hint=OPEN)
    elif landings:
        yield review(snapshot.target.site, ask.not_seen(landings), *ask.places(landings), hint=OPEN, variant="unseen")
