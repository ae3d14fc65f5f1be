"""An Impressum, where German law asks for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.api import (
    Finding,
    Page,
    Profile,
    Role,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    fold,
    inconclusive,
    judge,
    link_evidence,
    pages,
    passed,
    review,
    visible_text,
)

JURISDICTION = "DE"
NAMES = ("impressum", "imprint", "anbieterkennzeichnung")


@check(
    "missing-imprint",
    category="contact",
    severity=Severity.MEDIUM,
    needs=("pages", "links"),
    title="The site has an Impressum within reach",
    failing_title="The Impressum that German law asks for is missing or hard to find",
)
def missing_imprint(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge the nearest Impressum; does not apply unless auditor.toml says that German law does."""
    if snapshot.brief.jurisdiction != JURISDICTION:
        return
    found = [page for page in pages.living(snapshot, Role.LEGAL) if _is_imprint(snapshot, page)]
    if not found:
        yield _none(snapshot)
        return
    page = min(found, key=_clicks)
    yield _near(snapshot, page)
    unnamed = [profile for profile in snapshot.profiles if profile.mentions and not _names(page, profile)]
    if unnamed:
        yield _unnamed(snapshot, page, unnamed)


def _none(snapshot: Snapshot) -> Finding:
    site = snapshot.target.site
    for page in pages.unsettled(snapshot, Role.LEGAL):
        verdict = judge(snapshot, page.url)
        return inconclusive(site, f"{page.url} may be the Impressum, but it {verdict.reason}. {verdict.hint}")
    if doubt := pages.doubt(snapshot):
        return inconclusive(site, doubt)
    return fail(site, "No page that loads is called Impressum, nor is it linked under that name.")


def _near(snapshot: Snapshot, page: Page) -> Finding:
    most = snapshot.thresholds.contact_clicks
    proof = (
        evidence(snapshot, page.url, page.heading or page.title),
        *link_evidence(snapshot, pages.links_to(snapshot, page.url)),
    )
    if page.depth is not None and page.depth <= most:
        return passed(page.url, "The Impressum is within reach of the home page.", *proof)
    far = (
        "no link leads to it"
        if page.depth is None
        else f"it is {page.depth} clicks from the home page; {most} are allowed"
    )
    if doubt := pages.doubt(snapshot):
        return inconclusive(page.url, doubt, *proof)
    return fail(page.url, f"There is an Impressum, but {far}.", *proof, variant="far")


def _unnamed(snapshot: Snapshot, page: Page, unnamed: Sequence[Profile]) -> Finding:
    told = ", ".join(profile.url for profile in unnamed[:5]) + (
        f" and {len(unnamed) - 5} more" if len(unnamed) > 5 else ""
    )
    words = f"The Impressum does not name these profiles: {told}. A profile needs one too, its own or by a link to this one."
    return review(page.url, words, evidence(snapshot, page.url, page.heading), variant="profiles")


def _names(page: Page, profile: Profile) -> bool:
    said = fold(visible_text(page.read())) + page.read().lower()
    return fold(profile.handle.partition("@")[0]) in said or profile.url.lower() in said


def _is_imprint(snapshot: Snapshot, page: Page) -> bool:
    links = " ".join(link.text for link in pages.links_to(snapshot, page.url))
    said = fold(f"{page.heading} {page.title} {page.url} {links}")
    return any(name in said for name in NAMES)


def _clicks(page: Page) -> tuple[bool, int, str]:
    return page.depth is None, page.depth or 0, page.url
