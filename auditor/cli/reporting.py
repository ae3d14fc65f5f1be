"""The commands that write reports: `report` and `demo`."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from auditor.cli import options, outcome, past, stages, terminal
from auditor.config import load

if TYPE_CHECKING:
    from auditor.audit.results import Results
    from auditor.config.report import Length


@click.command()
@click.argument("folder", type=options.FOLDER)
@options.with_config
@options.with_formats
@options.with_length
@options.with_language
@options.with_check_folders
@outcome.orderly
def report(
    folder: Path,
    config_file: Path | None,
    formats: tuple[str, ...],
    length: Length | None,
    language: str,
    folders: tuple[Path, ...],
) -> None:
    """Render the results of FOLDER. No network, no clock: the same results give the same files."""
    settings = load.read(config_file) if config_file else None
    past.require_own(config_file, settings, folder)
    others = stages.extensions(settings)
    known = stages.chosen_checks(settings, others, folders)
    told = stages.editions(settings, language)
    stages.require_formats(formats, others)
    around = stages.beside(config_file)
    length = length or (settings.report.length if settings else "report")
    stages.report(folder, known, formats, length, around, others, told)
    outcome.stop_where_left_out()
    outcome.stop_where_unwritten()


@click.command()
@options.with_output
@options.with_formats
@options.with_length
@options.with_language
@click.option("--fixed", is_flag=True, help="Only the company after it fixed its problems.")
@outcome.orderly
def demo(output: Path | None, formats: tuple[str, ...], length: Length | None, language: str, fixed: bool) -> None:
    """Audit the example company, before and after it fixed its problems. Needs no network."""
    stages.require_formats(formats)
    told = stages.editions(None, language)
    root = output or Path("auditor-demo")
    phases = ("after",) if fixed else ("before", "after")
    judged = [
        _demo(_fresh(root / phase), formats, length or "report", told, fixed=phase == "after") for phase in phases
    ]
    for results in judged:
        outcome.stop_where_broken(results)


def _fresh(folder: Path) -> Path:
    """Return the demo's folder, emptied of what an earlier demo left there."""
    from auditor.pipeline import FORMATS, PROPOSAL
    from auditor.report import languages
    from auditor.report.presentation import Presentation

    if folder.is_dir():
        editions = [Presentation(), *(Presentation(mark=code) for code in languages.shipped())]
        names = {edition.named(file) for edition in editions for file in FORMATS.values()}
        for name in ("snapshot.sqlite", PROPOSAL, *sorted(names)):
            (folder / name).unlink(missing_ok=True)
    return folder


def _demo(
    folder: Path, formats: tuple[str, ...], length: Length, told: Sequence[stages.Edition], *, fixed: bool
) -> Results:
    from auditor import pipeline
    from auditor.audit import registry
    from auditor.collect.http.address_guard import StubNetwork
    from auditor.collect.http.dns import StubLookup
    from auditor.collect.http.retry_policy import Pace
    from auditor.collect.http.stand_ins import StandIns
    from auditor.demo import company as example
    from auditor.demo.server import ExampleServer, settings

    company = example.load(fixed=fixed)
    known = registry.load(installed=False)
    with ExampleServer(company) as server, TemporaryDirectory() as exports:
        said = settings(company, Path(exports), server.now)
        stub_network = StubNetwork(server.http_port, server.https_port, frozenset(server.hosts))
        stages.collect(
            said,
            folder,
            resume=False,
            around=StandIns(stub_network, server.ca_file, StubLookup(server.lookup), server.now),
            pace=Pace(waits=(0.2, 0.4), confirm_after=0.2),  # on loopback what fails fails for good
        )
    judged = pipeline.check(folder, known, load.thresholds(said))
    click.echo(f"{judged.target.name}, {'after it fixed its problems' if fixed else 'as it was'}:")
    terminal.verdict(judged)
    stages.report(folder, known, formats, length, stages.Beside(), told=told)
    return judged
