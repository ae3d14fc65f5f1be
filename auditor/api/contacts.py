"""Addresses and numbers: whether they work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.analysis.contact_routes import email_authentication, mail, phones, purposes, unfilled
from auditor.analysis.contact_routes.email_authentication import Senders
from auditor.analysis.contact_routes.purposes import Purpose
from auditor.analysis.contact_routes.unfilled import Unfilled
from auditor.analysis.links.verdicts import Verdict
from auditor.api.query import Query
from auditor.model import ContactDetail, ContactKind, Message, Page


class Contacts(Query):
    """Addresses and numbers that the site publishes, and whether they work.

    Declare `pages` too for `unfilled` and `misread`; `dns` helps with e-mail.
    """

    __slots__ = ()
    rests_on = ("contacts",)

    def by_value(self, kind: ContactKind) -> Mapping[str, Sequence[ContactDetail]]:
        """Return the details of one kind by address or number, each with every place that shows it, in the order of pages."""
        found: dict[str, list[ContactDetail]] = {}
        for detail in self._snapshot.contacts:
            if detail.kind is kind:
                found.setdefault(detail.value, []).append(detail)
        return found

    def by_purpose(self) -> Mapping[Purpose, tuple[ContactDetail, ...]]:
        """Return the details whose purpose is told by words right before them, in the order of pages."""
        return purposes.by_purpose(self._snapshot)

    def deliverability(self, address: str) -> Verdict:
        """Return whether `address` can receive mail, by its form and by what the DNS says of its domain. Nothing is sent."""
        return mail.deliverability(self._snapshot, address)

    def misread(self, address: str, details: Sequence[ContactDetail]) -> Message:
        """Return what to find out where an address that cannot work may be none that visitors are asked to write to."""
        return mail.misread(self._snapshot, address, details)

    def mail_domains(self) -> Mapping[str, tuple[ContactDetail, ...]]:
        """Return the mail domains of the published addresses that are the company's, with the addresses."""
        return email_authentication.domains(self._snapshot)

    def senders(self, domain: str) -> Senders:
        """Return how well a mail domain is protected against others who write in its name (SPF, DMARC)."""
        return email_authentication.senders(self._snapshot, domain)

    def phone_links(self) -> Mapping[str, tuple[ContactDetail, ...]]:
        """Return the telephone links of the site by the number they dial, in the order of pages."""
        return phones.by_number(self._snapshot)

    def unfilled(self, *schemes: str) -> Mapping[Unfilled, tuple[str, ...]]:
        """Return the links that begin with one of `schemes` (`mailto:`, `tel:`) and have nothing behind it, with their pages."""
        return unfilled.links(self._snapshot, *schemes)

    @staticmethod
    def dialability(detail: ContactDetail) -> Verdict:
        """Return whether a linked number can ring anybody; unknown where a person had better try."""
        return phones.dialability(detail)

    @staticmethod
    def shown_otherwise(detail: ContactDetail) -> str:
        """Return the number a visitor reads where it is another than the link dials; empty where they agree."""
        return phones.shown_otherwise(detail)

    @staticmethod
    def swaps_numbers(page: Page) -> bool:
        """Return whether a script of the page replaces the numbers that visitors see."""
        return phones.are_swapped(page.read())
