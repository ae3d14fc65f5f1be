"""Conversations: how, how often and how soon people get an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from auditor.analysis.conversations import (
    broken,
    clusters,
    holes,
    other_answers,
    post_scan,
    promises,
    queries,
    same_questions,
    sentences,
)
from auditor.analysis.conversations.broken import BrokenPromises
from auditor.analysis.conversations.clusters import Cluster
from auditor.analysis.conversations.metrics.figures import ChannelMeasure
from auditor.analysis.conversations.metrics.rates import Rate, Spread
from auditor.analysis.conversations.promises import Measured, Promise
from auditor.analysis.links.verdicts import Verdict
from auditor.analysis.listening import reviews
from auditor.analysis.listening.reviews import ReviewTrend
from auditor.api.query import Query
from auditor.model import Evidence, Finding, Message, Snapshot


class Conversations(Query):
    """Conversations with customers, as figures of each account.

    `contacts` and `profiles` help; declare `pages` and `links` too for promises and clusters.
    """

    __slots__ = ()
    rests_on = ("posts",)

    READ_THEM: Final = sentences.READ_THEM
    """What to do about cases too few to judge."""
    FULLER_EXPORT: Final = sentences.FULLER_EXPORT
    """What to do where a source does not show enough."""
    IMPORT_THEM: Final = queries.IMPORT_THEM
    """What to do about conversations that were not gathered."""

    def by_channel(
        self, judge: Callable[[Snapshot, str, ChannelMeasure], Finding | None], *needs: str
    ) -> Iterator[Finding]:
        """Yield what `judge` says of each account, given the snapshot, its name and its figures.

        Args:
            judge: None for nothing to say.
            needs: What the source has to show, such as `inbound`, `replies`, `reply-times` or `time-zone`; inconclusive where
                it does not.
        """
        return queries.by_channel(self._snapshot, judge, *needs)

    def measures(self) -> tuple[ChannelMeasure, ...]:
        """Return the figures of each account whose posts were gathered; feeds, which hold no conversation, left out."""
        return queries.measures(self._snapshot)

    def total(self) -> ChannelMeasure | None:
        """Return the figures of all accounts together; None where no posts were gathered."""
        return queries.total(self._snapshot)

    def subject(self, platform: str, account: str) -> str:
        """Return what to call an account in findings: the address of its profile where one is known."""
        return queries.subject(self._snapshot, platform, account)

    def silent(self) -> Iterator[tuple[str, Message]]:
        """Yield (profile URL, why) of linked profiles whose conversations nobody saw; `IMPORT_THEM` says what to do."""
        return queries.silent(self._snapshot)

    def missed(self, rate: Rate, most: int = 3) -> tuple[Evidence, ...]:
        """Return the first posts that a share counted as misses, as evidence."""
        return queries.quotes(self._snapshot, queries.missed(rate), most)

    def counted(self, rate: Rate, most: int = 3) -> tuple[Evidence, ...]:
        """Return the first posts that a share counted as hits, as evidence."""
        return queries.quotes(self._snapshot, queries.counted(rate), most)

    def broken_promises(self, of: ChannelMeasure) -> BrokenPromises:
        """Return an account's promises to come back after which nobody wrote to the customer again in time."""
        return broken.of(self._snapshot, of.promises)

    def hole(self, of: ChannelMeasure, rate: Rate, at_least: float) -> Message:
        """Return that a share misses its target only because of a stretch that the file may lack; nothing where that is not so."""
        return holes.explains(self._snapshot, of, rate, at_least)

    def answered_otherwise(self, rate: Rate, at_least: float) -> Message:
        """Return that a share misses its target only without answers by accounts named like the company, and in posts to everybody; nothing where that is not so."""
        return other_answers.explain(self._snapshot, rate, at_least)

    def faint(self, of: ChannelMeasure, at_least: float) -> Message:
        """Return that a share of answers meets its target only with such as may be none; nothing where that is not so."""
        return other_answers.doubt(of, at_least)

    def clusters(self) -> tuple[Cluster, ...]:
        """Return the questions that as many people ask as the thresholds say, the largest of each account first."""
        return clusters.of(self._snapshot)

    def answer_to(self, cluster: Cluster) -> Verdict:
        """Return how a group of questions is answered: alive, dead, or unknown where an answer may be there that nobody saw."""
        return clusters.answered(self._snapshot, cluster)

    def promises(self) -> tuple[Promise, ...]:
        """Return the promises about answers on pages for contact and in bios."""
        return promises.of(self._snapshot)

    def may_lack_replies(self, of: ChannelMeasure) -> bool:
        """Return whether an imported table holds own posts alone, none of them a reply: whoever saved it may have left these out."""
        return holes.may_lack_replies(self._snapshot, of)

    def canned(self, of: ChannelMeasure) -> Rate:
        """Return the share of an account's replies that are alike, without those that answer one question with its answer."""
        return same_questions.without(self._snapshot, of.templated)

    def has_stars(self, of: ChannelMeasure) -> bool:
        """Return whether any of an account's reviews tells its stars."""
        return bool(post_scan.scanned(self._snapshot).ratings.get((of.platform, of.account)))

    def review_trends(self) -> tuple[ReviewTrend, ...]:
        """Return the last week of each account's reviews beside the ninety days before it."""
        return reviews.trends(self._snapshot)

    @staticmethod
    def held(promise: Promise, of: ChannelMeasure) -> Measured:
        """Return what a promise amounts to by the figures of the accounts it speaks of."""
        return promises.measured(promise, of)

    @staticmethod
    def unavailable(of: ChannelMeasure, *needs: str) -> Message:
        """Return why a figure can't be had for an account; nothing where it can. `remedy` says what to do."""
        return sentences.unavailable(of, *needs)

    @staticmethod
    def remedy(of: ChannelMeasure, *needs: str) -> Message:
        """Return what to do about what `unavailable` tells."""
        return sentences.remedy(of, *needs)

    @staticmethod
    def judge_rate(
        subject: str,
        said: Message,
        rate: Rate,
        *proof: Evidence,
        at_least: float | None = None,
        at_most: float = 1.0,
        value: float | None = None,
    ) -> Finding | None:
        """Return the finding that a share amounts to; None without cases.

        Too few cases are shown, for a person to judge, and never scored; a share that may be on either side of its target is
        inconclusive.

        Args:
            subject: The account.
            said: What was measured.
            rate: The share.
            proof: Where to look.
            at_least: The target, 0 to 1, where the share has to reach it.
            at_most: The target where the share must not pass it.
            value: 0 to 1, as it goes into the score; all or nothing where None.
        """
        bar = at_most if at_least is None else at_least
        stands = queries.compare_to_target(rate, bar, least=at_least is not None)
        return queries.rate_finding(stands, subject, said, *proof, value=value)

    @staticmethod
    def reliability(rate: Rate) -> Message:
        """Return how far a share can be trusted, to stand in brackets behind its cases: `95 % CI 2-31 %`."""
        return sentences.reliability(rate)

    @staticmethod
    def window(of: ChannelMeasure | Rate | Spread) -> Message:
        """Return which days and which zone a figure covers, as a sentence."""
        return sentences.window(of.frame)

    @staticmethod
    def duration(seconds: float) -> Message:
        """Return a length of time to stand in a sentence, such as `2 h 5 min`."""
        return sentences.duration(seconds)
