"""What a renderer is: how a report becomes a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from auditor.plugins.names import is_name
from auditor.report.nouns import Report

INTERFACE = 1
"""Version of this interface. It grows when a renderer written for it would no longer work."""
_FILE = re.compile(r"[A-Za-z0-9][\w.-]*")


class RenderProblem(Exception):
    """A file that can't be written here and now; one line that says why and what to do. The other files are written all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """How a report becomes a file of one format."""

    interface: int
    """Version of the interface that it was written for: `INTERFACE` of the day."""
    name: str
    """As `--format` calls it: lower-case words joined by dashes."""
    title: str
    """For people: what the file is."""
    file: str
    """Name of the file in the run folder, such as `report.html`."""
    render: Callable[[Report, Path], None]
    """Writes the file at the path, and reads nothing but the report: `report.results` is all that results.json holds. Raises
    RenderProblem where that can't be done on this machine."""
    once: bool = False
    """Whether a file is written with the first edition only, where a report is told in several languages: one for programs."""
    PLUGIN: ClassVar[str] = "renderer"

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the declaration, a clause each."""
        if not is_name(self.name):
            yield f"its name is {self.name!r}; it has to be lower-case words joined by dashes, such as slides"
        if self.interface != INTERFACE:
            yield f"it was written for interface {self.interface!r} of renderers; this auditor has {INTERFACE}"
        if not isinstance(self.title, str) or not self.title.strip():
            yield f"title is {self.title!r}; it has to say something"
        if not isinstance(self.file, str) or not _FILE.fullmatch(self.file):
            yield f"file is {self.file!r}; it has to be the name of a file, such as report.html"
        if not callable(self.render):
            yield f"render is {self.render!r}; it has to be a function"
