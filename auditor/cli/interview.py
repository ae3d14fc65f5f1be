"""`auditor interview`: the questions that no visit can answer, asked in the terminal or by a form."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import options, outcome, terminal
from auditor.config.load import ConfigError

if TYPE_CHECKING:
    from auditor.interview.questions import Question
    from auditor.interview.readiness import Readiness
    from auditor.model.declarations import Declared

_FILE = options.FILE
_SKIP, _QUIT = "skip", "quit"
_KEYS = {"y": "yes", "p": "partly", "n": "no", "-": "n.a.", "s": _SKIP, "q": _QUIT}
_PROMPT = "  [y]es, [p]artly, [n]o, [-] n.a., [s]kip, [q]uit"


class _Stopped(Exception):
    """Whoever answered wants to go on another time."""


@click.command("interview")
@click.argument("config", type=_FILE, default="auditor.toml")
@click.option("--who", default="", help="Who answers, by name or role; asked for by default.")
@click.option("--again", is_flag=True, help="Ask what was answered already, too.")
@click.option("--form", type=_FILE, help="Write the questions as a PDF with fields to this file, and ask nothing.")
@click.option("--read", "filled", type=_FILE, help="Take the answers of a filled-in form instead of asking.")
@outcome.orderly
def interview(config: Path, who: str, again: bool, form: Path | None, filled: Path | None) -> None:
    """Ask what no visit can see: owners, rotas, alerts, plans. Answers go to interview.toml beside CONFIG, an auditor.toml.

    Every answer is kept at once, and the next call goes on with what is open or older than twelve months.
    """
    from auditor.interview import answers

    path = config.with_name(answers.NAME)
    if form is not None:
        options.require_folder_of(form)
        _write_form(form, config)
        return
    try:
        held = {one.question: one for one in answers.read(path)}
        if filled is not None:
            _take(filled, path, held)
        else:
            _ask(path, held, who, again=again)
    except answers.InterviewError as error:
        raise ConfigError(str(error)) from None
    _close(path, held.values())


def _write_form(form: Path, config: Path) -> None:
    from auditor.config import load
    from auditor.report.renderers import interview_form
    from auditor.report.renderers.pdf import PdfUnavailable

    name = load.read(config).target.name if config.is_file() else ""
    try:
        interview_form.write(form, name)
    except PdfUnavailable as error:
        outcome.stop(str(error), outcome.INCOMPLETE)
    click.echo(f"{form}: fill it in, then run: auditor interview --read {form}")


def _take(filled: Path, path: Path, held: dict[str, Declared]) -> None:
    from auditor.interview import answers
    from auditor.interview import form as reading

    told = reading.read(filled)
    if not told:
        raise ConfigError(f"{filled}: no question is answered")
    for answer in told:
        answers.write(path, answer)
        held[answer.question] = answer
    click.echo(f"{path}: {len(told)} answers from {filled}")


def _ask(path: Path, held: dict[str, Declared], who: str, *, again: bool) -> None:
    """Ask what is due, keeping each answer before the next question.

    Raises:
        ConfigError: nobody is there to answer.
    """
    from auditor.interview import answers

    due = tuple(_due(held, _today(), again=again))
    if not due:
        click.echo("Every question is answered, and no answer is older than twelve months; --again asks them all.")
        return
    asked = 0
    try:
        who = answers.tidy(who) or _line("Who answers, by name or role")
        for number, (title, question) in enumerate(due, start=1):
            if title:
                click.echo(f"\n{title}\n")
            answer = _answer(f"{number}/{len(due)}", question, held.get(question.id), who)
            if answer is not None:
                answers.write(path, answer)
                held[question.id] = answer
                asked += 1
    except (_Stopped, click.Abort):
        click.echo()
        if not held and not asked and not _is_asked():
            raise ConfigError(
                f"nobody answers here: run it in a terminal, or write {path} by hand (docs/interview.md)"
            ) from None


def _due(held: Mapping[str, Declared], today: date, *, again: bool) -> Iterator[tuple[str, Question]]:
    """Yield the questions to ask, the first of a section with the section's title."""
    from auditor.interview.questions import sections
    from auditor.interview.readiness import current

    fresh = current(held.values(), today)
    for section in sections():
        title = section.title.text
        for question in section.questions:
            if again or question.id not in fresh:
                yield title, question
                title = ""


def _answer(place: str, question: Question, before: Declared | None, who: str) -> Declared | None:
    """Return the answer to one question; None where it is skipped.

    Raises:
        _Stopped: whoever answers wants to stop.
    """
    from auditor.model.declarations import Declared, Said

    click.echo(f"{place}  {question.text}\n  What would show it: {question.proof}.")
    if before is not None:
        click.echo(terminal.safe(f"  Answered {before.said} on {before.on} by {before.who}."))
    said = _choice()
    if said == _QUIT:
        raise _Stopped
    if said == _SKIP:
        return None
    answer = Declared(question.id, Said(said), who, _today())
    kept = before.evidence if before is not None else ""
    if answer.said in (Said.YES, Said.PARTLY):
        return replace(answer, evidence=_line("  Evidence, if any", kept, may_be_empty=True))
    return answer


def _choice() -> str:
    while True:
        given = str(click.prompt(_PROMPT, prompt_suffix=": ")).strip().lower()
        for key, value in _KEYS.items():
            if given in {key, value}:
                return value
        click.echo(f"  {terminal.safe(given)!r} is none of them.")


def _line(prompt: str, default: str = "", *, may_be_empty: bool = False) -> str:
    from auditor.interview.answers import tidy

    while True:
        shown = default if default or may_be_empty else None
        given = tidy(str(click.prompt(prompt, default=shown, show_default=bool(default))))
        if given or may_be_empty:
            return given


def _close(path: Path, held: Iterable[Declared]) -> None:
    """Say where the answers are, and what they amount to."""
    from auditor.interview.readiness import readiness

    found = readiness(held, _today())
    if found is None:
        click.echo("No question was answered.")
        return
    for line in _summary(found):
        click.echo(line)
    click.echo(f"{path}: the next audit shows it, apart from the score of what was measured.")


def _summary(found: Readiness) -> Iterator[str]:
    entries = [entry for chapter in found.chapters for entry in chapter.entries]
    current = sum(entry.state == "current" for entry in entries)
    yield f"{current} of {len(entries)} questions answered"
    if expired := sum(entry.state == "expired" for entry in entries):
        yield f"{expired} answered more than twelve months ago: ask again"
    if found.tally.value is not None:
        yield f"Readiness, as declared: {found.tally.value:.0f} of 100 ({found.tally.low:.0f} to {found.tally.high:.0f} with what is open)"


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day it is where the interview is held


def _is_asked() -> bool:
    return sys.stdin.isatty()
