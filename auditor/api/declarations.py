"""What the company declares of itself."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.interview.readiness import current
from auditor.model import Snapshot
from auditor.model.declarations import Said


def declared(snapshot: Snapshot) -> Mapping[str, Said]:
    """Return what the company declares in its interview, by question (`weekend-rota`); answers older than twelve months left out."""
    return current(snapshot.company_profile.declared, snapshot.taken_at.date())
