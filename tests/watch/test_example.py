"""The example company's bad weekend as a watch sees it: real rounds on loopback, taken in and judged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.audit import registry
from auditor.audit.results import CheckOut
from auditor.collect import rounds
from auditor.collect.http.address_guard import StubNetwork
from auditor.collect.http.dns import StubLookup
from auditor.collect.http.retry_policy import Pace
from auditor.collect.http.stand_ins import StandIns
from auditor.collect.rounds import Plan
from auditor.config import load
from auditor.demo import company as example
from auditor.demo.server import ExampleServer, settings
from auditor.snapshot.history import History
from auditor.watch import judging

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BAD = {"hijack-signs", "unwarned-compromise", "lookalike-link", "phishing-link", "unacknowledged-spike"}


def looked_at(folder: Path, now: datetime, *, fixed: bool) -> tuple[CheckOut, ...]:
    """Make a round of the example and judge the history."""
    company = example.load(fixed=fixed)
    (folder / "exports").mkdir(exist_ok=True)
    with ExampleServer(company, now) as server:
        said = settings(company, folder / "exports", now)
        stub = StubNetwork(server.http_port, server.https_port, frozenset(server.hosts))
        around = StandIns(stub, server.ca_file, StubLookup(server.lookup), now)
        history = History(folder / "history")
        patience = Pace(waits=(0.2, 0.4), confirm_after=0.2)
        plan = Plan(said, history.profiles(), since=history.since, around=around, patience=patience)
        rounds.collect(plan, folder / f"{now:%H%M}", lambda *_: None)
        history.absorb(folder / f"{now:%H%M}", now - timedelta(days=90))
        history.close()
    checks = judging.chosen(registry.load(installed=False))
    return judging.judge(folder / "history", checks, load.thresholds(said), load.accepts(said), said.declared)


def failed(judged: Iterable[CheckOut]) -> set[tuple[str, str]]:
    assert not [check.id for check in judged if check.outcome == "error"]
    return {(check.id, one.fingerprint) for check in judged for one in check.findings if one.outcome == "fail"}


@pytest.mark.parametrize("fixed", [False, True])
@pytest.mark.slow  # a whole watch
def test_a_watch_sees_what_an_audit_sees_and_the_next_round_the_same(tmp_path: Path, fixed: bool) -> None:
    first = failed(looked_at(tmp_path, NOW, fixed=fixed))
    assert {check for check, _ in first} & BAD == (set() if fixed else BAD)
    assert failed(looked_at(tmp_path, NOW + timedelta(hours=1), fixed=fixed)) == first
