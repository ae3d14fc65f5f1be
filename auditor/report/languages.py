"""Languages of a report: catalogues of gettext, dates and numbers as readers write them."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Formatter

from auditor import disk
from auditor.config.report import LANGUAGE
from auditor.disk.cache import PACKAGE
from auditor.model.messages import Voice, translatable
from auditor.report.presentation import Presentation, PresentationError

SHIPPED = PACKAGE / "locales"
"""Catalogues that come with auditor."""

_TAG = re.compile(LANGUAGE)
_DATE = translatable("d MMMM yyyy")
"""How dates are written: the translation is a pattern of CLDR, such as `dd.MM.yyyy`."""


class Catalogue(Voice):
    """Another language than English."""

    def __init__(self, code: str, known: gettext.NullTranslations) -> None:
        """Speak a language.

        Args:
            code: Of the language, as in BCP 47.
            known: What is translated.
        """
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - for languages other than English only
        from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415 - as above

        self.code = code
        self._known = known
        self._missing = _Missing()
        known.add_fallback(self._missing)
        try:
            self._locale = Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):  # a language that CLDR does not know: its catalogue still speaks it
            self._locale = Locale("en")
        self._spaced = "\xa0%" in self._locale.percent_formats[None].pattern
        self._marks = {",": get_group_symbol(self._locale), ".": get_decimal_symbol(self._locale)}

    @property
    def untranslated(self) -> frozenset[str]:
        """Return what was asked for so far and is in no catalogue: it is told in English."""
        return frozenset(self._missing.asked)

    def translate(self, singular: str, plural: str, count: int) -> str:
        """Return the template to fill in; the English one where the translation asks for values that are not there."""
        told = self._known.ngettext(singular, plural, count) if plural else self._known.gettext(singular)
        if _names(told) <= _names(singular) | _names(plural):
            return told
        return super().translate(singular, plural, count)  # it asks for what is not there: a slip of a translator

    def day(self, moment: date) -> str:
        """Return a date as the catalogue says, or as the language has it in prose."""
        from babel.dates import format_date  # noqa: PLC0415 - for languages other than English only

        pattern = self._known.gettext(_DATE)
        return str(format_date(moment, "long" if pattern == _DATE else pattern, locale=self._locale))

    def number(self, written: str) -> str:
        """Return a number in English digits and marks, such as `1,234.5` or `62%`, as the language writes it."""
        told = "".join(self._marks.get(mark, mark) for mark in written)
        return told.replace("%", "\u202f%") if self._spaced else told


class _Missing(gettext.NullTranslations):
    """What every catalogue falls back on: English, and a note of what was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add(msgid1)
        return super().ngettext(msgid1, msgid2, n)


@lru_cache(maxsize=4_096)
def _names(template: str) -> frozenset[str]:
    """Return the values that a template asks for; one that can't be read asks for too much."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        return frozenset({template})
    return frozenset(name for _, name, _, _ in parts if name is not None)


def voice_of(how: Presentation) -> Voice:
    """Return the language of a report: somebody's own catalogue, and ours for what it does not hold.

    Raises:
        PresentationError: there is no catalogue of it, or one that can't be read.
    """
    if how.locales is not None and not how.locales.is_dir():
        raise PresentationError(f"{how.locales}: no such folder of catalogues (report.locales in auditor.toml)")
    if how.language.lower() in {"en", ""}:
        return Voice()
    if not _TAG.fullmatch(how.language):
        raise PresentationError(f"{how.language!r} is not a language; write it like de or pt-BR")
    found = [_read(path) for path in _files(how)]
    if not found:
        folders = [folder for folder in (how.locales, SHIPPED) if folder is not None]
        name = how.language.replace("-", "_")
        raise PresentationError(
            f"there is no catalogue of {how.language!r} (a file {name}.po or {name}.mo) in {' or '.join(map(str, folders))}; "
            f"known are {', '.join(shipped())}, others from a folder named as report.locales in auditor.toml"
        )
    for other in found[1:]:
        found[0].add_fallback(other)
    return Catalogue(how.language, found[0])


def shipped() -> tuple[str, ...]:
    """Return the languages that come with auditor, English first."""
    return ("en", *sorted(path.stem.replace("_", "-") for path in SHIPPED.glob("*.po")))


def _files(how: Presentation) -> Iterator[Path]:
    """Yield the catalogues of a language, those before that go before others."""
    names = dict.fromkeys((how.language.replace("-", "_"), how.language.partition("-")[0]))
    for folder in (how.locales, SHIPPED):
        if folder is not None:
            for name in names:
                yield from [path for end in (".mo", ".po") if (path := folder / f"{name}{end}").is_file()][:1]


def _read(path: Path) -> gettext.GNUTranslations:
    from babel.messages.pofile import PoFileError  # noqa: PLC0415 - for languages other than English only

    try:
        content = disk.content(path, disk.LARGEST_TEXT)
        return gettext.GNUTranslations(io.BytesIO(content if path.suffix == ".mo" else _compiled(content)))
    except (OSError, ValueError, PoFileError) as error:
        raise PresentationError(f"{path}: is no catalogue of gettext ({error})") from None


@lru_cache(maxsize=4)
def _compiled(content: bytes) -> bytes:
    """Return a catalogue as machines read it; parsing ours takes a fifth of a second."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - for languages other than English only
    from babel.messages.pofile import read_po  # noqa: PLC0415 - as above

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(content), abort_invalid=True))
    return compiled.getvalue()
