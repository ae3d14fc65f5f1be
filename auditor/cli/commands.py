"""The command line: each command is imported when it is asked for, since none should wait for what only others need."""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import sys
from typing import Any

import click

from auditor.cli import outlet, tracing

_PLACES = {
    "approve": "approve:approve",
    "baseline": "comparing:baseline_",
    "case": "case:case",
    "check": "auditing:check",
    "checks": "listing:checks",
    "collect": "gathering:collect_",
    "completion": "listing:completion",
    "demo": "reporting:demo",
    "diff": "comparing:diff",
    "doctor": "lesser:doctor_",
    "explain": "listing:explain",
    "export": "lesser:export",
    "import": "gathering:import_",
    "init": "gathering:init",
    "interview": "interview:interview",
    "new-check": "lesser:new_check",
    "new-importer": "extending:new_importer",
    "new-renderer": "extending:new_renderer",
    "new-source": "extending:new_source",
    "plugins": "extending:plugins",
    "report": "reporting:report",
    "run": "auditing:run",
    "schema": "lesser:schema",
    "watch": "watching:watch",
}
"""Where each command is: its module in this package, and its name there."""


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        from auditor import __version__  # noqa: PLC0415 - finding it takes as long as all else before a command begins

        click.echo(f"auditor, version {__version__}")
        context.exit()


class _Commands(click.Group):
    """The commands; what they print, help texts too, may find no reader. All say more if asked to."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click gives it
        """Return their names, without importing one."""
        return sorted(_PLACES)

    def get_command(self, ctx: click.Context | None, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Return a command; None where there is none of that name."""
        if cmd_name not in self.commands and cmd_name in _PLACES:
            module, _, name = _PLACES[cmd_name].partition(":")
            command: click.Command = getattr(importlib.import_module(f"auditor.cli.{module}"), name)
            command.params += tracing.options()
            self.add_command(command, cmd_name)
        return self.commands.get(cmd_name)

    def every(self) -> dict[str, click.Command]:
        """Return all commands by name."""
        return {name: command for name in _PLACES if (command := self.get_command(None, name))}

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whoever ends it is told so in a line, however early that was."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            from auditor.cli import outcome  # noqa: PLC0415 - only where somebody asks for it

            outcome.stop_where_interrupted()
        except click.ClickException as error:  # which quotes what was typed
            from auditor.cli import terminal  # noqa: PLC0415 - as above

            vars(error)["message"] = terminal.safe(error.message)  # typed as final
            raise
        except (click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:  # a module that is damaged: click would leave with 1, which means findings
            from auditor.cli import outcome  # noqa: PLC0415 - as above

            outcome.stop_where_broken_off(error)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command and leave."""
        outlet.outlive_readers()
        try:
            return super().main(*args, **kwargs)
        except SystemExit as end:
            outlet.leave(end)


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
