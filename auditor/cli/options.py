"""Options that several commands share."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

from pathlib import Path

import click

from auditor.config.load import FAIL_ON

_DEFAULT_FORMATS = "html,pdf,json,junit"


def _formats(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    from auditor.pipeline import FORMATS

    kinds = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    if unknown := [kind for kind in kinds if kind not in FORMATS]:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(FORMATS)}")
    return kinds


def ids(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    """Read ids with commas between them."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


FOLDER = click.Path(path_type=Path, file_okay=False)
with_output = click.option("--output", type=FOLDER, help="Folder for the run; made anew where left out.")
with_formats = click.option(
    "--format",
    "formats",
    default=_DEFAULT_FORMATS,
    show_default=True,
    callback=_formats,
    help="What to write, with commas.",
)
with_fail_on = click.option("--fail-on", type=click.Choice(FAIL_ON), help="Lowest severity that makes the exit code 1.")
with_min_coverage = click.option(
    "--min-coverage", type=click.IntRange(0, 100), default=0, help="Percent that must be verified, else exit code 3."
)
with_resume = click.option("--resume", is_flag=True, help="Go on with a visit that was cut short.")
with_browser = click.option(
    "--browser/--no-browser",
    default=None,
    help="Look at pages that need JavaScript with an installed Chromium, and keep pictures of contact pages.",
)
with_check_folders = click.option(
    "--checks", "folders", multiple=True, type=FOLDER, help="A folder of further checks; may repeat."
)
with_only = click.option("--only", default="", callback=ids, help="Run just these checks (ids with commas).")
with_skip = click.option("--skip", default="", callback=ids, help="Leave these checks out (ids with commas).")
with_config = click.option(
    "--config", "config_file", type=click.Path(path_type=Path, dir_okay=False), help="An auditor.toml."
)
with_unmasked = click.option("--unmasked", is_flag=True, help="Show personal details in full: for internal use only.")
