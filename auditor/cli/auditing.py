"""The commands that judge: `run` and `check`."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import gating, options, outcome, past, placing, stages
from auditor.config import load

if TYPE_CHECKING:
    from auditor.audit.gate import Gate
    from auditor.audit.registry import Known
    from auditor.audit.results import Results
    from auditor.config.report import Length
    from auditor.config.schema import Settings


@click.command()
@click.argument("target", required=False)
@options.with_output
@options.with_formats
@options.with_length
@options.with_language
@options.with_gate
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
    target: str | None,
    output: Path | None,
    formats: tuple[str, ...],
    length: Length | None,
    language: str,
    asked: options.Asked,
    against: str,
    resume: bool,
    lenient: bool,
    browser: bool | None,
    folders: tuple[Path, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    unmasked: bool,
) -> None:
    """Audit TARGET, a site or an auditor.toml: collect, check and report in one go.

    Without TARGET, the auditor.toml of the folder that this is run in.
    """
    target = stages.config_here() if target is None else target
    settings = stages.settings_of(target)
    stages.tell_left_out(settings)
    others = stages.extensions(settings)
    choice = stages.choose(settings, others, folders, only, skip)
    told = stages.editions(settings, language)
    stages.require_formats(formats, others)
    past.require_usable(against, settings.target.site, unmasked=unmasked)
    baseline = gating.baseline_of(settings.target.site, asked)
    stages.try_imports(settings, others, lenient=lenient)
    around = stages.beside(Path(target))
    folder = placing.of_run(output, settings, target)
    stages.collect(stages.with_browser(settings, browser), folder, resume=resume, others=others)
    known, gate = choice.load(), gating.gate_of(settings, asked, baseline)
    judged = _judged(folder, known, settings, against, gate, unmasked=unmasked)
    stages.report(folder, known, formats, length or settings.report.length, around, others, told)
    _tell_proposal(folder)
    outcome.leave(judged, asked.min_coverage)


@click.command()
@click.argument("folder", type=options.FOLDER)
@options.with_config
@options.with_gate
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
    asked: options.Asked,
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
    from auditor.snapshot import visits

    settings = load.read(config_file) if config_file else None
    known = stages.chosen_checks(settings, stages.extensions(settings), folders, only, skip)
    thresholds, accepts = stages.thresholds_of(settings), stages.accepts_of(settings)
    if rescore:
        past.require_no_gate(asked, against, unmasked=unmasked)
        past.rescore(folder, known, thresholds, accepts)
        outcome.stop_where_left_out()
        return
    past.require_own(config_file, settings, folder)
    gate = gating.gate_of(settings, asked, gating.baseline_of(visits.visit_of(folder).site, asked))
    judged = _judged(folder, known, settings, against, gate, unmasked=unmasked)
    outcome.leave(judged, asked.min_coverage)


def _tell_proposal(folder: Path) -> None:
    """Say where a proposal of what to approve lies, where there is one."""
    from auditor.pipeline import PROPOSAL

    if (folder / PROPOSAL).is_file():
        click.echo(f"{folder / PROPOSAL}: what the company could confirm; auditor approve {folder}")


def _judged(
    folder: Path, known: Mapping[str, Known], settings: Settings | None, against: str, gate: Gate, *, unmasked: bool
) -> Results:
    """Judge a visit by what auditor.toml says now, or said then where there is none."""
    from auditor import pipeline

    return pipeline.check(
        folder,
        known,
        stages.thresholds_of(settings),
        stages.accepts_of(settings),
        declared=settings.declared if settings else None,
        approved=settings.approved if settings else ...,
        unmasked=unmasked,
        earlier=past.earlier(folder, against),
        gate=gate,
    )
