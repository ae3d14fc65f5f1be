"""What stands in for the internet in examples and tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditor.collect.http import dns
from auditor.collect.http.address_guard import StubNetwork


@dataclass(frozen=True, slots=True)
class StandIns:
    """What stands in for the internet: nothing but in examples and tests."""

    stub_network: StubNetwork | None = None
    ca_file: Path | None = None
    lookup: dns.Lookup | None = None
    now: datetime | None = None
    """When the visit takes place; the present where left out."""
