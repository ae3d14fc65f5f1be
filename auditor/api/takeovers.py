"""Whether somebody else has one of the company's accounts, and what it did about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from auditor.analysis.conversations import queries
from auditor.analysis.takeover import acts, alarms, pasts, sentences, takeovers
from auditor.analysis.takeover.acts import Act
from auditor.analysis.takeover.changes import Change
from auditor.analysis.takeover.incidents import AccountIncident
from auditor.analysis.takeover.pasts import AccountPast
from auditor.analysis.takeover.takeovers import AccountVerdict
from auditor.api.query import Query
from auditor.model import Evidence, Message, Post


class Takeovers(Query):
    """Signs that somebody else writes on the company's accounts, told from their own past and from what was approved.

    Declare `profiles`; `posts`, `landings`, `approved`, `links`, `pages` and `status_updates` help.
    """

    __slots__ = ()
    rests_on = ("profiles", "posts")

    def verdicts(self) -> tuple[AccountVerdict, ...]:
        """Return what each account shows that has posts of its own, or was approved."""
        return takeovers.verdicts(self._snapshot)

    def proven(self) -> tuple[tuple[AccountVerdict, AccountIncident], ...]:
        """Return the takeovers that are more than a single sign, each with its account; by account, then by time."""
        return tuple((one, each) for one in self.verdicts() for each in one.proven)

    def pasts(self) -> tuple[AccountPast, ...]:
        """Return the accounts that were taken over, now or in earlier audits; declare `earlier` for these."""
        return pasts.pasts(self._snapshot)

    def warning_after(self, incident: AccountIncident) -> Post | None:
        """Return the first public warning since a takeover began, on any channel that was read; None where none was seen."""
        return alarms.first_after(self._snapshot, incident)

    def unread_after(self, incident: AccountIncident, until: datetime) -> Post | None:
        """Return the first post of the company's between a takeover's beginning and a time that could not be read; None for none."""
        return alarms.unread_after(self._snapshot, incident, until)

    def still_shown(self, account: AccountVerdict) -> bool:
        """Return whether this visit read the account's posts where visitors do; of what a file tells, some may be gone."""
        return takeovers.still_shown(self._snapshot, account)

    @staticmethod
    def quotes(posts: Iterable[Act], most: int = 5) -> tuple[Evidence, ...]:
        """Return the first of some posts as evidence."""
        return tuple(queries.quote(act.post) for act in list(posts)[:most])

    @staticmethod
    def quoted(post: Post) -> tuple[Evidence, ...]:
        """Return a post as evidence."""
        return (queries.quote(post),)

    @staticmethod
    def stamp(moment: datetime) -> str:
        """Return a time as findings keep it for later audits, ISO 8601."""
        return queries.stamp(moment)

    def when(self, moment: datetime) -> Message:
        """Return a time in the company's zone, to stand in a sentence."""
        return sentences.when(self._snapshot, moment)

    def zone(self) -> str:
        """Return the zone in which hours are told."""
        return acts.zone_of(self._snapshot).key

    @staticmethod
    def lasting(time: timedelta) -> Message:
        """Return a length of time, to stand in a sentence."""
        return sentences.lasting(int(time.total_seconds() // 60))

    @staticmethod
    def signs(incident: AccountIncident) -> Message:
        """Return the signs of an incident, to stand in a sentence."""
        return sentences.signs(incident)

    @staticmethod
    def changed(found: Iterable[Change]) -> Message:
        """Return in what a profile is another than was approved, a sentence each; nothing for nothing."""
        return sentences.changed(found)

    @staticmethod
    def alone(one: AccountVerdict) -> Message:
        """Return what a person has to look at in an account, in sentences; nothing where there is nothing."""
        return sentences.alone(one)

    @staticmethod
    def alone_quotes(one: AccountVerdict) -> tuple[Evidence, ...]:
        """Return the newest of the posts that a person has to look at as evidence."""
        posts = [act for each in one.incidents for act in each.acts]
        return Takeovers.quotes([*reversed(posts), *one.baited])

    def usual(self, one: AccountVerdict) -> Message:
        """Return that nothing stands out in an account, what it was compared with, and what was not looked at."""
        return sentences.usual(one, followed="landings" not in self._snapshot.missing)

    def few(self, one: AccountVerdict) -> Message:
        """Return that an account has too few posts to tell what is usual."""
        return sentences.few(one, self._snapshot.thresholds.takeover_posts)
