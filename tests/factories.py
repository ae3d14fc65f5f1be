"""A believable audit of a company that does not exist, for tests of everything after the checks."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

from auditor import RULESET, report
from auditor.audit import assemble, runner
from auditor.audit.categories import Category, ours
from auditor.audit.registry import CheckDoc, Known
from auditor.audit.results import CategoryOut, Results, TargetOut
from auditor.audit.summary import visit
from auditor.model import (
    Accept,
    Check,
    CheckResult,
    ContactDetail,
    ContactKind,
    ContactSource,
    Evidence,
    Fetch,
    Finding,
    Link,
    LinkKind,
    Outcome,
    Page,
    Reach,
    Role,
    Severity,
    Snapshot,
    Target,
    quoted,
)
from auditor.model.messages import as_sentence
from auditor.report import Report
from auditor.resources import facts

SITE = "https://www.quillnet.example"
TAKEN_AT = datetime(2026, 11, 21, 1, 10, tzinfo=UTC)

_TITLES = {entry["id"]: entry["title"] for entry in facts("audit/categories.toml")["category"]}
_FILLER = "Quillnet Broadband keeps households and small firms in the valley online, rain or shine. "


def make_check(
    id: str = "dead-media-page",
    *,
    category: str = "contact",
    severity: Severity = Severity.CRITICAL,
    title: str = "Press and media pages load",
    failing_title: str = "A press or media page is dead",
) -> Check:
    """Return a check that finds nothing by itself."""

    def run(_: Snapshot) -> Iterator[Finding]:
        return iter(())

    return Check(id, category, severity, title, failing_title, (), run)


def make_known(checks: Iterable[Check], doc: CheckDoc | None = None) -> Mapping[str, Known]:
    """Return checks as the registry would, each with the page that fits it or `doc`."""
    return {
        check.id: Known(check, doc or DOCS.get(check.id, _DOC), Path(f"{check.id}.md"), _category(check.category))
        for check in checks
    }


def _category(id: str) -> Category:
    return ours().get(id, Category(id, id, ""))


def make_finding(
    outcome: Outcome,
    subject: str = SITE + "/press/",
    message: str = "answers 404",
    *,
    excerpt: str = "",
    page: str = SITE + "/",
    severity: Severity | None = None,
    variant: str = "",
    hint: str = "",
    accepted: Accept | None = None,
) -> Finding:
    """Return a finding with one piece of evidence."""
    digest = hashlib.sha256(page.encode()).hexdigest()
    proof = Evidence(page, excerpt, "2026-11-21T01:10:42Z", digest)
    return Finding(
        outcome, subject, quoted(message), (proof,), severity, variant=variant, hint=quoted(hint), accepted=accepted
    )


def make_result(check: Check, *findings: Finding, snapshot: Snapshot | None = None) -> CheckResult:
    """Return the result the engine would make of a check that yields `findings`."""
    fixed = replace(check, run=lambda _: iter(findings))
    result = runner.run(fixed, snapshot or _usual_snapshot())
    return replace(result, check=check)


@cache
def _usual_snapshot() -> Snapshot:
    """Return what `make_snapshot` does, once: what is to be masked is looked for in a visit's pages, which takes its time."""
    return make_snapshot()


def make_results(
    results: Iterable[CheckResult] | None = None, *, name: str = "Quillnet Broadband", site: str = SITE + "/"
) -> Results:
    """Return `results.json` as data; by default of an audit with every outcome in it."""
    told = tuple(example() if results is None else results)
    categories = sorted({result.check.category for result in told})
    return Results(
        schema_version=2,
        ruleset=RULESET,
        taken_at="2026-11-21T01:10:00Z",
        target=TargetOut(name=name, site=site),
        score=assemble.score_out(told),
        categories=tuple(
            CategoryOut(
                id=category,
                title=_TITLES.get(category, category),
                score=assemble.score_out(result for result in told if result.check.category == category),
            )
            for category in categories
        ),
        checks=tuple(map(assemble.check_out, told)),
    )


def make_page(
    path: str, *roles: Role, title: str = "", status: int = 200, reach: Reach = Reach.RESPONDED, lang: str = "en"
) -> Page:
    """Return a page of the site, with text of its own."""
    url = SITE + path
    text = _FILLER + f"This page is about {title or path}. " + hashlib.sha256(path.encode()).hexdigest()
    html = f"<!doctype html><html lang={lang}><title>{title}</title><h1>{title}</h1><p>{text}</p>"
    fetch = Fetch(
        url=url,
        final_url=url,
        reach=reach,
        at=TAKEN_AT,
        status=status if reach is Reach.RESPONDED else None,
        content_type="text/html",
        body_sha256=hashlib.sha256(html.encode()).hexdigest(),
    )
    return Page(url, fetch, roles, title=title, heading=title, lang=lang, text_length=len(text), read=lambda: html)


def make_snapshot(
    pages: Iterable[Page] | None = None, *, partial: str = "", notes: tuple[str, ...] | None = None
) -> Snapshot:
    """Return a visit; by default of the whole example site."""
    told = tuple(sorted(example_pages() if pages is None else pages, key=lambda page: page.url))
    bodies = {page.fetch.url: page.read() for page in told}
    links = tuple(
        Link(SITE + "/", page.url, LinkKind.ANCHOR, page.title, raw=page.url.removeprefix(SITE)) for page in told
    )
    return Snapshot(
        target=Target("Quillnet Broadband", SITE + "/"),
        taken_at=TAKEN_AT,
        pages=told,
        links=links,
        contacts=(ContactDetail(SITE + "/contact/", ContactKind.EMAIL, "press@quillnet.example", ContactSource.LINK),),
        fetches=MappingProxyType({page.fetch.url: page.fetch for page in told}),
        notes=tuple(map(as_sentence, _NOTES if notes is None else notes)),
        partial=as_sentence(partial),
        read=lambda fetch: bodies.get(fetch.url, ""),
    )


_NOTES = (
    "robots.txt asks not to read 3 addresses under /internal/; they were left alone",
    "The limit of 300 pages was reached; 41 addresses were not visited",
)


def example_pages() -> Iterator[Page]:
    """Yield the pages of the example site: read, dead and walled off, with and without a role."""
    yield make_page("/", Role.HOME, title="Quillnet Broadband: internet for the valley")
    yield make_page("/contact/", Role.CONTACT, title="Contact us")
    yield make_page("/press/", Role.MEDIA, title="Press", status=404)
    yield make_page("/newsroom/", Role.MEDIA, title="Newsroom")
    yield make_page("/support/", Role.SUPPORT, title="Help and support")
    yield make_page("/de/kontakt/", Role.CONTACT, title="Kontakt für Telekommunikationskundenbetreuung", lang="de")
    yield make_page("/complaints/", Role.COMPLAINTS, title="Complaints", reach=Reach.CHALLENGED)
    yield make_page("/legal/", Role.LEGAL, title="Legal notice")
    for number in range(1, 24):
        yield make_page(f"/news/2026/{number:02}/", title=f"Outage report number {number}")


@cache
def example() -> tuple[CheckResult, ...]:
    """Return results in which every outcome stands, in two categories."""
    return (*_contact_faults(), *_contact_rest(), *_security())


def example_known() -> Mapping[str, Known]:
    """Return the checks of `example`."""
    return make_known(result.check for result in example())


def _contact_faults() -> Iterator[CheckResult]:
    bad, fine, unsure = Outcome.FAIL, Outcome.PASS, Outcome.INCONCLUSIVE
    yield make_result(
        make_check(),
        make_finding(bad, SITE + "/press/", "answers 404", excerpt='<a href="/press/">Press &amp; media</a>'),
        make_finding(
            bad, SITE + "/media/kit/", "answers 200 but says “Page not found” (soft 404)", excerpt="Media kit"
        ),
        make_finding(fine, SITE + "/newsroom/", "answers 200"),
    )
    yield make_result(
        make_check(
            "dead-contact-link",
            severity=Severity.HIGH,
            title="Links on contact pages lead somewhere",
            failing_title="A contact page links to something dead",
        ),
        *(
            make_finding(
                bad,
                SITE + f"/downloads/press-kit-{year}.zip",
                "answers 404",
                excerpt=f"Download the {year} press kit",
                page=SITE + "/newsroom/",
            )
            for year in (2022, 2023, 2024)
        ),
        make_finding(
            bad, "https://partner.example/quillnet", "answers 410", severity=Severity.MEDIUM, page=SITE + "/support/"
        ),
        make_finding(unsure, "https://x.com/quillnet", _WALL, hint=_LOGGED_IN, excerpt="Follow us on X"),
        make_finding(unsure, "https://www.facebook.com/quillnet", _WALL, hint=_LOGGED_IN, excerpt="Facebook"),
        *(make_finding(fine, SITE + f"/support/articles/{number}", "answers 200") for number in range(1, 31)),
    )
    yield make_result(
        make_check(
            "undeliverable-email",
            severity=Severity.HIGH,
            title="Published e-mail addresses can receive mail",
            failing_title="A published e-mail address cannot receive mail",
        ),
        make_finding(
            bad,
            "presse@quillnett.example",
            "The domain quillnett.example does not exist.",
            excerpt="Journalists: presse@quillnett.example",
            page=SITE + "/de/kontakt/",
        ),
        make_finding(fine, "support@quillnet.example", "takes mail"),
    )
    yield make_result(
        make_check(
            "placeholder-content",
            severity=Severity.MEDIUM,
            title="Contact pages say something of their own",
            failing_title="A contact page still holds placeholder text",
        ),
        make_finding(
            bad, SITE + "/complaints/how/", "says “Lorem ipsum dolor sit amet”", excerpt="Lorem ipsum dolor sit"
        ),
    )


def _contact_rest() -> Iterator[CheckResult]:
    fine, unsure = Outcome.PASS, Outcome.INCONCLUSIVE
    yield make_result(
        make_check("unusable-phone", severity=Severity.HIGH, title="Published phone numbers can be dialled"),
        make_finding(fine, "+44 ••• ••• 12", "a possible number"),
    )
    yield make_result(
        make_check("missing-media-contact", severity=Severity.HIGH, title="The press finds somebody to write or call"),
        make_finding(fine, SITE + "/newsroom/", "offers press@quillnet.example"),
    )
    yield make_result(
        make_check("dead-contact-page", severity=Severity.CRITICAL, title="Contact and support pages load"),
        make_finding(
            unsure,
            SITE + "/complaints/",
            "showed a wall instead of the page.",
            hint="Open it in a browser to find out.",
        ),
        make_finding(fine, SITE + "/contact/", "answers 200"),
    )
    yield make_result(
        make_check("hidden-contact-page", severity=Severity.LOW, title="Contact pages are two clicks away at most")
    )


def _security() -> Iterator[CheckResult]:
    yield make_result(
        make_check(
            "spoofable-domain",
            category="security",
            severity=Severity.MEDIUM,
            title="Mail in your name can be told from forgeries",
            failing_title="Anyone can send mail in your name",
        ),
        make_finding(Outcome.PASS, "quillnet.example", "has SPF and a DMARC policy of reject"),
    )
    yield make_result(
        make_check(
            "impostor-account", category="security", severity=Severity.INFO, title="Accounts with your name are yours"
        ),
        make_finding(
            Outcome.REVIEW,
            "https://mastodon.example/@quillnet_help",
            "carries your name and is on no list of yours; is it yours?",
            excerpt="Quillnet Help: we answer within minutes",
            page="https://mastodon.example/@quillnet_help",
        ),
    )
    yield replace(
        make_result(
            make_check("lookalike-link", category="security", severity=Severity.HIGH, title="Links go where they say")
        ),
        outcome=Outcome.ERROR,
        reason=quoted("ZeroDivisionError: division by zero"),
    )


_WALL = "x.com answers strangers the same whether or not the page exists."
_LOGGED_IN = "Open it in a browser where you are logged in."
_DOC = CheckDoc(
    what="Looks at every page of that kind and at what it offers.",
    why="Somebody who cannot get through tells others instead. It costs more to win them back than to answer.",
    fix="Put right what the finding names, then run the audit again.\n\nKeep an eye on it from then on.",
    limits="Whether anybody answers.",
)
DOCS = {
    "dead-media-page": CheckDoc(
        what="Opens every press, media and newsroom page that is linked, in the sitemap or at a usual address.",
        why=(
            "A journalist on deadline who meets a dead press page writes the story without you. "
            "When an outage makes the news, the first page they open is this one."
        ),
        fix=(
            "Bring the page back at its old address, or redirect it (`301`) to the page that took its place.\n\n"
            "1. Find out when it went: the web archive often knows.\n"
            "2. Correct every link that still points to the old address.\n"
            "3. Add the address to the list your monitoring opens **every hour**."
        ),
        limits="Whether a page behind a log-in or a captcha is alive.",
    ),
    "dead-contact-link": CheckDoc(
        what="Follows each link, download and image of every contact page.",
        why="A link that leads nowhere on the very page that exists to help tells a visitor that nobody looks after it.",
        fix="Correct the address, or take the link away. For press kits, keep one address that always holds the newest.",
        limits="Whether what a living link leads to is still right.",
    ),
}


def make_report(results: Results, snapshot: Snapshot, known: Mapping[str, Known]) -> Report:
    """Return the report of `results` over a visit."""
    internal = results.edition == "internal"
    seen = visit.summarise(snapshot, {check.id: check.outcome for check in results.checks}, internal=internal)
    filled = results.model_copy(update={field.name: getattr(seen, field.name) for field in fields(seen)})
    with tempfile.TemporaryDirectory() as folder:
        for path, picture in visit.pictures(snapshot):
            (Path(folder) / path).parent.mkdir(exist_ok=True)
            (Path(folder) / path).write_bytes(picture)
        return report.build(filled, known, Path(folder))
