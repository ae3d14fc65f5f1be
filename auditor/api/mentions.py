"""What is said of the company away from its own accounts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from auditor.analysis.conversations import sentences
from auditor.analysis.mentions import places, quoting, threads
from auditor.analysis.mentions.places import MentionPlace
from auditor.analysis.mentions.threads import MentionCounts, MentionThread
from auditor.api.query import Query
from auditor.model import Coverage, Evidence, Message, Post, Venue


class Mentions(Query):
    """What others say of the company away from its own accounts, and where was looked for it.

    A story that many papers print is one thread, with its copies.
    """

    __slots__ = ()
    rests_on = ("mentions",)

    def venues(self) -> tuple[Venue, ...]:
        """Return the places that were looked at, those included where nothing was found."""
        return tuple(venue for venue in self._snapshot.venues if not venue.unseen)

    def unseen(self) -> tuple[Venue, ...]:
        """Return the places that could not be looked at; `unseen` of each says why."""
        return tuple(venue for venue in self._snapshot.venues if venue.unseen)

    def threads(self, venue: Venue | None = None) -> tuple[MentionThread, ...]:
        """Return what others said and who answered, by the time of the mentions; of one venue, or of all."""
        found = threads.of(self._snapshot).threads
        if venue is None:
            return found
        return tuple(one for one in found if (one.venue.platform, one.venue.name) == (venue.platform, venue.name))

    def official(self) -> tuple[Post, ...]:
        """Return what the company itself said at these places, by time."""
        return threads.of(self._snapshot).official

    def counts(self) -> MentionCounts:
        """Return how many mentions there are, and how many stories they tell."""
        return threads.of(self._snapshot).counts

    def since(self, thread: MentionThread) -> Iterator[Post]:
        """Yield all that others wrote in a thread, by time: the mention, its copies and the answers that are not the company's."""
        wrote = [thread.opening, *thread.copies, *(reply for reply in thread.replies if not reply.by_brand)]
        yield from sorted(wrote, key=lambda post: (post.created_at, post.id))

    def places(self) -> tuple[MentionPlace, ...]:
        """Return where mentions come from, those with most of them first; what alerts report of a platform was said there."""
        return places.of(self._snapshot)

    def owner(self, place: MentionPlace) -> Coverage | None:
        """Return what the company's table of venues says of a place; None where it does not name it."""
        return places.owner(self._snapshot, place)

    def terms(self) -> tuple[str, ...]:
        """Return the names and usual misspellings that somebody should listen for, each once."""
        said = self._snapshot.company_profile.listening
        return tuple(places.spelled((*said.names, *said.misspellings)))

    def alerts(self) -> tuple[Venue, ...]:
        """Return the alert feeds that the company named, those included that could not be read."""
        return places.alerts(self._snapshot)

    def covers(self, alert: Venue, term: str) -> bool | None:
        """Return whether an alert is for a term; None where nothing says what it is for."""
        return places.covers(self._snapshot, alert, term)

    def alert_state(self, alert: Venue) -> Literal["works", "silent", "gone", "unread"]:
        """Return whether an alert feed works, is `silent` (no entry of late, which proves nothing), `gone`, or could not be read.

        Declare `fetches`.
        """
        return places.alert_state(self._snapshot, alert)

    @staticmethod
    def subject(venue: Venue | MentionPlace) -> str:
        """Return what to call a venue in findings: its address where it has one."""
        return venue.url if venue.url.startswith("http") else f"{venue.platform}:{venue.name}"

    @staticmethod
    def unavailable(venue: Venue, *needs: str) -> Message:
        """Return why something can't be had of a venue, such as `replies` or `authors`; nothing where it can."""
        return sentences.lacks(need for need in needs if need in venue.cannot_see)

    @staticmethod
    def quote(post: Post) -> Evidence:
        """Return a post as evidence: its words, handles of others hidden."""
        return quoting.quote(post)
