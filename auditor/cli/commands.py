"""Commands. The only module that prints or exits.

Each command imports what it works with by itself, so that none waits for what only others need: half a second.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import atexit
import gc
import io
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec

import click

from auditor.cli import terminal
from auditor.config import load
from auditor.config.load import FAIL_ON, ConfigError, Settings
from auditor.model import Accept, Thresholds

if TYPE_CHECKING:
    from auditor.audit.registry import Known
    from auditor.audit.results import Results
    from auditor.collect.http.retry_policy import Pace
    from auditor.collect.http.stand_ins import Surroundings

P = ParamSpec("P")

CLEAN, FOUND, WRONG_USE, INCOMPLETE = 0, 1, 2, 3
"""Exit codes: nothing at or above --fail-on; something; usage or configuration; the audit could not be completed."""

_DEFAULT_FORMATS = "html,pdf,json,junit"


def _orderly(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what can go wrong into one clear line and the right exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except SystemExit:
            raise
        except KeyboardInterrupt:
            _stop("stopped; what was gathered is kept, --resume goes on", INCOMPLETE)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            _stop(f"{where}{error.strerror or error}", INCOMPLETE)
        except _trouble() as error:
            words, code = _told(error)
            _stop(words, code)

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


def _stop(message: str, code: int) -> NoReturn:
    click.echo(f"auditor: {terminal.safe(message)}", err=True)
    sys.exit(code)


def _formats(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    from auditor.pipeline import FORMATS

    kinds = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    if unknown := [kind for kind in kinds if kind not in FORMATS]:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(FORMATS)}")
    return kinds


def _ids(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    from auditor import __version__

    if value and not context.resilient_parsing:
        click.echo(f"auditor, version {__version__}")
        context.exit()


_folder = click.Path(path_type=Path, file_okay=False)
_output = click.option("--output", type=_folder, help="Folder for the run; made anew where left out.")
_format = click.option(
    "--format",
    "formats",
    default=_DEFAULT_FORMATS,
    show_default=True,
    callback=_formats,
    help="What to write, with commas.",
)
_fail_on = click.option("--fail-on", type=click.Choice(FAIL_ON), help="Lowest severity that makes the exit code 1.")
_min_coverage = click.option(
    "--min-coverage", type=click.IntRange(0, 100), default=0, help="Percent that must be verified, else exit code 3."
)
_resume = click.option("--resume", is_flag=True, help="Go on with a visit that was cut short.")
_browser = click.option(
    "--browser/--no-browser",
    default=None,
    help="Look at pages that need JavaScript with an installed Chromium, and keep pictures of contact pages.",
)
_checks = click.option(
    "--checks", "folders", multiple=True, type=_folder, help="A folder of further checks; may repeat."
)
_only = click.option("--only", default="", callback=_ids, help="Run just these checks (ids with commas).")
_skip = click.option("--skip", default="", callback=_ids, help="Leave these checks out (ids with commas).")
_config = click.option(
    "--config", "config_file", type=click.Path(path_type=Path, dir_okay=False), help="An auditor.toml."
)
_unmasked = click.option("--unmasked", is_flag=True, help="Show personal details in full: for internal use only.")


class _Commands(click.Group):
    """The commands; what they print, help texts too, may find no reader."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command and leave."""
        terminal.outlive_readers()
        return super().main(*args, **kwargs)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
def main() -> None:
    """Look at a company the way the press and its customers meet it, and render a scored report."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # sites speak every script; not every terminal or pipe does
            stream.reconfigure(errors="replace")
    # To look for garbage in all that a visit holds takes Python a tenth of a second, at the very end.
    atexit.register(gc.freeze)


@main.command()
@click.argument("target")
@_output
@_format
@_fail_on
@_min_coverage
@_resume
@_browser
@_checks
@_only
@_skip
@_unmasked
@_orderly
def run(
    target: str,
    output: Path | None,
    formats: tuple[str, ...],
    fail_on: str | None,
    min_coverage: int,
    resume: bool,
    browser: bool | None,
    folders: tuple[Path, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    unmasked: bool,
) -> None:
    """Audit TARGET, a site or an auditor.toml: collect, check and report in a row."""
    from auditor import pipeline

    settings = _settings(target)
    _tell_left_out(settings)
    known = _known(settings, folders, only, skip)
    folder = _run_folder(output, settings)
    _collect(_with_browser(settings, browser), folder, resume=resume)
    judged = pipeline.check(folder, known, load.thresholds(settings), load.accepts(settings), unmasked=unmasked)
    _report(folder, known, settings, formats)
    _tell(judged, fail_on or settings.fail_on, min_coverage)


@main.command("collect")
@click.argument("target")
@click.option("--output", type=_folder, required=True, help="Folder for the run.")
@_resume
@_browser
@_orderly
def collect_(target: str, output: Path, resume: bool, browser: bool | None) -> None:
    """Visit TARGET and keep what was found in a run folder. The only stage that opens a connection."""
    settings = _settings(target)
    _tell_left_out(settings)
    _collect(_with_browser(settings, browser), output, resume=resume)
    click.echo(f"gathered: {output}")


@main.command()
@click.argument("folder", type=_folder)
@_config
@_fail_on
@_min_coverage
@_checks
@_only
@_skip
@_unmasked
@_orderly
def check(
    folder: Path,
    config_file: Path | None,
    fail_on: str | None,
    min_coverage: int,
    folders: tuple[Path, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    unmasked: bool,
) -> None:
    """Judge what was gathered in FOLDER and write results.json. No network."""
    from auditor import pipeline

    settings = load.read(config_file) if config_file else None
    known = _known(settings, folders, only, skip)
    judged = pipeline.check(folder, known, _thresholds(settings), _accepts(settings), unmasked=unmasked)
    _tell(judged, fail_on or (settings.fail_on if settings else "never"), min_coverage)


@main.command()
@click.argument("folder", type=_folder)
@_config
@_format
@_checks
@_orderly
def report(folder: Path, config_file: Path | None, formats: tuple[str, ...], folders: tuple[Path, ...]) -> None:
    """Render the results of FOLDER. No network, no clock: the same results give the same files."""
    settings = load.read(config_file) if config_file else None
    _report(folder, _known(settings, folders, (), ()), settings, formats)


@main.command()
@_output
@_format
@click.option("--mended", is_flag=True, help="Only the company after it mended its faults.")
@_orderly
def demo(output: Path | None, formats: tuple[str, ...], mended: bool) -> None:
    """Audit the example company, before and after it mended its faults. No network needed."""
    root = output or Path("auditor-demo")
    for phase in ("after",) if mended else ("before", "after"):
        _demo(_fresh(root / phase), formats, mended=phase == "after")


@main.command()
@click.argument("site")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default="auditor.toml",
    show_default=True,
    help="File to write; never one that is there already.",
)
@_orderly
def init(site: str, output: Path) -> None:
    """Look at SITE once and write an auditor.toml with what was found, for you to look over."""
    from auditor.cli import init as initial

    initial.refuse_existing(output)
    with _stopped_politely(), terminal.progress() as progress:
        found = initial.look(site, progress)
    initial.save(output, initial.write(found, datetime.now().astimezone().date()))
    click.echo(
        f"{output}: {len(found.pages)} pages and {len(found.profiles.own)} profiles of {terminal.safe(found.target.name)}"
    )
    click.echo(f"Look it over, then: auditor run {output}")


@main.command()
@click.option("--checks", "folders", multiple=True, type=_folder, help="A folder of further checks; may repeat.")
@_orderly
def checks(folders: tuple[Path, ...]) -> None:
    """List every known check."""
    from auditor.audit import registry

    terminal.table(
        ("id", "category", "severity", "what is true when it passes"),
        [
            (id_, entry.check.category, entry.check.severity.label, entry.check.title)
            for id_, entry in registry.load(folders=folders).items()
        ],
    )


@main.command()
@click.argument("id")
@click.option("--checks", "folders", multiple=True, type=_folder, help="A folder of further checks; may repeat.")
@_orderly
def explain(id: str, folders: tuple[Path, ...]) -> None:
    """Say what a check looks at, why it matters and how to mend what it finds."""
    from auditor.audit import registry
    from auditor.pipeline import UnknownCheck

    known = registry.load(folders=folders)
    if id not in known:
        raise UnknownCheck(id)
    entry = known[id]
    click.echo(f"{id} ({entry.check.severity.label}): {entry.check.title}\n")
    click.echo(entry.path.read_text(encoding="utf-8").strip())


@main.command("doctor")
@_orderly
def doctor_() -> None:
    """Say what is installed, what is missing and how to get it."""
    from auditor.cli import doctor

    findings = doctor.examine()
    for finding in findings:
        mark = "ok     " if finding.fine else "without" if finding.optional else "MISSING"
        click.echo(f"{mark}  {finding.name}: {finding.words}")
    if not all(finding.fine or finding.optional for finding in findings):
        sys.exit(INCOMPLETE)


@main.command()
@click.argument("folder", type=_folder)
@click.option("--warc", is_flag=True, help="Every answer as received, as WARC 1.1.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; in the run folder by default."
)
@_orderly
def export(folder: Path, warc: bool, output: Path | None) -> None:
    """Write what was gathered in FOLDER in a form other tools read."""
    from auditor.snapshot import warc as exporting

    if not warc:
        raise ConfigError("say which form: --warc")
    path = output or folder / "snapshot.warc.gz"
    click.echo(f"{exporting.warc(folder, path)} answers: {path}")


@main.command()
@click.argument("target")
@click.option("--output", type=_folder, required=True, help="Folder for the case; never one that is there already.")
@click.option("--wrong", "complaints", default="", callback=_ids, help="Checks that are mistaken (ids with commas).")
@_orderly
def case(target: str, output: Path, complaints: tuple[str, ...]) -> None:
    """Write TARGET, a site, an auditor.toml or a run folder, as a made-up test case: for reports of mistakes."""
    from auditor import casebook, pipeline
    from auditor.audit import registry

    if output.exists():
        raise ConfigError(f"{output}: is there already; name another folder")
    if unknown := [check for check in complaints if check not in registry.load()]:
        raise pipeline.UnknownCheck(unknown[0])
    if Path(target).is_dir():
        written = casebook.write(Path(target), output, complaints)
    else:
        with TemporaryDirectory() as run_folder:
            _collect(_settings(target), Path(run_folder), resume=False)
            written = casebook.write(Path(run_folder), output, complaints)
    click.echo(f"{output}: {written.answers} answers, with made-up words, names, addresses and numbers")
    for text in written.left:
        click.echo(f"auditor: {output}: still holds {terminal.safe(text)!r}; take it out by hand", err=True)
    click.echo("Look it over, say in README and want.json what is wrong (docs/cases.md), then send it.")


@main.command()
@_orderly
def schema() -> None:
    """Print the JSON Schema of results.json."""
    import json

    from auditor.audit import results

    click.echo(json.dumps(results.schema(), indent=2))


def _settings(target: str) -> Settings:
    if target.endswith(".toml") or Path(target).is_file():
        return load.read(Path(target))
    return load.for_site(target)


def _tell_left_out(settings: Settings) -> None:
    """Say which addresses that auditor.toml names as profiles are none: a mistake of one line is no reason not to look at the rest."""
    if not settings.profile:
        return
    from auditor.collect.crawl import profile_discovery

    for line in profile_discovery.left_out(settings):
        click.echo(f"auditor: {terminal.safe(line)}", err=True)


def _with_browser(settings: Settings, wanted: bool | None) -> Settings:
    """Return the settings with what the command line says of a browser; None leaves it to auditor.toml."""
    if wanted is None:
        return settings
    return settings.model_copy(update={"crawl": settings.crawl.model_copy(update={"browser": wanted})})


def _thresholds(settings: Settings | None) -> Thresholds | None:
    """Return the thresholds of a configuration; None, where there is none, stands for those of the visit."""
    return load.thresholds(settings) if settings else None


def _accepts(settings: Settings | None) -> tuple[Accept, ...] | None:
    """Return the faults that a configuration accepts; None, where there is none, stands for those of the visit."""
    return load.accepts(settings) if settings else None


def _known(
    settings: Settings | None, folders: tuple[Path, ...], only: tuple[str, ...], skip: tuple[str, ...]
) -> Mapping[str, Known]:
    from auditor import pipeline
    from auditor.audit import registry

    listed = settings.checks if settings else load.CheckSettings()
    known = registry.load(folders=(*map(Path, listed.folders), *folders))
    for accept in settings.accept if settings else ():
        if accept.check and accept.check not in known:
            raise pipeline.UnknownCheck(accept.check)
    return pipeline.chosen(known, only=only or listed.only, skip=(*skip, *listed.skip))


def _run_folder(output: Path | None, settings: Settings) -> Path:
    if output is not None:
        return output
    host = re.sub(r"[^a-z0-9.]+", "-", settings.target.site.split("//")[1].rstrip("/").lower())
    return Path(f"auditor-report-{host}-{datetime.now().astimezone():%Y%m%d-%H%M%S}")


def _collect(
    settings: Settings, folder: Path, *, resume: bool, around: Surroundings | None = None, pace: Pace | None = None
) -> None:
    from auditor.collect.run import collect

    with _stopped_politely(), terminal.progress() as progress:
        collect(settings, folder, progress, resume=resume, around=around, pace=pace)


@contextmanager
def _stopped_politely() -> Iterator[None]:
    """Let SIGTERM, by which CI jobs and services are ended, stop a visit as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():  # Python lets no other thread handle signals
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _report(folder: Path, known: Mapping[str, Known], settings: Settings | None, formats: tuple[str, ...]) -> None:
    from auditor import pipeline

    written, troubles = pipeline.write(folder, known, _thresholds(settings), formats, _accepts(settings))
    for path in written:
        click.echo(path)
    for trouble in troubles:
        click.echo(f"auditor: {trouble}", err=True)


def _tell(judged: Results, fail_on: str, min_coverage: int) -> None:
    """Print the score and leave with the exit code it asks for."""
    from auditor import pipeline

    terminal.verdict(judged)
    if judged.score.coverage * 100 < min_coverage:
        _stop(f"only {judged.score.verified}% could be verified, --min-coverage asks for {min_coverage}%", INCOMPLETE)
    if count := pipeline.fails(judged, fail_on):
        _stop(f"{count} findings at or above {fail_on}", FOUND)


def _fresh(folder: Path) -> Path:
    """Return the demo's folder, emptied of what an earlier demo left there."""
    from auditor.pipeline import FORMATS

    if folder.is_dir():
        for name in ("snapshot.sqlite", *FORMATS.values()):
            (folder / name).unlink(missing_ok=True)
    return folder


def _demo(folder: Path, formats: tuple[str, ...], *, mended: bool) -> None:
    from auditor import pipeline
    from auditor.audit import registry
    from auditor.collect.http.address_guard import Rehearsal
    from auditor.collect.http.dns import RehearsedLookup
    from auditor.collect.http.retry_policy import Pace
    from auditor.collect.http.stand_ins import Surroundings
    from auditor.demo import company as example
    from auditor.demo.server import ExampleServer, settings

    company = example.load(mended=mended)
    known = registry.load(installed=False)
    with ExampleServer(company) as server, TemporaryDirectory() as exports:
        said = settings(company, Path(exports), server.now)
        rehearsal = Rehearsal(server.http_port, server.https_port, frozenset(server.hosts))
        _collect(
            said,
            folder,
            resume=False,
            around=Surroundings(rehearsal, server.ca_file, RehearsedLookup(server.lookup), server.now),
            pace=Pace(waits=(0.2, 0.4), confirm_after=0.2),  # on loopback what fails fails for good
        )
    judged = pipeline.check(folder, known, load.thresholds(said))
    click.echo(f"{judged.target.name}, {'after it mended its faults' if mended else 'as it was'}:")
    terminal.verdict(judged)
    _report(folder, known, said, formats)
