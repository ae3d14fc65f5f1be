"""What is gathered once the site has been read."""

from __future__ import annotations

from pathlib import Path

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
