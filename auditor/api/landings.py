"""Links in the company's own posts and profiles: where they end, and what stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.analysis.lookalikes import landings, sentences
from auditor.analysis.lookalikes.claims import Claim
from auditor.analysis.lookalikes.likeness import Likeness
from auditor.api.query import Query
from auditor.model import Evidence, Landing, Message


class Landings(Query):
    """Links in the company's own posts and profiles. Declare `pages` and `links` too, by which its own domains are known."""

    __slots__ = ()
    rests_on = ("landings",)

    def by_domain(self) -> Mapping[str, tuple[Landing, ...]]:
        """Return the landings by the domain they end on, sorted."""
        return landings.by_domain(self._snapshot)

    def is_known(self, landing: Landing) -> bool:
        """Return whether a link ends on a domain beyond suspicion: the company's own, a known brand's or a platform's."""
        return landings.ground(self._snapshot, landing.final_url) is not None

    def likeness(self, landing: Landing) -> Likeness | None:
        """Return which brand's domain the host imitates; None for none, and where the domain is beyond suspicion."""
        return landings.likeness_of(self._snapshot, landing)

    def claim(self, landing: Landing) -> Claim | None:
        """Return whose a page that asks for a password gives itself out as, whose it is not; None for nobody's."""
        return landings.claim_of(self._snapshot, landing)

    def may_be_ours(self, landing: Landing) -> bool:
        """Return whether a page in the company's name may be the company's, although its site was not seen to lead there."""
        return landings.may_be_ours(self._snapshot, landing)

    def parked(self, landing: Landing) -> Message:
        """Return what shows that a link ends at a parked domain; nothing where nothing does."""
        return landings.parked(self._snapshot, landing)

    def exists(self, landing: Landing) -> bool | None:
        """Return whether the host is there; None where that could not be looked up."""
        return landings.exists(self._snapshot, landing)

    def why_unknown(self, landing: Landing) -> Message:
        """Return why it is not known what stands where a link leads; nothing where it is."""
        return landings.why_unknown(self._snapshot, landing)

    @staticmethod
    def not_followed(found: Sequence[Landing]) -> Message:
        """Return that links were not followed, to where, and why."""
        return sentences.not_followed(found)

    @staticmethod
    def not_seen(found: Sequence[Landing]) -> Message:
        """Return that what stands behind links could not be seen, of those that nothing else speaks against."""
        return sentences.not_seen(found)

    def places(self, found: Sequence[Landing]) -> tuple[Evidence, ...]:
        """Return where the first of some links lead, as far as is known."""
        return tuple(each for one in found[: sentences.MOST] for each in self.proof(one)[:1])

    def proof(self, landing: Landing) -> tuple[Evidence, ...]:
        """Return where a link ended, and the first places that give it."""
        return landings.proof(self._snapshot, landing)
