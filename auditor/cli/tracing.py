"""What a command tells besides its results, to stderr: `-v` what happens, `--debug` where something broke."""
# ruff: noqa: PLC0415 - every command has these options, and few say anything by them

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from auditor.audit.results import Results

_DEBUG = "auditor.debug"


def options() -> list[click.Option]:
    """Return the options that every command has."""
    verbose = click.Option(
        ["-v", "--verbose"], count=True, expose_value=False, callback=_listen, help="Log what happens; -vv logs more."
    )
    debug = click.Option(
        ["--debug"], is_flag=True, expose_value=False, callback=_remember, help="Show where something broke."
    )
    return [verbose, debug]


def _listen(context: click.Context, _: click.Parameter, count: int) -> None:
    if not count:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Safe("%(asctime)s %(name)s: %(message)s", "%H:%M:%S"))
    ours = logging.getLogger("auditor")
    ours.setLevel(logging.INFO if count == 1 else logging.DEBUG)
    ours.addHandler(handler)
    context.call_on_close(lambda: _fall_silent(handler))


def _fall_silent(handler: logging.Handler) -> None:
    ours = logging.getLogger("auditor")
    ours.removeHandler(handler)
    ours.setLevel(logging.NOTSET)


class _Safe(logging.Formatter):
    """Strangers' words in a log can't move the cursor or begin a line of their own."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        """Return the line without control characters."""
        from auditor.cli import terminal

        return terminal.safe(super().formatMessage(record))


def _remember(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        context.meta[_DEBUG] = True


def _debugging() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_DEBUG))


def show(error: BaseException) -> None:
    """Print where an error came from, if that is wanted."""
    if _debugging():
        _print("".join(traceback.format_exception(error)))


def show_broken(judged: Results) -> None:
    """Print where checks broke, if that is wanted."""
    for entry in judged.checks if _debugging() else ():
        if entry.error is not None:
            _print(f"{entry.id}:\n{entry.error.traceback}")


def _print(text: str) -> None:
    from auditor.cli import terminal

    for line in text.splitlines():
        click.echo(terminal.safe(line), err=True)
