"""Links in own posts and profiles to hosts that imitate a brand's domain, the company's own or a known one."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Landings,
    Message,
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
from auditor.api.types import Landing, Likeness

_WORST_FIRST = (Outcome.FAIL, Outcome.REVIEW, Outcome.INCONCLUSIVE)
OURS = message(
    "Find out whose domain it is. If it is the company's own, name it among its domains; if not, remove the post or the link."
)


@check(
    "lookalike-link",
    category="security",
    severity=Severity.HIGH,
    needs=("landings",),
    uses=("pages", "links", "profiles", "approved", "documents", "dns"),
    effort="minutes",
    team="comms",
    title="Links in posts and profiles go to no imitations",
    failing_title="A post or profile links to a host that imitates a brand",
)
def lookalike_link(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every domain where links of posts and profiles end, once."""
    for domain, landings in Landings(snapshot).by_domain().items():
        found = [(one, like) for one in landings if (like := Landings(snapshot).likeness(one)) is not None]
        judged = [finding for one, like in found if (finding := _judge(snapshot, one, like)) is not None]
        yield min(judged, key=lambda finding: _WORST_FIRST.index(finding.outcome)) if judged else _fine(domain)


def _fine(domain: str) -> Finding:
    return passed(domain, message("The domain imitates neither the company's own nor that of a known brand."))


def _judge(snapshot: Snapshot, landing: Landing, found: Likeness) -> Finding | None:
    ask = Landings(snapshot)
    looks = message("{host} looks like {brand}.", host=found.shown, brand=found.brand.name)
    told = looks.then(found.how).then(landing.linked_from)
    proof = ask.proof(landing)
    if parked := ask.parked(landing):
        waits = told.then(message("The domain is parked or for sale.")).then(parked)
        return review(landing.domain, waits, *proof, hint=OURS) if found.is_sure else None
    exists = ask.exists(landing)
    if exists is None and found.is_sure:
        unsure = told.then(message("Whether there is such a host could not be looked up.")).then(
            ask.why_unknown(landing)
        )
        return inconclusive(landing.domain, unsure, *proof, hint=message("Run the audit again later."))
    if exists is False:
        absent = told.then(message("There is no such host now, but somebody could set it up."))
        return review(landing.domain, absent, *proof, hint=OURS) if found.is_sure else None
    return _there(landing, found, told, ask)


def _there(landing: Landing, found: Likeness, told: Message, ask: Landings) -> Finding | None:
    proof = ask.proof(landing)
    suspected = message("Suspected imitation.").then(told)
    if found.may_be_own and not (landing.password and not ask.may_be_ours(landing)):
        asks = message("The page asks for a password.")
        return review(landing.domain, told.then(asks) if landing.password else told, *proof, hint=OURS)
    if found.is_sure:
        return fail(landing.domain, suspected, *proof, hint=OURS)
    if found.is_telling and landing.password and not (found.brand.own and ask.may_be_ours(landing)):
        return fail(landing.domain, suspected.then(message("The page asks for a password.")), *proof, hint=OURS)
    if found.is_by_a_letter and found.named:
        return fail(landing.domain, suspected.then(message("The page bears the brand's name.")), *proof, hint=OURS)
    if found.is_telling:
        return review(landing.domain, told, *proof, hint=OURS)
    if landing.password:
        return review(landing.domain, told.then(message("The page asks for a password.")), *proof, hint=OURS)
    return None
