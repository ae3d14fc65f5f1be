"""The stages in a row: network → snapshot → results → files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from types import EllipsisType, MappingProxyType
from typing import TYPE_CHECKING

from auditor import RULESET, __version__
from auditor.analysis import redaction
from auditor.audit import assemble, comparison, history, registry, results, runner
from auditor.audit import gate as gates
from auditor.audit.categories import Category, ours
from auditor.audit.gate import Gate
from auditor.audit.history import RESULTS, Asking, History
from auditor.audit.registry import Known
from auditor.audit.results import (
    InterviewOut,
    Results,
    TargetOut,
)
from auditor.audit.summary import timeline
from auditor.audit.summary import visit as summary
from auditor.config.section import nearest
from auditor.interview.readiness import readiness
from auditor.model import Accept, Approved, Check, Snapshot, Thresholds
from auditor.model.declarations import Declared
from auditor.model.messages import speaking, voice
from auditor.plugins import watch
from auditor.snapshot import reader, visits

if TYPE_CHECKING:
    from auditor.collect.http.retry_policy import Pace, Progress
    from auditor.collect.http.stand_ins import StandIns
    from auditor.config.places import Places
    from auditor.config.report import FindingSettings, Length
    from auditor.config.schema import Settings
    from auditor.extensions import Extensions
    from auditor.report import Report
    from auditor.report.notes import Notes
    from auditor.report.presentation import Presentation
    from auditor.report.renderer import Renderer

_LOG = logging.getLogger(__name__)

NO_GATE = Gate()
"""Nothing fails."""

FORMATS: Mapping[str, str] = {
    "html": "report.html",
    "pdf": "report.pdf",
    "json": RESULTS,
    "junit": "results.junit.xml",
    "csv": "posts.csv",
    "actions": "actions.csv",
    "findings": "findings.csv",
    "md": "summary.md",
    "sarif": "results.sarif",
    "github": "annotations.txt",
    "gitlab": "gl-code-quality-report.json",
    "xlsx": "report.xlsx",
    "docx": "report.docx",
}
"""What can be written, and under which name."""

PROPOSAL = "approved.proposed.toml"
"""What a run writes where nothing was approved: what approved.toml could say."""

_NAMES_POSTS = ("html", "pdf")
"""Formats that send readers to posts.csv, which is therefore written with them where there are posts."""


class UnknownCheck(Exception):
    """A check was asked for by an id that nothing declares."""

    def __init__(self, id: str, known: Iterable[str] = ()) -> None:
        """Take the id, and the ids that there are."""
        super().__init__(id)
        self.near = nearest(id, known)
        """Which of them is likely meant, as the end of a line; empty where none is near."""


def collect(
    settings: Settings,
    folder: Path,
    progress: Progress,
    *,
    resume: bool = False,
    around: StandIns | None = None,
    pace: Pace | None = None,
    others: Extensions | None = None,
) -> None:
    """Gather a snapshot of the target into `folder`; personal details in pictures of pages are masked.

    `others` is what others wrote besides our sources and importers.

    Raises:
        CollectError: there is nothing to audit at the target.
        SnapshotError: the folder can't be used.
    """
    _LOG.info("visiting %s", settings.target.site)
    from auditor.collect import run  # noqa: PLC0415 - what gathers is slow to import, and judging does without

    run.collect(
        settings,
        folder,
        _logging(progress),
        resume=resume,
        around=around,
        pace=pace,
        mask_page=_mask_page,
        sources=others.sources() if others else (),
        importers=others.importers() if others and settings.conversations else None,
        left_out=others.left_out if others else (),
    )


def _logging(progress: Progress) -> Progress:
    """Return what shows progress and logs it too."""

    def tell(done: int, waiting: int, doing: str) -> None:
        _LOG.info("%s (%d read, %d to go)", doing, done, waiting)
        progress(done, waiting, doing)

    return tell


def _mask_page(html: str) -> Callable[[str], str]:
    from auditor.analysis import masking  # noqa: PLC0415 - only where pictures are taken

    return masking.mask_page(html)


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
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(picture)
    if judged.conversations:
        _write_posts(gathered, folder / FORMATS["csv"])
    _propose(gathered, folder / PROPOSAL)
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


def write(  # noqa: PLR0913 - what people say in files of their own comes one by one
    folder: Path,
    known: Mapping[str, Known],
    formats: Sequence[str],
    renderers: Mapping[str, Renderer] | None = None,
    *,
    length: Length = "report",
    handled: Mapping[str, FindingSettings] | None = None,
    how: Presentation | None = None,
    notes: Notes | None = None,
    config: Path | None = None,
) -> tuple[list[Path], dict[str, str]]:
    """Render the results of a run folder; return the files written, and by format why one could not be, in a line.

    `length` is what HTML and PDF hold, `handled` what is being done about findings, by fingerprint, `notes` what people wrote for the
    report, `config` the auditor.toml that findings are told of. Where posts were gathered, `posts.csv`, which `check` wrote, is named with
    every report that sends readers to it. A renderer that breaks is noted, and the others write their files. An edition that has a mark
    holds no files for programs: these are in the first.

    Raises:
        ResultsError: there are no results that can be read.
    """
    from auditor import extensions, report  # noqa: PLC0415 - what renders is slow to import, and judging does without
    from auditor.report.languages import voice_of  # noqa: PLC0415 - as above
    from auditor.report.notes import NONE  # noqa: PLC0415 - as above
    from auditor.report.presentation import Presentation  # noqa: PLC0415 - as above

    how = how or Presentation()
    every = extensions.shipped("renderer") if renderers is None else renderers
    with speaking(voice() if voice().code == how.language else voice_of(how)):
        told = report.build(results.read(folder / RESULTS), known, folder, length=length, handled=handled)
        kinds = _with_posts(formats) if told.talk else formats
        told = replace(told, presentation=how, remarks=notes or NONE, places=_places(config, told.site))
        return _written(folder, told, [every[kind] for kind in kinds if not (how.mark and every[kind].once)])


def _places(config: Path | None, site: str) -> Places | None:
    from auditor.config import places  # noqa: PLC0415 - as in `write`

    return places.read(config, site) if config else None


def _written(folder: Path, told: Report, renderers: Iterable[Renderer]) -> tuple[list[Path], dict[str, str]]:
    from auditor.report.renderer import RenderProblem  # noqa: PLC0415 - as in `write`

    written: list[Path] = []
    troubles: dict[str, str] = {}
    closed: OSError | None = None
    for renderer in renderers:
        path = folder / told.presentation.named(renderer.file)
        try:
            _render(renderer, told, path)
        except watch.Broke as broke:
            watch.note(str(broke))
        except RenderProblem as problem:
            troubles[renderer.name] = str(problem)
        except OSError as error:
            closed = closed or error
        else:
            written.append(path)
            _LOG.info("wrote %s", path)
    if closed is not None:  # told when the others stand
        raise closed
    return written, troubles


def unknown_findings(folder: Path, fingerprints: Iterable[str]) -> list[str]:
    """Return those of `fingerprints` that no finding in the results of a run folder has.

    Raises:
        ResultsError: there are no results that can be read.
    """
    judged = results.read(folder / RESULTS)
    known = {finding.fingerprint for entry in judged.checks for finding in entry.findings}
    return sorted(set(fingerprints) - known)


def placed_notes(folder: Path, written: Mapping[str, str], language: str) -> Notes:
    """Return the notes of a report on the results of a run folder, each in its place; `left_out` says which have none.

    Args:
        folder: Of the run.
        written: Markdown by the name of the file without its ending.
        language: Of the edition, as in BCP 47.

    Raises:
        ResultsError: there are no results that can be read.
    """
    from auditor.report import notes  # noqa: PLC0415 - as in `write`

    return notes.placed(
        notes.in_language(written, language), results.read(folder / RESULTS), registry.load(installed=False)
    )


def _render(renderer: Renderer, told: Report, path: Path) -> None:
    """Write one file.

    Raises:
        RenderProblem: it can't be made here and now.
        OSError: the disk is full, or closed to us.
        Broke: the renderer failed.
    """
    from auditor.report.renderer import RenderProblem  # noqa: PLC0415 - as in `write`

    name = f"renderer {renderer.name}"
    done = False
    try:
        watch.attempt(name, lambda: renderer.render(told, path), RenderProblem, OSError)
        done = True
    finally:
        if not done:
            with suppress(OSError):
                path.unlink(missing_ok=True)  # a stale one would be taken for this run's, and half of one for all of it
    if not path.is_file():
        raise watch.Broke(f"{name} wrote no {path}")


def _with_posts(formats: Sequence[str]) -> Sequence[str]:
    return formats if "csv" in formats or not set(_NAMES_POSTS) & set(formats) else [*formats, "csv"]


def _write_posts(gathered: Snapshot, path: Path) -> None:
    """Write which posts each share counted."""
    from auditor.audit.summary import counted  # noqa: PLC0415 - as in `write`
    from auditor.report.renderers import posts  # noqa: PLC0415 - as in `write`

    posts.write(counted.rows(gathered), path)


def chosen(known: Mapping[str, Known], *, only: Iterable[str] = (), skip: Iterable[str] = ()) -> dict[str, Known]:
    """Return the checks to run.

    Raises:
        UnknownCheck: an id is none of theirs.
    """
    only, skip = tuple(only), tuple(skip)
    for id_ in (*only, *skip):
        if id_ not in known:
            raise UnknownCheck(id_, known)
    return {id_: entry for id_, entry in known.items() if (not only or id_ in only) and id_ not in skip}
