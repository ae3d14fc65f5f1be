"""What auditor.toml said of a visit, as the run folder keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from auditor.model import Accept, Exclude


def accepts(meta: Mapping[str, str]) -> tuple[Accept, ...]:
    """Return the faults that it accepts."""
    said = json.loads(meta.get("accepts", "[]"))
    return tuple(
        Accept(pattern, reason, check, date.fromisoformat(until) if until else None)
        for pattern, reason, check, until in said
    )


def excludes(meta: Mapping[str, str]) -> tuple[Exclude, ...]:
    """Return the addresses that it kept out of the visit."""
    return tuple(Exclude(*said) for said in json.loads(meta.get("excludes", "[]")))


def excludes_in_words(meta: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence on each pattern that kept addresses out of the visit."""
    return (_in_words(exclude, finished=bool(meta.get("finished"))) for exclude in excludes(meta))


def _in_words(exclude: Exclude, *, finished: bool) -> str:
    what = f"{exclude.pattern} ({exclude.reason.rstrip('.')})"
    if not exclude.count:
        met = "no address met on this visit is like that" if finished else "the visit did not come to its end"
        return f"auditor.toml excludes {what}; {met}."
    if exclude.count == 1:
        return f"1 address was left out because auditor.toml excludes it: {what}."
    return f"{exclude.count} addresses were left out because auditor.toml excludes them: {what}."
