"""An Impressum, where German or Austrian law asks for one, and what has to stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Finding,
    Role,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    graph,
    imprint,
    inconclusive,
    judge,
    link_evidence,
    message,
    pages,
    passed,
    review,
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
    if not imprint.country(snapshot):
        return
    one = imprint.found(snapshot)
    if one.stand is imprint.TargetStatus.READ:
        yield _near(snapshot, one)
        yield from _contents(snapshot, one)
    elif one.stand is imprint.TargetStatus.UNREAD:
        unread = message("The Impressum was not read.").then(one.reason)
        yield inconclusive(one.url, unread, hint=OPEN_IT)
    else:
        yield _none(snapshot, one)


def _none(snapshot: Snapshot, one: imprint.Imprint) -> Finding:
    site = snapshot.target.site
    for page in pages.unsettled(snapshot, Role.LEGAL):
        verdict = judge(snapshot, page.url)
        perhaps = message("{url} may be the Impressum, but could not be read.", url=page.url)
        return inconclusive(site, perhaps.then(verdict.reason), hint=verdict.hint)
    if doubt := pages.doubt(snapshot):
        return inconclusive(site, doubt.reason, hint=doubt.hint)
    if one.stand is imprint.TargetStatus.DEAD:
        dead = message("{url} is linked as the Impressum and is dead.", url=one.url)
        return fail(site, dead.then(one.reason))
    return fail(site, message("No page, section or file is called Impressum, and no link leads to one."))


def _near(snapshot: Snapshot, one: imprint.Imprint) -> Finding:
    most = snapshot.thresholds.contact_clicks
    proof = evidence(snapshot, one.url, one.words), *link_evidence(snapshot, graph.links_to(snapshot, one.url))
    if one.clicks is not None and one.clicks <= most:
        return passed(one.url, message("The Impressum is within reach of the home page."), *proof)
    if doubt := pages.doubt(snapshot):
        return inconclusive(one.url, doubt.reason, *proof, hint=doubt.hint)
    allowed = message("At most {count} click is allowed.", "At most {count} clicks are allowed.", count=most)
    return fail(one.url, imprint.distance(one).then(allowed), *proof, variant="far")


def _contents(snapshot: Snapshot, one: imprint.Imprint) -> Iterator[Finding]:
    if why := imprint.unreadable(one):
        unread = message("The Impressum could not be read.").then(why)
        yield inconclusive(one.url, unread, variant="contents", hint=OPEN_IT)
        return
    said, proof = imprint.said(snapshot, one), evidence(snapshot, one.url, one.text)
    gaps = imprint.gaps(snapshot, one, said)
    yield from (fail(one.url, imprint.lacks(gap), proof, variant=gap.id) for gap in gaps if gap.certain)
    if open_ := "; ".join(f"{gap.what} ({gap.law})" for gap in gaps if not gap.certain):
        missed = message("Not found in the Impressum: {gaps}.", gaps=open_)
        yield review(one.url, missed, proof, variant="contents", hint=message("Find out whether it is needed here."))
    if not any(gap.certain for gap in gaps):
        yield passed(one.url, imprint.describe(said), proof)
    if unnamed := imprint.unnamed(snapshot, one):
        needed = message("A profile needs an Impressum too: its own, or a link to this one.")
        yield review(one.url, imprint.not_named(unnamed).then(needed), proof, variant="profiles")
