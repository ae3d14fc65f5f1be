"""Which job next, at what pace."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from auditor.collect.crawl.scheduler import Scheduler


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def drain(scheduler: Scheduler[str], workers: int, log: list[str], pause: float = 0.0) -> int:
    """Run `workers`; return the most jobs of one host that were under way at once."""
    active: dict[str, int] = {}
    most = 0

    async def work() -> None:
        nonlocal most
        while (taken := await scheduler.get()) is not None:
            host, job = taken
            active[host] = active.get(host, 0) + 1
            most = max(most, active[host])
            await asyncio.sleep(pause)
            log.append(job)
            active[host] -= 1
            scheduler.free(host)
            scheduler.done()

    async with asyncio.timeout(600):
        await asyncio.gather(*(work() for _ in range(workers)))
    return most


def test_hands_out_by_priority_then_by_order_of_arrival() -> None:
    scheduler: Scheduler[str] = Scheduler(per_host=1)
    for job, priority in [("late", 9), ("first", 1), ("second", 1), ("middle", 5)]:
        scheduler.put("a", job, priority)
    log: list[str] = []
    asyncio.run(drain(scheduler, 1, log))
    assert log == ["first", "second", "middle", "late"]


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_never_more_than_the_limit_of_one_host_at_once(limit: int) -> None:
    scheduler: Scheduler[str] = Scheduler(per_host=limit)
    for number in range(30):
        scheduler.put("a", str(number), 1)
    log: list[str] = []
    assert asyncio.run(drain(scheduler, 12, log, pause=0.001)) == limit
    assert sorted(log) == sorted(str(number) for number in range(30))


def test_a_long_queue_of_one_host_leaves_room_for_others() -> None:
    scheduler: Scheduler[str] = Scheduler(per_host=1)
    for number in range(20):
        scheduler.put("slow", f"slow {number}", 1)
    scheduler.put("other", "other", 9)
    log: list[str] = []
    asyncio.run(drain(scheduler, 4, log, pause=0.001))
    assert log.index("other") <= 2


def test_a_delay_is_kept_between_two_starts_of_one_host() -> None:
    clock = Clock()
    scheduler: Scheduler[str] = Scheduler(per_host=4, delay=5.0, clock=clock)

    async def go() -> None:
        scheduler.put("a", "one", 1)
        scheduler.put("a", "two", 1)
        assert await scheduler.get() == ("a", "one")
        waiting = asyncio.create_task(scheduler.get())
        await asyncio.sleep(0.01)
        assert not waiting.done()
        clock.now += 5.1
        scheduler.put("b", "wakes a sleeper", 9)
        assert await asyncio.wait_for(waiting, 600) == ("b", "wakes a sleeper")
        assert await asyncio.wait_for(scheduler.get(), 600) == ("a", "two")

    asyncio.run(go())


def test_a_host_that_asks_for_a_pause_gets_it_and_others_go_on() -> None:
    clock = Clock()
    scheduler: Scheduler[str] = Scheduler(per_host=2, clock=clock)

    async def go() -> None:
        scheduler.put("a", "one", 1)
        scheduler.put("b", "two", 2)
        scheduler.slow_down("a", 30)
        assert await scheduler.get() == ("b", "two")
        clock.now += 31
        assert await scheduler.get() == ("a", "one")

    asyncio.run(go())


def test_a_job_put_back_for_later_comes_when_it_is_due() -> None:
    clock = Clock()
    scheduler: Scheduler[str] = Scheduler(per_host=2, clock=clock)

    async def go() -> None:
        scheduler.put("a", "again", 0, wait=5.0)
        scheduler.put("a", "now", 9)
        assert await scheduler.get() == ("a", "now")
        clock.now += 5.1
        assert await scheduler.get() == ("a", "again")

    asyncio.run(go())


def test_jobs_that_jobs_bring_are_waited_for_and_reopening_works() -> None:
    scheduler: Scheduler[str] = Scheduler(per_host=1)

    async def go() -> list[str]:
        seen = []
        scheduler.put("a", "parent", 1)

        async def work() -> None:
            while (taken := await scheduler.get()) is not None:
                seen.append(taken[1])
                await asyncio.sleep(0.005)
                if taken[1] == "parent":
                    scheduler.put("a", "child", 1)
                scheduler.free(taken[0])
                scheduler.done()

        await asyncio.wait_for(asyncio.gather(work(), work(), work()), 5)
        scheduler.reopen()
        scheduler.put("b", "afterwards", 1)
        await asyncio.wait_for(work(), 5)
        return seen

    assert asyncio.run(go()) == ["parent", "child", "afterwards"]


def test_workers_that_wait_for_the_same_moment_are_woken_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    scheduler: Scheduler[str] = Scheduler(per_host=50)
    log: list[str] = []

    async def go() -> int:
        loop = asyncio.get_running_loop()
        alarms = 0
        call_later = loop.call_later

        def counted(*args: Any, **kwargs: Any) -> asyncio.TimerHandle:
            nonlocal alarms
            alarms += 1
            return call_later(*args, **kwargs)

        monkeypatch.setattr(loop, "call_later", counted)
        for number in range(50):
            scheduler.put("a", str(number), 1, wait=0.05)
        await drain(scheduler, 200, log)
        return alarms

    alarms = asyncio.run(go())
    assert sorted(log, key=int) == [str(number) for number in range(50)]
    assert alarms < 20


def test_what_can_only_begin_after_the_end_is_not_waited_for() -> None:
    """A robots.txt may ask for hours between two requests: others are read, and the visit goes on to its end."""
    clock = Clock()
    scheduler: Scheduler[str] = Scheduler(per_host=1, clock=clock)
    scheduler.ends_at = clock.now + 1_800
    scheduler.set_delay("slow.example", 7_200)
    for job in ("first", "second", "third"):
        scheduler.put("slow.example", job, 1)
    scheduler.put("quick.example", "other", 1)
    log: list[str] = []
    asyncio.run(drain(scheduler, 2, log))
    assert sorted(log) == ["first", "other"]
    assert scheduler.given_up == 2
    assert scheduler.delay("slow.example") == 7_200
    assert scheduler.delay("quick.example") == 0


def test_what_is_under_way_may_bring_more_before_the_end() -> None:
    clock = Clock()
    scheduler: Scheduler[str] = Scheduler(per_host=1, clock=clock)
    scheduler.ends_at = clock.now + 1_800
    scheduler.set_delay("slow.example", 7_200)

    async def go() -> list[str]:
        scheduler.put("slow.example", "first", 1)
        scheduler.put("slow.example", "never", 1)
        taken = await scheduler.get()
        assert taken is not None
        waiting = asyncio.ensure_future(scheduler.get())
        await asyncio.sleep(0)
        assert not waiting.done()
        scheduler.put("quick.example", "found", 1)
        found = await waiting
        assert found is not None
        for host, _ in (taken, found):
            scheduler.free(host)
            scheduler.done()
        assert await scheduler.get() is None
        return [taken[1], found[1]]

    assert asyncio.run(go()) == ["first", "found"]
    assert scheduler.given_up == 1
