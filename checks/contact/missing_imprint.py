"""An Impressum, where German or Austrian law asks for one, and what has to stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Links,
    Pages,
    Role,
    Routes,
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
    Imprint,
    ImprintStatus,
)

OPEN_IT = message("Open it and check that everything is there.")


@check(
    "missing-imprint",
    category="contact",
    severity=Severity.MEDIUM,
    needs=("pages", "links"),
    uses=("contacts", "forms", "documents", "profiles"),
    effort="minutes",
    team="web",
    title="The site has an Impressum within reach, with what the law asks for",
    failing_title="The Impressum that the law asks for is missing, out of reach or incomplete",
)
def missing_imprint(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the fullest Impressum; does not apply unless auditor.toml says that the law of such a country does."""
    if not Routes(snapshot).imprint_country():
        return
    one = Routes(snapshot).imprint()
    if one.stand is ImprintStatus.READ:
        yield _near(snapshot, one)
        yield from _contents(snapshot, one)
    elif one.stand is ImprintStatus.UNREAD:
        unread = message("The Impressum was not read.").then(one.reason)
        yield inconclusive(one.url, unread, hint=OPEN_IT)
    else:
        yield _none(snapshot, one)


def _none(snapshot: Snapshot, one: Imprint) -> Finding:
    site = snapshot.target.site
    for page in Pages(snapshot).unsettled(Role.LEGAL):
        verdict = Links(snapshot).judge(page.url)
        perhaps = message("{url} may be the Impressum, but could not be read.", url=page.url)
        return inconclusive(site, perhaps.then(verdict.reason), hint=verdict.hint)
    if doubt := Pages(snapshot).doubt():
        return inconclusive(site, doubt.reason, hint=doubt.hint)
    if one.stand is ImprintStatus.DEAD:
        dead = message("{url} is linked as the Impressum and is dead.", url=one.url)
        return fail(site, dead.then(one.reason))
    if doubt := Pages(snapshot).unread_doubt():
        return inconclusive(site, doubt.reason, hint=doubt.hint)
    return fail(site, message("No page, section or file is called Impressum, and no link leads to one."))


def _near(snapshot: Snapshot, one: Imprint) -> Finding:
    most = snapshot.thresholds.contact_clicks
    proof = evidence(snapshot, one.url, one.words), *link_evidence(snapshot, Links(snapshot).to(one.url))
    if one.clicks is not None and one.clicks <= most:
        return passed(one.url, message("The Impressum is within reach of the home page."), *proof)
    if doubt := Pages(snapshot).doubt() or Pages(snapshot).unread_doubt(within=most - 1):
        return inconclusive(one.url, doubt.reason, *proof, hint=doubt.hint)
    allowed = message("At most {count} click is allowed.", "At most {count} clicks are allowed.", count=most)
    return fail(one.url, one.distance.then(allowed), *proof, variant="far")


def _contents(snapshot: Snapshot, one: Imprint) -> Iterator[Finding]:
    found = Routes(snapshot).imprint_contents(one)
    if found.unreadable:
        unread = message("The Impressum could not be read.").then(found.unreadable)
        yield inconclusive(one.url, unread, variant="contents", hint=OPEN_IT)
        return
    proof = evidence(snapshot, one.url, one.text)
    yield from (fail(one.url, lacks, proof, variant=name) for name, lacks in found.lacking.items())
    if found.perhaps:
        missed = message("Not found in the Impressum: {gaps}.", gaps=found.perhaps)
        yield review(one.url, missed, proof, variant="contents", hint=message("Find out whether it is needed here."))
    if found.complete:
        yield passed(one.url, found.complete, proof)
    if found.profiles:
        needed = message("A profile needs an Impressum too: its own, or a link to this one.")
        yield review(one.url, found.profiles.then(needed), proof, variant="profiles")
