"""How a report is told: in which language, and with whose templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from auditor.report.branding import Branding


class PresentationError(Exception):
    """Templates or a catalogue that can't be used; one line that says what, where and how to fix it."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """What auditor.toml says under [report]."""

    language: str = "en"
    """As in BCP 47, such as `de` or `pt-BR`."""
    templates: Path | None = None
    """Folder of templates and style sheets that go before ours."""
    locales: Path | None = None
    """Folder of catalogues that go before ours."""
    branding: Branding = field(default_factory=Branding)
    """For whom and by whom it is, and how it looks."""
    mark: str = ""
    """Stands in the names of files, where a report is told in several languages: `de` for `report.de.html`."""

    def named(self, file: str) -> str:
        """Return the name of a file of this edition."""
        stem, dot, ending = file.partition(".")
        return f"{stem}.{self.mark}{dot}{ending}" if self.mark else file
