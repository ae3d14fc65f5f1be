"""How a command ends: one clear line and the right exit code."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, NoReturn, ParamSpec

import click

from auditor.cli import terminal
from auditor.config.load import ConfigError

if TYPE_CHECKING:
    from auditor.audit.results import Results

P = ParamSpec("P")

CLEAN, FOUND, WRONG_USE, INCOMPLETE = 0, 1, 2, 3
"""Exit codes: nothing at or above --fail-on; something; usage or configuration; the audit could not be completed."""


def orderly(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what can go wrong into one clear line and the right exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except SystemExit:
            raise
        except KeyboardInterrupt:
            stop("stopped; what was gathered is kept, --resume goes on", INCOMPLETE)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            stop(f"{where}{error.strerror or error}", INCOMPLETE)
        except _trouble() as error:
            words, code = _told(error)
            stop(words, code)

    return run


def _trouble() -> tuple[type[Exception], ...]:
    """Return the errors that say what is wrong in one line; asked for once there is one."""
    from auditor.audit.registry import CheckLoadError
    from auditor.audit.results import ResultsError
    from auditor.collect.crawl.bootstrap import CollectError
    from auditor.demo.company import ExampleError
    from auditor.pipeline import UnknownCheck
    from auditor.snapshot.reader import SnapshotError

    return ConfigError, CheckLoadError, SnapshotError, ResultsError, ExampleError, UnknownCheck, CollectError


def _told(error: Exception) -> tuple[str, int]:
    """Return what to say of an error of ours, and the exit code."""
    from auditor.collect.crawl.bootstrap import CollectError
    from auditor.pipeline import UnknownCheck

    if isinstance(error, UnknownCheck):
        return f"there is no check {str(error)!r}; `auditor checks` lists them", WRONG_USE
    if isinstance(error, CollectError) and not error.usage:
        return str(error), INCOMPLETE
    return str(error), WRONG_USE


def stop(message: str, code: int) -> NoReturn:
    """Say why in one line, and leave with an exit code."""
    click.echo(f"auditor: {terminal.safe(message)}", err=True)
    sys.exit(code)


def leave(judged: Results, fail_on: str, min_coverage: int) -> None:
    """Print the score and leave with the exit code it asks for."""
    from auditor import pipeline

    terminal.verdict(judged)
    if judged.score.coverage * 100 < min_coverage:
        stop(f"only {judged.score.verified}% could be verified, --min-coverage asks for {min_coverage}%", INCOMPLETE)
    if count := pipeline.fails(judged, fail_on):
        stop(f"{count} findings at or above {fail_on}", FOUND)
