"""Whether to ask an address again, and which hosts are left alone: what one answer tells of the others."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from auditor import urls
from auditor.collect.crawl.frontier import ORDINARY, Errand, Job
from auditor.collect.http.client import Answer
from auditor.collect.http.retry_policy import Pace
from auditor.model import Cause, Fetch, Reach

_TRIED_AGAIN = frozenset({Reach.TIMED_OUT, Reach.CONNECT_FAILED, Reach.GARBLED, Reach.DNS_FAILED, Reach.TLS_FAILED})
_LONGEST_WAIT = 60.0
CONFIRMED_ENOUGH = 100
"""Dead links of one host that are asked for twice; if all held, the rest is believed. Our default."""


class Patience:
    """What a visit has learned of the hosts it asks."""

    def __init__(self, pace: Pace, *, everything: bool) -> None:
        """Begin.

        Args:
            pace: How patient the visit is.
            everything: Whether all links are judged, not those alone that `judge` names.
        """
        self._pace = pace
        self._everything = everything
        self._confirmed: Counter[str] = Counter()
        self._unsteady: set[str] = set()
        self._lost: dict[str, tuple[Reach, str, Cause]] = {}
        self._judged: set[str] = set()

    def judge(self, url: str) -> None:
        """Say that a check judges whether `url` is there."""
        self._judged.add(url)

    def is_judged(self, url: str) -> bool:
        """Return whether a check judges whether `url` is there, as far as is known."""
        return self._everything or url in self._judged

    def lost(self, url: str) -> tuple[Reach, str, Cause] | None:
        """Return why the host of `url` is left alone; None where it is not."""
        return self._lost.get(urls.netloc(url))

    def learn(self, job: Job, fetch: Fetch) -> None:
        """Note what an answer tells of the host that was asked."""
        host = urls.netloc(job.url)
        if job.tries and fetch.reach is Reach.RESPONDED and 200 <= (fetch.status or 0) < 300:
            self._unsteady.add(host)  # it said something else before: its 404s have to be doubted
        told = fetch.cause is Cause.NO_SUCH_HOST or job.errand is not Errand.GLANCE  # which asks once: it may pass
        if fetch.reach is Reach.DNS_FAILED and told and not fetch.redirects:
            self._lost[host] = fetch.reach, fetch.detail, fetch.cause

    def wait(self, job: Job, answer: Answer) -> float | None:
        """Return the seconds to wait before another try; None where none is worth it."""
        fetch = answer.fetch
        status = fetch.status or 0
        tried = job.tries + 1
        # What says clearly that it is gone is asked once more; what may be a passing fault as often as the pace allows.
        if status in {404, 410} or fetch.cause is Cause.NO_SUCH_HOST:
            return self._pace.confirm_after if tried < 2 and self.is_worth_confirming(job, fetch) else None
        # 999, by which LinkedIn turns robots away, is none of HTTP's (RFC 9110, 15), and it does not pass.
        passing = fetch.reach in _TRIED_AGAIN or fetch.cause is Cause.BROKE_OFF or 500 <= status <= 599 or status == 429
        if not passing or tried >= self._pace.tries or job.errand is Errand.GLANCE:
            return None
        wait = self._pace.waits[min(tried, len(self._pace.waits)) - 1]
        asked = answer.retry_after(datetime.now(UTC)) if status in {429, 503} else None
        if asked is None:
            return wait
        if asked <= _LONGEST_WAIT:
            return max(wait, asked)
        # Nobody waits an hour for a link: the host is left alone for the rest of the visit.
        self._lost[urls.netloc(job.url)] = (
            Reach.RATE_LIMITED,
            f"asked us to stay away for {asked:.0f} seconds",
            Cause.UNSAID,
        )
        return None

    def is_worth_confirming(self, job: Job, fetch: Fetch) -> bool:
        """Return whether to ask again for what is gone.

        Always for what has to do with contact pages, and whether a host exists, which asks nobody but the DNS. For the rest of a
        site with very many dead links, the first ones show whether its word can be trusted; what nobody judges is believed.
        """
        if job.errand in {Errand.GUESS, Errand.GLANCE, Errand.CONTROL}:
            return job.errand is Errand.GLANCE and fetch.cause is Cause.NO_SUCH_HOST
        host = urls.netloc(job.url)
        if job.priority < ORDINARY or host in self._unsteady:
            return True
        if job.errand is Errand.PAGE and not self.is_judged(job.asked or job.url):
            return False
        self._confirmed[host] += 1
        return self._confirmed[host] <= CONFIRMED_ENOUGH
