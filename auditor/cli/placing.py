"""Where the audits and the watch of a target lie, where the command line names no folder."""

from __future__ import annotations

import itertools
import re
from datetime import datetime
from pathlib import Path

from auditor.cli import stages
from auditor.config.load import Settings

RUNS, WATCHES = "auditor-runs", "auditor-watch"
"""Folders that hold a folder for each target: of its audits, of its watch."""


def of_run(output: Path | None, settings: Settings, target: str) -> Path:
    """Return the folder of the run; where none is named, one called after the time, in the folder of the target."""
    if output is not None:
        return output
    return _unused(of_target(settings, target, RUNS) / f"{datetime.now().astimezone():%Y%m%d-%H%M%S}")


def of_target(settings: Settings, target: str, root: str) -> Path:
    """Return the folder of a target: beside its auditor.toml, or where the command is run for a target that has none."""
    place = settings.target.site.split("//")[1].split("?")[0]  # what stands behind it may be a secret
    host = re.sub(r"[^a-z0-9.]+", "-", place.rstrip("/").lower())[:100]
    return (Path(target).parent if stages.is_config(target) else Path()) / root / host


def _unused(folder: Path) -> Path:
    """Return a folder that is not there yet: two runs may begin in the same second."""
    others = (folder.with_name(f"{folder.name}-{number}") for number in itertools.count(2))
    return next(one for one in itertools.chain([folder], others) if not one.exists())
