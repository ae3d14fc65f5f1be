"""Persons on the pages, and what of theirs is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from auditor.analysis import masking
from auditor.analysis.pii import bios, details, exposed, logins, mailboxes
from auditor.analysis.pii.bios import InBio
from auditor.analysis.pii.details import Sighting
from auditor.analysis.pii.exposed import Exposure
from auditor.analysis.pii.logins import UserList
from auditor.analysis.pii.phones import NumberKind
from auditor.api.query import Query
from auditor.model import ContactKind, Message, Page
from auditor.text.mailboxes import MailboxKind


class People(Query):
    """Persons whom the site names, and what it shows of theirs. Reports mask it: put it into `evidence` as it stands.

    Declare `contacts` too for addresses and numbers, `links` for profiles and log-ins, `profiles` for bios.
    """

    __slots__ = ()
    rests_on = ("pages",)

    def names_somebody(self, page: Page) -> bool:
        """Return whether a page names a person at all."""
        return exposed.names_somebody(self._snapshot, page)

    def birth_dates(self) -> tuple[Exposure, ...]:
        """Return full birth dates; `sure` where a person is named beside it, or mark-up gives a person's."""
        return exposed.births(self._snapshot)

    def homes(self) -> tuple[Exposure, ...]:
        """Return street addresses that stand beside a person's name and nowhere as an office's."""
        return exposed.homes(self._snapshot)

    def private_profiles(self) -> tuple[Exposure, ...]:
        """Return links to profiles on private networks beside a person's name that are none of the company's."""
        return exposed.profiles(self._snapshot)

    def sightings(self, pages: Iterable[Page], kind: ContactKind) -> Mapping[str, tuple[Sighting, ...]]:
        """Return where each address or number stands on `pages`, with whose it is there, by value in the order of the visit."""
        return details.sightings(self._snapshot, pages, kind)

    def consent(self, places: Iterable[Sighting]) -> Message:
        """Return that and why a detail is shown on purpose; nothing where auditor.toml does not say so."""
        return details.consent(self._snapshot, places)

    def mailbox(self, address: str, places: Sequence[Sighting]) -> MailboxKind:
        """Return whose mailbox an address is, by itself and by where it stands: `role`, `free-mail`, `personal`, `unknown`."""
        return details.mailbox(address, places, self._snapshot.target)

    def is_firms(self, address: str) -> bool:
        """Return whether a free-mail address is used as a company's mailbox: `acme.info@…`, `orders.acme@…`."""
        return mailboxes.is_shared(address) or mailboxes.names_firm(address, self._snapshot.target)

    def bio_mailboxes(self) -> Iterator[InBio]:
        """Yield the mailboxes of persons in bios of profiles."""
        return bios.mail(self._snapshot)

    def bio_phones(self) -> Iterator[InBio]:
        """Yield the mobile and private numbers beside a person's name in bios of profiles."""
        return bios.phones(self._snapshot)

    def user_lists(self) -> Iterator[UserList]:
        """Yield what the visit read of the lists of users that WordPress hands out, in the order of their addresses."""
        return logins.user_lists(self._snapshot)

    def author_archives(self) -> Mapping[str, str]:
        """Return the log-in names that links to author archives tell, each with the first such address."""
        return logins.author_archives(self._snapshot)

    def is_wordpress(self) -> bool:
        """Return whether the site's own links say that it runs on WordPress."""
        return logins.is_wordpress(self._snapshot)

    @staticmethod
    def fits_owner(sighting: Sighting) -> bool:
        """Return whether an address is built from a name of whom it stands beside."""
        return details.fits_owner(sighting)

    @staticmethod
    def line(places: Sequence[Sighting]) -> Literal["private"] | NumberKind:
        """Return what sort of line a number is, by the words in front of it or by its country's plan.

        `private` where a page calls it so, else `mobile`, `fixed`, `internet`, `service`, `either` (its country's numbers do
        not show which) or `unknown`.
        """
        return details.line(places)

    @staticmethod
    def mask_name(name: str) -> str:
        """Return a name by its initials, `J••• D••`: for log-ins, which are not known to be a person's."""
        return masking.mask_name(name)
