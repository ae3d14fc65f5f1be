"""The commands that judge: `run` and `check`."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import options, outcome, past, stages
from auditor.config import load

if TYPE_CHECKING:
    from auditor.config.report import Length


@click.command()
@click.argument("target")
@options.with_output
@options.with_formats
@options.with_length
@options.with_fail_on
@options.with_min_coverage
@options.with_against
@options.with_resume
@options.with_lenient
@options.with_browser
@options.with_check_folders
@options.with_only
@options.with_skip
@options.with_unmasked
@outcome.orderly
def run(
    target: str,
    output: Path | None,
    formats: tuple[str, ...],
    length: Length | None,
    fail_on: str | None,
    min_coverage: int,
    against: str,
    resume: bool,
    lenient: bool,
    browser: bool | None,
    folders: tuple[Path, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    unmasked: bool,
) -> None:
    """Audit TARGET, a site or an auditor.toml: collect, check and report in one go."""
    from auditor import pipeline

    settings = stages.settings_of(target)
    stages.tell_left_out(settings)
    others = stages.extensions(settings)
    known = stages.chosen_checks(settings, others, folders, only, skip)
    how = stages.presentation(settings)
    stages.require_formats(formats, others)
    past.require_usable(against, settings.target.site)
    stages.try_imports(settings, others, lenient=lenient)
    handled, written = stages.findings_beside(Path(target)), stages.notes_beside(Path(target))
    folder = stages.run_folder(output, settings, target)
    stages.collect(stages.with_browser(settings, browser), folder, resume=resume, others=others)
    judged = pipeline.check(
        folder,
        known,
        load.thresholds(settings),
        load.accepts(settings),
        unmasked=unmasked,
        earlier=past.earlier(folder, against),
    )
    stages.report(folder, known, formats, length or settings.report.length, handled, others, how, written)
    outcome.leave(judged, fail_on or settings.fail_on, min_coverage)


@click.command()
@click.argument("folder", type=options.FOLDER)
@options.with_config
@options.with_fail_on
@options.with_min_coverage
@options.with_against
@click.option("--rescore", is_flag=True, help="Judge all runs of the target by today's rules, this one and older ones.")
@options.with_check_folders
@options.with_only
@options.with_skip
@options.with_unmasked
@outcome.orderly
def check(
    folder: Path,
    config_file: Path | None,
    fail_on: str | None,
    min_coverage: int,
    against: str,
    rescore: bool,
    folders: tuple[Path, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    unmasked: bool,
) -> None:
    """Run the checks on FOLDER and write results.json. Uses no network.

    With --rescore, FOLDER may also be the folder that holds the runs of a target.
    """
    from auditor import pipeline

    settings = load.read(config_file) if config_file else None
    known = stages.chosen_checks(settings, stages.extensions(settings), folders, only, skip)
    thresholds, accepts = stages.thresholds_of(settings), stages.accepts_of(settings)
    if rescore:
        past.rescore(folder, known, thresholds, accepts)
        outcome.stop_where_left_out()
        return
    judged = pipeline.check(
        folder, known, thresholds, accepts, unmasked=unmasked, earlier=past.earlier(folder, against)
    )
    outcome.leave(judged, fail_on or (settings.fail_on if settings else "never"), min_coverage)
