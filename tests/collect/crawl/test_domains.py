"""Which domains are asked about once a site has been read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from auditor.collect.crawl.domains import unresolved_hosts
from auditor.model import Fetch, Reach
from auditor.snapshot.writer import Store, Visit

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def test_hosts_that_may_not_exist_and_those_profiles_link(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def asked(url: str, reach: Reach, status: int | None = None, final: str = "") -> None:
        store.put(Visit(Fetch(url, final or url, reach, NOW, status)))

    asked("https://gone.example/a", Reach.DNS_FAILED)
    asked("https://go.example/1", Reach.DNS_FAILED, final="https://lapsed.example/")
    asked("https://slow.example/", Reach.TIMED_OUT)
    asked("https://cut.example/", Reach.TIMED_OUT, 200)
    asked("https://alive.example/", Reach.RESPONDED, 404)
    found = unresolved_hosts(store, ("https://müller.example/x", "no address", "mailto:a@b.example"))
    store.close()
    assert found == {
        "gone.example",
        "go.example",
        "lapsed.example",
        "slow.example",
        "xn--mller-kva.example",
    }
