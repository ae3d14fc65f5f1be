"""What becomes of a request whose answer is a page that moves its visitors on: one more step of the way, as a redirect is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from auditor.collect.crawl.frontier import Job
from auditor.collect.crawl.moving import Move
from auditor.collect.crawl.parse_page import Reading
from auditor.collect.http.client import Answer
from auditor.model import Fetch, Reach, Redirect

_MOST_MOVES = 5
"""Pages on the way that move on by themselves; redirects between them count apart. Our default."""


def onward(job: Job, answer: Answer, move: Move) -> Job | None:
    """Return the job that a page which moves on leaves to do; None where it leads in a circle, or on and on."""
    way = (*job.via, *answer.fetch.redirects)
    target = _bare(move.url)
    been = {job.asked or job.url, job.url, answer.fetch.final_url, *(_bare(hop.url) for hop in way)}
    if target in been or job.moves >= _MOST_MOVES:
        return None
    via = (*way, Redirect(answer.fetch.status or 200, move.url))
    return replace(job, url=target, tries=0, asked=job.asked or job.url, via=via, moves=job.moves + 1)


def arrived(job: Job, answer: Answer) -> Answer:
    """Return an answer as the one to the address that was asked for at first."""
    if not job.via:
        return answer
    fetch = answer.fetch
    return replace(answer, fetch=replace(fetch, url=job.asked, redirects=(*job.via, *fetch.redirects)))


def circled(fetch: Fetch, said: Reading, headers: Mapping[str, str]) -> tuple[Fetch, Reading]:
    """Return what to say of a page that moves on for ever.

    A browser that runs scripts and keeps cookies may well get through, so that only a refresh without any of these is a fault.
    """
    if said.move.by_script or "set-cookie" in headers:
        return fetch, replace(said, needs_script=True)
    return replace(fetch, reach=Reach.REDIRECT_LOOP, detail="pages that refresh to each other"), said


def _bare(url: str) -> str:
    return url.partition("#")[0]
