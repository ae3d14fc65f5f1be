"""What is gathered once the site has been read: what its pages led to besides other pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auditor import urls
from auditor.collect import dns, probes, tls
from auditor.collect.addresses import Guard, GuardedResolver
from auditor.collect.crawl import Crawl, Progress
from auditor.collect.surroundings import Surroundings
from auditor.collect.web import Limits, Web, tls_context
from auditor.config import Settings
from auditor.model import ContactKind, Reach
from auditor.store import Store


@dataclass(frozen=True, slots=True)
class Means:
    """What it is gathered with."""

    settings: Settings
    web: Web
    store: Store
    crawl: Crawl
    guard: Guard
    around: Surroundings
    limits: Limits
    progress: Progress


async def gather(means: Means) -> None:
    """Gather it all, one kind after the other; each is stored as soon as it is there."""
    means.progress(0, 1, "well-known addresses")
    await probes.ask(means.web, means.store, means.crawl, means.limits)
    means.progress(0, 1, "mail domains and certificates")
    await _names(means)
    await _certificates(means)


async def _names(means: Means) -> None:
    lookup = means.around.lookup or dns.SystemLookup()
    doubt = await dns.distrust(lookup)
    if doubt:
        means.store.put_missing("names", doubt)
    domains = {dns.ascii_name(value.rpartition("@")[2]) for value in _addresses(means.store)}
    means.store.put_dns(await dns.mail_records(sorted(domains - {""}), lookup, doubt))


async def _certificates(means: Means) -> None:
    resolver = GuardedResolver(means.guard, means.around.rehearsal)
    context = tls_context(means.around.ca_file)
    means.store.put_certificates(await tls.certificates(_secure_hosts(means.store), resolver, context))


def _addresses(store: Store) -> Iterable[str]:
    return [value for (value,) in store.rows("SELECT DISTINCT value FROM contact WHERE kind = ?", ContactKind.EMAIL)]


def _secure_hosts(store: Store) -> list[tuple[str, int]]:
    """Return (host, port) of the https hosts whose pages have a role."""
    query = "SELECT DISTINCT fetch.final_url FROM fetch JOIN role ON role.url = fetch.url WHERE fetch.status IS NOT NULL OR fetch.reach = ?"
    found = {url for (url,) in store.rows(query, Reach.TLS_FAILED) if urls.scheme(url) == "https"}
    return sorted({(urls.host(url), _port(url)) for url in found})


def _port(url: str) -> int:
    _, _, port = urls.netloc(url).removeprefix(urls.host(url)).partition(":")
    return int(port) if port else 443
