"""Snapshot → results."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from types import EllipsisType, MappingProxyType

from auditor import RULESET, __version__, disk
from auditor.analysis import redaction
from auditor.audit import assemble, comparison, history, registry, results, runner
from auditor.audit import gate as gates
from auditor.audit.categories import Category, ours
from auditor.audit.files import RESULTS
from auditor.audit.gate import Gate
from auditor.audit.history import Asking, History
from auditor.audit.registry import Known
from auditor.audit.results import (
    InterviewOut,
    Results,
    TargetOut,
)
from auditor.audit.summary import timeline
from auditor.audit.summary import visit as summary
from auditor.interview.readiness import readiness
from auditor.model import Accept, Approved, Check, Snapshot, Thresholds
from auditor.model.declarations import Declared
from auditor.model.remembering import forget
from auditor.pipeline.formats import FORMATS, PROPOSAL
from auditor.plugins import watch
from auditor.snapshot import reader, visits

_LOG = logging.getLogger(__name__)

NO_GATE = Gate()
"""Nothing fails."""


def check(  # noqa: PLR0913 - what people say in files of their own comes one by one
    folder: Path,
    known: Mapping[str, Known],
    thresholds: Thresholds | None = None,
    accepts: tuple[Accept, ...] | None = None,
    *,
    declared: tuple[Declared, ...] | None = None,
    unmasked: bool = False,
    approved: Approved | EllipsisType | None = ...,
    earlier: Callable[[Asking], History] = lambda _: History(),
    gate: Gate = NO_GATE,
) -> Results:
    """Judge the snapshot of a run folder; write `results.json`, pictures and, where there are posts, `posts.csv` into it.

    Thresholds, accepted faults, the answers of the interview and what is approved are those the snapshot was gathered under where they
    are left out. `earlier` returns the audits to compare these results with; `gate` is what is to fail.

    Raises:
        SnapshotError: there is no snapshot that can be read.
    """
    _LOG.info("reading %s", folder)
    gathered = _declaring(reader.load(folder, thresholds, accepts), declared)
    past = earlier(Asking(gathered.target.site, _moment(gathered), unmasked))
    gathered = _knowing(gathered if approved is ... else replace(gathered, approved=approved), past)
    theirs = registry.categories_of(known.values())
    judged = judge_all([entry.check for entry in known.values()], gathered, unmasked=unmasked, categories=theirs)
    if past.runs:
        judged = judged.model_copy(update={"comparison": comparison.compare(judged, past.runs[-history.MOST_RUNS :])})
    judged = judged.model_copy(update={"broken_plugins": _broken_plugins(folder)})
    judged = judged.model_copy(update={"gate": gates.judge(judged, gate, own=_own_domains(gathered))})
    results.write(judged, folder / RESULTS)
    for path, picture in summary.pictures(gathered):
        for place in ((folder / path).parent, folder / path):
            disk.make_way(place)
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(picture)
    if judged.conversations:
        _write_posts(gathered, folder / FORMATS["csv"])
    _propose(gathered, folder / PROPOSAL)
    forget(gathered)
    return judged


def _broken_plugins(folder: Path) -> int:
    """Return how many faults of plug-ins there were, on the visit and since, each once."""
    since = watch.current() if watch.is_kept() else watch.Watch()
    return len({*visits.visit_of(folder).broken, *since.faults, *since.left_out})


def _own_domains(gathered: Snapshot) -> frozenset[str]:
    """Return the further domains that auditor.toml and approved.toml name as the company's."""
    return frozenset({*gathered.company_profile.domains, *(gathered.approved.domains if gathered.approved else ())})


def _propose(gathered: Snapshot, path: Path) -> None:
    """Write what the company could approve where it has not approved anything; nothing where it has no accounts."""
    from auditor.analysis.takeover import proposal  # noqa: PLC0415 - only where nothing was approved
    from auditor.config import approving  # noqa: PLC0415 - likewise

    found = proposal.proposal(gathered) if gathered.approved is None else None
    if found is None or not found.approved.accounts:
        path.unlink(missing_ok=True)  # of an earlier judgement
        return
    approving.write(path, approving.text_of(found.approved, found.left_out, found.withheld))


def _declaring(gathered: Snapshot, declared: tuple[Declared, ...] | None) -> Snapshot:
    if declared is None:
        return gathered
    return replace(gathered, company_profile=replace(gathered.company_profile, declared=declared))


def _knowing(gathered: Snapshot, past: History) -> Snapshot:
    """Return a snapshot with what earlier audits found."""
    missing = {**gathered.missing, "earlier": past.unread} if past.unread else gathered.missing
    return replace(gathered, earlier=history.as_facts(past.runs), missing=MappingProxyType(dict(missing)))


def _moment(gathered: Snapshot) -> str:
    return gathered.taken_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def judge_all(
    checks: Iterable[Check],
    gathered: Snapshot,
    *,
    unmasked: bool = False,
    categories: Mapping[str, Category] | None = None,
) -> Results:
    """Return what the checks say of a snapshot, with the score, and all else that a report tells of the visit.

    `categories` are those that the checks may belong to, by id and in the order of the report; ours where they are left out.
    """
    found = runner.run_all(checks, gathered, unmasked=unmasked)
    outcomes = {result.check.id: result.outcome.value for result in found}
    seen = summary.summarise(gathered, outcomes, internal=unmasked)
    events, series = timeline.build(gathered, found, internal=unmasked)
    return Results(
        schema_version=2,
        edition="internal" if unmasked else "masked",
        ruleset=RULESET,
        taken_at=_moment(gathered),
        target=TargetOut(name=gathered.target.name, site=gathered.target.site),
        score=assemble.score_out(found),
        categories=tuple(assemble.categories(found, categories or ours())),
        checks=tuple(map(assemble.check_out, found)),
        tool=__version__,
        timeline=events,
        series=series,
        interview=_interview(gathered, unmasked=unmasked),
        **{field.name: getattr(seen, field.name) for field in fields(seen)},
    )


def _interview(gathered: Snapshot, *, unmasked: bool) -> InterviewOut | None:
    declared = gathered.company_profile.declared
    if declared and not unmasked:
        declared = redaction.declarations(declared, gathered, redaction.of(gathered))
    return assemble.interview(readiness(declared, gathered.taken_at.date()))


def _write_posts(gathered: Snapshot, path: Path) -> None:
    """Write which posts each share counted."""
    from auditor.audit.summary import counted  # noqa: PLC0415 - as in `write`
    from auditor.report.renderers import posts  # noqa: PLC0415 - as in `write`

    disk.make_way(path)
    posts.write(counted.rows(gathered), path)
