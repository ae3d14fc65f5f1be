"""When far more is said of the company than usual, and when it says a word about it."""

from __future__ import annotations

from datetime import datetime

from auditor.analysis.conversations.metrics import clock
from auditor.analysis.listening import incidents, telling, troubles, volume, waiting
from auditor.analysis.listening.incidents import Incident
from auditor.analysis.listening.troubles import Amplified, Trouble
from auditor.analysis.listening.volume import Volume
from auditor.analysis.listening.waiting import Tagged, Waiting
from auditor.analysis.mentions import quoting
from auditor.api.query import Query
from auditor.model import Evidence, Message, Post


class Listening(Query):
    """What is said of the company by the hour, elsewhere and to its own accounts.

    `mentions`, `posts`, `status_updates`, `pages`, `contacts` and `profiles` help: what is missing is not counted.
    """

    __slots__ = ()
    rests_on = ("mentions", "posts", "status_updates")

    def volume(self) -> Volume:
        """Return how much is said by the hour, where, and when that spikes."""
        return volume.of(self._snapshot)

    def incidents(self) -> tuple[Incident, ...]:
        """Return what happened while more was said than usual, by time."""
        return incidents.of(self._snapshot)

    def spiked(self, incident: Incident) -> Message:
        """Return when mentions spiked, how much, and what about, as sentences."""
        return telling.spiked(self._snapshot, incident)

    def spoke(self, incident: Incident) -> Message:
        """Return when the first official word about an incident came; nothing where none was found."""
        return telling.spoke(self._snapshot, incident)

    def not_gathered(self, one: Incident | Trouble) -> Message:
        """Return which of the company's own posts of an incident or trouble were not gathered; nothing where all were."""
        return telling.not_gathered(self._snapshot, one)

    def earlier_unseen(self, incident: Incident) -> Message:
        """Return where an earlier official word than the one that was found may stand; nothing where there is no such place."""
        return telling.earlier_unseen(self._snapshot, incident)

    @staticmethod
    def of_rival(incident: Incident) -> Message:
        """Return whose trouble most of those who complain speak of."""
        return telling.of_rival(incident)

    def unseen_places(self) -> Message:
        """Return at which places mentions could not be seen, or not all; nothing where all were."""
        return telling.unseen_places(self._snapshot)

    def too_short(self) -> Message:
        """Return which busy hours have too short a past to be judged; nothing where there are none."""
        return telling.too_short(self._snapshot, volume.of(self._snapshot).unjudged)

    def waiting(self) -> tuple[Waiting, ...]:
        """Return who complains or asks elsewhere, and who got an official answer, by place."""
        return waiting.of(self._snapshot)

    def by_tag(self) -> Tagged:
        """Return who gets an answer: those who name the company's handle, and those who only speak of it."""
        return waiting.by_tag(self._snapshot)

    def troubles(self) -> tuple[Trouble, ...]:
        """Return what several people report on several days, and whether the company says a word about it."""
        return troubles.of(self._snapshot)

    def amplified(self) -> tuple[Amplified, ...]:
        """Return the company's own posts that share, quote or link a complaint, by time."""
        return troubles.amplified(self._snapshot)

    def local(self, moment: datetime) -> datetime:
        """Return a moment as clocks show it where the company is; in UTC where nobody says where that is."""
        return clock.local(moment, self._snapshot.company_profile.timezone)

    @staticmethod
    def proof(incident: Incident) -> tuple[Evidence, ...]:
        """Return the first complaint of an incident, the first mention of two places, and the first official word."""
        return telling.proof(incident)

    @staticmethod
    def answers_unseen(count: int) -> Message:
        """Return of how many complaints and questions it can't be told whether they were answered."""
        return telling.answers_unseen(count)

    @staticmethod
    def quote(post: Post) -> Evidence:
        """Return a post as evidence: its words, handles of others hidden."""
        return quoting.quote(post)
