"""Commands. Each imports what it works with by itself, so that none waits for what only others need: half a second."""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import atexit
import gc
import io
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import (
    approve,
    auditing,
    case,
    comparing,
    extending,
    listing,
    options,
    outcome,
    stages,
    terminal,
    tracing,
    watching,
)
from auditor.cli import interview as interviewing
from auditor.config import load
from auditor.config.load import ConfigError
from auditor.model import phrase
from auditor.plugins import watch

if TYPE_CHECKING:
    from auditor.audit.results import Results
    from auditor.config.report import Length


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    from auditor import __version__

    if value and not context.resilient_parsing:
        click.echo(f"auditor, version {__version__}")
        context.exit()


class _Commands(click.Group):
    """The commands; what they print, help texts too, may find no reader. All say more if asked to."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Register a command."""
        cmd.params += tracing.options()
        super().add_command(cmd, name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whoever ends it is told so in a line, however early that was."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            outcome.stop_where_interrupted()

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command and leave."""
        terminal.outlive_readers()
        return super().main(*args, **kwargs)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
def main() -> None:
    """Audit how the press and customers can reach a company, and write a scored report."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # sites speak every script; not every terminal or pipe does
            stream.reconfigure(errors="replace")
    # To look for garbage in all that a visit holds takes Python a tenth of a second, at the very end.
    atexit.register(gc.freeze)


main.params += tracing.options()


@main.command("collect")
@click.argument("target")
@click.option("--output", type=options.FOLDER, required=True, help="Folder for the run.")
@options.with_resume
@options.with_lenient
@options.with_browser
@outcome.orderly
def collect_(target: str, output: Path, resume: bool, lenient: bool, browser: bool | None) -> None:
    """Visit TARGET and store what was found in a run folder. The only stage that uses the network."""
    settings = stages.settings_of(target)
    stages.tell_left_out(settings)
    others = stages.extensions(settings)
    outcome.tell_left_out(others.left_out)
    stages.try_imports(settings, others, lenient=lenient)
    stages.collect(stages.with_browser(settings, browser), output, resume=resume, others=others)
    click.echo(f"Collected: {output}")
    outcome.stop_where_left_out()


@main.command()
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
    others = stages.extensions(settings)
    known = stages.chosen_checks(settings, others, folders)
    told = stages.editions(settings, language)
    stages.require_formats(formats, others)
    around = stages.beside(config_file)
    length = length or (settings.report.length if settings else "report")
    stages.report(folder, known, formats, length, around, others, told)
    outcome.stop_where_left_out()
    outcome.stop_where_unwritten()


@main.command()
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


@main.command()
@click.argument("site")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default="auditor.toml",
    show_default=True,
    help="File to write; must not exist yet.",
)
@click.option(
    "--conversations",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="An export of conversations to name in it: a file, zip or folder; may repeat.",
)
@outcome.orderly
def init(site: str, output: Path, files: tuple[Path, ...]) -> None:
    """Look at SITE once and write an auditor.toml with what was found, for you to review."""
    from auditor.cli import init as first_look

    first_look.refuse_existing(output)
    with stages.stopped_politely(), terminal.progress() as progress:
        found = first_look.look(site, progress)
    text = first_look.write(found, datetime.now().astimezone().date())
    if files:
        from auditor.cli import init_conversations

        text += init_conversations.write(files, found, output)
    first_look.save(output, text)
    click.echo(f"{output}: {first_look.counted(found)} of {terminal.safe(found.target.name)}")
    if files:
        click.echo(f"Review it, then see how the exports are read: auditor import {output}")
    click.echo(f"{'Then' if files else 'Review it, then'} run: auditor run {output}")


@main.command("new-check")
@click.argument("id")
@click.option("--category", default="contact", show_default=True, help="Chapter of the report it belongs to.")
@click.option("--folder", type=options.FOLDER, default="our_checks", show_default=True, help="Where its files go.")
@outcome.orderly
def new_check(id: str, category: str, folder: Path) -> None:
    """Write a new check: ID.py, its page ID.md and its test test_ID.py, which work at once and are yours to change."""
    from auditor.cli import new_check as writing

    for path in writing.write(id, category, folder):
        click.echo(path)
    click.echo(f"Change them, then: pytest {folder}; auditor check FOLDER --checks {folder} --only {id}")
    click.echo("docs/api.md lists what a check can ask.")


@main.command("import")
@click.argument("configs", metavar="CONFIG...", nargs=-1, required=True, type=options.FILE)
@outcome.orderly
def import_(configs: tuple[Path, ...]) -> None:
    """Show how the conversations that CONFIG, an auditor.toml, names would be read. Visits nothing and writes nothing."""
    from auditor.cli import trial

    fine = True
    for config in configs:
        settings = load.read(config)
        others = stages.extensions(settings)
        outcome.tell_left_out(others.left_out)
        fine = trial.show(settings, others) and fine
    outcome.stop_where_plugins_broke(watch.current())
    if not fine:
        sys.exit(outcome.WRONG_USE)
    outcome.stop_where_left_out()


@main.command("doctor")
@outcome.orderly
def doctor_() -> None:
    """Show what is installed, what is missing and how to get it."""
    from auditor.cli import doctor

    findings = doctor.examine()
    for finding in findings:
        mark = "ok     " if finding.fine else "without" if finding.optional else "MISSING"
        click.echo(f"{mark}  {finding.name}: {finding.words}")
    if not all(finding.fine or finding.optional for finding in findings):
        sys.exit(outcome.INCOMPLETE)


@main.command()
@click.argument("folder", type=options.FOLDER)
@click.option("--warc", is_flag=True, help="Export every response as received, as WARC 1.1.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; in the run folder by default."
)
@outcome.orderly
def export(folder: Path, warc: bool, output: Path | None) -> None:
    """Export FOLDER in a format that other tools read."""
    from auditor.snapshot import warc as exporting

    if not warc:
        raise ConfigError("Name a format: --warc.")
    path = output or folder / "snapshot.warc.gz"
    count = exporting.warc(folder, path)
    click.echo(phrase("{count:,} answer: {path}", "{count:,} answers: {path}", count=count, path=str(path)).text)


@main.command()
@outcome.orderly
def schema() -> None:
    """Print the JSON Schema of results.json."""
    import json

    from auditor.audit import results

    click.echo(json.dumps(results.schema(), indent=2))


main.add_command(auditing.run)
main.add_command(listing.checks)
main.add_command(listing.explain)
main.add_command(listing.completion)
main.add_command(auditing.check)
main.add_command(approve.approve)
main.add_command(comparing.diff)
main.add_command(comparing.baseline_)
main.add_command(case.case)
main.add_command(interviewing.interview)
main.add_command(watching.watch)
main.add_command(extending.plugins)
for _kind in ("source", "importer", "renderer"):
    main.add_command(extending.new(_kind))


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
