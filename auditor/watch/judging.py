"""Which checks a watch runs, and what they say of its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.audit import assemble, runner
from auditor.audit.registry import Known
from auditor.audit.results import CheckOut
from auditor.model import Accept, Check, Thresholds
from auditor.model.declarations import Declared
from auditor.resources import facts
from auditor.snapshot import reader
from auditor.snapshot.records import StoredPosts


def listed() -> dict[str, tuple[str, ...]]:
    """Return the ids of the checks that a watch runs, by what they look at."""
    return {kind: tuple(ids) for kind, ids in facts("watch/checks.toml").items()}


def chosen(known: Mapping[str, Known], more: Iterable[str] = (), skip: Iterable[str] = ()) -> list[Check]:
    """Return the checks to run: those listed that there are, and those named besides.

    Raises:
        KeyError: there is no such check.
    """
    left_out = set(skip)
    ids = dict.fromkeys([id_ for ids in listed().values() for id_ in ids if id_ in known])
    return [known[id_].check for id_ in (*ids, *(id_ for id_ in more if id_ not in ids)) if id_ not in left_out]


def judge(
    history: Path,
    checks: Sequence[Check],
    thresholds: Thresholds,
    accepts: tuple[Accept, ...],
    declared: tuple[Declared, ...],
) -> tuple[CheckOut, ...]:
    """Return what checks say of the history of a watch, personal details masked.

    Raises:
        SnapshotError: it can't be read.
    """
    seen = reader.load(history, thresholds, accepts)
    seen = replace(seen, company_profile=replace(seen.company_profile, declared=declared))
    try:
        return tuple(map(assemble.check_out, runner.run_all(checks, seen)))
    finally:
        if isinstance(seen.posts, StoredPosts):
            seen.posts.db.close()  # caches hold on to it for a while, and what is read would keep the file from being tidied
