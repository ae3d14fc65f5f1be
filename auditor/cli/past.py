"""Earlier runs of a target, as commands deal with them."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import outcome, terminal
from auditor.config.load import ConfigError

if TYPE_CHECKING:
    from auditor.audit.history import Asking, History
    from auditor.audit.registry import Known
    from auditor.audit.results import Results
    from auditor.cli.options import Asked
    from auditor.config.schema import Settings
    from auditor.model import Accept, Thresholds
    from auditor.snapshot.visits import Visit

NONE = "none"
"""What `--against` is given to compare with nothing."""


def require_usable(against: str, site: str, *, unmasked: bool) -> None:
    """See, before anything is visited, that a run named by `--against` can be compared with.

    Raises:
        ResultsError: there are no results, or none that can be read.
        HistoryError: it was of another target, or shows what this edition must not.
    """
    if against and against != NONE:
        from auditor.audit import history

        run = history.read(Path(against))
        history.require_target(Path(against), run.target.site, site)
        history.require_edition((run,), unmasked=unmasked)


def require_own(config: Path | None, settings: Settings | None, folder: Path) -> None:
    """See that an auditor.toml is of the target whose visit a run folder holds: what it accepts says nothing of another.

    Where the folder holds no visit that can be read, nothing is said here.

    Raises:
        HistoryError: it is of another target.
    """
    if config is None or settings is None:
        return
    from auditor.audit import history
    from auditor.snapshot import visits
    from auditor.snapshot.reader import SnapshotError

    with suppress(SnapshotError):
        visit, site = visits.visit_of(folder), settings.target.site
        if not (visit.asked and history.same_target(site, visit.asked)):
            history.require_target(config, site, visit.site)


def earlier(folder: Path, against: str) -> Callable[[Asking], History]:
    """Return what finds the runs that results of a run folder are compared with.

    Args:
        folder: The run folder.
        against: What `--against` names; empty for the newest beside the folder.
    """

    def find(asking: Asking) -> History:
        from auditor.audit import history

        if against == NONE:
            return history.History()
        if against:
            found = history.against(Path(against), asking.site, asking.taken_at)
            history.require_edition(found.runs, unmasked=asking.internal)
        else:
            found = history.before(folder, asking.site, asking.taken_at)
        for line in found.left_out:
            click.echo(f"auditor: {terminal.safe(line)}", err=True)
        return _shareable(found, unmasked=asking.internal)

    return find


def _shareable(found: History, *, unmasked: bool) -> History:
    """Return the runs that an edition may quote; say which others there are."""
    from auditor.audit import history

    kept: list[Results] = []
    for run in found.runs:
        try:
            history.require_edition((run,), unmasked=unmasked)
        except history.HistoryError as error:
            click.echo(f"auditor: {error}; left out of the comparison", err=True)
        else:
            kept.append(run)
    not_used = len(found.left_out) + len(found.runs) - len(kept)
    return history.History(tuple(kept), found.left_out, history.unreadable(not_used))


def require_no_gate(asked: Asked, against: str, *, unmasked: bool) -> None:
    """See that nothing was asked of --rescore that it would pass over: least of all something to fail on.

    Raises:
        ConfigError: something was.
    """
    given = {
        "--fail-on": asked.fail_on,
        "--baseline": asked.baseline,
        "--gate-third-party": asked.third_party,
        "--min-coverage": asked.min_coverage,
        "--against": against,
        "--unmasked": unmasked,
    }
    if options := ", ".join(option for option, value in given.items() if value):
        raise ConfigError(
            f"--rescore judges every run as it was, and does not take {options}; run `auditor check` on one run for that"
        )


def rescore(
    folder: Path, known: Mapping[str, Known], thresholds: Thresholds | None, accepts: tuple[Accept, ...] | None
) -> None:
    """Judge the runs of a target by today's rules, the oldest first, each compared with those before it.

    What was concluded before is kept beside it, under the name of its ruleset. Leaves with 3 where a run could not be judged again.

    Args:
        folder: A run folder, with whose older neighbours it is done, or a folder of run folders.
        known: The checks.
        thresholds: As `pipeline.check` takes them.
        accepts: Likewise.
    """
    from auditor import pipeline
    from auditor.snapshot.reader import SnapshotError

    runs, broken = _runs(folder)
    for run in runs:
        before = _kept(run)
        internal = before is not None and before.edition == "internal"
        try:
            judged = pipeline.check(run, known, thresholds, accepts, unmasked=internal, earlier=earlier(run, ""))
        except SnapshotError as error:
            broken += 1
            click.echo(f"auditor: {terminal.safe(str(error))}", err=True)
        else:
            click.echo(f"{run}: {_in_words(before, judged)}")
            if failed := outcome.what_broke(judged):
                broken += 1
                click.echo(f"auditor: {run}: {terminal.safe(failed)}", err=True)
    if broken:
        outcome.stop("not every run could be judged again, see above", outcome.INCOMPLETE)


def _runs(folder: Path) -> tuple[list[Path], int]:
    """Return the run folders to judge again, oldest first, and how many cannot be read."""
    from auditor.audit import history
    from auditor.snapshot import reader, visits

    if (folder / reader.NAME).is_file():
        here = visits.visit_of(folder)
        beside = [other for other in folder.absolute().parent.iterdir() if other != folder.absolute()]
        others, broken = _visits(beside)
        of_it = [one for one in others if one < here and history.same_target(one.site, here.site)]
        return [one.folder for one in (*sorted(of_it), here)], broken
    found, broken = _visits(folder.iterdir() if folder.is_dir() else ())
    if not found and not broken:
        raise ConfigError(f"{folder}: holds no run; name a run folder, or a folder of run folders")
    if other := next((one.site for one in found if not history.same_target(one.site, found[0].site)), ""):
        raise ConfigError(f"{folder}: holds runs of several targets ({found[0].site}, {other}); name one run folder")
    return [one.folder for one in sorted(found)], broken


def _visits(folders: Iterable[Path]) -> tuple[list[Visit], int]:
    """Return the visits in those of some folders that hold one; name, and count, those that can't be read."""
    from auditor.snapshot import reader, visits

    found: list[Visit] = []
    broken = 0
    for folder in folders:
        if (folder / reader.NAME).is_file():
            try:
                found.append(visits.visit_of(folder))
            except reader.SnapshotError as error:
                broken += 1
                click.echo(f"auditor: {terminal.safe(str(error))}", err=True)
    return found, broken


def _kept(run: Path) -> Results | None:
    """Return what was concluded of a run before, and keep it under the name of its ruleset where today's is another."""
    from auditor import RULESET
    from auditor.audit import results
    from auditor.audit.files import RESULTS

    path = run / RESULTS
    try:
        before = results.read(path)
    except results.ResultsError:
        return None
    copy = path.with_name(f"results.ruleset-{re.sub(r'[^0-9A-Za-z.]', '-', before.ruleset)}.json")
    if before.ruleset != RULESET and not copy.exists():
        shutil.copyfile(path, copy)
    return before


def _in_words(before: Results | None, judged: Results) -> str:
    """Return what became of a score, such as `ruleset 2026.8.1 to 2026.11.5, score 61 to 58`."""
    now = _score(judged)
    if before is None:
        return f"ruleset {judged.ruleset}, score {now}"
    if before.ruleset == judged.ruleset:
        return f"ruleset {judged.ruleset} as before, score {_score(before)} to {now}"
    return f"ruleset {before.ruleset} to {judged.ruleset}, score {_score(before)} to {now}"


def _score(results: Results) -> str:
    return "none" if results.score.value is None else f"{results.score.value:.0f}"
