"""Commands for those who add to auditor: what plug-ins there are, and the beginning of a new one."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import options, outcome, stages, terminal
from auditor.config import load

if TYPE_CHECKING:
    from auditor.extensions import Extensions

_HELP = {
    "source": "Write a new source, NAME.py, its page and its test, which work at once and are yours to change: how a platform is asked.",
    "importer": "Write a new importer, NAME.py, its page and its test, which work at once and are yours to change: how an export is read.",
    "renderer": "Write a new renderer, NAME.py, its page and its test, which work at once and are yours to change: how a report becomes a file.",
}
_COLUMNS = ("kind", "name", "from", "version", "interface", "what")


@click.command("plugins")
@options.with_config
@outcome.orderly
def plugins(config_file: Path | None) -> None:
    """List checks, sources, importers and renderers: what comes with auditor, and what others added."""
    others = stages.extensions(load.read(config_file) if config_file else None)
    left_out = _left_out(others)
    for line in _ours():
        click.echo(line)
    rows = [
        (
            one.kind,
            one.name,
            one.place if one.origin in one.place else f"{one.origin} ({one.place})",
            one.version,
            str(one.interface),
            one.title,
        )
        for one in others.found.plugins
    ]
    if rows:
        click.echo()
        terminal.table(_COLUMNS, rows)
        for line in _english_only(others):
            click.echo(line)
    else:
        click.echo("No others were found; docs/extending.md says how to add some.")
    outcome.tell_left_out(left_out)
    outcome.stop_where_left_out()


def _english_only(others: Extensions) -> Iterator[str]:
    """Yield, for each language of reports, which checks of others have no page in it."""
    from auditor.audit import page_languages
    from auditor.report import languages

    for language in languages.shipped()[1:]:
        pages = {one.name: one.file.with_suffix(".md") for one in others.found.of("check")}
        if names := [name for name, page in pages.items() if language not in page_languages.languages(page)]:
            yield f"Without a page in {language}, so reports show the English one: {', '.join(names)}"


def new(kind: str) -> click.Command:
    """Return the command that writes a new plug-in of a kind."""

    @click.command(f"new-{kind}", help=_HELP[kind])
    @click.argument("name")
    @click.option("--folder", type=options.FOLDER, default="our_plugins", show_default=True, help="Where its files go.")
    @outcome.orderly
    def command(name: str, folder: Path) -> None:
        from auditor.cli import new_plugin

        for path in new_plugin.write(kind, name, folder):
            click.echo(path)
        click.echo(f'Change them, then: pytest {folder}; in auditor.toml: [plugins] folders = ["{folder}"]')
        click.echo(f"docs/extending/{kind}s.md says what each part is for.")

    return command


def _left_out(others: Extensions) -> tuple[str, ...]:
    """Return what is wrong with plug-ins of packages, checks and their pages included; raise LoadError for those of a folder."""
    from auditor.audit import registry

    return registry.load(found=others.found).left_out


def _ours() -> Iterator[str]:
    """Yield a line for each kind of plug-in that comes with auditor."""
    from auditor import __version__, extensions
    from auditor.plugins.registry import KINDS

    for kind in KINDS:
        names = list(extensions.shipped(kind))
        listed = "`auditor checks` lists them" if kind == "check" else ", ".join(names)
        yield f"{len(names)} {kind}s come with auditor {__version__}: {listed}"


new_source, new_importer, new_renderer = map(new, ("source", "importer", "renderer"))
