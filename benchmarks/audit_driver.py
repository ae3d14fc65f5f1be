"""The command `auditor` of whichever checkout is imported, with a made-up internet around it.

    python -P benchmarks/audit_driver.py PLACE ARGUMENT…
    python -P benchmarks/audit_driver.py PLACE --repeat TIMES SITE FOLDER

PLACE is a file of JSON that says where the hosts are served. `--repeat` audits the site again and again in one process, without
a PDF, and prints a line of JSON after each time. It is started as a file, so that nothing of this folder is imported.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from auditor import pipeline
from auditor.collect.http.address_guard import StubNetwork
from auditor.collect.http.dns import StubLookup
from auditor.collect.http.stand_ins import StandIns
from auditor.model import DnsOutcome, DnsRecord


def around(said: dict[str, Any]) -> StandIns:
    """Return what stands in for the internet."""
    hosts, domain = frozenset(said["hosts"]), said["domain"]
    mail = {
        (domain, "MX"): (f"10 mail.{domain}",),
        (domain, "TXT"): ("v=spf1 mx -all",),
        (f"_dmarc.{domain}", "TXT"): (f"v=DMARC1; p=reject; rua=mailto:info@{domain}",),
        (f"mail.{domain}", "A"): ("192.0.2.25",),
    }
    there = hosts | {name for name, _ in mail}

    def zone(name: str, kind: str) -> DnsRecord:
        values = mail.get((name, kind)) or (("192.0.2.80",) if kind == "A" and name in hosts else ())
        if values:
            return DnsRecord(name, kind, DnsOutcome.FOUND, values)
        return DnsRecord(name, kind, DnsOutcome.NO_DATA if name in there else DnsOutcome.NO_DOMAIN)

    return StandIns(StubNetwork(said["http_port"], said["https_port"], hosts), Path(said["ca_file"]), StubLookup(zone))


def visiting(network: StandIns, collect: Callable[..., None]) -> Callable[..., None]:
    """Return what gathers in that network."""

    @wraps(collect)
    def gather(*arguments: Any, **options: Any) -> None:
        collect(*arguments, **{**options, "around": network})

    return gather


def repeat(times: int, site: str, folder: Path) -> None:
    """Audit a site so many times, as a program would that uses the stages; tell what each cost."""
    from auditor.audit import registry  # noqa: PLC0415 - as the commands do
    from auditor.config import load  # noqa: PLC0415 - as the commands do

    for number in range(1, times + 1):
        shutil.rmtree(folder, ignore_errors=True)
        before = _spent()
        known = registry.load(installed=False)
        pipeline.collect(load.for_site(site), folder, lambda *_: None)
        pipeline.check(folder, known)
        _, troubles = pipeline.write(folder, known, ("html", "json"))
        if troubles:
            sys.exit(str(troubles))
        print(json.dumps({"number": number, "cpu": _spent() - before, "mb": _resident()}), flush=True)


def _spent() -> float:
    """Return the seconds of processor time of this process and the children it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _resident() -> float:
    """Return the megabytes that this process holds now; 0 where there is no /proc."""
    file = Path("/proc/self/statm")
    return int(file.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1_048_576 if file.exists() else 0.0


def main() -> None:
    """Do what was asked."""
    place, *words = sys.argv[1:]
    pipeline.collect = visiting(around(json.loads(Path(place).read_text())), pipeline.collect)
    if words[0] == "--repeat":
        repeat(int(words[1]), words[2], Path(words[3]))
        return
    sys.argv = ["auditor", *words]
    from auditor.cli import start  # noqa: PLC0415 - as `python -m auditor` does

    start.main()


if __name__ == "__main__":
    main()
