"""How a command ends: one clear line and the right exit code."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, NoReturn, ParamSpec

import click
from click.core import ParameterSource

from auditor.cli import gating, terminal, tracing
from auditor.model import phrase
from auditor.plugins import watch

if TYPE_CHECKING:
    from auditor.audit.results import CheckOut, Results

P = ParamSpec("P")

CLEAN, FOUND, WRONG_USE, INCOMPLETE = 0, 1, 2, 3
"""Exit codes: nothing at or above --fail-on; something; usage or configuration; the audit could not be completed."""


_LEFT_OUT = "auditor.left_out"
_UNWRITTEN = "auditor.unwritten"


def orderly(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what can go wrong into one clear line and the right exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with watch.watch(sys.stdout) as watched:
                try:
                    command(*args, **kwargs)
                finally:
                    _tell(watched)
            stop_where_plugins_broke(watched)
        except (SystemExit, click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except KeyboardInterrupt:
            stop_where_interrupted()
        except Exception as error:  # whatever it is, a gate must neither pass nor take it for a finding
            stop_where_broken_off(error)

    return run


def stop_where_broken_off(error: Exception) -> NoReturn:
    """Leave because of an error."""
    tracing.show(error)
    stop(*_told(error))


def stop_where_interrupted() -> NoReturn:
    """Leave because somebody asked for it."""
    context = click.get_current_context(silent=True)
    if context is not None and context.info_name in {"run", "collect"}:
        stop("interrupted; what was collected is kept, and --resume continues the visit", INCOMPLETE)
    stop("interrupted", INCOMPLETE)


def _tell(watched: watch.Watch) -> None:
    """Say once what was noticed of plug-ins."""
    for line in watched.lines():
        click.echo(f"auditor: {terminal.safe(line)}", err=True)


def stop_where_plugins_broke(watched: watch.Watch) -> None:
    """Leave where a plug-in broke: what it would have brought is not in the audit."""
    if count := len(watched.faults):
        stop(
            phrase("a plug-in failed, see above", "{count} faults of plug-ins, see above", count=count).text, INCOMPLETE
        )


def stop_where_left_out() -> None:
    """Leave where an installed plug-in could not be taken in: what it would have brought is missing."""
    if count := len(click.get_current_context().meta.get(_LEFT_OUT, ())):
        left = phrase(
            "{count} installed plug-in was left out, see above",
            "{count} installed plug-ins were left out, see above",
            count=count,
        )
        stop(left.text, INCOMPLETE)


_IN_A_LINE = {
    "auditor.audit.choosing": "UnknownCheck",
    "auditor.audit.history": "HistoryError",
    "auditor.audit.results": "ResultsError",
    "auditor.collect.crawl.bootstrap": "CollectError",
    "auditor.config.load": "ConfigError",
    "auditor.demo.company": "ExampleError",
    "auditor.plugins.loading": "LoadError",
    "auditor.report.presentation": "PresentationError",
    "auditor.snapshot.damage": "SnapshotError",
}
"""By module, the error of it that says what is wrong in one line."""


def _trouble() -> tuple[type[Exception], ...]:
    """Return the errors that say what is wrong in one line. What is not imported has raised none, and nobody waits for it now."""
    return tuple(getattr(sys.modules[module], name) for module, name in _IN_A_LINE.items() if module in sys.modules)


def _told(error: Exception) -> tuple[str, int]:
    """Return what to say of an error, and the exit code."""
    from auditor.audit.choosing import UnknownCheck
    from auditor.collect.crawl.bootstrap import CollectError
    from auditor.plugins.watch import in_a_line
    from auditor.snapshot.damage import CannotWrite, UnreadableBodies

    error = _telling(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}", INCOMPLETE
    if isinstance(error, MemoryError):
        return "there is not enough memory; close other programs, or give this one more", INCOMPLETE
    if isinstance(error, CannotWrite):
        return f"{error}. Once it can be written to, --resume goes on", INCOMPLETE
    if not isinstance(error, _trouble()):
        return f"internal error: {in_a_line(error)} (--debug shows where)", INCOMPLETE
    if isinstance(error, UnknownCheck):
        return f"there is no check {str(error)!r}{error.near}; `auditor checks` lists them", WRONG_USE
    if isinstance(error, UnreadableBodies) or (isinstance(error, CollectError) and not error.usage):
        return str(error), INCOMPLETE
    return str(error), WRONG_USE


def _telling(error: Exception) -> Exception:
    """Return of a group of errors the one that says most: what is known to be told in a line, else the first."""
    if not isinstance(error, ExceptionGroup):
        return error
    every = [_telling(one) for one in error.exceptions]
    return next((one for one in every if isinstance(one, (*_trouble(), OSError))), every[0])


def stop(message: str, code: int) -> NoReturn:
    """Say why in one line, after what was noticed of plug-ins, and leave with an exit code."""
    if watch.is_kept():
        _tell(watch.current())
    click.echo(f"auditor: {terminal.line(message)}", err=True)
    sys.exit(code)


def leave(judged: Results, min_coverage: int) -> None:
    """Print the score and leave with the exit code it asks for."""
    terminal.verdict(judged)
    for line in gating.beside(judged):
        click.echo(f"auditor: {terminal.safe(line)}", err=True)
    stop_where_broken(judged)
    if judged.score.verified < min_coverage:
        stop(f"only {judged.score.verified}% could be verified; --min-coverage requires {min_coverage}%", INCOMPLETE)
    if failed := gating.failed(judged):
        stop(failed, FOUND)


def tell_left_out(lines: Iterable[str]) -> None:
    """Say once which installed plug-ins could not be loaded; `leave` says it once more by its exit code."""
    told: dict[str, None] = click.get_current_context().meta.setdefault(_LEFT_OUT, {})
    for line in dict.fromkeys(lines):
        if line not in told:
            told[line] = None
            watch.current().left_out.append(line)
            click.echo(f"auditor: {terminal.safe(line)}; left out", err=True)


def tell_unwritten(lines: Mapping[str, str]) -> None:
    """Say which files could not be written and why; those of formats that were asked for are remembered.

    Args:
        lines: By format, the line that says why.
    """
    context = click.get_current_context()
    for line in lines.values():
        click.echo(f"auditor: {terminal.safe(line)}", err=True)
    given = context.get_parameter_source("formats") is not ParameterSource.DEFAULT
    context.meta[_UNWRITTEN] = given and not lines.keys().isdisjoint(context.params["formats"])


def stop_where_unwritten() -> None:
    """Leave where a file that was asked for could not be written, which was said already."""
    if click.get_current_context().meta.get(_UNWRITTEN):
        sys.exit(INCOMPLETE)


def stop_where_broken(judged: Results) -> None:
    """Leave where not all was checked that should have been, or nothing came of it: a gate does not pass for that."""
    from auditor.audit.gate import concluded

    tracing.show_broken(judged)
    watched = watch.current()
    if what := what_broke(judged):
        stop(f"{what}; results.json holds the traceback, and --debug prints it", INCOMPLETE)
    stop_where_left_out()
    stop_where_plugins_broke(watched)
    if judged.broken_plugins:
        stop("a plug-in failed on the visit; `auditor collect --resume` gathers what it would have brought", INCOMPLETE)
    if not concluded(judged):
        stop("no check could verify anything; results.json says why", INCOMPLETE)
    stop_where_unwritten()


def what_broke(judged: Results) -> str:
    """Return which checks failed to run, and why; empty where none did."""
    broken = [f"{entry.id}: {_why(entry)}" for entry in judged.checks if entry.outcome == "error"]
    if not broken:
        return ""
    what = "a check failed to run" if len(broken) == 1 else f"{len(broken)} checks failed to run"
    return f"{what}: {'; '.join(broken)}"


def _why(entry: CheckOut) -> str:
    return entry.reason.in_full if entry.reason else "nobody knows why"
