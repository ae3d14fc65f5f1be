"""How things look on a terminal; the printing half of the command line."""
# ruff: noqa: PLC0415 - a visit that nobody watches does not wait for what draws

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from auditor import urls
from auditor.model import Severity, phrase

if TYPE_CHECKING:
    from rich.console import Console

    from auditor.audit.results import Results
    from auditor.collect.http.retry_policy import Progress as ProgressCallback

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_SHOWN = 20
"""Lines about what failed, unless more of them are critical."""


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr)


def safe(text: str) -> str:
    """Return text without characters that could move the cursor, change colours or turn the reading direction, and without secrets.

    What scrolls by on a terminal ends in the logs of CI systems, where everybody reads it.
    """
    return urls.without_secrets(_CONTROL.sub(" ", text))


def line(text: str) -> str:
    """Return a message as one line that can be printed: of one that quotes a whole file, its beginning and its end."""
    text = safe(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 500]} … {text[-490:]}"


_LONGEST = 1_500
"""Characters of a message. Our default: a screen full."""


@contextmanager
def progress() -> Iterator[ProgressCallback]:
    """Show what a visit is doing; quiet when nobody watches."""
    if not sys.stderr.isatty():
        yield _tell_nobody
        return
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), BarColumn(20), TextColumn("{task.completed:.0f} read, {task.fields[waiting]} to go"))
    with Progress(
        *columns, TimeElapsedColumn(), TextColumn("{task.description}"), console=_console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("", total=None, waiting=0)

        def tell(done: int, waiting: int, doing: str) -> None:
            known = done + waiting
            bar.update(task, completed=done, total=known or None, waiting=waiting, description=escape(_short(doing)))

        yield tell


def _tell_nobody(done: int, waiting: int, doing: str) -> None:
    """Take no note."""


def _short(text: str) -> str:
    text = safe(text)
    return text if len(text) <= 60 else f"{text[:40]}…{text[-19:]}"


def page(markdown: str) -> None:
    """Print a page of Markdown as people read it; as it is written where it is not a terminal."""
    console = _console()
    text = "\n".join(map(safe, markdown.split("\n")))
    if not console.is_terminal:
        console.file.write(f"{text}\n")
        return
    from rich.markdown import Markdown

    console.print(Markdown(text))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; plain columns where it is not a terminal."""
    console = _console()
    if not console.is_terminal:
        for row in rows:
            console.file.write("\t".join(safe(cell) for cell in row) + "\n")
        return
    from rich.markup import escape
    from rich.table import Table

    shown = Table(*heads, box=None, header_style="bold")
    for row in rows:
        shown.add_row(*(escape(safe(cell)) for cell in row))
    console.print(shown)


def _failed(judged: Results) -> Iterator[str]:
    """Yield a line for each action of the plan, in its order; critical ones are never left out."""
    from auditor.report import compose, plan

    actions = plan.actions(compose.sections(judged))
    shown = max(_SHOWN, sum(action.severity == Severity.CRITICAL.label for action in actions))
    for action in actions[:shown]:
        others = phrase(" (and {count} more)", count=len(action.findings) - 1).text if len(action.findings) > 1 else ""
        yield f"{action.severity:8}  {action.check}: {action.worst.subject} - {action.worst.message.in_full}{others}"
    if left := sum(len(action.findings) for action in actions[shown:]):
        yield phrase(
            "and {count} more finding in the report", "and {count} more findings in the report", count=left
        ).text


def _nothing_failed(judged: Results) -> Iterator[str]:
    """Yield what to say where nothing failed; nothing where nothing was verified, which the grade's reason says."""
    if judged.score.value is None:
        return
    accepted = sum(finding.accepted is not None for entry in judged.checks for finding in entry.findings)
    if not accepted:
        yield phrase("Nothing that could be verified failed.").text
    else:
        yield phrase(
            "Nothing that could be verified failed, apart from {count:,} finding that was accepted and is not scored.",
            "Nothing that could be verified failed, apart from {count:,} findings that were accepted and are not scored.",
            count=accepted,
        ).text


def verdict(judged: Results) -> None:
    """Print the score and what failed, worst first."""
    score = judged.score
    value = "no score" if score.value is None else f"{score.value:.0f}"
    lines = [
        f"{judged.target.name} <{judged.target.site}>",
        f"{value}, on {score.verified}% verified ({score.low:.0f}-{score.high:.0f}). {score.grade_reason}",
    ]
    lines += [f"  {line}" for line in [*_failed(judged)] or _nothing_failed(judged)]
    lines += [
        f"  error     {entry.id}: {entry.reason.in_full if entry.reason else ''}"
        for entry in judged.checks
        if entry.outcome == "error"
    ]
    console = _console()
    for line in lines:
        console.print(safe(line), markup=False, highlight=False, soft_wrap=True)
