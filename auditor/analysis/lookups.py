"""Why a DNS look-up told nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.model import NOTHING, Cause, DnsRecord, Message, Snapshot, message
from auditor.model.messages import as_sentence


def why_failed(snapshot: Snapshot, records: Iterable[DnsRecord | None]) -> Message:
    """Return what was said of the look-ups that failed, in a sentence; nothing where nothing was."""
    failed = next((record for record in records if record is not None and record.detail), None)
    if failed is None:
        return snapshot.missing.get("dns", NOTHING)
    if failed.cause is Cause.OWN_NETWORK:
        return _distrust(failed.detail)
    return message("The network said: {detail}.", detail=failed.detail.rstrip("."))


_UNRESOLVED = re.compile(r"This network does not resolve (\S{1,253}), which certainly exists\.")
_MADE_UP = re.compile(r"This network resolves (\S{1,253}), which certainly does not exist\.")


def _distrust(detail: str) -> Message:
    """Return in words that can be translated why look-ups of our own network can't be believed: `DnsRecord.detail` says it in English."""
    if found := _UNRESOLVED.fullmatch(detail):
        return message("This network does not resolve {name}, which certainly exists.", name=found[1])
    if found := _MADE_UP.fullmatch(detail):
        return message("This network resolves {name}, which certainly does not exist.", name=found[1])
    return as_sentence(detail)
