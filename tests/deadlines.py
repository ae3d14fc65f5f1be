"""Deadlines that pass when something has happened, however fast or busy the machine is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

import pytest


def passes_when(monkeypatch: pytest.MonkeyPatch, happened: Callable[[], bool]) -> None:
    """Let every deadline of an event loop's clock pass once `happened` says so, and not before."""

    def timeout_at(_when: float | None) -> asyncio.Timeout:
        limit = asyncio.timeout(None)
        running.append(asyncio.ensure_future(_end(limit, happened)))
        return limit

    running: list[asyncio.Future[None]] = []
    monkeypatch.setattr(asyncio, "timeout_at", timeout_at)


async def _end(limit: asyncio.Timeout, happened: Callable[[], bool]) -> None:
    while not happened():  # noqa: ASYNC110 -- servers of other threads don't tell
        await asyncio.sleep(0.01)
    with suppress(RuntimeError):  # what it was for has ended by itself
        limit.reschedule(0)
