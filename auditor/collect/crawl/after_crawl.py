"""What is gathered once the site has been read: what its pages led to besides other pages."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from auditor import urls
from auditor.collect.crawl import well_known
from auditor.collect.crawl.bootstrap import VisitContext
from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.sitemaps import Robots
from auditor.collect.http import dns, tls
from auditor.collect.http.address_guard import GuardedResolver
from auditor.collect.http.client import tls_context
from auditor.config import load
from auditor.model import ContactKind, DnsOutcome, Existence, Owner, Profile, Reach, message
from auditor.snapshot.writer import Store

if TYPE_CHECKING:
    from auditor.collect.importers.base import Importer
    from auditor.collect.sources.clients import SourceContext

T = TypeVar("T")

# What only some visits need is imported where it is used: a visit begins with the first request, not with the last reader.


@dataclass(frozen=True, slots=True)
class AfterCrawlContext:
    """What it is gathered with."""

    context: VisitContext
    crawl: Crawl
    excludes: Callable[[str], bool]
    robots: Callable[[str], Awaitable[Robots]]
    """Returns what an origin asks of robots."""


def warm_up() -> None:
    """Import what every visit ends with: in a thread, while the first answers are waited for."""
    from auditor.collect.crawl import domains, pictures, post_links, profile_discovery, published_files
    from auditor.collect.http.guarded_pool import shared_context
    from auditor.collect.sources import elsewhere, impostors, run
    from auditor.collect.sources.status_pages import gather
    from auditor.platforms.catalogue import catalogue

    catalogue()
    shared_context()
    assert profile_discovery, (domains, elsewhere, gather, impostors, pictures, post_links, published_files, run)


async def gather(means: AfterCrawlContext) -> None:
    """Gather it all; each is stored as soon as it is there.

    What asks platforms goes on one after the other, since some of it is asked of the same hosts. Files, which are read host by host,
    and certificates are others' matter and come beside it, unless the site wants its requests one at a time.
    """
    context = means.context
    context.progress(0, 1, "well-known addresses")
    await well_known.ask(context.web, context.store, means.crawl, context.limits)
    if await _is_slow(means):
        await _documents(means)
        profiles = await _asked_of_platforms(means)
        await _certificates(means)
    else:
        profiles = await _beside(_asked_of_platforms(means), _documents(means), _certificates(means))
    await _archive(means)
    context.progress(0, 1, "mail domains")
    await _names(means, profiles)


async def _is_slow(means: AfterCrawlContext) -> bool:
    """Return whether the site, or auditor.toml, wants a pause between requests or no two at a time."""
    crawl = means.context.settings.crawl
    return crawl.per_host < 2 or crawl.delay > 0 or (await means.robots(urls.origin(means.crawl.home))).delay > 0


async def _beside(main: Awaitable[T], *others: Awaitable[None]) -> T:
    """Return what the first brings while the others go on; none goes on once one has failed."""
    # The others begin: the first works for a while before it waits.
    tasks: list[asyncio.Future[Any]] = list(map(asyncio.ensure_future, others))
    first = asyncio.ensure_future(main)
    tasks.append(first)
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return first.result()


async def _asked_of_platforms(means: AfterCrawlContext) -> list[Profile]:
    """Gather what platforms and venues tell; return the profiles."""
    profiles = await _profiles(means)
    _conversations(means)
    await _links_of_posts(means)
    await _impostors(means)
    await _mentions(means)
    await _status_pages(means)
    return profiles


async def _documents(means: AfterCrawlContext) -> None:
    """Read what files on contact and press pages tell besides their contents."""
    from auditor.collect.crawl.published_files import Courtesy, gather_documents

    context = means.context
    courtesy = Courtesy(means.robots, means.excludes, context.settings.crawl.delay, context.pace)
    home = means.crawl.home
    notes = await gather_documents(
        context.web,
        context.store,
        context.limits,
        home=home,
        courtesy=courtesy,
        region=context.settings.target.country.upper(),
        shelf=means.crawl.shelf,
        progress=context.progress,
    )
    context.store.put_notes(notes)


async def _profiles(means: AfterCrawlContext) -> list[Profile]:
    """Look up the profiles that the site and auditor.toml name, and gather what was written there and on the site itself."""
    from auditor.collect.crawl import pictures, profile_discovery
    from auditor.collect.sources import elsewhere, run, table

    context = means.context
    store, settings = context.store, context.settings
    store.put_notes(profile_discovery.left_out(settings))
    known = {(one.platform, one.handle): one for one in store.profiles()}
    found = [
        _taken_up(one, known.get((one.platform, one.handle)))
        for one in profile_discovery.discover(store, settings, context.sources)
    ]
    asked = _asked(context)

    def say(what: str) -> None:
        context.progress(0, 1, what)

    if found:
        store.put_profiles(found)
        found = await run.gather(
            found,
            asked,
            store,
            now=context.around.now,
            say=say,
            source_for=partial(table.source_for, others=context.sources),
        )
        found = profile_discovery.regraded(await pictures.keep(found, context.web, store), store, settings)
        store.put_profiles(found)
    found = [one for one in found if one.owner in {Owner.CERTAIN, Owner.LIKELY}]
    own = [*elsewhere.of_site(store, means.crawl.may_read), *elsewhere.of_profiles(found, settings.sources)]
    await elsewhere.gather(own, asked, store, guard=context.guard, now=context.around.now, say=say)
    return list(store.profiles())


def _taken_up(found: Profile, known: Profile | None) -> Profile:
    """Return a profile with what an earlier part of the visit learned of it."""
    if known is None or known.at is None:
        return found
    return replace(known, mentions=found.mentions, purpose=found.purpose, owner=found.owner, why=found.why)


def _conversations(means: AfterCrawlContext) -> None:
    """Import the files of posts that auditor.toml names."""
    context = means.context
    if not any(not one.mentions for one in context.settings.conversations):
        return
    from auditor.collect.importers.run import import_all

    problems = import_all(context.settings, Path(), context.store, context.progress, _importers(context))
    context.store.put_notes((problem.said for problem in problems), passing=True)
    context.store.put_unimported(problem.said for problem in problems)
    if problems and not context.store.channels():
        context.store.put_missing("posts", problems[0].said)


async def _impostors(means: AfterCrawlContext) -> None:
    """Search platforms for accounts under the company's name."""
    from auditor.collect.crawl import pictures
    from auditor.collect.sources import impostors
    from auditor.text import company_names

    context = means.context
    settings, store = context.settings, context.store
    if not settings.security.impostors or not settings.sources.profiles:
        store.put_missing(
            "account_searches",
            message("Searching for accounts under the company's name is switched off for this audit."),
        )
        return
    context.progress(0, 1, "accounts under the company's name")
    name = " ".join(company_names.without_legal_forms(store.meta("name"))) or store.meta("name")
    names = (company_names.label(means.crawl.home), name, *settings.target.names, settings.target.handle.lstrip("@"))
    await impostors.gather(settings.security.impostors, names, _asked(context), store)
    for search in store.account_searches():
        found = await pictures.with_keys(search.found, context.web, store)
        store.put_account_searches([replace(search, found=tuple(found))])


async def _links_of_posts(means: AfterCrawlContext) -> None:
    """Follow the links of own posts and profiles."""
    from auditor.collect.crawl import post_links

    means.context.progress(0, 1, "links in posts and profiles")
    await post_links.follow(means)


def _importers(context: VisitContext) -> Mapping[str, Importer]:
    from auditor.collect.importers.table import IMPORTERS

    return IMPORTERS if context.importers is None else context.importers


async def _mentions(means: AfterCrawlContext) -> None:
    """Look for what others say elsewhere, where auditor.toml asks for it."""
    context = means.context
    settings = context.settings
    terms = load.terms(settings, means.crawl.home)
    if any(one.mentions for one in settings.conversations):
        from auditor.collect.importers.mentions import import_mentions

        problems = import_mentions(settings, context.store, context.progress, terms, _importers(context))
        context.store.put_notes((problem.said for problem in problems), passing=True)
    if "mentions" not in settings.model_fields_set:  # then nothing is wanted
        return
    from auditor.collect.sources.venues import gather, wanted

    places = list(wanted.of_settings(settings, context.sources))
    if not places:
        return
    await gather.gather(
        places,
        terms,
        _asked(context),
        context.store,
        seconds=settings.mentions.max_seconds,
        now=context.around.now,
        say=lambda what: context.progress(0, 1, what),
    )


async def _status_pages(means: AfterCrawlContext) -> None:
    """Read what the company's own status pages said."""
    from auditor.collect.sources.status_pages import found, gather

    context = means.context
    status = context.settings.status
    if status.read:
        await gather.gather(
            status.pages,
            found.of_site(context.store),
            _asked(context),
            context.store,
            now=context.around.now,
            say=lambda what: context.progress(0, 1, what),
        )


async def _archive(means: AfterCrawlContext) -> None:
    """Ask a public web archive for copies, where auditor.toml wants it."""
    context = means.context
    if not context.settings.archive.lookup:
        return
    from auditor.collect.sources import archive

    say = partial(context.progress, 0, 1)
    await archive.gather(context.settings.archive, _asked(context), context.store, say=say)


def _asked(context: VisitContext) -> SourceContext:
    """Return what sources are asked with."""
    from auditor.collect.sources.clients import SourceContext

    return SourceContext(
        context.settings.sources,
        context.store.put,
        politeness=context.politeness,
        around=context.around,
        environ=dict(os.environ),
    )


async def _names(means: AfterCrawlContext, profiles: list[Profile]) -> None:
    from auditor.collect.crawl.domains import loaded_hosts, unresolved_hosts

    context = means.context
    addresses = _addresses(context.store)
    linked = [link for profile in profiles for link in profile.links or ()]
    lost = unresolved_hosts(context.store, linked) | _handles_domains(profiles)
    loaded = loaded_hosts(context.store, means.crawl.home)
    if not addresses and not lost and not loaded:  # nothing hangs on what a name server says
        return
    lookup = context.around.lookup or dns.SystemLookup(context.settings.sources.resolver)
    doubt = await dns.distrust(lookup)
    if doubt:
        context.store.put_missing("dns", doubt)
    named = {dns.ascii_name(value.rpartition("@")[2]) for value in addresses} - {""}
    domains = sorted(named, key=lambda domain: (urls.registrable(domain) != _registrable(means), domain))
    records = await dns.mail_records([*domains, *_site_host(means)], lookup, doubt)
    context.store.put_dns(records)
    policies = await dns.mail_policies(domains, lookup, doubt)
    context.store.put_dns(policies)
    context.store.put_dns(await dns.sender_lists(domains, [*records, *policies], lookup))
    loaders = await dns.addresses(loaded, lookup, doubt)
    context.store.put_dns(loaders)
    lost |= {one.name for one in loaders if one.outcome in {DnsOutcome.NO_DOMAIN, DnsOutcome.FAILED}}
    context.store.put_dns(await dns.delegations(lost, lookup, doubt))


def _handles_domains(profiles: list[Profile]) -> set[str]:
    """Return the domains on which it hangs whether somebody may take the name of a profile that is gone."""
    from auditor.platforms.catalogue import handle_domain

    gone = (one for one in profiles if one.existence is Existence.MISSING)
    return {domain for one in gone if (domain := handle_domain(one.platform, one.handle))}


def _registrable(means: AfterCrawlContext) -> str:
    return urls.registrable(urls.host(means.crawl.home))


def _site_host(means: AfterCrawlContext) -> list[str]:
    """Return the site's own host, whose address tells whether this is a network of private addresses."""
    host = urls.host(means.crawl.home)
    return [] if urls.is_address(host) or "." not in host else [host]


async def _certificates(means: AfterCrawlContext) -> None:
    context = means.context
    hosts = _secure_hosts(context.store)
    if not hosts:
        return
    resolver = GuardedResolver(context.guard, context.around.stub_network)
    secure = tls_context(context.around.ca_file)
    context.store.put_certificates(await tls.certificates(hosts, resolver, secure))


def _addresses(store: Store) -> list[str]:
    """Return the e-mail addresses of the pages, and of the files that stand for one."""
    found = [value for (value,) in store.rows("SELECT DISTINCT value FROM contact WHERE kind = ?", ContactKind.EMAIL)]
    filed = (detail for document in store.documents() for detail in document.contacts)
    return list(dict.fromkeys((*found, *(one.value for one in filed if one.kind is ContactKind.EMAIL))))


def _secure_hosts(store: Store) -> list[tuple[str, int]]:
    """Return (host, port) of the https hosts whose pages have a role."""
    query = "SELECT DISTINCT fetch.final_url FROM fetch JOIN role ON role.url = fetch.url WHERE fetch.status IS NOT NULL OR fetch.reach = ?"
    found = {url for (url,) in store.rows(query, Reach.TLS_FAILED) if urls.scheme(url) == "https"}
    return sorted({(urls.host(url), _port(url)) for url in found})


def _port(url: str) -> int:
    _, _, port = urls.netloc(url).removeprefix(urls.host(url)).partition(":")
    return int(port) if port else 443
