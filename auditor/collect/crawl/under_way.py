"""Which addresses of a visit wait to be asked for or for their answers, and whether any of them may still bring a page."""

from __future__ import annotations

from collections import Counter

from auditor.collect.crawl.frontier import Errand, Job

_BRING_PAGES = frozenset({Errand.PAGE, Errand.GUEST})


class UnderWay:
    """The jobs under way."""

    def __init__(self) -> None:
        self._addresses: Counter[str] = Counter()
        self._pages: set[Job] = set()

    def __contains__(self, url: str) -> bool:
        """Return whether an answer for `url`, or for what it leads to, is still to come."""
        return url in self._addresses

    @property
    def brings_pages(self) -> bool:
        """Whether any page is expected still."""
        return bool(self._pages)

    def begin(self, job: Job, *, is_gone: bool = False) -> None:
        """Take note of a job that waits; no page is expected where the address said that it is gone, and is only asked again."""
        self._addresses[_asked(job)] += 1
        if job.errand in _BRING_PAGES and not is_gone:
            self._pages.add(job)

    def end(self, job: Job) -> None:
        """Take note that a job is done; what it leads to has begun by then."""
        url = _asked(job)
        self._addresses[url] -= 1
        if self._addresses[url] <= 0:
            del self._addresses[url]
        self._pages.discard(job)


def _asked(job: Job) -> str:
    return job.asked or job.url
