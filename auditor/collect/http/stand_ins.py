"""What stands in for the internet in examples and tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditor.collect.http import dns
from auditor.collect.http.address_guard import Rehearsal


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands in for the internet: nothing but in examples and tests."""

    rehearsal: Rehearsal | None = None
    ca_file: Path | None = None
    lookup: dns.Lookup | None = None
    now: datetime | None = None
    """When the visit takes place; the present where left out."""
