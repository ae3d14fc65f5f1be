"""Commands that tell what there is: the checks, one of them, and what completes their names in a shell."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import options, outcome, terminal
from auditor.model import EFFORTS, TEAMS, Severity

if TYPE_CHECKING:
    from auditor.audit.registry import Known

_FOLDERS = click.option(
    "--checks", "folders", multiple=True, type=options.FOLDER, help="A folder of further checks; may repeat."
)
_SEVERITIES = [severity.label for severity in Severity]


@click.command()
@_FOLDERS
@click.option("--category", help="Only those of a category, such as contact.")
@click.option("--severity", type=click.Choice(_SEVERITIES), help="Only those of this severity or a higher one.")
@click.option("--team", type=click.Choice(TEAMS), help="Only those that this team usually fixes.")
@click.option("--effort", type=click.Choice(EFFORTS), help="Only those that usually take this long to fix.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@outcome.orderly
def checks(
    folders: tuple[Path, ...],
    category: str | None,
    severity: str | None,
    team: str | None,
    effort: str | None,
    as_json: bool,
) -> None:
    """List every known check, or those that the options ask for."""
    from auditor.audit import registry

    known = registry.load(folders=folders)
    categories = {entry.check.category for entry in known.values()}
    if category is not None and category not in categories:
        outcome.stop(f"--category: {category!r} is not one of {', '.join(sorted(categories))}", outcome.WRONG_USE)
    asked = {"category": category, "team": team, "effort": effort}
    shown = [entry for entry in known.values() if _is_asked(entry, asked, severity)]
    if as_json:
        click.echo(json.dumps([_as_data(entry) for entry in shown], ensure_ascii=False, indent=1))
    else:
        rows = [(one.check.id, one.check.category, one.check.severity.label, one.check.title) for one in shown]
        terminal.table(("id", "category", "severity", "title"), rows)
    outcome.tell_left_out(known.left_out)


@click.command()
@click.argument("id", shell_complete=options.complete_id)
@_FOLDERS
@click.option("--language", default="en", metavar="LANGUAGE", help="Language of the page, such as de.  [default: en]")
@outcome.orderly
def explain(id: str, folders: tuple[Path, ...], language: str) -> None:
    """Show what a check looks at, why it matters and how to fix what it finds."""
    from auditor.audit import page_languages, registry
    from auditor.audit.choosing import UnknownCheck
    from auditor.model.messages import speaking, translated
    from auditor.report.labels import label
    from auditor.report.languages import voice_of
    from auditor.report.presentation import Presentation

    known = registry.load(folders=folders)
    if id not in known:
        raise UnknownCheck(id, known)
    entry = known[id]
    with speaking(voice_of(Presentation(language))):
        severity = (
            entry.check.severity.label if language == "en" else label("severity", entry.check.severity.label).lower()
        )
        click.echo(f"{id} ({severity}): {translated(entry.check.title)}\n")
        terminal.page(page_languages.page(entry).read_text(encoding="utf-8").strip())


@click.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@outcome.orderly
def completion(shell: str) -> None:
    """Print what makes SHELL complete the commands, options and ids of checks of auditor.

    bash and zsh: eval "$(auditor completion bash)" in ~/.bashrc or ~/.zshrc. fish: auditor completion fish | source.
    """
    from click.shell_completion import get_completion_class

    known = get_completion_class(shell)
    assert known is not None, "click knows all three"
    click.echo(known(click.get_current_context().find_root().command, {}, "auditor", "_AUDITOR_COMPLETE").source())


def _is_asked(entry: Known, asked: dict[str, str | None], severity: str | None) -> bool:
    if severity is not None and entry.check.severity < Severity[severity.upper()]:
        return False
    return all(value is None or getattr(entry.check, name) == value for name, value in asked.items())


def _as_data(entry: Known) -> dict[str, object]:
    check = entry.check
    return {
        "id": check.id,
        "category": check.category,
        "severity": check.severity.label,
        "effort": check.effort,
        "team": check.team,
        "title": check.title,
        "failing_title": check.failing_title,
        "needs": list(check.needs),
        "uses": list(check.uses),
    }
