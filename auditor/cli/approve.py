"""`auditor approve`: what the company confirms as right, written beside auditor.toml from what a run saw."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import options, outcome, stages, terminal
from auditor.config import load
from auditor.config.load import ConfigError

if TYPE_CHECKING:
    from auditor.analysis.takeover.proposal import Proposal


@click.command("approve")
@click.argument("run", type=options.FOLDER)
@options.with_config
@click.option("--update", is_flag=True, help="Bring an approved.toml that is there up to date.")
@outcome.orderly
def approve(run: Path, config_file: Path | None, update: bool) -> None:
    """Write approved.toml: what RUN saw of the company's accounts, for the company to confirm. Uses no network.

    It goes beside the auditor.toml of the run's target: the one of --config, or the nearest above RUN or in this folder. Where it is
    there already, what would change is shown, and nothing is written without --update.
    """
    from auditor.analysis.takeover import proposal
    from auditor.config import approving
    from auditor.snapshot import reader

    gathered = reader.load(run)
    config = _config_of(run, config_file, gathered.target.site)
    settings = load.read(config)  # an approved.toml that can't be used is told before anything else
    found = proposal.proposal(gathered)
    path = config.with_name(load.APPROVED)
    if settings.approved is None:
        approving.write(path, approving.text_of(found.approved, found.left_out, found.withheld))
        count = len(found.approved.accounts)
        what = "1 account" if count == 1 else f"{count:,} accounts"
        click.echo(f"{terminal.safe(str(path))}: {what}. Read it, and correct what is not right.")
    else:
        _bring_up_to_date(path, found, update=update)
    _warn(found)


def _bring_up_to_date(path: Path, found: Proposal, *, update: bool) -> None:
    from auditor.config import approving

    before = path.read_text(encoding="utf-8-sig")
    after = approving.updated(before, found.approved, _today(), found.left_out, found.withheld)
    if before == after:
        click.echo(f"{terminal.safe(str(path))}: is up to date; nothing was written.")
        return
    for line in difflib.unified_diff(before.splitlines(), after.splitlines(), "as it is", "by this run", lineterm=""):
        click.echo(terminal.safe(line))
    if update:
        approving.write(path, after)
        click.echo(f"{terminal.safe(str(path))}: brought up to date.")
    else:
        click.echo(f"{terminal.safe(str(path))}: nothing was written; --update does it.")


def _warn(found: Proposal) -> None:
    for subject in found.suspect:
        click.echo(
            f"auditor: {terminal.safe(subject)}: shows signs of a takeover in this run (hijack-signs); its profile is not proposed",
            err=True,
        )


def _config_of(run: Path, named: Path | None, site: str) -> Path:
    """Return the auditor.toml of a run's target.

    Raises:
        ConfigError: there is none, or the one named is for another target.
    """
    from auditor.audit import history

    if named is not None:
        history.require_target(named, load.read(named).target.site, site)
        return named
    for folder in (*run.absolute().parents, Path.cwd()):
        path = folder / stages.CONFIG
        if path.is_file() and history.same_target(load.read(path).target.site, site):
            return path
    raise ConfigError(
        f"{run}: no {stages.CONFIG} of {site} above it or in this folder; name it by --config, or make one: auditor init {site}"
    )


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day it is where it is confirmed
