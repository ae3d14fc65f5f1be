"""What auditor.toml said of a visit, as the run folder keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from auditor.model import Accept, Approved, Exclude, Message, message


def accepts(meta: Mapping[str, str]) -> tuple[Accept, ...]:
    """Return the faults that it accepts."""
    said = json.loads(meta.get("accepts", "[]"))
    return tuple(
        Accept(pattern, reason, check, date.fromisoformat(until) if until else None, *more)
        for pattern, reason, check, until, *more in said  # earlier visits know no more
    )


def accepts_to_text(accepts: Iterable[Accept]) -> str:
    """Return faults to accept as the run folder keeps them."""
    rows = [
        (one.pattern, one.reason, one.check, one.until and one.until.isoformat(), one.who, one.note) for one in accepts
    ]
    return json.dumps(rows)


def approved(meta: Mapping[str, str]) -> Approved | None:
    """Return what the company had confirmed as right; None where there was no approved.toml."""
    said = meta.get("approved", "")
    return _approval().validate_json(said) if said else None


def approved_to_text(approved: Approved | None) -> str:
    """Return what the company confirmed as the run folder keeps it; empty for nothing."""
    return _approval().dump_json(approved, exclude_defaults=True).decode() if approved else ""


@cache
def _approval() -> TypeAdapter[Approved]:
    return TypeAdapter(Approved)


def excludes(meta: Mapping[str, str]) -> tuple[Exclude, ...]:
    """Return the addresses that it kept out of the visit."""
    return tuple(Exclude(*said) for said in json.loads(meta.get("excludes", "[]")))


def excludes_in_words(meta: Mapping[str, str]) -> Iterator[Message]:
    """Yield a sentence on each pattern that kept addresses out of the visit."""
    return (_in_words(exclude, finished=bool(meta.get("finished"))) for exclude in excludes(meta))


def _in_words(exclude: Exclude, *, finished: bool) -> Message:
    pattern, reason = exclude.pattern, exclude.reason.rstrip(".")
    if exclude.count:
        return message(
            "{count:,} address was left out as agreed, by {pattern} ({reason}).",
            "{count:,} addresses were left out as agreed, by {pattern} ({reason}).",
            count=exclude.count,
            pattern=pattern,
            reason=reason,
        )
    excluded = message("Addresses like {pattern} are left out as agreed ({reason}).", pattern=pattern, reason=reason)
    if finished:
        return excluded.then(message("This visit met no such address."))
    return excluded.then(message("This visit was not finished."))
