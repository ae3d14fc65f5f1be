"""Why a DNS look-up told nothing."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import NOTHING, Cause, DnsRecord, Message, Snapshot, message
from auditor.model.messages import as_sentence


def why_failed(snapshot: Snapshot, records: Iterable[DnsRecord | None]) -> Message:
    """Return what was said of the look-ups that failed, in a sentence; nothing where nothing was."""
    failed = next((record for record in records if record is not None and record.detail), None)
    if failed is None:
        return snapshot.missing.get("dns", NOTHING)
    if failed.cause is Cause.OWN_NETWORK:
        return as_sentence(failed.detail)
    return message("The network said: {detail}.", detail=failed.detail.rstrip("."))
