"""What several commands do: read what is asked for, visit, choose checks, write reports."""
# ruff: noqa: PLC0415 - no command waits for what only others need

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from auditor.cli import outcome, terminal
from auditor.cli.start import interrupt
from auditor.config import load
from auditor.config.load import Settings
from auditor.model import Accept, Thresholds
from auditor.model.messages import speaking
from auditor.plugins import watch

if TYPE_CHECKING:
    from auditor.audit.registry import Checks, Known
    from auditor.collect.http.retry_policy import Pace
    from auditor.collect.http.stand_ins import StandIns
    from auditor.config.report import Length, ReportSettings
    from auditor.extensions import Extensions
    from auditor.model.messages import Voice
    from auditor.report.branding import Branding
    from auditor.report.notes import Notes
    from auditor.report.presentation import Presentation

Edition: TypeAlias = "tuple[Presentation, Voice]"
"""How a report is told, and in which language."""
CONFIG = "auditor.toml"


def settings_of(target: str) -> Settings:
    """Return the settings that a site or an auditor.toml stands for."""
    if is_config(target):
        return load.read(Path(target))
    return load.for_site(target)


def config_here() -> str:
    """Return the auditor.toml of the folder that a command is run in.

    Raises:
        ConfigError: there is none.
    """
    if not Path(CONFIG).is_file():
        raise load.ConfigError(
            f"There is no {CONFIG} in this folder. Name a site or an {CONFIG}, or make one: auditor init SITE"
        )
    return CONFIG


def is_config(target: str) -> bool:
    """Return whether a target is a file, and no site."""
    return target.endswith(".toml") or Path(target).is_file()


def tell_left_out(settings: Settings) -> None:
    """Say which addresses that auditor.toml names as profiles are none: a mistake of one line is no reason not to look at the rest."""
    if not settings.profile:
        return
    from auditor.collect.crawl import profile_discovery

    for line in profile_discovery.left_out(settings):
        click.echo(f"auditor: {terminal.safe(line.in_full)}", err=True)


def try_imports(settings: Settings, others: Extensions, *, lenient: bool) -> None:
    """Say which files of conversations can't be read, and leave before the visit unless that is to be borne."""
    if not settings.conversations:
        return
    from auditor.collect.importers import trial

    problems = [problem.in_full for problem in trial.broken(settings, others.importers())]
    for line in problems:
        click.echo(f"auditor: {terminal.safe(line)}", err=True)
    if problems and not lenient:
        if watch.current().faults:  # what broke may be what would have read them
            outcome.stop("nothing was visited: what reads imports failed, see above", outcome.INCOMPLETE)
        outcome.stop(
            "nothing was visited; fix the imports in auditor.toml, or go on without them by --lenient",
            outcome.WRONG_USE,
        )


def with_browser(settings: Settings, wanted: bool | None) -> Settings:
    """Return the settings with what the command line says of a browser; None leaves it to auditor.toml."""
    if wanted is None:
        return settings
    return settings.model_copy(update={"crawl": settings.crawl.model_copy(update={"browser": wanted})})


def thresholds_of(settings: Settings | None) -> Thresholds | None:
    """Return the thresholds of a configuration; None, where there is none, stands for those of the visit."""
    return load.thresholds(settings) if settings else None


def accepts_of(settings: Settings | None) -> tuple[Accept, ...] | None:
    """Return the faults that a configuration accepts; None, where there is none, stands for those of the visit."""
    return load.accepts(settings) if settings else None


def extensions(settings: Settings | None) -> Extensions:
    """Return what others wrote: in the folders that auditor.toml names, and in installed packages."""
    from auditor import extensions as every

    return every.load(map(Path, settings.plugins.folders) if settings else ())


def begun_checks(settings: Settings | None, others: Extensions, folders: tuple[Path, ...] = ()) -> Checks:
    """Return the checks that others wrote, and by name ours; tell what was left out of the plug-ins."""
    from auditor.audit import registry

    listed = settings.checks.folders if settings else ()
    begun = registry.begin(folders=(*map(Path, listed), *folders), found=others.found)
    outcome.tell_left_out(begun.left_out)
    return begun


@dataclass(frozen=True, slots=True)
class Choice:
    """The checks to run, each of which there is."""

    begun: Checks
    only: tuple[str, ...]
    """Ids; empty for all."""
    skip: tuple[str, ...]

    def load(self) -> Mapping[str, Known]:
        """Import them."""
        from auditor.audit import choosing, registry

        return choosing.chosen(registry.complete(self.begun), only=self.only, skip=self.skip)


def choose(
    settings: Settings | None,
    others: Extensions,
    folders: tuple[Path, ...],
    only: tuple[str, ...] = (),
    skip: tuple[str, ...] = (),
) -> Choice:
    """Return the checks to run, by what the command line and auditor.toml say; tell what was left out of the plug-ins."""
    from auditor.audit import choosing

    listed = settings.checks if settings else load.CheckSettings()
    begun = begun_checks(settings, others, folders)
    choice = Choice(begun, tuple(only or listed.only), (*skip, *listed.skip))
    accepted = [accept.check for accept in settings.accept if accept.check] if settings else []
    choosing.require_known((*accepted, *choice.only, *choice.skip), begun.ids)
    return choice


def chosen_checks(
    settings: Settings | None,
    others: Extensions,
    folders: tuple[Path, ...],
    only: tuple[str, ...] = (),
    skip: tuple[str, ...] = (),
) -> Mapping[str, Known]:
    """Return the checks to run, imported: see `choose`."""
    return choose(settings, others, folders, only, skip).load()


def editions(settings: Settings | None, language: str = "") -> list[Edition]:
    """Return in which languages reports are told, and how; leave where templates or a catalogue can't be used, before anything is done.

    Args:
        settings: What auditor.toml says.
        language: What the command line says, one or several with commas between; empty for what auditor.toml does.
    """
    from auditor.report.languages import voice_of
    from auditor.report.presentation import Presentation

    said = settings.report if settings else None
    how = _presentation(said) if said and said.model_fields_set - {"length"} else Presentation()
    wanted = [part.strip() for part in (language or (said.language if said else "en")).split(",")]
    codes = list(dict.fromkeys(filter(None, wanted))) or ["en"]
    told = [replace(how, language=code, mark=code if code != codes[0] else "") for code in codes]
    return [(one, voice_of(one)) for one in told]


def _presentation(said: ReportSettings) -> Presentation:
    from auditor.report.presentation import Presentation
    from auditor.report.renderers import templates

    how = Presentation(
        templates=Path(said.templates) if said.templates else None,
        locales=Path(said.locales) if said.locales else None,
        branding=_branding(said),
    )
    if how.templates is not None:
        templates.require_sound(how.templates)
    return how


def _branding(said: ReportSettings) -> Branding:
    from auditor.report.branding import COLOUR, Branding

    colour = said.colour or COLOUR
    logo = None
    if said.logo:
        from auditor.report import logo as pictures

        logo = pictures.read(Path(said.logo))
    return Branding(
        said.prepared_for,
        said.prepared_by,
        logo,
        colour,
        said.accent or colour,
        said.footer,
        said.confidentiality,
        said.sections,
        said.credit,
    )


def notes_beside(config_file: Path | None) -> Mapping[str, str]:
    """Return the notes that lie beside an auditor.toml; leave where one can't be used, before anything is done."""
    if config_file is None or not config_file.is_file():
        return {}
    from auditor.config import notes

    written = notes.read(config_file)
    if written:
        from auditor.report.renderers import notes as shown

        shown.require_sound(written)
    return written


def require_formats(formats: tuple[str, ...], others: Extensions | None = None) -> None:
    """Leave where a format is none, before anything is done."""
    from auditor.pipeline.formats import FORMATS

    known = [*FORMATS, *(one.name for one in (others.found.of("renderer") if others else ()))]
    for kind in formats:
        if kind not in known:
            outcome.stop(f"--format: {kind!r} is not one of {', '.join(known)}", outcome.WRONG_USE)


def collect(
    settings: Settings,
    folder: Path,
    *,
    resume: bool,
    around: StandIns | None = None,
    pace: Pace | None = None,
    others: Extensions | None = None,
) -> None:
    """Visit the target, showing progress."""
    from auditor import pipeline

    old = _settled(folder) if resume else ""
    with stopped_politely(), terminal.progress() as progress:
        pipeline.collect(settings, folder, progress, resume=resume, around=around, pace=pace, others=others)
    if old:
        click.echo(
            f"auditor: the visit in {folder} was complete: nothing was visited, and all is as of {old}", err=True
        )


def _settled(folder: Path) -> str:
    """Return of when a visit in a folder is, to the minute, if it is complete; empty if it is not, or if there is none."""
    from auditor.snapshot import visits
    from auditor.snapshot.reader import SnapshotError

    try:
        visit = visits.visit_of(folder)
    except SnapshotError:
        return ""
    return f"{visit.taken_at[:10]} {visit.taken_at[11:16]} UTC" if visit.settled else ""


@contextmanager
def stopped_politely() -> Iterator[None]:
    """Let SIGTERM, by which CI jobs and services are ended, stop a visit as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():  # Python lets no other thread handle signals
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def findings_beside(config_file: Path | None) -> Mapping[str, load.FindingSettings]:
    """Return what findings.toml beside an auditor.toml says of findings; nothing where there is no such file."""
    return load.findings(config_file) if config_file and config_file.is_file() else {}


@dataclass(frozen=True, slots=True)
class Beside:
    """An auditor.toml, with what lies beside it."""

    config: Path | None = None
    """None where the audit is of a site without one."""
    findings: Mapping[str, load.FindingSettings] = field(default_factory=dict)
    """What findings.toml says of findings, by fingerprint."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """What people wrote for the report, by the name of the file."""


def beside(config_file: Path | None) -> Beside:
    """Return what lies beside an auditor.toml; leave where something can't be used, before anything is done."""
    config = config_file if config_file and config_file.is_file() else None
    return Beside(config, findings_beside(config), notes_beside(config))


def report(
    folder: Path,
    known: Mapping[str, Known],
    formats: tuple[str, ...],
    length: Length,
    around: Beside,
    others: Extensions | None = None,
    told: Sequence[Edition] = (),
) -> None:
    """Write the reports, naming each file, and what could not be written; of formats asked for, `leave` says so by its exit code."""
    from auditor import pipeline

    if unknown := pipeline.unknown_findings(folder, around.findings) if around.findings else ():
        click.echo(f"auditor: {load.FINDINGS}: in no finding of this audit: {', '.join(unknown)}", err=True)
    if "sarif" in formats and around.config is None:
        click.echo(
            f"auditor: results.sarif: GitHub will refuse it, because it names no file; audit an {CONFIG}", err=True
        )
    every = others.renderers() if others else None
    unwritten: dict[str, str] = {}
    said: set[str] = set()
    for how, voice in told or editions(None):
        with speaking(voice):
            files, troubles = pipeline.write(
                folder,
                known,
                formats,
                every,
                length=length,
                handled=around.findings,
                how=how,
                notes=_placed(folder, around.notes, how.language, said),
                config=around.config,
            )
        unwritten |= troubles
        for path in files:
            click.echo(path)
        _tell_untranslated(how.language, len(voice.untranslated))
    outcome.tell_unwritten(unwritten)


def _placed(folder: Path, written: Mapping[str, str], language: str, said: set[str]) -> Notes | None:
    """Return the notes of an edition in their places, and say which have none; `said` is what was said of another edition."""
    from auditor import pipeline

    if not written:
        return None
    notes = pipeline.placed_notes(folder, written, language)
    for line in notes.left_out:
        if line not in said:
            click.echo(f"auditor: {terminal.safe(line)}", err=True)
    said.update(notes.left_out)
    return notes


def _tell_untranslated(language: str, count: int) -> None:
    if count:
        texts = "1 text of the report has" if count == 1 else f"{count:,} texts of the report have"
        click.echo(
            f"auditor: {texts} no translation in {language!r} and {'is' if count == 1 else 'are'} in English", err=True
        )
