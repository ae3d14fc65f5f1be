"""The commands that visit and look before a visit: `collect`, `init` and `import`."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from auditor.cli import options, outcome, stages, terminal
from auditor.config import load
from auditor.plugins import watch


@click.command("collect")
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


@click.command()
@click.argument("site")
@click.option(
    "--output",
    type=options.FILE,
    default="auditor.toml",
    show_default=True,
    help="File to write; must not exist yet.",
)
@click.option(
    "--conversations",
    "files",
    multiple=True,
    type=options.Place(path_type=Path, exists=True),
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


@click.command("import")
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
