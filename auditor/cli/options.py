"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any

import click

from auditor.config.load import FAIL_ON, LENGTHS, ConfigError

_DEFAULT_FORMATS = "html,pdf,json,junit"


def _formats(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    """Read formats; whether there are such is known once the plug-ins are."""
    found = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    if not found:
        raise click.BadParameter("names no format; leave it out for the usual ones")
    return found


def ids(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    """Read ids with commas between them."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def complete_id(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Return the ids of our checks that begin as what is typed does; of several with commas between them, the last."""
    from auditor.resources import shipped  # noqa: PLC0415 - only where a shell asks

    before, comma, last = begun.rpartition(",")
    ids = sorted(path.stem.replace("_", "-") for path in shipped("checks").glob("*/*.py") if path.stem != "__init__")
    return [f"{before}{comma}{id_}" for id_ in ids if id_.startswith(last)]


class Place(click.Path):
    """A path. An empty one, as a variable that is not set leaves it, would be the folder that the command is run in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read a path."""
        if not str(value):
            self.fail("is empty; name one, or leave the option out" if isinstance(param, click.Option) else "is empty")
        return super().convert(value, param, ctx)


FOLDER = Place(path_type=Path, file_okay=False)
FILE = Place(path_type=Path, dir_okay=False)
with_output = click.option("--output", type=FOLDER, help="Folder for the run; a new one by default.")
with_formats = click.option(
    "--format",
    "formats",
    default=_DEFAULT_FORMATS,
    show_default=True,
    callback=_formats,
    help="Formats to write, separated by commas.",
)
with_length = click.option(
    "--length",
    type=click.Choice(LENGTHS),
    help="What HTML, PDF and Word hold: two pages, what needs doing, or everything.  [default: report]",
)
with_language = click.option(
    "--language",
    default="",
    metavar="LANGUAGES",
    help="Language of the report, such as de; several with commas between, such as en,de, make an edition each.  [default: en]",
)
with_fail_on = click.option(
    "--fail-on", type=click.Choice(FAIL_ON), help="Exit with 1 if a finding has this severity or a higher one."
)
with_min_coverage = click.option(
    "--min-coverage",
    type=click.IntRange(0, 100),
    default=0,
    help="Exit with 3 if less than this percentage could be verified.",
)
with_lenient = click.option(
    "--lenient",
    is_flag=True,
    help="Go on where a file of conversations cannot be read; the report says so at the front.",
)
with_resume = click.option(
    "--resume", is_flag=True, help="Continue a visit that was interrupted, or on which a plug-in broke."
)
with_browser = click.option(
    "--browser/--no-browser",
    default=None,
    help="Open pages that need JavaScript in an installed Chromium, and take pictures of contact pages.",
)
with_check_folders = click.option(
    "--checks", "folders", multiple=True, type=FOLDER, help="A folder of further checks; may be repeated."
)
with_only = click.option(
    "--only",
    default="",
    callback=ids,
    shell_complete=complete_id,
    help="Run only these checks (ids, separated by commas).",
)
with_skip = click.option(
    "--skip", default="", callback=ids, shell_complete=complete_id, help="Skip these checks (ids, separated by commas)."
)
with_config = click.option("--config", "config_file", type=FILE, help="An auditor.toml.")
with_unmasked = click.option("--unmasked", is_flag=True, help="Show personal details in full, for internal use only.")
with_against = click.option(
    "--against",
    metavar="RUN",
    default="",
    help="Earlier run to compare with, or `none`.  [default: the newest of this target in the same folder]",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says is to fail."""

    fail_on: str | None
    """None leaves it to auditor.toml."""
    min_coverage: int
    baseline: Path | None
    third_party: bool


_GATE = (
    with_fail_on,
    with_min_coverage,
    click.option(
        "--baseline",
        type=FILE,
        help="Known findings, as `auditor baseline` writes them: only new ones fail.",
    ),
    click.option(
        "--gate-third-party", "third_party", is_flag=True, help="Let dead links to addresses of others fail, too."
    ),
)


def with_gate(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what is to fail, as one argument `asked`."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        said = {field.name: kwargs.pop(field.name) for field in fields(Asked)}
        command(*args, asked=Asked(**said), **kwargs)

    decorated: Callable[..., None] = run
    for option in reversed(_GATE):
        decorated = option(decorated)
    return decorated


def require_folder_of(file: Path) -> None:
    """See that a file can be written where somebody wants it.

    Raises:
        ConfigError: there is no such folder.
    """
    if not Path(os.path.realpath(file)).parent.is_dir():
        raise ConfigError(f"{file}: there is no folder {file.parent}; make it first")
