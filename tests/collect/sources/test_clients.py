"""Sessions: one for each base, whoever asks at once."""

from __future__ import annotations

import asyncio

import pytest

from auditor.collect.http.address_guard import Guard
from auditor.collect.sources import table
from auditor.collect.sources.clients import Base, Clients, SourceContext
from auditor.collect.sources.deadline import Deadline
from auditor.config.schema import SourceSettings


def test_those_that_ask_at_once_share_a_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two would each keep a pace of their own, and what the first has to tell would be lost."""

    async def guard(_: Clients, __: Base) -> Guard:
        await asyncio.sleep(0.01)
        return Guard()

    async def both() -> None:
        clients = Clients(SourceContext(SourceSettings(), lambda _: None), Deadline())
        source, base = table.shipped()[0], Base("https://api.parley.example/")
        one, two = await asyncio.gather(clients.at(source, base), clients.at(source, base))
        clients.call_off()
        assert one is two

    monkeypatch.setattr(Clients, "_guard", guard)
    asyncio.run(both())
