"""Labels that stand one above the other, beside or above the numbers they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.collect.extract import labels
from auditor.collect.extract.labels import Says

_LONGEST, _MOST = 24, 6
_DIGITS = re.compile(r"\d{2}")


def stacked(lines: Sequence[str], index: int) -> list[Says]:
    """Return what the labels above line `index` say of it and of the lines below, one each; empty where they do not.

    "Phone:", "Fax:", and then two numbers; or both labels in one cell of a table and both numbers in the next.
    """
    first, tab, _ = lines[index].partition("\t")
    said = [says] if tab and (says := _alone(first)) is not None else []
    if tab and not said:
        return []
    for line in reversed(lines[max(0, index - _MOST) : index]):
        if (says := _alone(line)) is None:
            break
        said.insert(0, says)
    if len(set(said)) < 2:
        return []
    below = lines[index + 1 : index + len(said)]
    return said if len(below) == len(said) - 1 and all(map(_is_bare_number, below)) else []


def _alone(line: str) -> Says | None:
    return labels.heading(line) if 0 < len(line) <= _LONGEST else None


def _is_bare_number(line: str) -> bool:
    return _DIGITS.search(line) is not None and not any(sign.isalpha() for sign in line[:8])
