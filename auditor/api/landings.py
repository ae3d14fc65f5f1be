"""Links in the company's own posts and profiles: where they end, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.analysis.lookalikes import landings
from auditor.analysis.lookalikes.claims import Claim
from auditor.analysis.lookalikes.landings import Existence as HostExistence
from auditor.analysis.lookalikes.landings import Ground, Standing
from auditor.analysis.lookalikes.landings import Group as LandingGroup
from auditor.analysis.lookalikes.likeness import Likeness
from auditor.api.query import Query
from auditor.model import Evidence, Landing, Listed, Message
from auditor.platforms import forwarders
from auditor.platforms.brands import Brand


class Landings(Query):
    """Links in the company's own posts and profiles. Declare `pages` and `links` too, by which its own domains are known."""

    __slots__ = ()
    rests_on = ("landings",)

    def by_domain(self) -> Iterator[LandingGroup]:
        """Yield the landings by the domain they end on, sorted."""
        return landings.by_domain(iter(self._snapshot.landings.values()))

    def ground(self, landing: Landing) -> Ground | None:
        """Return why the domain of a landing is beyond suspicion; None where nothing says so."""
        return landings.ground(self._snapshot, landing.final_url)

    def is_linked(self, landing: Landing) -> bool:
        """Return whether the company's own pages link to the domain where a link ends."""
        return landings.is_linked(self._snapshot, landing.final_url)

    def likeness(self, landing: Landing) -> Likeness | None:
        """Return which brand's domain the host imitates; None for none, and where the domain is beyond suspicion."""
        return landings.likeness_of(self._snapshot, landing)

    def claim(self, landing: Landing) -> Claim | None:
        """Return whose a page that asks for a password gives itself out as, whose it is not; None for nobody's."""
        return landings.claim_of(self._snapshot, landing)

    def standing(self, landing: Landing, claim: Claim) -> Standing:
        """Return what to make of a page that gives itself out as a brand: log-ins of the company's own stand on domains of others."""
        return landings.standing(self._snapshot, landing, claim)

    def parked(self, landing: Landing) -> Message:
        """Return what shows that a link ends at a parked domain; nothing where nothing does."""
        return landings.parked(self._snapshot, landing)

    def existence(self, landing: Landing) -> HostExistence:
        """Return whether the host is there; what cannot be looked up is not what does not exist."""
        return landings.existence(self._snapshot, landing)

    def why_unknown(self, landing: Landing) -> Message:
        """Return why it is not known what stands where a link leads; nothing where it is."""
        return landings.why_unknown(self._snapshot, landing)

    def proof(self, landing: Landing) -> tuple[Evidence, ...]:
        """Return where a link ended, and the first places that give it."""
        return landings.proof(self._snapshot, landing)

    @staticmethod
    def how(found: Likeness) -> Message:
        """Return how a host resembles a brand's domain, as a sentence."""
        return landings.how(found)

    @staticmethod
    def said(claim: Claim) -> Message:
        """Return the words with which a page gives itself out as a brand, as a sentence."""
        return landings.said(claim)

    @staticmethod
    def linked_from(landing: Landing) -> Message:
        """Return where the company links it, as a sentence."""
        return landings.linked_from(landing)

    @staticmethod
    def names_brand(landing: Landing, brand: Brand) -> bool:
        """Return whether the title of the page bears a brand's name."""
        return landings.names_brand(landing, brand)

    @staticmethod
    def listed(landing: Landing) -> Listed | None:
        """Return the block list that holds an address on the way; services that send visitors on do not count."""
        return next((one for one in landing.block_lists if not forwarders.forwards(one.url)), None)
