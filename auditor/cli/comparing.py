"""The commands that compare: `diff` and `baseline`."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli import options, outcome, terminal

_RUN = options.Place(path_type=Path)


@click.command("diff")
@click.argument("old", type=_RUN)
@click.argument("new", type=_RUN)
@click.option(
    "--format",
    "kind",
    type=click.Choice(("terminal", "json", "md")),
    default="terminal",
    show_default=True,
    help="How it is written.",
)
@click.option("--output", type=options.FILE, help="File to write, instead of printing.")
@outcome.orderly
def diff(old: Path, new: Path, kind: str, output: Path | None) -> None:
    """Show what became of findings between two runs: new, back, unchanged, fixed or not verified.

    OLD and NEW are run folders or results.json files of one target.
    """
    from auditor.audit import comparison, history
    from auditor.report.renderers import changes

    if output:
        options.require_folder_of(output)
    now = history.read(new)
    past = history.against(old, now.target.site, now.taken_at)
    history.require_edition(past.runs, unmasked=now.edition == "internal")
    for line in past.left_out:
        click.echo(f"auditor: {terminal.safe(line)}", err=True)
    compared = comparison.compare(now, past.runs)
    assert compared is not None, "there is an earlier run"
    text = changes.WAYS[kind](now.target, compared)
    if output:
        output.write_text(text, encoding="utf-8", newline="\n")
    else:
        click.echo(text, nl=False)


@click.command("baseline")
@click.argument("run", type=_RUN)
@click.option(
    "--output",
    type=options.FILE,
    default="baseline.json",
    show_default=True,
    help="File to write, or to bring up to date.",
)
@click.option("--prune", is_flag=True, help="Only take out what was fixed; add nothing.")
@outcome.orderly
def baseline_(run: Path, output: Path, prune: bool) -> None:
    """Write the failed findings of RUN as known ones, for `run --baseline`: from then on, only new ones fail.

    A file that is there is brought up to date: what was fixed leaves it, what could not be verified this time stays.
    """
    from auditor.audit import baseline, history

    options.require_folder_of(output)
    judged = history.read(run)
    before = baseline.read(output, judged.target.site) if output.exists() else None
    known = baseline.of(judged, before, prune=prune)
    baseline.write(known, output)
    was = {one.fingerprint for one in before.findings} if before else set()
    now = {one.fingerprint for one in known.findings}
    click.echo(
        f"{terminal.safe(str(output))}: {len(now):,} known findings ({len(now - was):,} added, {len(was - now):,} taken out)"
    )
