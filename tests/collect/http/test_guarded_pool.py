"""Connections that sources open: all addresses of a name share the time that one connection has."""

from __future__ import annotations

import socket
import time

import pytest
from aiohttp.abc import ResolveResult

from auditor.collect.http import guarded_pool
from auditor.collect.http.address_guard import Guard, GuardedResolver
from auditor.collect.http.guarded_pool import Turn, Unreached
from auditor.model import Reach


class Resolver(GuardedResolver):
    def __init__(self) -> None:
        super().__init__(Guard())

    def places(self, host: str, port: int) -> list[ResolveResult]:
        place = ResolveResult(hostname=host, host="", port=port, family=socket.AF_INET, proto=0, flags=0)
        return [{**place, "host": f"192.0.2.{n}"} for n in range(1, 7)]


class Clock:
    now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(guarded_pool, "time", found)
    return found


@pytest.mark.parametrize(("left", "whole"), [(60.0, 10.0), (2.0, 2.0)])
def test_places_that_say_nothing_take_no_longer_than_one(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, left: float, whole: float
) -> None:
    waited = []

    def silent(_: object, seconds: float) -> socket.socket:
        waited.append(seconds)
        clock.now += seconds
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", silent)
    guarded_pool.begin(Turn(clock.now + left))
    with pytest.raises(Unreached) as caught:
        guarded_pool._connected(Resolver(), "parley.example", 443)
    assert caught.value.reach is Reach.TIMED_OUT
    assert waited == pytest.approx([whole / 4] * 4)


def test_a_request_that_was_called_off_tries_no_further_place(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    turn = Turn(time.monotonic() + 60)

    def refused(place: object, _: float) -> socket.socket:
        tried.append(place)
        turn.call_off()
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refused)
    guarded_pool.begin(turn)
    with pytest.raises(Unreached):
        guarded_pool._connected(Resolver(), "parley.example", 443)
    assert len(tried) == 1
