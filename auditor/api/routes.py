"""Ways to reach somebody: for customers, for the press, for who has something to report; and the Impressum."""

from __future__ import annotations

from collections import Counter

from auditor.analysis.contact_routes import dependence, doubts, imprint, offers, reports
from auditor.analysis.contact_routes.imprint import Contents as ImprintContents
from auditor.analysis.contact_routes.imprint import Imprint
from auditor.analysis.contact_routes.offers import Route
from auditor.analysis.contact_routes.reports import Found as ReportRoute
from auditor.analysis.contact_routes.security_txt import SecurityTxt
from auditor.analysis.links.verdicts import Verdict
from auditor.api.query import Query
from auditor.model import ContactDetail, Page, Role


class Routes(Query):
    """Ways to reach somebody that the site offers, and why one may be there that was not seen.

    Declare `contacts` and `forms` too; `dns`, `documents` and `profiles` help.
    """

    __slots__ = ()
    rests_on = ("pages", "links")

    def on_page(self, page: Page) -> tuple[Route, ...]:
        """Return the ways a visitor of `page` can reach somebody, as far as nothing speaks against their working."""
        return offers.on_page(self._snapshot, page)

    def for_customers(self, *roles: Role) -> Route | None:
        """Return the first way for customers on a page of any of `roles`, or in a file that stands for one; None for none."""
        return offers.first_for_customers(self._snapshot, *roles)

    def signposted(self, *roles: Role) -> Route | None:
        """Return where a page of any of `roles` only sends its visitors on to: another company's form, or a page below a contact page."""
        return offers.signposted(self._snapshot, *roles)

    def near_home(self) -> Route | None:
        """Return the first way for customers on a page that the home page links and whose name says nothing to us; None for none."""
        return offers.near_home(self._snapshot)

    def customers_doubt(self) -> Verdict | None:
        """Return why customers may find a way that was not seen; None where nothing stands in the way of saying so."""
        return doubts.customers(self._snapshot)

    def for_press(self) -> Route | None:
        """Return the first way for the press: on the press pages and in their files, on others, then anywhere; None for none."""
        return offers.for_press(self._snapshot)

    def press_doubt(self) -> Verdict | None:
        """Return why the press may find a way that was not seen; None where nothing stands in the way of saying so."""
        return doubts.press(self._snapshot)

    def for_reports(self) -> ReportRoute | None:
        """Return a way to report abuse or a security problem: a security.txt, a mailbox, a page; None for none."""
        return reports.found(self._snapshot)

    def security_txt(self) -> SecurityTxt | None:
        """Return the site's security.txt (RFC 9116), in order or not; None where there is none."""
        return reports.security_txt(self._snapshot)

    def reports_doubt(self) -> Verdict | None:
        """Return why a way to report may be there that was not seen; None where nothing stands in the way of saying so."""
        return doubts.reports(self._snapshot)

    def own(self) -> set[str]:
        """Return the usable addresses, numbers and forms of the contact pages that are the company's own, each once."""
        return dependence.own(self._snapshot)

    def on_platforms(self) -> Counter[str]:
        """Return how many profiles and messenger addresses the contact pages link, by the platform's name."""
        return dependence.on_platforms(self._snapshot)

    def imprint_country(self) -> str:
        """Return `DE` or `AT` where auditor.toml says that the law of that country asks for an Impressum; else nothing."""
        return imprint.country(self._snapshot)

    def imprint(self) -> Imprint:
        """Return the site's Impressum: the fullest that can be read, else the nearest that is there, else one that is dead."""
        return imprint.found(self._snapshot)

    def imprint_contents(self, one: Imprint) -> ImprintContents:
        """Return what an Impressum that was read holds of what the law asks for."""
        return imprint.contents(self._snapshot, one)

    @staticmethod
    def is_for_press(page: Page, detail: ContactDetail) -> bool:
        """Return whether a detail is meant for the press, by its mailbox or by the words that introduce it."""
        return offers.is_press(page, detail)
