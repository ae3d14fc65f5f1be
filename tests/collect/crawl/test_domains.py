"""Which domains are asked about once a site has been read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from auditor.collect.crawl.domains import loaded_hosts, unresolved_hosts
from auditor.model import Fetch, Link, LinkKind, Page, Reach
from auditor.snapshot import link_codec
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


def test_hosts_that_pages_load_from_and_that_gave_no_answer(tmp_path: Path) -> None:
    store = Store(tmp_path)
    home = "https://www.acme.example/"
    loaded = {
        "https://cdn.widget.example/w.js": LinkKind.SCRIPT,
        "https://fonts.style.example/a.css": LinkKind.STYLESHEET,
        "https://icons.example/i.png": LinkKind.ICON,
        "https://static.acme.example/own.js": LinkKind.SCRIPT,
        "https://192.0.2.7/w.js": LinkKind.SCRIPT,
        "https://known.example/w.js": LinkKind.SCRIPT,
        "https://linked.example/": LinkKind.ANCHOR,
    }
    links = [Link(home, url, kind) for url, kind in loaded.items()]
    answer = Fetch(home, home, Reach.RESPONDED, NOW, 200)
    store.put(Visit(answer, page=Page(home, answer), links=link_codec.write(links)))
    theirs = "https://acme.newsroom.example/"
    answer = Fetch(theirs, theirs, Reach.RESPONDED, NOW, 200)
    script = Link(theirs, "https://cdn.newsroom-scripts.example/w.js", LinkKind.SCRIPT)
    store.put(Visit(answer, page=Page(theirs, answer), links=link_codec.write([script])))
    store.put(Visit(Fetch("https://known.example/", "https://known.example/", Reach.RESPONDED, NOW, 200)))
    found = loaded_hosts(store, home)
    store.close()
    assert found == ["cdn.widget.example", "fonts.style.example", "icons.example"]
