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
    pages,
    passed,
    review,
)


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
        yield inconclusive(one.url, f"The Impressum {one.words}. Open it and see that all is there.")
    else:
        yield _none(snapshot, one)


def _none(snapshot: Snapshot, one: imprint.Imprint) -> Finding:
    site = snapshot.target.site
    for page in pages.unsettled(snapshot, Role.LEGAL):
        verdict = judge(snapshot, page.url)
        return inconclusive(site, f"{page.url} may be the Impressum, but it {verdict.reason}. {verdict.hint}")
    if doubt := pages.doubt(snapshot):
        return inconclusive(site, doubt)
    if one.stand is imprint.TargetStatus.DEAD:
        return fail(site, f"{one.url} is linked as the Impressum and is dead: it {one.words}.")
    return fail(site, "No page, section or file is called Impressum, nor is one linked under such a name.")


def _near(snapshot: Snapshot, one: imprint.Imprint) -> Finding:
    most = snapshot.thresholds.contact_clicks
    proof = evidence(snapshot, one.url, one.words), *link_evidence(snapshot, graph.links_to(snapshot, one.url))
    if one.clicks is not None and one.clicks <= most:
        return passed(one.url, "The Impressum is within reach of the home page.", *proof)
    if doubt := pages.doubt(snapshot):
        return inconclusive(one.url, doubt, *proof)
    far = "no link leads to it" if one.clicks is None else f"it is {one.clicks} clicks from the home page"
    return fail(one.url, f"There is an Impressum, but {far}; {most} are allowed.", *proof, variant="far")


def _contents(snapshot: Snapshot, one: imprint.Imprint) -> Iterator[Finding]:
    if why := imprint.unreadable(one):
        yield inconclusive(one.url, f"The Impressum {why}. Open it and see that all is there.", variant="contents")
        return
    said, proof = imprint.said(snapshot, one), evidence(snapshot, one.url, one.text)
    gaps = imprint.gaps(snapshot, one, said)
    yield from (
        fail(one.url, f"The Impressum lacks {gap.what} ({gap.law}).", proof, variant=gap.id)
        for gap in gaps
        if gap.certain
    )
    if open_ := "; ".join(f"{gap.what} ({gap.law})" for gap in gaps if not gap.certain):
        yield review(one.url, f"Not found in the Impressum: {open_}. Is it needed here?", proof, variant="contents")
    if not any(gap.certain for gap in gaps):
        yield passed(one.url, imprint.describe(said), proof)
    if unnamed := imprint.unnamed(snapshot, one):
        told = ", ".join(profile.url for profile in unnamed[:5]) + (
            f" and {len(unnamed) - 5} more" if unnamed[5:] else ""
        )
        words = f"The Impressum does not name these profiles: {told}. A profile needs one too, its own or by a link to this one."
        yield review(one.url, words, proof, variant="profiles")
