"""Many hosts at once: how near the scheduler comes to what the limits allow when addresses arrive host by host.

    python -m benchmarks.hosts [--hosts N] [--each N] [--per-host N] [--connections N ...] [--latency MS] [--repeat N]

Drives the product's own `Scheduler` and `Web`, without reading the pages, against a server on as many loopback
addresses as there are hosts. At best all connections are busy all the time, and no host takes longer than its own limit
makes it; the target is 80 % of that. Measured twice where nothing else is asked for: with as many connections as a visit to
many companies may have, and with so many that only the hosts' own limits bind.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace

from auditor import urls
from auditor.collect.crawl.scheduler import Scheduler
from auditor.collect.http.address_guard import Guard
from auditor.collect.http.client import Limits, Politeness, Web, open_web
from auditor.model import Reach
from benchmarks.site import Plan, served

TARGET = 0.8
"""Share of what the limits allow."""
_MOST_SECONDS = 300
_MOST_HOSTS = 254


@dataclass(frozen=True, slots=True)
class Load:
    """What there is to read, and what may be under way at once."""

    hosts: int = 200
    each: int = 25
    """Addresses of one host."""
    per_host: int = 2
    connections: int = 64
    latency: float = 0.1
    """Seconds before each answer."""

    @property
    def urls(self) -> int:
        """Addresses in all."""
        return self.hosts * self.each

    @property
    def allowed(self) -> float:
        """Addresses a second at best: by the connections there are, and by the one host's limit."""
        rounds = max(math.ceil(self.urls / self.connections), math.ceil(self.each / self.per_host))
        return self.urls / (rounds * self.latency)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    wall: float
    cpu: float
    """Seconds of this process."""
    answered: int
    """Addresses that answered 200."""
    most_of_one: int
    """Requests of one host under way at once, at most."""


def measure(load: Load) -> Outcome:
    """Read everything once."""
    with served(Plan(pages=load.each, ports=load.hosts, latency=load.latency)) as site:
        paths = sorted(site_paths(load))
        jobs = [f"{host}{path}" for host in site.urls for path in paths]
        return asyncio.run(asyncio.wait_for(_read(jobs, load), _MOST_SECONDS))


def site_paths(load: Load) -> set[str]:
    """Return the paths that each host has."""
    return Plan(pages=load.each).truth()[0]


async def _read(jobs: list[str], load: Load) -> Outcome:
    scheduler: Scheduler[str] = Scheduler(load.per_host)
    for url in jobs:
        scheduler.put(urls.netloc(url), url, 0)
    politeness = Politeness(per_host=load.per_host, connections=load.connections)
    tally = _Tally()
    async with open_web(Guard.for_target(["127.0.0.1"]), politeness) as web:
        begin, used = time.perf_counter(), time.process_time()
        async with asyncio.TaskGroup() as group:
            for _ in range(load.connections):
                group.create_task(_work(scheduler, web, tally))
        return Outcome(time.perf_counter() - begin, time.process_time() - used, tally.answered, tally.most)


class _Tally:
    def __init__(self) -> None:
        self.answered = self.most = 0
        self._active: Counter[str] = Counter()

    def begin(self, host: str) -> None:
        self._active[host] += 1
        self.most = max(self.most, self._active[host])

    def end(self, host: str, *, well: bool) -> None:
        self._active[host] -= 1
        self.answered += well


async def _work(scheduler: Scheduler[str], web: Web, tally: _Tally) -> None:
    while (taken := await scheduler.get()) is not None:
        host, url = taken
        tally.begin(host)
        answer = await web.read(url, Limits())
        tally.end(host, well=answer.fetch.reach is Reach.RESPONDED and answer.fetch.status == 200)
        scheduler.free(host)
        scheduler.done()


def parse(arguments: list[str] | None = None) -> tuple[list[Load], int]:
    """Return what the options ask for, and how often to try each."""
    usual = Load()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=usual.hosts, choices=range(2, _MOST_HOSTS + 1), metavar="N")
    parser.add_argument("--each", type=int, default=usual.each, metavar="N", help="addresses of each host")
    parser.add_argument("--per-host", type=int, default=usual.per_host, metavar="N", help="requests of a host at once")
    parser.add_argument("--connections", type=int, nargs="+", metavar="N", help="requests at once")
    parser.add_argument("--latency", type=float, default=1000 * usual.latency, metavar="MS")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="tries of each; the fastest counts")
    options = parser.parse_args(arguments)
    load = Load(options.hosts, options.each, options.per_host, latency=options.latency / 1000)
    several = options.connections or (usual.connections, load.hosts * load.per_host)
    return [replace(load, connections=connections) for connections in several], max(1, options.repeat)


def told(load: Load, found: Outcome) -> str:
    """Return what came of a load, in words."""
    rate = found.answered / found.wall
    share = rate / load.allowed
    return (
        f"{load.hosts} hosts x {load.each} URLs, {load.per_host} at once on a host, {load.connections} in all, "
        f"{1000 * load.latency:.0f} ms: {rate:.0f} URL/s in {found.wall:.2f} s, "
        f"{share:.0%} of the {load.allowed:.0f} that the limits allow "
        f"(target {TARGET:.0%}: {'met' if share >= TARGET else 'missed'}); {found.cpu:.2f} s of processor time; "
        f"{found.answered} of {load.urls} answered, at most {found.most_of_one} at once on a host"
    )


def main(arguments: list[str] | None = None) -> None:
    """Measure and print; the exit code is 1 where something was not read or a limit not kept."""
    loads, repeat = parse(arguments)
    right = True
    for load in loads:
        tries = [measure(load) for _ in range(repeat)]
        print(told(load, min(tries, key=lambda each: each.wall)), flush=True)
        right &= all(each.answered == load.urls and each.most_of_one <= load.per_host for each in tries)
    if not right:
        sys.exit(1)


if __name__ == "__main__":
    main()
