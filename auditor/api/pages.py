"""Pages of the site: which there are, what they show, and what may have gone unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from auditor.analysis import endorsements, leftovers, pages, releases
from auditor.analysis.contact_routes import papers, unseen
from auditor.analysis.contact_routes.frames import with_frames
from auditor.analysis.endorsements import Endorsement
from auditor.analysis.links import graph
from auditor.analysis.links.verdicts import Verdict
from auditor.analysis.releases import Dated
from auditor.api.query import Query
from auditor.model import Message, Page, Role
from auditor.text.parsed import text_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


class Pages(Query):
    """Pages of the site.

    Declare `links` too for `doubt`, `files`, `mentions`, `newest`, `menu_button` and `with_frames`.
    """

    __slots__ = ()
    rests_on = ("pages",)

    def living(self, *roles: Role) -> tuple[Page, ...]:
        """Return the pages that have any of `roles` and load, in the order of their URLs."""
        return pages.living(self._snapshot, *roles)

    def of_role(self, *roles: Role) -> tuple[Page, ...]:
        """Return the pages that have any of `roles`, whether they load or not."""
        return pages.of_role(self._snapshot, *roles)

    def unsettled(self, *roles: Role) -> tuple[Page, ...]:
        """Return the pages that have any of `roles` and of which it could not be told whether they load."""
        return pages.unsettled(self._snapshot, *roles)

    def files(self, *roles: Role) -> tuple[Page, ...]:
        """Return the files, such as PDFs, that were read and that links call a page of any of `roles`, as pages."""
        return papers.standing_for(self._snapshot, *roles)

    def at(self, url: str) -> Page | None:
        """Return the page of this address, or the one it leads to; None where it is no page of this site."""
        return graph.at(self._snapshot, url)

    def doubt(self) -> Verdict | None:
        """Return why pages may have gone unseen, and what to do; None where none did.

        Ask before saying that there is no such page: `reason` and `hint` are for `inconclusive`.
        """
        return pages.doubt(self._snapshot)

    def unread_doubt(self, *roles: Role, within: int | None = None) -> Verdict | None:
        """Return why what was found nowhere may stand on a page of any of `roles`, by default of any at all; None where all were read.

        Ask before saying that no page names something. `within` leaves out pages that are more clicks from the home page.
        """
        return pages.unread_doubt(self._snapshot, *roles, within=within)

    def unread(self, *roles: Role) -> tuple[Page, ...]:
        """Return the pages that have any of `roles`, may be there and were not read."""
        return pages.unread(self._snapshot, *roles)

    def menu_button(self, *roles: Role) -> Verdict | None:
        """Return what the home page has that is called like a page of any of `roles` and that only a script can answer."""
        return unseen.menu_button(self._snapshot, *roles)

    def with_frames(self, pages: Iterable[Page]) -> tuple[Page, ...]:
        """Return pages, each followed by the pages of the site that it shows in frames, which have its roles besides their own."""
        return tuple(with_frames(self._snapshot, pages))

    def drawn_later(self, page: Page) -> bool:
        """Return whether what a page lists may stand in a frame or come with its scripts."""
        return unseen.drawn_later(self._snapshot, page)

    def mentions(self, url: str) -> Message:
        """Return who sends visitors to `url`, such as `3 pages link to it as “Press”.`; nothing where nobody does."""
        return pages.mentions(self._snapshot, url)

    def archived(self, url: str) -> Message:
        """Return where a public web archive holds a copy of `url`, to restore it from; nothing where none is known. Declare `captures`."""
        return pages.archived(self._snapshot, url)

    def newest(self, page: Page) -> Dated:
        """Return what a press page, with the further pages of its list, tells of when something was last published."""
        return releases.dated(self._snapshot, page)

    def leftovers(self, page: Page) -> Mapping[str, Sequence[str]] | None:
        """Return the excerpts of a page that stand for content nobody put in, by kind; None where the page was not read.

        The kinds are `filler text`, `unfinished page`, `default content`, `example details` and `unfilled template`.
        """
        return leftovers.on_page(self._snapshot, page)

    def endorsements(self) -> Iterator[Endorsement]:
        """Yield what pages say of papers that wrote of the company and of its partners, and whether a link beside it shows that."""
        yield from endorsements.of(self._snapshot)

    @staticmethod
    def text(page: Page) -> str:
        """Return what a visitor reads on the page, one block a line; empty where it was not read."""
        return text_of(page.read())

    @staticmethod
    def soup(page: Page) -> BeautifulSoup:
        """Return the page's HTML, parsed for structure. It is slow: parse each page once."""
        from bs4 import BeautifulSoup  # noqa: PLC0415 - a tenth of what a start takes, and hardly any check asks

        return BeautifulSoup(page.read(), "lxml")

    @staticmethod
    def where(urls: Iterable[str]) -> Message:
        """Return on which pages something stands: `It is on https://acme.example/a and 2 other pages.`."""
        return pages.where(urls)

    @staticmethod
    def looked_on(urls: Iterable[str]) -> Message:
        """Return on which pages something was looked for and not found: `We looked on https://acme.example/press.`."""
        return pages.looked_on(urls)

    @staticmethod
    def linked_on(urls: Iterable[str]) -> Message:
        """Return which pages link something: `The link is on https://acme.example/a and 2 other pages.`."""
        return pages.linked_on(urls)

    @staticmethod
    def named_on(urls: Iterable[str]) -> Message:
        """Return which pages name an address: `The address is published on https://acme.example/a and 2 other pages.`."""
        return pages.named_on(urls)

    @staticmethod
    def published_on(urls: Iterable[str]) -> Message:
        """Return on which pages something is published, as a sentence; nothing where there are none."""
        return pages.published_on(urls)
