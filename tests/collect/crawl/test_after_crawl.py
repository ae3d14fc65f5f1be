"""What is gathered once the site has been read."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from auditor.collect.crawl import after_crawl, well_known
from auditor.collect.crawl.sitemaps import Robots
from auditor.collect.http.address_guard import StubNetwork
from auditor.collect.http.dns import StubLookup
from auditor.collect.http.retry_policy import Pace
from auditor.collect.http.stand_ins import StandIns
from auditor.collect.run import collect
from auditor.config.schema import Settings
from auditor.model import DnsOutcome, DnsRecord
from auditor.snapshot import reader
from tests.local_web import LocalWeb

HOST = "www.acme.example"
FOUND, NO_DOMAIN = DnsOutcome.FOUND, DnsOutcome.NO_DOMAIN


def test_what_pages_load_is_looked_up_and_not_asked_for(tmp_path: Path) -> None:
    zone = {("cdn.held.example", "A"): FOUND, ("cdn.moved.example", "A"): NO_DOMAIN, ("moved.example", "NS"): FOUND}
    lookup = StubLookup(lambda name, kind: DnsRecord(name, kind, zone.get((name, kind), NO_DOMAIN)))
    hosts = "cdn.held.example", "cdn.moved.example", "cdn.lapsed.example"
    with LocalWeb() as web:
        loads = "".join(f"<script src='http://{host}/w.js'></script>" for host in hosts)
        web.html("/", f"<p>Acme Tools sells anvils.</p>{loads}", title="Acme Tools")
        around = StandIns(StubNetwork(web.port, web.port, frozenset({HOST, *hosts})), lookup=lookup)
        said = {
            "target": {"site": f"http://{HOST}/", "name": "Acme Tools"},
            "sources": {"profiles": False, "posts": False},
        }
        pace = Pace(waits=(0.01, 0.01), confirm_after=0.01)
        collect(Settings.model_validate(said), tmp_path, lambda *_: None, around=around, pace=pace)
        assert not any("w.js" in path for path in web.asked)
    dns = {key: record.outcome for key, record in reader.load(tmp_path).dns.items()}
    assert {host: dns[host, "A"] for host in hosts} == dict(zip(hosts, (FOUND, NO_DOMAIN, NO_DOMAIN), strict=True))
    assert (dns["moved.example", "NS"], dns["lapsed.example", "NS"]) == (FOUND, NO_DOMAIN)
    assert ("held.example", "NS") not in dns  # its host is there: nobody has to be asked


class Steps:
    """Takes the place of what is gathered, and notes in which order it begins and ends."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, broken: str = "") -> None:
        self.noted: list[str] = []
        self._broken = broken
        for name in (
            "_documents",
            "_profiles",
            "_links_of_posts",
            "_impostors",
            "_mentions",
            "_status_pages",
            "_archive",
            "_names",
            "_certificates",
        ):
            monkeypatch.setattr(after_crawl, name, self._step(name.lstrip("_")))
        monkeypatch.setattr(after_crawl, "_conversations", lambda _: None)
        monkeypatch.setattr(well_known, "ask", self._step("well known"))

    def _step(self, name: str) -> Any:
        async def step(*_: object) -> list[Any]:
            self.noted.append(f"{name} begins")
            try:
                for _turn in range(3):
                    await asyncio.sleep(0)
                if name == self._broken:
                    raise OSError(name)
            except asyncio.CancelledError:
                self.noted.append(f"{name} is called off")
                raise
            self.noted.append(f"{name} ends")
            return []

        return step

    def gather(self, robots: str = "", **crawl: Any) -> list[str]:
        async def rules(_: str) -> Robots:
            return Robots(robots)

        settings = Settings.model_validate({"target": {"site": f"https://{HOST}/"}, "crawl": crawl})
        context = SimpleNamespace(settings=settings, progress=lambda *_: None, web=None, store=None, limits=None)
        crawled = SimpleNamespace(home=f"https://{HOST}/")
        means: Any = SimpleNamespace(context=context, crawl=crawled, robots=rules)
        asyncio.run(after_crawl.gather(means))
        return self.noted


def test_files_are_read_beside_what_platforms_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = Steps(monkeypatch).gather()
    assert noted.index("documents begins") < noted.index("profiles ends")
    assert noted.index("profiles begins") < noted.index("documents ends")
    platforms = ["profiles", "links_of_posts", "impostors", "mentions", "status_pages"]
    asked = [one for one in noted if one.split()[0] in platforms]
    assert asked == [f"{name} {what}" for name in platforms for what in ("begins", "ends")]
    # What is asked of the DNS and of archives hangs on files and profiles.
    assert noted[-4:] == ["archive begins", "archive ends", "names begins", "names ends"]


@pytest.mark.parametrize(
    ("robots", "crawl"),
    [("User-agent: *\nCrawl-delay: 2", {}), ("", {"delay": 1.0}), ("", {"per_host": 1})],
)
def test_a_site_that_wants_one_request_at_a_time_gets_one(
    robots: str, crawl: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = Steps(monkeypatch).gather(robots, **crawl)
    names = [
        "well known",
        "documents",
        "profiles",
        "links_of_posts",
        "impostors",
        "mentions",
        "status_pages",
        "certificates",
        "archive",
        "names",
    ]
    assert noted == [f"{name} {what}" for name in names for what in ("begins", "ends")]


def test_where_one_fails_the_others_are_called_off(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Steps(monkeypatch, broken="documents")
    with pytest.raises(OSError, match="documents"):
        steps.gather()
    assert "names begins" not in steps.noted
    assert any("is called off" in one for one in steps.noted)
