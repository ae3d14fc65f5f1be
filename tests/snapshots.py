"""Made-up visits: a site told page by page in HTML, read by the collector's own extraction, as checks see it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, Self

from auditor import RULESET, urls
from auditor.audit import registry, runner
from auditor.collect.extract import html as extract
from auditor.collect.extract.contacts import find_contacts
from auditor.collect.extract.forms import forms
from auditor.collect.extract.html import Document
from auditor.model import (
    AccountSearch,
    Approved,
    ApprovedAccount,
    Cause,
    Certificate,
    Channel,
    CheckResult,
    CompanyProfile,
    ContactDetail,
    DnsOutcome,
    DnsRecord,
    EarlierAudit,
    EarlierFinding,
    Fetch,
    Finding,
    Form,
    Landing,
    LandingState,
    Link,
    LinkKind,
    Outcome,
    Page,
    Place,
    Post,
    Posting,
    Profile,
    ProfileMention,
    ProfileSource,
    Reach,
    Redirect,
    Role,
    Snapshot,
    Target,
    Thresholds,
    Venue,
)
from auditor.model import Document as PublishedFile
from auditor.model.messages import as_sentence, quoted, sentence

SITE = "https://www.acme.example/"
TAKEN_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
FILLER = (
    "<p>Acme has made anvils, rockets and rubber bands for the whole country since 1949, and delivers them too.</p>"
)
NO_DOMAIN, NO_DATA, FAILED = DnsOutcome.NO_DOMAIN, DnsOutcome.NO_DATA, DnsOutcome.FAILED


class Site:
    """A site as it was met on a visit. Every method returns the site, so that calls can be chained."""

    def __init__(self, site: str = SITE, *, home: str | None = FILLER, needs_script: bool = False) -> None:
        self.site = site
        self._bodies: dict[str, str] = {}
        self._fetches: dict[str, Fetch] = {}
        self._pages: dict[str, Page] = {}
        self._links: list[Link] = []
        self._contacts: list[ContactDetail] = []
        self._forms: list[Form] = []
        self._dns: dict[tuple[str, str], DnsRecord] = {}
        self._certificates: dict[str, Certificate] = {}
        self._documents: list[PublishedFile] = []
        self._profiles: list[Profile] = []
        self._profile_controls: dict[str, str] = {}
        self._channels: list[Channel] = []
        self._posts: list[Post] = []
        self._landings: dict[str, Landing] = {}
        self._searches: list[AccountSearch] = []
        self._venues: list[Venue] = []
        self._mentions: list[Post] = []
        self._status_updates: list[Post] = []
        self._brief = CompanyProfile()
        self._approved: Approved | None = None
        self._earlier: list[EarlierAudit] = []
        control = Fetch(f"{site}no-such", f"{site}no-such", Reach.RESPONDED, TAKEN_AT, 404, content_type="text/html")
        self._controls = {urls.origin(site): Page(control.url, control)}
        if home is not None:
            self.page("/", home, Role.HOME, depth=0, found_by=("home",), needs_script=needs_script)

    def page(
        self,
        path: str,
        html: str = FILLER,
        *roles: Role,
        status: int | None = 200,
        depth: int | None = 1,
        found_by: tuple[str, ...] = ("link",),
        needs_script: bool = False,
        **answer: Any,
    ) -> Self:
        """Add a page, `html` its body; its links, details and forms are what the collector finds in it.

        Args:
            path: Address, relative to the home page.
            html: What stands in the body, or the whole page where it begins with `<html`.
            roles: What it is for.
            status: HTTP status; None where no answer came.
            depth: Clicks from the home page.
            found_by: How it was learned of.
            needs_script: Whether it shows nothing without scripts.
            answer: Other fields of its `Fetch`.
        """
        fetch = self._answer(path, status, html, answer)
        document = Document(self._bodies.get(fetch.body_sha256, ""), fetch.url)
        self._pages[fetch.url] = Page(
            fetch.url,
            fetch,
            tuple(sorted(roles)),
            found_by=found_by,
            depth=depth,
            title=document.title,
            heading=document.heading,
            lang=document.lang,
            text_length=len(document.text),
            needs_script=needs_script or document.needs_script,
            read=lambda: document.html,
        )
        self._links += extract.links(document)
        self._forms += forms(document)
        self._contacts += find_contacts(document.html, url=fetch.url)
        return self

    def answer(self, url: str, status: int | None = 200, html: str = "", **answer: Any) -> Self:
        """Add what came of reading an address that is no page of the site."""
        self._answer(url, status, html, {"content_type": "text/html" if html else "image/png", **answer})
        return self

    def link(self, page: str, url: str, text: str = "", kind: LinkKind = LinkKind.ANCHOR) -> Self:
        """Add a link that stands in none of the HTML given, such as one in a sitemap."""
        self._links.append(Link(self._resolve(page), self._resolve(url), kind, text, raw=url))
        return self

    def contact(self, detail: ContactDetail) -> Self:
        """Add a detail as it is."""
        self._contacts.append(detail)
        return self

    def form(self, form: Form) -> Self:
        """Add a form as it is."""
        self._forms.append(form)
        return self

    def control(self, url: str, status: int = 200, html: str = "", **answer: Any) -> Self:
        """Set what the host of `url` answers for an address that cannot exist."""
        fetch = self._answer(url, status, html, answer)
        document = Document(self._bodies.get(fetch.body_sha256, ""), fetch.url)
        page = Page(fetch.url, fetch, title=document.title, heading=document.heading, read=lambda: document.html)
        self._controls[urls.origin(fetch.url)] = page
        return self

    def dns(self, name: str, **answers: str | DnsOutcome) -> Self:
        """Add what the DNS says of a name by record type: a value, or the outcome. Types not given have no data."""
        for type_ in ("MX", "A", "AAAA"):
            said = answers.get(type_, NO_DATA)
            outcome, values = (said, ()) if isinstance(said, DnsOutcome) else (DnsOutcome.FOUND, (said,))
            self._dns[name, type_] = DnsRecord(name, type_, outcome, values)
        return self

    def record(
        self,
        name: str,
        type: str,
        said: DnsOutcome | tuple[str, ...],
        detail: str = "",
        cause: Cause = Cause.UNSAID,
    ) -> Self:
        """Add one answer of the DNS, as it is."""
        outcome, values = (said, ()) if isinstance(said, DnsOutcome) else (DnsOutcome.FOUND, said)
        self._dns[name, type] = DnsRecord(name, type, outcome, values, detail, cause)
        return self

    def certificate(self, host: str, days: float | None = 60, problem: str = "") -> Self:
        """Add the certificate of a host that runs out after so many days."""
        until = None if days is None else TAKEN_AT + timedelta(days=days)
        self._certificates[host] = Certificate(host, until, problem)
        return self

    def document(
        self, path: str, kind: str = "pdf", /, *linked_from: str, problem: str = "", **facts: str | tuple[str, ...]
    ) -> Self:
        """Add a published file; names of facts are given with `_` for `-`, values alone or as a tuple."""
        said = {name.replace("_", "-"): (value,) if isinstance(value, str) else value for name, value in facts.items()}
        pages = tuple(self._resolve(page) for page in linked_from or ("/press",))
        self._documents.append(PublishedFile(self._resolve(path), kind, pages, said, as_sentence(problem)))
        return self

    def profile(self, platform: str, handle: str, url: str, *pages: str, **fields: Any) -> Self:
        """Add a profile, linked from the footer of `pages` (paths; the home page where none is named, none for `auditor.toml`)."""
        mentions = tuple(
            ProfileMention(page, url, ProfileSource.CONFIGURATION)
            if page == "auditor.toml"
            else ProfileMention(self._resolve(page), url, ProfileSource.LINK, Place.FOOTER, platform)
            for page in pages or ("/",)
        )
        fields["reason"] = sentence(fields.get("reason", ""))
        self._profiles.append(Profile(platform, handle, url, **{"mentions": mentions, "at": TAKEN_AT, **fields}))
        return self

    def profile_control(self, platform: str, problem: str) -> Self:
        """Say that a platform's rule of existence was not to be trusted."""
        self._profile_controls[platform] = problem
        return self

    def posts(self, *posts: Post, channel: Channel | None = None) -> Self:
        """Add posts, and the channel they came by."""
        self._posts += posts
        self._channels += [channel] if channel else []
        return self

    def landing(
        self, url: str, *postings: Posting, html: str = "", status: int | None = 200, landed: str = "", **fields: Any
    ) -> Self:
        """Add where a link of own posts or profiles leads: in one post of today where no `postings` say where it stands.

        Args:
            url: As linked.
            postings: Where it stands.
            html: What stands in the body there, or the whole page where it begins with `<html`.
            status: What was answered.
            landed: Where it ends; `url` by default.
            fields: Other fields of the `Landing`, in place of what follows from the page.
        """
        fetch = self._answer(url, status, html, {"landed": landed or url})
        document = Document(self._bodies.get(fetch.body_sha256, ""), fetch.final_url)
        given = postings or (Posting("mastodon", "acme", "1", TAKEN_AT, "https://b.example/acme/1"),)
        known: dict[str, Any] = {
            "state": LandingState.GONE if status in {404, 410} else LandingState.ANSWERED,
            "hops": fetch.redirects,
            "title": document.title,
            "password": document.tree.css_first("input[type=password]") is not None,
            "postings": given,
            "count": len(given),
            "at": TAKEN_AT,
        }
        self._landings[fetch.url] = Landing(
            fetch.url, fetch.final_url, urls.site_of(fetch.final_url), **{**known, **fields}
        )
        return self

    def mentions(self, *mentions: Post, venue: Venue | None = None) -> Self:
        """Add what others said elsewhere, and the venue."""
        self._mentions += mentions
        self._venues += [venue] if venue else []
        return self

    def status_updates(self, *updates: Post) -> Self:
        """Add what the company's status page said."""
        self._status_updates += updates
        return self

    def searched(
        self, *found: Profile, platform: str = "mastodon", base: str = "https://b.example", problem: str = ""
    ) -> Self:
        """Add a search for accounts under the company's name, and what it found."""
        self._searches.append(AccountSearch(platform, base, ("acme",), as_sentence(problem), found, TAKEN_AT))
        return self

    def company_profile(self, **fields: Any) -> Self:
        """Set what auditor.toml says of the company."""
        self._brief = CompanyProfile(**fields)
        return self

    def approved(self, *accounts: ApprovedAccount, domains: tuple[str, ...] = (), **more: Any) -> Self:
        """Set what approved.toml confirms: accounts, domains of the company's own, other fields of `Approved`."""
        ordered = tuple(sorted(accounts, key=lambda one: (one.platform, one.handle)))
        self._approved = Approved(self.site, domains=domains, accounts=ordered, **more)
        return self

    def earlier(self, days: float, *findings: EarlierFinding, ruleset: str = RULESET) -> Self:
        """Add an audit of so many days before, and what it found."""
        self._earlier.append(EarlierAudit(TAKEN_AT - timedelta(days=days), ruleset, findings))
        return self

    def snapshot(
        self,
        *,
        missing: dict[str, str] | None = None,
        notes: tuple[str, ...] = (),
        partial: str = "",
        thresholds: Thresholds | None = None,
    ) -> Snapshot:
        """Return the visit."""
        return Snapshot(
            target=Target("Acme", self.site),
            taken_at=TAKEN_AT,
            pages=tuple(self._pages[url] for url in sorted(self._pages)),
            links=tuple(self._links),
            contacts=tuple(self._contacts),
            forms=tuple(self._forms),
            fetches=MappingProxyType(dict(self._fetches)),
            controls=MappingProxyType(self._controls),
            dns=MappingProxyType(dict(self._dns)),
            certificates=MappingProxyType(dict(self._certificates)),
            documents=tuple(sorted(self._documents, key=lambda d: d.url)),
            profiles=tuple(sorted(self._profiles, key=lambda p: (p.platform, p.handle))),
            profile_controls=MappingProxyType({name: as_sentence(why) for name, why in self._profile_controls.items()}),
            channels=tuple(sorted(self._channels, key=lambda c: (c.platform, c.account, c.source))),
            posts=tuple(sorted(self._posts, key=lambda p: (p.platform, p.account, p.created_at, p.id))),
            landings=MappingProxyType(dict(sorted(self._landings.items()))),
            account_searches=tuple(self._searches),
            approved=self._approved,
            earlier=tuple(sorted(self._earlier, key=lambda audit: audit.taken_at)),
            venues=tuple(sorted(self._venues, key=lambda v: (v.platform, v.name, v.source))),
            mentions=tuple(sorted(self._mentions, key=lambda p: (p.platform, p.account, p.created_at, p.id))),
            status_updates=tuple(
                sorted(self._status_updates, key=lambda p: (p.platform, p.account, p.created_at, p.id))
            ),
            company_profile=self._brief,
            missing=MappingProxyType({name: as_sentence(why) for name, why in (missing or {}).items()}),
            notes=tuple(map(quoted, notes)),
            partial=as_sentence(partial),
            thresholds=thresholds or Thresholds(),
            read=lambda fetch: self._bodies.get(fetch.body_sha256, ""),
        )

    def _resolve(self, url: str) -> str:
        found = urls.resolve(url, self.site)
        assert found is not None, f"{url} is no web address"
        return found.url

    def _answer(self, path: str, status: int | None, html: str, fields: dict[str, Any]) -> Fetch:
        url = self._resolve(path)
        landed = self._resolve(str(fields.pop("landed", url)))
        plain = not html or html.startswith("<html") or "html" not in str(fields.get("content_type", "html"))
        whole = html if plain else f"<html><body>{html}</body></html>"
        sha = hashlib.sha256(whole.encode()).hexdigest() if whole and status is not None else ""
        self._bodies |= {sha: whole} if sha else {}
        known: dict[str, Any] = {
            "reach": Reach.RESPONDED,
            "at": TAKEN_AT,
            "status": status,
            "redirects": (Redirect(301, landed),) if landed != url else (),
            "content_type": "text/html",
            "body_sha256": sha,
            "encoding": "utf-8",
            "size": len(whole),
        }
        fetch = Fetch(url, landed, **{**known, **fields})
        self._fetches[url] = fetch
        return fetch


@cache
def _known() -> dict[str, registry.Known]:
    return dict(registry.load(installed=False))


def run(check_id: str, snapshot: Snapshot) -> CheckResult:
    """Return what a shipped check says of a visit, unmasked."""
    result = runner.run(_known()[check_id].check, snapshot, unmasked=True)
    assert result.outcome is not Outcome.ERROR, result.reason
    return result


def only(result: CheckResult, outcome: Outcome | None = None) -> Finding:
    """Return the one finding of a result, of this outcome where one is named."""
    found = [finding for finding in result.findings if outcome in {None, finding.outcome}]
    assert len(found) == 1, [(finding.outcome.value, finding.subject, finding.message) for finding in result.findings]
    return found[0]


def outcomes(result: CheckResult) -> dict[str, Outcome]:
    """Return the outcomes of a result by subject."""
    return {finding.subject: finding.outcome for finding in result.findings}
