"""The lesser commands: `doctor`, `export`, `new-check` and `schema`."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

import sys
from pathlib import Path

import click

from auditor.cli import options, outcome
from auditor.config.load import ConfigError
from auditor.model import phrase


@click.command("new-check")
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


@click.command("doctor")
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


@click.command()
@click.argument("folder", type=options.FOLDER)
@click.option("--warc", is_flag=True, help="Export every response as received, as WARC 1.1.")
@click.option("--output", type=options.FILE, help="File to write; in the run folder by default.")
@outcome.orderly
def export(folder: Path, warc: bool, output: Path | None) -> None:
    """Export FOLDER in a format that other tools read."""
    from auditor.snapshot import warc as exporting

    if not warc:
        raise ConfigError("Name a format: --warc.")
    path = output or folder / "snapshot.warc.gz"
    count = exporting.warc(folder, path)
    click.echo(phrase("{count:,} answer: {path}", "{count:,} answers: {path}", count=count, path=str(path)).text)


@click.command()
@outcome.orderly
def schema() -> None:
    """Print the JSON Schema of results.json."""
    import json

    from auditor.audit import results

    click.echo(json.dumps(results.schema(), indent=2))
