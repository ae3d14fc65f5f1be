"""How a report is told: in which language, and with whose templates."""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Formatter

from auditor.disk_cache import PACKAGE
from auditor.model.messages import Voice

SHIPPED = PACKAGE / "locales"
"""Catalogues that come with auditor."""


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


class _Catalogue(Voice):
    """Another language."""

    def __init__(self, code: str, known: gettext.GNUTranslations) -> None:
        self.code = code
        self._known = known

    def translate(self, singular: str, plural: str, count: int) -> str:
        told = self._known.ngettext(singular, plural, count) if plural else self._known.gettext(singular)
        if _names(told) <= _names(singular) | _names(plural):
            return told
        return super().translate(singular, plural, count)  # it asks for what is not there: a slip of a translator

    def day(self, moment: date) -> str:
        from babel.dates import format_date  # noqa: PLC0415 - for languages other than English only

        return str(format_date(moment, "long", locale=self.code.replace("-", "_")))


@lru_cache(maxsize=4_096)
def _names(template: str) -> frozenset[str]:
    """Return the values that a template asks for, each with how it is to be written; one that can't be read asks for too much."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        return frozenset({template})
    return frozenset(name for _, name, _, _ in parts if name is not None)


def voice_of(how: Presentation) -> Voice:
    """Return the language of a report.

    Raises:
        PresentationError: there is no catalogue of it, or one that can't be read.
    """
    if how.language.lower() in {"en", ""}:
        return Voice()
    folders = [folder for folder in (how.locales, SHIPPED) if folder is not None]
    names = [how.language.replace("-", "_"), how.language.partition("-")[0]]
    for path in (folder / f"{name}{end}" for folder in folders for name in names for end in (".mo", ".po")):
        if path.is_file():
            return _Catalogue(how.language, _read(path))
    looked = " or ".join(map(str, folders))
    raise PresentationError(
        f"report.language: there is no catalogue of {how.language!r} (a file {names[0]}.po or {names[0]}.mo) in {looked}; "
        "name a folder that has one as report.locales"
    )


def _read(path: Path) -> gettext.GNUTranslations:
    try:
        if path.suffix == ".mo":
            return gettext.GNUTranslations(io.BytesIO(path.read_bytes()))
        from babel.messages.mofile import write_mo  # noqa: PLC0415 - for languages other than English only
        from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - as above
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise PresentationError(f"{path}: is no catalogue of gettext ({error})") from None
    compiled = io.BytesIO()
    try:
        write_mo(compiled, read_po(io.BytesIO(path.read_bytes()), abort_invalid=True))
    except (OSError, ValueError, PoFileError) as error:
        raise PresentationError(f"{path}: is no catalogue of gettext ({error})") from None
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
