"""Street addresses and post office boxes in a text, in the forms of some thirty countries. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from auditor.analysis.pii import street_forms
from auditor.analysis.pii.street_forms import Form
from auditor.resources import facts
from auditor.text.fold import fold
from auditor.text.parsed import of_values

_MOST = 200
_NUMBERED = re.compile(r"\d|s/n", re.IGNORECASE)
"""What every address holds whose form spells no number out: a digit, or that its house has none."""


@dataclass(frozen=True, slots=True)
class Address:
    """Street and number where they stand."""

    text: str
    start: int
    end: int
    unit: str = ""
    """Suite, floor or building behind it, as written."""
    is_box: bool = False
    """A post office box: nobody lives there."""

    @property
    def key(self) -> str:
        """Equal for one address in several spellings: `12 High St` and `12 High Street`."""
        said = [word for word in re.findall(r"\w+", fold(self.text)) if len(word) > 1 or word.isdigit()]
        return " ".join(_short().get(word, word) for word in said)


def addresses(text: str) -> tuple[Address, ...]:
    """Return the street addresses of a text in its order; each is street and number, town and postcode aside."""
    return _read(text)


def _addresses(text: str) -> tuple[Address, ...]:
    spans = {(match.span("at"), form.is_box) for form, match in _matches(text)}
    found: list[Address] = []
    end = 0
    for (start, stop), is_box in sorted(spans, key=lambda span: (span[0][0], -span[0][1])):
        if start >= end and len(found) < _MOST:
            unit = street_forms.unit_behind(text, stop)
            written = " ".join(text[start:stop].split()).rstrip(",. ")
            found.append(Address(written, start, stop, unit, is_box))
            end = stop
    return tuple(found)


_read = of_values(_addresses)
"""Several rules ask for those of the same page."""


def _matches(text: str) -> Iterator[tuple[Form, re.Match[str]]]:
    numbered = _NUMBERED.search(text) is not None
    for form in street_forms.forms():
        for match in form.pattern.finditer(text) if numbered or form.is_spelled else ():
            if form.holds is None or form.holds(match):
                yield form, match


@cache
def _short() -> dict[str, str]:
    pairs: dict[str, str] = facts("analysis/pii/streets.toml")["same"]
    return pairs
