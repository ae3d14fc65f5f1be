"""Links: where they stand, where they lead, and what becomes of who follows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from auditor import urls
from auditor.analysis.conversations import promised
from auditor.analysis.links import destination, domains, fragments, graph, status
from auditor.analysis.links.destination import Landing as Destination
from auditor.analysis.links.domains import Domain
from auditor.analysis.links.fragments import Place as LinkedPlace
from auditor.analysis.links.verdicts import Verdict
from auditor.api.query import Query
from auditor.model import Link, Message
from auditor.platforms import parse
from auditor.text import placeholder_urls


@dataclass(frozen=True, slots=True)
class Service:
    """A service of others where companies have profiles."""

    name: str
    closed_on: date | None
    """Day from which the whole service is no more; None where it runs."""
    source: Message
    """Who says so, as a phrase; nothing where nobody is known to."""


class Links(Query):
    """Links of the site, and what became of the addresses they lead to.

    Declare `pages` too; `dns` and `profiles` help `domains`.
    """

    __slots__ = ()
    rests_on = ("links",)

    def judge(self, url: str) -> Verdict:
        """Return what became of `url` on this visit: alive, dead or unknown, and why."""
        return status.judge(self._snapshot, url)

    def judge_promise(self, url: str, links: Sequence[Link]) -> Verdict:
        """Return what becomes of `url` for those who follow `links` to it, by what their words promise."""
        return promised.verdict(self._snapshot, url, links)

    def on(self, url: str) -> tuple[Link, ...]:
        """Return the links that stand on `url`, in the order of the document."""
        return graph.links_on(self._snapshot, url)

    def to(self, url: str) -> tuple[Link, ...]:
        """Return the links by which other pages show or lead to `url`, redirects followed, in the order read."""
        return graph.links_to(self._snapshot, url)

    def followed(self) -> Mapping[str, tuple[Link, ...]]:
        """Return the links that visitors follow, by the address they name, in the order read; frames are followed for them."""
        return destination.links(self._snapshot)

    def final_url(self, url: str) -> str:
        """Return where `url` leads after redirects; itself where it was not read."""
        return graph.final_url(self._snapshot, url)

    def destination(self, url: str) -> Destination | None:
        """Return in whose hands the links to `url` lead; None where that was not seen."""
        return destination.of(self._snapshot, url)

    def places(self, url: str, links: Sequence[Link]) -> Iterator[LinkedPlace]:
        """Yield the `#places` that `links`, all of them to `url`, name on a living page of the site, each with its verdict."""
        return fragments.places(self._snapshot, url, links)

    def domains(self) -> tuple[Domain, ...]:
        """Return the other domains that the site or one of its profiles links, sorted, each with what became of it."""
        return domains.domains(self._snapshot)

    @staticmethod
    def opens_nothing(raw: str) -> Message:
        """Return why what stands in a link opens nothing that it names; empty where it is no such thing."""
        return placeholder_urls.reason(raw)

    @staticmethod
    def service(url: str) -> Service | None:
        """Return the service that an address is on, such as Facebook, whatever it leads to; None for none that is known."""
        found = parse.platform_of(url)
        return None if found is None else Service(found.name, found.closed_on, Message(found.closed_source))

    @staticmethod
    def same_site(one: str, other: str) -> bool:
        """Return whether two URLs belong to one site (one registrable domain); what is no URL belongs to none."""
        return urls.same_site(one, other)

    @staticmethod
    def scheme(url: str) -> str:
        """Return `http` or `https`; empty for what is no URL."""
        return urls.scheme(url)

    @staticmethod
    def host(url: str) -> str:
        """Return the host name, without the port; empty for what is no URL."""
        return urls.host(url)

    @staticmethod
    def netloc(url: str) -> str:
        """Return the host name, with `:port` where the port is not the scheme's own; empty for what is no URL."""
        return urls.netloc(url)
