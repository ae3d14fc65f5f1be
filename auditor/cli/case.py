"""`auditor case`: a visit as a made-up test case."""
# ruff: noqa: PLC0415 - as in commands.py

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from auditor.cli import options, outcome, stages, terminal
from auditor.config.load import ConfigError


@click.command("case")
@click.argument("target")
@click.option("--output", type=options.FOLDER, required=True, help="Folder for the case; must not exist yet.")
@click.option(
    "--wrong", "complaints", default="", callback=options.ids, help="Checks that are wrong (ids, separated by commas)."
)
@outcome.orderly
def case(target: str, output: Path, complaints: tuple[str, ...]) -> None:
    """Write TARGET, a site, an auditor.toml or a run folder, as a made-up test case: for reports of mistakes."""
    from auditor import casebook
    from auditor.audit import choosing

    if output.exists():
        raise ConfigError(f"{output} exists already. Name another folder.")
    settings = None if Path(target).is_dir() else stages.settings_of(target)
    others = stages.extensions(settings)
    choosing.require_known(complaints, stages.begun_checks(settings, others).ids)
    if settings is None:
        written = casebook.write(Path(target), output, complaints)
    else:
        with TemporaryDirectory() as run_folder:
            stages.collect(settings, Path(run_folder), resume=False, others=others)
            written = casebook.write(Path(run_folder), output, complaints)
    click.echo(f"{output}: {written.answers} answers, with made-up words, names, addresses and numbers")
    for text in written.left:
        click.echo(f"auditor: {output}: still contains {terminal.safe(text)!r}; remove it by hand", err=True)
    click.echo("Look it over, say in README and want.json what is wrong (docs/cases.md), then send it.")
    outcome.stop_where_left_out()
