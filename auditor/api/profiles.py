"""The company's profiles on platforms: which are there, what they show, who names them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from auditor.analysis.links import freed
from auditor.analysis.links.freed import Fate
from auditor.analysis.profiles import approved, icons, impostors, profiles, purpose, reach
from auditor.analysis.profiles.icons import Icon
from auditor.analysis.profiles.impostors import Suspect
from auditor.analysis.profiles.reach import Places
from auditor.api.query import Query
from auditor.model import ApprovedAccount, Evidence, Finding, Message, Profile
from auditor.model.view import demand
from auditor.text import company_names


class Profiles(Query):
    """Profiles of the company, and those that the site says are.

    Declare `pages` too for questions about names, `links` for `unset_icons`; `dns` helps `fate`, `posts` `last_own_post`.
    """

    __slots__ = ()
    rests_on = ("profiles",)

    def living(self) -> tuple[Profile, ...]:
        """Return the company's profiles known to be there, certainly or probably its own. Pass findings to `confirmed`."""
        return profiles.living(self._snapshot)

    def linked(self) -> tuple[Profile, ...]:
        """Return the profiles that the site itself names, there or not."""
        return profiles.linked(self._snapshot)

    def impostors(self) -> tuple[Suspect, ...]:
        """Return the accounts that searches found which look like the company's and are not known to be its own."""
        demand(self._snapshot, "account_searches")
        return impostors.suspects(self._snapshot)

    def contested(self) -> tuple[Profile, ...]:
        """Return the profiles that the site warns of and leads visitors to as its own."""
        return profiles.contested(self._snapshot)

    def warnings(self, profile: Profile) -> tuple[Evidence, ...]:
        """Return the first places of the site that warn of a profile, with the words that do."""
        return profiles.warnings(self._snapshot, profile)

    def proof(self, profile: Profile, excerpt: str = "") -> tuple[Evidence, ...]:
        """Return where the platform's word stands, and the first places of the site that name the profile."""
        return profiles.proof(self._snapshot, profile, excerpt)

    def unsure(self, profile: Profile) -> Message:
        """Return why nothing can be said of a profile; nothing where something can. `hint` says how to find out."""
        return profiles.unsure(self._snapshot, profile)

    def fate(self, profile: Profile) -> Fate:
        """Return who may take the name of a profile, supposed that nobody holds it."""
        return freed.fate(self._snapshot, profile)

    def names(self) -> tuple[str, ...]:
        """Return the names the company goes by: what auditor.toml and the site say, and the name in its domain."""
        return profiles.brand(self._snapshot)

    def is_named(self, text: str) -> bool:
        """Return whether a handle is a name that the company goes by: in any spelling, shortened, with `support` or the like."""
        return profiles.is_named(self._snapshot, text)

    def carries_name(self, text: str) -> bool:
        """Return whether a name that a profile shows holds, or is, one that the company goes by."""
        return profiles.carries_name(self._snapshot, text)

    def misspelt(self, handle: str) -> tuple[str, int] | None:
        """Return the company's name that a handle misspells, and by how many letters; None where it misspells none."""
        return profiles.misspelt(self._snapshot, handle)

    def is_of_another_script(self, text: str) -> bool:
        """Return whether a name is in a script that none of the company's names uses, so that they can't be compared."""
        return profiles.is_of_another_script(self._snapshot, text)

    def names_home(self, profile: Profile) -> bool:
        """Return whether a profile's handle is the site's own domain or a name below it: only its holder can have it."""
        return profiles.names_home(self._snapshot, profile)

    def leads_to_site(self, addresses: Iterable[str]) -> bool:
        """Return whether one of some addresses is on the company's own site."""
        return profiles.leads_to_site(self._snapshot, addresses)

    def is_support(self, profile: Profile) -> bool:
        """Return whether a profile is for support: auditor.toml says so, or its handle or name does."""
        return purpose.is_support(profile, profiles.brand(self._snapshot))

    def approved(self, profile: Profile) -> ApprovedAccount | None:
        """Return what the company approved of a profile; None where nothing was. Declare `approved`."""
        return approved.of_profile(self._snapshot, profile)

    def picture_bits(self, profile: Profile) -> int | None:
        """Return in how many of 64 bits a profile's picture differs from the approved one; None where they can't be compared."""
        return approved.picture_bits(self._snapshot, profile)

    def places(self, profile: Profile) -> Places:
        """Return every page, document and feed of the site that carries a profile; declare `pages` and `documents`."""
        return reach.places(self._snapshot, profile)

    def place_evidence(self, found: Places) -> tuple[Evidence, ...]:
        """Return such places as evidence."""
        return reach.evidence(self._snapshot, found)

    @staticmethod
    def carried(found: Places, *, pages: bool = True) -> Message:
        """Return how much of the site sends people to a profile, in sentences; nothing where nothing does.

        Without `pages` only documents and feeds are told.
        """
        return reach.carried(found, pages=pages)

    def last_own_post(self, profile: Profile) -> datetime | None:
        """Return when the company last wrote on a profile, as far as its posts were gathered."""
        return purpose.last_own_post(self._snapshot, profile)

    def unset_icons(self) -> tuple[Icon, ...]:
        """Return the platforms' icons on the home page and contact pages that nobody filled in, one for each platform."""
        return icons.unset(self._snapshot)

    @staticmethod
    def confirmed(profile: Profile, finding: Finding) -> Finding:
        """Return a finding about a profile as it may be said: a fault of one that is only probably the company's is no fault."""
        return profiles.confirmed(profile, finding)

    @staticmethod
    def hint(profile: Profile) -> Message:
        """Return how a person can look a profile up."""
        return profiles.hint(profile)

    @staticmethod
    def linked_by(profile: Profile) -> Message:
        """Return who sends visitors to a profile."""
        return profiles.linked_by(profile)

    @staticmethod
    def pages_of(profile: Profile) -> tuple[str, ...]:
        """Return the pages of the site that name a profile, each once."""
        return profiles.pages_of(profile)

    @staticmethod
    def has_picture(profile: Profile) -> bool:
        """Return whether profiles on its platform have pictures at all."""
        return profiles.has_picture(profile)

    @staticmethod
    def platform_name(profile: Profile) -> str:
        """Return what readers call the platform of a profile."""
        return profiles.platform_name(profile)

    @staticmethod
    def shown_handle(profile: Profile) -> str:
        """Return a handle as messages have it, such as `acme on social.example`."""
        return profiles.shown_handle(profile)

    @staticmethod
    def shown_name(profile: Profile) -> str | None:
        """Return the name that visitors read: where none was chosen, the handle. None where it can't be seen."""
        return profiles.shown_name(profile)

    @staticmethod
    def chosen_name(profile: Profile) -> str:
        """Return the part of a handle that tells the company's name: `acme` of `acme@social.example` or `company/acme`."""
        return profiles.chosen_name(profile)

    @staticmethod
    def is_given(profile: Profile) -> bool:
        """Return whether a handle is a number or a code that nobody chose."""
        return profiles.is_given(profile)

    @staticmethod
    def plain_name(text: str) -> str:
        """Return the letters and digits of a name, in lower case and without accents, for comparing."""
        return company_names.plain(text)

    @staticmethod
    def only_announces(profile: Profile) -> bool:
        """Return whether a profile does not answer: auditor.toml calls it one for news, or its bio says so."""
        return purpose.only_announces(profile)

    @staticmethod
    def says_dormant(profile: Profile) -> bool:
        """Return whether name or bio say that nobody looks after it any more."""
        return purpose.says_dormant(profile)

    @staticmethod
    def says_hours(profile: Profile) -> bool:
        """Return whether the bio tells when somebody answers: a span of hours, or words such as "24/7"."""
        return purpose.says_hours(profile)

    @staticmethod
    def says_route(profile: Profile) -> bool:
        """Return whether bio or links name another place to ask."""
        return purpose.says_route(profile)

    @staticmethod
    def says_how(profile: Profile) -> bool:
        """Return whether the bio tells when it answers or where else to turn."""
        return purpose.says_how(profile)
