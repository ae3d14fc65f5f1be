"""Results → files."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditor import disk
from auditor.audit import registry, results
from auditor.audit.files import RESULTS
from auditor.audit.registry import Known
from auditor.model.messages import speaking, voice
from auditor.plugins import watch

if TYPE_CHECKING:
    from auditor.config.places import Places
    from auditor.config.report import FindingSettings, Length
    from auditor.report import Report
    from auditor.report.notes import Notes
    from auditor.report.presentation import Presentation
    from auditor.report.renderer import Renderer

_LOG = logging.getLogger(__name__)

_NAMES_POSTS = ("html", "pdf")
"""Formats that send readers to posts.csv, which is therefore written with them where there are posts."""


def write(  # noqa: PLR0913 - what people say in files of their own comes one by one
    folder: Path,
    known: Mapping[str, Known],
    formats: Sequence[str],
    renderers: Mapping[str, Renderer] | None = None,
    *,
    length: Length = "report",
    handled: Mapping[str, FindingSettings] | None = None,
    how: Presentation | None = None,
    notes: Notes | None = None,
    config: Path | None = None,
) -> tuple[list[Path], dict[str, str]]:
    """Render the results of a run folder; return the files written, and by format why one could not be, in a line.

    `length` is what HTML and PDF hold, `handled` what is being done about findings, by fingerprint, `notes` what people wrote for the
    report, `config` the auditor.toml that findings are told of. Where posts were gathered, `posts.csv`, which `check` wrote, is named with
    every report that sends readers to it. A renderer that breaks is noted, and the others write their files. An edition that has a mark
    holds no files for programs: these are in the first.

    Raises:
        ResultsError: there are no results that can be read.
    """
    from auditor import extensions, report  # noqa: PLC0415 - what renders is slow to import, and judging does without
    from auditor.report.languages import voice_of  # noqa: PLC0415 - as above
    from auditor.report.notes import NONE  # noqa: PLC0415 - as above
    from auditor.report.presentation import Presentation  # noqa: PLC0415 - as above

    how = how or Presentation()
    every = extensions.shipped("renderer") if renderers is None else renderers
    with speaking(voice() if voice().code == how.language else voice_of(how)):
        told = report.build(results.read(folder / RESULTS), known, folder, length=length, handled=handled)
        kinds = _with_posts(formats) if told.talk else formats
        told = replace(told, presentation=how, remarks=notes or NONE, places=_places(config, told.site))
        return _written(folder, told, [every[kind] for kind in kinds if not (how.mark and every[kind].once)])


def _places(config: Path | None, site: str) -> Places | None:
    from auditor.config import places  # noqa: PLC0415 - as in `write`

    return places.read(config, site) if config else None


def _written(folder: Path, told: Report, renderers: Iterable[Renderer]) -> tuple[list[Path], dict[str, str]]:
    from auditor.report.renderer import RenderProblem  # noqa: PLC0415 - as in `write`

    written: list[Path] = []
    troubles: dict[str, str] = {}
    closed: OSError | None = None
    for renderer in renderers:
        path = folder / told.presentation.named(renderer.file)
        try:
            _render(renderer, told, path)
        except watch.Broke as broke:
            watch.note(str(broke))
        except RenderProblem as problem:
            troubles[renderer.name] = str(problem)
        except OSError as error:
            closed = closed or error
        else:
            written.append(path)
            _LOG.info("wrote %s", path)
    if closed is not None:  # told when the others stand
        raise closed
    return written, troubles


def unknown_findings(folder: Path, fingerprints: Iterable[str]) -> list[str]:
    """Return those of `fingerprints` that no finding in the results of a run folder has.

    Raises:
        ResultsError: there are no results that can be read.
    """
    judged = results.read(folder / RESULTS)
    known = {finding.fingerprint for entry in judged.checks for finding in entry.findings}
    return sorted(set(fingerprints) - known)


def placed_notes(folder: Path, written: Mapping[str, str], language: str) -> Notes:
    """Return the notes of a report on the results of a run folder, each in its place; `left_out` says which have none.

    Args:
        folder: Of the run.
        written: Markdown by the name of the file without its ending.
        language: Of the edition, as in BCP 47.

    Raises:
        ResultsError: there are no results that can be read.
    """
    from auditor.report import notes  # noqa: PLC0415 - as in `write`

    return notes.placed(
        notes.in_language(written, language), results.read(folder / RESULTS), registry.load(installed=False)
    )


def _render(renderer: Renderer, told: Report, path: Path) -> None:
    """Write one file.

    Raises:
        RenderProblem: it can't be made here and now.
        OSError: the disk is full, or closed to us.
        Broke: the renderer failed.
    """
    from auditor.report.renderer import RenderProblem  # noqa: PLC0415 - as in `write`

    name = f"renderer {renderer.name}"
    done = False
    disk.make_way(path)
    try:
        with disk.named(path):
            watch.attempt(name, lambda: renderer.render(told, path), RenderProblem, OSError)
        done = True
    finally:
        if not done:
            with suppress(OSError):
                path.unlink(missing_ok=True)  # a stale one would be taken for this run's, and half of one for all of it
    if not path.is_file():
        raise watch.Broke(f"{name} wrote no {path}")


def _with_posts(formats: Sequence[str]) -> Sequence[str]:
    return formats if "csv" in formats or not set(_NAMES_POSTS) & set(formats) else [*formats, "csv"]
