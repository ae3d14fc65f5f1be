"""Sources at work: sessions and threads for so long, and no longer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from auditor.collect.sources import tokens
from auditor.collect.sources.clients import Clients, SourceContext
from auditor.collect.sources.deadline import Deadline
from auditor.collect.sources.tokens import Scrubber
from auditor.collect.sources.workers import Workers, quiet


@dataclass(frozen=True, slots=True)
class Team:
    """What sources work with."""

    clients: Clients
    workers: Workers


@asynccontextmanager
async def together(means: SourceContext, seconds: float) -> AsyncIterator[Team]:
    """Yield what sources work with; when time is up, all of them are stopped.

    Raises:
        TimeoutError: time was up.
    """
    ends = asyncio.get_running_loop().time() + seconds
    deadline = Deadline(ends)
    workers = Workers(deadline, Scrubber(tokens.all_of(means.environ)), means.put)
    clients = Clients(replace(means, put=workers.put), deadline)
    with quiet():
        try:
            async with asyncio.timeout_at(ends):
                yield Team(clients, workers)
        finally:
            deadline.pass_now()
            clients.call_off()
            await workers.end()


async def abreast(jobs: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Run jobs side by side; where one fails or time is up, end the others before that is told."""
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
